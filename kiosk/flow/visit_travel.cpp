// The way through the questions: planning, Continue, Back, the open questions before Review.
#include <algorithm>

#include "kiosk/flow/visit_state.h"

namespace anteroom::flow {
namespace {

using form::UnknownReason;

}  // namespace

void Visit::State::replan() {
  stories = intake->reasons();
  if (stories.size() < 2) stories.clear();
  plan.clear();
  for (const std::string& plugin : intake->chosen()) {
    std::vector<PagePlan> pages = pages_of(plugin);
    plan.insert(plan.end(), std::make_move_iterator(pages.begin()),
                std::make_move_iterator(pages.end()));
  }
  const auto place_of = [&](const PagePlan& one) {
    // Private pages come last in their step, also behind those of other conditions.
    return std::pair(one.step, !stories.empty() && one.private_page && one.entry.empty());
  };
  std::stable_sort(plan.begin(), plan.end(), [&](const PagePlan& left, const PagePlan& right) {
    return place_of(left) < place_of(right);
  });
  if (place != Place::question || current.paths.empty()) return;
  const std::size_t index = index_in_plan();
  if (index < plan.size()) current = plan[index];
}

/// The current page by key, else by its first item (another text size grouped the rows anew);
/// plan.size() when gone.
std::size_t Visit::State::index_in_plan() const {
  const auto by_key = std::find_if(plan.begin(), plan.end(),
                                   [&](const PagePlan& one) { return one.key == current.key; });
  if (by_key != plan.end()) return static_cast<std::size_t>(by_key - plan.begin());
  const auto by_item = std::find_if(plan.begin(), plan.end(), [&](const PagePlan& one) {
    return !current.paths.empty() && one.holds(current.plugin, current.paths.front());
  });
  return static_cast<std::size_t>(by_item - plan.begin());
}

bool Visit::State::all_asked(const PagePlan& one) const {
  if (visited.contains(one.key) || one.asks_nothing()) return visited.contains(one.key);
  const form::Form* form = intake->form(one.plugin);
  return form != nullptr &&
         std::all_of(one.paths.begin(), one.paths.end(),
                     [&](const std::string& path) { return asked(*form, path); });
}

bool Visit::State::all_answered(const PagePlan& one) const {
  if (one.asks_nothing()) return true;
  const form::Form* form = intake->form(one.plugin);
  return form != nullptr &&
         std::all_of(one.paths.begin(), one.paths.end(),
                     [&](const std::string& path) { return answered(*form, path); });
}

void Visit::State::open(const PagePlan& one) {
  current = one;
  place = Place::question;
  draft().mistakes.clear();
}

void Visit::State::open_first_question() {
  travel = Travel::all;
  entry_in_hand.clear();
  if (plan.empty()) {
    place = Place::review;
  } else {
    open(plan.front());
  }
}

Result<void> Visit::State::go_on() {
  if (const PagePlan* list = page_after_entry_in_hand(Side::after)) {
    open(*list);
    return {};
  }
  const std::size_t here = place == Place::question ? index_in_plan() : plan.size();
  const auto next_where = [&](const auto& wanted) {
    const auto from = plan.begin() + static_cast<std::ptrdiff_t>(std::min(here + 1, plan.size()));
    return std::find_if(from, plan.end(), wanted);
  };
  auto next = plan.end();
  if (travel == Travel::one) {
    place = Place::open_questions;
    return {};
  }
  if (travel == Travel::all) next = next_where([](const PagePlan&) { return true; });
  if (travel == Travel::step)
    next = next_where([&](const PagePlan& one) { return one.step == change_step; });
  if (travel == Travel::step_gaps) {
    next = next_where([&](const PagePlan& one) {
      return one.step == change_step && (!all_answered(one) || one.kind == PageKind::entries);
    });
  }
  if (next == plan.end()) {
    // Questions that a later answer opened further up are asked before Review.
    next = std::find_if(plan.begin(), plan.end(),
                        [&](const PagePlan& one) { return !all_asked(one); });
    if (next == plan.end()) return enter_review();
    if (travel != Travel::all || reviewing) travel = Travel::unasked;
  }
  open(*next);
  return {};
}

void Visit::State::go_back() {
  if (const PagePlan* list = page_after_entry_in_hand(Side::before)) {
    open(*list);
    return;
  }
  const std::size_t here = index_in_plan();
  if (travel == Travel::one) {
    place = Place::open_questions;
    return;
  }
  const bool in_step = travel == Travel::step || travel == Travel::step_gaps;
  if (travel == Travel::unasked && reviewing) {
    place = Place::review;
    return;
  }
  if (here > 0 && here <= plan.size() && (!in_step || plan[here - 1].step == change_step)) {
    open(plan[here - 1]);
    return;
  }
  place = in_step ? Place::review : Place::reason;
}

Result<void> Visit::State::enter_review() {
  travel = Travel::all;
  entry_in_hand.clear();
  change_step = 0;
  intake->run_checks();
  if (!open_asked) {
    open_items = find_open_items();
    open_asked = true;
    open_part = 0;
    if (!open_items.empty()) {
      place = Place::open_questions;
      return {};
    }
  }
  reviewing = true;
  place = Place::review;
  return {};
}

/// Unknown safety items that keep an emergency or urgent rule from being decided, in rule order,
/// each once.
std::vector<intake::ItemRef> Visit::State::find_open_items() const {
  std::vector<intake::ItemRef> items;
  for (const PagePlan& one : plan) {
    const form::Form* form = intake->form(one.plugin);
    for (const std::string& path : one.paths) {
      if (answered(*form, path)) continue;
      // A shared question holds the rules of every condition that reads it.
      std::vector<intake::ItemRef> everywhere = intake->shared_with({one.plugin, path});
      everywhere.push_back({one.plugin, path});
      if (std::any_of(everywhere.begin(), everywhere.end(),
                      [&](const intake::ItemRef& item) { return holds_a_rule_open(item); }))
        items.push_back({one.plugin, path});
    }
  }
  return items;
}

bool Visit::State::holds_a_rule_open(const intake::ItemRef& item) const {
  const std::string link_id = link_id_of(item.path);
  const form::ItemDefinition* definition = intake->form(item.plugin)->definition().find(link_id);
  if (definition == nullptr || !definition->safety) return false;
  const triage::TriageResult result = intake->triage(item.plugin);
  return std::any_of(
      result.findings.begin(), result.findings.end(), [&](const triage::Finding& finding) {
        if (finding.tier < triage::Tier::urgent || finding.state != triage::RuleState::unresolved)
          return false;
        return std::any_of(
            finding.answers.begin(), finding.answers.end(),
            [&](const triage::DecisiveAnswer& decisive) { return decisive.link_id == link_id; });
      });
}

Result<void> Visit::State::act_open_questions(const Action& action) {
  switch (action.kind) {
    case ActionKind::choose:
      return action.id.starts_with("row:") ? choose_row(action.id)
                                           : Result<void>(unknown_control(action));
    case ActionKind::unknown_not_sure:
    case ActionKind::unknown_declined:
      for (const intake::ItemRef& item : open_items) {
        const form::Form* form = intake->form(item.plugin);
        if (form == nullptr || form->unknown_reason(item.path) != UnknownReason::skipped) continue;
        const Result<void> said = answer_unknown(item, action.kind == ActionKind::unknown_not_sure
                                                           ? UnknownReason::asked_unknown
                                                           : UnknownReason::asked_declined);
        if (!said) return said;
      }
      return {};
    case ActionKind::more:
      ++open_part;
      return {};
    case ActionKind::back:
      travel = Travel::all;
      if (!plan.empty()) open(plan.back());
      return {};
    case ActionKind::next:
      // An answer given here may have opened further questions.
      travel = Travel::unasked;
      return go_on();
    default:
      return unknown_control(action);
  }
}

}  // namespace anteroom::flow
