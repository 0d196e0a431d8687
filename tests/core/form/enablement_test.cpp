// enableWhen: every operator, enableBehavior, groups, and the three values beside FHIR's two.
#include "tests/core/form/form_testing.h"

namespace anteroom::form {
namespace {

using namespace testing;
using fhirpath::Truth;

struct OperatorCase {
  std::string type, question_more, op, wanted, given;
  bool enabled;
};

class EnableOperatorTest : public ::testing::TestWithParam<OperatorCase> {};

TEST_P(EnableOperatorTest, DecidesAsR4Says) {
  const OperatorCase& c = GetParam();
  Form f = form(R"({"linkId":"q","type":")" + c.type + "\"" + c.question_more + R"(},
    {"linkId":"d","type":"string","enableWhen":[{"question":"q","operator":")" +
                c.op + R"(",)" + c.wanted + "}]}");
  if (!c.given.empty()) must(f.answer("q", {value(c.given)}));
  EXPECT_EQ(f.enablement("d").enabled, c.enabled)
      << c.type << " " << c.op << " " << c.wanted << " " << c.given;
}

const std::string kOptions =
    R"(,"answerOption":[{"valueCoding":{"system":"s","code":"a"}},{"valueCoding":{"system":"s","code":"b"}}])";

INSTANTIATE_TEST_SUITE_P(
    All, EnableOperatorTest,
    ::testing::Values(
        OperatorCase{"integer", "", "exists", R"("answerBoolean":true)", R"({"valueInteger":0})",
                     true},
        OperatorCase{"integer", "", "exists", R"("answerBoolean":true)", "", false},
        OperatorCase{"integer", "", "exists", R"("answerBoolean":false)", "", true},
        OperatorCase{"integer", "", "=", R"("answerInteger":3)", R"({"valueInteger":3})", true},
        OperatorCase{"integer", "", "=", R"("answerInteger":3)", R"({"valueInteger":4})", false},
        OperatorCase{"integer", "", "!=", R"("answerInteger":3)", R"({"valueInteger":4})", true},
        OperatorCase{"integer", "", "!=", R"("answerInteger":3)", R"({"valueInteger":3})", false},
        OperatorCase{"integer", "", "!=", R"("answerInteger":3)", "", true},
        OperatorCase{"integer", "", ">", R"("answerInteger":3)", R"({"valueInteger":3})", false},
        OperatorCase{"integer", "", ">", R"("answerInteger":3)", R"({"valueInteger":4})", true},
        OperatorCase{"integer", "", "<", R"("answerInteger":3)", R"({"valueInteger":2})", true},
        OperatorCase{"integer", "", ">=", R"("answerInteger":3)", R"({"valueInteger":3})", true},
        OperatorCase{"integer", "", "<=", R"("answerInteger":3)", R"({"valueInteger":4})", false},
        OperatorCase{"integer", "", ">", R"("answerInteger":3)", "", false},
        OperatorCase{"decimal", "", "=", R"("answerDecimal":1.50)", R"({"valueDecimal":1.5})",
                     true},
        OperatorCase{"decimal", "", ">", R"("answerDecimal":0.3)", R"({"valueDecimal":0.30})",
                     false},
        OperatorCase{"quantity", "", ">", R"("answerQuantity":{"value":70,"code":"kg"})",
                     R"({"valueQuantity":{"value":70100,"code":"g"}})", true},
        OperatorCase{"quantity", "", "=", R"("answerQuantity":{"value":70,"code":"kg"})",
                     R"({"valueQuantity":{"value":70000,"code":"g"}})", true},
        OperatorCase{"quantity", "", "<", R"("answerQuantity":{"value":70,"code":"kg"})",
                     R"({"valueQuantity":{"value":1,"code":"mm"}})", false},
        OperatorCase{"boolean", "", "=", R"("answerBoolean":false)", R"({"valueBoolean":false})",
                     true},
        OperatorCase{"date", "", "<", R"("answerDate":"2026-01-10")",
                     R"({"valueDate":"2026-01-09"})", true},
        OperatorCase{"date", "", ">", R"("answerDate":"2026-01")", R"({"valueDate":"2026-01-09"})",
                     false},
        OperatorCase{"dateTime", "", "=", R"("answerDateTime":"2026-01-10T10:00:00Z")",
                     R"({"valueDateTime":"2026-01-10T11:00:00+01:00"})", true},
        OperatorCase{"dateTime", "", "<", R"("answerDateTime":"2026-01-10T10:00:00Z")",
                     R"({"valueDateTime":"2026-01-10T10:30:00+01:00"})", true},
        OperatorCase{"time", "", ">=", R"("answerTime":"08:00:00")", R"({"valueTime":"08:00:00"})",
                     true},
        OperatorCase{"string", "", "=", R"("answerString":"x")", R"({"valueString":"x"})", true},
        OperatorCase{"text", "", "!=", R"("answerString":"x")", R"({"valueString":"y"})", true},
        OperatorCase{"choice", kOptions, "=", R"("answerCoding":{"system":"s","code":"a"})",
                     R"({"valueCoding":{"system":"s","code":"a"}})", true},
        OperatorCase{"choice", kOptions, "=", R"("answerCoding":{"code":"a"})",
                     R"({"valueCoding":{"system":"s","code":"a"}})", true},
        OperatorCase{"choice", kOptions, "=", R"("answerCoding":{"system":"t","code":"a"})",
                     R"({"valueCoding":{"system":"s","code":"a"}})", false},
        OperatorCase{"choice", kOptions, "!=", R"("answerCoding":{"system":"s","code":"a"})",
                     R"({"valueCoding":{"system":"s","code":"b"}})", true},
        OperatorCase{"open-choice", kOptions, "=", R"("answerString":"other")",
                     R"({"valueString":"other"})", true},
        OperatorCase{"quantity", "", ">", R"("answerQuantity":{"value":5,"code":"kg"})",
                     R"({"valueQuantity":{"value":6,"code":"kg"}})", true},
        OperatorCase{"quantity", "", ">", R"("answerQuantity":{"value":5,"code":"kg"})",
                     R"({"valueQuantity":{"value":6,"code":"g"}})", false},
        OperatorCase{"reference", "", "=", R"("answerReference":{"reference":"Patient/1"})",
                     R"({"valueReference":{"reference":"Patient/1"}})", true}));

TEST(Enablement, AllAndAny) {
  const auto item = [](const std::string& behavior) {
    return R"({"linkId":"a","type":"boolean"},{"linkId":"b","type":"boolean"},
      {"linkId":"d","type":"string","enableBehavior":")" +
           behavior + R"(","enableWhen":[
        {"question":"a","operator":"=","answerBoolean":true},{"question":"b","operator":"=","answerBoolean":true}]})";
  };
  Form all = form(item("all"));
  Form any = form(item("any"));
  for (Form* f : {&all, &any}) {
    must(f->answer("a", {AnswerValue::boolean(true)}));
    must(f->answer("b", {AnswerValue::boolean(false)}));
  }
  EXPECT_FALSE(all.enablement("d").enabled);
  EXPECT_TRUE(any.enablement("d").enabled);
}

TEST(Enablement, DisabledGroupDisablesItsItemsAndKeepsTheirAnswers) {
  Form f = form(R"({"linkId":"a","type":"boolean"},
    {"linkId":"g","type":"group","enableWhen":[{"question":"a","operator":"=","answerBoolean":true}],
     "item":[{"linkId":"q","type":"integer"}]})");
  must(f.answer("a", {AnswerValue::boolean(true)}));
  must(f.answer("q", {AnswerValue::integer(7)}));
  EXPECT_EQ(f.states("q")[0].number, fhir::Decimal(7));
  const ChangeSet hidden = must(f.answer("a", {AnswerValue::boolean(false)}));
  EXPECT_THAT(hidden.hidden, ::testing::ElementsAre("g", "q"));
  EXPECT_THAT(hidden.states, ::testing::UnorderedElementsAre("a", "g", "q"));
  EXPECT_EQ(f.states("q")[0].kind, ItemState::Kind::not_present);
  EXPECT_EQ(f.response().array_or_empty("item").size(), 1U);
  must(f.answer("a", {AnswerValue::boolean(true)}));
  EXPECT_EQ(f.answers("q"), std::vector{AnswerValue::integer(7)})
      << "kept for when it is shown again";
  EXPECT_EQ(f.states("q")[0].kind, ItemState::Kind::answered);
}

TEST(Enablement, HiddenItemsDoNotEnableOthers) {
  Form f = form(R"({"linkId":"a","type":"boolean"},
    {"linkId":"b","type":"boolean","enableWhen":[{"question":"a","operator":"=","answerBoolean":true}]},
    {"linkId":"c","type":"boolean","enableWhen":[{"question":"b","operator":"=","answerBoolean":true}]})");
  must(f.answer("a", {AnswerValue::boolean(true)}));
  must(f.answer("b", {AnswerValue::boolean(true)}));
  EXPECT_TRUE(f.enablement("c").enabled);
  const ChangeSet change = must(f.answer("a", {AnswerValue::boolean(false)}));
  EXPECT_THAT(change.hidden, ::testing::ElementsAre("b", "c"));
}

std::string gated(const std::string& repeats = "") {
  return R"({"linkId":"a","type":"choice",)" + repeats + yes_no_options() + R"(},
    {"linkId":"d","type":"choice",)" +
         yes_no_options() + R"(,
     "enableWhen":[{"question":"a","operator":"=","answerCoding":{"system":"s","code":"yes"}}]})";
}

TEST(ThreeValued, UnansweredGateIsUnknownNotNo) {
  Form f = form(gated());
  EXPECT_FALSE(f.enablement("d").enabled);
  EXPECT_EQ(f.enablement("d").known, Truth::unknown);
  EXPECT_EQ(f.states("d")[0].kind, ItemState::Kind::unknown);
}

TEST(ThreeValued, NotSureIsUnknownAndNoIsNo) {
  Form f = form(gated());
  must(f.answer("a", {unknown(UnknownReason::asked_unknown)}));
  EXPECT_EQ(f.states("d")[0].kind, ItemState::Kind::unknown);
  EXPECT_EQ(f.states("a")[0].reason, UnknownReason::asked_unknown);
  const ChangeSet change = must(f.answer("a", {code("no")}));
  EXPECT_TRUE(change.hidden.empty()) << "was not shown before either";
  EXPECT_THAT(change.states, ::testing::UnorderedElementsAre("a", "d"))
      << "but its three-valued gate changed";
  EXPECT_EQ(f.states("d")[0].kind, ItemState::Kind::not_present);
  must(f.answer("a", {code("yes")}));
  EXPECT_TRUE(f.states("d")[0].shown);
  EXPECT_EQ(f.states("d")[0].kind, ItemState::Kind::unknown) << "shown and not answered";
}

TEST(ThreeValued, UnknownGoesDownTheChain) {
  Form f = form(gated() + R"(,{"linkId":"e","type":"string",
     "enableWhen":[{"question":"d","operator":"=","answerCoding":{"system":"s","code":"yes"}}]})");
  must(f.answer("a", {unknown(UnknownReason::skipped)}));
  EXPECT_EQ(f.enablement("e").known, Truth::unknown);
  must(f.answer("a", {code("no")}));
  EXPECT_EQ(f.enablement("e").known, Truth::no) << "the question is not present";
}

TEST(ThreeValued, PartialListThatLacksTheCodeIsUnknown) {
  Form f = form(gated(R"("repeats":true,)"));
  must(f.answer("a", {code("no"), unknown(UnknownReason::asked_unknown)}));
  EXPECT_TRUE(f.states("a")[0].partial);
  EXPECT_THAT(f.states("a")[0].codes, ::testing::ElementsAre("no"));
  EXPECT_EQ(f.enablement("d").known, Truth::unknown);
  must(f.answer("a", {code("no"), code("yes"), unknown(UnknownReason::asked_unknown)}));
  EXPECT_EQ(f.enablement("d").known, Truth::yes);
}

TEST(ThreeValued, WhatCannotBeComparedIsUnknownNotNo) {
  Form f = form(R"({"linkId":"d","type":"date"},{"linkId":"w","type":"quantity"},
    {"linkId":"after","type":"string","enableWhen":[{"question":"d","operator":">","answerDate":"2026-01-09"}]},
    {"linkId":"on","type":"string","enableWhen":[{"question":"d","operator":"=","answerDate":"2026-01-09"}]},
    {"linkId":"heavy","type":"string","enableWhen":[{"question":"w","operator":">","answerQuantity":{"value":70,"code":"kg"}}]})");
  must(f.answer("d", {AnswerValue::date("2026-01")}));
  must(f.answer("w", {value(R"({"valueQuantity":{"value":90,"code":"[furlong]"}})")}));
  for (const char* id : {"after", "on", "heavy"}) {
    EXPECT_FALSE(f.enablement(id).enabled) << id;
    EXPECT_EQ(f.enablement(id).known, Truth::unknown) << id;
  }
  must(f.answer("d", {AnswerValue::date("2025-12")}));
  must(f.answer("w", {value(R"({"valueQuantity":{"value":69000,"code":"g"}})")}));
  for (const char* id : {"after", "on", "heavy"})
    EXPECT_EQ(f.enablement(id).known, Truth::no) << id;
}

TEST(ThreeValued, LineThatAsksForTheUnknownCodeIsTrue) {
  Form f = form(R"({"linkId":"a","type":"choice",)" + yes_no_options() + R"(},
    {"linkId":"d","type":"string","enableWhen":[{"question":"a","operator":"=",
      "answerCoding":{"system":"http://terminology.hl7.org/CodeSystem/data-absent-reason","code":"asked-unknown"}}]})");
  must(f.answer("a", {unknown(UnknownReason::asked_unknown)}));
  EXPECT_EQ(f.enablement("d").known, Truth::yes);
  must(f.answer("a", {unknown(UnknownReason::asked_declined)}));
  EXPECT_EQ(f.enablement("d").known, Truth::unknown);
  must(f.answer("a", {code("no")}));
  EXPECT_EQ(f.enablement("d").known, Truth::no);
}

TEST(ThreeValued, ExistsStaysFhirsOwn) {
  Form f = form(R"({"linkId":"a","type":"integer"},
    {"linkId":"d","type":"string","enableWhen":[{"question":"a","operator":"exists","answerBoolean":true}]})");
  EXPECT_EQ(f.enablement("d").known, Truth::no);
  must(f.answer_unknown("a", UnknownReason::skipped));
  EXPECT_EQ(f.enablement("d").known, Truth::no);
}

TEST(ThreeValued, KnownNoOfTheItemBeatsAnUnknownGroup) {
  Form f = form(R"({"linkId":"a","type":"boolean"},{"linkId":"b","type":"boolean"},
    {"linkId":"g","type":"group","enableWhen":[{"question":"a","operator":"=","answerBoolean":true}],"item":[
      {"linkId":"q","type":"string","enableWhen":[{"question":"b","operator":"=","answerBoolean":true}]}]})");
  EXPECT_EQ(f.enablement("q").known, Truth::unknown);
  must(f.answer("b", {AnswerValue::boolean(false)}));
  EXPECT_EQ(f.enablement("q").known, Truth::no);
}

TEST(ThreeValued, ExpressionIsTrueFalseOrUnknown) {
  Form f =
      form(R"({"linkId":"a","type":"integer"},
    {"linkId":"d","type":"string","extension":[)" +
           expression("enableWhenExpression", "%resource.item.where(linkId='a').answer.value > 3") +
           "]}");
  EXPECT_EQ(f.enablement("d").known, Truth::unknown);
  must(f.answer("a", {AnswerValue::integer(1)}));
  EXPECT_EQ(f.enablement("d").known, Truth::no);
  const ChangeSet change = must(f.answer("a", {AnswerValue::integer(4)}));
  EXPECT_THAT(change.shown, ::testing::ElementsAre("d"));
}

TEST(Enablement, InARepeatingGroupTheSameInstanceDecides) {
  Form f =
      form(R"({"linkId":"g","type":"group","repeats":true,"item":[{"linkId":"a","type":"boolean"},
    {"linkId":"d","type":"string","enableWhen":[{"question":"a","operator":"=","answerBoolean":true}]}]})");
  must(f.add_instance("g"));
  const ChangeSet change = must(f.answer("g[1].a", {AnswerValue::boolean(true)}));
  EXPECT_THAT(change.shown, ::testing::ElementsAre("g[1].d"));
  EXPECT_FALSE(f.enablement("g[0].d").enabled);
  EXPECT_TRUE(f.enablement("g[1].d").enabled);
}

}  // namespace
}  // namespace anteroom::form
