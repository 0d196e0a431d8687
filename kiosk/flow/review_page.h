// Review: every shown question and its answer in words, by step; the view cuts it into what fits. A
// gap never looks like a "No".
#pragma once

#include <functional>
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
/// How a form's questions stand in a visit with several reasons.
struct ReviewScope {
  std::function<bool(const std::string& path)> asks;  ///< false: listed with another condition
  std::function<int(const std::string& path)> step;
  std::function<Text(int step)> step_name;
  std::function<std::string(const std::string& path)> condition;  ///< its name before the question
};
/// The groups of one form, one a step that has lines; change ids "change:<step>".
[[nodiscard]] std::vector<ReviewGroup> review_groups(const form::Form& form,
                                                     std::string_view language,
                                                     const ReviewScope& scope = {});
/// Joins groups of the same step (several plugins, shell lines) in step order.
[[nodiscard]] std::vector<ReviewGroup> merge_groups(std::vector<ReviewGroup> groups,
                                                    std::string_view language);

}  // namespace anteroom::flow
