// The health of the store: what verify() checks stands in schemas/store.md. Findings name the
// place, never content.
#include <sqlite3.h>

#include "core/store/schema.h"
#include "core/store/state.h"

namespace anteroom::store {
namespace {

std::int64_t number(SQLite::Database& database, const std::string& sql) {
  return database.execAndGet(sql).getInt64();
}

void check_integrity(SQLite::Database& database, Errors& errors) {
  SQLite::Statement check(database, "PRAGMA integrity_check(20)");
  while (check.executeStep()) {
    const std::string line = check.getColumn(0).getString();
    if (line != "ok")
      errors.push_back({"AR-S010", "SQLite finds damage: " + line, "database", "", 0, 0});
  }
  SQLite::Statement foreign(database, "PRAGMA foreign_key_check");
  while (foreign.executeStep())
    errors.push_back({"AR-S010",
                      "A row of " + foreign.getColumn(0).getString() + " belongs to no visit.",
                      foreign.getColumn(0).getString(), "", 0, 0});
}

void check_counters(SQLite::Database& database, Errors& errors) {
  const auto differ = [&](const char* what, const std::string& counter, const std::string& count) {
    const std::int64_t promised =
        number(database, "SELECT ifnull(sum(value), 0) FROM counter WHERE " + counter);
    const std::int64_t found = number(database, count);
    if (promised != found)
      errors.push_back({"AR-S014",
                        std::string(what) + ": " + std::to_string(promised) + " were made, " +
                            std::to_string(found) + " are there.",
                        "counter", "", 0, 0});
  };
  differ("Outbox rows", "name = 'outbox'", "SELECT count(*) FROM outbox WHERE state IN (1, 2, 3)");
  differ("Audit rows", "name = 'audit'", "SELECT count(*) FROM audit");
  differ("Visits", "name LIKE 'intake:%'", "SELECT count(*) FROM visit");
}

/// Rows that a visit's state promises.
void check_state(SQLite::Database& database, const VisitRow& visit, Errors& errors) {
  const bool over =
      visit.info.state == VisitState::finished || visit.info.state == VisitState::timed_out;
  SQLite::Statement record(database, "SELECT sealed IS NOT NULL FROM record WHERE visit = ?");
  record.bind(1, visit.id);
  const bool has_record = record.executeStep();
  const bool readable = has_record && record.getColumn(0).getInt() == 1;
  const bool fits = visit.info.state == VisitState::draft ? visit.wrapped_key && !has_record
                    : over ? has_record && readable == visit.wrapped_key.has_value()
                           : !visit.wrapped_key && !has_record;
  if (!fits)
    errors.push_back({"AR-S015",
                      "The rows of intake " + visit.info.intake_number + " do not fit its state.",
                      "visit", "", 0, 0});
}

void check_events(SQLite::Database& database, const VisitRow& visit, const Secret* key,
                  Errors& errors) {
  SQLite::Statement select(
      database, "SELECT sequence, at, kind, sealed FROM event WHERE visit = ? ORDER BY sequence");
  select.bind(1, visit.id);
  std::int64_t expected = 1;
  for (; select.executeStep(); ++expected) {
    const std::int64_t sequence = select.getColumn(0).getInt64();
    const std::string place = "intake " + visit.info.intake_number + ", event ";
    for (; expected < sequence; ++expected)
      errors.push_back(
          {"AR-S013", place + std::to_string(expected) + " is missing.", "event", "", 0, 0});
    const std::string context =
        event_context(visit.info.id.uuid, sequence, to_instant(select.getColumn(1).getInt64()),
                      select.getColumn(2).getString());
    std::optional<std::string> plain;
    if (key != nullptr) plain = unseal(*key, bytes_of(select.getColumn(3)), context);
    if (!plain)
      errors.push_back(
          {"AR-S012", place + std::to_string(sequence) + " does not open.", "event", "", 0, 0});
    else
      wipe(*plain);
  }
  for (; expected <= visit.last_sequence; ++expected)
    errors.push_back({"AR-S013",
                      "intake " + visit.info.intake_number + ", event " + std::to_string(expected) +
                          " is missing.",
                      "event", "", 0, 0});
}

}  // namespace

void Store::State::verify_visit(const VisitId& id, Errors& errors) {
  const Result<VisitRow> row = visit(id);
  if (!row) {
    errors.push_back(row.error());
    return;
  }
  check_state(database, *row, errors);
  if (!row->wrapped_key) {
    check_events(database, *row, nullptr, errors);
    return;
  }
  const Result<Secret> key = visit_key(*row);
  if (!key) errors.push_back(key.error());
  check_events(database, *row, key ? &*key : nullptr, errors);
  SQLite::Statement record(database,
                           "SELECT sealed FROM record WHERE visit = ? AND sealed IS NOT NULL");
  record.bind(1, row->id);
  if (!key || !record.executeStep()) return;
  std::optional<std::string> plain =
      unseal(*key, bytes_of(record.getColumn(0)), record_context(id.uuid));
  if (!plain)
    errors.push_back({"AR-S012",
                      "The record of intake " + row->info.intake_number + " does not open.",
                      "record", "", 0, 0});
  else
    wipe(*plain);
}

Errors Store::verify() {
  Errors errors;
  const Result<void> done = guarded([&]() -> Result<void> {
    SQLite::Database& database = state_->database;
    // One read transaction: the courier may write meanwhile, and the counters must be of one
    // moment.
    SQLite::Transaction moment(database);
    check_integrity(database, errors);
    check_counters(database, errors);
    if (const Result<std::string> head = walk_audit(database); !head)
      errors.push_back(head.error());
    std::vector<VisitId> visits;
    SQLite::Statement select(database, "SELECT uuid FROM visit ORDER BY id");
    while (select.executeStep()) visits.push_back({select.getColumn(0).getString()});
    for (const VisitId& visit : visits) state_->verify_visit(visit, errors);
    return {};
  });
  if (!done) errors.push_back(done.error());
  return errors;
}

Result<Stats> Store::stats() {
  return guarded([&]() -> Result<Stats> {
    SQLite::Database& database = state_->database;
    SQLite::Transaction moment(database);
    const auto count = [&](const std::string& from) {
      return number(database, "SELECT count(*) FROM " + from);
    };
    Stats stats;
    stats.visits_draft = count("visit WHERE state = 1");
    stats.visits_finished = count("visit WHERE state = 2");
    stats.visits_stopped = count("visit WHERE state = 3");
    stats.visits_timed_out = count("visit WHERE state = 4");
    stats.events = count("event");
    stats.outbox_created = number(database, "SELECT value FROM counter WHERE name = 'outbox'");
    stats.outbox_pending = count("outbox WHERE state = 1");
    stats.outbox_delivered = count("outbox WHERE state = 2");
    stats.outbox_dead = count("outbox WHERE state = 3");
    stats.alerts = count("alert");
    stats.alerts_acknowledged = count("alert WHERE acknowledged_at IS NOT NULL");
    stats.audit_rows = count("audit");
    stats.schema_version = static_cast<int>(number(database, "PRAGMA user_version"));
    return stats;
  });
}

}  // namespace anteroom::store
