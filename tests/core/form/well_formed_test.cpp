// The invariants of R4, each with its own code and place; elements that R4 does not know; what
// stands where it cannot.
#include "tests/core/form/form_testing.h"

namespace anteroom::form {
namespace {

using namespace testing;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> warnings_of(const std::string& items, const std::string& more = "") {
  const auto problems = Definition::check(questionnaire(items, more));
  EXPECT_THAT(codes(problems.errors), IsEmpty()) << "a breach with one clear reading loads";
  return codes(problems.warnings);
}
std::vector<std::string> errors_of(const std::string& items, const std::string& more = "") {
  return codes(Definition::check(questionnaire(items, more)).errors);
}
const std::string kQuestion = R"({"linkId":"q","type":"integer"})";

TEST(WellFormed, Que0NameIsAnIdentifier) {
  EXPECT_THAT(warnings_of(kQuestion, R"("name":"Back pain",)"), ElementsAre("AR-F050 /name"));
  EXPECT_THAT(warnings_of(kQuestion, R"("name":"BackPain",)"), IsEmpty());
}

TEST(WellFormed, Que1GroupsHaveItemsAndDisplaysNone) {
  EXPECT_THAT(warnings_of(R"({"linkId":"g","type":"group"})"), ElementsAre("AR-F019 /item/0"));
  EXPECT_THAT(
      warnings_of(R"({"linkId":"d","type":"display","item":[{"linkId":"q","type":"integer"}]})"),
      ElementsAre("AR-F015 /item/0/item"));
}

TEST(WellFormed, Que3DisplayHasNoCode) {
  EXPECT_THAT(warnings_of(R"({"linkId":"d","type":"display","code":[{"code":"c"}]})"),
              ElementsAre("AR-F053 /item/0/code"));
}

TEST(WellFormed, Que4OptionsOrValueSet) {
  EXPECT_THAT(
      warnings_of(
          R"({"linkId":"q","type":"choice","answerValueSet":"#v","answerOption":[{"valueString":"a"}]})",
          R"("contained":[{"resourceType":"ValueSet","id":"v","compose":{"include":[{"system":"s","concept":[{"code":"b"}]}]}}],)"),
      ElementsAre("AR-F054 /item/0/answerValueSet"));
}

TEST(WellFormed, Que5OptionsOnlyWhereATypeHasThem) {
  EXPECT_THAT(
      warnings_of(R"({"linkId":"q","type":"boolean","answerOption":[{"valueString":"a"}]})"),
      ElementsAre("AR-F055 /item/0/answerOption"));
  EXPECT_THAT(warnings_of(R"({"linkId":"q","type":"integer","answerOption":[{"valueInteger":1}]})"),
              IsEmpty());
}

TEST(WellFormed, Que6DisplayIsNeitherRequiredNorRepeated) {
  EXPECT_THAT(warnings_of(R"({"linkId":"d","type":"display","required":false,"repeats":false})"),
              ElementsAre("AR-F056 /item/0/required", "AR-F056 /item/0/repeats"));
}

TEST(WellFormed, Que7ExistsAsksForABoolean) {
  EXPECT_THAT(errors_of(kQuestion + R"(,{"linkId":"e","type":"string","enableWhen":[
      {"question":"q","operator":"exists","answerInteger":1}]})"),
              ElementsAre("AR-F057 /item/1/enableWhen/0"));
}

TEST(WellFormed, Que8GroupsAndDisplaysHaveNoInitialValue) {
  EXPECT_THAT(warnings_of(R"({"linkId":"d","type":"display","initial":[{"valueString":"x"}]})"),
              ElementsAre("AR-F058 /item/0/initial"));
}

TEST(WellFormed, Que9DisplayIsNotReadOnly) {
  EXPECT_THAT(warnings_of(R"({"linkId":"d","type":"display","readOnly":true})"),
              ElementsAre("AR-F059 /item/0/readOnly"));
}

TEST(WellFormed, Que10MaxLengthOnlyOfSimpleTypes) {
  EXPECT_THAT(warnings_of(R"({"linkId":"q","type":"date","maxLength":3})"),
              ElementsAre("AR-F060 /item/0/maxLength"));
  EXPECT_THAT(warnings_of(R"({"linkId":"q","type":"text","maxLength":3})"), IsEmpty());
}

TEST(WellFormed, Que11OptionsBringTheirInitialValue) {
  EXPECT_THAT(
      warnings_of(
          R"({"linkId":"q","type":"choice","answerOption":[{"valueCoding":{"code":"a"}}],"initial":[{"valueCoding":{"code":"a"}}]})"),
      ElementsAre("AR-F061 /item/0/initial"));
}

TEST(WellFormed, Que12SeveralConditionsNeedABehavior) {
  const std::string line = R"({"question":"q","operator":"exists","answerBoolean":true})";
  const auto item = [&](const std::string& more) {
    return kQuestion + R"(,{"linkId":"e","type":"string",)" + more + R"("enableWhen":[)" + line +
           "," + line + "]}";
  };
  EXPECT_THAT(warnings_of(item("")), ElementsAre("AR-F062 /item/1"));
  EXPECT_THAT(warnings_of(item(R"("enableBehavior":"any",)")), IsEmpty());
}

TEST(WellFormed, Que13SeveralInitialValuesNeedRepeats) {
  const std::string initial = R"("initial":[{"valueInteger":1},{"valueInteger":2}])";
  EXPECT_THAT(errors_of(R"({"linkId":"q","type":"integer",)" + initial + "}"),
              ElementsAre("AR-F063 /item/0/initial"));
  EXPECT_THAT(errors_of(R"({"linkId":"q","type":"integer","repeats":true,)" + initial + "}"),
              IsEmpty());
}

TEST(WellFormed, OccurrencesNeedRequiredAndRepeats) {
  const auto occurs = [](const std::string& name, const std::string& more) {
    return R"({"linkId":"q","type":"string",)" + more +
           R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-)" + name +
           R"(","valueInteger":2}]})";
  };
  EXPECT_THAT(warnings_of(occurs("minOccurs", R"("repeats":true,)")),
              ElementsAre("AR-F067 /item/0"));
  EXPECT_THAT(warnings_of(occurs("minOccurs", R"("required":true,)")), IsEmpty());
  EXPECT_THAT(warnings_of(occurs("maxOccurs", "")), ElementsAre("AR-F067 /item/0"));
  EXPECT_THAT(warnings_of(occurs("maxOccurs", R"("repeats":true,)")), IsEmpty());
}

TEST(WellFormed, StatusIsRequired) {
  EXPECT_THAT(
      codes(Definition::check(json(R"({"resourceType":"Questionnaire","item":[]})")).warnings),
      ElementsAre("AR-F066 "));
}

TEST(WellFormed, UnknownElementsAreToldWithTheirPlace) {
  EXPECT_THAT(
      warnings_of(R"({"linkId":"q","type":"choice","disabledDisplay":"hidden",
    "answerOption":[{"valueCoding":{"code":"a"},"colour":"red"}],"_text":{"id":"x"}},
    {"linkId":"e","type":"string","enableWhen":[{"question":"q","operator":"exists","answerBoolean":true,"also":1}]})",
                  R"("copyrightLabel":"x",)"),
      ElementsAre("AR-F018 /copyrightLabel", "AR-F018 /item/0/disabledDisplay",
                  "AR-F018 /item/0/answerOption/0/colour", "AR-F018 /item/1/enableWhen/0/also"));
}

// A required that is no boolean, or an item that is no list, would be read as not there.
TEST(WellFormed, WrongJsonTypesAreRefused) {
  EXPECT_THAT(errors_of(R"({"linkId":"q","type":"string","required":"true"})"),
              ElementsAre("AR-F065 /item/0/required"));
  EXPECT_THAT(errors_of(R"({"linkId":"g","type":"group","item":{"linkId":"q","type":"string"}})"),
              ElementsAre("AR-F065 /item/0/item"));
  EXPECT_THAT(errors_of(R"({"linkId":"q","type":"string","enableWhen":{"question":"a"}})"),
              ElementsAre("AR-F065 /item/0/enableWhen"));
}

TEST(WellFormed, ModifierExtensionIsRefused) {
  const std::string extension =
      R"("modifierExtension":[{"url":"http://example.org/not","valueBoolean":true}])";
  EXPECT_THAT(errors_of(R"({"linkId":"q","type":"string",)" + extension + "}"),
              ElementsAre("AR-F064 /item/0/modifierExtension"));
  EXPECT_THAT(errors_of(kQuestion, extension + ","), ElementsAre("AR-F064 /modifierExtension"));
  EXPECT_FALSE(Definition::load(questionnaire(kQuestion, extension + ",")).ok());
}

TEST(WellFormed, SubQuestionnaireThatIsNotAssembledIsToldOf) {
  EXPECT_THAT(
      warnings_of(
          R"({"linkId":"d","type":"display","extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-subQuestionnaire","valueCanonical":"http://example.org/q2"}]})"),
      ElementsAre("AR-F036 /item/0/extension/0"));
}

TEST(WellFormed, XhtmlThatCannotBeReadIsToldOf) {
  const auto item = [](const std::string& xhtml) {
    return R"({"linkId":"q","type":"string","text":"x","_text":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/rendering-xhtml","valueString":")" +
           xhtml + R"("}]}})";
  };
  EXPECT_THAT(warnings_of(item("<b>x")), ElementsAre("AR-F037 /item/0/_text"));
  EXPECT_THAT(warnings_of(item("<b>x</b>")), IsEmpty());
}

// ---- limits of a form

std::string many(std::size_t count) {
  std::string items;
  for (std::size_t i = 0; i < count; ++i)
    items += (i == 0 ? "" : ",") + std::string(R"({"linkId":"q)") + std::to_string(i) +
             R"(","type":"string"})";
  return items;
}

TEST(FormLimits, MoreItemsThanAllowed) {
  FormLimits limits;
  limits.max_items = 3;
  EXPECT_TRUE(Definition::load(questionnaire(many(3)), limits).ok());
  const auto problems = Definition::check(questionnaire(many(6)), limits);
  ASSERT_THAT(codes(problems.errors), ElementsAre("AR-F070 /item/3")) << "told once";
  EXPECT_THAT(problems.errors[0].message, HasSubstr("3 items"));
}

TEST(FormLimits, ItemsNestedTooDeep) {
  FormLimits limits;
  limits.max_depth = 2;
  const auto nested = [](const std::string& inner) {
    return R"({"linkId":"a","type":"group","item":[{"linkId":"b","type":"group","item":[)" + inner +
           "]}]}";
  };
  const auto problems =
      Definition::check(questionnaire(nested(R"({"linkId":"c","type":"string"})")), limits);
  ASSERT_THAT(codes(problems.errors), ElementsAre("AR-F071 /item/0/item/0/item/0"));
  EXPECT_THAT(problems.errors[0].message, HasSubstr("2 deep"));
}

TEST(FormLimits, OptionsAndExpressions) {
  FormLimits limits;
  limits.max_options = 1;
  limits.max_expression_length = 5;
  const auto problems = Definition::check(
      questionnaire(
          R"({"linkId":"q","type":"choice","answerOption":[{"valueString":"a"},{"valueString":"b"},{"valueString":"c"}]},
    {"linkId":"e","type":"integer","extension":[)" +
          expression("calculatedExpression", "1 + 2 + 3") + "]}"),
      limits);
  ASSERT_THAT(codes(problems.errors),
              ElementsAre("AR-F072 /item/0/answerOption/1",
                          "AR-F073 /item/1/extension/0/valueExpression/expression"));
  EXPECT_THAT(problems.errors[0].message, HasSubstr("1 option"));
  EXPECT_THAT(problems.errors[1].message, HasSubstr("5 bytes"));
}

TEST(FormLimits, RepeatsOfAGroupByHandAndFromAResponse) {
  FormLimits limits;
  limits.max_repeats = 2;
  const auto definition =
      Definition::load(
          questionnaire(
              R"({"linkId":"g","type":"group","repeats":true,"item":[{"linkId":"q","type":"integer"}]})"),
          limits)
          .value();
  Form f(definition, launch_at());
  must(f.add_instance("g"));
  const auto refused = f.add_instance("g");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "AR-F074");
  EXPECT_THAT(refused.error().message, HasSubstr("at most 2 times"));
  std::string items;
  for (int i = 0; i < 5; ++i)
    items += std::string(i == 0 ? "" : ",") +
             R"({"linkId":"g","item":[{"linkId":"q","answer":[{"valueInteger":1}]}]})";
  Form loaded(definition, launch_at());
  EXPECT_THAT(
      codes(loaded.load_response(json(
          R"({"resourceType":"QuestionnaireResponse","questionnaire":"http://example.org/q|1","item":[)" +
          items + "]}"))),
      ElementsAre("AR-F074 /item/2"));
  EXPECT_EQ(loaded.instances("g"), 2U);
}

TEST(FormLimits, ExpressionsThatReadEverything) {
  FormLimits limits;
  limits.max_reads = 50;
  std::string items = many(20);
  for (int i = 0; i < 5; ++i)
    items +=
        R"(,{"linkId":"c)" + std::to_string(i) + R"(","type":"integer","extension":[)" +
        expression("calculatedExpression", "%resource.item.where(linkId.startsWith('q')).count()") +
        "]}";
  EXPECT_THAT(codes(Definition::check(questionnaire(items), limits).errors),
              ElementsAre("AR-F075 /item/22/extension/0/valueExpression/expression"));
}

// Each variable names the next one twice: without memory that is 2^40 looks at the last.
TEST(FormLimits, ChainOfVariablesThatDouble) {
  std::string variables = variable("v40", "1");
  for (int i = 0; i < 40; ++i) {
    const std::string next = "%v" + std::to_string(i + 1);
    variables += "," + variable("v" + std::to_string(i), next + " + " + next);
  }
  EXPECT_TRUE(
      Definition::load(questionnaire(kQuestion, R"("extension":[)" + variables + "],")).ok());
}

TEST(FormLimits, AThousandItemsLoadWithTheUsualOnes) {
  EXPECT_TRUE(Definition::load(questionnaire(many(1000))).ok());
}

}  // namespace
}  // namespace anteroom::form
