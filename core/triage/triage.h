// Red-flag rules, three-valued: red-flags.json compiled once, re-evaluated only where an answer may
// change them.
//
//   auto rules = RuleSet::load(json, *definition);
//   Triage triage(*rules);
//   triage.evaluate(form_source);                         // all
//   triage.update(form_source, change.states);            // only the rules that read these linkIds
//   TriageResult result = triage.result(form_source);
//
// A RuleSet is immutable and shareable; a Triage belongs to one visit and one thread.
// Zero-initialised = not evaluated.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/fhir/json.h"
#include "core/form/form.h"

namespace anteroom::triage {

enum class Tier : std::uint8_t { none = 0, routine, urgent, emergency };
[[nodiscard]] std::string_view to_string(Tier tier);  ///< "none" "routine" "urgent" "emergency"
[[nodiscard]] std::optional<Tier> tier_from(std::string_view word);

/// Zero is "could not be evaluated", never "fine".
enum class RuleState : std::uint8_t { not_evaluated = 0, unresolved, not_fired, fired };
[[nodiscard]] std::string_view to_string(RuleState state);

/// What rules read: implemented over a Form, and by tests over a table.
class AnswerSource {
 public:
  virtual ~AnswerSource() = default;
  [[nodiscard]] virtual std::vector<form::ItemState> states(std::string_view link_id) const = 0;
};
class FormSource final : public AnswerSource {
 public:
  explicit FormSource(const form::Form& form) : form_(form) {}
  [[nodiscard]] std::vector<form::ItemState> states(std::string_view link_id) const override {
    return form_.states(link_id);
  }

 private:
  const form::Form& form_;
};

struct Rule {
  std::string id;
  Tier tier = Tier::none;
  std::string name, when, suspected, clinician_message, evidence, caveat, summary_label;
  std::vector<std::string> reads;  ///< linkIds
};

/// An answer that decided a rule: item and the codes or number it read.
struct DecisiveAnswer {
  std::string link_id;
  std::vector<std::string> codes;  ///< the codes that matched; "unknown" reasons for unresolved
  std::optional<fhir::Decimal> number;
  friend bool operator==(const DecisiveAnswer&, const DecisiveAnswer&) = default;
};

struct Finding {
  std::string rule_id;
  Tier tier = Tier::none;
  RuleState state = RuleState::not_evaluated;
  std::string reason;                   ///< why unresolved / not evaluated, "" otherwise
  std::vector<DecisiveAnswer> answers;  ///< decisive for fired; the unknown ones for unresolved
};

class RuleSet {
 public:
  ~RuleSet();
  /// Checks the closed language, linkIds, codes and item types against the definition. AR-T /
  /// AR-P019 with the place (JSON pointer of the rule and column inside `when`). All problems come
  /// back, not the first.
  struct Loaded {
    std::shared_ptr<const RuleSet>
        rules;  ///< null when errors is not empty; shared by the visits of a day
    Errors errors;
  };
  [[nodiscard]] static Loaded load(const fhir::Json& red_flags, const form::Definition& definition);
  [[nodiscard]] const std::vector<Rule>& rules()
      const;  ///< file order = display order within a tier
  [[nodiscard]] const std::vector<std::string>& safety_items()
      const;  ///< linkIds marked safety, form order

 private:
  friend class Triage;
  struct State;
  explicit RuleSet(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

struct TriageResult {
  std::vector<Finding> findings;                  ///< one a rule, file order
  Tier tier = Tier::none;                         ///< highest fired, raised by unresolved
  std::vector<std::string> unknown_safety_items;  ///< form order
};

/// Tier from findings alone: fired, then unresolved emergency -> at least urgent, unresolved urgent
/// -> at least routine.
[[nodiscard]] Tier overall_tier(const std::vector<Finding>& findings);

class Triage {
 public:
  explicit Triage(std::shared_ptr<const RuleSet> rules);
  Triage(Triage&&) noexcept;
  Triage& operator=(Triage&&) noexcept;
  ~Triage();
  void evaluate(const AnswerSource& source);
  /// Re-evaluates the rules that read one of these linkIds; returns indices (file order) of rules
  /// whose state changed.
  std::vector<std::size_t> update(const AnswerSource& source,
                                  const std::vector<std::string>& link_ids);
  [[nodiscard]] const std::vector<Finding>& findings() const;
  [[nodiscard]] TriageResult result(const AnswerSource& source) const;
  [[nodiscard]] const RuleSet& rules() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace anteroom::triage
