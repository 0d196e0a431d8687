// Walks the enabled items and asks every rule; and the OperationOutcome of a whole response: FHIR
// IssueType codes, our path in `diagnostics`, the FHIRPath place in `expression`.
#include <algorithm>
#include <array>
#include <utility>

#include "core/form/definition_state.h"
#include "core/form/live_form.h"
#include "core/form/rules.h"

namespace anteroom::form {

void LiveForm::validate(const Instance& instance, std::vector<Issue>& out) const {
  if (!instance.gate.enabled || instance.is_holder()) return;
  for (const rules::Rule rule : rules::kRules) rule(*this, instance, out);
}

void LiveForm::validate_below(const Instance& instance, std::vector<Issue>& out) const {
  if (!instance.gate.enabled) return;
  validate(instance, out);
  for (const auto& position : instance.children) {
    for (const auto& child : position) validate_below(*child, out);
  }
}

namespace {

fhir::Json outcome_issue(std::string_view severity, std::string_view code,
                         const std::string& our_code, const std::string& text,
                         const std::string& place, const std::string& expression) {
  fhir::Json details = fhir::Json::object();
  fhir::Json coding = fhir::Json::object();
  coding.set("system", std::string(kCanonicalBase) + "/CodeSystem/error").set("code", our_code);
  details.set("coding", fhir::Json::array().push(std::move(coding)));
  details.set("text", text);
  fhir::Json issue = fhir::Json::object();
  issue.set("severity", severity).set("code", code).set("details", std::move(details));
  if (!place.empty()) issue.set("diagnostics", place);
  if (!expression.empty()) issue.set("expression", fhir::Json::array().push(expression));
  return issue;
}

/// Code of http://hl7.org/fhir/issue-type for one of our codes; what is not listed is "value".
std::string_view issue_type(std::string_view our_code) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 15> kTypes = {{
      {"AR-F023", "code-invalid"},
      {"AR-F024", "structure"},
      {"AR-F025", "business-rule"},
      {"AR-F026", "structure"},
      {"AR-F040", "structure"},
      {"AR-F041", "not-found"},
      {"AR-F042", "structure"},
      {"AR-F043", "business-rule"},
      {"AR-F044", "business-rule"},
      {"AR-F021", "structure"},
      {"AR-F101", "required"},
      {"AR-F108", "required"},
      {"AR-F109", "business-rule"},
      {"AR-F114", "invariant"},
      {"AR-F115", "processing"},
  }};
  const auto found = std::find_if(kTypes.begin(), kTypes.end(),
                                  [&](const auto& entry) { return entry.first == our_code; });
  return found == kTypes.end() ? std::string_view("value") : found->second;
}

/// "/item/0/answer/1" as "QuestionnaireResponse.item[0].answer[1]".
std::string fhirpath_of_pointer(std::string_view pointer) {
  std::string out = "QuestionnaireResponse";
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view part = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(part.size());
    const bool index = !part.empty() && std::all_of(part.begin(), part.end(),
                                                    [](char c) { return c >= '0' && c <= '9'; });
    out += index ? "[" + std::string(part) + "]" : "." + std::string(part);
  }
  return out;
}

/// A linkId as a FHIRPath string literal.
std::string quoted(std::string_view link_id) {
  std::string out = "'";
  for (const char c : link_id) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

/// The place of an instance by its linkIds: the response may leave items out, so a position counts
/// only among items of one linkId.
std::string fhirpath_of(const Instance& instance) {
  if (instance.parent == nullptr) return "QuestionnaireResponse";
  const Instance& above = *instance.parent;
  std::string out = fhirpath_of(above);
  if (instance.is_holder()) return out + ".answer[" + std::to_string(instance.index) + "]";
  // Items below a question hang at its answers.
  if (above.item->is_question() && !above.is_holder()) out += ".answer";
  out += ".item.where(linkId=" + quoted(instance.item->definition.link_id) + ")";
  if (instance.item->repeating_group()) out += "[" + std::to_string(instance.index) + "]";
  return out;
}

/// Answers that stand in the response although the item is not enabled.
void not_enabled(const LiveForm& form, const Instance& instance, fhir::Json& issues) {
  const bool answered = instance.has_own_content() && !instance.is_holder();
  if (!instance.gate.enabled && answered && !instance.item->calculated) {
    issues.push(outcome_issue("error", issue_type("AR-F043"), "AR-F043",
                              "The question is answered but not enabled.", form.path_of(instance),
                              fhirpath_of(instance)));
  }
  for (const auto& position : instance.children) {
    for (const auto& child : position) not_enabled(form, *child, issues);
  }
}

}  // namespace

fhir::Json outcome_of(LiveForm& form, const fhir::Json& response) {
  fhir::Json issues = fhir::Json::array();
  for (const Error& error : form.load(response)) {
    issues.push(outcome_issue("error", issue_type(error.code), error.code, error.message,
                              error.pointer, fhirpath_of_pointer(error.pointer)));
  }
  not_enabled(form, form.root(), issues);
  std::vector<Issue> found;
  form.validate_below(form.root(), found);
  for (const Issue& issue : found) {
    const Instance* place = issue.path.empty() ? &form.root() : form.find(issue.path);
    issues.push(outcome_issue(issue.severity == Severity::warning ? "warning" : "error",
                              issue_type(issue.code), issue.code, issue.message, issue.path,
                              place == nullptr ? std::string() : fhirpath_of(*place)));
  }
  if (issues.as_array().empty()) {
    fhir::Json fine = fhir::Json::object();
    fine.set("severity", "information").set("code", "informational");
    fine.set("details", fhir::Json::object().set("text", "No issues."));
    issues.push(std::move(fine));
  }
  fhir::Json outcome = fhir::Json::object();
  outcome.set("resourceType", "OperationOutcome").set("issue", std::move(issues));
  return outcome;
}

}  // namespace anteroom::form
