// Inside core/plugin: golden patients, one at a time.
#pragma once

#include <string>
#include <vector>

#include "core/plugin/bundle.h"

namespace anteroom::plugin {

/// The list of mutants that no answers can tell from their rule; it lies beside the golden patients
/// and is none.
inline constexpr std::string_view kEquivalentMutants = "cases/equivalent-mutants.json";

/// The bundle's files of golden patients, as paths inside it.
[[nodiscard]] std::vector<std::string> golden_files(const Manifest& manifest);

/// The form of one golden patient with all its answers in; `errors` names the linkIds of those that
/// did not fit.
[[nodiscard]] form::Form play_case(const Bundle& bundle, const fhir::Json& one_case,
                                   Errors& errors);

}  // namespace anteroom::plugin
