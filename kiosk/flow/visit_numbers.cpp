// Typed and stepped numbers, their units, times of day.
#include <algorithm>

#include "kiosk/flow/field_pages.h"
#include "kiosk/flow/item_details.h"
#include "kiosk/flow/locale_formats.h"
#include "kiosk/flow/typed_values.h"
#include "kiosk/flow/visit_state.h"

namespace anteroom::flow {
namespace {

using form::AnswerValue;
using form::ItemDefinition;
using form::ItemType;

/// What is wrong with a typed number; none when it fits.
Text number_mistake(const ItemDefinition& item, const std::string& typed,
                    const std::optional<fhir::Decimal>& number, std::string_view language) {
  if (!number) return say(Word::not_a_number, language, {typed});
  if (item.type == ItemType::integer && !number->to_integer())
    return say(Word::whole_number, language, {typed});
  const bool low = item.min_value && *number < *item.min_value;
  const bool high = item.max_value && *item.max_value < *number;
  if (!low && !high) return Text::none();
  if (item.min_value && item.max_value) {
    return say(Word::number_range, language,
               {typed, decimal_in_words(item.min_value->to_string(), language),
                decimal_in_words(item.max_value->to_string(), language)});
  }
  return low ? say(Word::number_least, language,
                   {typed, decimal_in_words(item.min_value->to_string(), language)})
             : say(Word::number_most, language,
                   {typed, decimal_in_words(item.max_value->to_string(), language)});
}

}  // namespace

Result<void> Visit::State::store_time(const std::string& path, const std::string& typed) {
  const std::optional<std::string> time = time_of_day(typed);
  if (!time) {
    draft().mistakes = {mistake(say(Word::time_wrong, shown_language, {typed}), "field:number")};
    return {};
  }
  return answer({current.plugin, path},
                {AnswerValue{fhir::Json::object().set("valueTime", *time)}});
}

Result<void> Visit::State::store_number(const std::string& path, const std::string& typed) {
  const form::Form* form = intake->form(current.plugin);
  const ItemDefinition* item = form->definition().find(link_id_of(path));
  if (item == nullptr) return {};
  const std::vector<form::Unit> units = unit_options(*item);
  const int former = chosen_unit(*form, *item, path);
  const int unit = units.size() == 1 ? 0 : draft().unit.value_or(former);
  if (typed == typed_answer(*form, path) && (unit == former || typed.empty())) return {};
  if (typed.empty()) return answer({current.plugin, path}, {});
  if (item->type == ItemType::time) return store_time(path, typed);
  const std::optional<fhir::Decimal> number = fhir::Decimal::parse(typed);
  const Text wrong = number_mistake(*item, typed, number, shown_language);
  if (!wrong.empty()) {
    draft().mistakes = {mistake(wrong, "field:number")};
    return {};
  }
  // A number of one of several units says nothing until it is known which.
  if (units.size() > 1 && unit < 0) {
    draft().mistakes = {mistake(say(Word::unit_missing, shown_language), "unit:0")};
    return {};
  }
  std::optional<AnswerValue> value =
      number_value(*item, *number, static_cast<std::size_t>(std::max(unit, 0)));
  return value ? answer({current.plugin, path}, {std::move(*value)}) : Result<void>{};
}

Result<void> Visit::State::step_number(const Action& action) {
  const std::string path = current.paths.front();
  const form::Form* form = intake->form(current.plugin);
  const ItemDefinition* item =
      form != nullptr ? form->definition().find(link_id_of(path)) : nullptr;
  if (item == nullptr || (current.kind != PageKind::slider && current.kind != PageKind::number))
    return unknown_control(action);
  draft().mistakes.clear();
  const std::string now = draft().typed.value_or(typed_answer(*form, path));
  const std::string next = stepped(*item, now, action.id == "number:more" ? 1 : -1);
  if (current.kind == PageKind::slider) return choose(next);
  draft().typed = next;
  return {};
}

Result<void> Visit::State::choose_unit(const std::string& id) {
  const form::Form* form = intake->form(current.plugin);
  const ItemDefinition* item =
      form != nullptr ? form->definition().find(link_id_of(current.paths.front())) : nullptr;
  const std::size_t count = item != nullptr ? unit_options(*item).size() : 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (id != "unit:" + std::to_string(i)) continue;
    draft().unit = static_cast<int>(i);
    draft().mistakes.clear();
    return {};
  }
  return unknown_control({ActionKind::choose, id, {}});
}

}  // namespace anteroom::flow
