// The shape of a file of golden patients and of a list of equivalent mutants, read to the letter:
// schemas/cases.schema.json and schemas/equivalent-mutants.schema.json say the same.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/fhir/json.h"

namespace anteroom::plugin {

/// AR-P021 with JSON pointers; empty when `cases` is what its schema says.
[[nodiscard]] Errors case_problems(const fhir::Json& cases);

struct EquivalentMutant {
  std::string id, reason;
};
/// AR-P026; entries that are wrong are left out.
[[nodiscard]] std::vector<EquivalentMutant> read_equivalents(const fhir::Json& list,
                                                             Errors& errors);

}  // namespace anteroom::plugin
