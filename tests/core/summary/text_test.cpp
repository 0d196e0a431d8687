// summary.txt held by approved files: a change of what clinicians read is seen as a diff. To
// approve a new text, read the difference, then run with ANTEROOM_APPROVE=1.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "core/summary/summary.h"
#include "tests/core/summary/sample_record.h"

namespace anteroom::summary {
namespace {

using testing::SampleRecord;

void expect_approved(const std::string& name, const std::string& text) {
  const std::string path = "tests/approvals/summary/" + name + ".txt";
  if (std::getenv("ANTEROOM_APPROVE") != nullptr)
    std::ofstream(std::string(ANTEROOM_SOURCE_DIR) + "/" + path, std::ios::binary) << text;
  EXPECT_EQ(text, testing::read_source(path))
      << "approve with ANTEROOM_APPROVE=1 after reading the difference: " << path;
}

std::string text_of(SampleRecord& sample) {
  Summary summary = summarise(sample.build());
  summary.sha256 =
      "(of the record)";  // changes with every format of the record, not with what is read here
  return to_text(summary);
}

SampleRecord person(const std::string& id) {
  SampleRecord sample;
  const fhir::Json cases = SampleRecord::cases();  // named: a temporary would die before the loop
  for (const fhir::Json& one : cases.array_or_empty("cases")) {
    if (one.string_or_empty("id") != id) continue;
    sample.answer_all(*one.find("answers"));
    for (const fhir::Json& rule : one.find("expected")->array_or_empty("fired"))
      sample.fire(rule.as_string(), {});
    for (const fhir::Json& rule : one.find("expected")->array_or_empty("unresolved"))
      sample.unresolve(rule.as_string(), {"neuro-bladder"});
  }
  return sample;
}

TEST(Text, NobodyFlagged) {
  SampleRecord sample = person("C01");
  expect_approved("C01-none-raised", text_of(sample));
}

TEST(Text, EmergencyWithAlert) {
  SampleRecord sample = person("C03");
  sample.answer("story-own-words", "My legs give way when I stand up.");
  sample.finding("RF-E01").finding.answers = {{"neuro-weak-legs", {"yes"}, {}},
                                              {"neuro-bladder", {"yes"}, {}}};
  sample.record.alerts = {{"upper-back-pain",
                           "RF-E01",
                           parse_instant("2026-03-12T09:38:00Z").value(),
                           {{parse_instant("2026-03-12T09:39:00Z").value(), "JT"}}}};
  expect_approved("C03-emergency", text_of(sample));
}

TEST(Text, NotSureAboutTheBladder) {
  SampleRecord sample = person("C12");
  sample.record.tier = triage::Tier::urgent;
  expect_approved("C12-not-sure", text_of(sample));
}

TEST(Text, NothingAnsweredAndThePluginCrashed) {
  SampleRecord sample;
  for (auto& line : sample.record.answers) line.kind = form::ItemState::Kind::unknown;
  for (auto& finding : sample.record.findings)
    finding.finding.state = triage::RuleState::not_evaluated;
  sample.record.coded_checks[0].second.outcome = plugin::Outcome::not_evaluated;
  sample.record.coded_checks[0].second.reason = "AR-P014";
  sample.record.plugin_lines_evaluated = false;
  sample.record.end = intake::End::timed_out;
  expect_approved("all-gaps", text_of(sample));
}

}  // namespace
}  // namespace anteroom::summary
