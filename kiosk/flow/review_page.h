// Review: every shown question and its answer in words, by step; the view cuts it into what fits. A
// gap never looks like a "No".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/form/form.h"
#include "kiosk/flow/page.h"

namespace anteroom::flow {

/// One item's line. Private items say "Answered, private", also when the answer is No.
[[nodiscard]] ReviewLine review_line(const form::Form& form, const std::string& path,
                                     std::string_view language);
/// Answer in words of the language: options by their text, dates with the month's name; "" when not
/// answered.
[[nodiscard]] std::string answer_in_words(const form::Form& form, const std::string& path,
                                          std::string_view language);
/// The groups of one form, one a step that has lines; change ids "change:<step>".
[[nodiscard]] std::vector<ReviewGroup> review_groups(const form::Form& form,
                                                     std::string_view language);
/// Joins groups of the same step (several plugins, shell lines) in step order.
[[nodiscard]] std::vector<ReviewGroup> merge_groups(std::vector<ReviewGroup> groups,
                                                    std::string_view language);

}  // namespace anteroom::flow
