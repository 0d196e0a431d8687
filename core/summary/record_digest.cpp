#include "core/base/hash.h"
#include "core/summary/model_parts.h"

namespace anteroom::summary {

std::string record_sha256(const intake::Record& record) {
  // The bytes of intake.json as core/exchange writes them: what is printed can be checked with
  // sha256sum.
  return sha256_hex(fhir::write_json(intake::to_json(record), fhir::JsonLayout::pretty) + "\n");
}

}  // namespace anteroom::summary
