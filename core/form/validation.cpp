// Walks the enabled items and asks every rule; and the OperationOutcome of a whole response.
#include "core/form/definition_state.h"
#include "core/form/live_form.h"
#include "core/form/rules.h"

namespace anteroom::form {

void LiveForm::validate(const Instance& instance, std::vector<Issue>& out) const {
  if (!instance.gate.enabled) return;
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
                         const std::string& place) {
  fhir::Json details = fhir::Json::object();
  fhir::Json coding = fhir::Json::object();
  coding.set("system", std::string(kCanonicalBase) + "/CodeSystem/error").set("code", our_code);
  details.set("coding", fhir::Json::array().push(std::move(coding)));
  details.set("text", text);
  fhir::Json issue = fhir::Json::object();
  issue.set("severity", severity).set("code", code).set("details", std::move(details));
  if (!place.empty()) issue.set("diagnostics", place);
  return issue;
}

/// Answers that stand in the response although the item is not enabled.
void not_enabled(const LiveForm& form, const Instance& instance, fhir::Json& issues) {
  if (!instance.gate.enabled && instance.has_own_content() && !instance.item->calculated) {
    issues.push(outcome_issue("error", "business-rule", "AR-F043",
                              "The question is answered but not enabled.", form.path_of(instance)));
  }
  for (const auto& position : instance.children) {
    for (const auto& child : position) not_enabled(form, *child, issues);
  }
}

}  // namespace

fhir::Json outcome_of(LiveForm& form, const fhir::Json& response) {
  fhir::Json issues = fhir::Json::array();
  for (const Error& error : form.load(response)) {
    issues.push(outcome_issue("error", error.code == "AR-F041" ? "not-found" : "structure",
                              error.code, error.message, error.pointer));
  }
  not_enabled(form, form.root(), issues);
  std::vector<Issue> found;
  form.validate_below(form.root(), found);
  for (const Issue& issue : found) {
    issues.push(outcome_issue(issue.severity == Severity::warning ? "warning" : "error",
                              issue.code == "AR-F101" ? "required" : "value", issue.code,
                              issue.message, issue.path));
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
