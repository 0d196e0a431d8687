// Scores and red flags as FHIR: what is unknown is a resource that says so, never an absent one.
#include <set>

#include "core/exchange/bundle_parts.h"

namespace anteroom::exchange {

using fhir::Json;

namespace {

constexpr std::string_view kObservationCategory =
    "http://terminology.hl7.org/CodeSystem/observation-category";
constexpr std::string_view kLoinc = "http://loinc.org";

std::string extension_url(std::string_view name) {
  return std::string(form::kCanonicalBase) + "/StructureDefinition/" + std::string(name);
}

const intake::AnswerLine* line_of(const intake::Record& record, std::string_view plugin,
                                  std::string_view link_id) {
  for (const intake::AnswerLine& line : record.answers) {
    if (line.plugin == plugin && line.link_id == link_id) return &line;
  }
  return nullptr;
}

const Json* find_item(const Json& parent, std::string_view link_id) {
  for (const Json& item : parent.array_or_empty("item")) {
    if (item.string_or_empty("linkId") == link_id) return &item;
    if (const Json* inner = find_item(item, link_id)) return inner;
  }
  return nullptr;
}

// The number itself from the response, where decimals are exact.
const Json* number_of(const Json& response, std::string_view link_id, std::string& type) {
  const Json* item = find_item(response, link_id);
  if (item == nullptr || item->array_or_empty("answer").empty()) return nullptr;
  for (const char* key : {"valueInteger", "valueDecimal"}) {
    const Json* value = item->array_or_empty("answer").front().find(key);
    if (value == nullptr || !value->is_number()) continue;
    type = key;
    return value;
  }
  return nullptr;
}

Json absent_reason(const intake::AnswerLine& line) {
  const bool skipped =
      line.reason == form::UnknownReason::skipped || line.reason == form::UnknownReason::none;
  const std::string_view code =
      skipped ? (line.reason == form::UnknownReason::skipped ? "not-asked" : "unknown")
              : form::to_code(line.reason);
  const std::string_view text =
      line.reason == form::UnknownReason::skipped ? "Skipped by the patient" : "";
  return codeable(form::kDataAbsentReasonSystem, code, "", text);
}

void add_score(BundleDraft& draft, std::size_t index, const std::string& link_id,
               std::string_view label) {
  const std::string& plugin = draft.record.plugins[index].id;
  const intake::AnswerLine* line = line_of(draft.record, plugin, link_id);
  std::string type;
  const Json* value = index < draft.record.responses.size()
                          ? number_of(draft.record.responses[index], link_id, type)
                          : nullptr;
  // Nobody was asked: no Observation. Asked and not answered: one with a reason.
  if (value == nullptr &&
      (line == nullptr || line->kind != form::ItemState::Kind::unknown || !line->shown))
    return;
  Json code = codeable(local_system(plugin), link_id, label,
                       line == nullptr ? label : std::string_view(line->question));
  if (link_id == "nrs-now") {
    code.find("coding")->push(
        Json::object()
            .set("system", kLoinc)
            .set("code", "72514-3")
            .set("display", "Pain severity - 0-10 verbal numeric rating [Score] - Reported"));
  }
  const std::string part = "observation/" + plugin + "/" + link_id;
  Json observation =
      Json::object()
          .set("resourceType", "Observation")
          .set("identifier", Json::array().push(draft.identifier(part)))
          .set("status", "preliminary")
          .set("category",
               Json::array().push(codeable(kObservationCategory, "survey", "Survey", "")))
          .set("code", std::move(code))
          .set("subject", draft.reference("patient"))
          .set("effectiveDateTime", to_iso(draft.record.finished))
          .set("performer", Json::array().push(draft.reference("patient")))
          .set("derivedFrom", Json::array().push(draft.reference("response/" + plugin)));
  if (value == nullptr) {
    observation.set("dataAbsentReason", absent_reason(*line));
  } else if (type == "valueInteger") {
    observation.set("valueInteger", *value);
  } else {
    observation.set("valueQuantity", Json::object()
                                         .set("value", *value)
                                         .set("unit", "score")
                                         .set("system", "http://unitsofmeasure.org")
                                         .set("code", "{score}"));
  }
  draft.add(part, std::move(observation));
}

Json finding_extensions(std::string_view tier, std::string_view state,
                        const intake::RecordFinding* finding) {
  Json extensions = Json::array();
  extensions.push(Json::object().set("url", extension_url("red-flag-tier")).set("valueCode", tier));
  extensions.push(
      Json::object().set("url", extension_url("red-flag-state")).set("valueCode", state));
  if (finding == nullptr) return extensions;
  for (const std::string& words : finding->answer_words) {
    extensions.push(
        Json::object().set("url", extension_url("red-flag-answer")).set("valueString", words));
  }
  return extensions;
}

std::string title_of(const intake::RecordFinding& finding) {
  return finding.summary_label.empty() ? finding.name : finding.summary_label;
}

void add_flag(BundleDraft& draft, const std::string& part, Json code, Json extensions, Instant at) {
  draft.add(part, Json::object()
                      .set("resourceType", "Flag")
                      .set("extension", std::move(extensions))
                      .set("identifier", Json::array().push(draft.identifier(part)))
                      .set("status", "active")
                      .set("category", Json::array().push(codeable(
                                           "http://terminology.hl7.org/CodeSystem/flag-category",
                                           "clinical", "Clinical", "Red flag, patient-reported")))
                      .set("code", std::move(code))
                      .set("subject", draft.reference("patient"))
                      .set("period", Json::object().set("start", to_iso(at)))
                      .set("author", Json::object()
                                         .set("type", "Device")
                                         .set("display", "Anteroom kiosk " + draft.record.kiosk)));
}

void add_open_issue(BundleDraft& draft, const std::string& part, Json code, Json extensions,
                    const std::string& detail) {
  draft.add(part, Json::object()
                      .set("resourceType", "DetectedIssue")
                      .set("extension", std::move(extensions))
                      .set("identifier", Json::array().push(draft.identifier(part)))
                      .set("status", "preliminary")
                      .set("code", std::move(code))
                      .set("patient", draft.reference("patient"))
                      .set("identifiedDateTime", to_iso(draft.record.finished))
                      .set("detail", detail));
}

void add_rule(BundleDraft& draft, const intake::RecordFinding& finding) {
  using triage::RuleState;
  const auto& result = finding.finding;
  const std::string part = "finding/" + finding.plugin + "/" + result.rule_id;
  const std::string title = title_of(finding);
  Json extensions =
      finding_extensions(triage::to_string(result.tier), triage::to_string(result.state), &finding);
  Json code = codeable(local_system(finding.plugin), result.rule_id, title, title);
  if (result.state == RuleState::fired) {
    add_flag(draft, part, std::move(code), std::move(extensions),
             finding.at == Instant{} ? draft.record.finished : finding.at);
  } else if (result.state == RuleState::unresolved) {
    add_open_issue(draft, part, std::move(code), std::move(extensions),
                   "NOT DECIDED: answers are missing, so this red flag is neither raised nor "
                   "excluded. Ask in person.");
  } else if (result.state == RuleState::not_evaluated) {
    add_open_issue(
        draft, part, std::move(code), std::move(extensions),
        "NOT EVALUATED: this red flag was not checked; it is neither raised nor excluded.");
  }
}

void add_check(BundleDraft& draft, const std::string& plugin, const plugin::CheckOutcome& check) {
  const std::string part = "check/" + plugin + "/" + check.id;
  const std::string title = check.title.empty() ? check.id : check.title;
  Json extensions =
      finding_extensions(triage::to_string(check.tier), plugin::to_string(check.outcome), nullptr);
  Json code = codeable(local_system(plugin), check.id, title, title);
  if (check.outcome == plugin::Outcome::present) {
    add_flag(draft, part, std::move(code), std::move(extensions), draft.record.finished);
  } else if (check.outcome == plugin::Outcome::not_evaluated) {
    add_open_issue(draft, part, std::move(code), std::move(extensions),
                   "NOT EVALUATED (" + check.reason +
                       "): this check did not run; it is neither present nor absent.");
  }
}

}  // namespace

void add_observations(BundleDraft& draft) {
  for (std::size_t i = 0; i < draft.record.plugins.size() && i < draft.record.summaries.size();
       ++i) {
    const Json& summary = draft.record.summaries[i];
    std::set<std::string> done;
    const auto add = [&](std::string_view link_id, std::string_view label) {
      if (!link_id.empty() && done.emplace(link_id).second)
        add_score(draft, i, std::string(link_id), label);
    };
    for (const Json& entry : summary.array_or_empty("pain"))
      add(entry.string_or_empty("item"), entry.string_or_empty("label"));
    const Json* impact = summary.find("impact");
    if (impact == nullptr) continue;
    for (const Json& entry : impact->array_or_empty("items"))
      add(entry.string_or_empty("item"), entry.string_or_empty("label"));
    add(impact->string_or_empty("mean"), impact->string_or_empty("label"));
  }
}

void add_findings(BundleDraft& draft) {
  for (const intake::RecordFinding& finding : draft.record.findings) add_rule(draft, finding);
  for (const auto& [plugin, check] : draft.record.coded_checks) add_check(draft, plugin, check);
}

}  // namespace anteroom::exchange
