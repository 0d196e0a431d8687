// Mutants of red-flag rules: each rule with one clause of its `when` dropped or turned around. A
// set of golden patients that cannot tell a mutant from its rule does not test that clause.
//
//   Mutants mutants(*rules, *definition);
//   for each patient: mutants.differing(form_source);     // the mutants this patient gives away
//   mutants.hint(i);                                      // answers that would
//
// A clause is an operand of and, or, at_least, known, or a whole `when`. Every mutant is
// itself a rule of the closed language (the one that drops a whole rule apart).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/form/form.h"
#include "core/triage/triage.h"

namespace anteroom::triage {

enum class Mutation : std::uint8_t { unset = 0, drop, negate };
[[nodiscard]] std::string_view to_string(Mutation mutation);  ///< "drop" "negate"

struct Mutant {
  /// rule/kind/place/print: the print is of the mutant's text, so an id dies with the rule it was
  /// made from.
  std::string id;
  std::string rule_id;
  Tier tier = Tier::none;
  Mutation mutation = Mutation::unset;
  std::string clause;  ///< what was dropped or turned around
  std::string when;    ///< the mutant; "" = the rule never fires
};

class Mutants {
 public:
  Mutants(const RuleSet& rules, const form::Definition& definition);
  Mutants(Mutants&&) noexcept;
  Mutants& operator=(Mutants&&) noexcept;
  ~Mutants();

  [[nodiscard]] const std::vector<Mutant>& list() const;  ///< rules in file order
  /// Indices of the mutants whose outcome (fired, not fired, unresolved) is not their rule's.
  [[nodiscard]] std::vector<std::size_t> differing(const AnswerSource& source) const;
  /// The fewest answers of the rule's own items that give this mutant away, in words; "" when none
  /// were found. A form may still rule them out together.
  [[nodiscard]] std::string hint(std::size_t mutant) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace anteroom::triage
