// What the parts of Intake share. Internal to core/intake.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/intake/intake.h"
#include "core/intake/plugin_visit.h"
#include "core/intake/sharing.h"

namespace anteroom::intake {

/// What goes into one transaction of the store.
struct Batch {
  std::vector<store::Event> events;
  std::vector<store::AlertRow> alerts;
};

struct Intake::State {
  Services services;
  store::VisitInfo info;
  std::string language;
  Patient patient;
  Consent consent;
  std::vector<std::string> chosen;
  std::vector<std::unique_ptr<PluginVisit>>
      visits;       ///< in the order first chosen; unchosen ones keep their answers
  Sharing sharing;  ///< of the chosen ones
  bool over = false;

  [[nodiscard]] PluginVisit* visit(std::string_view plugin_id) const;
  [[nodiscard]] bool is_chosen(std::string_view plugin_id) const;
  [[nodiscard]] std::shared_ptr<const plugin::Bundle> find_bundle(std::string_view plugin_id) const;
  [[nodiscard]] form::LaunchContext launch() const;
  /// The chosen ones, then unchosen ones in which a rule fired: what was said stays said.
  [[nodiscard]] std::vector<PluginVisit*> reported() const;

  // Several conditions (conditions.cpp)
  [[nodiscard]] std::vector<const PluginVisit*> chosen_visits() const;
  [[nodiscard]] VisitPart part(const ItemRef& item) const;
  [[nodiscard]] const ItemRef* asked_as(const Sharing::Question& question) const;
  [[nodiscard]] bool agrees(const ItemRef& left, const ItemRef& right) const;
  /// Of the question that the item is asked together with; "" when it stands alone.
  [[nodiscard]] std::string shared_key(const ItemRef& item) const;
  [[nodiscard]] std::vector<GivenAnswer> followers(const GivenAnswer& given) const;
  [[nodiscard]] Result<std::vector<Step>> apply(GivenAnswer given);
  /// With several reasons, the common histories of the catalogue come last.
  [[nodiscard]] std::vector<std::string> with_history(std::vector<std::string> wanted) const;
  [[nodiscard]] std::vector<GivenAnswer> known_answers(
      const std::vector<std::string>& chosen_before) const;
  [[nodiscard]] Result<void> take_over(const std::vector<std::string>& chosen_before);

  /// Finding events and, for urgent and emergency rules, alert rows of a step.
  void add_notes(const std::vector<FindingNote>& notes, Batch& batch) const;
  [[nodiscard]] Result<void> write(const Batch& batch, Instant at);

  /// The changes themselves, without the store: the first time and on replay.
  [[nodiscard]] Result<std::vector<Step>> relaunch_all(const Patient& patient);
  [[nodiscard]] Result<void> replay(const store::StoredEvent& event);
  [[nodiscard]] Result<void> replay_choice(const store::StoredEvent& event);
  [[nodiscard]] Result<void> replay_answer(const store::StoredEvent& event);

  [[nodiscard]] Record freeze(End end) const;  ///< freeze.cpp
  void mark_shared(Record& record) const;
};

/// Tier of findings and coded checks together; a check that was not evaluated counts as unresolved.
[[nodiscard]] triage::Tier tier_with_checks(std::vector<triage::Finding> findings,
                                            const std::vector<plugin::CheckOutcome>& checks);

}  // namespace anteroom::intake
