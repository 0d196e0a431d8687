// The files of one intake. Names are the same for everybody: a folder listing tells nothing of a
// person.
#include "core/exchange/exchange.h"
#include "core/summary/summary.h"

namespace anteroom::exchange {

using fhir::Json;

namespace {

std::string pretty(const Json& json) {
  return fhir::write_json(json, fhir::JsonLayout::pretty) + "\n";
}

Json answers_json(const triage::Finding& finding) {
  Json answers = Json::array();
  for (const triage::DecisiveAnswer& answer : finding.answers) {
    Json codes = Json::array();
    for (const std::string& code : answer.codes) codes.push(code);
    Json entry = Json::object().set("linkId", answer.link_id).set("codes", std::move(codes));
    if (answer.number) entry.set("number", *answer.number);
    answers.push(std::move(entry));
  }
  return answers;
}

}  // namespace

Json findings_json(const intake::Record& record) {
  Json findings = Json::array();
  for (const intake::RecordFinding& finding : record.findings) {
    Json words = Json::array();
    for (const std::string& text : finding.answer_words) words.push(text);
    Json entry = Json::object()
                     .set("plugin", finding.plugin)
                     .set("rule", finding.finding.rule_id)
                     .set("name", finding.name)
                     .set("tier", triage::to_string(finding.finding.tier))
                     .set("state", triage::to_string(finding.finding.state))
                     .set("reason", finding.finding.reason)
                     .set("answers", answers_json(finding.finding))
                     .set("words", std::move(words))
                     .set("changed_answer", finding.changed_answer);
    if (finding.at != Instant{}) entry.set("at", to_iso(finding.at));
    findings.push(std::move(entry));
  }
  Json checks = Json::array();
  for (const auto& [plugin, check] : record.coded_checks) {
    checks.push(Json::object()
                    .set("plugin", plugin)
                    .set("id", check.id)
                    .set("title", check.title)
                    .set("tier", triage::to_string(check.tier))
                    .set("outcome", plugin::to_string(check.outcome))
                    .set("reason", check.reason)
                    .set("text", check.text));
  }
  Json unknown = Json::array();
  for (const auto& [plugin, link_id] : record.unknown_safety_items) {
    unknown.push(Json::object().set("plugin", plugin).set("linkId", link_id));
  }
  return Json::object()
      .set("schema", "anteroom-findings/1")
      .set("id", record.id)
      .set("tier", triage::to_string(record.tier))
      .set("findings", std::move(findings))
      .set("coded_checks", std::move(checks))
      .set("unknownSafetyItems", std::move(unknown));
}

Result<std::vector<ExportFile>> render(const intake::Record& record) {
  const summary::Summary model = summary::summarise(record);
  const auto page = summary::to_pdf(model);
  if (!page) return page.error();
  const auto answers = summary::answers_pdf(record);
  if (!answers) return answers.error();
  return std::vector<ExportFile>{{"summary.pdf", *page},
                                 {"summary.html", summary::to_html(model)},
                                 {"summary.txt", summary::to_text(model)},
                                 {"answers.pdf", *answers},
                                 {"answers.html", summary::answers_html(record)},
                                 {"bundle.json", pretty(to_bundle(record, *page))},
                                 {"intake.json", pretty(intake::to_json(record))},
                                 {"findings.json", pretty(findings_json(record))}};
}

}  // namespace anteroom::exchange
