#include "core/store/store.h"

#include <sodium.h>

#include "core/base/hash.h"
#include "tests/core/store/store_fixture.h"

namespace anteroom::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

TEST_F(StoreTest, NumbersVisitsPerKiosk) {
  auto store = open();
  EXPECT_EQ(store->begin_visit("K1")->intake_number, "K1-0001");
  EXPECT_EQ(store->begin_visit("K1")->intake_number, "K1-0002");
  EXPECT_EQ(store->begin_visit("K2")->intake_number, "K2-0001");
  EXPECT_THAT(store->verify(), IsEmpty());
}

TEST_F(StoreTest, EventsComeBackInOrderAfterReopening) {
  VisitId visit;
  {
    auto store = open();
    visit = store->begin_visit("K1")->id;
    EXPECT_EQ(*store->append(visit, {{"language", "en"}, {"answer", "first"}}), 2);
    clock.advance(std::chrono::seconds(5));
    EXPECT_EQ(*store->append(visit, {{"answer", std::string("zero\0byte", 9)}}), 3);
  }
  auto store = open();
  const auto events = *store->events(visit);
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[1].sequence, 2);
  EXPECT_EQ(events[1].event.kind, "answer");
  EXPECT_EQ(events[1].event.payload, "first");
  EXPECT_EQ(events[2].event.payload, std::string("zero\0byte", 9));
  EXPECT_EQ(to_iso(events[2].at), "2026-11-24T09:12:05Z");
  EXPECT_THAT(store->verify(), IsEmpty());
}

TEST_F(StoreTest, DraftsAreTheOpenVisitsNewestFirst) {
  auto store = open();
  const VisitId first = store->begin_visit("K1")->id;
  const VisitId second = store->begin_visit("K1")->id;
  const VisitId third = store->begin_visit("K1")->id;
  ASSERT_TRUE(store->finish(second, "{}", VisitState::finished, {}).ok());
  const auto drafts = *store->drafts();
  ASSERT_EQ(drafts.size(), 2u);
  EXPECT_EQ(drafts[0].id, third);
  EXPECT_EQ(drafts[1].id, first);
  EXPECT_EQ(drafts[0].state, VisitState::draft);
}

TEST_F(StoreTest, AnAlertIsWrittenWithItsAnswerAndOnlyOnce) {
  auto store = open();
  const VisitId visit = store->begin_visit("K1")->id;
  ASSERT_TRUE(
      store->append(visit, {{"answer", "a"}}, {{"RF-E01", "upper-back-pain", "K1-0001"}}).ok());
  const Instant raised = clock.now();
  clock.advance(std::chrono::minutes(1));
  ASSERT_TRUE(store->append(visit, {{"answer", "b"}}, {{"RF-E01", "upper-back-pain", ""}}).ok());
  auto alerts = *store->alerts(visit);
  ASSERT_EQ(alerts.size(), 1u);
  EXPECT_EQ(alerts[0].alert.rule_id, "RF-E01");
  EXPECT_EQ(alerts[0].alert.intake_number, "K1-0001");
  EXPECT_EQ(alerts[0].raised_at, raised);
  EXPECT_EQ(alerts[0].acknowledged_at, std::nullopt);
  ASSERT_TRUE(store->acknowledge_alert(alerts[0].id, "desk").ok());
  const Instant acknowledged = clock.now();
  clock.advance(std::chrono::minutes(1));
  ASSERT_TRUE(store->acknowledge_alert(alerts[0].id, "other").ok());
  alerts = *store->alerts(visit);
  EXPECT_EQ(alerts[0].acknowledged_at, acknowledged);
  EXPECT_EQ(alerts[0].acknowledged_by, "desk");
  EXPECT_EQ(store->acknowledge_alert(99, "desk").error().code, "AR-S027");
}

TEST_F(StoreTest, FinishFreezesRecordOutboxAndState) {
  auto store = open();
  const VisitId visit = store->begin_visit("K1")->id;
  ASSERT_TRUE(store->append(visit, {{"answer", "a"}}).ok());
  EXPECT_EQ(store->record(visit).error().code, "AR-S029");
  ASSERT_TRUE(store->finish(visit, R"({"a":1})", VisitState::timed_out, {"folder", "desk"}).ok());
  EXPECT_EQ(*store->record(visit), R"({"a":1})");
  const Stats stats = *store->stats();
  EXPECT_EQ(stats.visits_timed_out, 1);
  EXPECT_EQ(stats.outbox_created, 2);
  EXPECT_EQ(stats.outbox_pending, 2);
  EXPECT_EQ(stats.events, 1);
  EXPECT_EQ(store->append(visit, {{"answer", "b"}}).error().code, "AR-S023");
  EXPECT_EQ(store->finish(visit, "{}", VisitState::finished, {}).error().code, "AR-S023");
  EXPECT_EQ(store->discard(visit).error().code, "AR-S023");
  EXPECT_THAT(store->verify(), IsEmpty());
}

TEST_F(StoreTest, AFinishThatFailsLeavesTheDraft) {
  auto store = open();
  const VisitId visit = store->begin_visit("K1")->id;
  ASSERT_TRUE(store->append(visit, {{"answer", "a"}}).ok());
  // The same destination twice breaks a promise of the layout in the middle of the transaction.
  EXPECT_EQ(store->finish(visit, "{}", VisitState::finished, {"folder", "folder"}).error().code,
            "AR-S024");
  EXPECT_EQ(store->finish(visit, "{}", VisitState::stopped, {}).error().code, "AR-S026");
  EXPECT_EQ(store->stats()->outbox_created, 0);
  EXPECT_EQ(store->drafts()->size(), 1u);
  EXPECT_EQ(*store->append(visit, {{"answer", "b"}}), 2);
  EXPECT_THAT(store->verify(), IsEmpty());
}

TEST_F(StoreTest, DiscardDestroysKeyAndEventsAndKeepsAlerts) {
  auto store = open();
  const VisitId visit = store->begin_visit("K1")->id;
  ASSERT_TRUE(store->append(visit, {{"answer", "a"}}, {{"RF-E01", "upper-back-pain", ""}}).ok());
  ASSERT_TRUE(store->discard(visit).ok());
  EXPECT_EQ(store->events(visit).error().code, "AR-S025");
  EXPECT_EQ(store->alerts(visit)->size(), 1u);
  EXPECT_EQ(store->stats()->events, 0);
  EXPECT_EQ(store->stats()->visits_stopped, 1);
  EXPECT_THAT(*store->drafts(), IsEmpty());
  EXPECT_THAT(store->verify(), IsEmpty());
}

TEST_F(StoreTest, NothingOfADiscardedVisitIsLeftInTheFiles) {
  std::string sealed, wrapped;
  auto store = open();
  const VisitId visit = store->begin_visit("K1")->id;
  ASSERT_TRUE(store->append(visit, {{"answer", std::string(300, 'x')}}).ok());
  {
    SQLite::Database raw(file(), SQLite::OPEN_READWRITE, 1000);
    sealed = raw.execAndGet("SELECT hex(sealed) FROM event").getString();
    wrapped = raw.execAndGet("SELECT hex(wrapped_key) FROM visit").getString();
  }
  const auto on_disk = [&](const std::string& hex) {
    const std::string needle = from_hex(hex)->substr(1, 40);
    return (bytes_of_file(file()) + bytes_of_file(file() + "-wal")).find(needle) !=
           std::string::npos;
  };
  ASSERT_TRUE(on_disk(sealed));
  ASSERT_TRUE(on_disk(wrapped));
  ASSERT_TRUE(store->discard(visit).ok());
  EXPECT_FALSE(on_disk(sealed));
  EXPECT_FALSE(on_disk(wrapped));
}

TEST_F(StoreTest, NoAnswerStandsReadableOnDisk) {
  auto store = open();
  const VisitId visit = store->begin_visit("K1")->id;
  ASSERT_TRUE(store->append(visit, {{"answer", "PLAINTEXT-OF-AN-ANSWER"}}).ok());
  ASSERT_TRUE(store->finish(visit, "PLAINTEXT-OF-A-RECORD", VisitState::finished, {"folder"}).ok());
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    EXPECT_THAT(bytes_of_file(entry.path()), Not(testing::HasSubstr("PLAINTEXT"))) << entry.path();
  }
}

TEST_F(StoreTest, TheClinicsCopyOpensWithTheClinicsKeyAlone) {
  ASSERT_TRUE(sodium_ready());
  std::string public_key(crypto_box_PUBLICKEYBYTES, '\0'),
      secret_key(crypto_box_SECRETKEYBYTES, '\0');
  const auto raw = [](std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); };
  crypto_box_keypair(raw(public_key), raw(secret_key));
  StoreOptions with_key = options();
  with_key.clinic_public_key = to_hex(public_key);
  auto store = std::move(*Store::open(with_key, clock));
  const VisitId visit = store->begin_visit("K1")->id;
  ASSERT_TRUE(store->finish(visit, "the record", VisitState::finished, {"folder"}).ok());
  SQLite::Database database(file(), SQLite::OPEN_READONLY);
  std::string copy =
      *from_hex(database.execAndGet("SELECT hex(clinic_copy) FROM record").getString());
  std::string plain(copy.size() - crypto_box_SEALBYTES, '\0');
  ASSERT_EQ(
      crypto_box_seal_open(raw(plain), raw(copy), copy.size(), raw(public_key), raw(secret_key)),
      0);
  EXPECT_EQ(plain, "the record");
  with_key.clinic_public_key = "abc";
  EXPECT_EQ(Store::open(with_key, clock).error().code, "AR-S009");
}

TEST_F(StoreTest, UnknownVisitsAreRefused) {
  auto store = open();
  const VisitId nobody{"nobody"};
  EXPECT_EQ(store->append(nobody, {{"answer", "a"}}).error().code, "AR-S022");
  EXPECT_EQ(store->events(nobody).error().code, "AR-S022");
  EXPECT_EQ(store->finish(nobody, "{}", VisitState::finished, {}).error().code, "AR-S022");
  EXPECT_EQ(store->discard(nobody).error().code, "AR-S022");
  EXPECT_EQ(store->record(nobody).error().code, "AR-S022");
}

TEST_F(StoreTest, DataVersionTellsOfAnotherConnectionsWrite) {
  auto kiosk = open();
  auto courier = open();
  const std::int64_t before = courier->data_version();
  EXPECT_EQ(courier->data_version(), before);
  ASSERT_TRUE(kiosk->begin_visit("K1").ok());
  EXPECT_NE(courier->data_version(), before);
}

TEST_F(StoreTest, SeededIdsRepeatButKeysDoNot) {
  StoreOptions seeded = options();
  seeded.id_seed = 7;
  auto store = std::move(*Store::open(seeded, clock));
  EXPECT_EQ(store->begin_visit("K1")->id.uuid, seeded_uuid(7, 1));
}

}  // namespace
}  // namespace anteroom::store
