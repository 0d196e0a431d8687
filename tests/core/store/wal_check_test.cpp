#include "core/store/wal_check.h"

#include "tests/core/store/store_fixture.h"

namespace anteroom::store {
namespace {

struct Wal : StoreTest {
  std::string log;
  static constexpr std::size_t kFrame = 24 + 4096;
  Wal() {
    auto store = open();
    const VisitId visit = store->begin_visit("K1")->id;
    for (int i = 0; i < 6; ++i) EXPECT_TRUE(store->append(visit, {{"answer", "a"}}).ok());
    log = bytes_of_file(file() + "-wal");
  }
};

TEST_F(Wal, ARealLogIsSound) {
  EXPECT_EQ(inspect_wal(log), WalHealth::sound);
  EXPECT_EQ(inspect_wal(""), WalHealth::sound);
  EXPECT_EQ(inspect_wal_file(directory + "/none"), WalHealth::sound);
}

TEST_F(Wal, ATransactionTornAtTheEndIsSound) {
  for (const std::size_t cut : {1u, 100u, 4000u, 5000u})
    EXPECT_EQ(inspect_wal(log.substr(0, log.size() - cut)), WalHealth::sound);
  std::string torn = log;
  torn[torn.size() - 10] = static_cast<char>(torn[torn.size() - 10] ^ 1);
  EXPECT_EQ(inspect_wal(torn), WalHealth::sound);
}

TEST_F(Wal, AFlippedBitBeforeOtherCommitsIsDamage) {
  for (std::size_t at = 32; at + 4 * kFrame < log.size() / 2; at += kFrame / 3 + 1) {
    std::string bad = log;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    EXPECT_EQ(inspect_wal(bad), WalHealth::damaged) << at;
  }
}

TEST_F(Wal, ADamagedHeaderIsDamage) {
  for (std::size_t at = 0; at < 32; ++at) {
    std::string bad = log;
    bad[at] = static_cast<char>(bad[at] ^ 0x40);
    EXPECT_EQ(inspect_wal(bad), WalHealth::damaged) << at;
  }
}

TEST_F(Wal, FramesOfAnEarlierRoundAreNotThisOnes) {
  // A log that was started again: a new salt in the header and the first frames, old frames behind
  // them.
  auto store = open();
  const VisitId visit = store->begin_visit("K1")->id;
  for (int i = 0; i < 30; ++i)
    ASSERT_TRUE(store->append(visit, {{"answer", std::string(3000, 'a')}}).ok());
  { SQLite::Database(file(), SQLite::OPEN_READWRITE, 1000).exec("PRAGMA wal_checkpoint(RESTART)"); }
  ASSERT_TRUE(store->append(visit, {{"answer", "b"}}).ok());
  const std::string again = bytes_of_file(file() + "-wal");
  ASSERT_GT(again.size(), 60u * kFrame);
  EXPECT_EQ(inspect_wal(again), WalHealth::sound);
}

}  // namespace
}  // namespace anteroom::store
