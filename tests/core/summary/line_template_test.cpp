// The template language of summary.json (schemas/README.md), state by state.
#include "core/summary/line_template.h"

#include <gtest/gtest.h>

#include "tests/core/summary/sample_record.h"

namespace anteroom::summary {
namespace {

using testing::SampleRecord;

std::string fill(SampleRecord& sample, std::string_view text, std::string_view age = {}) {
  const intake::Record record = sample.build();
  return PluginView(record, 0).fill(text, age);
}

TEST(LineTemplate, FillsItemsByTheirState) {
  SampleRecord sample;
  sample.answer("onset-when", "d1-7")
      .answer("onset-cause", "skipped")
      .answer("course", "not-sure")
      .answer("nrs-now", 7);
  EXPECT_EQ(fill(sample, "Began {onset-when}. Trigger: {onset-cause}."),
            "Began in the past week. Trigger: skipped.");
  EXPECT_EQ(fill(sample, "{nrs-now}/10, {course}"), "7/10, not sure");
  EXPECT_EQ(fill(sample, "{pattern}"), "Does not apply");
}

TEST(LineTemplate, SegmentsVanishOnlyWhenNothingSafeIsLost) {
  SampleRecord sample;
  sample.answer("course", "skipped").answer("gen-fever", "not-sure");
  EXPECT_EQ(fill(sample, "A.[ Course: {course}.]"), "A.");
  EXPECT_EQ(fill(sample, "A.[ Fever: {gen-fever}.]"), "A. Fever: not sure.");
  EXPECT_EQ(fill(sample, "A.[ Lies flat: {lying-flat}.]"), "A.") << "not present";
}

TEST(LineTemplate, PartialAnswersSayTheRestIsUnknown) {
  SampleRecord sample;
  sample.answer("quality", fhir::Json::array().push("dull").push("not-sure"));
  EXPECT_EQ(fill(sample, "{quality}."), "Dull or achy (rest not sure).");
}

TEST(LineTemplate, EscapesAndCapitals) {
  SampleRecord sample;
  EXPECT_EQ(fill(sample, "a  b. c \\{d\\} \\[e\\]"), "A b. C {d} [e]");
  EXPECT_EQ(fill(sample, "{@age-sex}: x", "34M"), "34M: x");
}

TEST(LineTemplate, PatientTextIsNeverReadAsATemplate) {
  SampleRecord sample;
  sample.answer("meds-list", "{gen-fever} [x]");
  EXPECT_EQ(fill(sample, "{meds-list}"), "{gen-fever} [x]");
}

}  // namespace
}  // namespace anteroom::summary
