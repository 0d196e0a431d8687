#include "kiosk/inspector/inspection.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/form/form.h"
#include "core/plugin/bundle.h"
#include "core/triage/triage.h"

namespace anteroom::inspector {
namespace {

using fhir::Json;
using form::ItemType;

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) {
    if (!all.empty()) all += ", ";
    all += word;
  }
  return all;
}

/// The bare value: a code, a number, a text.
std::string value_words(const form::AnswerValue& value) {
  if (!value.json.is_object() || value.json.as_object().empty()) return "?";
  const Json& bare = value.json.as_object().begin()->second;
  if (bare.is_string()) return "'" + bare.as_string() + "'";
  if (bare.is_object() && !bare.string_or_empty("code").empty() && bare.find("value") == nullptr)
    return std::string(bare.string_or_empty("code"));
  return fhir::write_json(bare);
}

std::string answer_words(const form::Form& form, const std::string& path) {
  const form::UnknownReason reason = form.unknown_reason(path);
  std::string words;
  for (const form::AnswerValue& value : form.answers(path))
    words += (words.empty() ? "" : ", ") + value_words(value);
  if (reason != form::UnknownReason::none && words.empty()) words = form::to_code(reason);
  return words.empty() ? "-" : words;
}

std::string known_words(fhirpath::Truth truth) {
  switch (truth) {
    case fhirpath::Truth::yes:
      return "yes";
    case fhirpath::Truth::no:
      return "no";
    case fhirpath::Truth::unknown:
      break;
  }
  return "unknown";
}

std::string shown_words(const form::Enablement& enablement) {
  if (enablement.enabled) return "shown";
  return enablement.known == fhirpath::Truth::unknown ? "hidden (unknown gate)" : "hidden";
}

/// A linkId's paths that are there now; the linkId itself when none is.
std::vector<std::string> paths_of(const std::string& link_id,
                                  const std::vector<std::string>& enabled) {
  std::vector<std::string> out;
  for (const std::string& path : enabled) {
    if (form::link_id_of(path) == link_id) out.push_back(path);
  }
  if (out.empty()) out.push_back(link_id);
  return out;
}

bool asks(const form::ItemDefinition& item) {
  return item.type != ItemType::group && item.type != ItemType::display;
}

/// One plugin of the visit.
class Look {
 public:
  Look(const intake::Intake& intake, std::string plugin, const std::vector<intake::ItemRef>& here)
      : plugin_(std::move(plugin)), form_(*intake.form(plugin_)), here_(here) {}

  [[nodiscard]] Section items() const {
    Section section{"Items of " + plugin_, {}};
    const std::vector<std::string> enabled = form_.enabled_paths();
    for (const std::string& link_id : form_.definition().link_ids()) {
      if (!asks(*form_.definition().find(link_id))) continue;
      for (const std::string& path : paths_of(link_id, enabled)) section.rows.push_back(item(path));
    }
    return section;
  }

  [[nodiscard]] Section expressions() const {
    Section section{"Expressions of " + plugin_, {}};
    for (const std::string& link_id : form_.definition().link_ids()) {
      const form::ItemDefinition& item = *form_.definition().find(link_id);
      if (item.source == nullptr) continue;
      enable_when(item, section);
      for (const Json& extension : item.source->array_or_empty("extension"))
        expression(item, extension, section);
    }
    return section;
  }

 private:
  [[nodiscard]] Row item(const std::string& path) const {
    const form::Enablement enablement = form_.enablement(path);
    const bool here = std::ranges::find(here_, intake::ItemRef{plugin_, path}) != here_.end();
    const Mark mark = here ? Mark::here : enablement.enabled ? Mark::none : Mark::off;
    return {path, shown_words(enablement), answer_words(form_, path), mark};
  }

  void enable_when(const form::ItemDefinition& item, Section& section) const {
    std::string words;
    const bool any = item.source->string_or_empty("enableBehavior") == "any";
    for (const Json& each : item.source->array_or_empty("enableWhen")) {
      if (!words.empty()) words += any ? " or " : " and ";
      words += std::string(each.string_or_empty("question")) + " " +
               std::string(each.string_or_empty("operator")) + " " + compared_with(each);
    }
    if (words.empty()) return;
    section.rows.push_back({item.link_id, "enableWhen = " + gate(item.link_id), words, Mark::none});
  }

  [[nodiscard]] static std::string compared_with(const Json& condition) {
    for (const auto& [key, value] : condition.as_object()) {
      if (!key.starts_with("answer")) continue;
      return value_words(form::AnswerValue{Json::object().set(key, value)});
    }
    return "?";
  }

  [[nodiscard]] std::string gate(const std::string& link_id) const {
    return known_words(form_.enablement(link_id).known);
  }

  /// What an expression gives now is read from the form, which computed it: nothing is computed
  /// twice.
  void expression(const form::ItemDefinition& item, const Json& extension, Section& section) const {
    const std::string url(extension.string_or_empty("url"));
    const std::string name = url.substr(url.rfind('/') + 1);
    const Json* value = extension.find("valueExpression");
    if (value != nullptr)
      return add(item.link_id, name, std::string(value->string_or_empty("expression")), section);
    std::string key;
    for (const Json& part : extension.array_or_empty("extension")) {
      if (part.string_or_empty("url") == "key") key = part.string_or_empty("valueId");
      if (part.string_or_empty("url") != "expression") continue;
      const Json* nested = part.find("valueExpression");
      add(item.link_id, name,
          std::string(nested != nullptr ? nested->string_or_empty("expression")
                                        : part.string_or_empty("valueString")),
          section);
    }
  }

  void add(const std::string& link_id, const std::string& kind, const std::string& words,
           Section& section) const {
    section.rows.push_back({link_id, kind + " = " + result(link_id, kind), words, Mark::none});
  }

  [[nodiscard]] std::string result(const std::string& link_id, const std::string& kind) const {
    if (kind.ends_with("enableWhenExpression")) return gate(link_id);
    if (kind.ends_with("calculatedExpression") || kind.ends_with("initialExpression"))
      return answer_words(form_, link_id);
    if (kind.ends_with("targetConstraint") || kind.ends_with("constraint"))
      return std::to_string(form_.validate(link_id).size()) + " issues";
    if (kind.ends_with("Expression") && kind.starts_with("sdc-questionnaire-answer")) {
      std::vector<std::string> codes;
      for (const form::Option& option : form_.offered_options(link_id))
        codes.push_back(option.code);
      return "offers " + joined(codes);
    }
    return "(see the item)";
  }

  std::string plugin_;
  const form::Form& form_;
  const std::vector<intake::ItemRef>& here_;
};

std::string decided_by(const triage::Finding& finding) {
  std::string words;
  for (const triage::DecisiveAnswer& answer : finding.answers) {
    if (!words.empty()) words += "; ";
    words += answer.link_id;
    if (!answer.codes.empty()) words += " = " + joined(answer.codes);
    if (answer.number) words += " = " + answer.number->to_string();
  }
  if (!finding.reason.empty()) words += (words.empty() ? "" : "; ") + finding.reason;
  return words;
}

/// Raised first, then what is open; what did not fire last.
int place(triage::RuleState state) {
  switch (state) {
    case triage::RuleState::fired:
      return 0;
    case triage::RuleState::unresolved:
    case triage::RuleState::not_evaluated:
      return 1;
    case triage::RuleState::not_fired:
      break;
  }
  return 2;
}

Section flags(const intake::Intake& intake, const std::string& plugin) {
  Section section{"Red flags of " + plugin, {}};
  triage::TriageResult result = intake.triage(plugin);
  std::ranges::stable_sort(result.findings, {},
                           [](const triage::Finding& finding) { return place(finding.state); });
  const auto& rules = intake.bundle(plugin)->rules()->rules();
  for (const triage::Finding& finding : result.findings) {
    const auto rule = std::ranges::find(rules, finding.rule_id, &triage::Rule::id);
    std::string words = decided_by(finding);
    if (words.empty() && rule != rules.end()) words = rule->when;
    const Mark mark = place(finding.state) == 0   ? Mark::raised
                      : place(finding.state) == 1 ? Mark::open
                                                  : Mark::off;
    section.rows.push_back({finding.rule_id,
                            std::string(triage::to_string(finding.tier)) + " " +
                                std::string(triage::to_string(finding.state)),
                            words, mark});
  }
  section.title += ", tier " + std::string(triage::to_string(result.tier));
  return section;
}

void add_list(const std::string& plugin, const char* what, const std::vector<std::string>& paths,
              std::vector<Row>& rows) {
  if (!paths.empty()) rows.push_back({plugin, what, joined(paths), Mark::none});
}

}  // namespace

void Inspector::remember(const intake::Change& change) {
  last_.clear();
  add_list(change.plugin, "values", change.form.values, last_);
  add_list(change.plugin, "shows", change.form.shown, last_);
  add_list(change.plugin, "hides", change.form.hidden, last_);
  add_list(change.plugin, "options", change.form.options, last_);
  add_list(change.plugin, "states", change.form.states, last_);
  std::vector<std::string> raised;
  for (const triage::Finding& finding : change.new_findings) raised.push_back(finding.rule_id);
  add_list(change.plugin, "raises", raised, last_);
}

Inspection Inspector::look(const intake::Intake* intake,
                           const std::vector<intake::ItemRef>& here) const {
  Inspection all;
  if (intake == nullptr || intake->chosen().empty()) {
    all.push_back({"No condition is chosen yet.", {}});
    return all;
  }
  Section last{"Last change", last_};
  if (last_.empty()) last.rows.push_back({"", "", "No answer yet.", Mark::none});
  all.push_back(std::move(last));
  for (const std::string& plugin : intake->chosen()) {
    const Look look(*intake, plugin, here);
    all.push_back(flags(*intake, plugin));
    all.push_back(look.items());
    all.push_back(look.expressions());
  }
  return all;
}

std::string to_text(const Row& row) {
  std::string line = row.mark == Mark::here ? "> " : "  ";
  line += row.name;
  line.resize(std::max<std::size_t>(line.size() + 1, 22), ' ');
  line += row.state;
  line.resize(std::max<std::size_t>(line.size() + 1, 46), ' ');
  return line + row.words + '\n';
}

std::string to_text(const Inspection& inspection) {
  std::string text;
  for (const Section& section : inspection) {
    if (!text.empty()) text += '\n';
    text += section.title + '\n';
    for (const Row& row : section.rows) text += to_text(row);
  }
  return text;
}

}  // namespace anteroom::inspector
