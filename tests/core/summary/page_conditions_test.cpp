// The clinician's page of a visit with two reasons, from the real bundles: one box of flags and
// gaps, a block a condition, one history; on one page.
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <set>

#include "core/summary/answers.h"
#include "core/summary/summary.h"
#include "tests/core/summary/sample_record.h"
#include "tests/support/played_visit.h"

namespace anteroom::summary {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

const intake::Record& two() {
  static const intake::Record record = support::two_conditions_record();
  return record;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

TEST(Conditions, ApprovedText) {
  Summary summary = summarise(two());
  summary.sha256 = "(of the record)";
  summary.versions = {"(of the bundles)"};
  const std::string text = to_text(summary), path = "tests/approvals/summary/two-conditions.txt";
  if (std::getenv("ANTEROOM_APPROVE") != nullptr)
    std::ofstream(std::string(ANTEROOM_SOURCE_DIR) + "/" + path, std::ios::binary) << text;
  EXPECT_EQ(text, anteroom::testing::read_source(path));
}

TEST(Conditions, ABlockEachAndNoneForTheCommonHistory) {
  const Summary summary = summarise(two());
  ASSERT_EQ(summary.conditions.size(), 2u);
  EXPECT_EQ(summary.conditions[0].condition, "Upper back pain");
  EXPECT_EQ(summary.conditions[1].condition, "Neck pain");
  EXPECT_THAT(summary.conditions[1].own_words, HasSubstr("stiff since the weekend"));
  EXPECT_EQ(summary.conditions[0].pain.size(), summary.conditions[1].pain.size());
  EXPECT_TRUE(summary.hpi.empty());
  EXPECT_TRUE(summary.tried.empty());
}

TEST(Conditions, WhatIsSharedIsSaidOnce) {
  const Summary summary = summarise(two());
  std::set<std::string> labels;
  for (const Labelled& gap : summary.gaps)
    EXPECT_TRUE(labels.insert(gap.label).second) << gap.label;
  std::set<std::string> denied;
  for (const std::string& each : summary.asked_and_denied)
    EXPECT_TRUE(denied.insert(each).second) << each;
  std::set<std::string> history;
  for (const auto* list : {&summary.history, &summary.medicines})
    for (const Labelled& line : *list)
      EXPECT_TRUE(line.label == "Answered no or none" || history.insert(line.label).second)
          << line.label;
  const std::string text = to_text(summary);
  EXPECT_EQ(count(text, "A made-up tablet"), 1u);
  EXPECT_THAT(text, HasSubstr("Blood thinner"));
}

TEST(Conditions, AFlagNamesEveryRuleThatRaisedIt) {
  const Summary summary = summarise(two());
  bool both = false;
  for (const Flag& flag : summary.flags)
    both = both || (flag.rule.find("Upper back pain RF-U02") != std::string::npos &&
                    flag.rule.find("Neck pain RF-U02") != std::string::npos);
  EXPECT_TRUE(both);
  std::size_t fired = 0, named = 0;
  for (const intake::RecordFinding& finding : two().findings)
    if (finding.finding.state == triage::RuleState::fired) ++fired;
  for (const Flag& flag : summary.flags) named += 1 + count(flag.rule, "; ");
  EXPECT_EQ(named, fired) << "no flag is lost by joining";
}

TEST(Conditions, AnOpenQuestionOfOneConditionSaysWhose) {
  const Summary summary = summarise(two());
  std::vector<std::string> labels;
  for (const Labelled& gap : summary.gaps) labels.push_back(gap.label);
  EXPECT_THAT(labels, Contains(HasSubstr("(Neck pain)")));
  EXPECT_THAT(summary.asked_and_denied, Not(Contains(HasSubstr("Fever"))));
}

TEST(Conditions, SharedAnswersCountOnce) {
  const Summary summary = summarise(two());
  std::set<std::string> once;
  int shown = 0;
  for (const intake::AnswerLine& line : two().answers)
    if (line.shown && (line.shared.empty() || once.insert(line.shared).second)) ++shown;
  EXPECT_GT(once.size(), 20u);
  EXPECT_EQ(summary.asked + summary.not_reached, shown);
}

TEST(Conditions, OnePageAndSelfContainedHtml) {
  const Summary summary = summarise(two());
  const Result<std::string> pdf = to_pdf(summary);
  ASSERT_TRUE(pdf.ok()) << pdf.error().to_string();
  if (const char* keep = std::getenv("ANTEROOM_KEEP_PAGES"))
    std::ofstream(std::string(keep) + "/two-conditions.pdf", std::ios::binary) << *pdf;
  EXPECT_NE(pdf->find("/Count 1"), std::string::npos);
  const std::string html = to_html(summary);
  EXPECT_EQ(count(html, "<section class=\"condition\">"), 2u);
  EXPECT_EQ(count(html, "://"), 0u);
}

TEST(Conditions, TheAnswersPageHasEveryQuestionOfEach) {
  std::size_t once = 0;
  for (const AnswerRow& row : answer_rows(two()))
    if (row.note.find("Asked once for several reasons.") != std::string::npos) ++once;
  EXPECT_GT(once, 40u);
}

}  // namespace
}  // namespace anteroom::summary
