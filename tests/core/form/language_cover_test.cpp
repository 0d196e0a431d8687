// Whether all that a page shows of an item is in a language.
#include "core/form/language_cover.h"

#include "tests/core/form/form_testing.h"

namespace anteroom::form {
namespace {

using namespace testing;

std::string in_spanish(const std::string& content) {
  return R"({"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[
    {"url":"lang","valueCode":"es"},{"url":"content","valueString":")" +
         content + R"("}]}]})";
}

std::string yes_no(const std::string& yes) {
  return R"("answerOption":[{"valueCoding":{"system":"s","code":"y","display":"Yes")" + yes +
         R"(}},{"valueInteger":3},{"valueCoding":{"system":
           "http://terminology.hl7.org/CodeSystem/data-absent-reason","code":"asked-unknown","display":"Not sure"}}])";
}

TEST(LanguageCover, TextAndOptionsMustBeThere) {
  const std::string text = R"("type":"choice","text":"Pain?","_text":)" + in_spanish("¿Dolor?");
  const auto d = load(questionnaire(
      R"({"linkId":"whole",)" + text + "," + yes_no(R"(,"_display":)" + in_spanish("Sí")) +
          R"(},{"linkId":"option",)" + text + "," + yes_no("") +
          R"(},{"linkId":"text","type":"choice","text":"Pain?",)" +
          yes_no(R"(,"_display":)" + in_spanish("Sí")) +
          R"(},{"linkId":"bare","type":"string"},{"linkId":"digits","type":"string","text":"1."})",
      R"("language":"en",)"));
  EXPECT_TRUE(is_in_language(*d, "whole", "es"));
  EXPECT_TRUE(is_in_language(*d, "whole", "es-MX"));
  EXPECT_FALSE(is_in_language(*d, "option", "es"));
  EXPECT_FALSE(is_in_language(*d, "text", "es"));
  EXPECT_TRUE(is_in_language(*d, "bare", "es")) << "nothing to read";
  EXPECT_TRUE(is_in_language(*d, "digits", "es")) << "digits are read in every language";
  EXPECT_FALSE(is_in_language(*d, "whole", "fr"));
  for (const char* own : {"en", "en-GB"}) EXPECT_TRUE(is_in_language(*d, "option", own));
  EXPECT_EQ(source_language(*d), "en");
}

TEST(LanguageCover, WhatIsDrawnWithAnItemCounts) {
  const auto d = load(questionnaire(
      R"({"linkId":"q","type":"string","text":"Pain?","_text":)" + in_spanish("¿Dolor?") +
          R"(,"item":[{"linkId":"help","type":"display","text":"More words","extension":[{
             "url":"http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
             "valueCodeableConcept":{"coding":[{"system":"http://hl7.org/fhir/questionnaire-item-control","code":"help"}]}}]}]})",
      R"("language":"en",)"));
  EXPECT_FALSE(is_in_language(*d, "q", "es"));
}

}  // namespace
}  // namespace anteroom::form
