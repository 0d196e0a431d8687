// One page whatever comes, nothing of flags and gaps cut, the same bytes for the same record.
#include "core/summary/page_parts.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "core/summary/summary.h"
#include "tests/core/summary/sample_record.h"

namespace anteroom::summary {
namespace {

using testing::SampleRecord;

// Pages counted from outside: the object tree of the file says /Count n.
int page_count(const std::string& pdf) {
  const std::size_t at = pdf.find("/Count ");
  return at == std::string::npos ? -1 : std::atoi(pdf.c_str() + at + 7);
}

// The text of a PDF by poppler, spaces and line breaks removed (words may wrap anywhere).
std::string text_of(const std::string& pdf) {
  const auto directory =
      std::filesystem::temp_directory_path() / ("anteroom-page-" + std::to_string(::getpid()));
  std::filesystem::create_directories(directory);
  const std::string file = (directory / "page.pdf").string();
  std::ofstream(file, std::ios::binary) << pdf;
  std::string text;
  FILE* pipe = popen(("pdftotext -q '" + file + "' -").c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("pdftotext does not start");
  char buffer[4096];
  for (std::size_t n = 0; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) text.append(buffer, n);
  pclose(pipe);
  std::filesystem::remove_all(directory);
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n' || c == '\f'; });
  return text;
}

std::string squeezed(std::string text) {
  std::erase(text, ' ');
  return text;
}

Summary case_summary(const fhir::Json& one) {
  SampleRecord sample;
  sample.answer_all(*one.find("answers"));
  for (const fhir::Json& rule : one.find("expected")->array_or_empty("fired")) {
    sample.fire(rule.as_string(), {"Fever, chills or shakes: Yes"});
  }
  for (const fhir::Json& rule : one.find("expected")->array_or_empty("unresolved")) {
    sample.unresolve(rule.as_string(), {"neuro-bladder"});
  }
  return summarise(sample.build());
}

TEST(Page, EveryPersonOfTheBundleGetsExactlyOnePage) {
  const fhir::Json cases = SampleRecord::cases();
  ASSERT_GE(cases.array_or_empty("cases").size(), 15U);
  const char* keep = std::getenv("ANTEROOM_KEEP_PAGES");  // a folder to look at the pages
  for (const fhir::Json& one : cases.array_or_empty("cases")) {
    const auto pdf = to_pdf(case_summary(one));
    ASSERT_TRUE(pdf) << pdf.error().to_string();
    EXPECT_EQ(page_count(*pdf), 1);
    if (keep != nullptr)
      std::ofstream(std::string(keep) + "/" + std::string(one.string_or_empty("id")) + ".pdf",
                    std::ios::binary)
          << *pdf;
  }
}

TEST(Page, ThirtyFiveFlagsAndManyGapsAreAllOnTheOnePage) {
  SampleRecord sample;
  for (auto& finding : sample.record.findings) {
    sample.fire(finding.finding.rule_id,
                {"Fever, chills or shakes: Yes", "In the last year, have you injected drugs: Yes",
                 "Age: 41"});
  }
  Summary summary = summarise(sample.build());
  for (int i = 0; i < 60; ++i)
    summary.gaps.push_back(
        {"Gap number " + std::to_string(i) + " with a long question text", "not sure"});
  ASSERT_EQ(summary.flags.size(), 35U);
  const auto pdf = to_pdf(summary);
  ASSERT_TRUE(pdf);
  EXPECT_EQ(page_count(*pdf), 1);
  const std::string text = text_of(*pdf);
  for (const Flag& flag : summary.flags)
    EXPECT_NE(text.find(squeezed(flag.rule)), std::string::npos) << flag.rule;
  for (const Labelled& gap : summary.gaps)
    EXPECT_NE(text.find(squeezed(gap.label)), std::string::npos) << gap.label;
  if (const char* keep = std::getenv("ANTEROOM_KEEP_PAGES"))
    std::ofstream(std::string(keep) + "/flags35.pdf", std::ios::binary) << *pdf;
}

TEST(Page, WhatIsCutSaysMoreInAnswers) {
  Summary summary = case_summary(SampleRecord::cases().array_or_empty("cases")[0]);
  for (int i = 0; i < 60; ++i)
    summary.history.push_back({"Entry " + std::to_string(i), "a very long text that takes room"});
  const auto pdf = to_pdf(summary);
  ASSERT_TRUE(pdf);
  EXPECT_EQ(page_count(*pdf), 1);
  EXPECT_NE(text_of(*pdf).find("Moreinanswers."), std::string::npos);
}

TEST(Page, ArabicHanAndEmojiInPatientWordsArePrinted) {
  Summary summary = case_summary(SampleRecord::cases().array_or_empty("cases")[0]);
  summary.name = "\u0646\u0648\u0631, \u674E\u5A1C";
  summary.own_words =
      "\u0623\u0634\u0639\u0631 \u0628\u0623\u0644\u0645 \u6211\u7684\u80CC\u5F88\u75BC "
      "\U0001F9FF\U00013000 Nu\u00F1ez";
  summary.own_words_language = "Arabic";
  const auto pdf = to_pdf(summary);  // AR-M002 when a painted glyph is unknown
  ASSERT_TRUE(pdf) << pdf.error().to_string();
  EXPECT_EQ(page_count(*pdf), 1);
  const std::string text = text_of(*pdf);
  EXPECT_NE(text.find("\u6211\u7684\u80CC\u5F88\u75BC"), std::string::npos);
  EXPECT_NE(text.find("Nu\u00F1ez"), std::string::npos);
}

TEST(Page, TheSameRecordGivesTheSameBytes) {
  const fhir::Json cases = SampleRecord::cases();
  const auto& one = cases.array_or_empty("cases")[2];
  const auto first = to_pdf(case_summary(one)), second = to_pdf(case_summary(one));
  ASSERT_TRUE(first);
  ASSERT_TRUE(second);
  EXPECT_EQ(*first, *second);
  EXPECT_EQ(first->find("OKAFOR"), std::string::npos)
      << "a name stands outside the page's own text";
}

std::string words(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i)
    text += (i == 0 ? "" : " ") + std::string("wordword").substr(0, 3 + i % 6);
  return text;
}

Summary random_summary(std::mt19937& random) {
  const auto count = [&](int most) {
    return static_cast<std::size_t>(std::uniform_int_distribution<int>(0, most - 1)(random));
  };
  Summary summary;
  summary.clinic = words(count(30));
  summary.name = words(count(40));
  summary.tier_words = "Gaps";
  for (auto i = count(45); i > 0; --i) {
    summary.flags.push_back({static_cast<triage::Tier>(1 + i % 3), words(1 + count(20)),
                             words(count(60)), words(count(20)), "Rule X"});
  }
  for (auto i = count(130); i > 0; --i)
    summary.gaps.push_back({words(1 + count(15)), words(count(6))});
  for (auto i = count(40); i > 0; --i) summary.changed_answers.push_back(words(count(12)));
  for (auto i = count(80); i > 0; --i) summary.asked_and_denied.push_back(words(3));
  for (auto i = count(40); i > 0; --i) summary.hpi.push_back({words(1), words(count(80))});
  for (auto i = count(40); i > 0; --i) summary.history.push_back({words(2), words(count(60))});
  for (auto i = count(30); i > 0; --i) summary.exam_prompts.push_back(words(count(60)));
  for (auto i = count(6); i > 0; --i) summary.body_map.words.push_back(words(count(12)));
  summary.own_words = std::string(count(3000), 'W');
  return summary;
}

TEST(Page, RandomHugeSummariesEndAboveTheFooter) {
  std::mt19937 random(20261124);
  auto canvas = Canvas::create({.title = "t", .created = "2026-03-12T09:43:00Z"});
  ASSERT_TRUE(canvas);
  for (int round = 0; round < 10; ++round) {
    const Summary summary = random_summary(random);
    const Placement placement = place_page(**canvas, summary);
    EXPECT_LE(placement.end, placement.limit) << "round " << round;
    EXPECT_GT(placement.fit.flag_scale, 0.1) << "round " << round;
  }
}

}  // namespace
}  // namespace anteroom::summary
