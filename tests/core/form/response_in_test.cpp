// A response written by one form and read by another; what does not fit; the OperationOutcome.
#include "tests/core/form/form_testing.h"

namespace anteroom::form {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

const std::string kItems =
    R"({"linkId":"g","type":"group","repeats":true,"item":[{"linkId":"q","type":"integer"}]},
  {"linkId":"c","type":"choice","item":[{"linkId":"below","type":"string"}],)" +
    yes_no_options() + R"(},
  {"linkId":"t","type":"text"},{"linkId":"k","type":"date"})";

TEST(Response, RoundTrip) {
  const auto definition = load(questionnaire(kItems));
  Form f(definition, launch_at());
  must(f.add_instance("g"));
  must(f.answer("g[0].q", {AnswerValue::integer(1)}));
  must(f.answer("g[1].q", {AnswerValue::integer(2)}));
  must(f.answer("c", {code("yes")}));
  must(f.answer("below", {AnswerValue::string("x")}));
  must(f.answer_unknown("t", UnknownReason::skipped));
  must(f.answer_unknown("k", UnknownReason::asked_unknown));
  const fhir::Json response = f.response("completed");
  EXPECT_EQ(response.string_or_empty("questionnaire"), "http://example.org/q|1");
  EXPECT_EQ(response.string_or_empty("authored"), "2026-11-24T09:00:00Z");
  EXPECT_EQ(response.string_or_empty("status"), "completed");
  Form again(definition, launch_at());
  EXPECT_THAT(codes(again.load_response(response)), IsEmpty());
  EXPECT_EQ(again.response("completed"), response);
  EXPECT_EQ(again.unknown_reason("t"), UnknownReason::skipped);
}

TEST(Response, ChildrenOfAQuestionHangBelowItsAnswer) {
  Form f = form(kItems);
  must(f.answer("c", {code("yes")}));
  must(f.answer("below", {AnswerValue::string("x")}));
  EXPECT_EQ(f.response().array_or_empty("item")[0], json(R"({"linkId":"c","answer":[{"valueCoding":
    {"system":"s","code":"yes","display":"Yes"},"item":[{"linkId":"below","answer":[{"valueString":"x"}]}]}]})"));
  must(f.answer("c", {}));
  EXPECT_EQ(
      f.response().array_or_empty("item")[0],
      json(
          R"({"linkId":"c","answer":[{"item":[{"linkId":"below","answer":[{"valueString":"x"}]}]}]})"))
      << "nothing is lost";
}

TEST(Response, WhatDoesNotFitIsListedAndTheRestTaken) {
  Form f = form(kItems);
  EXPECT_THAT(codes(f.load_response(json(R"({"resourceType":"QuestionnaireResponse","item":[
    {"linkId":"nobody"},{"linkId":"q","answer":[{"valueInteger":1}]},{"linkId":"t","answer":[{"valueInteger":1}]},
    {"linkId":"k","answer":[{"valueDate":"2026-01-01"}]},{"linkId":"k"}]})"))),
              ElementsAre("AR-F041 /item/0/linkId", "AR-F042 /item/1", "AR-F021 /item/2/answer/0",
                          "AR-F042 /item/4"));
  EXPECT_EQ(f.answers("k"), std::vector{AnswerValue::date("2026-01-01")});
}

TEST(Response, InitialValuesThatAreNotInItWereCleared) {
  Form f =
      form(R"({"linkId":"a","type":"integer","required":true,"initial":[{"valueInteger":3}]})");
  f.load_response(json(R"({"resourceType":"QuestionnaireResponse"})"));
  EXPECT_TRUE(f.answers("a").empty());
  EXPECT_THAT(codes(f.validate()), ElementsAre("AR-F101 a"));
}

TEST(Response, UnknownReasonsOfOthersAreStillUnknown) {
  Form f = form(kItems);
  f.load_response(
      json(R"({"resourceType":"QuestionnaireResponse","item":[{"linkId":"t","extension":[
    {"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"masked"}]}]})"));
  EXPECT_EQ(f.states("t")[0].kind, ItemState::Kind::unknown);
  EXPECT_EQ(f.unknown_reason("t"), UnknownReason::asked_unknown);
}

std::vector<std::string> outcome(const std::string& items, const std::string& answers) {
  const fhir::Json result = validate_response(
      load(questionnaire(items)),
      json(R"({"resourceType":"QuestionnaireResponse","status":"completed","item":[)" + answers +
           "]}"));
  std::vector<std::string> out;
  for (const fhir::Json& issue : result.array_or_empty("issue")) {
    const fhir::Json* details = issue.find("details");
    const auto& coding = details->array_or_empty("coding");
    out.push_back(std::string(issue.string_or_empty("severity")) + " " +
                  (coding.empty() ? "" : std::string(coding[0].string_or_empty("code"))) + " " +
                  std::string(issue.string_or_empty("diagnostics")));
  }
  return out;
}

TEST(Outcome, FineAndNotFine) {
  const std::string items =
      R"({"linkId":"a","type":"boolean","required":true},{"linkId":"d","type":"string",
    "enableWhen":[{"question":"a","operator":"=","answerBoolean":true}]},{"linkId":"c","type":"choice",)" +
      yes_no_options() + "}";
  EXPECT_THAT(outcome(items, R"({"linkId":"a","answer":[{"valueBoolean":true}]})"),
              ElementsAre("information  "));
  EXPECT_THAT(outcome(items, R"({"linkId":"d","answer":[{"valueString":"x"}]},
    {"linkId":"c","answer":[{"valueCoding":{"system":"s","code":"never"}}]})"),
              ElementsAre("error AR-F043 d", "error AR-F101 a", "error AR-F023 c"));
}

/// "<IssueType> <FHIRPath place>" of each issue.
std::vector<std::string> places(const std::string& items, const std::string& answers) {
  const fhir::Json result = validate_response(
      load(questionnaire(items)),
      json(R"({"resourceType":"QuestionnaireResponse","status":"completed","item":[)" + answers +
           "]}"));
  std::vector<std::string> out;
  for (const fhir::Json& issue : result.array_or_empty("issue")) {
    const auto& expression = issue.array_or_empty("expression");
    out.push_back(std::string(issue.string_or_empty("code")) + " " +
                  (expression.empty() ? "" : expression[0].as_string()));
  }
  return out;
}

TEST(Outcome, IssueTypesAndPlacesInFhirPath) {
  const std::string items =
      R"({"linkId":"it's","type":"string","maxLength":2},{"linkId":"g","type":"group","repeats":true,
    "item":[{"linkId":"q","type":"boolean","required":true,
      "item":[{"linkId":"n","type":"choice","answerOption":[{"valueString":"a"}]}]}]})";
  EXPECT_THAT(places(items, R"({"linkId":"it's","answer":[{"valueString":"long"}]},
    {"linkId":"g","item":[{"linkId":"q","answer":[{"valueBoolean":true,
      "item":[{"linkId":"n","answer":[{"valueString":"b"}]}]}]}]},
    {"linkId":"g"},{"linkId":"x"})"),
              UnorderedElementsAre("not-found QuestionnaireResponse.item[3].linkId",
                                   "value QuestionnaireResponse.item.where(linkId='it\\'s')",
                                   "code-invalid QuestionnaireResponse.item.where(linkId='g')[0]"
                                   ".item.where(linkId='q').answer.item.where(linkId='n')",
                                   "required QuestionnaireResponse.item.where(linkId='g')[1]"
                                   ".item.where(linkId='q')"));
}

}  // namespace
}  // namespace anteroom::form
