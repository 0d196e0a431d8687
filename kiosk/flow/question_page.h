// The page of a planned question: what is asked, what is chosen, what is wrong. Reads the form;
// changes nothing.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/form/form.h"
#include "kiosk/flow/dates.h"
#include "kiosk/flow/page.h"
#include "kiosk/flow/plan.h"

namespace anteroom::flow {

/// What stands on a page but not in the form: half-typed text, the side of the map, mistakes
/// already shown.
struct Draft {
  std::optional<std::string> typed;  ///< text or number field
  std::optional<DateParts> date;
  std::optional<int> unit;  ///< touched, not yet stored with a number
  std::string search;       ///< letters typed over a long list
  bool own_words = false;   ///< the list gave way to a text field for another answer
  int more = 0;             ///< which part of a long list
  std::string view = "back";
  std::vector<Mistake> mistakes;
  bool asked_once = false;  ///< the empty safety item, or the warning, was pointed out
  Text warning = Text::none();
};

struct Scene {
  const form::Form* form = nullptr;
  std::string_view language;
  std::string_view body_map_svg;
  int options_per_page = 6;
  int entries_per_page = 4;
  int search_places = 4;       ///< answers over the keyboard of a searched list
  std::string condition = {};  ///< its name, where a page must say what it is about
};

/// The choice of an open choice that leads to a text field.
inline constexpr std::string_view kOwnAnswer = "own-answer";

/// Title and helper of an item's text: "How does it feel? Tap all that fit." is a title and a
/// helper line.
struct TitleWords {
  std::string title, helper;
};
[[nodiscard]] TitleWords split_question(std::string_view text);

/// Kind, title, controls and skip row. The shell (progress, Back, help bar) is added by the visit.
[[nodiscard]] Page question_page(const Scene& scene, const PagePlan& plan, const Draft& draft);
/// The row of one yes/no item, as on row pages.
[[nodiscard]] Row question_row(const Scene& scene, const std::string& path);
/// Codes that an item's answer holds ("yes", "true", "7"), without the unknown ones.
[[nodiscard]] std::vector<std::string> chosen_codes(const form::Form& form, std::string_view path);
[[nodiscard]] std::string code_of(const form::AnswerValue& value);
/// What a field shows: the answer as text.
[[nodiscard]] std::string typed_answer(const form::Form& form, std::string_view path);
/// The whole of what a form says about a question: what "More about this" shows. Title, the words
/// of its help, its picture at full size; kind unset when there is nothing more to say.
[[nodiscard]] Page help_page(const Scene& scene, const PagePlan& plan);

}  // namespace anteroom::flow
