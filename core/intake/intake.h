// One visit: check-in, consent, chosen plugins, their forms, drafts, alerts, finish. The way of one
// answer: form -> triage -> store (durable) -> ChangeSet back; coded checks after it, off this
// thread.
//
//   auto visit = Intake::begin(services);
//   visit->check_in(patient); visit->give_consent(consent); visit->choose({"upper-back-pain"});
//   Result<Change> change = visit->answer({"upper-back-pain", "now-breath"},
//   {AnswerValue::coding(...)}); visit->finish();
//
// One thread owns an Intake. Nothing here draws, prints or opens a socket.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/form/form.h"
#include "core/intake/record.h"
#include "core/intake/visit_part.h"
#include "core/plugin/bundle.h"
#include "core/plugin/host_client.h"
#include "core/store/store.h"
#include "core/triage/triage.h"

namespace anteroom::intake {

/// What a visit borrows; all outlive it.
struct Services {
  store::Store* store = nullptr;
  const Clock* clock = nullptr;
  std::vector<std::shared_ptr<const plugin::Bundle>> catalogue;
  plugin::HostOptions host;
  std::string kiosk_id = "K1", clinic = "Maple Row Clinic", clinic_language = "en";
  std::vector<std::string> destinations = {"folder"};
  int utc_offset_minutes = 0;
};

struct GivenAnswer;  // events.h

/// An item of one plugin's form: (bundle id, instance path).
struct ItemRef {
  std::string plugin;
  std::string path;
  friend bool operator==(const ItemRef&, const ItemRef&) = default;
  friend auto operator<=>(const ItemRef&, const ItemRef&) = default;
};

struct Change {
  std::string plugin;
  form::ChangeSet form;
  std::vector<triage::Finding> new_findings;  ///< fired for the first time by this answer
  triage::Tier alert_tier =
      triage::Tier::none;  ///< highest of all new ones: urgent page when emergency
  /// What the same answer did in the other conditions that share the question.
  std::vector<Change> shared;
};

class Intake {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Intake>> begin(Services services);
  /// A draft that a crash left: replays its events. AR-I0xx when a plugin version changed
  /// meanwhile.
  [[nodiscard]] static Result<std::unique_ptr<Intake>> resume(Services services,
                                                              const store::VisitId& visit);
  ~Intake();

  Result<void> set_language(std::string_view language);
  Result<void> check_in(Patient patient);
  Result<void> give_consent(Consent consent);
  /// The reasons for the visit: bundle ids, in the order chosen. Builds the forms; answers already
  /// given stay, and a condition chosen later takes over those of the questions it shares. With
  /// several reasons the catalogue's common histories are part of the visit too.
  Result<void> choose(const std::vector<std::string>& plugin_ids);
  Result<Change> answer(const ItemRef& item, std::vector<form::AnswerValue> values);
  Result<Change> answer_unknown(const ItemRef& item, form::UnknownReason reason);
  /// Repeating groups, by the group's path ("g", "outer[0].g"). Removing the only entry leaves an
  /// empty one: not asked, not "none". A rule that was open because of a removed entry's unknown
  /// answers stays open, and its unknown safety items stay listed.
  Result<Change> add_instance(const ItemRef& group);
  Result<Change> remove_instance(const ItemRef& group, std::size_t index);

  [[nodiscard]] const store::VisitInfo& info() const;
  [[nodiscard]] const std::string& language() const;
  [[nodiscard]] const Patient& patient() const;
  [[nodiscard]] const Consent& consent() const;
  [[nodiscard]] const std::vector<std::string>& chosen() const;  ///< common histories too
  [[nodiscard]] std::vector<std::string> reasons() const;        ///< without them
  /// False: the question is shared, and another condition asks it for this one.
  [[nodiscard]] bool asks(const ItemRef& item) const;
  /// The items of other conditions that have this one's answer because they share the question.
  [[nodiscard]] std::vector<ItemRef> shared_with(const ItemRef& item) const;
  [[nodiscard]] VisitPart part(const ItemRef& item) const;
  /// Every enabled question, once, in the order of the visit: person and safety checks of all
  /// conditions, each story, the history. With one condition: its form's order.
  [[nodiscard]] std::vector<ItemRef> questions() const;
  [[nodiscard]] const Services& services() const;
  [[nodiscard]] const form::Form* form(std::string_view plugin_id) const;
  [[nodiscard]] const plugin::Bundle* bundle(std::string_view plugin_id) const;
  [[nodiscard]] triage::TriageResult triage(std::string_view plugin_id) const;
  [[nodiscard]] triage::Tier tier() const;
  [[nodiscard]] std::vector<store::StoredAlert> alerts() const;
  /// Runs what coded checks are due (one call a plugin, deadline-bounded). Called by the app
  /// between pages, and by finish().
  void run_checks();
  [[nodiscard]] int host_pid(std::string_view plugin_id) const;  ///< tests and `kill_host` steps

  /// Freezes and writes the record + outbox rows. The Intake is over afterwards.
  Result<Record> finish(End end = End::finished);
  /// Stop and clear: key destroyed, content-free row, alerts stay.
  Result<void> stop();
  /// What finish() would freeze now, without writing (review, tests).
  [[nodiscard]] Record preview() const;

 private:
  struct State;
  explicit Intake(std::unique_ptr<State> state);
  Result<Change> give(GivenAnswer given);
  std::unique_ptr<State> state_;
};

}  // namespace anteroom::intake
