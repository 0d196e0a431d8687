#include "kiosk/flow/review_page.h"

#include <algorithm>
#include <cstdlib>

#include "kiosk/flow/dates.h"
#include "kiosk/flow/entries.h"
#include "kiosk/flow/field_pages.h"
#include "kiosk/flow/item_details.h"
#include "kiosk/flow/locale_formats.h"
#include "kiosk/flow/plan.h"
#include "kiosk/flow/question_page.h"
#include "kiosk/flow/typed_values.h"
#include "kiosk/flow/words.h"

namespace anteroom::flow {
namespace {

using form::ItemDefinition;
using form::ItemType;
using form::UnknownReason;

Word unknown_word(UnknownReason reason) {
  if (reason == UnknownReason::asked_unknown) return Word::not_sure;
  return reason == UnknownReason::asked_declined ? Word::declined : Word::not_answered;
}

/// Shown to the patient and answerable: what a review must list, also when the visit filled it.
bool is_reviewed(const ItemDefinition& item) {
  if (item.hidden || item.type == ItemType::group || item.type == ItemType::display) return false;
  return !item.read_only;
}

std::string value_in_words(const form::Form& form, const ItemDefinition& item,
                           const std::string& code, std::string_view language) {
  switch (item.type) {
    case ItemType::choice:
    case ItemType::open_choice: {
      const std::string text = form.definition().option_text(item.link_id, code, language).text;
      return text.empty() ? code : text.substr(0, text.find(": "));
    }
    case ItemType::boolean:
      return std::string(words(code == "true" ? Word::yes : Word::no, language));
    case ItemType::time:
      return typed_time(code);
    case ItemType::date_time:
    case ItemType::date:
      return date_in_words(code, language).shown();
    case ItemType::integer:
    case ItemType::decimal:
    case ItemType::quantity: {
      const std::string number = decimal_in_words(code, language);
      const std::string unit = unit_beside(form.definition(), item, language);
      return unit.empty() ? number : number + " " + unit;
    }
    default: {
      const std::string unit = unit_beside(form.definition(), item, language);
      return unit.empty() ? code : code + " " + unit;
    }
  }
}

/// "change:12" -> 12.
int step_in(const ReviewGroup& group) {
  return std::atoi(group.change_id.substr(group.change_id.find(':') + 1).c_str());
}

void mark_gap(ReviewGroup& group, std::string_view language) {
  group.gap = std::any_of(group.lines.begin(), group.lines.end(),
                          [](const ReviewLine& line) { return line.gap; });
  group.change = say(group.gap ? Word::answer_button : Word::change_button, language);
}

}  // namespace

std::string answer_in_words(const form::Form& form, const std::string& path,
                            std::string_view language) {
  const ItemDefinition* item = form.definition().find(link_id_of(path));
  if (item == nullptr) return {};
  std::string out;
  for (const std::string& code : chosen_codes(form, path)) {
    if (!out.empty()) out += ", ";
    out += value_in_words(form, *item, code, language);
  }
  // Of several units the answer's own; one alone stands beside the number already.
  const std::vector<form::Unit> units = unit_options(*item);
  const int unit = units.size() > 1 ? chosen_unit(form, *item, path) : -1;
  if (!out.empty() && unit >= 0) out += " " + units[static_cast<std::size_t>(unit)].display;
  return out;
}

ReviewLine review_line(const form::Form& form, const std::string& path, std::string_view language) {
  ReviewLine line;
  const ItemDefinition* item = form.definition().find(link_id_of(path));
  if (item == nullptr) return line;
  const std::string number = entry_number(path);
  const std::string question =
      split_question(form.definition().item_text(item->link_id, language).text).title;
  line.question = Text(number.empty() ? question : number + ". " + question);
  const UnknownReason reason = form.unknown_reason(path);
  const std::string answer = answer_in_words(form, path, language);
  line.gap = answer.empty();
  if (answer.empty()) {
    line.answer = say(unknown_word(reason), language);
  } else if (item->private_item) {
    line.answer = say(Word::private_answered, language);
  } else if (reason != UnknownReason::none) {
    line.answer = say(Word::answered_partly, language, {answer});
  } else {
    line.answer = Text(answer);
  }
  return line;
}

std::vector<ReviewGroup> review_groups(const form::Form& form, std::string_view language,
                                       const ReviewScope& scope) {
  std::vector<ReviewGroup> groups;
  for (const std::string& path : form.enabled_paths()) {
    const ItemDefinition* item = form.definition().find(link_id_of(path));
    if (item == nullptr || !is_reviewed(*item)) continue;
    if (scope.asks && !scope.asks(path)) continue;
    // An item no page can ask (an attachment, say) is still listed: not answered is visible.
    const int step = scope.step ? scope.step(path) : step_of(form.definition(), *item);
    const std::string id = "change:" + std::to_string(step);
    auto group = std::find_if(groups.begin(), groups.end(),
                              [&](const ReviewGroup& one) { return one.change_id == id; });
    if (group == groups.end()) {
      group = groups.insert(groups.end(), ReviewGroup{});
      group->change_id = id;
      group->title = scope.step_name ? scope.step_name(step) : say(step_word(step), language);
    }
    ReviewLine made = review_line(form, path, language);
    if (const std::string condition = scope.condition ? scope.condition(path) : std::string();
        !condition.empty())
      made.question = Text(condition + ": " + made.question.shown());
    group->lines.push_back(std::move(made));
  }
  for (ReviewGroup& group : groups) mark_gap(group, language);
  return groups;
}

std::vector<ReviewGroup> merge_groups(std::vector<ReviewGroup> groups, std::string_view language) {
  std::stable_sort(groups.begin(), groups.end(),
                   [](const ReviewGroup& left, const ReviewGroup& right) {
                     return step_in(left) < step_in(right);
                   });
  std::vector<ReviewGroup> merged;
  for (ReviewGroup& group : groups) {
    if (merged.empty() || merged.back().change_id != group.change_id) {
      merged.push_back(std::move(group));
    } else {
      auto& lines = merged.back().lines;
      lines.insert(lines.end(), group.lines.begin(), group.lines.end());
    }
    mark_gap(merged.back(), language);
  }
  return merged;
}

}  // namespace anteroom::flow
