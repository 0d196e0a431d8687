// The client on the real bundle: right answers, recovery, quarantine. The failures are in
// tests/bad_plugins.
#include "core/plugin/host_client.h"

#include <signal.h>
#include <sys/wait.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace anteroom::plugin {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

std::shared_ptr<const Bundle> bundle() {
  Bundle::Loaded loaded = Bundle::load(ANTEROOM_BINARY_DIR "/plugins/upper-back-pain");
  EXPECT_TRUE(loaded.bundle) << (loaded.errors.empty() ? "" : loaded.errors[0].to_string());
  return loaded.bundle;
}

HostOptions options() {
  HostOptions options;
  options.host_path = ANTEROOM_BIN_DIR "/anteroom-plugin-host";
  options.load_deadline = options.describe_deadline = 30s;
  return options;
}

/// The same plugin with patience: a busy machine is not what these tests are about.
HostedPlugin patient(const Bundle& bundle) {
  HostedPlugin plugin{bundle.manifest(), bundle.directory()};
  plugin.manifest.redflag_deadline_ms = plugin.manifest.summary_deadline_ms = 30000;
  return plugin;
}

class Client : public testing::Test {
 protected:
  void SetUp() override {
    bundle_ = bundle();
    ASSERT_TRUE(bundle_);
    form_.emplace(bundle_->definition(), form::LaunchContext{});
    client_.emplace(patient(*bundle_), options());
  }
  void play(const std::string& answers) {
    ASSERT_TRUE(play_answers(*form_, *fhir::parse_json(answers)).empty());
  }
  CheckOutcome check() {
    auto outcomes = client_->check(answers_for(bundle_->manifest(), *form_));
    EXPECT_EQ(outcomes.size(), 1U);
    return outcomes.at(0);
  }
  std::string line(const std::string& id) {
    for (const SummaryLineReply& line :
         client_->summary(answers_for(bundle_->manifest(), *form_)).lines) {
      if (line.id == id) return line.text;
    }
    return {};
  }
  std::shared_ptr<const Bundle> bundle_;
  std::optional<form::Form> form_;
  std::optional<HostClient> client_;
};

TEST_F(Client, SelftestPasses) {
  const auto result = client_->selftest();
  EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().to_string());
}

TEST_F(Client, PainInconsistentIsPresent) {
  play(R"({"nrs-now":8,"nrs-worst":6,"nrs-avg":5})");
  const CheckOutcome outcome = check();
  EXPECT_EQ(outcome.id, "pain-inconsistent");
  EXPECT_EQ(outcome.outcome, Outcome::present);
  EXPECT_EQ(outcome.tier, triage::Tier::routine);
  EXPECT_THAT(outcome.text, HasSubstr("now 8"));
  EXPECT_THAT(outcome.answers, ElementsAre("nrs-now", "nrs-worst", "nrs-avg"));
}

TEST_F(Client, PainInconsistentIsAbsent) {
  play(R"({"nrs-now":3,"nrs-worst":6,"nrs-avg":6})");
  EXPECT_EQ(check().outcome, Outcome::absent);
}

TEST_F(Client, OneInconsistentPairIsEnough) {
  play(R"({"nrs-now":"not-sure","nrs-worst":4,"nrs-avg":6})");
  EXPECT_EQ(check().outcome, Outcome::present);
}

TEST_F(Client, UnknownAnswersAreNotEvaluated) {
  for (const char* answers : {"{}", R"({"nrs-now":3,"nrs-worst":"skipped","nrs-avg":2})",
                              R"({"nrs-now":3,"nrs-worst":6})"}) {
    form_.emplace(bundle_->definition(), form::LaunchContext{});
    play(answers);
    const CheckOutcome outcome = check();
    EXPECT_EQ(outcome.outcome, Outcome::not_evaluated) << answers;
    EXPECT_EQ(outcome.reason, "unknown-answers") << answers;
  }
}

TEST_F(Client, LinesSayWhatIsKnownAndSpellOutWhatIsNot) {
  play(
      R"({"nrs-now":3,"nrs-worst":"not-sure","nrs-avg":2,"onset-when":"w1-6","onset-cause":["nothing"],"now-sudden":"no",
           "course":"prefer-not","where-spread":["no"],"neuro-numb":["none"]})");
  EXPECT_EQ(line("severity"), "Now 3; average 2; worst not sure; 0 to 10, last 7 days.");
  EXPECT_EQ(line("onset"), "1 to 6 weeks ago; trigger: no known trigger; not abrupt; declined.");
  EXPECT_EQ(line("region"), "Not asked; no spread; no numbness or tingling.");
}

TEST_F(Client, SeesOnlyWhatTheManifestReads) {
  play(R"({"hx-cancer":"yes","nrs-now":3})");
  for (const auto& [link_id, state] : answers_for(bundle_->manifest(), *form_).items)
    EXPECT_THAT(bundle_->manifest().reads, testing::Contains(link_id));
}

TEST_F(Client, StaysUpBetweenCallsAndComesBackAfterAKill) {
  play(R"({"nrs-now":3,"nrs-worst":6,"nrs-avg":6})");
  ASSERT_EQ(check().outcome, Outcome::absent);
  const int first = client_->child_pid();
  ASSERT_GT(first, 0);
  EXPECT_EQ(check().outcome, Outcome::absent);
  EXPECT_EQ(client_->child_pid(), first);
  ASSERT_EQ(kill(first, SIGKILL), 0);
  siginfo_t info{};
  ASSERT_EQ(waitid(P_PID, static_cast<id_t>(first), &info, WEXITED | WNOWAIT),
            0);  // seen dead, left to be reaped
  EXPECT_EQ(check().outcome, Outcome::absent);
  EXPECT_NE(client_->child_pid(), first);
  EXPECT_EQ(client_->deaths(), 1);
}

TEST_F(Client,
       OutlivesTheThreadThatStartedIt) {  // the parent-death signal follows the thread that spawned
  play(R"({"nrs-now":3,"nrs-worst":6,"nrs-avg":6})");
  std::thread([&] { EXPECT_EQ(check().outcome, Outcome::absent); }).join();
  std::this_thread::sleep_for(50ms);
  EXPECT_EQ(check().outcome, Outcome::absent);
  EXPECT_EQ(client_->deaths(), 0);
}

TEST_F(Client, DestructorReapsTheChild) {
  play(R"({"nrs-now":3,"nrs-worst":6,"nrs-avg":6})");
  check();
  const int pid = client_->child_pid();
  client_.reset();
  EXPECT_EQ(kill(pid, 0), -1);
  EXPECT_EQ(errno, ESRCH);
}

TEST_F(Client, ThreeDeathsInFiveMinutesAreTooMany) {
  FakeClock clock(Instant{});
  HostOptions set = options();
  set.clock = &clock;
  client_.emplace(patient(*bundle_), set);
  play(R"({"nrs-now":3,"nrs-worst":6,"nrs-avg":6})");
  const auto kill_child = [&] {
    ASSERT_EQ(check().outcome, Outcome::absent);
    ASSERT_EQ(kill(client_->child_pid(), SIGKILL), 0);
    siginfo_t info{};
    ASSERT_EQ(waitid(P_PID, static_cast<id_t>(client_->child_pid()), &info, WEXITED | WNOWAIT), 0);
  };
  // A death is noticed by the next call.
  kill_child();
  EXPECT_EQ(check().outcome, Outcome::absent);
  clock.advance(4min);
  kill_child();
  EXPECT_EQ(check().outcome, Outcome::absent);
  clock.advance(2min);  // the first is forgotten now
  kill_child();
  EXPECT_EQ(check().outcome, Outcome::absent);
  EXPECT_FALSE(client_->quarantined());
  kill_child();
  EXPECT_EQ(check().reason, "AR-P016");
  EXPECT_TRUE(client_->quarantined());
  EXPECT_EQ(client_->child_pid(), -1);
  client_->lift_quarantine();
  EXPECT_EQ(check().outcome, Outcome::absent);
}

TEST_F(Client, DataOnlyBundleStartsNothing) {
  HostedPlugin plugin = patient(*bundle_);
  plugin.manifest.library.clear();
  plugin.manifest.checks.clear();
  HostClient client(plugin, options());
  EXPECT_TRUE(client.check({}).empty());
  EXPECT_TRUE(client.summary({}).evaluated);
  EXPECT_TRUE(client.selftest().ok());
  EXPECT_EQ(client.child_pid(), -1);
}

TEST(Outcome, ZeroIsNotEvaluated) {
  EXPECT_EQ(to_string(Outcome{}), "not_evaluated");
  EXPECT_EQ(CheckOutcome{}.outcome, Outcome::not_evaluated);
}

}  // namespace
}  // namespace anteroom::plugin
