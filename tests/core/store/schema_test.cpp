#include "core/store/schema.h"

#include "core/store/state.h"
#include "tests/core/store/store_fixture.h"

namespace anteroom::store {
namespace {

TEST(Schema, MakesAnEmptyDatabaseOnce) {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  EXPECT_TRUE(*migrate(database));
  EXPECT_EQ(database.execAndGet("PRAGMA user_version").getInt(), kSchemaVersion);
  EXPECT_EQ(database.execAndGet("PRAGMA application_id").getInt(), kApplicationId);
  EXPECT_FALSE(*migrate(database));
}

TEST(Schema, RefusesWhatItDoesNotKnow) {
  SQLite::Database newer(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  ASSERT_TRUE(migrate(newer).ok());
  newer.exec("PRAGMA user_version = 2");
  EXPECT_EQ(migrate(newer).error().code, "AR-S003");
  SQLite::Database theirs(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  theirs.exec("CREATE TABLE t (a)");
  EXPECT_EQ(migrate(theirs).error().code, "AR-S004");
}

}  // namespace
}  // namespace anteroom::store
