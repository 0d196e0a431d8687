// Items below a repeating question: instances for each answer, their paths, gates, expressions, the
// response both ways; and that an unknown answer stays unknown in them.
#include "tests/core/form/form_testing.h"

#include <rapidcheck/gtest.h>

#include <random>

namespace anteroom::form {
namespace {

using namespace testing;
using fhirpath::Truth;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = ItemState::Kind;

const std::string kMedicines =
    R"({"linkId":"drug","type":"string","repeats":true,"item":[
      {"linkId":"dose","type":"integer"},
      {"linkId":"why","type":"string","enableWhen":[{"question":"dose","operator":">","answerInteger":5}]},
      {"linkId":"taken","type":"group","repeats":true,"item":[{"linkId":"hour","type":"integer"}]}]})";

AnswerValue text(std::string_view value) {
  return AnswerValue::string(value);
}

Form two_medicines() {
  Form f = form(kMedicines);
  must(f.answer("drug", {text("a"), text("b")}));
  must(f.answer("drug[0].dose", {AnswerValue::integer(1)}));
  must(f.answer("drug[1].dose", {AnswerValue::integer(9)}));
  return f;
}

TEST(NestedAnswers, EachAnswerHasInstancesOfItsOwn) {
  Form f = two_medicines();
  EXPECT_THAT(f.enabled_paths(), ElementsAre("drug", "drug[0].dose", "drug[0].taken[0]",
                                             "drug[0].taken[0].hour", "drug[1].dose", "drug[1].why",
                                             "drug[1].taken[0]", "drug[1].taken[0].hour"));
  EXPECT_EQ(f.answers("drug[1].dose"), std::vector{AnswerValue::integer(9)});
  EXPECT_EQ(f.answers("dose"), std::vector{AnswerValue::integer(1)}) << "no index: the first";
  EXPECT_EQ(refusal(f.answer("drug[2].dose", {AnswerValue::integer(1)})), "AR-F020");
  EXPECT_EQ(refusal(f.answer("drug[1]", {text("c")})), "AR-F020") << "a question is answered whole";
  EXPECT_EQ(link_id_of("drug[1].dose"), "dose");
  EXPECT_EQ(f.states("dose").size(), 2U);
}

TEST(NestedAnswers, HangBelowTheirAnswerInTheResponse) {
  Form f = two_medicines();
  must(f.add_instance("drug[1].taken"));
  must(f.answer("drug[1].taken[0].hour", {AnswerValue::integer(7)}));
  must(f.answer("drug[1].taken[1].hour", {AnswerValue::integer(19)}));
  const fhir::Json response = f.response();
  EXPECT_EQ(response.array_or_empty("item")[0], json(R"({"linkId":"drug","answer":[
    {"valueString":"a","item":[{"linkId":"dose","answer":[{"valueInteger":1}]}]},
    {"valueString":"b","item":[{"linkId":"dose","answer":[{"valueInteger":9}]},
      {"linkId":"taken","item":[{"linkId":"hour","answer":[{"valueInteger":7}]}]},
      {"linkId":"taken","item":[{"linkId":"hour","answer":[{"valueInteger":19}]}]}]}]})"));
  Form again(f.shared_definition(), launch_at());
  EXPECT_THAT(codes(again.load_response(response)), IsEmpty());
  EXPECT_EQ(again.response(), response);
  EXPECT_EQ(again.enabled_paths(), f.enabled_paths());
}

TEST(NestedAnswers, AnEditKeepsWhatHangsBelowTheAnswersThatStay) {
  Form f = two_medicines();
  must(f.answer("drug", {text("b"), text("c")}));
  EXPECT_EQ(f.answers("drug[0].dose"), std::vector{AnswerValue::integer(9)})
      << "b moved to the front";
  EXPECT_TRUE(f.enablement("drug[0].why").enabled);
  EXPECT_THAT(f.answers("drug[1].dose"), IsEmpty()) << "the dose of a is not the dose of c";
  must(f.answer("drug", {}));
  EXPECT_THAT(f.enabled_paths(),
              ElementsAre("drug", "drug[0].dose", "drug[0].taken[0]", "drug[0].taken[0].hour"));
  EXPECT_EQ(f.response().find("item"), nullptr);
}

TEST(NestedAnswers, EqualAnswersKeepTheirOrder) {
  Form f = form(kMedicines);
  must(f.answer("drug", {text("a"), text("a")}));
  must(f.answer("drug[0].dose", {AnswerValue::integer(1)}));
  must(f.answer("drug[1].dose", {AnswerValue::integer(2)}));
  must(f.answer("drug", {text("a"), text("a"), text("b")}));
  EXPECT_EQ(f.answers("drug[0].dose"), std::vector{AnswerValue::integer(1)});
  EXPECT_EQ(f.answers("drug[1].dose"), std::vector{AnswerValue::integer(2)});
  Form again(f.shared_definition(), launch_at());
  EXPECT_THAT(codes(again.load_response(f.response())), IsEmpty());
  EXPECT_EQ(again.response(), f.response());
}

TEST(NestedAnswers, WhatCameBeforeAnyAnswerGoesToTheFirst) {
  Form f = form(kMedicines);
  must(f.answer("dose", {AnswerValue::integer(3)}));
  EXPECT_EQ(
      f.response().array_or_empty("item")[0],
      json(
          R"({"linkId":"drug","answer":[{"item":[{"linkId":"dose","answer":[{"valueInteger":3}]}]}]})"));
  Form again(f.shared_definition(), launch_at());
  EXPECT_THAT(codes(again.load_response(f.response())), IsEmpty());
  EXPECT_EQ(again.response(), f.response());
  must(f.answer("drug", {text("a"), text("b")}));
  EXPECT_EQ(f.answers("drug[0].dose"), std::vector{AnswerValue::integer(3)});
  EXPECT_THAT(f.answers("drug[1].dose"), IsEmpty());
}

TEST(NestedAnswers, AResponseItemBelowAnAnswerThatIsNotThereIsListed) {
  Form f = form(kMedicines);
  EXPECT_THAT(codes(f.load_response(json(R"({"resourceType":"QuestionnaireResponse","item":[
    {"linkId":"drug","answer":[{"valueInteger":1,"item":[{"linkId":"dose","answer":[{"valueInteger":1}]}]},
      {"valueString":"b","item":[{"linkId":"dose","answer":[{"valueInteger":2}]}]}]}]})"))),
              ElementsAre("AR-F021 /item/0/answer/0", "AR-F042 /item/0/answer/0/item"));
  EXPECT_EQ(f.answers("drug[0].dose"), std::vector{AnswerValue::integer(2)}) << "b's";
}

const std::string kSymptoms =
    R"({"linkId":"s","type":"choice","repeats":true,"answerOption":[
      {"valueCoding":{"system":"s","code":"fever"}},{"valueCoding":{"system":"s","code":"cough"}},
      {"valueCoding":{"system":")" +
    std::string(kDataAbsentReasonSystem) + R"(","code":"asked-unknown"}}],"item":[
      {"linkId":"since","type":"date","enableWhen":[{"question":"s","operator":"=","answerCoding":{"system":"s","code":"fever"}}]}]})";

TEST(NestedAnswers, AGateOnTheQuestionAboveReadsTheAnswerItHangsOn) {
  Form f = form(kSymptoms);
  must(f.answer("s", {code("cough"), code("fever"), unknown(UnknownReason::asked_unknown)}));
  EXPECT_FALSE(f.enablement("s[0].since").enabled);
  EXPECT_EQ(f.states("since")[0].kind, Kind::not_present);
  EXPECT_TRUE(f.enablement("s[1].since").enabled);
  EXPECT_EQ(f.states("since")[2].kind, Kind::unknown) << "not sure is not no";
  must(f.answer("s", {}));
  EXPECT_EQ(f.states("since")[0].kind, Kind::unknown);
  must(f.answer_unknown("s", UnknownReason::asked_unknown));
  EXPECT_EQ(f.states("since")[0].kind, Kind::unknown);
}

TEST(NestedAnswers, ExpressionsSeeEachAnswersItems) {
  const std::string sum = R"(,{"linkId":"sum","type":"integer","extension":[)" +
                          expression("calculatedExpression",
                                     "%resource.item.where(linkId='drug').answer.item.where(linkId="
                                     "'dose').answer.value.sum()") +
                          R"(]},{"linkId":"b","type":"integer","extension":[)" +
                          expression("calculatedExpression",
                                     "%resource.item.where(linkId='drug').answer.where(value='b')."
                                     "item.where(linkId='dose').answer.value") +
                          "]}";
  Form f = form(kMedicines + sum);
  must(f.answer("drug", {text("a"), text("b")}));
  must(f.answer("drug[0].dose", {AnswerValue::integer(1)}));
  must(f.answer("drug[1].dose", {AnswerValue::integer(9)}));
  EXPECT_EQ(f.answers("sum"), std::vector{AnswerValue::integer(10)});
  EXPECT_EQ(f.answers("b"), std::vector{AnswerValue::integer(9)});
  const ChangeSet change = must(f.answer("drug", {text("a")}));
  EXPECT_EQ(f.answers("sum"), std::vector{AnswerValue::integer(1)}) << "b went, its dose too";
  EXPECT_THAT(f.answers("b"), IsEmpty());
  EXPECT_THAT(change.values, Contains("sum"));
}

TEST(NestedAnswers, InitialValuesAndVariablesAreOfEachAnswer) {
  const std::string items =
      R"({"linkId":"n","type":"integer","repeats":true,"initial":[{"valueInteger":2},{"valueInteger":5}],"item":[
        {"linkId":"plain","type":"integer","initial":[{"valueInteger":1}]},
        {"linkId":"g","type":"group","extension":[)" +
      variable("p", "%context.item.where(linkId='own').answer.value") +
      R"(],"item":[{"linkId":"own","type":"integer"},{"linkId":"twice","type":"integer","extension":[)" +
      expression("calculatedExpression", "%p * 2") + R"(]}]},
        {"linkId":"count","type":"integer","extension":[)" +
      expression("initialExpression", "%resource.item.where(linkId='n').answer.count()") + "]}]}";
  Form f = form(items);
  EXPECT_EQ(f.answers("n[1].plain"), std::vector{AnswerValue::integer(1)});
  EXPECT_EQ(f.answers("n[1].count"), std::vector{AnswerValue::integer(2)});
  EXPECT_TRUE(f.prefilled("n[1].count"));
  must(f.answer("n[0].own", {AnswerValue::integer(3)}));
  must(f.answer("n[1].own", {AnswerValue::integer(4)}));
  EXPECT_EQ(f.answers("n[0].twice"), std::vector{AnswerValue::integer(6)});
  EXPECT_EQ(f.answers("n[1].twice"), std::vector{AnswerValue::integer(8)});
  must(f.answer("n", {AnswerValue::integer(5), AnswerValue::integer(7), AnswerValue::integer(8)}));
  EXPECT_EQ(f.answers("n[0].twice"), std::vector{AnswerValue::integer(8)});
  EXPECT_EQ(f.answers("n[2].plain"), std::vector{AnswerValue::integer(1)});
  EXPECT_EQ(f.answers("n[2].count"), std::vector{AnswerValue::integer(3)});
}

TEST(NestedAnswers, BelowACalculatedListFollowIt) {
  const std::string items =
      R"({"linkId":"a","type":"integer","repeats":true},{"linkId":"c","type":"integer","repeats":true,"extension":[)" +
      expression("calculatedExpression",
                 "%resource.item.where(linkId='a').answer.value.select($this * 10)") +
      R"(],"item":[{"linkId":"note","type":"string"}]})";
  Form f = form(items);
  must(f.answer("a", {AnswerValue::integer(1), AnswerValue::integer(2)}));
  must(f.answer("c[1].note", {text("of 20")}));
  must(f.answer("a", {AnswerValue::integer(2), AnswerValue::integer(3)}));
  EXPECT_EQ(f.answers("c[0].note"), std::vector{text("of 20")});
  EXPECT_THAT(f.answers("c[1].note"), IsEmpty());
  Form again(f.shared_definition(), launch_at());
  EXPECT_THAT(codes(again.load_response(f.response())), IsEmpty());
  EXPECT_EQ(again.response(), f.response());
}

TEST(NestedAnswers, ACalculatedListThatItsOwnItemsFeedIsACircle) {
  const auto loaded = Definition::load(questionnaire(
      R"({"linkId":"c","type":"integer","repeats":true,"extension":[)" +
      expression("calculatedExpression", "%resource.item.where(linkId='y').answer.value") +
      R"(],"item":[{"linkId":"k","type":"integer"}]},{"linkId":"y","type":"integer","extension":[)" +
      expression(
          "calculatedExpression",
          "%resource.item.where(linkId='c').answer.item.where(linkId='k').answer.value.sum() + 1") +
      "]}"));
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().code, "AR-F008");
}

TEST(NestedAnswers, OnlyDisplayItemsBelowAreNoInstances) {
  Form f = form(
      R"({"linkId":"q","type":"string","repeats":true,"item":[{"linkId":"help","type":"display","text":"h"}]})");
  must(f.answer("q", {text("a"), text("b")}));
  EXPECT_THAT(f.enabled_paths(), ElementsAre("q", "help"));
}

TEST(NestedAnswers, ValidationNamesTheAnswer) {
  Form f = form(
      R"({"linkId":"q","type":"string","repeats":true,"item":[{"linkId":"k","type":"integer","required":true}]})");
  must(f.answer("q", {text("a"), text("b")}));
  must(f.answer("q[0].k", {AnswerValue::integer(1)}));
  EXPECT_THAT(codes(f.validate()), ElementsAre("AR-F101 q[1].k"));
  const fhir::Json outcome = validate_response(f.shared_definition(), f.response());
  EXPECT_EQ(outcome.array_or_empty("issue")[0].array_or_empty("expression")[0].as_string(),
            "QuestionnaireResponse.item.where(linkId='q').answer[1].item.where(linkId='k')");
}

TEST(NestedAnswers, HiddenWithTheQuestionAndBackWithIt) {
  Form f = form(R"({"linkId":"on","type":"boolean"},{"linkId":"q","type":"string","repeats":true,
    "enableWhen":[{"question":"on","operator":"=","answerBoolean":true}],"item":[{"linkId":"k","type":"integer"}]},
    {"linkId":"n","type":"integer","extension":[)" +
                expression("calculatedExpression",
                           "%resource.repeat(item|answer).where(linkId='k').count()") +
                "]}");
  must(f.answer("on", {AnswerValue::boolean(true)}));
  must(f.answer("q", {text("a"), text("b")}));
  must(f.answer("q[1].k", {AnswerValue::integer(1)}));
  EXPECT_EQ(f.answers("n"), std::vector{AnswerValue::integer(1)});
  must(f.answer("on", {AnswerValue::boolean(false)}));
  EXPECT_EQ(f.answers("n"), std::vector{AnswerValue::integer(0)});
  EXPECT_EQ(f.states("k")[1].kind, Kind::not_present);
  must(f.answer("on", {}));
  EXPECT_EQ(f.states("k")[1].kind, Kind::unknown);
  must(f.answer("on", {AnswerValue::boolean(true)}));
  EXPECT_EQ(f.answers("n"), std::vector{AnswerValue::integer(1)}) << "nothing is lost";
}

}  // namespace
}  // namespace anteroom::form
