// Review in words: gaps are visible, private answers are not, nothing is lost when the list is cut.
#include "kiosk/flow/review_page.h"

#include <gmock/gmock.h>

#include "kiosk/flow/words.h"
#include "tests/support/small_form.h"

namespace anteroom::flow {
namespace {

using support::code;

std::string answer_of(const form::Form& form, const std::string& path,
                      std::string_view language = "en") {
  return review_line(form, path, language).answer.shown();
}

TEST(Review, SaysAnswersInWords) {
  form::Form form = support::small_form();
  ASSERT_TRUE(form.answer("fever", {code("no")}).ok());
  ASSERT_TRUE(form.answer("quality", {code("dull"), code("burning")}).ok());
  ASSERT_TRUE(form.answer("began", {form::AnswerValue::date("2026-03-07")}).ok());
  ASSERT_TRUE(form.answer("nrs-now", {form::AnswerValue::integer(0)}).ok());
  EXPECT_EQ(answer_of(form, "fever"), "No");
  EXPECT_EQ(answer_of(form, "quality"), "Dull, Burning");
  EXPECT_EQ(answer_of(form, "began"), "March 7, 2026");
  EXPECT_EQ(answer_of(form, "began", "es"), "7 de marzo de 2026");
  EXPECT_EQ(answer_of(form, "nrs-now"), "0");
  EXPECT_FALSE(review_line(form, "fever", "en").gap);
}

TEST(Review, AUnitThatIsAWordStandsOnlyBesideItsOwnLanguage) {
  const auto json =
      fhir::parse_json(R"({"resourceType":"Questionnaire","language":"en","status":"draft","item":[
    {"linkId":"age","type":"integer","text":"How old are you?",
     "_text":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[
       {"url":"lang","valueCode":"es"},{"url":"content","valueString":"¿Cuántos años tiene?"}]}]},
     "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unit",
       "valueCoding":{"system":"http://unitsofmeasure.org","code":"a","display":"years"}}]},
    {"linkId":"weight","type":"integer","text":"Weight?",
     "_text":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[
       {"url":"lang","valueCode":"es"},{"url":"content","valueString":"¿Peso?"}]}]},
     "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-unit",
       "valueCoding":{"system":"http://unitsofmeasure.org","code":"kg","display":"kg"}}]}]})");
  ASSERT_TRUE(json.ok());
  const auto definition = form::Definition::load(*json);
  ASSERT_TRUE(definition.ok()) << definition.error().to_string();
  form::Form form(*definition, {});
  ASSERT_TRUE(form.answer("age", {form::AnswerValue::integer(58)}).ok());
  ASSERT_TRUE(form.answer("weight", {form::AnswerValue::integer(70)}).ok());
  EXPECT_EQ(answer_of(form, "age"), "58 years");
  EXPECT_EQ(answer_of(form, "age", "es"), "58");
  EXPECT_EQ(answer_of(form, "weight", "es"), "70 kg");
}

TEST(Review, EveryKindOfUnknownIsAGapWithItsOwnWords) {
  form::Form form = support::small_form();
  ASSERT_TRUE(form.answer_unknown("fever", form::UnknownReason::asked_unknown).ok());
  ASSERT_TRUE(form.answer_unknown("belly", form::UnknownReason::asked_declined).ok());
  ASSERT_TRUE(form.answer_unknown("chest", form::UnknownReason::skipped).ok());
  EXPECT_EQ(answer_of(form, "fever"), "Not sure");
  EXPECT_EQ(answer_of(form, "belly"), "Prefer not to answer");
  EXPECT_EQ(answer_of(form, "chest"), "Not answered");
  EXPECT_EQ(answer_of(form, "faint"), "Not answered");
  for (const char* path : {"fever", "belly", "chest", "faint"})
    EXPECT_TRUE(review_line(form, path, "en").gap);
}

TEST(Review, PrivateAnswersLookAlike) {
  form::Form form = support::small_form();
  ASSERT_TRUE(form.answer("secret", {code("yes")}).ok());
  EXPECT_EQ(answer_of(form, "secret"), "Answered, private");
  ASSERT_TRUE(form.answer("secret", {code("no")}).ok());
  EXPECT_EQ(answer_of(form, "secret"), "Answered, private");
}

TEST(Review, GroupsStandByStepAndAGapAsksForAnAnswer) {
  form::Form form = support::small_form();
  for (const char* path : {"secret", "smoke"})
    ASSERT_TRUE(form.answer(path, {code(std::string(path) == "smoke" ? "now" : "no")}).ok());
  const std::vector<ReviewGroup> groups = review_groups(form, "en");
  ASSERT_EQ(groups.size(), 4u);
  EXPECT_EQ(groups[0].change_id, "change:3");
  EXPECT_EQ(groups[0].change.shown(), "Answer");
  EXPECT_TRUE(groups[0].gap);
  EXPECT_EQ(groups[3].title.shown(), "Your health");
  EXPECT_EQ(groups[3].change.shown(), "Change");
}

}  // namespace
}  // namespace anteroom::flow
