// Small helpers of the form tests: questionnaires and answers from JSON text.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/form/form.h"

namespace anteroom::form::testing {

inline fhir::Json json(const std::string& text) {
  Result<fhir::Json> parsed = fhir::parse_json(text);
  EXPECT_TRUE(parsed.ok()) << (parsed ? "" : parsed.error().to_string()) << "\n" << text;
  return parsed ? std::move(parsed).value() : fhir::Json();
}

/// A Questionnaire around the text of its `item` array.
inline fhir::Json questionnaire(const std::string& items, const std::string& more = "") {
  return json(
      R"({"resourceType":"Questionnaire","url":"http://example.org/q","version":"1","status":"active",)" +
      more + R"("item":[)" + items + "]}");
}

inline std::shared_ptr<const Definition> load(const fhir::Json& questionnaire) {
  auto loaded = Definition::load(questionnaire);
  if (!loaded) {
    ADD_FAILURE() << loaded.error().to_string();
    std::abort();
  }
  return std::move(loaded).value();
}

inline LaunchContext launch_at(const std::string& instant = "2026-11-24T09:00:00Z") {
  LaunchContext launch;
  launch.now = parse_instant(instant).value();
  return launch;
}

inline Form form(const std::string& items, const std::string& more = "",
                 LaunchContext launch = launch_at()) {
  return Form(load(questionnaire(items, more)), std::move(launch));
}

inline AnswerValue code(std::string_view code) {
  return AnswerValue::coding("s", code);
}
inline AnswerValue unknown(UnknownReason reason) {
  return AnswerValue::coding(
      reason == UnknownReason::skipped ? kUnknownReasonSystem : kDataAbsentReasonSystem,
      to_code(reason));
}
inline AnswerValue value(const std::string& text) {
  return {json(text)};
}

/// Answers and says why not when it is refused.
inline ChangeSet must(Result<ChangeSet> changed) {
  EXPECT_TRUE(changed.ok()) << (changed ? "" : changed.error().to_string());
  return changed ? std::move(changed).value() : ChangeSet{};
}

inline std::string refusal(const Result<ChangeSet>& changed) {
  return changed ? "" : changed.error().code;
}

inline std::vector<std::string> codes(const std::vector<Issue>& issues) {
  std::vector<std::string> out;
  for (const Issue& issue : issues) out.push_back(issue.code + " " + issue.path);
  return out;
}

inline std::vector<std::string> codes(const Errors& errors) {
  std::vector<std::string> out;
  for (const Error& error : errors) out.push_back(error.code + " " + error.pointer);
  return out;
}

/// {"url": sdc-questionnaire-<name>, valueExpression}
inline std::string expression(const std::string& name, const std::string& text) {
  return R"({"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-)" + name +
         R"(","valueExpression":{"language":"text/fhirpath","expression":")" + text + R"("}})";
}

inline std::string variable(const std::string& name, const std::string& text) {
  return R"({"url":"http://hl7.org/fhir/StructureDefinition/variable","valueExpression":{"name":")" +
         name + R"(","language":"text/fhirpath","expression":")" + text + R"("}})";
}

/// The options yes / no and the three unknown codes, as our own bundles write them.
inline std::string yes_no_options() {
  const std::string exclusive =
      R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive","valueBoolean":true}],)";
  const auto unknown = [&](std::string_view system, std::string_view code) {
    return "{" + exclusive + R"("valueCoding":{"system":")" + std::string(system) +
           R"(","code":")" + std::string(code) + "\"}}";
  };
  return R"("answerOption":[{"valueCoding":{"system":"s","code":"yes","display":"Yes"}},)"
         R"({"valueCoding":{"system":"s","code":"no","display":"No"}},)" +
         unknown(kDataAbsentReasonSystem, "asked-unknown") + "," +
         unknown(kDataAbsentReasonSystem, "asked-declined") + "," +
         unknown(kUnknownReasonSystem, "skipped") + "]";
}

}  // namespace anteroom::form::testing
