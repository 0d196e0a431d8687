// verify() names what is broken: each promise of schemas/store.md is broken once behind the store's
// back.
#include "tests/core/store/store_fixture.h"

namespace anteroom::store {
namespace {

using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Verify : StoreTest {
  VisitId draft, done, stopped;
  Verify() {
    auto store = open();
    draft = store->begin_visit("K1")->id;
    for (const char* answer : {"one", "two", "three"})
      EXPECT_TRUE(store->append(draft, {{"answer", answer}}).ok());
    done = store->begin_visit("K1")->id;
    EXPECT_TRUE(store->append(done, {{"answer", "a"}}, {{"RF-E01", "upper-back-pain", ""}}).ok());
    EXPECT_TRUE(store->finish(done, "{}", VisitState::finished, {"folder"}).ok());
    stopped = store->begin_visit("K1")->id;
    EXPECT_TRUE(store->discard(stopped).ok());
    EXPECT_THAT(store->verify(), IsEmpty());
  }
  Errors after(const std::string& sql) {
    damage(sql);
    auto store = open();
    return store ? store->verify() : Errors{};
  }
  std::vector<std::string> codes_after(const std::string& sql) { return codes_of(after(sql)); }
};

TEST_F(Verify, AChangedEvent) {
  EXPECT_THAT(
      codes_after("UPDATE event SET sealed = CAST(sealed || x'00' AS BLOB) WHERE sequence = 2"),
      ElementsAre("AR-S012"));
  EXPECT_EQ(open()->events(draft).error().code, "AR-S012");
}
TEST_F(Verify, AnEventWithAnotherKind) {
  EXPECT_THAT(codes_after("UPDATE event SET kind = 'unknown' WHERE visit = 1 AND sequence = 1"),
              ElementsAre("AR-S012"));
}
TEST_F(Verify, SwappedEvents) {
  EXPECT_THAT(codes_after("UPDATE event SET sequence = 9 WHERE visit = 1 AND sequence = 1;"
                          "UPDATE event SET sequence = 1 WHERE visit = 1 AND sequence = 2;"
                          "UPDATE event SET sequence = 2 WHERE visit = 1 AND sequence = 9"),
              ElementsAre("AR-S012", "AR-S012"));
}
TEST_F(Verify, AMissingEventInTheMiddleAndAtTheEnd) {
  const Errors errors = after("DELETE FROM event WHERE visit = 1 AND sequence = 2");
  ASSERT_THAT(codes_of(errors), ElementsAre("AR-S013"));
  EXPECT_THAT(errors[0].message, HasSubstr("K1-0001, event 2"));
  EXPECT_EQ(open()->events(draft).error().code, "AR-S013");
  EXPECT_THAT(codes_after("DELETE FROM event WHERE visit = 1 AND sequence = 3"),
              ElementsAre("AR-S013", "AR-S013"));
}
TEST_F(Verify, AChangedRecord) {
  EXPECT_THAT(codes_after("UPDATE record SET sealed = (SELECT sealed FROM event LIMIT 1)"),
              ElementsAre("AR-S012"));
  EXPECT_EQ(open()->record(done).error().code, "AR-S012");
}
TEST_F(Verify, AnotherVisitsKey) {
  const auto codes = codes_after(
      "UPDATE visit SET wrapped_key = (SELECT wrapped_key FROM visit WHERE id = 2) WHERE id = 1");
  EXPECT_THAT(codes, Contains("AR-S012"));
}
TEST_F(Verify, AMissingRecord) {
  EXPECT_THAT(codes_after("DELETE FROM record"), ElementsAre("AR-S015"));
}
TEST_F(Verify, ADraftWithoutKey) {
  EXPECT_THAT(codes_after("UPDATE visit SET wrapped_key = NULL WHERE id = 1"), Contains("AR-S015"));
}
TEST_F(Verify, AnAuditRowChanged) {
  EXPECT_THAT(codes_after("UPDATE audit SET detail = 'K1-0009' WHERE sequence = 2"),
              ElementsAre("AR-S011"));
}
TEST_F(Verify, AnAuditRowRemovedInTheMiddleAndAtTheEnd) {
  EXPECT_THAT(codes_after("DELETE FROM audit WHERE sequence = 2"),
              ElementsAre("AR-S014", "AR-S011"));
}
TEST_F(Verify, TheNewestAuditRowRemoved) {
  EXPECT_THAT(codes_after("DELETE FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)"),
              ElementsAre("AR-S014"));
}
TEST_F(Verify, ALostOutboxRow) {
  EXPECT_THAT(codes_after("DELETE FROM outbox"), ElementsAre("AR-S014"));
}
TEST_F(Verify, ALostVisit) {
  EXPECT_THAT(codes_after("DELETE FROM visit WHERE id = 3"), ElementsAre("AR-S014"));
}
TEST_F(Verify, RowsOfNobody) {
  EXPECT_THAT(codes_after("UPDATE alert SET visit = 77"), Contains("AR-S010"));
}
TEST_F(Verify, NoFindingQuotesAnAnswer) {
  for (const Error& error : after("UPDATE event SET sealed = CAST(sealed || x'00' AS BLOB)"))
    EXPECT_THAT(error.to_string(), Not(HasSubstr("three")));
}

TEST_F(Verify, TheLayoutItselfRefusesChangesOfTheJournal) {
  SQLite::Database raw(file(), SQLite::OPEN_READWRITE);
  EXPECT_THROW(raw.exec("UPDATE event SET at = 0"), SQLite::Exception);
  EXPECT_THROW(raw.exec("UPDATE audit SET at = 0"), SQLite::Exception);
  for (const char* table : {"visit", "outbox", "alert", "audit"})
    EXPECT_THROW(raw.exec(std::string("DELETE FROM ") + table), SQLite::Exception) << table;
}

TEST_F(Verify, StatsCountEverything) {
  const Stats stats = *open()->stats();
  EXPECT_EQ(stats.visits_draft, 1);
  EXPECT_EQ(stats.visits_finished, 1);
  EXPECT_EQ(stats.visits_stopped, 1);
  EXPECT_EQ(stats.events, 4);
  EXPECT_EQ(stats.alerts, 1);
  EXPECT_EQ(stats.alerts_acknowledged, 0);
  EXPECT_EQ(stats.outbox_created, 1);
  EXPECT_EQ(stats.audit_rows, 7);  // created, three begun, alert, finished, stopped
}

}  // namespace
}  // namespace anteroom::store
