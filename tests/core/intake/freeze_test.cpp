// Invariant: unknown is never no. Whatever was skipped, declined, not reached or not evaluated is
// visible in the record.
#include "tests/core/intake/visit_fixture.h"

namespace anteroom::intake {
namespace {

using testing::Contains;
using testing::EndsWith;
using Kind = form::ItemState::Kind;

std::pair<std::string, std::string> item(const std::string& link_id) {
  return {kId, link_id};
}

TEST_F(VisitTest, NothingAnsweredIsNothingDenied) {
  auto visit = begin();
  const Record record = *visit->finish(End::timed_out);
  EXPECT_EQ(record.end, End::timed_out);
  EXPECT_EQ(record.findings.size(), real_bundle()->rules()->rules().size())
      << "every rule has its entry";
  for (const RecordFinding& each : record.findings)
    EXPECT_NE(each.finding.state, triage::RuleState::fired) << each.finding.rule_id;
  EXPECT_EQ(finding(record, "RF-E04")->finding.state, triage::RuleState::unresolved);
  EXPECT_GE(record.tier, triage::Tier::urgent) << "an unresolved emergency rule raises the tier";
  for (const AnswerLine& each : record.answers) {
    if (each.kind != Kind::unknown) continue;
    EXPECT_EQ(each.answer, "") << each.link_id;
    EXPECT_TRUE(!each.safety ||
                testing::Value(record.unknown_safety_items, testing::Contains(item(each.link_id))))
        << each.link_id;
  }
  EXPECT_THAT(record.unknown_safety_items, Contains(item("now-breath")));
}

TEST_F(VisitTest, EveryWayOfNotAnsweringHasItsReason) {
  auto visit = begin();
  ASSERT_TRUE(visit->answer_unknown({kId, "now-breath"}, form::UnknownReason::asked_unknown).ok());
  ASSERT_TRUE(visit->answer_unknown({kId, "now-sweat"}, form::UnknownReason::asked_declined).ok());
  ASSERT_TRUE(visit->answer_unknown({kId, "now-faint"}, form::UnknownReason::skipped).ok());
  ASSERT_TRUE(say(*visit, "now-sudden", {"no"}).ok());
  const Record record = visit->preview();
  EXPECT_EQ(line(record, "now-breath")->reason, form::UnknownReason::asked_unknown);
  EXPECT_EQ(line(record, "now-sweat")->reason, form::UnknownReason::asked_declined);
  EXPECT_EQ(line(record, "now-faint")->reason, form::UnknownReason::skipped);
  EXPECT_EQ(line(record, "now-chest-pain")->reason, form::UnknownReason::none);
  for (const char* link_id : {"now-breath", "now-sweat", "now-faint", "now-chest-pain"}) {
    EXPECT_EQ(line(record, link_id)->kind, Kind::unknown) << link_id;
    EXPECT_THAT(record.unknown_safety_items, Contains(item(link_id)));
  }
  EXPECT_EQ(line(record, "now-sudden")->kind, Kind::answered);
  EXPECT_THAT(record.unknown_safety_items, testing::Not(Contains(item("now-sudden"))));
  EXPECT_THAT(finding(record, "RF-E04")->answer_words, Contains(EndsWith(": not sure")));
}

TEST_F(VisitTest, AnswersStandInFormOrderAndInWords) {
  auto visit = begin();
  ASSERT_TRUE(say(*visit, "neuro-numb", {"arms-hands", "groin"}).ok());
  ASSERT_TRUE(
      visit->answer({kId, "story-own-words"}, {form::AnswerValue::string("Synthetic words.")})
          .ok());
  ASSERT_TRUE(say(*visit, "start-who", {"helper"}).ok());
  const Record record = visit->preview();
  EXPECT_EQ(record.respondent, "helper");
  EXPECT_EQ(record.patient.family, "Sample");
  EXPECT_FALSE(record.identity_verified);
  EXPECT_EQ(line(record, "story-own-words")->free_text, "Synthetic words.");
  EXPECT_THAT(line(record, "neuro-numb")->codes, testing::ElementsAre("arms-hands", "groin"));
  EXPECT_THAT(line(record, "neuro-numb")->answer, testing::HasSubstr(", "));
  EXPECT_TRUE(line(record, "start-age")->prefilled);
  EXPECT_EQ(line(record, "start-age")->answer, "34 years");
  std::vector<std::string> order;
  for (const std::string& link_id : real_bundle()->definition()->link_ids())
    if (line(record, link_id) != nullptr) order.push_back(link_id);
  std::vector<std::string> lines;
  for (const AnswerLine& each : record.answers) lines.push_back(each.link_id);
  EXPECT_EQ(lines, order);
  ASSERT_EQ(record.plugins.size(), 1u);
  EXPECT_EQ(record.plugins[0].manifest_sha256, real_bundle()->manifest().sha256);
  EXPECT_EQ(record.responses.at(0).string_or_empty("resourceType"), "QuestionnaireResponse");
  EXPECT_EQ(record.audit_head.size(), 64u);
}

TEST_F(VisitTest, CoreRendersTheLinesOfTheHistory) {
  auto visit = begin();
  ASSERT_TRUE(say(*visit, "onset-when", {"w1-6"}).ok());
  const Record record = visit->preview();
  ASSERT_FALSE(record.summary_lines.empty());
  const auto& lines = record.summary_lines;
  const auto onset =
      std::find_if(lines.begin(), lines.end(), [](const auto& each) { return each.id == "onset"; });
  ASSERT_NE(onset, lines.end());
  EXPECT_THAT(onset->text, testing::HasSubstr("1 to 6 weeks ago"));
  EXPECT_EQ(onset->source, "core");
}

/// The bundle with a library beside it: what the manifest promises must be seen to be missing when
/// no host runs it.
std::shared_ptr<const plugin::Bundle> bundle_with_library(const std::string& where,
                                                          const std::string& tier) {
  namespace fs = std::filesystem;
  const std::string directory = where + "/" + kId;
  fs::create_directories(where);
  fs::copy(kBundleDirectory, directory, fs::copy_options::recursive);
  for (const auto& entry : fs::directory_iterator(directory))
    if (entry.path().extension() == ".so") fs::remove(entry.path());
  // Any shared object of this machine will do: it is never loaded here.
  fs::copy(fs::canonical("/lib/x86_64-linux-gnu/libm.so.6"), directory + "/libupper_back_pain.so");
  fhir::Json manifest = *fhir::read_json_file(std::string(ANTEROOM_SOURCE_DIR) +
                                              "/plugins/upper_back_pain/plugin.json");
  manifest.find("provides")->find("checks")->as_array().at(0).set("tier", tier);
  fhir::Json files = fhir::Json::object();
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file() || entry.path().filename() == "plugin.json") continue;
    files.set(fs::relative(entry.path(), directory).string(),
              sha256_hex(*read_file(entry.path(), 64 << 20)));
  }
  manifest.set("library", fhir::Json::object()
                              .set("file", "libupper_back_pain.so")
                              .set("sha256", files.string_or_empty("libupper_back_pain.so")));
  manifest.set("files", std::move(files));
  fs::remove(directory + "/plugin.json");
  EXPECT_TRUE(write_new_file(directory + "/plugin.json", fhir::write_json(manifest), 0600).ok());
  const plugin::Bundle::Loaded loaded = plugin::Bundle::load(directory);
  for (const Error& error : loaded.errors) ADD_FAILURE() << error.to_string();
  return loaded.bundle;
}

TEST_F(VisitTest, ALibraryThatCannotRunIsNotEvaluatedAndCoreLinesStand) {
  services.catalogue = {bundle_with_library(directory + "/plugins", "emergency")};
  services.host.host_path = "/nonexistent/anteroom-plugin-host";
  auto visit = begin();
  ASSERT_TRUE(say(*visit, "onset-when", {"w1-6"}).ok());
  Record record = visit->preview();
  ASSERT_EQ(record.coded_checks.size(), 1u) << "a promised check is never left out";
  EXPECT_EQ(record.coded_checks[0].second.outcome, plugin::Outcome::not_evaluated);
  EXPECT_EQ(record.coded_checks[0].second.reason, "not-run");
  record = *visit->finish();
  ASSERT_EQ(record.coded_checks.size(), 1u);
  EXPECT_EQ(record.coded_checks[0].second.id, "pain-inconsistent");
  EXPECT_EQ(record.coded_checks[0].second.outcome, plugin::Outcome::not_evaluated);
  EXPECT_NE(record.coded_checks[0].second.reason, "");
  EXPECT_FALSE(record.plugin_lines_evaluated);
  EXPECT_GE(record.tier, triage::Tier::urgent);
  for (const Record::Line& each : record.summary_lines) EXPECT_EQ(each.source, "core");
  EXPECT_FALSE(record.summary_lines.empty());
}

}  // namespace
}  // namespace anteroom::intake
