// Value sets that the questionnaire itself contains: the list of their concepts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/form/compiled_form.h"

namespace anteroom::form {

/// One concept of a value set: `entry` is the element that has its code, display, translations.
struct Concept {
  std::string system;
  const fhir::Json* entry = nullptr;  ///< borrowed from the questionnaire
};

/// The concepts of "#id" (or of the url of a contained value set), in order. `place` is where
/// problems are reported: AR-F012 as a warning for a value set that is not contained or not known
/// as a whole, as an error for a "#id" that is missing.
[[nodiscard]] std::vector<Concept> contained_concepts(const CompiledForm& form,
                                                      std::string_view reference,
                                                      const std::string& place, Findings& findings);

}  // namespace anteroom::form
