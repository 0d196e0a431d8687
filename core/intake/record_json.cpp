// The record as JSON, "anteroom-intake/1" (schemas/intake.schema.json).
#include "core/intake/events.h"
#include "core/intake/record.h"

namespace anteroom::intake {
namespace {

using fhir::Json;

Json list_of(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) list.push(text);
  return list;
}

/// [{"plugin": ..., "linkId": ...}]
Json items_of(const std::vector<std::pair<std::string, std::string>>& items) {
  Json list = Json::array();
  for (const auto& [plugin, link_id] : items)
    list.push(Json::object().set("plugin", plugin).set("linkId", link_id));
  return list;
}

std::string_view word_of(End end) {
  switch (end) {
    case End::finished:
      return "finished";
    case End::stopped:
      return "stopped";
    case End::timed_out:
      return "timed_out";
    case End::unset:
      break;
  }
  return "";
}

std::string_view word_of(form::ItemState::Kind kind) {
  switch (kind) {
    case form::ItemState::Kind::answered:
      return "answered";
    case form::ItemState::Kind::not_present:
      return "not_present";
    case form::ItemState::Kind::unknown:
      break;
  }
  return "unknown";
}

Json json_of(const PluginUse& use) {
  Json json = Json::object()
                  .set("id", use.id)
                  .set("version", use.version)
                  .set("manifest_sha256", use.manifest_sha256)
                  .set("title", use.title);
  if (use.role == PluginRole::reason) json.set("role", "reason");
  if (use.role == PluginRole::common_history) json.set("role", "common-history");
  return json;
}

Json json_of(const triage::DecisiveAnswer& answer) {
  Json json = Json::object().set("linkId", answer.link_id).set("codes", list_of(answer.codes));
  if (answer.number) json.set("number", *answer.number);
  return json;
}

Json json_of(const RecordFinding& found) {
  Json answers = Json::array();
  for (const triage::DecisiveAnswer& answer : found.finding.answers) answers.push(json_of(answer));
  return Json::object()
      .set("rule", found.finding.rule_id)
      .set("plugin", found.plugin)
      .set("tier", triage::to_string(found.finding.tier))
      .set("state", triage::to_string(found.finding.state))
      .set("reason", found.finding.reason)
      .set("answers", std::move(answers))
      .set("at", iso_or_empty(found.at))
      .set("changed_answer", found.changed_answer)
      .set("name", found.name)
      .set("summary_label", found.summary_label)
      .set("clinician_message", found.clinician_message)
      .set("suspected", found.suspected)
      .set("evidence", found.evidence)
      .set("answer_words", list_of(found.answer_words));
}

Json json_of(const Alert& alert) {
  Json acks = Json::array();
  for (const auto& [at, by] : alert.acks)
    acks.push(Json::object().set("at", iso_or_empty(at)).set("by", by));
  return Json::object()
      .set("plugin", alert.plugin)
      .set("rule", alert.rule)
      .set("raised_at", iso_or_empty(alert.raised_at))
      .set("acks", std::move(acks));
}

Json json_of(const Record::Line& line) {
  return Json::object()
      .set("plugin", line.plugin)
      .set("id", line.id)
      .set("label", line.label)
      .set("text", line.text)
      .set("source", line.source);
}

Json json_of(const AnswerLine& line) {
  Json json = Json::object()
                  .set("plugin", line.plugin)
                  .set("linkId", line.link_id)
                  .set("step", line.step)
                  .set("question", line.question)
                  .set("answer", line.answer)
                  .set("codes", list_of(line.codes))
                  .set("state", word_of(line.kind))
                  .set("reason", form::to_code(line.reason))
                  .set("partial", line.partial)
                  .set("shown", line.shown)
                  .set("safety", line.safety)
                  .set("private", line.private_item)
                  .set("prefilled", line.prefilled)
                  .set("changed", line.changed)
                  .set("free_text", line.free_text);
  if (!line.shared.empty()) json.set("shared", line.shared);
  return json;
}

template <class Thing>
Json array_of(const std::vector<Thing>& things) {
  Json list = Json::array();
  for (const Thing& thing : things) list.push(json_of(thing));
  return list;
}

Json checks_of(const Record& record) {
  Json list = Json::array();
  for (const auto& [plugin, check] : record.coded_checks)
    list.push(to_json(check).set("plugin", plugin));
  return list;
}

}  // namespace

Json to_json(const Record& record) {
  return Json::object()
      .set("schema", "anteroom-intake/1")
      .set("id", record.id)
      .set("intake_number", record.intake_number)
      .set("kiosk", record.kiosk)
      .set("clinic", record.clinic)
      .set("started", iso_or_empty(record.started))
      .set("finished", iso_or_empty(record.finished))
      .set("end", word_of(record.end))
      .set("language", record.language)
      .set("respondent", record.respondent)
      .set("patient", to_json(record.patient))
      .set("identity_verified", record.identity_verified)
      .set("consent", to_json(record.consent))
      .set("plugins", array_of(record.plugins))
      .set("tier", triage::to_string(record.tier))
      .set("findings", array_of(record.findings))
      .set("coded_checks", checks_of(record))
      .set("unknown_safety_items", items_of(record.unknown_safety_items))
      .set("changed_answers", items_of(record.changed_answers))
      .set("alerts", array_of(record.alerts))
      .set("summary_lines", array_of(record.summary_lines))
      .set("plugin_lines_evaluated", record.plugin_lines_evaluated)
      .set("answers", array_of(record.answers))
      .set("responses", fhir::JsonArray(record.responses))
      .set("summaries", fhir::JsonArray(record.summaries))
      .set("body_maps", list_of(record.body_maps))
      .set("audit_head", record.audit_head);
}

}  // namespace anteroom::intake
