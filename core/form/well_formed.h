// Whether a questionnaire is a well-formed FHIR R4 resource: its elements and the invariants que-0
// to que-13 of Questionnaire.
#pragma once

#include "core/form/compiled_form.h"
#include "core/form/place.h"

namespace anteroom::form {

enum class ElementPart : std::uint8_t {
  unset = 0,
  questionnaire,
  item,
  enable_when,
  answer_option,
  initial
};

/// AR-F018 unknown elements, AR-F064 modifierExtension, AR-F065 wrong JSON type.
void check_elements(const fhir::Json& element, ElementPart which, const Place& place,
                    Findings& findings);
/// The same for an item; says which elements it has.
[[nodiscard]] ItemElements check_item_elements(const fhir::Json& item, const Place& place,
                                               Findings& findings);

/// The invariants of one item that are no matter of reading it: que-1, -3 to -6, -8 to -11.
/// Breaches have one clear reading, so they warn and the form loads.
void check_item_invariants(const ItemRecord& item, Findings& findings);
/// que-0 and the elements that R4 requires.
void check_questionnaire_invariants(const fhir::Json& questionnaire, Findings& findings);

}  // namespace anteroom::form
