// Expressions on the live form: calculated values, variables, initial values, toggles, launch
// context.
#include "tests/core/form/form_testing.h"

namespace anteroom::form {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string calculated(const std::string& id, const std::string& type, const std::string& text,
                       const std::string& more = "") {
  return R"({"linkId":")" + id + R"(","type":")" + type + R"(","extension":[)" + more +
         expression("calculatedExpression", text) + "]}";
}
std::string answer_of(const std::string& id) {
  return "%resource.item.where(linkId='" + id + "').answer.value";
}

TEST(Calculation, ChainsInTopologicalOrder) {
  Form f = form(calculated("c", "integer", answer_of("b") + " * 2") + "," +
                calculated("b", "integer", answer_of("a") + " + 1") +
                R"(,{"linkId":"a","type":"integer"})");
  const ChangeSet change = must(f.answer("a", {AnswerValue::integer(4)}));
  EXPECT_THAT(change.values, ElementsAre("c", "b", "a"));
  EXPECT_EQ(f.answers("c"), std::vector{AnswerValue::integer(10)});
  must(f.answer("a", {}));
  EXPECT_TRUE(f.answers("c").empty()) << "of nothing comes nothing";
}

TEST(Calculation, CalculatedItemsAreReadOnly) {
  Form f = form(calculated("c", "integer", "1 + 1"));
  EXPECT_EQ(f.answers("c"), std::vector{AnswerValue::integer(2)});
  EXPECT_EQ(refusal(f.answer("c", {AnswerValue::integer(3)})), "AR-F022");
}

TEST(Calculation, HiddenScoresLeaveTheSum) {
  Form f = form(R"({"linkId":"a","type":"boolean"},
    {"linkId":"n.x","type":"decimal","enableWhen":[{"question":"a","operator":"=","answerBoolean":true}]},
    {"linkId":"n.y","type":"decimal"},)" +
                calculated("sum", "decimal",
                           "%resource.item.where(linkId.startsWith('n.')).answer.value.sum()"));
  must(f.answer("a", {AnswerValue::boolean(true)}));
  must(f.answer("n.x", {value(R"({"valueDecimal":0.1})")}));
  must(f.answer("n.y", {value(R"({"valueDecimal":0.2})")}));
  EXPECT_EQ(f.answers("sum"), std::vector{value(R"({"valueDecimal":0.3})")}) << "exact decimals";
  must(f.answer("a", {AnswerValue::boolean(false)}));
  EXPECT_EQ(f.answers("sum"), std::vector{value(R"({"valueDecimal":0.2})")});
}

TEST(Calculation, MeanOnlyWithAllThreeTwoDecimalsHalfUp) {
  const std::string places =
      R"({"url":"http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces","valueInteger":2},)";
  Form f = form(
      R"({"linkId":"a","type":"integer"},{"linkId":"b","type":"integer"},{"linkId":"c","type":"integer"},)" +
      calculated("mean", "decimal",
                 "(" + answer_of("a") + " + " + answer_of("b") + " + " + answer_of("c") + ") / 3",
                 places));
  must(f.answer("a", {AnswerValue::integer(5)}));
  must(f.answer("b", {AnswerValue::integer(6)}));
  EXPECT_TRUE(f.answers("mean").empty());
  must(f.answer("c", {AnswerValue::integer(6)}));
  EXPECT_EQ(f.answers("mean"), std::vector{value(R"({"valueDecimal":5.67})")});
}

TEST(Calculation, VariablesOfRootGroupAndItem) {
  Form f = form(R"({"linkId":"g","type":"group","extension":[)" + variable("twice", "%base * 2") +
                    R"(],"item":[)" +
                    calculated("c", "integer", "%twice + %own", variable("own", "1") + ",") +
                    R"(]},{"linkId":"a","type":"integer"})",
                R"("extension":[)" + variable("base", answer_of("a")) + "],");
  must(f.answer("a", {AnswerValue::integer(4)}));
  EXPECT_EQ(f.answers("c"), std::vector{AnswerValue::integer(9)});
}

TEST(Calculation, VariableNamesMayHoldADash) {
  Form f = form(R"({"linkId":"a","type":"boolean"},{"linkId":"d","type":"string","extension":[)" +
                    expression("enableWhenExpression", "%has-fever") + "]}",
                R"("extension":[)" + variable("has-fever", answer_of("a")) + "],");
  must(f.answer("a", {AnswerValue::boolean(true)}));
  EXPECT_TRUE(f.enablement("d").enabled);
}

TEST(Calculation, AgeFromTheBirthDate) {
  const std::string age =
      "iif(%patient.birthDate.toString().length() = 10, today().toString().substring(0, "
      "4).toInteger() - "
      "%patient.birthDate.toString().substring(0, 4).toInteger() - "
      "iif(today().toString().substring(5, 5) < "
      "%patient.birthDate.toString().substring(5, 5), 1, 0), {})";
  const auto years = [&](const std::string& patient) {
    LaunchContext launch = launch_at("2026-11-24T09:00:00Z");
    if (!patient.empty()) launch.patient = json(patient);
    Form f = form(R"({"linkId":"age","type":"integer","extension":[)" +
                      expression("initialExpression", age) + "]}",
                  "", launch);
    EXPECT_EQ(f.prefilled("age"), !f.answers("age").empty());
    return f.states("age")[0].number;
  };
  EXPECT_EQ(years(R"({"resourceType":"Patient","birthDate":"1980-11-24"})"), fhir::Decimal(46));
  EXPECT_EQ(years(R"({"resourceType":"Patient","birthDate":"1980-11-25"})"), fhir::Decimal(45));
  EXPECT_EQ(years(R"({"resourceType":"Patient","birthDate":"1980"})"), std::nullopt);
  EXPECT_EQ(years(""), std::nullopt);
}

TEST(Calculation, TodayFollowsTheOffsetOfTheClinic) {
  LaunchContext launch = launch_at("2026-11-24T23:30:00Z");
  launch.utc_offset_minutes = 60;
  Form f = form(calculated("d", "date", "today()"), "", launch);
  EXPECT_EQ(f.answers("d"), std::vector{AnswerValue::date("2026-11-25")});
}

TEST(Calculation, TouchingAPrefilledItemEndsThat) {
  Form f = form(R"({"linkId":"a","type":"integer","extension":[)" +
                expression("initialExpression", "3 + 4") + "]}");
  EXPECT_TRUE(f.prefilled("a"));
  must(f.answer("a", {AnswerValue::integer(8)}));
  EXPECT_FALSE(f.prefilled("a"));
}

TEST(Calculation, TogglesOfferTheAnswersOfAnotherItem) {
  const auto toggle = [](const std::string& code) {
    return R"({"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-answerOptionsToggleExpression","extension":[
      {"url":"option","valueCoding":{"system":"s","code":")" +
           code + R"("}},
      {"url":"expression","valueExpression":{"language":"text/fhirpath","expression":"%resource.item.where(linkId='a').answer.value.where(code=')" +
           code + R"~(').exists()"}}]})~";
  };
  const std::string options =
      R"("answerOption":[{"valueCoding":{"system":"s","code":"x"}},{"valueCoding":{"system":"s","code":"y"}}])";
  Form f = form(R"({"linkId":"a","type":"choice","repeats":true,)" + options + R"(},
    {"linkId":"main","type":"choice","extension":[)" +
                toggle("x") + "," + toggle("y") + "]," + options + "}");
  EXPECT_TRUE(f.offered_options("main").empty());
  const ChangeSet change = must(f.answer("a", {code("y")}));
  EXPECT_THAT(change.options, ElementsAre("main"));
  ASSERT_EQ(f.offered_options("main").size(), 1U);
  EXPECT_EQ(f.offered_options("main")[0].code, "y");
  EXPECT_EQ(refusal(f.answer("main", {code("x")})), "AR-F023");
  must(f.answer("main", {code("y")}));
  must(f.answer("a", {code("x")}));
  EXPECT_THAT(codes(f.validate("main")), ElementsAre("AR-F023 main"))
      << "chosen, and offered no more";
}

TEST(Calculation, ChoiceFromACodingAndFromACode) {
  const std::string options =
      R"("answerOption":[{"valueCoding":{"system":"s","code":"low"}},{"valueCoding":{"system":"s","code":"high"}}])";
  Form f = form(
      R"({"linkId":"a","type":"integer"},{"linkId":"r","type":"choice",)" + options +
      R"(,"extension":[)" +
      expression("calculatedExpression", "iif(" + answer_of("a") + " > 5, 'high', 'low')") + "]}");
  must(f.answer("a", {AnswerValue::integer(9)}));
  EXPECT_EQ(f.answers("r"), std::vector{code("high")});
}

TEST(Calculation, SeveralResultsForOneAnswerAreNone) {
  Form f = form(calculated("c", "integer", "1 | 2"));
  EXPECT_THAT(f.answers("c"), IsEmpty());
}

TEST(Calculation, ContextIsTheOwnItem) {
  Form f = form(
      R"({"linkId":"g","type":"group","repeats":true,"item":[{"linkId":"n","type":"integer"}]},)" +
      calculated("c", "string", "%context.linkId"));
  EXPECT_EQ(f.answers("c"), std::vector{AnswerValue::string("c")});
}

}  // namespace
}  // namespace anteroom::form
