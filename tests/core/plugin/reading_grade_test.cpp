#include <gtest/gtest.h>

#include "core/plugin/check.h"
#include "tests/core/plugin/small_bundle.h"

namespace anteroom::plugin {
namespace {

TEST(ReadingGrade, OrdersTextsAsReadersDo) {
  EXPECT_LT(reading_grade("Do you have a fever?"), 4);
  EXPECT_GT(
      reading_grade(
          "Have you experienced unexplained involuntary deterioration of sphincter functionality?"),
      12);
  EXPECT_EQ(reading_grade(""), 0);
  EXPECT_EQ(reading_grade("123 ?"), 0);
}

TEST(ReadingGrade, KnownSentence) {  // 6 words, 1 sentence, 6 syllables: 0.39 * 6 + 11.8 - 15.59
  EXPECT_NEAR(reading_grade("The cat sat on the mat."), -1.45, 0.01);
}

/// Warnings about the question "n".
int hard_words(const CheckReport& report) {
  int found = 0;
  for (const Error& warning : report.warnings)
    found += warning.code == "AR-P023" && warning.pointer == "n" ? 1 : 0;
  return found;
}

// The published words of an instrument may not be made simpler, so they are not judged; a linkId
// that no form has is a mistake.
TEST(ReadingGrade, TheWordsOfAnInstrumentAreNotJudged) {
  SmallBundle small;
  std::string& form = small.files["forms/intake.json"];
  const std::string hard = "Considerable difficulty concentrating on particular activities";
  form.replace(form.find("How much?"), 9, hard);
  std::string& spanish = small.files["i18n/es.json"];
  const std::string entry = SmallBundle::entry("n#text", "¿Cuánto?", "How much?");
  spanish.replace(spanish.find(entry), entry.size(),
                  SmallBundle::entry("n#text", "¿Cuánto?", hard));
  EXPECT_EQ(hard_words(check_bundle(small.write(), {})), 1);

  SmallBundle fixed;
  fixed.files = small.files;
  fixed.manifest.set(
      "instruments",
      *fhir::parse_json(R"([{"name":"I","licence":"free","source":"S","items":["n"]}])"));
  EXPECT_EQ(hard_words(check_bundle(fixed.write(), {})), 0);

  SmallBundle hidden;
  hidden.files = small.files;
  std::string& unseen = hidden.files["forms/intake.json"];
  unseen.replace(unseen.find(R"("type":"integer")"), 16,
                 R"("type":"integer","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/)"
                 R"(questionnaire-hidden","valueBoolean":true}])");
  EXPECT_EQ(hard_words(check_bundle(hidden.write(), {})), 0) << "nobody reads it";

  SmallBundle wrong;
  wrong.manifest.set(
      "instruments",
      *fhir::parse_json(R"([{"name":"I","licence":"free","source":"S","items":["x"]}])"));
  const CheckReport report = check_bundle(wrong.write(), {});
  ASSERT_FALSE(report.errors.empty());
  EXPECT_EQ(report.errors.front().code, "AR-P019");
  EXPECT_EQ(report.errors.front().message, "No form has the item \"x\".");
}

}  // namespace
}  // namespace anteroom::plugin
