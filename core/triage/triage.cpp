// One visit's findings: evaluated once, then only where an answer may have changed them.
#include "core/triage/triage.h"

#include <algorithm>
#include <array>

#include "core/triage/rule_set_state.h"

namespace anteroom::triage {
namespace {

constexpr std::array<std::pair<Tier, std::string_view>, 4> kTierWords{
    {{Tier::none, "none"},
     {Tier::routine, "routine"},
     {Tier::urgent, "urgent"},
     {Tier::emergency, "emergency"}}};

RuleState state_from(Truth truth) {
  if (truth == Truth::yes) return RuleState::fired;
  return truth == Truth::no ? RuleState::not_fired : RuleState::unresolved;
}

/// What a rule that is not settled still means for the visit. Not evaluated weighs as much as
/// unresolved.
Tier raised_by_open(Tier tier) {
  if (tier == Tier::emergency) return Tier::urgent;
  if (tier == Tier::urgent) return Tier::routine;
  return Tier::none;
}

bool is_open(const std::vector<form::ItemState>& instances) {
  if (instances.empty()) return true;
  return std::any_of(instances.begin(), instances.end(), [](const form::ItemState& state) {
    if (state.kind == form::ItemState::Kind::unknown) return true;
    return state.kind == form::ItemState::Kind::answered && state.partial;
  });
}

}  // namespace

std::string_view to_string(Tier tier) {
  for (const auto& [value, word] : kTierWords) {
    if (value == tier) return word;
  }
  return "";
}

std::optional<Tier> tier_from(std::string_view word) {
  for (const auto& [value, known] : kTierWords) {
    if (known == word) return value;
  }
  return std::nullopt;
}

std::string_view to_string(RuleState state) {
  switch (state) {
    case RuleState::not_evaluated:
      return "not_evaluated";
    case RuleState::unresolved:
      return "unresolved";
    case RuleState::not_fired:
      return "not_fired";
    case RuleState::fired:
      return "fired";
  }
  return "not_evaluated";
}

Tier overall_tier(const std::vector<Finding>& findings) {
  Tier out = Tier::none;
  for (const Finding& finding : findings) {
    switch (finding.state) {
      case RuleState::fired:
        out = std::max(out, finding.tier);
        break;
      case RuleState::not_fired:
        break;
      case RuleState::unresolved:
      case RuleState::not_evaluated:
        out = std::max(out, raised_by_open(finding.tier));
        break;
    }
  }
  return out;
}

struct Triage::State {
  std::shared_ptr<const RuleSet> rules;
  std::vector<Finding> findings;
  States states;  ///< last seen, by item of the rules' table
  bool evaluated = false;

  void evaluate_rule(const RuleSet::State& set, std::size_t rule) {
    Finding& finding = findings[rule];
    const Condition& condition = set.conditions[rule];
    finding.state = state_from(triage::evaluate(condition, set.table, states));
    finding.reason = finding.state == RuleState::unresolved ? "answers unknown" : "";
    finding.answers = explain(condition, set.table, states);
  }
};

Triage::Triage(std::shared_ptr<const RuleSet> rules) : state_(std::make_unique<State>()) {
  state_->rules = std::move(rules);
  for (const Rule& rule : state_->rules->rules()) {
    state_->findings.push_back(
        Finding{rule.id, rule.tier, RuleState::not_evaluated, "not evaluated", {}});
  }
}
Triage::Triage(Triage&&) noexcept = default;
Triage& Triage::operator=(Triage&&) noexcept = default;
Triage::~Triage() = default;

const std::vector<Finding>& Triage::findings() const {
  return state_->findings;
}
const RuleSet& Triage::rules() const {
  return *state_->rules;
}

void Triage::evaluate(const AnswerSource& source) {
  const RuleSet::State& set = *state_->rules->state_;
  state_->states.clear();
  for (const ReadItem& item : set.table.items())
    state_->states.push_back(source.states(item.link_id));
  for (std::size_t rule = 0; rule < state_->findings.size(); ++rule)
    state_->evaluate_rule(set, rule);
  state_->evaluated = true;
}

std::vector<std::size_t> Triage::update(const AnswerSource& source,
                                        const std::vector<std::string>& link_ids) {
  const RuleSet::State& set = *state_->rules->state_;
  std::vector<std::size_t> touched;
  if (state_->evaluated) {
    for (const std::string& link_id : link_ids) {
      const auto item = set.table.find(link_id);
      if (!item) continue;
      state_->states[*item] = source.states(link_id);
      touched.insert(touched.end(), set.rules_of[*item].begin(), set.rules_of[*item].end());
    }
    std::sort(touched.begin(), touched.end());
    touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  } else {
    for (std::size_t rule = 0; rule < state_->findings.size(); ++rule) touched.push_back(rule);
    for (const ReadItem& item : set.table.items())
      state_->states.push_back(source.states(item.link_id));
    state_->evaluated = true;
  }
  std::vector<std::size_t> changed;
  for (const std::size_t rule : touched) {
    const RuleState before = state_->findings[rule].state;
    state_->evaluate_rule(set, rule);
    if (state_->findings[rule].state != before) changed.push_back(rule);
  }
  return changed;
}

TriageResult Triage::result(const AnswerSource& source) const {
  TriageResult out;
  out.findings = state_->findings;
  out.tier = overall_tier(out.findings);
  for (const std::string& link_id : state_->rules->safety_items()) {
    if (is_open(source.states(link_id))) out.unknown_safety_items.push_back(link_id);
  }
  return out;
}

}  // namespace anteroom::triage
