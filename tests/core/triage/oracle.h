// The 35 rules a second time: expression trees, evaluated here by a reader that shares no code with
// core/triage. Truth is std::optional<bool>: nullopt is unknown.
#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "tests/core/triage/support.h"

namespace anteroom::triage::testing {

class TreeOracle {
 public:
  using Kleene = std::optional<bool>;

  TreeOracle(const AnswerSource& source, const form::Definition& definition)
      : source_(source), definition_(definition) {}

  [[nodiscard]] Kleene value(const fhir::Json& tree) const {
    const fhir::JsonArray& node = tree.as_array();
    const std::string& op = node[0].as_string();
    if (op == "and") return all(node);
    if (op == "or") return any(node);
    if (op == "not") return invert(value(node[1]));
    if (op == "known") return Kleene(value(node[1]) == Kleene(true));
    if (op == "yes") return one_of(node[1].as_string(), yes_);
    if (op == "any") return one_of(node[1].as_string(), node[2].as_array());
    if (op == "ge") return number_test(node, [](std::int64_t a, std::int64_t b) { return a >= b; });
    if (op == "lt") return number_test(node, [](std::int64_t a, std::int64_t b) { return a < b; });
    if (op == "atLeast") return at_least(node[1].as_integer(), node[2].as_array());
    if (op == "meanGe") return mean_at_least(strings(node[1]), node[2].as_integer());
    ADD_FAILURE() << "unknown operator " << op;
    return std::nullopt;
  }

 private:
  [[nodiscard]] Kleene all(const fhir::JsonArray& node) const {
    bool open = false;
    for (std::size_t i = 1; i < node.size(); ++i) {
      const Kleene one = value(node[i]);
      if (one == Kleene(false)) return false;
      open = open || !one;
    }
    return open ? Kleene() : Kleene(true);
  }
  [[nodiscard]] Kleene any(const fhir::JsonArray& node) const {
    bool open = false;
    for (std::size_t i = 1; i < node.size(); ++i) {
      const Kleene one = value(node[i]);
      if (one == Kleene(true)) return true;
      open = open || !one;
    }
    return open ? Kleene() : Kleene(false);
  }
  static Kleene invert(Kleene value) { return value ? Kleene(!*value) : Kleene(); }

  /// Read once a visit: the same item stands in many rules.
  [[nodiscard]] const ItemState& state(const std::string& link_id) const {
    const auto known = seen_.find(link_id);
    if (known != seen_.end()) return known->second;
    auto states = source_.states(link_id);
    EXPECT_EQ(states.size(), 1U) << link_id;
    return seen_.emplace(link_id, states.empty() ? ItemState{} : std::move(states.front()))
        .first->second;
  }
  [[nodiscard]] Kleene one_of(const std::string& link_id, const fhir::JsonArray& codes) const {
    const ItemState& now = state(link_id);
    if (now.kind == ItemState::Kind::not_present) return false;
    if (now.kind == ItemState::Kind::unknown) return std::nullopt;
    for (const std::string& given : now.codes) {
      for (const fhir::Json& code : codes) {
        if (code.as_string() == given) return true;
      }
    }
    return now.partial ? Kleene() : Kleene(false);
  }
  [[nodiscard]] std::optional<std::int64_t> number_of(const std::string& link_id) const {
    const ItemState& now = state(link_id);
    if (now.kind != ItemState::Kind::answered || !now.number) return std::nullopt;
    return now.number->to_integer();
  }
  template <class Test>
  [[nodiscard]] Kleene number_test(const fhir::JsonArray& node, Test test) const {
    const auto number = number_of(node[1].as_string());
    return number ? Kleene(test(*number, node[2].as_integer())) : Kleene();
  }
  [[nodiscard]] Kleene at_least(std::int64_t needed, const fhir::JsonArray& parts) const {
    std::int64_t yes = 0;
    std::int64_t open = 0;
    for (const fhir::Json& part : parts) {
      const Kleene one = value(part);
      yes += one == Kleene(true) ? 1 : 0;
      open += one ? 0 : 1;
    }
    if (yes >= needed) return true;
    return yes + open < needed ? Kleene(false) : Kleene();
  }
  [[nodiscard]] Kleene mean_at_least(const std::set<std::string>& link_ids,
                                     std::int64_t mean) const {
    std::int64_t least = 0;
    std::int64_t greatest = 0;
    for (const std::string& link_id : link_ids) {
      const auto number = number_of(link_id);
      const form::ItemDefinition* item = definition_.find(link_id);
      least += number ? *number : item->min_value->to_integer().value();
      greatest += number ? *number : item->max_value->to_integer().value();
    }
    const std::int64_t needed = mean * static_cast<std::int64_t>(link_ids.size());
    if (least >= needed) return true;
    return greatest < needed ? Kleene(false) : Kleene();
  }
  static std::set<std::string> strings(const fhir::Json& list) {
    std::set<std::string> out;
    for (const fhir::Json& one : list.as_array()) out.insert(one.as_string());
    return out;
  }

  const AnswerSource& source_;
  const form::Definition& definition_;
  mutable std::unordered_map<std::string, ItemState> seen_;
  const fhir::JsonArray yes_{fhir::Json("yes")};
};

/// What the findings should say, by rule id.
struct OracleResult {
  std::set<std::string> fired, unresolved;
  std::string tier;
  friend bool operator==(const OracleResult&, const OracleResult&) = default;
};

inline OracleResult ask_oracle(const fhir::Json& trees, const AnswerSource& source,
                               const form::Definition& definition) {
  static const std::vector<std::string> kTiers{"none", "routine", "urgent", "emergency"};
  const TreeOracle oracle(source, definition);
  OracleResult out;
  std::size_t tier = 0;
  for (const fhir::Json& rule : trees.array_or_empty("rules")) {
    const std::string id(rule.string_or_empty("id"));
    const auto rank = static_cast<std::size_t>(
        std::find(kTiers.begin(), kTiers.end(), rule.string_or_empty("tier")) - kTiers.begin());
    const auto value = oracle.value(*rule.find("tree"));
    if (value == TreeOracle::Kleene(true)) {
      out.fired.insert(id);
      tier = std::max(tier, rank);
    } else if (!value) {
      out.unresolved.insert(id);
      tier = std::max(tier, rank - 1);
    }
  }
  out.tier = kTiers[tier];
  return out;
}

inline OracleResult of_result(const TriageResult& result) {
  OracleResult out;
  out.tier = to_string(result.tier);
  for (const Finding& finding : result.findings) {
    EXPECT_NE(finding.state, RuleState::not_evaluated) << finding.rule_id;
    if (finding.state == RuleState::fired) out.fired.insert(finding.rule_id);
    if (finding.state == RuleState::unresolved) out.unresolved.insert(finding.rule_id);
  }
  return out;
}

}  // namespace anteroom::triage::testing
