// Answers that say "unknown" (not sure, prefers not to say, skipped): found, named, and taken out
// of a response before any expression sees it.
#pragma once

#include <string>

#include "core/fhir/json.h"

namespace anteroom::extract {

/// The data-absent-reason code of a response item whose answers are all unknown or absent with a
/// reason; "" when it is answered, or simply empty.
[[nodiscard]] std::string unknown_reason(const fhir::Json& item);
/// The response without unknown answers and what hangs below them. Items that said "unknown" stay,
/// without answers and with a data-absent-reason extension.
[[nodiscard]] fhir::Json without_unknown_answers(const fhir::Json& response);

}  // namespace anteroom::extract
