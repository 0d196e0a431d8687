// One condition within one visit: its live form, its rules, what fired when, its library's
// outcomes. Knows no store: what must be durable comes back as notes, and Intake decides. Internal
// to core/intake.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/intake/events.h"
#include "core/intake/intake.h"

namespace anteroom::intake {

/// The first time a rule came true; its words then, because the answer may change later.
struct FirstFired {
  Instant at{};
  std::vector<std::string> link_ids, words;
  bool withdrawn = false;  ///< no longer true now
};

/// A rule that was open because of what an entry did not say, and that the entry's removal would
/// have turned into "did not fire". It stays open: nobody ever answered.
struct HeldRule {
  triage::Finding finding;         ///< as it stood before the removal
  std::vector<std::string> words;  ///< the unknown answers then
};

/// What one answer did, not yet committed.
struct Step {
  GivenAnswer given;
  form::ChangeSet change;
  std::vector<triage::Finding> new_findings;  ///< fired for the first time
  std::vector<FindingNote> notes;             ///< fired (again) and withdrawn
  std::vector<std::string> replaced;  ///< linkIds whose real answers gave way to others, or to none
  std::vector<HeldRule> held;         ///< rules that only a removal would have settled
  std::vector<std::string> held_items;  ///< safety items that were unknown in a removed entry
};

class PluginVisit {
 public:
  PluginVisit(std::shared_ptr<const plugin::Bundle> bundle, form::LaunchContext launch,
              std::string words_language);

  /// Evaluates all rules of the new form; what fires at once (an age from check-in can).
  [[nodiscard]] Step start();
  /// Form and triage take the answer. Commit it when the store has it, else take_back().
  [[nodiscard]] Result<Step> apply(GivenAnswer given);
  /// The same for an answer that was given to a shared question elsewhere. Where it is not an
  /// answer here, nothing is known here.
  [[nodiscard]] Result<Step> follow(GivenAnswer given);
  void commit(const Step& step, Instant at);
  /// Forgets what apply() did since the last commit: a fresh form takes the committed answers
  /// again.
  Result<void> take_back();
  /// The same answers in a form with another launch context (check-in was corrected). AR-I004,
  /// nothing changed, when one no longer fits. Commit the step, or relaunch with the former
  /// context.
  [[nodiscard]] Result<Step> relaunch(form::LaunchContext launch);
  /// A finding event of the journal: a rule that fired once stays raised, whatever a replay
  /// computes.
  void remember(const FindingNote& note, Instant at);

  /// Runs the library's checks when an answer that it reads has changed; true when there are new
  /// outcomes.
  bool run_checks(const plugin::HostOptions& options);
  void ask_checks_again() { checks_due_ = true; }
  void run_summary(const plugin::HostOptions& options);
  /// One entry a check that the manifest promises, whatever the library said.
  [[nodiscard]] std::vector<plugin::CheckOutcome> checks() const;

  [[nodiscard]] const plugin::Bundle& bundle() const { return *bundle_; }
  [[nodiscard]] const std::string& id() const { return bundle_->manifest().id; }
  [[nodiscard]] const form::Form& form() const { return form_; }
  [[nodiscard]] const triage::Triage& triage() const { return triage_; }
  /// With the rules and safety items that a removed entry left open.
  [[nodiscard]] triage::TriageResult result() const;
  [[nodiscard]] std::vector<triage::Finding> findings() const;
  /// The unknown words of a rule that only a removed entry leaves open; nothing otherwise.
  [[nodiscard]] const std::vector<std::string>* held_words(const triage::Finding& finding) const;
  [[nodiscard]] const std::vector<GivenAnswer>& log() const { return log_; }
  [[nodiscard]] const std::map<std::string, FirstFired>& fired() const { return fired_; }
  [[nodiscard]] bool replaced(const std::string& link_id) const {
    return replaced_.contains(link_id);
  }
  [[nodiscard]] const plugin::SummaryReply& summary() const { return summary_; }
  [[nodiscard]] bool summary_expected() const;
  [[nodiscard]] PluginUse use(std::string_view language) const;
  [[nodiscard]] int host_pid() const { return host_ ? host_->child_pid() : -1; }

 private:
  Result<form::ChangeSet> give(const GivenAnswer& given);
  Result<form::ChangeSet> remove_entry(const GivenAnswer& given);
  void note_answer(const GivenAnswer& given, Step& step) const;
  void note_removal(const GivenAnswer& given, Step& step) const;
  void hold_open_rules(Step& step) const;
  [[nodiscard]] std::vector<std::size_t> every_rule() const;
  void note_rules(const std::vector<std::size_t>& rules, Step& step) const;
  plugin::HostClient& host(const plugin::HostOptions& options);

  std::shared_ptr<const plugin::Bundle>
      bundle_;  ///< shared with the catalogue: a bundle outlives its visits
  form::LaunchContext launch_;
  std::string language_;
  form::Form form_;
  triage::Triage triage_;
  std::vector<GivenAnswer> log_;
  std::map<std::string, FirstFired> fired_;
  std::set<std::string> replaced_;
  std::map<std::string, HeldRule> held_;  ///< by rule
  std::set<std::string> held_items_;
  std::unique_ptr<plugin::HostClient> host_;
  std::vector<plugin::CheckOutcome> outcomes_;
  bool checks_due_ = true;
  plugin::SummaryReply summary_;
};

}  // namespace anteroom::intake
