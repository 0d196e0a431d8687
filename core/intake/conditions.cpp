// Several conditions in one visit: which of them asks a question that they share, what the others
// take over, and in which order all is asked.
#include <algorithm>

#include "core/intake/intake_state.h"

namespace anteroom::intake {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

/// The answer of one item as it stands, to be given to another.
GivenAnswer copied(const form::Form& from, const ItemRef& source, const PluginVisit& to,
                   const ItemRef& target) {
  const form::Definition& definition = to.form().definition();
  GivenAnswer given{target.plugin, definition.url(), target.path, {}};
  given.values = translated(from.answers(source.path), *definition.find(target.path));
  const bool is_answer = !given.values.empty();
  if (!is_answer) given.reason = from.unknown_reason(source.path);
  return given;
}

}  // namespace

std::vector<const PluginVisit*> Intake::State::chosen_visits() const {
  std::vector<const PluginVisit*> all;
  for (const std::string& id : chosen) all.push_back(visit(id));
  return all;
}

VisitPart Intake::State::part(const ItemRef& item) const {
  const PluginVisit* owner = visit(item.plugin);
  if (owner == nullptr) return VisitPart::unset;
  const form::Definition& definition = owner->form().definition();
  const form::ItemDefinition* found = definition.find(form::link_id_of(item.path));
  return found == nullptr ? VisitPart::unset
                          : part_of(owner->bundle().manifest(), definition, *found);
}

/// The item under which a shared question is asked: the first one shown, in the order of the visit.
/// A private one comes before all others: what one condition asks in private is asked so for all.
const ItemRef* Intake::State::asked_as(const Sharing::Question& question) const {
  const ItemRef* best = nullptr;
  const auto rank = [&](const ItemRef& item) {
    const form::Form& form = visit(item.plugin)->form();
    return std::tuple(form.prefilled(item.path), !form.definition().find(item.path)->private_item,
                      part(item));
  };
  for (const ItemRef& member : question.members) {
    if (!visit(member.plugin)->form().enablement(member.path).enabled) continue;
    if (best == nullptr || rank(member) < rank(*best)) best = &member;
  }
  return best;
}

bool Intake::State::agrees(const ItemRef& left, const ItemRef& right) const {
  return same_answer(visit(left.plugin)->form(), left.path, visit(right.plugin)->form(),
                     right.path);
}

std::string Intake::State::shared_key(const ItemRef& item) const {
  const Sharing::Question* question = sharing.find(item);
  if (question == nullptr) return "";
  const ItemRef* asked = asked_as(*question);
  if (asked == nullptr) asked = &question->members.front();
  const auto joins = [&](const ItemRef& other) { return other != *asked && agrees(*asked, other); };
  const bool together = item == *asked
                            ? std::any_of(question->members.begin(), question->members.end(), joins)
                            : joins(item);
  return together ? question->key : std::string();
}

/// What the other conditions take over from an answer. One that went its own way (it could not take
/// an earlier answer and was asked by itself) keeps what it has.
std::vector<GivenAnswer> Intake::State::followers(const GivenAnswer& given) const {
  std::vector<GivenAnswer> all;
  const ItemRef source{given.plugin, given.path};
  const Sharing::Question* question = given.deed == Deed::answered ? sharing.find(source) : nullptr;
  if (question == nullptr) return all;
  for (const ItemRef& member : question->members) {
    if (member.plugin == given.plugin) continue;
    const form::Form& form = visit(member.plugin)->form();
    if (!nothing_said(form, member.path) && !agrees(source, member)) continue;
    GivenAnswer follower = given;
    follower.plugin = member.plugin;
    follower.questionnaire = form.definition().url();
    follower.path = member.path;
    follower.values = translated(given.values, *form.definition().find(member.path));
    all.push_back(std::move(follower));
  }
  return all;
}

/// The first step is the asked item's own; the others follow where they can.
Result<std::vector<Step>> Intake::State::apply(GivenAnswer given) {
  std::vector<GivenAnswer> rest = followers(given);
  std::vector<Step> steps;
  Result<Step> first = visit(given.plugin)->apply(std::move(given));
  if (!first) return first.error();
  steps.push_back(std::move(*first));
  for (GivenAnswer& follower : rest) {
    PluginVisit* other = visit(follower.plugin);
    // Refused with nothing changed: then it is asked there by itself.
    if (Result<Step> step = other->follow(std::move(follower)); step)
      steps.push_back(std::move(*step));
  }
  return steps;
}

std::vector<std::string> Intake::State::with_history(std::vector<std::string> wanted) const {
  const auto reasons = std::count_if(wanted.begin(), wanted.end(), [&](const std::string& id) {
    const auto bundle = find_bundle(id);
    return bundle && !bundle->manifest().common_history();
  });
  if (reasons < 2) return wanted;
  for (const auto& bundle : services.catalogue)
    if (bundle->manifest().common_history() && !contains(wanted, bundle->manifest().id))
      wanted.push_back(bundle->manifest().id);
  return wanted;
}

/// What conditions that were chosen just now know already from those chosen before: the former
/// ones' answers first, because an unchosen condition kept what was said then.
std::vector<GivenAnswer> Intake::State::known_answers(
    const std::vector<std::string>& chosen_before) const {
  std::vector<GivenAnswer> all;
  for (const Sharing::Question& question : sharing.questions()) {
    const ItemRef* source = nullptr;
    const auto said = [&](const ItemRef& item) {
      return !nothing_said(visit(item.plugin)->form(), item.path);
    };
    for (const ItemRef& member : question.members) {
      if (!said(member)) continue;
      const bool earlier = contains(chosen_before, member.plugin);
      if (source == nullptr || (earlier && !contains(chosen_before, source->plugin)))
        source = &member;
    }
    if (source == nullptr) continue;
    for (const ItemRef& member : question.members) {
      if (&member == source || agrees(*source, member)) continue;
      if (said(member) && contains(chosen_before, member.plugin)) continue;
      all.push_back(copied(visit(source->plugin)->form(), *source, *visit(member.plugin), member));
    }
  }
  return all;
}

Result<void> Intake::State::take_over(const std::vector<std::string>& chosen_before) {
  for (GivenAnswer& given : known_answers(chosen_before)) {
    PluginVisit* target = visit(given.plugin);
    const Result<Step> step = target->follow(std::move(given));
    if (!step) continue;  // not an answer there: it is asked there by itself
    Batch batch{{answer_event(step->given)}, {}};
    add_notes(step->notes, batch);
    const Instant at = services.clock->now();
    if (const Result<void> written = write(batch, at); !written) {
      if (const Result<void> back = target->take_back(); !back) return back;
      return written;
    }
    target->commit(*step, at);
  }
  return {};
}

bool Intake::asks(const ItemRef& item) const {
  const Sharing::Question* question = state_->sharing.find(item);
  if (question == nullptr) return true;
  const ItemRef* asked = state_->asked_as(*question);
  return asked == nullptr || *asked == item || !state_->agrees(*asked, item);
}

std::vector<ItemRef> Intake::shared_with(const ItemRef& item) const {
  std::vector<ItemRef> others;
  if (const Sharing::Question* question = state_->sharing.find(item))
    for (const ItemRef& member : question->members)
      if (member != item && state_->agrees(item, member)) others.push_back(member);
  return others;
}

VisitPart Intake::part(const ItemRef& item) const {
  return state_->part(item);
}

std::vector<std::string> Intake::reasons() const {
  std::vector<std::string> all;
  for (const PluginVisit* visit : state_->chosen_visits())
    if (!visit->bundle().manifest().common_history()) all.push_back(visit->id());
  return all;
}

std::vector<ItemRef> Intake::questions() const {
  std::vector<ItemRef> all;
  for (const PluginVisit* visit : state_->chosen_visits()) {
    const form::Definition& definition = visit->form().definition();
    for (const std::string& path : visit->form().enabled_paths()) {
      const form::ItemDefinition* item = definition.find(form::link_id_of(path));
      if (item == nullptr || item->type == form::ItemType::group ||
          item->type == form::ItemType::display)
        continue;
      if (ItemRef question{visit->id(), path}; asks(question)) all.push_back(std::move(question));
    }
  }
  // One condition: its form's own order.
  if (state_->chosen.size() > 1)
    std::stable_sort(all.begin(), all.end(), [&](const ItemRef& left, const ItemRef& right) {
      return part(left) < part(right);
    });
  return all;
}

}  // namespace anteroom::intake
