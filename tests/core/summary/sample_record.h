// Records made by hand for the tests of what leaves the kiosk: answers of a case of the upper-back
// bundle, the bundle's own summary.json and body map, findings as given. No form engine is
// involved, so that these rooms test alone.
#pragma once

#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/intake/record.h"

namespace anteroom::testing {

inline std::string read_source(const std::string& path) {
  std::ifstream file(std::string(ANTEROOM_SOURCE_DIR) + "/" + path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline fhir::Json read_json(const std::string& path) {
  auto json = fhir::parse_json(read_source(path));
  if (!json) throw std::runtime_error(path + ": " + json.error().to_string());
  return *json;
}

/// A Record builder over the bundle's sources (plugins/upper_back_pain).
class SampleRecord {
 public:
  SampleRecord() {
    record.id = "7d5f0a5e-4c1b-4b57-9a3c-0f6b6f3f2c01";
    record.intake_number = "K2-0418";
    record.kiosk = "K2, front hall";
    record.clinic = "Maple Row Clinic";
    record.started = parse_instant("2026-03-12T09:36:00Z").value();
    record.finished = parse_instant("2026-03-12T09:43:00Z").value();
    record.end = intake::End::finished;
    record.language = "en";
    record.respondent = "self";
    record.patient = {"Okafor", "Maren", "1984-03-17", "female"};
    record.consent = {true, "privacy", "1.0.0", std::string(64, 'c'), "en", record.started};
    record.plugins = {{"upper-back-pain", "0.1.0", std::string(64, 'a'), "Upper back pain"}};
    record.summaries = {read_json("plugins/upper_back_pain/summary.json")};
    record.body_maps = {read_source("plugins/upper_back_pain/body-map.svg")};
    record.responses = {
        fhir::Json::object()
            .set("resourceType", "QuestionnaireResponse")
            .set("questionnaire",
                 "https://anteroom.example/fhir/Questionnaire/upper-back-pain|0.1.0")
            .set("status", "completed")
            .set("authored", "2026-03-12T09:43:00+00:00")
            .set("item", fhir::Json::array())};
    for (const char* form : {"intake", "history"}) {
      const fhir::Json json =
          read_json(std::string("plugins/upper_back_pain/forms/") + form + ".json");
      add_items(json, "");
    }
    const fhir::Json rules = read_json("plugins/upper_back_pain/red-flags.json");
    for (const fhir::Json& rule : rules.array_or_empty("rules")) add_rule(rule);
    record.coded_checks = {{"upper-back-pain",
                            {.id = "pain-inconsistent",
                             .tier = triage::Tier::routine,
                             .title = "Pain numbers do not fit together",
                             .outcome = plugin::Outcome::absent}}};
  }

  /// The answers of a case file: code, [codes], number, text, "not-sure", "prefer-not", "skipped".
  SampleRecord& answer(const std::string& link_id, const fhir::Json& value) {
    intake::AnswerLine* line = find(link_id);
    if (line == nullptr) throw std::runtime_error("no item " + link_id);
    line->shown = true;
    line->kind = form::ItemState::Kind::unknown;
    line->reason = form::UnknownReason::none;
    line->partial = false;
    line->codes.clear();
    line->answer.clear();
    line->free_text.clear();
    std::vector<fhir::Json> values =
        value.is_array() ? value.as_array() : std::vector<fhir::Json>{value};
    for (const fhir::Json& one : values) add_value(*line, link_id, one);
    if (line->kind == form::ItemState::Kind::answered && line->reason != form::UnknownReason::none)
      line->partial = true;
    return *this;
  }

  SampleRecord& answer_all(const fhir::Json& answers) {
    for (const auto& [link_id, value] : answers.as_object()) {
      if (find(link_id) != nullptr) answer(link_id, value);
    }
    return *this;
  }

  SampleRecord& fire(const std::string& rule, const std::vector<std::string>& answer_words) {
    auto& finding = this->finding(rule);
    finding.finding.state = triage::RuleState::fired;
    finding.answer_words = answer_words;
    finding.at = record.started;
    record.tier = std::max(record.tier, finding.finding.tier);
    return *this;
  }

  SampleRecord& unresolve(const std::string& rule, const std::vector<std::string>& open) {
    auto& finding = this->finding(rule);
    finding.finding.state = triage::RuleState::unresolved;
    finding.finding.reason = "unknown-answers";
    for (const std::string& item : open) finding.finding.answers.push_back({item, {}, {}});
    return *this;
  }

  /// Safety items without an answer are listed, as core/triage does.
  intake::Record build() {
    record.unknown_safety_items.clear();
    for (const intake::AnswerLine& line : record.answers) {
      if (line.safety && (line.kind == form::ItemState::Kind::unknown || line.partial)) {
        record.unknown_safety_items.emplace_back(line.plugin, line.link_id);
      }
    }
    return record;
  }

  intake::RecordFinding& finding(const std::string& rule) {
    for (auto& finding : record.findings) {
      if (finding.finding.rule_id == rule) return finding;
    }
    throw std::runtime_error("no rule " + rule);
  }

  intake::AnswerLine* find(const std::string& link_id) {
    for (auto& line : record.answers) {
      if (line.link_id == link_id) return &line;
    }
    return nullptr;
  }

  [[nodiscard]] static fhir::Json cases() {
    return read_json("plugins/upper_back_pain/cases/" + std::string(kCases));
  }
  static constexpr const char* kCases = "upper-back-pain.json";

  intake::Record record;

 private:
  static bool has_extension(const fhir::Json& item, std::string_view name) {
    for (const fhir::Json& extension : item.array_or_empty("extension")) {
      const std::string_view url = extension.string_or_empty("url");
      if (url.size() > name.size() && url.substr(url.size() - name.size()) == name) return true;
    }
    return false;
  }

  void add_items(const fhir::Json& parent, const std::string& step) {
    for (const fhir::Json& item : parent.array_or_empty("item")) {
      const std::string_view type = item.string_or_empty("type");
      if (type == "group") {
        add_items(item, std::string(item.string_or_empty("text")));
        continue;
      }
      if (type == "display" || has_extension(item, "questionnaire-hidden")) continue;
      intake::AnswerLine line;
      line.plugin = "upper-back-pain";
      line.link_id = item.string_or_empty("linkId");
      line.step = step;
      line.question = item.string_or_empty("text");
      line.safety = has_extension(item, "safety-item");
      line.private_item = has_extension(item, "private-item");
      line.kind = form::ItemState::Kind::not_present;
      types_[line.link_id] = type;
      for (const fhir::Json& option : item.array_or_empty("answerOption")) {
        const fhir::Json* coding = option.find("valueCoding");
        if (coding != nullptr) {
          displays_[line.link_id][std::string(coding->string_or_empty("code"))] =
              coding->string_or_empty("display");
        }
      }
      record.answers.push_back(line);
    }
  }

  void add_rule(const fhir::Json& rule) {
    intake::RecordFinding finding;
    finding.plugin = "upper-back-pain";
    finding.finding.rule_id = rule.string_or_empty("id");
    const std::string_view tier = rule.string_or_empty("tier");
    finding.finding.tier = tier == "emergency" ? triage::Tier::emergency
                           : tier == "urgent"  ? triage::Tier::urgent
                                               : triage::Tier::routine;
    finding.finding.state = triage::RuleState::not_fired;
    finding.name = rule.string_or_empty("name");
    finding.summary_label = rule.string_or_empty("summaryLabel");
    finding.clinician_message = rule.string_or_empty("clinicianMessage");
    finding.suspected = rule.string_or_empty("suspected");
    finding.evidence = rule.string_or_empty("evidence");
    record.findings.push_back(finding);
  }

  void add_value(intake::AnswerLine& line, const std::string& link_id, const fhir::Json& value) {
    if (value.is_number()) {
      line.kind = form::ItemState::Kind::answered;
      line.answer = value.as_decimal().to_string();
      return;
    }
    const std::string& text = value.as_string();
    if (text == "not-sure") line.reason = form::UnknownReason::asked_unknown;
    if (text == "prefer-not") line.reason = form::UnknownReason::asked_declined;
    if (text == "skipped") line.reason = form::UnknownReason::skipped;
    if (text == "not-sure" || text == "prefer-not" || text == "skipped") return;
    line.kind = form::ItemState::Kind::answered;
    if (types_[link_id] == "text" || types_[link_id] == "string") {
      line.free_text = line.answer = text;
      return;
    }
    line.codes.push_back(text);
    const std::string& display = displays_[link_id][text];
    line.answer += (line.answer.empty() ? "" : ", ") + (display.empty() ? text : display);
  }

  std::map<std::string, std::string> types_;
  std::map<std::string, std::map<std::string, std::string>> displays_;
};

}  // namespace anteroom::testing
