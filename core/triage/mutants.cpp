#include "core/triage/mutants.h"

#include <fmt/format.h>
#include <algorithm>
#include <set>

#include "core/triage/mutant_hint.h"
#include "core/triage/program.h"
#include "core/triage/when_text.h"

namespace anteroom::triage {
namespace {

/// Where a clause stands: the part to take at every level, from the whole `when` down.
using Place = std::vector<std::size_t>;

const Condition& at(const Condition& root, const Place& place) {
  const Condition* node = &root;
  for (const std::size_t part : place) node = &node->parts[part];
  return *node;
}

Condition& at(Condition& root, const Place& place) {
  Condition* node = &root;
  for (const std::size_t part : place) node = &node->parts[part];
  return *node;
}

/// What stands under .not() is no clause of its own: turned around it is the clause above, turned
/// around.
void add_places(const Condition& condition, Place& here, std::vector<Place>& out) {
  for (std::size_t part = 0; part < condition.parts.size(); ++part) {
    here.push_back(part);
    if (condition.op != Op::negation) out.push_back(here);
    add_places(condition.parts[part], here, out);
    here.pop_back();
  }
}

/// `x` becomes `x.not()`, and `x.not()` becomes `x`.
Condition negated(Condition root, const Place& place) {
  Condition& clause = at(root, place);
  if (clause.op == Op::negation) {
    Condition inner = std::move(clause.parts.front());
    clause = std::move(inner);
    return root;
  }
  Condition inner = std::move(clause);
  clause = Condition{};
  clause.op = Op::negation;
  clause.parts.push_back(std::move(inner));
  return root;
}

/// What is left of and, or, at_least without one operand. nullopt where nothing is left to drop it
/// from: the operand of known() or .not() alone, and an at_least that could never be reached.
std::optional<Condition> dropped(Condition root, const Place& place) {
  Place above = place;
  above.pop_back();
  Condition& parent = at(root, above);
  if (parent.parts.size() < 2) return std::nullopt;
  parent.parts.erase(parent.parts.begin() + static_cast<std::ptrdiff_t>(place.back()));
  if (parent.op == Op::at_least)
    return parent.number <= fhir::Decimal(static_cast<std::int64_t>(parent.parts.size()))
               ? std::optional(std::move(root))
               : std::nullopt;
  if (parent.parts.size() == 1) {
    Condition left = std::move(parent.parts.front());
    parent = std::move(left);
  }
  return root;
}

Condition never() {
  Condition out;
  out.op = Op::any_of;  // of nothing
  return out;
}

/// FNV-1a; only to notice that a mutant is no longer the one that somebody looked at.
std::uint32_t print_of(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

std::string place_text(const Place& place) {
  if (place.empty()) return "all";
  std::string out;
  for (const std::size_t part : place) {
    if (!out.empty()) out += '.';
    out += std::to_string(part + 1);
  }
  return out;
}

}  // namespace

std::string_view to_string(Mutation mutation) {
  switch (mutation) {
    case Mutation::drop:
      return "drop";
    case Mutation::negate:
      return "negate";
    case Mutation::unset:
      break;
  }
  return "";
}

struct Mutants::State {
  std::vector<Mutant> mutants;
  std::vector<Condition> conditions;  ///< one a mutant
  std::vector<std::size_t> rule_of;   ///< of a mutant
  std::vector<Condition> rules;       ///< unchanged
  ItemTable table;

  void add_rule(const Rule& rule, Condition condition) {
    const std::size_t index = rules.size();
    std::set<std::string> seen{when_text(condition, table)};
    std::vector<Place> places{{}};  // the whole `when` first
    Place here;
    add_places(condition, here, places);
    for (const Place& place : places) {
      std::optional<Condition> without = place.empty() ? never() : dropped(condition, place);
      if (without) add(rule, index, Mutation::drop, place, condition, std::move(*without), seen);
      add(rule, index, Mutation::negate, place, condition, negated(condition, place), seen);
    }
    rules.push_back(std::move(condition));
  }

  void add(const Rule& rule, std::size_t index, Mutation mutation, const Place& place,
           const Condition& original, Condition changed, std::set<std::string>& seen) {
    Mutant mutant;
    mutant.when = when_text(changed, table);
    if (!seen.insert(mutant.when).second) return;  // x.not() and its x, turned around, are one
    mutant.rule_id = rule.id;
    mutant.tier = rule.tier;
    mutant.mutation = mutation;
    mutant.clause = when_text(at(original, place), table);
    mutant.id = fmt::format("{}/{}/{}/{:08x}", rule.id, to_string(mutation), place_text(place),
                            print_of(mutant.when));
    mutants.push_back(std::move(mutant));
    conditions.push_back(std::move(changed));
    rule_of.push_back(index);
  }
};

Mutants::Mutants(const RuleSet& rules, const form::Definition& definition)
    : state_(std::make_unique<State>()) {
  const ItemLookup find_item = [&](std::string_view link_id) { return definition.find(link_id); };
  for (const Rule& rule : rules.rules()) {
    Errors none;  // a RuleSet holds only rules that compile
    auto condition = compile_when(rule.when, "", find_item, state_->table, none);
    if (condition) state_->add_rule(rule, std::move(*condition));
  }
}
Mutants::Mutants(Mutants&&) noexcept = default;
Mutants& Mutants::operator=(Mutants&&) noexcept = default;
Mutants::~Mutants() = default;

const std::vector<Mutant>& Mutants::list() const {
  return state_->mutants;
}

std::vector<std::size_t> Mutants::differing(const AnswerSource& source) const {
  States states;
  for (const ReadItem& item : state_->table.items()) states.push_back(source.states(item.link_id));
  std::vector<Truth> original;
  for (const Condition& rule : state_->rules)
    original.push_back(evaluate(rule, state_->table, states));
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < state_->conditions.size(); ++i) {
    if (evaluate(state_->conditions[i], state_->table, states) != original[state_->rule_of[i]])
      out.push_back(i);
  }
  return out;
}

std::string Mutants::hint(std::size_t mutant) const {
  return mutant_hint(state_->rules[state_->rule_of[mutant]], state_->conditions[mutant],
                     state_->table);
}

}  // namespace anteroom::triage
