#include "core/intake/events.h"

namespace anteroom::intake {
namespace {

using fhir::Json;

store::Event event_of(std::string_view kind, const Json& payload) {
  return {std::string(kind), fhir::write_json(payload)};
}

Error unreadable(const store::StoredEvent& event) {
  return {"AR-I003",
          "Event " + std::to_string(event.sequence) + " (" + event.event.kind +
              ") of this visit is not one this version can replay.",
          "",
          "",
          0,
          0};
}

}  // namespace

std::string iso_or_empty(Instant instant) {
  return instant == Instant{} ? std::string() : to_iso(instant);
}

Instant instant_or_zero(std::string_view text) {
  const Result<Instant> instant = parse_instant(text);
  return instant ? *instant : Instant{};
}

Json to_json(const Patient& patient) {
  return Json::object()
      .set("family", patient.family)
      .set("given", patient.given)
      .set("birthDate", patient.birth_date)
      .set("gender", patient.gender);
}

Patient patient_from(const Json& json) {
  return {std::string(json.string_or_empty("family")), std::string(json.string_or_empty("given")),
          std::string(json.string_or_empty("birthDate")),
          std::string(json.string_or_empty("gender"))};
}

Json to_json(const Consent& consent) {
  return Json::object()
      .set("given", consent.given)
      .set("doc", consent.document)
      .set("version", consent.version)
      .set("sha256", consent.sha256)
      .set("language", consent.language)
      .set("given_at", iso_or_empty(consent.given_at));
}

Consent consent_from(const Json& json) {
  Consent consent;
  const Json* given = json.find("given");
  consent.given = given != nullptr && given->is_bool() && given->as_bool();
  consent.document = json.string_or_empty("doc");
  consent.version = json.string_or_empty("version");
  consent.sha256 = json.string_or_empty("sha256");
  consent.language = json.string_or_empty("language");
  consent.given_at = instant_or_zero(json.string_or_empty("given_at"));
  return consent;
}

Json to_json(const plugin::CheckOutcome& check) {
  Json answers = Json::array();
  for (const std::string& link_id : check.answers) answers.push(link_id);
  return Json::object()
      .set("id", check.id)
      .set("tier", triage::to_string(check.tier))
      .set("title", check.title)
      .set("outcome", plugin::to_string(check.outcome))
      .set("reason", check.reason)
      .set("text", check.text)
      .set("answers", std::move(answers));
}

store::Event language_event(std::string_view language) {
  return event_of(kLanguageEvent, Json::object().set("language", language));
}
store::Event check_in_event(const Patient& patient) {
  return event_of(kCheckInEvent, to_json(patient));
}
store::Event consent_event(const Consent& consent) {
  return event_of(kConsentEvent, to_json(consent));
}

store::Event choose_event(const std::vector<PluginUse>& plugins) {
  Json list = Json::array();
  for (const PluginUse& use : plugins)
    list.push(Json::object()
                  .set("id", use.id)
                  .set("version", use.version)
                  .set("manifest_sha256", use.manifest_sha256));
  return event_of(kChooseEvent, Json::object().set("plugins", std::move(list)));
}

store::Event answer_event(const GivenAnswer& answer) {
  Json payload = Json::object()
                     .set("plugin", answer.plugin)
                     .set("questionnaire", answer.questionnaire)
                     .set("path", answer.path);
  if (answer.deed == Deed::added_instance) return event_of(kAddInstanceEvent, payload);
  if (answer.deed == Deed::removed_instance)
    return event_of(kRemoveInstanceEvent,
                    payload.set("index", static_cast<std::int64_t>(answer.index)));
  if (answer.reason != form::UnknownReason::none)
    return event_of(kUnknownEvent, payload.set("reason", form::to_code(answer.reason)));
  Json values = Json::array();
  for (const form::AnswerValue& value : answer.values) values.push(value.json);
  return event_of(kAnswerEvent, payload.set("answer", std::move(values)));
}

store::Event finding_event(const FindingNote& note) {
  return event_of(kFindingEvent,
                  Json::object()
                      .set("plugin", note.plugin)
                      .set("rule", note.rule)
                      .set("tier", triage::to_string(note.tier))
                      .set("state", note.step == FindingStep::fired ? "fired" : "withdrawn"));
}

store::Event check_event(std::string_view plugin, const std::vector<plugin::CheckOutcome>& checks) {
  Json list = Json::array();
  for (const plugin::CheckOutcome& check : checks) list.push(to_json(check));
  return event_of(kCheckEvent, Json::object().set("plugin", plugin).set("checks", std::move(list)));
}

Result<Json> payload_of(const store::StoredEvent& event) {
  Result<Json> payload = fhir::parse_json(event.event.payload);
  if (!payload || !payload->is_object()) return unreadable(event);
  return payload;
}

Result<GivenAnswer> read_answer(const store::StoredEvent& event) {
  const Result<Json> payload = payload_of(event);
  if (!payload) return payload.error();
  GivenAnswer answer;
  answer.plugin = payload->string_or_empty("plugin");
  answer.questionnaire = payload->string_or_empty("questionnaire");
  answer.path = payload->string_or_empty("path");
  if (event.event.kind == kAddInstanceEvent) {
    answer.deed = Deed::added_instance;
    return answer;
  }
  if (event.event.kind == kRemoveInstanceEvent) {
    const Json* index = payload->find("index");
    if (index == nullptr || !index->is_integer() || index->as_integer() < 0)
      return unreadable(event);
    answer.deed = Deed::removed_instance;
    answer.index = static_cast<std::size_t>(index->as_integer());
    return answer;
  }
  if (event.event.kind == kUnknownEvent) {
    const auto reason = form::unknown_reason_from_code(payload->string_or_empty("reason"));
    if (!reason || *reason == form::UnknownReason::none) return unreadable(event);
    answer.reason = *reason;
    return answer;
  }
  const Json* values = payload->find("answer");
  if (values == nullptr || !values->is_array()) return unreadable(event);
  for (const Json& value : values->as_array()) answer.values.push_back({value});
  return answer;
}

Result<FindingNote> read_finding(const store::StoredEvent& event) {
  const Result<Json> payload = payload_of(event);
  if (!payload) return payload.error();
  FindingNote note;
  note.plugin = payload->string_or_empty("plugin");
  note.rule = payload->string_or_empty("rule");
  const std::string_view state = payload->string_or_empty("state");
  note.step = state == "fired"       ? FindingStep::fired
              : state == "withdrawn" ? FindingStep::withdrawn
                                     : FindingStep::unset;
  const auto tier = triage::tier_from(payload->string_or_empty("tier"));
  if (note.step == FindingStep::unset || !tier) return unreadable(event);
  note.tier = *tier;
  return note;
}

}  // namespace anteroom::intake
