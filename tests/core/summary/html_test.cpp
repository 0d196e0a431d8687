#include <gtest/gtest.h>

#include "core/summary/summary.h"
#include "tests/core/summary/sample_record.h"

namespace anteroom::summary {
namespace {

using testing::SampleRecord;

std::string hostile() {
  return "<script>alert(1)</script>\u202E\" onload='x' \x01 & </title>";
}

SampleRecord hostile_sample() {
  SampleRecord sample;
  sample.answer("story-own-words", hostile())
      .answer("meds-list", hostile())
      .answer("where-regions", fhir::Json::array().push("blade-left"));
  sample.record.patient.family = hostile();
  sample.record.clinic = hostile();
  sample.record.intake_number = hostile();
  sample.fire("RF-E01", {hostile()});
  sample.record.body_maps[0] +=
      "<script>alert(2)</script><g data-view=\"x\"><path data-code=\"y\" d=\"M 0 0 onload L 1 "
      "1\"/></g>";
  return sample;
}

void expect_harmless(const std::string& html) {
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_EQ(html.find("\u202E"), std::string::npos);
  EXPECT_EQ(html.find('\x01'), std::string::npos);
  EXPECT_EQ(html.find("onload='"), std::string::npos);
  EXPECT_EQ(html.find("src="), std::string::npos);
  EXPECT_EQ(html.find("href="), std::string::npos);
  EXPECT_NE(html.find("default-src 'none'"), std::string::npos);
  EXPECT_NE(html.find("&lt;script&gt;"), std::string::npos);
}

TEST(Html, SummaryAndAnswersAreHarmlessWhateverWasTyped) {
  const intake::Record record = hostile_sample().build();
  expect_harmless(to_html(summarise(record)));
  expect_harmless(answers_html(record));
}

TEST(Html, TextHasNoControlCharactersEither) {
  const std::string text = to_text(summarise(hostile_sample().build()));
  EXPECT_EQ(text.find("\u202E"), std::string::npos);
  for (const char c : text) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 || c == '\n');
}

TEST(Html, ThePageNamesFlagsBeforeDenials) {
  SampleRecord sample;
  sample.fire("RF-E01", {"Bladder: Yes"});
  const std::string html = to_html(summarise(sample.build()));
  const auto flag = html.find("New nerve loss"), gaps = html.find("Not answered or not evaluated"),
             denied = html.find("Asked and denied");
  ASSERT_NE(flag, std::string::npos);
  EXPECT_LT(flag, gaps);
  EXPECT_LT(gaps, denied);
}

TEST(Answers, EveryItemIsThereAndUnknownIsSpelledOut) {
  SampleRecord sample;
  sample.answer("hx-inject", "prefer-not")
      .answer("gen-fever", "not-sure")
      .answer("gen-cough", "no");
  const intake::Record record = sample.build();
  const std::string html = answers_html(record);
  for (const auto& line : record.answers)
    EXPECT_NE(html.find(line.question.substr(0, 20)), std::string::npos) << line.link_id;
  EXPECT_NE(html.find("No answer: declined"), std::string::npos);
  EXPECT_NE(html.find("No answer: not sure"), std::string::npos);
  EXPECT_NE(html.find("Private item."), std::string::npos);
  EXPECT_NE(html.find("Not fired"), std::string::npos);
}

TEST(Answers, PdfHasSeveralPagesAndIsRepeatable) {
  const intake::Record record = SampleRecord().build();
  const auto pdf = answers_pdf(record);
  ASSERT_TRUE(pdf) << pdf.error().to_string();
  const std::size_t at = pdf->find("/Count ");
  ASSERT_NE(at, std::string::npos);
  EXPECT_GE(std::atoi(pdf->c_str() + at + 7), 2);
  EXPECT_EQ(*answers_pdf(record), *pdf);
}

}  // namespace
}  // namespace anteroom::summary
