// Entries of repeating groups in a visit: add, change, remove, and the way round one of them.
#include <algorithm>

#include "kiosk/flow/entries.h"
#include "kiosk/flow/locale_formats.h"
#include "kiosk/flow/visit_state.h"

namespace anteroom::flow {
namespace {

/// "entry:change:3" -> 2.
std::optional<std::size_t> entry_index(const std::string& id) {
  const int number = std::atoi(id.substr(id.rfind(':') + 1).c_str());
  return number > 0 ? std::optional(static_cast<std::size_t>(number) - 1) : std::nullopt;
}

std::string entry_path(const PagePlan& list, std::size_t index) {
  return list.paths.front() + "[" + std::to_string(index) + "]";
}

bool holds_page(const std::string& entry, const PagePlan& page) {
  return std::any_of(page.paths.begin(), page.paths.end(),
                     [&](const std::string& path) { return is_in(path, entry); });
}

}  // namespace

Result<void> Visit::State::act_entries(const Action& action) {
  const form::Form* form = intake->form(current.plugin);
  const std::size_t count = form != nullptr ? form->instances(current.paths.front()) : 0;
  const std::optional<std::size_t> index = entry_index(action.id);
  switch (action.kind) {
    case ActionKind::add_entry:
      return add_entry();
    case ActionKind::change_entry:
      return index && *index < count ? change_entry(*index) : unknown_control(action);
    case ActionKind::remove_entry:
      if (!index || *index >= count) return unknown_control(action);
      entry_to_remove = *index;
      over = Over::remove_entry;
      return {};
    case ActionKind::more:
      ++draft().more;
      return {};
    case ActionKind::back:
      draft().mistakes.clear();
      go_back();
      return {};
    case ActionKind::next:
      return leave_entries();
    default:
      return unknown_control(action);
  }
}

Result<void> Visit::State::add_entry() {
  const PagePlan list = current;
  const Result<void> added = changed(intake->add_instance({list.plugin, list.paths.front()}));
  if (!added) return added;
  draft().mistakes.clear();
  draft().more = 0;
  return change_entry(intake->form(list.plugin)->instances(list.paths.front()) - 1);
}

Result<void> Visit::State::change_entry(std::size_t index) {
  const std::string entry = entry_path(current, index), plugin = current.plugin;
  const auto first = std::find_if(plan.begin(), plan.end(), [&](const PagePlan& one) {
    return one.plugin == plugin && holds_page(entry, one);
  });
  if (first == plan.end()) return {};
  entry_in_hand = entry;
  open(*first);
  return {};
}

Result<void> Visit::State::remove_entry() {
  const PagePlan list = current;
  forget_pages_in(list.plugin, list.paths.front());
  draft().more = 0;
  return changed(intake->remove_instance({list.plugin, list.paths.front()}, entry_to_remove));
}

/// Paths behind a removed entry move up: what was half typed on their pages, or left, is forgotten.
/// What was answered or skipped stands in the form.
void Visit::State::forget_pages_in(const std::string& plugin, const std::string& group) {
  const auto inside = [&](const std::string& key) {
    const auto slash = key.find('/');
    const auto colon = key.find(':');
    return slash != std::string::npos && key.substr(colon + 1, slash - colon - 1) == plugin &&
           is_in(key.substr(slash + 1), group);
  };
  std::erase_if(drafts, [&](const auto& one) { return inside(one.first); });
  std::erase_if(visited, inside);
}

/// Fewer than the form asks for is pointed out once; an entry without a word is skipped, which is
/// unknown and not "none".
Result<void> Visit::State::leave_entries() {
  const PagePlan left = current;
  const std::string group = left.paths.front();
  const form::Form* form = intake->form(left.plugin);
  const form::ItemDefinition* item = form->definition().find(link_id_of(group));
  const int least = item != nullptr ? item->more().min_occurs.value_or(0) : 0;
  if (static_cast<int>(form->instances(group)) < least && !draft().asked_once) {
    draft().asked_once = true;
    draft().mistakes = {mistake(
        say_count(Word::entries_few, shown_language, static_cast<int>(least)), "entry:add")};
    return {};
  }
  draft().mistakes.clear();
  for (std::size_t i = 0; i < form->instances(group); ++i) {
    for (const std::string& path : questions_in(*form, entry_path(left, i))) {
      if (asked(*form, path)) continue;
      const Result<void> skipped =
          answer_unknown({left.plugin, path}, form::UnknownReason::skipped);
      if (!skipped) return skipped;
    }
  }
  visited.insert(left.key);
  if (over == Over::urgent) return {};
  return go_on();
}

const PagePlan* Visit::State::page_after_entry_in_hand(Side side) {
  if (entry_in_hand.empty() || place != Place::question) return nullptr;
  const std::size_t here = index_in_plan();
  if (here >= plan.size() || !holds_page(entry_in_hand, plan[here])) {
    entry_in_hand.clear();
    return nullptr;
  }
  const std::size_t next = side == Side::after ? here + 1 : here - 1;  // wraps past the first page
  if (next < plan.size() && plan[next].plugin == current.plugin &&
      holds_page(entry_in_hand, plan[next]))
    return &plan[next];
  const std::string group = group_of_entry(entry_in_hand);
  const auto list = std::find_if(plan.begin(), plan.end(), [&](const PagePlan& one) {
    return one.kind == PageKind::entries && one.holds(current.plugin, group);
  });
  // From the list of an entry inside this one the way goes on to the list of this one.
  const std::string above = entry_of(group);
  entry_in_hand = list != plan.end() && above != group ? above : std::string();
  return list != plan.end() ? &*list : nullptr;
}

Page Visit::State::remove_entry_page() const {
  const std::string number = number_in_words(static_cast<int>(entry_to_remove) + 1, shown_language);
  Page made = shell_page(shell(), PageKind::message, "remove-entry", Word::unset,
                         Word::entry_remove_helper);
  made.title = say(Word::entry_remove_title, shown_language, {number});
  Note what;
  what.look = Note::Look::info;
  what.words = entry_words(scene(current.plugin), entry_path(current, entry_to_remove));
  made.notes = {std::move(what)};
  made.back =
      button(Word::entry_remove_yes, shown_language, ActionKind::remove_entry, "remove-entry");
  made.next = button(Word::entry_keep, shown_language, ActionKind::keep_going, "keep-entry");
  return made;
}

Page Visit::State::over_help_page() const {
  Page made = help_page(scene(current.plugin), current);
  dress(made, shell());
  made.back = button(Word::back_button, shown_language, ActionKind::back, "back");
  return made;
}

}  // namespace anteroom::flow
