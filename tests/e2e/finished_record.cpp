#include "tests/e2e/finished_record.h"

#include <stdexcept>

#include "core/intake/intake.h"

namespace anteroom::e2e {

intake::Record finished_record(const std::string& state) {
  SystemClock clock;
  auto store =
      store::Store::open({.directory = state, .key_file = state + "/keys/device.key"}, clock);
  if (!store) throw std::runtime_error(store.error().to_string());
  auto due = (*store)->due(clock.now());
  if (!due || due->empty()) throw std::runtime_error("the visit left no outbox row");
  auto text = (*store)->record(due->front().visit);
  if (!text) throw std::runtime_error(text.error().to_string());
  auto record = intake::record_from_json(*fhir::parse_json(*text));
  if (!record) throw std::runtime_error(record.error().to_string());
  return *record;
}

}  // namespace anteroom::e2e
