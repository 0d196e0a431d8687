// The journal's words: what a visit writes to the store and replays after a crash
// (core/intake/README.md "Journal"). Internal to core/intake.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/form/form.h"
#include "core/intake/record.h"
#include "core/plugin/host_client.h"
#include "core/store/store.h"

namespace anteroom::intake {

inline constexpr std::string_view kLanguageEvent = "language";
inline constexpr std::string_view kCheckInEvent = "check-in";
inline constexpr std::string_view kConsentEvent = "consent";
inline constexpr std::string_view kChooseEvent = "choose";
inline constexpr std::string_view kAnswerEvent = "answer";
inline constexpr std::string_view kUnknownEvent = "unknown";
inline constexpr std::string_view kAddInstanceEvent = "add-instance";
inline constexpr std::string_view kRemoveInstanceEvent = "remove-instance";
inline constexpr std::string_view kFindingEvent = "finding";
inline constexpr std::string_view kCheckEvent = "check";

/// What was done at a path: an item was answered, or a repeating group got or lost an instance.
enum class Deed : std::uint8_t { unset = 0, answered, added_instance, removed_instance };

/// One thing the patient did to one item: values, or why there are none; or to a repeating group.
struct GivenAnswer {
  std::string plugin, questionnaire, path;  ///< an item's path, or the group's without its index
  std::vector<form::AnswerValue> values;
  form::UnknownReason reason = form::UnknownReason::none;  ///< none = `values` counts
  Deed deed = Deed::answered;
  std::size_t index = 0;  ///< removed_instance
};

enum class FindingStep : std::uint8_t { unset = 0, fired, withdrawn };
struct FindingNote {
  std::string plugin, rule;
  triage::Tier tier = triage::Tier::none;
  FindingStep step = FindingStep::unset;
};

[[nodiscard]] store::Event language_event(std::string_view language);
[[nodiscard]] store::Event check_in_event(const Patient& patient);
[[nodiscard]] store::Event consent_event(const Consent& consent);
[[nodiscard]] store::Event choose_event(const std::vector<PluginUse>& plugins);
[[nodiscard]] store::Event answer_event(const GivenAnswer& answer);  ///< by its deed
[[nodiscard]] store::Event finding_event(const FindingNote& note);
[[nodiscard]] store::Event check_event(std::string_view plugin,
                                       const std::vector<plugin::CheckOutcome>& checks);

/// Reading back: AR-I003 for a payload that is not what its kind promises.
[[nodiscard]] Result<fhir::Json> payload_of(const store::StoredEvent& event);
[[nodiscard]] Result<GivenAnswer> read_answer(const store::StoredEvent& event);
[[nodiscard]] Result<FindingNote> read_finding(const store::StoredEvent& event);

/// Pieces that the record's JSON shares with the journal.
[[nodiscard]] fhir::Json to_json(const Patient& patient);
[[nodiscard]] fhir::Json to_json(const Consent& consent);
[[nodiscard]] fhir::Json to_json(const plugin::CheckOutcome& check);
[[nodiscard]] Patient patient_from(const fhir::Json& json);
[[nodiscard]] Consent consent_from(const fhir::Json& json);
/// "" for the zero instant ("never"), else ISO.
[[nodiscard]] std::string iso_or_empty(Instant instant);
[[nodiscard]] Instant instant_or_zero(std::string_view text);

}  // namespace anteroom::intake
