#include <rapidcheck.h>

#include "tests/core/store/store_fixture.h"

namespace anteroom::store {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using testing::IsEmpty;

struct Outbox : StoreTest {
  std::unique_ptr<Store> store = open();
  VisitId finished(const std::vector<std::string>& destinations) {
    const VisitId visit = store->begin_visit("K1")->id;
    EXPECT_TRUE(store->append(visit, {{"answer", "a"}}).ok());
    EXPECT_TRUE(store->finish(visit, "{}", VisitState::finished, destinations).ok());
    return visit;
  }
};

TEST_F(Outbox, RowsAreDueUntilDelivered) {
  const VisitId visit = finished({"folder", "desk"});
  auto due = *store->due(clock.now());
  ASSERT_EQ(due.size(), 2u);
  EXPECT_EQ(due[0].visit, visit);
  EXPECT_EQ(due[0].destination, "folder");
  EXPECT_EQ(due[0].state, OutboxState::pending);
  ASSERT_TRUE(store->mark_delivered(due[0].id).ok());
  ASSERT_TRUE(store->mark_delivered(due[0].id).ok());  // an acknowledgement heard twice
  due = *store->due(clock.now());
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(due[0].destination, "desk");
  EXPECT_EQ(store->stats()->outbox_delivered, 1);
  EXPECT_EQ(store->due(clock.now(), 0)->size(), 0u);
}

TEST_F(Outbox, AFailureWaitsAndIsCounted) {
  finished({"folder"});
  const std::int64_t row = (*store->due(clock.now()))[0].id;
  ASSERT_TRUE(store->mark_failed(row, "AR-E003 folder", clock.now() + seconds(10)).ok());
  EXPECT_THAT(*store->due(clock.now()), IsEmpty());
  clock.advance(seconds(10));
  const auto due = *store->due(clock.now());
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(due[0].attempts, 1);
  EXPECT_EQ(due[0].last_error, "AR-E003 folder");
}

TEST_F(Outbox, DeadRowsStayCountedAndDoNotComeBack) {
  finished({"folder"});
  const std::int64_t row = (*store->due(clock.now()))[0].id;
  ASSERT_TRUE(store->mark_dead(row, "AR-E001").ok());
  EXPECT_THAT(*store->due(clock.now() + hours(99)), IsEmpty());
  ASSERT_TRUE(store->mark_delivered(row).ok());
  EXPECT_EQ(store->stats()->outbox_dead, 1);
  EXPECT_EQ(store->stats()->outbox_delivered, 0);
  EXPECT_THAT(store->verify(), IsEmpty());
}

TEST_F(Outbox, UnknownRowsAreRefused) {
  EXPECT_EQ(store->mark_delivered(5).error().code, "AR-S028");
  EXPECT_EQ(store->mark_failed(5, "", clock.now()).error().code, "AR-S028");
  EXPECT_EQ(store->mark_dead(5, "").error().code, "AR-S028");
}

TEST_F(Outbox, KeysGoOnlyWhenEveryDestinationHasAcknowledged) {
  const VisitId visit = finished({"folder", "desk"});
  const VisitId undelivered = finished({"folder"});
  const auto due = *store->due(clock.now());
  ASSERT_TRUE(store->mark_delivered(due[0].id).ok());
  clock.advance(hours(1));
  EXPECT_EQ(*store->crypto_erase(clock.now()), 0);
  ASSERT_TRUE(store->mark_delivered(due[1].id).ok());
  EXPECT_EQ(*store->crypto_erase(clock.now()), 0);  // not before its time
  clock.advance(hours(24));
  EXPECT_EQ(*store->crypto_erase(clock.now() - hours(23)), 1);
  EXPECT_EQ(*store->crypto_erase(clock.now()), 0);
  EXPECT_EQ(store->record(visit).error().code, "AR-S025");
  EXPECT_EQ(store->events(visit).error().code, "AR-S025");
  EXPECT_EQ(*store->record(undelivered), "{}");
  EXPECT_THAT(store->verify(), IsEmpty());
}

TEST_F(Outbox, AVisitWithoutDestinationsIsNeverErased) {
  const VisitId visit = finished({});
  clock.advance(hours(99));
  EXPECT_EQ(*store->crypto_erase(clock.now()), 0);
  EXPECT_EQ(*store->record(visit), "{}");
}

// Whatever the courier does in whatever order, no row is lost and none is counted twice.
TEST_F(Outbox, CreatedIsDeliveredPlusPendingPlusDead) {
  finished({"folder"});
  EXPECT_TRUE(rc::check([&] {
    // Short runs: every step is an fsync.
    const auto steps = *rc::gen::resize(
        12, rc::gen::arbitrary<std::vector<std::pair<std::uint8_t, std::uint8_t>>>());
    for (const auto& [what, which] : steps) {
      const std::int64_t row = 1 + which % store->stats()->outbox_created;
      if (what % 4 == 0) finished({"folder", "desk"});
      if (what % 4 == 1) RC_ASSERT(store->mark_delivered(row).ok());
      if (what % 4 == 2) RC_ASSERT(store->mark_failed(row, "AR-E001", clock.now()).ok());
      if (what % 4 == 3) RC_ASSERT(store->mark_dead(row, "AR-E001").ok());
    }
    const Stats stats = *store->stats();
    RC_ASSERT(stats.outbox_created ==
              stats.outbox_delivered + stats.outbox_pending + stats.outbox_dead);
  }));
  EXPECT_THAT(store->verify(), IsEmpty());
}

}  // namespace
}  // namespace anteroom::store
