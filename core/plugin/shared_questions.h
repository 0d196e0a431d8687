// The catalogue of questions that plugins share (schemas/shared-questions.json, compiled in): asked
// once in a visit, one answer for all. A form that claims one must offer the same answers, or an
// answer given for one plugin would mean something else in another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/fhir/json.h"
#include "core/form/form.h"

namespace anteroom::plugin {

struct SharedQuestion {
  std::string id, text, type;
  bool repeats = false;
  std::vector<std::string> codes;  ///< real answers, rising; the unknown ones may always be there
};

/// By id; nullptr when the catalogue has none.
[[nodiscard]] const SharedQuestion* shared_question(std::string_view id);
/// In the order of the catalogue.
[[nodiscard]] const std::vector<SharedQuestion>& shared_questions();

/// What of such a file is not as schemas/shared-questions.schema.json says; empty = nothing.
[[nodiscard]] Errors shared_question_problems(const fhir::Json& file);

/// Holds every item of `questionnaire` with the extension shared-question against the catalogue.
/// Errors (AR-P027: not there, another type, other answers, claimed twice) and warnings (another
/// wording) carry the item's JSON pointer.
void check_shared_questions(const fhir::Json& questionnaire, const form::Definition& definition,
                            Errors& errors, Errors& warnings);

}  // namespace anteroom::plugin
