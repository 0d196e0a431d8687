// What the page may say: nothing unknown among "asked and denied", every gap named, flags with
// their answers.
#include "core/summary/summary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "core/summary/words.h"
#include "tests/core/summary/sample_record.h"

namespace anteroom::summary {
namespace {

using testing::SampleRecord;

bool has(const std::vector<std::string>& list, const std::string& entry) {
  return std::find(list.begin(), list.end(), entry) != list.end();
}

std::string gap_text(const Summary& summary, const std::string& label) {
  for (const Labelled& gap : summary.gaps) {
    if (gap.label == label) return gap.text;
  }
  return "";
}

SampleRecord healthy() {
  SampleRecord sample;
  const fhir::Json cases = SampleRecord::cases();  // named: a temporary would die before the loop
  for (const fhir::Json& one : cases.array_or_empty("cases")) {
    if (one.string_or_empty("id") == "C01") sample.answer_all(*one.find("answers"));
  }
  return sample;
}

TEST(Model, DeniedHoldsOnlyWhatWasAnsweredNo) {
  SampleRecord sample = healthy();
  EXPECT_TRUE(has(summarise(sample.build()).asked_and_denied, "Fever"));
  for (const char* unknown : {"not-sure", "prefer-not", "skipped"}) {
    sample.answer("gen-fever", unknown);
    const Summary summary = summarise(sample.build());
    EXPECT_FALSE(has(summary.asked_and_denied, "Fever")) << unknown;
    EXPECT_FALSE(gap_text(summary, "Fever").empty()) << unknown;
  }
  sample.answer("gen-fever", "yes");
  EXPECT_FALSE(has(summarise(sample.build()).asked_and_denied, "Fever"));
}

TEST(Model, NotPresentIsNeitherDeniedNorAnAnswer) {
  SampleRecord sample = healthy();
  sample.find("gen-fever")->kind = form::ItemState::Kind::not_present;
  EXPECT_FALSE(has(summarise(sample.build()).asked_and_denied, "Fever"));
}

// The sentence this whole room exists for, over every item and every way of not knowing.
TEST(Model, PropertyNothingUnknownIsEverDenied) {
  std::mt19937 random(7);
  const fhir::Json summary_json = testing::read_json("plugins/upper_back_pain/summary.json");
  const auto& denied = summary_json.array_or_empty("denied");
  ASSERT_FALSE(denied.empty());
  for (int round = 0; round < 60; ++round) {
    SampleRecord sample = healthy();
    for (intake::AnswerLine& line : sample.record.answers) {
      const auto dice = random() % 8;
      if (dice == 0)
        line.kind =
            form::ItemState::Kind::unknown;  // codes stay: an old answer that no longer counts
      if (dice == 1) line.kind = form::ItemState::Kind::not_present;
      if (dice == 2) line.partial = true;
      if (dice == 3) line.reason = form::UnknownReason::skipped;
      if (dice == 4) line.codes.clear();
    }
    const intake::Record record = sample.build();
    const Summary summary = summarise(record);
    for (const fhir::Json& entry : denied) {
      if (!has(summary.asked_and_denied, std::string(entry.string_or_empty("label")))) continue;
      const intake::AnswerLine* line = sample.find(std::string(entry.string_or_empty("item")));
      EXPECT_EQ(line->kind, form::ItemState::Kind::answered);
      EXPECT_FALSE(line->partial);
      EXPECT_EQ(line->reason, form::UnknownReason::none);
      EXPECT_FALSE(line->codes.empty());
    }
    for (const intake::AnswerLine& line : record.answers) {
      if (line.safety && line.kind == form::ItemState::Kind::unknown) {
        EXPECT_FALSE(gap_text(summary,
                              [&] {
                                const std::string label(
                                    summary_json.find("labels")->string_or_empty(line.link_id));
                                return label.empty() ? line.question : label;
                              }())
                         .empty())
            << line.link_id;
      }
    }
  }
}

TEST(Model, EverythingNotEvaluatedIsAGap) {
  SampleRecord sample = healthy();
  sample.unresolve("RF-E01", {"neuro-bladder"});
  sample.finding("RF-U03").finding.state = triage::RuleState::not_evaluated;
  sample.record.coded_checks[0].second.outcome = plugin::Outcome::not_evaluated;
  sample.record.coded_checks[0].second.reason = "AR-P014";
  sample.record.plugin_lines_evaluated = false;
  const Summary summary = summarise(sample.build());
  EXPECT_EQ(gap_text(summary, "New nerve loss: cord or cauda equina (RF-E01, now)"),
            "not decided, open: Bladder change");
  EXPECT_NE(gap_text(summary, "Pain numbers do not fit together (check pain-inconsistent)")
                .find("not evaluated"),
            std::string::npos);
  EXPECT_EQ(gap_text(summary, "Plugin lines"), "not evaluated");
  EXPECT_EQ(std::count_if(
                summary.gaps.begin(), summary.gaps.end(),
                [](const Labelled& gap) { return gap.label.find("RF-U03") != std::string::npos; }),
            1);
  EXPECT_EQ(summary.tier_words, "Gaps");
}

TEST(Model, ARuleLostOnTheWayIsAGap) {
  SampleRecord sample = healthy();
  std::erase_if(sample.record.findings,
                [](const auto& finding) { return finding.finding.rule_id == "RF-E05"; });
  EXPECT_EQ(gap_text(summarise(sample.build()), "Rule RF-E05"), "not evaluated");
}

TEST(Model, ASafetyItemThatTheListForgotIsStillAGap) {
  SampleRecord sample = healthy();
  sample.answer("neuro-bladder", "not-sure");
  intake::Record record = sample.build();
  record.unknown_safety_items.clear();
  EXPECT_EQ(gap_text(summarise(record), "Bladder change"), "not sure");
}

TEST(Model, FlagsStandInTierOrderWithAnswersAndAlerts) {
  SampleRecord sample = healthy();
  sample.answer("neuro-bladder", "yes");
  sample.fire("RF-R11", {"Pain: 8"}).fire("RF-E01", {});
  sample.finding("RF-E01").finding.answers = {{"neuro-bladder", {"yes"}, {}}};
  sample.record.alerts = {{"upper-back-pain",
                           "RF-E01",
                           parse_instant("2026-03-12T09:42:00Z").value(),
                           {{parse_instant("2026-03-12T09:44:00Z").value(), "JT"}}}};
  const Summary summary = summarise(sample.build());
  ASSERT_EQ(summary.flags.size(), 2U);
  EXPECT_EQ(summary.flags[0].rule, "Rule RF-E01");
  EXPECT_EQ(summary.flags[0].answers, "Bladder change: yes");
  EXPECT_EQ(summary.flags[0].note, "Alert raised 09:42, acknowledged 09:44 by JT.");
  EXPECT_EQ(summary.flags[1].answers, "Pain: 8");
  EXPECT_EQ(summary.tier_words, "Tier 1: now");
  ASSERT_FALSE(summary.exam_prompts.empty());
  EXPECT_LE(summary.exam_prompts.size(), 6U);
}

TEST(Model, AnAlertWhoseAnswerChangedIsToldAndStays) {
  SampleRecord sample = healthy();
  sample.finding("RF-E01").changed_answer = true;
  sample.record.changed_answers = {{"upper-back-pain", "neuro-bladder"}};
  sample.record.alerts = {
      {"upper-back-pain", "RF-E01", parse_instant("2026-03-12T09:42:00Z").value(), {}}};
  const Summary summary = summarise(sample.build());
  ASSERT_EQ(summary.changed_answers.size(), 2U);
  EXPECT_EQ(summary.changed_answers[0], "Bladder change, now no");
  EXPECT_NE(summary.changed_answers[1].find("Alert raised 09:42, not acknowledged yet"),
            std::string::npos);
}

TEST(Model, TierAboveTheFlagsSaysWhy) {
  SampleRecord sample = healthy();
  sample.unresolve("RF-E01", {"neuro-bladder"});
  intake::Record record = sample.build();
  record.tier = triage::Tier::urgent;
  const Summary summary = summarise(record);
  EXPECT_EQ(summary.tier_words, "Tier 2: before exam");
  EXPECT_FALSE(summary.tier_note.empty());
}

TEST(Model, NoScoreWithoutAllThreeAnswers) {
  SampleRecord sample = healthy();
  sample.answer("impact-enjoy", "not-sure");
  const Summary summary = summarise(sample.build());
  EXPECT_TRUE(summary.impact_mean.empty());
  EXPECT_EQ(summary.impact.at(1).unknown, "not sure");
}

TEST(Model, AnAgeOutOfTheFormIsTheNumberAlone) {
  SampleRecord sample = healthy();
  sample.record.patient.birth_date.clear();
  intake::Record record = sample.build();
  for (intake::AnswerLine& line : record.answers) {
    if (line.link_id == "start-age") line.answer = "41 years";
  }
  const Summary summary = summarise(record);
  EXPECT_EQ(summary.age, "41");
  EXPECT_EQ(summary.headline.rfind("41F: ", 0), 0U) << summary.headline;
}

TEST(Words, DatesAgesAndNames) {
  const Instant at = parse_instant("2026-03-12T09:36:00Z").value();
  EXPECT_EQ(moment_words(at, 0), "Thu 12 Mar 2026, 09:36");
  EXPECT_EQ(moment_words(at, std::nullopt), "Thu 12 Mar 2026, 09:36 UTC");
  EXPECT_EQ(moment_words(at, -600), "Wed 11 Mar 2026, 23:36");
  EXPECT_EQ(age_at("1984-03-13", at, 0), 41);
  EXPECT_EQ(age_at("1984-03-12", at, 0), 42);
  EXPECT_EQ(age_at("1984", at, 0), std::nullopt);
  EXPECT_EQ(date_words("1984-03-17"), "17 Mar 1984");
  EXPECT_EQ(date_words("1984"), "1984");
  EXPECT_EQ(name_words({"nu\u00F1ez", "Ana", "", ""}), "NU\u00D1EZ, Ana");
}

}  // namespace
}  // namespace anteroom::summary
