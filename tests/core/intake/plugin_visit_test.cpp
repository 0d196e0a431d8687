// Coded checks within a visit, run by the real host: an outcome stands for the answers it was made
// of, and for no others.
#include "core/intake/plugin_visit.h"

#include <signal.h>

#include "tests/core/intake/visit_fixture.h"

namespace anteroom::intake {
namespace {

plugin::CheckOutcome check(const Intake& visit) {
  const Record record = visit.preview();
  EXPECT_EQ(record.coded_checks.size(), 1u);
  return record.coded_checks.at(0).second;
}

TEST_F(VisitTest, ACodedCheckStandsForTheAnswersItRead) {
  ASSERT_FALSE(real_bundle()->manifest().library.empty());
  auto visit = begin();
  EXPECT_EQ(check(*visit).reason, "not-run");
  visit->run_checks();
  EXPECT_EQ(check(*visit).outcome, plugin::Outcome::not_evaluated) << "no pain number is known yet";
  ASSERT_TRUE(number(*visit, "nrs-worst", 3).ok());
  ASSERT_TRUE(number(*visit, "nrs-now", 8).ok());
  EXPECT_EQ(check(*visit).reason, "not-run")
      << "what was found before these answers says nothing now";
  visit->run_checks();
  EXPECT_EQ(check(*visit).outcome, plugin::Outcome::present);
  ASSERT_TRUE(say(*visit, "now-breath", {"no"}).ok());
  EXPECT_EQ(check(*visit).outcome, plugin::Outcome::present)
      << "the library does not read this item";
  const auto events = *store->events(visit->info().id);
  EXPECT_EQ(std::count_if(events.begin(), events.end(),
                          [](const auto& each) { return each.event.kind == "check"; }),
            2);
}

TEST_F(VisitTest, AKilledHostNeverReadsAbsent) {
  auto visit = begin();
  ASSERT_TRUE(number(*visit, "nrs-worst", 3).ok());
  for (int round = 0; round < 5; ++round) {
    ASSERT_TRUE(number(*visit, "nrs-now", 5 + round).ok());
    if (visit->host_pid(kId) > 0) ::kill(visit->host_pid(kId), SIGKILL);
    visit->run_checks();
    const plugin::CheckOutcome outcome = check(*visit);
    EXPECT_NE(outcome.outcome, plugin::Outcome::absent) << round;
    EXPECT_TRUE(outcome.outcome == plugin::Outcome::present || !outcome.reason.empty()) << round;
  }
  const Result<Record> record = visit->finish();
  ASSERT_TRUE(record.ok());
  EXPECT_EQ(record->coded_checks.size(), 1u);
  EXPECT_NE(record->coded_checks[0].second.outcome, plugin::Outcome::absent);
}

}  // namespace
}  // namespace anteroom::intake
