// core/fhir: JSON text in; what was accepted must survive being written and read again.
#include "core/fhir/json.h"

#include "tests/fuzz/entries/entries.h"

namespace anteroom::fuzz {

void json(const std::string_view bytes) {
  const auto parsed = fhir::parse_json(bytes);
  (void)fhir::parse_json(bytes, {.max_bytes = 1 << 16, .max_depth = 8, .comments = true});
  if (!parsed) {
    promise(parsed.error().code.starts_with("AR-J"), "a refused text has a code of its room");
    return;
  }
  for (const auto layout : {fhir::JsonLayout::compact, fhir::JsonLayout::pretty}) {
    // Texts are compared, not trees: 1e3 is a decimal and is written 1000, which reads as an
    // integer.
    const std::string written = fhir::write_json(*parsed, layout);
    const auto again = fhir::parse_json(written);
    promise(again.ok() && fhir::write_json(*again, layout) == written, "JSON written is JSON read");
  }
  (void)fhir::locate(bytes, "/item/0/linkId");
}

}  // namespace anteroom::fuzz
