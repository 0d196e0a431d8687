#include "kiosk/inspector/inspection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "kiosk/flow/visit.h"
#include "tests/support/visit_driver.h"

namespace anteroom::inspector {
namespace {

using flow::support::Driver;
using testing::HasSubstr;

/// A visit at the first safety page of the real upper-back plugin.
class AuthorsView : public testing::Test {
 protected:
  void SetUp() override {
    const auto loaded = plugin::Bundle::load(ANTEROOM_BINARY_DIR "/plugins/upper-back-pain");
    ASSERT_TRUE(loaded.bundle);
    auto opened = store::Store::open(
        {.directory = folder_.path(), .key_file = folder_.path() + "/device.key"}, clock_);
    ASSERT_TRUE(opened.ok());
    store_ = std::move(*opened);
    intake::Services services;
    services.store = store_.get();
    services.clock = &clock_;
    services.catalogue = {loaded.bundle};
    visit_.emplace(flow::Config{}, services);
    visit_->on_change = [this](const intake::Change& change) { inspector_.remember(change); };
    driver_.emplace(*visit_);
  }
  void go_to_health_checks() {
    for (const char* id : {"continue", "unknown:not-sure", "continue", "option:yes", "continue",
                           "option:upper-back-pain", "continue"})
      driver_->tap(id);
    for (int i = 0; i < 9 && visit_->page().kind != flow::PageKind::rows; ++i) {
      if (!visit_->page().choices.empty()) driver_->tap(visit_->page().choices.front().id);
      driver_->tap("continue");
    }
    ASSERT_EQ(visit_->page().kind, flow::PageKind::rows);
  }
  Inspection look() { return inspector_.look(visit_->intake(), visit_->asked_items()); }
  const Row* row(const Inspection& all, const std::string& section, const std::string& name) {
    for (const Section& each : all) {
      if (!each.title.starts_with(section)) continue;
      for (const Row& one : each.rows)
        if (one.name == name) return &one;
    }
    return nullptr;
  }

  flow::support::TemporaryFolder folder_;
  FakeClock clock_{*parse_instant("2026-11-24T09:12:00Z")};
  std::unique_ptr<store::Store> store_;
  std::optional<flow::Visit> visit_;
  std::optional<Driver> driver_;
  Inspector inspector_;
};

TEST_F(AuthorsView, SaysNothingBeforeACondition) {
  ASSERT_EQ(look().size(), 1U);
  EXPECT_EQ(look()[0].title, "No condition is chosen yet.");
}

TEST_F(AuthorsView, FollowsEveryAnswer) {
  go_to_health_checks();
  Inspection before = look();
  ASSERT_NE(row(before, "Items", "now-chest-pain"), nullptr) << to_text(before);
  EXPECT_EQ(row(before, "Items", "now-chest-pain")->mark, Mark::here);
  EXPECT_EQ(row(before, "Items", "now-chest-pain")->words, "-");
  ASSERT_NE(row(before, "Red flags", "RF-E04"), nullptr);
  EXPECT_EQ(row(before, "Red flags", "RF-E04")->mark, Mark::open);

  for (const char* item : {"now-chest-pain", "now-breath"}) {
    const auto refs = visit_->asked_items();
    ASSERT_NE(std::ranges::find(refs, intake::ItemRef{"upper-back-pain", item}), refs.end());
    driver_->tap(std::string("row:") + item + ":yes");
    const Inspection now = look();
    EXPECT_EQ(row(now, "Items", item)->words, "yes");
    EXPECT_THAT(to_text({now.front()}), HasSubstr(item)) << "the last change set names it";
  }
  const Inspection after = look();
  const Row* raised = row(after, "Red flags", "RF-E04");
  EXPECT_EQ(raised->mark, Mark::raised);
  EXPECT_EQ(raised->state, "emergency fired");
  EXPECT_THAT(raised->words, HasSubstr("now-chest-pain = yes"));
  EXPECT_THAT(after[1].title, HasSubstr("tier emergency"));
}

TEST_F(AuthorsView, ShowsExpressionsWithWhatTheyGive) {
  go_to_health_checks();
  const Inspection all = look();
  const Row* mean = row(all, "Expressions", "impact-mean");
  ASSERT_NE(mean, nullptr) << to_text(all);
  EXPECT_THAT(mean->state, HasSubstr("calculatedExpression = -"));
  EXPECT_THAT(mean->words, HasSubstr("%"));
  const Row* gated = row(all, "Expressions", "preg");
  ASSERT_NE(gated, nullptr) << to_text(all);
  EXPECT_THAT(gated->state, HasSubstr("enableWhen"));
}

TEST_F(AuthorsView, ForgetsTheLastChange) {
  go_to_health_checks();
  driver_->tap("row:now-breath:no");
  inspector_.forget();
  EXPECT_THAT(to_text(look()), HasSubstr("No answer yet."));
}

}  // namespace
}  // namespace anteroom::inspector
