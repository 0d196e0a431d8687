// What a contained value set offers, worked out from the questionnaire alone.
#include "tests/core/form/form_testing.h"

namespace anteroom::form {
namespace {

using namespace testing;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string kChoice = R"({"linkId":"q","type":"choice","answerValueSet":"#v"})";
const std::string kSystem =
    R"({"resourceType":"CodeSystem","id":"cs","url":"s","concept":[
      {"code":"a","concept":[{"code":"a1","display":"A one","concept":[{"code":"a11"}]},{"code":"a2"}]},{"code":"b"}]},)";

std::string value_set(const std::string& compose, const std::string& id = "v") {
  return R"({"resourceType":"ValueSet","id":")" + id + R"(","compose":)" + compose + "}";
}
std::vector<std::string> offered(const std::string& contained) {
  const auto definition = load(questionnaire(kChoice, R"("contained":[)" + contained + "],"));
  std::vector<std::string> out;
  for (const Option& option : definition->find("q")->options) out.push_back(option.code);
  return out;
}
std::vector<std::string> filtered(const std::string& op, const std::string& of) {
  return offered(kSystem +
                 value_set(R"({"include":[{"system":"s","filter":[{"property":"concept","op":")" +
                           op + R"(","value":")" + of + R"("}]}]})"));
}

TEST(ValueSets, WholeContainedCodeSystem) {
  EXPECT_THAT(offered(kSystem + value_set(R"({"include":[{"system":"s"}]})")),
              ElementsAre("a", "a1", "a11", "a2", "b"));
}

TEST(ValueSets, FiltersOverTheHierarchy) {
  EXPECT_THAT(filtered("is-a", "a"), ElementsAre("a", "a1", "a11", "a2"));
  EXPECT_THAT(filtered("descendent-of", "a"), ElementsAre("a1", "a11", "a2"));
  EXPECT_THAT(filtered("is-not-a", "a1"), ElementsAre("a", "a2", "b"));
  EXPECT_THAT(filtered("=", "a2"), ElementsAre("a2"));
  EXPECT_THAT(filtered("in", "a2,b"), ElementsAre("a2", "b"));
  EXPECT_THAT(filtered("not-in", "a,a1"), ElementsAre("a11", "a2", "b"));
}

TEST(ValueSets, FilterThatIsNotUnderstoodOffersNothingAndIsTold) {
  const std::string contained =
      kSystem +
      value_set(
          R"({"include":[{"system":"s","filter":[{"property":"colour","op":"=","value":"red"}]}]})");
  const auto problems =
      Definition::check(questionnaire(kChoice, R"("contained":[)" + contained + "],"));
  EXPECT_THAT(problems.errors, IsEmpty());
  EXPECT_THAT(codes(problems.warnings), ElementsAre("AR-F012 /item/0/answerValueSet"));
  EXPECT_THAT(offered(contained), IsEmpty());
}

TEST(ValueSets, OtherValueSetsAreUnitedAcrossIncludesAndSharedWithinOne) {
  const std::string others =
      value_set(R"({"include":[{"system":"s","concept":[{"code":"a"},{"code":"b"}]}]})", "x") +
      "," +
      value_set(R"({"include":[{"system":"s","concept":[{"code":"b"},{"code":"c"}]}]})", "y") + ",";
  EXPECT_THAT(
      offered(others + value_set(R"({"include":[{"valueSet":["#x"]},{"valueSet":["#y"]}]})")),
      ElementsAre("a", "b", "c"));
  EXPECT_THAT(offered(others + value_set(R"({"include":[{"valueSet":["#x","#y"]}]})")),
              ElementsAre("b"));
  EXPECT_THAT(
      offered(
          others +
          value_set(
              R"({"include":[{"system":"s","concept":[{"code":"c"},{"code":"d"}],"valueSet":["#y"]}]})")),
      ElementsAre("c"));
}

TEST(ValueSets, Excluded) {
  EXPECT_THAT(
      offered(value_set(
          R"({"include":[{"system":"s","concept":[{"code":"a"},{"code":"b"}]},{"system":"t","concept":[{"code":"a"}]}],
              "exclude":[{"system":"s","concept":[{"code":"a"}]}]})")),
      ElementsAre("b", "a"))
      << "a of the other system stays";
}

TEST(ValueSets, CircleAndMissingReferenceAreRefused) {
  const auto errors = [](const std::string& contained) {
    return codes(
        Definition::check(questionnaire(kChoice, R"("contained":[)" + contained + "],")).errors);
  };
  EXPECT_THAT(errors(value_set(R"({"include":[{"valueSet":["#v"]}]})")),
              ElementsAre("AR-F012 /item/0/answerValueSet"));
  EXPECT_THAT(errors(value_set(R"({"include":[{"valueSet":["#none"]}]})")),
              ElementsAre("AR-F012 /item/0/answerValueSet"));
}

TEST(ValueSets, DisplayOfTheContainedSystem) {
  const auto definition = load(questionnaire(
      kChoice, R"("contained":[)" + kSystem + value_set(R"({"include":[{"system":"s"}]})") + "],"));
  EXPECT_EQ(definition->find("q")->options[1].display, "A one");
  EXPECT_EQ(definition->find("q")->options[1].system, "s");
}

TEST(ValueSets, ByTheUrlOfAContainedOne) {
  const std::string contained =
      R"("contained":[{"resourceType":"ValueSet","id":"v","url":"http://example.org/v","compose":{"include":[{"system":"s","concept":[{"code":"a"}]}]}}],)";
  const auto definition = load(questionnaire(
      R"({"linkId":"q","type":"choice","answerValueSet":"http://example.org/v|2"})", contained));
  ASSERT_EQ(definition->find("q")->options.size(), 1U);
  EXPECT_EQ(definition->find("q")->options[0].code, "a");
}

TEST(ValueSets, DesignationsAreTranslations) {
  const auto definition = load(questionnaire(
      kChoice, R"("contained":[)" +
                   value_set(R"({"include":[{"system":"s","concept":[{"code":"a","display":"Back",
        "designation":[{"language":"de","value":"Rücken"},{"value":"no language"}]},{"code":"b","display":"Neck"}]}]})") +
                   "],"));
  EXPECT_EQ(definition->option_text("q", "a", "de").text, "Rücken");
  EXPECT_TRUE(definition->option_text("q", "a", "de").translated);
  EXPECT_EQ(definition->option_text("q", "a", "en").text, "Back");
  EXPECT_EQ(definition->option_text("q", "b", "de").text, "Neck");
}

}  // namespace
}  // namespace anteroom::form
