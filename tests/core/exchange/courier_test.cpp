#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "core/exchange/exchange.h"
#include "tests/core/summary/sample_record.h"

namespace anteroom::exchange {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

// A destination that refuses until it is told to accept.
class Doorman final : public Destination {
 public:
  explicit Doorman(std::string id) : id_(std::move(id)) {}
  [[nodiscard]] const std::string& id() const override { return id_; }
  Result<void> deliver(const intake::Record& record,
                       const std::vector<ExportFile>& files) override {
    ++calls;
    if (refuse) return Error{"AR-E002", "The folder is full.", id_, ""};
    last_id = record.id;
    count = files.size();
    return {};
  }
  Result<void> deliver_stopped(const StoppedVisit& visit) override {
    if (refuse) return Error{"AR-E002", "The folder is full.", id_, ""};
    stopped = visit;
    return {};
  }
  bool refuse = false;
  std::optional<StoppedVisit> stopped;
  int calls = 0;
  std::size_t count = 0;
  std::string last_id;

 private:
  std::string id_;
};

class Courier : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "anteroom-courier-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
    auto store =
        store::Store::open({.directory = root_, .key_file = root_ + "/keys/device.key"}, clock_);
    ASSERT_TRUE(store) << store.error().to_string();
    store_ = std::move(*store);
  }
  void TearDown() override {
    store_.reset();
    fs::remove_all(root_);
  }
  void finish(const std::vector<std::string>& destinations) {
    const auto visit = store_->begin_visit("K2");
    ASSERT_TRUE(visit);
    auto record = testing::SampleRecord().build();
    record.id = visit->id.uuid;
    ASSERT_TRUE(store_->finish(visit->id, fhir::write_json(intake::to_json(record)),
                               store::VisitState::finished, destinations));
  }
  FakeClock clock_{parse_instant("2026-03-12T09:49:00Z").value()};
  std::string root_;
  std::unique_ptr<store::Store> store_;
};

TEST_F(Courier, DeliversEveryDestinationOfAVisit) {
  finish({"a", "b"});
  Doorman a("a"), b("b");
  const auto report = deliver_due(*store_, clock_, {&a, &b});
  ASSERT_TRUE(report) << report.error().to_string();
  EXPECT_EQ(report->delivered, 2);
  EXPECT_EQ(a.count, 8U);
  EXPECT_EQ(a.last_id, b.last_id);
  const auto stats = store_->stats();
  ASSERT_TRUE(stats);
  EXPECT_EQ(stats->outbox_delivered, 2);
  EXPECT_EQ(deliver_due(*store_, clock_, {&a, &b})->delivered, 0);
}

TEST_F(Courier, AStoppedVisitIsToldWithoutContentAndWithItsAlerts) {
  const auto visit = store_->begin_visit("K2");
  ASSERT_TRUE(visit);
  ASSERT_TRUE(store_->append(visit->id, {{"answer", R"({"canary":"zanzibar"})"}},
                             {{"RF-E01", "upper-back-pain", visit->intake_number}}));
  ASSERT_TRUE(store_->discard(visit->id, {"a", "b"}));
  Doorman a("a");
  const std::string folder = root_ + "/out";
  fs::create_directory(folder);
  FolderDestination b("b", folder);
  EXPECT_EQ(deliver_due(*store_, clock_, {&a, &b})->delivered, 2);
  ASSERT_TRUE(a.stopped);
  EXPECT_EQ(a.stopped->intake_number, visit->intake_number);
  ASSERT_EQ(a.stopped->alerts.size(), 1U);
  EXPECT_EQ(a.stopped->alerts[0].alert.rule_id, "RF-E01");
  EXPECT_EQ(a.calls, 0) << "there is no record to deliver";
  const auto note = fhir::read_json_file(folder + "/" + visit->id.uuid + "/stopped.json");
  ASSERT_TRUE(note) << note.error().to_string();
  EXPECT_EQ(note->string_or_empty("end"), "stopped");
  EXPECT_EQ(note->array_or_empty("alerts").at(0).string_or_empty("rule"), "RF-E01");
  EXPECT_EQ(fhir::write_json(*note).find("zanzibar"), std::string::npos);
  EXPECT_TRUE(store_->verify().empty());
  const auto stats = store_->stats();
  EXPECT_EQ(stats->outbox_created, 2);
  EXPECT_EQ(stats->outbox_delivered, 2);
}

TEST_F(Courier, AFailureWaitsLongerEachTimeAndIsNeverLost) {
  finish({"a"});
  Doorman a("a");
  a.refuse = true;
  milliseconds waited{0};
  for (int attempt = 0; attempt < 10; ++attempt) {
    const auto report = deliver_due(*store_, clock_, {&a});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->failed, 1) << "attempt " << attempt;
    EXPECT_EQ(deliver_due(*store_, clock_, {&a})->failed, 0) << "tried again without waiting";
    const milliseconds delay = retry_delay(attempt);
    EXPECT_GE(delay, waited);
    EXPECT_LE(delay, milliseconds(600000));
    waited = delay;
    clock_.advance(delay);
  }
  const auto stats = store_->stats();
  EXPECT_EQ(stats->outbox_created, 1);
  EXPECT_EQ(stats->outbox_pending, 1);
  a.refuse = false;
  EXPECT_EQ(deliver_due(*store_, clock_, {&a})->delivered, 1);
}

TEST_F(Courier, ADestinationThatIsNotSetUpKeepsItsRow) {
  finish({"gone"});
  Doorman a("a");
  const auto report = deliver_due(*store_, clock_, {&a});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->failed, 1);
  EXPECT_EQ(a.calls, 0);
  EXPECT_EQ(store_->stats()->outbox_pending, 1);
}

TEST_F(Courier, ARecordThatNobodyCanReadIsDeadAndCounted) {
  const auto visit = store_->begin_visit("K2");
  ASSERT_TRUE(visit);
  ASSERT_TRUE(store_->finish(visit->id, "{\"schema\": \"something else\"}",
                             store::VisitState::finished, {"a"}));
  Doorman a("a");
  const auto report = deliver_due(*store_, clock_, {&a});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->dead, 1);
  EXPECT_EQ(store_->stats()->outbox_dead, 1);
}

TEST(RetryDelay, DoublesFromFiveSecondsToTenMinutes) {
  EXPECT_EQ(retry_delay(0), milliseconds(5000));
  EXPECT_EQ(retry_delay(1), milliseconds(10000));
  EXPECT_EQ(retry_delay(6), milliseconds(320000));
  EXPECT_EQ(retry_delay(7), milliseconds(600000));
  EXPECT_EQ(retry_delay(1000), milliseconds(600000));
}

TEST(Render, NamesTellNothingAndFindingsAreThreeValued) {
  testing::SampleRecord sample;
  sample.unresolve("RF-U02", {"gen-fever"});
  const auto files = render(sample.build());
  ASSERT_TRUE(files) << files.error().to_string();
  std::vector<std::string> names;
  for (const ExportFile& file : *files) names.push_back(file.name);
  EXPECT_EQ(names, (std::vector<std::string>{"summary.pdf", "summary.html", "summary.txt",
                                             "answers.pdf", "answers.html", "bundle.json",
                                             "intake.json", "findings.json"}));
  const auto findings = fhir::parse_json(files->back().bytes);
  ASSERT_TRUE(findings);
  EXPECT_EQ(findings->array_or_empty("findings").size(), 35U);
  for (const fhir::Json& finding : findings->array_or_empty("findings")) {
    const bool open = finding.string_or_empty("rule") == "RF-U02";
    EXPECT_EQ(finding.string_or_empty("state"), open ? "unresolved" : "not_fired");
  }
}

}  // namespace
}  // namespace anteroom::exchange
