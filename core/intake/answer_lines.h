// Every question of one plugin's form as the clinician reads it: form order, the clinic's language,
// unknowns kept. Internal to core/intake.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/intake/record.h"

namespace anteroom::intake {

/// One line a question (groups and displays left out; hidden and not present ones in, so that a
/// template can say so).
[[nodiscard]] std::vector<AnswerLine> answer_lines(const plugin::Bundle& bundle,
                                                   const form::Form& form,
                                                   std::string_view language);
/// One item's line; nothing when the form has no such question.
[[nodiscard]] std::optional<AnswerLine> answer_line(const plugin::Bundle& bundle,
                                                    const form::Form& form,
                                                    std::string_view link_id,
                                                    std::string_view language);
/// "Fever, chills or shakes: Yes", "Fever, chills or shakes: not sure".
[[nodiscard]] std::string in_words(const AnswerLine& line);
/// The answers that decided a finding, in words.
[[nodiscard]] std::vector<std::string> decisive_words(const plugin::Bundle& bundle,
                                                      const form::Form& form,
                                                      const triage::Finding& finding,
                                                      std::string_view language);

}  // namespace anteroom::intake
