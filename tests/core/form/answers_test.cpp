// What items accept and refuse, unknown answers, and what rules see.
#include "tests/core/form/form_testing.h"

namespace anteroom::form {
namespace {

using namespace testing;
using ::testing::ElementsAre;

TEST(Answers, RefusalsChangeNothing) {
  Form f = form(R"({"linkId":"g","type":"group","item":[{"linkId":"i","type":"integer"}]},
    {"linkId":"r","type":"string","readOnly":true},{"linkId":"b","type":"choice",)" +
                yes_no_options() + R"(},
    {"linkId":"m","type":"choice","repeats":true,"answerOption":[{"valueCoding":{"system":"s","code":"a"}},
      {"valueCoding":{"system":"s","code":"b"}},{"extension":[
      {"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive","valueBoolean":true}],
      "valueCoding":{"system":"s","code":"none"}}]})");
  must(f.answer("i", {AnswerValue::integer(1)}));
  EXPECT_EQ(refusal(f.answer("nobody", {})), "AR-F020");
  EXPECT_EQ(refusal(f.answer("i", {AnswerValue::string("x")})), "AR-F021");
  EXPECT_EQ(refusal(f.answer("i", {value(R"({"valueInteger":3000000000})")})), "AR-F021");
  EXPECT_EQ(refusal(f.answer("i", {value("{}")})), "AR-F021");
  EXPECT_EQ(refusal(f.answer("r", {AnswerValue::string("x")})), "AR-F022");
  EXPECT_EQ(refusal(f.answer("b", {code("maybe")})), "AR-F023");
  EXPECT_EQ(refusal(f.answer("b", {AnswerValue::string("yes")})), "AR-F023");
  EXPECT_EQ(refusal(f.answer("i", {AnswerValue::integer(1), AnswerValue::integer(2)})), "AR-F024");
  EXPECT_EQ(refusal(f.answer("m", {code("none"), code("a")})), "AR-F025");
  EXPECT_EQ(refusal(f.answer("g", {AnswerValue::integer(1)})), "AR-F026");
  EXPECT_EQ(f.answers("i"), std::vector{AnswerValue::integer(1)});
  EXPECT_TRUE(f.answers("m").empty());
}

TEST(Answers, EveryTypeTakesItsValue) {
  Form f = form(R"({"linkId":"boolean","type":"boolean"},{"linkId":"decimal","type":"decimal"},
    {"linkId":"date","type":"date"},{"linkId":"dateTime","type":"dateTime"},{"linkId":"time","type":"time"},
    {"linkId":"text","type":"text"},{"linkId":"url","type":"url"},{"linkId":"attachment","type":"attachment"},
    {"linkId":"reference","type":"reference"},{"linkId":"quantity","type":"quantity"},
    {"linkId":"open","type":"open-choice","answerOption":[{"valueString":"one"}]},
    {"linkId":"ints","type":"choice","answerOption":[{"valueInteger":1},{"valueInteger":2}]})");
  for (const auto& [path, text] : std::vector<std::pair<std::string, std::string>>{
           {"boolean", R"({"valueBoolean":false})"},
           {"decimal", R"({"valueDecimal":1.50})"},
           {"decimal", R"({"valueInteger":2})"},
           {"date", R"({"valueDate":"2024-02-29"})"},
           {"date", R"({"valueDate":"1980"})"},
           {"dateTime", R"({"valueDateTime":"2024-02-29T10:00:00Z"})"},
           {"time", R"({"valueTime":"10:00:00"})"},
           {"text", R"({"valueString":"words"})"},
           {"url", R"({"valueUri":"http://example.org"})"},
           {"attachment", R"({"valueAttachment":{"contentType":"image/png"}})"},
           {"reference", R"({"valueReference":{"reference":"Patient/1"}})"},
           {"quantity", R"({"valueQuantity":{"value":1,"unit":"kg"}})"},
           {"open", R"({"valueString":"mine"})"},
           {"ints", R"({"valueInteger":2})"}}) {
    EXPECT_EQ(refusal(f.answer(path, {value(text)})), "") << path << " " << text;
  }
  EXPECT_EQ(refusal(f.answer("date", {value(R"({"valueDate":"2023-02-29"})")})), "AR-F021")
      << "no such day";
  EXPECT_EQ(refusal(f.answer("dateTime", {value(R"({"valueDateTime":"2024-02-29T10:00:00"})")})),
            "AR-F021")
      << "no zone";
  EXPECT_EQ(refusal(f.answer("time", {value(R"({"valueTime":"25:00:00"})")})), "AR-F021");
  EXPECT_EQ(refusal(f.answer("ints", {value(R"({"valueInteger":3})")})), "AR-F023");
}

TEST(Answers, SystemAndDisplayAreFilledInFromTheOption) {
  Form f = form(R"({"linkId":"b","type":"choice",)" + yes_no_options() + "}");
  must(f.answer("b", {AnswerValue::coding("", "yes")}));
  EXPECT_EQ(f.answers("b"), std::vector{AnswerValue::coding("s", "yes", "Yes")});
}

TEST(Answers, UnknownIsACodeWhereOfferedElseAnExtension) {
  Form f = form(R"({"linkId":"b","type":"choice",)" + yes_no_options() +
                R"(},{"linkId":"i","type":"integer"},
    {"linkId":"k","type":"integer"},{"linkId":"x","type":"integer"})");
  must(f.answer_unknown("b", UnknownReason::asked_unknown));
  must(f.answer_unknown("i", UnknownReason::asked_declined));
  must(f.answer_unknown("k", UnknownReason::skipped));
  EXPECT_EQ(f.answers("b"), std::vector{unknown(UnknownReason::asked_unknown)});
  EXPECT_TRUE(f.answers("i").empty());
  EXPECT_EQ(f.unknown_reason("b"), UnknownReason::asked_unknown);
  EXPECT_EQ(f.unknown_reason("i"), UnknownReason::asked_declined);
  EXPECT_EQ(f.states("k")[0].reason, UnknownReason::skipped);
  EXPECT_EQ(f.states("k")[0].kind, ItemState::Kind::unknown);
  const fhir::Json response = f.response();
  const fhir::JsonArray& items = response.array_or_empty("item");
  ASSERT_EQ(items.size(), 3U) << "not asked = missing from the response";
  EXPECT_EQ(
      items[1].array_or_empty("extension")[0],
      json(
          R"({"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"asked-declined"})"));
  EXPECT_EQ(items[1].find("answer"), nullptr);
  EXPECT_EQ(
      items[2].array_or_empty("extension")[0],
      json(
          R"({"url":"https://anteroom.example/fhir/StructureDefinition/unknown-reason","valueCode":"skipped"})"));
}

TEST(Answers, AnswerAfterUnknownForgetsTheReason) {
  Form f = form(R"({"linkId":"i","type":"integer"})");
  must(f.answer_unknown("i", UnknownReason::skipped));
  must(f.answer("i", {AnswerValue::integer(2)}));
  EXPECT_EQ(f.unknown_reason("i"), UnknownReason::none);
  EXPECT_EQ(f.states("i")[0].number, fhir::Decimal(2));
  must(f.answer("i", {}));
  EXPECT_EQ(f.states("i")[0].kind, ItemState::Kind::unknown);
  EXPECT_TRUE(f.response().array_or_empty("item").empty());
}

TEST(Answers, BooleanStateHasItsWord) {
  Form f = form(R"({"linkId":"b","type":"boolean"})");
  must(f.answer("b", {AnswerValue::boolean(false)}));
  EXPECT_THAT(f.states("b")[0].codes, ElementsAre("false"));
}

TEST(Answers, InitialValuesAndInitialSelected) {
  Form f = form(R"({"linkId":"i","type":"integer","initial":[{"valueInteger":4}]},
    {"linkId":"c","type":"choice","answerOption":[{"valueCoding":{"system":"s","code":"a"}},
      {"initialSelected":true,"valueCoding":{"system":"s","code":"b"}}]})");
  EXPECT_EQ(f.answers("i"), std::vector{AnswerValue::integer(4)});
  EXPECT_EQ(f.answers("c"), std::vector{code("b")});
  EXPECT_FALSE(f.prefilled("i"));
}

}  // namespace
}  // namespace anteroom::form
