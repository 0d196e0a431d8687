#include "core/plugin/bundle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/plugin/small_bundle.h"

namespace anteroom::plugin {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

auto code(const std::string& wanted) {
  return Field(&Error::code, wanted);
}

std::string all(const Errors& errors) {
  std::string text;
  for (const Error& error : errors) text += error.to_string() + "\n";
  return text;
}

TEST(Bundle, LoadsFormsRulesSummaryAndTranslations) {
  SmallBundle small;
  const Bundle::Loaded loaded = Bundle::load(small.write());
  ASSERT_TRUE(loaded.bundle) << all(loaded.errors);
  EXPECT_THAT(loaded.warnings, IsEmpty()) << all(loaded.warnings);
  EXPECT_THAT(loaded.bundle->definition()->link_ids(),
              ElementsAre("a", "n", "h"));  // history behind the intake form
  EXPECT_EQ(loaded.bundle->definition()->item_text("h", "es").text, "¿Antes?");
  EXPECT_EQ(loaded.bundle->definition()->option_text("a", "yes", "es").text, "Sí");
  EXPECT_EQ(loaded.bundle->translation("es", "RF-1#patient"), "Avise");
  EXPECT_EQ(loaded.bundle->translation("fr", "RF-1#patient"), "");
  EXPECT_EQ(loaded.bundle->rules()->rules().size(), 1U);
  ASSERT_EQ(loaded.bundle->summary_lines().size(), 2U);
  EXPECT_EQ(loaded.bundle->summary_lines()[0].id, "one");  // by order
  EXPECT_EQ(loaded.bundle->manifest().title_in("es"), "Pequeño");
  EXPECT_EQ(loaded.bundle->manifest().title_in("ar"), "Small");
}

TEST(Bundle, NoManifest) {
  SmallBundle small;
  EXPECT_THAT(Bundle::load(small.parent()).errors, ElementsAre(code("AR-P001")));
  EXPECT_THAT(Bundle::load("/nonexistent").errors, ElementsAre(code("AR-P001")));
}

TEST(Bundle, ChangedFileIsRefused) {
  SmallBundle small;
  const std::string directory = small.write();
  SmallBundle::put(directory + "/red-flags.json", small.files["red-flags.json"] + " ");
  const Bundle::Loaded loaded = Bundle::load(directory);
  EXPECT_FALSE(loaded.bundle);
  EXPECT_THAT(loaded.errors, ElementsAre(code("AR-P009")));
}

TEST(Bundle, MissingFileIsRefused) {
  SmallBundle small;
  const std::string directory = small.write();
  std::filesystem::remove(directory + "/red-flags.json");
  EXPECT_THAT(Bundle::load(directory).errors, ElementsAre(code("AR-P001")));
}

TEST(Bundle, UnnamedFileIsRefused) {
  SmallBundle small;
  const std::string directory = small.write();
  SmallBundle::put(directory + "/forms/more.json", "{}");
  const Bundle::Loaded loaded = Bundle::load(directory);
  EXPECT_THAT(loaded.errors, ElementsAre(code("AR-P002")));
  EXPECT_EQ(loaded.errors.front().pointer, "forms/more.json");
}

TEST(Bundle, LinksAreRefused) {
  SmallBundle small;
  const std::string directory = small.write();
  std::filesystem::rename(directory + "/red-flags.json", small.parent() + "/elsewhere.json");
  std::filesystem::create_symlink(small.parent() + "/elsewhere.json",
                                  directory + "/red-flags.json");
  EXPECT_THAT(Bundle::load(directory).errors, Contains(code("AR-P002")));
}

TEST(Bundle, DirectoryNameMustBeTheId) {
  SmallBundle small;
  const Bundle::Loaded loaded = Bundle::load(small.write("other"));
  EXPECT_THAT(loaded.errors, ElementsAre(code("AR-P002")));
  EXPECT_EQ(loaded.errors.front().pointer, "plugin.json#/id");
}

TEST(Bundle, PromisedLanguageNeedsItsFile) {
  SmallBundle small;
  small.manifest.set("languages", fhir::Json::array().push("en").push("es").push("fr"));
  EXPECT_THAT(Bundle::load(small.write()).errors, ElementsAre(code("AR-P018")));
}

TEST(Bundle, MissingAndStaleTextsAreWarnings) {
  SmallBundle small;
  small.files["i18n/es.json"] = R"({"version":"1.0.0","language":"es","strings":{)" +
                                SmallBundle::entry("a#text", "¿Primero?", "An older first?") + "}}";
  const Bundle::Loaded loaded = Bundle::load(small.write());
  ASSERT_TRUE(loaded.bundle) << all(loaded.errors);
  EXPECT_THAT(loaded.warnings, ElementsAre(code("AR-P018"), code("AR-P030")));
  EXPECT_THAT(all(loaded.warnings), HasSubstr("n#text"));
  EXPECT_THAT(all(loaded.warnings), HasSubstr("a#text"));
}

TEST(Bundle, FormErrorsNameTheFileTheyStandIn) {
  SmallBundle small;
  small.files["forms/history.json"] =
      R"({"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"a","text":"Again?","type":"boolean"}]})";
  const Bundle::Loaded loaded = Bundle::load(small.write());
  EXPECT_FALSE(loaded.bundle);
  EXPECT_THAT(all(loaded.errors), HasSubstr("forms/history.json#/item/0"));
}

TEST(Bundle, FormsWhoseListsAreNoListsAreRefused) {
  for (const std::string_view file : {"forms/intake.json", "forms/history.json"}) {
    SmallBundle small;
    small.files[std::string(file)] =
        R"({"resourceType":"Questionnaire","language":"en","url":"http://x.example/Questionnaire/q","status":"draft","item":3})";
    const Bundle::Loaded loaded = Bundle::load(small.write());
    EXPECT_FALSE(loaded.bundle) << file;
    EXPECT_THAT(loaded.errors, Not(IsEmpty())) << file;
  }
}

TEST(Bundle, ACompanionThatIsNoObjectStopsNoTranslation) {
  SmallBundle small;
  small.files["forms/history.json"] =
      R"({"resourceType":"Questionnaire","language":"en","url":"http://x.example/Questionnaire/h","status":"draft","item":[)"
      R"({"linkId":"h","text":"Before?","_text":3,"type":"boolean"}]})";
  const Bundle::Loaded loaded = Bundle::load(small.write());
  EXPECT_TRUE(loaded.bundle || !loaded.errors.empty());
  if (loaded.bundle) {
    EXPECT_EQ(loaded.bundle->definition()->item_text("h", "es").text, "Before?");
    EXPECT_EQ(loaded.bundle->definition()->item_text("a", "es").text, "¿Primero?");
  }
}

TEST(Bundle, RuleOfAnUnknownItemIsRefused) {
  SmallBundle small;
  std::string& rules = small.files["red-flags.json"];
  rules.replace(rules.find("'a'"), 3, "'b'");
  const Bundle::Loaded loaded = Bundle::load(small.write());
  EXPECT_FALSE(loaded.bundle);
  EXPECT_THAT(loaded.errors, Contains(code("AR-P019")));
  EXPECT_THAT(all(loaded.errors), HasSubstr("red-flags.json#/rules/0"));
}

TEST(Bundle, APlaceInARuleIsAPlaceInTheFile) {
  SmallBundle small;
  std::string& rules = small.files["red-flags.json"];
  const std::size_t code = rules.find("'yes'");
  rules.replace(code, 5, "'yep'");
  const Bundle::Loaded loaded = Bundle::load(small.write());
  ASSERT_EQ(loaded.errors.size(), 1U);
  EXPECT_EQ(loaded.errors[0].line, 1);
  EXPECT_EQ(loaded.errors[0].column, static_cast<int>(code) + 1);
  EXPECT_THAT(loaded.errors[0].mend, HasSubstr("yes, no"));
}

TEST(Bundle, DeclaredAndRealRulesMustAgree) {
  SmallBundle small;
  small.manifest.find("provides")
      ->set("red_flags", fhir::Json::array().push(
                             fhir::Json::object().set("id", "RF-1").set("tier", "routine")));
  const Bundle::Loaded loaded = Bundle::load(small.write());
  EXPECT_THAT(loaded.errors, ElementsAre(code("AR-P002"), code("AR-P002")));
}

TEST(Bundle, TemplateOfAnUnknownItemIsRefused) {
  SmallBundle small;
  std::string& summary = small.files["summary.json"];
  summary.replace(summary.find("{n}"), 3, "{m}");
  const Bundle::Loaded loaded = Bundle::load(small.write());
  EXPECT_THAT(loaded.errors, ElementsAre(code("AR-P019")));
}

TEST(Catalogue, FindsGoodOnesAndSaysWhyNot) {
  SmallBundle small;
  small.write();
  SmallBundle::put(small.parent() + "/broken/plugin.json", "{");
  SmallBundle::put(small.parent() + "/no-plugin/readme.txt", "nothing");
  const Catalogue catalogue = load_catalogue({small.parent(), "/nonexistent"});
  ASSERT_EQ(catalogue.bundles.size(), 1U);
  EXPECT_EQ(catalogue.bundles[0]->manifest().id, "small");
  ASSERT_EQ(catalogue.refused.size(), 1U);
  EXPECT_THAT(catalogue.refused[0].second, ElementsAre(code("AR-P002")));
}

TEST(Catalogue, SameIdTwiceTurnsBothOff) {
  SmallBundle one, two;
  one.write();
  two.write();
  const Catalogue catalogue = load_catalogue({one.parent(), two.parent()});
  EXPECT_THAT(catalogue.bundles, IsEmpty());
  ASSERT_EQ(catalogue.refused.size(), 2U);
  EXPECT_THAT(catalogue.refused[0].second, ElementsAre(code("AR-P011")));
}

TEST(Catalogue, BrokenCopyDoesNotLetTheOtherTakeItsPlace) {
  SmallBundle one, two;
  one.write();
  SmallBundle::put(two.write() + "/red-flags.json", "{}");
  EXPECT_THAT(load_catalogue({two.parent(), one.parent()}).bundles, IsEmpty());
}

}  // namespace
}  // namespace anteroom::plugin
