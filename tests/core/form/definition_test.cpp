// Loading and checking: what is refused, what is only warned of, and with which place.
#include "tests/core/form/form_testing.h"

namespace anteroom::form {
namespace {

using namespace testing;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> errors_of(const std::string& items) {
  return codes(Definition::check(questionnaire(items)).errors);
}

TEST(Definition, ReadsEveryItemType) {
  const std::vector<std::pair<std::string, ItemType>> types = {
      {"group", ItemType::group},
      {"display", ItemType::display},
      {"boolean", ItemType::boolean},
      {"decimal", ItemType::decimal},
      {"integer", ItemType::integer},
      {"date", ItemType::date},
      {"dateTime", ItemType::date_time},
      {"time", ItemType::time},
      {"string", ItemType::string},
      {"text", ItemType::text},
      {"url", ItemType::url},
      {"choice", ItemType::choice},
      {"open-choice", ItemType::open_choice},
      {"attachment", ItemType::attachment},
      {"reference", ItemType::reference},
      {"quantity", ItemType::quantity}};
  std::string items;
  for (const auto& [name, type] : types) {
    items += std::string(items.empty() ? "" : ",") + R"({"linkId":")" + name + R"(","type":")" +
             name + "\"}";
  }
  const auto definition = load(questionnaire(items));
  for (const auto& [name, type] : types) EXPECT_EQ(definition->find(name)->type, type) << name;
  EXPECT_EQ(definition->link_ids().size(), types.size());
}

TEST(Definition, ReadsFlagsLimitsAndOurExtensions) {
  const auto definition = load(questionnaire(R"({"linkId":"g","type":"group","text":"G",
    "extension":[{"url":"https://anteroom.example/fhir/StructureDefinition/step","valueCode":"about-you"}],
    "item":[{"linkId":"q","type":"integer","prefix":"1.","required":true,"extension":[
      {"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":0},
      {"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":10},
      {"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unit","valueCoding":{"code":"a","display":"years"}},
      {"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-hidden","valueBoolean":true},
      {"url":"https://anteroom.example/fhir/StructureDefinition/safety-item","valueBoolean":true},
      {"url":"https://anteroom.example/fhir/StructureDefinition/private-item","valueBoolean":true},
      {"url":"https://anteroom.example/fhir/StructureDefinition/body-map","valueString":"body-map.svg"}]}]})"));
  const ItemDefinition& q = *definition->find("q");
  EXPECT_TRUE(q.required && q.hidden && q.safety && q.private_item);
  EXPECT_EQ(q.step, "about-you") << "inherited from the group";
  EXPECT_EQ(q.parent, "g");
  EXPECT_EQ(q.unit, "years");
  EXPECT_EQ(q.body_map, "body-map.svg");
  EXPECT_EQ(q.min_value, fhir::Decimal(0));
  EXPECT_EQ(q.max_value, fhir::Decimal(10));
  EXPECT_EQ(definition->find("g")->children, std::vector<std::string>{"q"});
}

TEST(Definition, RefusesWhatIsNoQuestionnaire) {
  EXPECT_EQ(Definition::load(json(R"({"resourceType":"Patient"})")).error().code, "AR-F001");
}

TEST(Definition, ListsEveryProblemWithItsPointer) {
  EXPECT_THAT(
      errors_of(R"({"type":"string"},{"linkId":"a","type":"string"},{"linkId":"a","type":"string"},
    {"linkId":"b","type":"colour"},{"linkId":"c","type":"coding"},
    {"linkId":"d","type":"string","enableWhen":[{"question":"zz","operator":"=","answerString":"x"}]},
    {"linkId":"e","type":"string","enableWhen":[{"question":"a","operator":"~","answerString":"x"}]},
    {"linkId":"f","type":"string","enableWhen":[{"question":"a","operator":"=","answerBoolean":true}]},
    {"linkId":"h","type":"integer","initial":[{"valueString":"x"}]},
    {"linkId":"i","type":"choice","answerValueSet":"#none"})"),
      ElementsAre("AR-F002 /item/0", "AR-F003 /item/2/linkId", "AR-F004 /item/3/type",
                  "AR-F004 /item/4/type", "AR-F013 /item/8/initial/0",
                  "AR-F012 /item/9/answerValueSet", "AR-F005 /item/5/enableWhen/0/question",
                  "AR-F006 /item/6/enableWhen/0", "AR-F006 /item/7/enableWhen/0"));
}

TEST(Definition, WarningsStillLoad) {
  const auto problems = Definition::check(questionnaire(R"({"linkId":"a","type":"choice"})"));
  EXPECT_THAT(problems.errors, IsEmpty());
  EXPECT_THAT(codes(problems.warnings), ElementsAre("AR-F009 /item/0"));
}

TEST(Definition, ExpressionThatDoesNotCompileIsRefusedWithItsPlace) {
  const auto errors =
      Definition::check(questionnaire(R"({"linkId":"a","type":"integer","extension":[)" +
                                      expression("calculatedExpression", "1 +") + "]}"))
          .errors;
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0].code, "AR-F007");
  EXPECT_EQ(errors[0].pointer, "/item/0/extension/0/valueExpression/expression");
}

TEST(Definition, EnableWhenCyclesAreRefusedWithTheirPath) {
  const auto errors = Definition::check(questionnaire(R"(
    {"linkId":"a","type":"boolean","enableWhen":[{"question":"c","operator":"=","answerBoolean":true}]},
    {"linkId":"b","type":"boolean","enableWhen":[{"question":"a","operator":"=","answerBoolean":true}]},
    {"linkId":"c","type":"boolean","enableWhen":[{"question":"b","operator":"=","answerBoolean":true}]})"))
                          .errors;
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0].code, "AR-F008");
  EXPECT_THAT(errors[0].message,
              ::testing::AnyOf(HasSubstr("a -> b -> c -> a"), HasSubstr("b -> c -> a -> b"),
                               HasSubstr("c -> a -> b -> c")));
}

TEST(Definition, ItemThatWaitsForItselfIsACycle) {
  EXPECT_THAT(
      errors_of(
          R"({"linkId":"a","type":"boolean","enableWhen":[{"question":"a","operator":"=","answerBoolean":true}]})"),
      Contains("AR-F008 /item/0"));
}

TEST(Definition, CalculationCyclesAreRefusedWithTheirPath) {
  const auto calculated = [](const std::string& id, const std::string& other) {
    return R"({"linkId":")" + id + R"(","type":"integer","extension":[)" +
           expression("calculatedExpression",
                      "%resource.item.where(linkId='" + other + "').answer.value + 1") +
           "]}";
  };
  const auto errors =
      Definition::check(questionnaire(calculated("a", "b") + "," + calculated("b", "a"))).errors;
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0].code, "AR-F008");
  EXPECT_THAT(errors[0].message, AllOf(HasSubstr("a -> b"), HasSubstr("b -> a")));
}

TEST(Definition, CycleThroughVariablesIsRefused) {
  const std::string more =
      R"("extension":[)" + variable("x", "%y") + "," + variable("y", "%x") + "],";
  const auto errors =
      Definition::check(questionnaire(R"({"linkId":"a","type":"string"})", more)).errors;
  ASSERT_FALSE(errors.empty());
  EXPECT_EQ(errors[0].code, "AR-F008");
  EXPECT_THAT(errors[0].message,
              ::testing::AnyOf(HasSubstr("%x -> %y -> %x"), HasSubstr("%y -> %x -> %y")));
}

TEST(Definition, CycleThroughAVariableAndAnItemIsRefused) {
  const std::string more =
      R"("extension":[)" + variable("x", "%resource.item.where(linkId='b').answer.value") + "],";
  const auto errors =
      Definition::check(
          questionnaire(R"(
    {"linkId":"a","type":"integer","extension":[)" +
                            expression("calculatedExpression", "%x") + R"(]},
    {"linkId":"b","type":"integer","extension":[)" +
                            expression("calculatedExpression",
                                       "%resource.item.where(linkId='a').answer.value") +
                            "]}",
                        more))
          .errors;
  ASSERT_FALSE(errors.empty());
  EXPECT_EQ(errors[0].code, "AR-F008");
}

TEST(Definition, ScoreInsideTheGroupItSumsIsNoCycle) {
  EXPECT_THAT(errors_of(R"({"linkId":"g","type":"group","item":[{"linkId":"g.n1","type":"integer"},
    {"linkId":"g.score","type":"integer","extension":[)" +
                        expression("calculatedExpression",
                                   "%resource.item.where(linkId='g').item.where(linkId.startsWith('"
                                   "g.n')).answer.value.sum()") +
                        "]}]}"),
              IsEmpty());
}

TEST(Definition, LanguagesThatAreNotEvaluatedAreRefusedWhereTheyWouldDecide) {
  const std::string cql =
      R"({"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression",
    "valueExpression":{"language":"text/cql","expression":"true"}})";
  EXPECT_THAT(errors_of(R"({"linkId":"a","type":"string","extension":[)" + cql + "]}"),
              ElementsAre("AR-F017 /item/0/extension/0/valueExpression/language"));
}

TEST(Definition, AnElementThatR4DoesNotHaveIsAWarningWithItsPlace) {
  const auto problems =
      Definition::check(questionnaire(R"~({"linkId":"a","type":"decimal","extension":[
    {"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression",
     "valueExpression":{"language":"text/fhirpath",
      "expression":"%resource.items.where(linkId = 'b').answer.value"}}]})~"));
  EXPECT_THAT(problems.errors, IsEmpty());
  EXPECT_THAT(codes(problems.warnings), Contains(HasSubstr("AR-X014 /item/0/extension/0")));
}

TEST(Definition, ConstraintWithLookAroundLoadsAndSaysThatItIsNotChecked) {
  const auto problems =
      Definition::check(questionnaire(R"~({"linkId":"a","type":"string","extension":[
    {"url":"http://hl7.org/fhir/StructureDefinition/targetConstraint","extension":[{"url":"key","valueId":"k"},
     {"url":"expression","valueExpression":{"language":"text/fhirpath",
      "expression":"%resource.item.answer.value.matches('(?!x)y')"}}]}]})~"));
  EXPECT_THAT(problems.errors, IsEmpty());
  EXPECT_THAT(codes(problems.warnings), Contains(HasSubstr("AR-F033 /item/0/extension/0")));
}

TEST(Definition, ItemsBelowADisplayAreWarnedOfAndWork) {
  const auto problems = Definition::check(
      questionnaire(R"({"linkId":"d","type":"display","item":[{"linkId":"q","type":"integer"}]})"));
  EXPECT_THAT(problems.errors, IsEmpty());
  EXPECT_THAT(codes(problems.warnings), ElementsAre("AR-F015 /item/0/item"));
  Form f = form(R"({"linkId":"d","type":"display","item":[{"linkId":"q","type":"integer"}]})");
  must(f.answer("q", {AnswerValue::integer(1)}));
  EXPECT_EQ(f.response().array_or_empty("item")[0],
            json(R"({"linkId":"d","item":[{"linkId":"q","answer":[{"valueInteger":1}]}]})"));
}

TEST(Definition, UnknownVariableIsWarnedOf) {
  const auto problems =
      Definition::check(questionnaire(R"({"linkId":"a","type":"integer","extension":[)" +
                                      expression("calculatedExpression", "%nobody + 1") + "]}"));
  EXPECT_THAT(problems.errors, IsEmpty());
  EXPECT_THAT(codes(problems.warnings),
              ElementsAre("AR-F016 /item/0/extension/0/valueExpression/expression"));
}

TEST(Options, FromAContainedValueSetAndFromAnExpansion) {
  const std::string more = R"("contained":[
    {"resourceType":"ValueSet","id":"c","compose":{"include":[{"system":"s","concept":[{"code":"a","display":"A"},{"code":"b"}]}]}},
    {"resourceType":"ValueSet","id":"e","expansion":{"contains":[{"system":"s","code":"x"},
       {"abstract":true,"code":"top","contains":[{"system":"s","code":"y"}]}]}}],)";
  const auto definition =
      load(questionnaire(R"({"linkId":"c","type":"choice","answerValueSet":"#c"},
    {"linkId":"e","type":"choice","answerValueSet":"#e"})",
                         more));
  const auto of = [&](const char* id) {
    std::vector<std::string> out;
    for (const Option& option : definition->find(id)->options) out.push_back(option.code);
    return out;
  };
  EXPECT_THAT(of("c"), ElementsAre("a", "b"));
  EXPECT_THAT(of("e"), ElementsAre("x", "y"));
  EXPECT_EQ(definition->find("c")->options[0].display, "A");
}

TEST(Options, UnknownCodesExclusiveAndPrefix) {
  const auto definition =
      load(questionnaire(R"({"linkId":"a","type":"choice",)" + yes_no_options() + "}"));
  const auto& options = definition->find("a")->options;
  ASSERT_EQ(options.size(), 5U);
  EXPECT_EQ(options[1].unknown, UnknownReason::none);
  EXPECT_EQ(options[2].unknown, UnknownReason::asked_unknown);
  EXPECT_EQ(options[3].unknown, UnknownReason::asked_declined);
  EXPECT_EQ(options[4].unknown, UnknownReason::skipped);
  EXPECT_FALSE(options[0].exclusive);
  EXPECT_TRUE(options[4].exclusive);
}

// que-2 speaks of groups and questions: a display item that repeats a linkId does not stop the
// form.
TEST(Definition, DisplayWithTheLinkIdOfAQuestionLoadsUnderItsOwn) {
  const fhir::Json doubled = questionnaire(
      R"({"linkId":"a","type":"display","text":"x"},{"linkId":"a","type":"boolean"},{"linkId":"a","type":"display"})");
  EXPECT_THAT(codes(Definition::check(doubled).errors), IsEmpty());
  EXPECT_THAT(codes(Definition::check(doubled).warnings),
              ElementsAre("AR-F034 /item/0/linkId", "AR-F034 /item/2/linkId"));
  const auto definition = load(doubled);
  EXPECT_THAT(definition->link_ids(), ElementsAre("a#2", "a", "a#3"));
  EXPECT_EQ(definition->find("a")->type, ItemType::boolean);
}

}  // namespace
}  // namespace anteroom::form
