// Limits that a form calculates: they follow the answers; what fails leaves what is written.
#include "tests/core/form/form_testing.h"

namespace anteroom::form {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string calculated(const std::string& text) {
  return R"({"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/cqf-expression",
    "valueExpression":{"language":"text/fhirpath","expression":")" +
         text + R"("}}]})";
}
std::string limit(const std::string& name, const std::string& type, const std::string& text) {
  return R"({"url":"http://hl7.org/fhir/StructureDefinition/)" + name + R"(","_value)" + type +
         R"(":)" + calculated(text) + "}";
}
const std::string kFirst = R"({"linkId":"a","type":"integer"},)";
const std::string kAnswer = "%resource.item.where(linkId='a').answer.value";

TEST(CalculatedLimits, MinAndMaxFollowAnotherAnswer) {
  Form f = form(kFirst + R"({"linkId":"q","type":"integer","extension":[)" +
                limit("minValue", "Integer", kAnswer + " + 1") + "," +
                limit("maxValue", "Integer", kAnswer + " * 2") + "]}");
  must(f.answer("q", {AnswerValue::integer(4)}));
  EXPECT_THAT(f.validate(), IsEmpty()) << "nothing to compare with yet";
  EXPECT_TRUE(f.limits("q").min_value.is_null());
  must(f.answer("a", {AnswerValue::integer(4)}));
  EXPECT_THAT(codes(f.validate()), ElementsAre("AR-F104 q"));
  EXPECT_EQ(f.limits("q").min_value, fhir::Json(5));
  EXPECT_EQ(f.limits("q").max_value, fhir::Json(8));
  must(f.answer("a", {AnswerValue::integer(1)}));
  EXPECT_THAT(codes(f.validate()), ElementsAre("AR-F105 q"));
  must(f.answer("a", {AnswerValue::integer(3)}));
  EXPECT_THAT(f.validate(), IsEmpty());
}

TEST(CalculatedLimits, ADateUntilToday) {
  Form f = form(R"({"linkId":"q","type":"date","extension":[)" +
                limit("maxValue", "Date", "today()") + "]}");
  EXPECT_EQ(f.limits("q").max_value, fhir::Json("2026-11-24"));
  must(f.answer("q", {AnswerValue::date("2026-11-25")}));
  EXPECT_THAT(codes(f.validate()), ElementsAre("AR-F105 q"));
  must(f.answer("q", {AnswerValue::date("2026-11-24")}));
  EXPECT_THAT(f.validate(), IsEmpty());
}

TEST(CalculatedLimits, CountsAndLengths) {
  Form f = form(
      kFirst + R"({"linkId":"q","type":"string","required":true,"repeats":true,"_maxLength":)" +
      calculated(kAnswer) + R"(,"extension":[)" + limit("minLength", "Integer", kAnswer + " - 1") +
      "," + limit("questionnaire-minOccurs", "Integer", kAnswer) + "," +
      limit("questionnaire-maxOccurs", "Integer", kAnswer + " + 1") + "]}");
  must(f.answer("a", {AnswerValue::integer(2)}));
  must(f.answer("q", {AnswerValue::string("abc")}));
  EXPECT_THAT(codes(f.validate()), ElementsAre("AR-F102 q", "AR-F108 q"));
  const Limits now = f.limits("q");
  EXPECT_EQ(now.max_length, 2);
  EXPECT_EQ(now.min_length, 1);
  EXPECT_EQ(now.min_occurs, 2);
  EXPECT_EQ(now.max_occurs, 3);
}

TEST(CalculatedLimits, WhatIsWrittenStandsWhereTheExpressionGivesNothing) {
  Form f = form(kFirst + R"({"linkId":"q","type":"integer","extension":[
    {"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":10,"_valueInteger":)" +
                calculated(kAnswer) + "}]}");
  EXPECT_EQ(f.limits("q").max_value, fhir::Json(10));
  must(f.answer("a", {AnswerValue::integer(3)}));
  EXPECT_EQ(f.limits("q").max_value, fhir::Json(3));
}

TEST(CalculatedLimits, ABoundIsNotRoundedToThePlacesOfTheItem) {
  Form f = form(R"({"linkId":"q","type":"decimal","extension":[
    {"url":"http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces","valueInteger":1},)" +
                limit("maxValue", "Decimal", "1.25") + "]}");
  must(f.answer("q", {value(R"({"valueDecimal":1.3})")}));
  EXPECT_THAT(codes(f.validate()), ElementsAre("AR-F105 q"));
}

TEST(CalculatedLimits, ThatDoNotCompileWarnAndTheFormLoads) {
  const auto problems =
      Definition::check(questionnaire(R"({"linkId":"q","type":"integer","extension":[)" +
                                      limit("maxValue", "Integer", "1 +") + "]}"));
  EXPECT_THAT(problems.errors, IsEmpty());
  EXPECT_THAT(
      codes(problems.warnings),
      ElementsAre(
          "AR-F033 /item/0/extension/0/_valueInteger/extension/0/valueExpression/expression"));
}

}  // namespace
}  // namespace anteroom::form
