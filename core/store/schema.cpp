#include "core/store/schema.h"

#include <array>

namespace anteroom::store {
namespace {

// Layout 1. Triggers hold the append-only promises against our own mistakes; the audit chain holds
// them against others.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE visit (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  intake_number TEXT NOT NULL UNIQUE,
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4),
  started INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  last_sequence INTEGER NOT NULL DEFAULT 0,
  wrapped_key BLOB
);
CREATE INDEX visit_by_state ON visit (state);
CREATE TABLE event (
  visit INTEGER NOT NULL REFERENCES visit (id),
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (visit, sequence)
) WITHOUT ROWID;
CREATE TABLE record (
  visit INTEGER PRIMARY KEY REFERENCES visit (id),
  sealed BLOB,
  clinic_copy BLOB
);
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  visit INTEGER NOT NULL REFERENCES visit (id),
  destination TEXT NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
  attempts INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL,
  not_before INTEGER NOT NULL,
  delivered_at INTEGER,
  last_error TEXT NOT NULL DEFAULT '',
  UNIQUE (visit, destination)
);
CREATE INDEX outbox_due ON outbox (state, not_before);
CREATE TABLE alert (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  visit INTEGER NOT NULL REFERENCES visit (id),
  rule TEXT NOT NULL,
  plugin TEXT NOT NULL,
  intake_number TEXT NOT NULL,
  raised_at INTEGER NOT NULL,
  acknowledged_at INTEGER,
  acknowledged_by TEXT NOT NULL DEFAULT '',
  UNIQUE (visit, plugin, rule)
);
CREATE TABLE audit (
  sequence INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  detail TEXT NOT NULL,
  previous BLOB NOT NULL,
  hash BLOB NOT NULL
);
INSERT INTO counter VALUES ('outbox', 0), ('audit', 0);
CREATE TRIGGER event_is_append_only BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event'); END;
CREATE TRIGGER visit_stays BEFORE DELETE ON visit BEGIN SELECT RAISE(ABORT, 'visit'); END;
CREATE TRIGGER outbox_stays BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'outbox'); END;
CREATE TRIGGER alert_stays BEFORE DELETE ON alert BEGIN SELECT RAISE(ABORT, 'alert'); END;
CREATE TRIGGER audit_is_append_only BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit'); END;
)sql";

// migrations[n] leads from version n to n + 1.
constexpr std::array<const char*, kSchemaVersion> kMigrations = {kVersion1};

int pragma(SQLite::Database& database, const char* name) {
  return database.execAndGet(std::string("PRAGMA ") + name).getInt();
}

}  // namespace

Result<bool> migrate(SQLite::Database& database) {
  // IMMEDIATE: kiosk and courier may open a new store at the same moment; one makes it, the other
  // waits and finds it.
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  const int version = pragma(database, "user_version");
  const bool empty = database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0;
  if (!empty && pragma(database, "application_id") != kApplicationId)
    return Error{"AR-S004", "This database is not an Anteroom store.",
                 "",        "Check the state directory.",
                 0,         0};
  if (version > kSchemaVersion)
    return Error{"AR-S003",
                 "The store was written by a newer Anteroom (layout " + std::to_string(version) +
                     ", this one knows " + std::to_string(kSchemaVersion) + ").",
                 "",
                 "Install the newer version again; the store is not changed backwards.",
                 0,
                 0};
  for (int step = version; step < kSchemaVersion; ++step) {
    database.exec(kMigrations[static_cast<std::size_t>(step)]);
    database.exec("PRAGMA user_version = " + std::to_string(step + 1));
  }
  if (version < kSchemaVersion)
    database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
  transaction.commit();
  return empty;
}

}  // namespace anteroom::store
