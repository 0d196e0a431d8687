// The plugin's questions in a visit: answering, leaving a page, the way on and back.
#include <algorithm>

#include "kiosk/flow/typed_values.h"
#include "kiosk/flow/visit_state.h"

namespace anteroom::flow {
namespace {

using form::AnswerValue;
using form::ItemDefinition;
using form::ItemType;
using form::UnknownReason;

constexpr std::string_view kAnswerOnItsPage = "answer";

/// The answer that a code means for an item; nothing when the item does not offer it.
std::optional<AnswerValue> value_of(const form::Form& form, const ItemDefinition& item,
                                    const std::string& path, const std::string& code) {
  if (item.type == ItemType::boolean) return AnswerValue::boolean(code == "true");
  if (item.type == ItemType::integer || item.type == ItemType::decimal ||
      item.type == ItemType::quantity) {
    const std::optional<fhir::Decimal> number = fhir::Decimal::parse(code);
    return number ? number_value(item, *number, 0) : std::nullopt;
  }
  for (const form::Option& option : form.offered_options(path)) {
    if (option.code == code && option.unknown == UnknownReason::none)
      return AnswerValue{option.value};
  }
  // Own words already among the answers stay beside another touch.
  if (item.type == ItemType::open_choice && !code.empty() && code == own_words(form, path))
    return AnswerValue::string(code);
  return std::nullopt;
}

bool is_exclusive(const form::Form& form, const std::string& path, const std::string& code) {
  for (const form::Option& option : form.offered_options(path)) {
    if (option.code == code) return option.exclusive;
  }
  return false;
}

/// Codes after a touch on one of many: it toggles, and an exclusive answer stands alone.
std::vector<std::string> toggled(const form::Form& form, const std::string& path,
                                 const std::string& code) {
  std::vector<std::string> codes = chosen_codes(form, path);
  if (std::erase(codes, code) > 0) return codes;
  if (is_exclusive(form, path, code)) return {code};
  std::erase_if(codes, [&](const std::string& other) { return is_exclusive(form, path, other); });
  codes.push_back(code);
  return codes;
}

}  // namespace

Result<void> Visit::State::changed(const Result<intake::Change>& change) {
  if (!change) {
    // A form error is about this answer; anything else means that the answer may not be on disk.
    if (!change.error().code.starts_with("AR-F")) return failed(change.error());
    draft().mistakes = {mistake(say(Word::does_not_fit, shown_language), {})};
    return change.error();
  }
  replan();
  if (visit.on_change) visit.on_change(*change);
  if (change->alert_tier == triage::Tier::emergency) over = Over::urgent;
  return {};
}

std::vector<intake::ItemRef> Visit::asked_items() const {
  std::vector<intake::ItemRef> items;
  if (state_->place != Place::question) return items;
  for (const std::string& path : state_->current.paths)
    items.push_back({state_->current.plugin, path});
  return items;
}

Result<void> Visit::State::answer(const intake::ItemRef& item, std::vector<AnswerValue> values) {
  return changed(intake->answer(item, std::move(values)));
}

Result<void> Visit::State::answer_unknown(const intake::ItemRef& item, UnknownReason reason) {
  return changed(intake->answer_unknown(item, reason));
}

Result<void> Visit::State::act_question(const Action& action) {
  if (current.kind == PageKind::entries) return act_entries(action);
  switch (action.kind) {
    case ActionKind::choose:
      if (action.id.starts_with("row:")) return choose_row(action.id);
      if (action.id.starts_with("unit:")) return choose_unit(action.id);
      return choose(action.id.substr(action.id.find(':') + 1));
    case ActionKind::type_text:
    case ActionKind::set_number:
      return action.id.starts_with("number:") ? step_number(action) : type(action);
    case ActionKind::show_help:
      over = Over::help;
      return {};
    case ActionKind::unknown_not_sure:
      return say_unknown(UnknownReason::asked_unknown);
    case ActionKind::unknown_declined:
      return say_unknown(UnknownReason::asked_declined);
    case ActionKind::view:
      draft().view = action.id == "view:front" ? "front" : "back";
      return {};
    case ActionKind::more:
      ++draft().more;
      return {};
    case ActionKind::back:
      if (draft().own_words) {  // back to the list that the text field stands for
        draft().own_words = false;
        draft().typed.reset();
        draft().mistakes.clear();
        return {};
      }
      // What was typed is kept: stored when it fits, else as it stands, for the way back here.
      static_cast<void>(store_typed().ok());
      draft().mistakes.clear();
      if (over == Over::none) go_back();
      return {};
    case ActionKind::next:
      return leave_question();
    default:
      return unknown_control(action);
  }
}

Result<void> Visit::State::choose(const std::string& code) {
  const std::string path = current.paths.front();
  const form::Form* form = intake->form(current.plugin);
  const ItemDefinition* item =
      form != nullptr ? form->definition().find(link_id_of(path)) : nullptr;
  if (item == nullptr || current.kind == PageKind::rows)
    return unknown_control({ActionKind::choose, code, {}});
  draft().mistakes.clear();
  if (code == kOwnAnswer && item->type == ItemType::open_choice) {
    draft().own_words = true;
    return {};
  }
  const std::vector<std::string> codes =
      item->repeats ? toggled(*form, path, code) : std::vector<std::string>{code};
  std::vector<AnswerValue> values;
  for (const std::string& one : codes) {
    std::optional<AnswerValue> value = value_of(*form, *item, path, one);
    if (!value) return unknown_control({ActionKind::choose, "option:" + one, {}});
    values.push_back(std::move(*value));
  }
  return answer({current.plugin, path}, std::move(values));
}

/// "row:<path>:<code>": the path may hold dots and brackets, the code has no colon.
Result<void> Visit::State::choose_row(const std::string& id) {
  const std::string_view rest = std::string_view(id).substr(4);
  const auto colon = rest.rfind(':');
  if (colon == std::string_view::npos) return unknown_control({ActionKind::choose, id, {}});
  std::string path(rest.substr(0, colon));
  const std::string code(rest.substr(colon + 1));
  std::string plugin = current.plugin;
  draft().mistakes.clear();
  if (place == Place::open_questions) {
    const auto open_item = std::find_if(open_items.begin(), open_items.end(),
                                        [&](const auto& one) { return row_name(one) == path; });
    if (open_item == open_items.end()) return unknown_control({ActionKind::choose, id, {}});
    plugin = open_item->plugin;
    path = open_item->path;
    if (code == kAnswerOnItsPage) {
      const auto its_page = std::find_if(
          plan.begin(), plan.end(), [&](const PagePlan& one) { return one.holds(plugin, path); });
      if (its_page == plan.end()) return unknown_control({ActionKind::choose, id, {}});
      travel = Travel::one;
      open(*its_page);
      return {};
    }
  }
  const form::Form* form = intake->form(plugin);
  const ItemDefinition* item =
      form != nullptr ? form->definition().find(link_id_of(path)) : nullptr;
  if (item == nullptr) return unknown_control({ActionKind::choose, id, {}});
  if (code == form::to_code(UnknownReason::asked_unknown)) {
    return answer_unknown({plugin, path}, UnknownReason::asked_unknown);
  }
  std::optional<AnswerValue> value = value_of(*form, *item, path, code);
  if (!value) return unknown_control({ActionKind::choose, id, {}});
  return answer({plugin, path}, {std::move(*value)});
}

Result<void> Visit::State::say_unknown(UnknownReason reason) {
  Draft& page_draft = draft();
  page_draft.typed.reset();
  page_draft.date.reset();
  page_draft.unit.reset();
  page_draft.own_words = false;
  page_draft.mistakes.clear();
  const PagePlan asked_page = current;  // answering may re-plan the page under us
  const form::Form* form = intake->form(asked_page.plugin);
  for (const std::string& path : asked_page.paths) {
    // On row pages the skip row speaks for the rows that are still empty.
    if (asked_page.kind == PageKind::rows && form != nullptr && answered(*form, path)) continue;
    const Result<void> said = answer_unknown({asked_page.plugin, path}, reason);
    if (!said) return said;
  }
  return {};
}

Result<void> Visit::State::type(const Action& action) {
  Draft& page_draft = draft();
  page_draft.mistakes.clear();
  if (action.id == "field:search") {
    page_draft.search = action.value;
    page_draft.more = 0;
    return {};
  }
  if (current.kind != PageKind::date) {
    page_draft.typed = action.value;
    return {};
  }
  const form::Form* form = intake->form(current.plugin);
  DateParts parts = page_draft.date.value_or(
      form != nullptr ? parts_of(typed_answer(*form, current.paths.front())) : DateParts{});
  if (action.id == "field:month") parts.month = action.value;
  if (action.id == "field:day") parts.day = action.value;
  if (action.id == "field:year") parts.year = action.value;
  if (action.id == "field:hour") parts.hour = action.value;
  if (action.id == "field:minute") parts.minute = action.value;
  page_draft.date = parts;
  return {};
}

/// Puts what was typed into the form. Mistakes stand in the draft; the typed text stays until it is
/// stored.
Result<void> Visit::State::store_typed() {
  if (place != Place::question || !intake) return {};
  Draft& page_draft = draft();
  const std::string path = current.paths.empty() ? std::string{} : current.paths.front();
  const form::Form* form = intake->form(current.plugin);
  if (!page_draft.typed && !page_draft.date) page_draft.own_words = false;
  if (form == nullptr || (!page_draft.typed && !page_draft.date && !page_draft.unit)) return {};
  const ItemDefinition* item = form->definition().find(link_id_of(path));
  const ItemType type = item != nullptr ? item->type : ItemType::unset;
  Result<void> stored;
  if (page_draft.own_words) {
    const std::string text = trimmed(*page_draft.typed);
    if (text != own_words(*form, path))
      stored = answer({current.plugin, path}, with_own_words(*form, path, text));
  } else if (current.kind == PageKind::date) {
    stored = store_date(path, type);
    if (!draft().mistakes.empty()) return {};
  } else if (current.kind == PageKind::number) {
    stored = store_number(path, trimmed(page_draft.typed.value_or(typed_answer(*form, path))));
  } else {
    stored = store_text(path, type, trimmed(page_draft.typed.value_or("")));
  }
  if (stored && draft().mistakes.empty()) {
    draft().typed.reset();
    draft().date.reset();
    draft().unit.reset();
    draft().own_words = false;
  }
  return stored;
}

Result<void> Visit::State::store_text(const std::string& path, ItemType type,
                                      const std::string& text) {
  const form::Form* form = intake->form(current.plugin);
  if (text == typed_answer(*form, path)) return {};
  if (type == ItemType::url && !text.empty() && !has_scheme(text)) {
    draft().mistakes = {mistake(say(Word::url_wrong, shown_language), "field:text")};
    return {};
  }
  std::vector<AnswerValue> values;
  if (!text.empty()) values.push_back(text_value(type, text));
  return answer({current.plugin, path}, std::move(values));
}

Result<void> Visit::State::store_date(const std::string& path, ItemType type) {
  const auto today = local_day(services.clock->now(), services.utc_offset_minutes);
  const DateNeed need =
      type == ItemType::date_time ? DateNeed::partial_with_time : DateNeed::partial;
  const DateCheck check = check_date(*draft().date, DateRange::any, today, shown_language, need,
                                     services.utc_offset_minutes);
  draft().mistakes = check.mistakes;
  const form::Form* form = intake->form(current.plugin);
  if (!check.mistakes.empty() || check.iso == typed_answer(*form, path)) return {};
  return answer({current.plugin, path}, check.iso.empty()
                                            ? std::vector<AnswerValue>{}
                                            : std::vector{day_value(type, check.iso)});
}

/// True when the patient must look at the page once more.
bool Visit::State::find_mistakes() {
  Draft& page_draft = draft();
  if (!page_draft.mistakes.empty()) return true;
  const form::Form* form = intake->form(current.plugin);
  for (const std::string& path : current.paths) {
    const ItemDefinition* item = form->definition().find(link_id_of(path));
    if (item == nullptr || current.asks_nothing()) continue;
    if (!asked(*form, path)) {
      if (!item->safety || page_draft.asked_once) continue;
      page_draft.asked_once = true;
      const std::string target =
          current.kind == PageKind::rows ? "row:" + path + ":yes" : std::string{};
      page_draft.mistakes = {mistake(say(Word::choose_an_answer, shown_language), target)};
      return true;
    }
    if (!answered(*form, path)) continue;
    for (const form::Issue& issue : form->validate(path)) {
      if (issue.severity == form::Severity::error) {
        const std::string target = page.fields.empty() ? std::string{} : page.fields.front().id;
        page_draft.mistakes = {mistake(say(Word::does_not_fit, shown_language), target)};
        return true;
      }
      // A warning is pointed out once and blocks nothing.
      if (issue.severity != form::Severity::warning || !page_draft.warning.empty()) continue;
      page_draft.warning = say(Word::check_answer, shown_language);
      return true;
    }
  }
  page_draft.warning = Text::none();
  return false;
}

Result<void> Visit::State::leave_question() {
  // Continue again after the mistake was shown: judge the page anew.
  if (draft().asked_once) draft().mistakes.clear();
  const Result<void> stored = store_typed();
  if (!stored) return stored;
  if (over == Over::urgent || find_mistakes()) return {};
  const PagePlan left = current;
  const form::Form* form = intake->form(left.plugin);
  for (const std::string& path : left.paths) {
    if (left.asks_nothing() || asked(*form, path)) continue;
    const Result<void> skipped = answer_unknown({left.plugin, path}, UnknownReason::skipped);
    if (!skipped) return skipped;
  }
  visited.insert(left.key);
  if (over == Over::urgent) return {};
  return go_on();
}

}  // namespace anteroom::flow
