// Opening: what is made, what is refused, and that what is refused is left as it was.
#include <sys/stat.h>

#include "tests/core/store/store_fixture.h"

namespace anteroom::store {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::IsEmpty;

unsigned mode_of(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 0777 : 0;
}

struct Database : StoreTest {
  /// A store with one draft and one finished visit, closed again.
  void fill() {
    auto store = open();
    const VisitId draft = store->begin_visit("K1")->id;
    for (int i = 0; i < 40; ++i)
      ASSERT_TRUE(store->append(draft, {{"answer", std::string(200, 'a')}}).ok());
    const VisitId done = store->begin_visit("K1")->id;
    ASSERT_TRUE(store->finish(done, "{}", VisitState::finished, {"folder"}).ok());
  }
};

TEST_F(Database, IsMadeForItsOwnerAlone) {
  auto store = open();
  EXPECT_EQ(mode_of(directory), 0700u);
  EXPECT_EQ(mode_of(file()), 0600u);
  EXPECT_EQ(mode_of(directory + "/keys/device.key"), 0600u);
  EXPECT_EQ(mode_of(file() + "-wal"), 0600u);
  EXPECT_EQ(store->stats()->schema_version, 1);
}

TEST_F(Database, IsSharedWithTheGroupWhereTheFolderIs) {
  fs::create_directories(directory);
  fs::permissions(directory, fs::perms::owner_all | fs::perms::group_all);
  auto store = open();
  EXPECT_EQ(mode_of(file()), 0660u);
}

TEST_F(Database, AKeyOthersCanReadIsRefused) {
  fill();
  for (const unsigned mode : {0644u, 0604u, 0660u, 0602u}) {
    fs::permissions(options().key_file, static_cast<fs::perms>(mode));
    EXPECT_EQ(open_code(), "AR-S005") << mode;
  }
  fs::permissions(options().key_file, static_cast<fs::perms>(0440));
  EXPECT_EQ(open_code(), "");
}

TEST_F(Database, AnotherKeyIsToldFromDamage) {
  fill();
  const std::string before = bytes_of_file(file());
  fs::remove(options().key_file);
  EXPECT_EQ(open_code(), "AR-S006") << "a lost key must not be replaced in silence";
  write_bytes(options().key_file, std::string(32, 'k'));
  fs::permissions(options().key_file, static_cast<fs::perms>(0600));
  EXPECT_EQ(open_code(), "AR-S008");
  write_bytes(options().key_file, std::string(31, 'k'));
  EXPECT_EQ(open_code(), "AR-S007");
  EXPECT_EQ(bytes_of_file(file()), before);
}

TEST_F(Database, ANewerLayoutIsRefusedAndUntouched) {
  fill();
  { SQLite::Database(file(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 99"); }
  const std::string before = bytes_of_file(file());
  EXPECT_EQ(open_code(), "AR-S003");
  EXPECT_EQ(bytes_of_file(file()), before);
}

TEST_F(Database, ADatabaseOfSomebodyElseIsRefused) {
  fs::create_directories(directory + "/keys");
  {
    SQLite::Database(file(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec("CREATE TABLE theirs (a)");
  }
  write_bytes(options().key_file, std::string(32, 'k'));
  fs::permissions(options().key_file, static_cast<fs::perms>(0600));
  EXPECT_EQ(open_code(), "AR-S004");
}

TEST_F(Database, ADamagedHeaderIsRefusedAndNothingIsEmptied) {
  fill();
  std::string bytes = bytes_of_file(file());
  bytes[3] = static_cast<char>(bytes[3] ^ 1);
  write_bytes(file(), bytes);
  EXPECT_EQ(open_code(), "AR-S004");
  EXPECT_EQ(bytes_of_file(file()), bytes);
  write_bytes(file(), std::string(5000, 'x'));
  EXPECT_EQ(open_code(), "AR-S004");
  EXPECT_EQ(bytes_of_file(file()), std::string(5000, 'x'));
}

TEST_F(Database, ATruncatedFileIsRefused) {
  fill();
  const std::string bytes = bytes_of_file(file());
  write_bytes(file(), bytes.substr(0, bytes.size() / 2));
  EXPECT_EQ(open_code(), "AR-S004");
}

// One flipped bit anywhere in the file is refused at open, found by verify, or without effect on
// what is read back (free space, unused header fields). A changed answer is never handed out.
TEST_F(Database, NoFlippedBitGoesUnnoticed) {
  fill();
  VisitId draft;
  {
    auto store = open();
    draft = store->drafts()->at(0).id;
  }
  const std::string good = bytes_of_file(file());
  int noticed = 0;
  for (std::size_t at = 101; at < good.size(); at += 397) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ (1 << (at % 8)));
    write_bytes(file(), bad);
    auto opened = Store::open(options(), clock);
    if (!opened.ok() || !(*opened)->verify().empty()) {
      ++noticed;
      continue;
    }
    const auto events = (*opened)->events(draft);
    ASSERT_TRUE(events.ok()) << at;
    ASSERT_EQ(events->size(), 40u) << at;
    for (const StoredEvent& event : *events)
      ASSERT_EQ(event.event.payload, std::string(200, 'a')) << at;
  }
  EXPECT_GT(noticed, 20);
}

TEST_F(Database, ADamagedWriteAheadLogIsRefusedInsteadOfForgotten) {
  fs::create_directories(directory + "/copy");
  std::string log;
  {
    auto store = open();
    const VisitId visit = store->begin_visit("K1")->id;
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(store->append(visit, {{"answer", "a"}}).ok());
    // What a crash leaves: database and log as they are now, without the checkpoint of a clean
    // close.
    fs::copy(file(), directory + "/copy/anteroom.db");
    log = bytes_of_file(file() + "-wal");
  }
  ASSERT_GT(log.size(), 6u * 4000u);
  StoreOptions copy = options();
  copy.directory = directory + "/copy";
  log[log.size() / 3] = static_cast<char>(log[log.size() / 3] ^ 4);
  write_bytes(copy.directory + "/anteroom.db-wal", log);
  const auto opened = Store::open(copy, clock);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, "AR-S004");
  EXPECT_EQ(bytes_of_file(copy.directory + "/anteroom.db-wal"), log);
}

TEST_F(Database, TheLogOfACrashIsPlayedBack) {
  fs::create_directories(directory + "/copy");
  VisitId visit;
  {
    auto store = open();
    visit = store->begin_visit("K1")->id;
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(store->append(visit, {{"answer", "a"}}).ok());
    fs::copy(file(), directory + "/copy/anteroom.db");
    fs::copy(file() + "-wal", directory + "/copy/anteroom.db-wal");
  }
  StoreOptions copy = options();
  copy.directory = directory + "/copy";
  auto store = Store::open(copy, clock);
  ASSERT_TRUE(store.ok());
  EXPECT_EQ((*store)->events(visit)->size(), 5u);
  EXPECT_THAT((*store)->verify(), IsEmpty());
}

TEST_F(Database, AFolderThatCannotBeMadeIsAnError) {
  StoreOptions bad = options();
  bad.directory = "/dev/null/state";
  EXPECT_EQ(Store::open(bad, clock).error().code, "AR-S001");
}

}  // namespace
}  // namespace anteroom::store
