// Items below a repeating question: instances for each answer, their paths, gates, expressions, the
// response both ways; and that an unknown answer stays unknown in them.
#include "tests/core/form/form_testing.h"

#include <rapidcheck/gtest.h>

#include <algorithm>
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

/// A list question with items below its answers: gated by it, by each other and by what stands
/// outside; a count over them all gates the last.
std::string random_nested(std::mt19937& random) {
  const auto gate = [&](const std::vector<std::string>& from) {
    const char* ops[] = {"=", "!="};
    const char* codes[] = {"yes", "no"};
    return R"("enableWhen":[{"question":")" + from[random() % from.size()] + R"(","operator":")" +
           ops[random() % 2] + R"(","answerCoding":{"system":"s","code":")" + codes[random() % 2] +
           "\"}}],";
  };
  const auto choice = [&](const std::string& id, const std::string& gated,
                          const std::string& below) {
    return R"({"linkId":")" + id + R"(","type":"choice","repeats":true,)" + gated +
           yes_no_options() + (below.empty() ? "" : R"(,"item":[)" + below + "]") + "}";
  };
  return choice("out", "", "") + "," +
         choice("list", random() % 2 == 0 ? gate({"out"}) : "",
                choice("in1", gate({"list", "out"}), "") + "," +
                    choice("in2", gate({"in1", "list"}),
                           choice("deep", gate({"in2", "in1", "out"}), ""))) +
         R"(,{"linkId":"count","type":"integer","extension":[)" +
         expression("calculatedExpression",
                    "%resource.descendants().where(linkId.startsWith('in')).answer.value.where("
                    "code='yes').count()") +
         R"(]},{"linkId":"many","type":"string","extension":[)" +
         expression("enableWhenExpression",
                    "%resource.item.where(linkId='count').answer.value > 1") +
         "]}";
}

const std::vector<std::string> kNestedIds = {"out", "list", "in1", "in2", "deep", "count", "many"};

std::vector<AnswerValue> random_list(std::mt19937& random) {
  std::vector<AnswerValue> list;
  if (random() % 5 == 0) return list;
  if (random() % 2 == 0) list.push_back(code("yes"));
  if (random() % 2 == 0) list.push_back(code("no"));
  if (random() % 4 == 0) list.push_back(unknown(UnknownReason::asked_unknown));
  return list;
}

/// Everything that an instance shows, by path.
std::vector<std::string> told(const Form& f) {
  std::vector<std::string> out = f.enabled_paths();
  for (const std::string& id : kNestedIds) {
    for (const ItemState& state : f.states(id)) {
      out.push_back(id + " " + std::to_string(static_cast<int>(state.kind)) +
                    (state.shown ? "+" : "-") + (state.partial ? "p" : ""));
      for (const std::string& each : state.codes) out.back() += " " + each;
    }
  }
  return out;
}

/// Paths of the nested questions of a form, outermost first, shown or not.
std::vector<std::string> nested_paths(const Form& f) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < std::max<std::size_t>(1, f.answers("list").size()); ++i) {
    const std::string list = "list[" + std::to_string(i) + "].";
    out.push_back(list + "in1");
    out.push_back(list + "in2");
    const std::size_t inner = std::max<std::size_t>(1, f.answers(list + "in2").size());
    for (std::size_t k = 0; k < inner; ++k)
      out.push_back(list + "in2[" + std::to_string(k) + "].deep");
  }
  return out;
}

void answer_at_random(Form& f, std::mt19937& random) {
  std::vector<std::string> paths = nested_paths(f);
  paths.insert(paths.end(), {"out", "list", "list"});
  must(f.answer(paths[random() % paths.size()], random_list(random)));
}

RC_GTEST_PROP(NestedAnswersProperty, IncrementalEqualsFromScratchAndReadsItselfBack,
              (unsigned seed)) {
  std::mt19937 random(seed);
  const auto definition = load(questionnaire(random_nested(random)));
  Form incremental(definition, launch_at());
  for (int i = 0; i < 25; ++i) answer_at_random(incremental, random);
  Form scratch(definition, launch_at());
  for (const char* id : {"list", "out"}) must(scratch.answer(id, incremental.answers(id)));
  for (const std::string& path : nested_paths(incremental)) {
    if (path.find("deep") == std::string::npos)
      must(scratch.answer(path, incremental.answers(path)));
  }
  for (const std::string& path : nested_paths(incremental)) {
    if (path.find("deep") != std::string::npos)
      must(scratch.answer(path, incremental.answers(path)));
  }
  RC_ASSERT(told(scratch) == told(incremental));
  RC_ASSERT(scratch.response() == incremental.response());
  Form again(definition, launch_at());
  RC_ASSERT(again.load_response(incremental.response()).empty());
  RC_ASSERT(again.response() == incremental.response());
}

/// What an open list may turn out to be: its real answers, and real ones for the unknown.
std::vector<AnswerValue> completed(const std::vector<AnswerValue>& given, std::mt19937& random) {
  std::vector<AnswerValue> real;
  bool open = given.empty();
  for (const AnswerValue& each : given) {
    const std::string_view given_code = each.json.find("valueCoding")->string_or_empty("code");
    if (given_code == "yes" || given_code == "no")
      real.push_back(each);
    else
      open = true;
  }
  if (open && random() % 2 == 0) real.push_back(code(random() % 2 == 0 ? "yes" : "no"));
  return real;
}

RC_GTEST_PROP(NestedAnswersProperty, NotPresentBelowAnAnswerStaysSoHoweverTheUnknownComesOut,
              (unsigned seed)) {
  std::mt19937 random(seed);
  const auto definition = load(questionnaire(random_nested(random)));
  Form unsure(definition, launch_at());
  for (int i = 0; i < 15; ++i) answer_at_random(unsure, random);
  for (int round = 0; round < 8; ++round) {
    Form sure(definition, launch_at());
    for (const char* id : {"out", "list"})
      must(sure.answer(id, completed(unsure.answers(id), random)));
    // The unknown one stands last: what came for it stands where it stood, and keeps its items.
    const std::size_t now = std::max<std::size_t>(1, sure.answers("list").size());
    for (std::size_t i = 0; i < now; ++i) {
      const std::string at = "list[" + std::to_string(i) + "].";
      for (const char* id : {"in1", "in2"})
        must(sure.answer(at + id, completed(unsure.answers(at + id), random)));
      for (const char* id : {"in1", "in2"}) {
        if (unsure.states(id)[i].kind == Kind::not_present) RC_ASSERT(!sure.states(id)[i].shown);
      }
    }
    for (const std::string& id : kNestedIds) {
      const auto told_of = unsure.states(id);
      // An enableWhenExpression is FHIR's own true or false (README): "many" is left out.
      const bool never = std::all_of(told_of.begin(), told_of.end(), [](const ItemState& state) {
        return state.kind == Kind::not_present;
      });
      if (!never || id == "deep" || id == "many") continue;
      for (const ItemState& state : sure.states(id)) RC_ASSERT(!state.shown);
    }
  }
}

}  // namespace
}  // namespace anteroom::form
