// One tiny form for each validation rule.
#include "tests/core/form/form_testing.h"

namespace anteroom::form {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string extended(const std::string& type, const std::string& url, const std::string& value,
                     const std::string& more = "") {
  return R"({"linkId":"q","type":")" + type + "\"" + more +
         R"(,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/)" + url + "\"," + value +
         "}]}";
}

std::vector<std::string> issues_of(const std::string& items,
                                   const std::vector<std::string>& answers) {
  Form f = form(items);
  std::vector<AnswerValue> values;
  for (const std::string& text : answers) values.push_back(value(text));
  must(f.answer("q", values));
  return codes(f.validate());
}

TEST(Rules, Required) {
  Form f = form(R"({"linkId":"a","type":"boolean"},{"linkId":"q","type":"integer","required":true,
    "enableWhen":[{"question":"a","operator":"=","answerBoolean":true}]},{"linkId":"g","type":"group","required":true,
    "item":[{"linkId":"x","type":"string"}]})");
  EXPECT_THAT(codes(f.validate()), ElementsAre("AR-F101 g")) << "q is not enabled";
  must(f.answer("a", {AnswerValue::boolean(true)}));
  must(f.answer("x", {AnswerValue::string("y")}));
  EXPECT_THAT(codes(f.validate()), ElementsAre("AR-F101 q"));
  must(f.answer_unknown("q", UnknownReason::asked_declined));
  EXPECT_THAT(f.validate(), IsEmpty()) << "a declined question was asked";
}

TEST(Rules, WhatIsNeverDrawnIsNotRequired) {
  const std::string hidden =
      R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-hidden","valueBoolean":true}])";
  Form f = form(R"({"linkId":"h","type":"integer","required":true,)" + hidden +
                R"(},{"linkId":"g","type":"group",)" + hidden +
                R"(,"item":[{"linkId":"x","type":"string","required":true}]},
    {"linkId":"shown","type":"string","required":true})");
  EXPECT_THAT(codes(f.validate()), ElementsAre("AR-F101 shown"));
}

TEST(Rules, LengthsCountCharacters) {
  EXPECT_THAT(
      issues_of(R"({"linkId":"q","type":"string","maxLength":3})", {R"({"valueString":"äöü"})"}),
      IsEmpty());
  EXPECT_THAT(
      issues_of(R"({"linkId":"q","type":"string","maxLength":3})", {R"({"valueString":"abcd"})"}),
      ElementsAre("AR-F102 q"));
  EXPECT_THAT(
      issues_of(extended("string", "minLength", R"("valueInteger":2)"), {R"({"valueString":"a"})"}),
      ElementsAre("AR-F103 q"));
}

TEST(Rules, MinAndMaxValue) {
  const auto min = [](const std::string& type, const std::string& bound) {
    return extended(type, "minValue", bound);
  };
  EXPECT_THAT(issues_of(min("integer", R"("valueInteger":3)"), {R"({"valueInteger":3})"}),
              IsEmpty());
  EXPECT_THAT(issues_of(min("integer", R"("valueInteger":3)"), {R"({"valueInteger":2})"}),
              ElementsAre("AR-F104 q"));
  EXPECT_THAT(issues_of(min("decimal", R"("valueDecimal":0.5)"), {R"({"valueDecimal":0.4})"}),
              ElementsAre("AR-F104 q"));
  EXPECT_THAT(
      issues_of(min("date", R"("valueDate":"2026-01-01")"), {R"({"valueDate":"2025-12-31"})"}),
      ElementsAre("AR-F104 q"));
  EXPECT_THAT(issues_of(extended("time", "maxValue", R"("valueTime":"12:00:00")"),
                        {R"({"valueTime":"12:00:01"})"}),
              ElementsAre("AR-F105 q"));
  EXPECT_THAT(issues_of(extended("integer", "maxValue", R"("valueInteger":10)"),
                        {R"({"valueInteger":11})"}),
              ElementsAre("AR-F105 q"));
}

TEST(Rules, DecimalPlacesRegexAndOccurrences) {
  EXPECT_THAT(issues_of(extended("decimal", "maxDecimalPlaces", R"("valueInteger":1)"),
                        {R"({"valueDecimal":1.25})"}),
              ElementsAre("AR-F106 q"));
  EXPECT_THAT(issues_of(extended("string", "regex", R"("valueString":"[0-9]{5}")"),
                        {R"({"valueString":"1234"})"}),
              ElementsAre("AR-F107 q"));
  EXPECT_THAT(issues_of(extended("string", "regex", R"("valueString":"[0-9]{5}")"),
                        {R"({"valueString":"12345"})"}),
              IsEmpty());
  const std::string repeats = R"(,"repeats":true,"required":true)";
  EXPECT_THAT(
      issues_of(extended("string", "questionnaire-minOccurs", R"("valueInteger":2)", repeats),
                {R"({"valueString":"a"})"}),
      ElementsAre("AR-F108 q"));
  EXPECT_THAT(
      issues_of(extended("string", "questionnaire-maxOccurs", R"("valueInteger":1)", repeats),
                {R"({"valueString":"a"})", R"({"valueString":"b"})"}),
      ElementsAre("AR-F109 q"));
}

TEST(Rules, OccurrencesOfAGroup) {
  Form f = form(R"({"linkId":"g","type":"group","repeats":true,"extension":[
    {"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-maxOccurs","valueInteger":1}],"item":[{"linkId":"q","type":"integer"}]})");
  must(f.add_instance("g"));
  must(f.answer("g[0].q", {AnswerValue::integer(1)}));
  EXPECT_THAT(f.validate(), IsEmpty());
  must(f.answer("g[1].q", {AnswerValue::integer(1)}));
  EXPECT_THAT(codes(f.validate()), ElementsAre("AR-F109 g[0]"));
}

TEST(Rules, Attachments) {
  EXPECT_THAT(issues_of(extended("attachment", "mimeType", R"("valueCode":"image/png")"),
                        {R"({"valueAttachment":{"contentType":"text/html"}})"}),
              ElementsAre("AR-F112 q"));
  EXPECT_THAT(issues_of(extended("attachment", "maxSize", R"("valueDecimal":1)"),
                        {R"({"valueAttachment":{"size":1000001}})"}),
              ElementsAre("AR-F113 q"));
}

std::string constraint(const std::string& severity, const std::string& text) {
  return R"({"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-constraint","extension":[
    {"url":"key","valueId":"c-1"},{"url":"severity","valueCode":")" +
         severity + R"("},
    {"url":"expression","valueString":")" +
         text + R"("},{"url":"human","valueString":"Worst is less than now."}]})";
}

TEST(Rules, ConstraintWithSeverityAndEmptyIsNoBreach) {
  const std::string text =
      "%resource.item.where(linkId='q').answer.value >= "
      "%resource.item.where(linkId='n').answer.value";
  Form f = form(R"({"linkId":"n","type":"integer"},{"linkId":"q","type":"integer","extension":[)" +
                constraint("warning", text) + "]}");
  must(f.answer("q", {AnswerValue::integer(3)}));
  EXPECT_THAT(f.validate(), IsEmpty()) << "n is not answered yet";
  must(f.answer("n", {AnswerValue::integer(5)}));
  const auto issues = f.validate();
  ASSERT_THAT(codes(issues), ElementsAre("AR-F114 q"));
  EXPECT_EQ(issues[0].severity, Severity::warning);
  EXPECT_EQ(issues[0].message, "Worst is less than now.");
}

TEST(Rules, TargetConstraintOnTheRoot) {
  const std::string more =
      R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/targetConstraint","extension":[
    {"url":"key","valueId":"c"},{"url":"severity","valueCode":"error"},{"url":"human","valueString":"Too much."},
    {"url":"expression","valueExpression":{"language":"text/fhirpath","expression":"%resource.item.answer.value.sum() < 10"}}]}],)";
  Form f = form(R"({"linkId":"a","type":"integer"},{"linkId":"b","type":"integer"})", more);
  must(f.answer("a", {AnswerValue::integer(5)}));
  EXPECT_THAT(f.validate(), IsEmpty());
  must(f.answer("b", {AnswerValue::integer(5)}));
  EXPECT_THAT(codes(f.validate()), ElementsAre("AR-F114 "));
}

TEST(Rules, MessagesNeverHoldTheAnswer) {
  Form f = form(R"({"linkId":"q","type":"string","maxLength":3})");
  must(f.answer("q", {AnswerValue::string("secret words")}));
  EXPECT_THAT(f.validate()[0].message, ::testing::Not(::testing::HasSubstr("secret")));
}

}  // namespace
}  // namespace anteroom::form
