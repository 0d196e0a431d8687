// Translation extensions on texts and options, language tags, and the honest fallback.
#include "tests/core/form/form_testing.h"

namespace anteroom::form {
namespace {

using namespace testing;

std::string translated(const std::string& language, const std::string& content) {
  return R"({"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[
    {"url":"lang","valueCode":")" +
         language + R"("},{"url":"content","valueString":")" + content + R"("}]}]})";
}

TEST(Translations, ItemAndOption) {
  const auto d = load(questionnaire(
      R"({"linkId":"q","type":"choice","text":"Pain?","_text":)" + translated("es", "¿Dolor?") +
          R"(,"answerOption":[{"valueCoding":{"system":"s","code":"y","display":"Yes","_display":)" +
          translated("es", "Sí") + R"(}},{"valueString":"Other","_valueString":)" +
          translated("es", "Otro") + "}]}",
      R"("language":"en",)"));
  EXPECT_EQ(d->item_text("q", "es").text, "¿Dolor?");
  EXPECT_TRUE(d->item_text("q", "es").translated);
  EXPECT_EQ(d->item_text("q", "es-MX").language, "es") << "a region is served by its language";
  EXPECT_EQ(d->option_text("q", "y", "es").text, "Sí");
  EXPECT_EQ(d->option_text("q", "Other", "es").text, "Otro");
}

TEST(Translations, FallsBackToTheSourceAndSaysSo) {
  const auto d = load(questionnaire(R"({"linkId":"q","type":"string","text":"Pain?","_text":)" +
                                        translated("zh-Hans", "疼") + "}",
                                    R"("language":"en",)"));
  const auto french = d->item_text("q", "fr");
  EXPECT_EQ(french.text, "Pain?");
  EXPECT_EQ(french.language, "en");
  EXPECT_FALSE(french.translated);
  EXPECT_EQ(d->item_text("q", "zh-Hant").text, "Pain?") << "another script is another language";
  EXPECT_EQ(d->item_text("q", "en").text, "Pain?");
}

}  // namespace
}  // namespace anteroom::form
