// The kiosk's side: one visit from its first event to finish or discard.
#include "core/store/store.h"

#include <fmt/format.h>

#include "core/base/random.h"
#include "core/store/state.h"

namespace anteroom::store {
namespace {

constexpr const char* kVisitColumns =
    "SELECT id, uuid, intake_number, state, started, updated, last_sequence, wrapped_key FROM "
    "visit ";

VisitRow row_of(SQLite::Statement& statement) {
  VisitRow row;
  row.id = statement.getColumn(0).getInt64();
  row.info.id.uuid = statement.getColumn(1).getString();
  row.info.intake_number = statement.getColumn(2).getString();
  row.info.state = static_cast<VisitState>(statement.getColumn(3).getInt());
  row.info.started = to_instant(statement.getColumn(4).getInt64());
  row.info.updated = to_instant(statement.getColumn(5).getInt64());
  row.last_sequence = statement.getColumn(6).getInt64();
  if (!statement.getColumn(7).isNull()) row.wrapped_key = bytes_of(statement.getColumn(7));
  return row;
}

void set_state(SQLite::Database& database, std::int64_t visit, VisitState state, Instant now) {
  SQLite::Statement update(database, "UPDATE visit SET state = ?, updated = ? WHERE id = ?");
  update.bind(1, static_cast<int>(state));
  update.bind(2, to_number(now));
  update.bind(3, visit);
  update.exec();
}

/// An alert that stands already stays as it was first raised.
bool insert_alert(SQLite::Database& database, const VisitRow& visit, const AlertRow& alert,
                  Instant now) {
  SQLite::Statement insert(
      database,
      "INSERT OR IGNORE INTO alert (visit, rule, plugin, intake_number, raised_at) "
      "VALUES (?, ?, ?, ?, ?)");
  insert.bind(1, visit.id);
  insert.bind(2, alert.rule_id);
  insert.bind(3, alert.plugin_id);
  insert.bind(4, alert.intake_number.empty() ? visit.info.intake_number : alert.intake_number);
  insert.bind(5, to_number(now));
  return insert.exec() == 1;
}

void insert_record(SQLite::Database& database, std::int64_t visit, std::string_view sealed,
                   const std::optional<std::string>& clinic_copy) {
  SQLite::Statement insert(database, "INSERT INTO record VALUES (?, ?, ?)");
  insert.bind(1, visit);
  bind_bytes(insert, 2, sealed);
  if (clinic_copy) bind_bytes(insert, 3, *clinic_copy);
  insert.exec();
}

void insert_event(SQLite::Database& database, std::int64_t visit, std::int64_t sequence, Instant at,
                  std::string_view kind, std::string_view sealed) {
  SQLite::Statement insert(database, "INSERT INTO event VALUES (?, ?, ?, ?, ?)");
  insert.bind(1, visit);
  insert.bind(2, sequence);
  insert.bind(3, to_number(at));
  insert.bind(4, std::string(kind));
  bind_bytes(insert, 5, sealed);
  insert.exec();
}

/// The event behind a row; AR-S012 when the seal does not hold.
Result<StoredEvent> event_of(SQLite::Statement& row, const Secret& key, const VisitId& visit) {
  StoredEvent stored;
  stored.sequence = row.getColumn(0).getInt64();
  stored.at = to_instant(row.getColumn(1).getInt64());
  stored.event.kind = row.getColumn(2).getString();
  std::optional<std::string> plain =
      unseal(key, bytes_of(row.getColumn(3)),
             event_context(visit.uuid, stored.sequence, stored.at, stored.event.kind));
  if (!plain)
    return Error{"AR-S012",
                 "Event " + std::to_string(stored.sequence) + " of visit " + visit.uuid +
                     " was changed or damaged; it does not open.",
                 "event",
                 "",
                 0,
                 0};
  stored.event.payload = std::move(*plain);
  return stored;
}

void execute_for(SQLite::Database& database, const char* sql, std::int64_t visit) {
  SQLite::Statement statement(database, sql);
  statement.bind(1, visit);
  statement.exec();
}

void insert_outbox(SQLite::Database& database, std::int64_t visit, const std::string& destination,
                   Instant now) {
  SQLite::Statement insert(
      database,
      "INSERT INTO outbox (visit, destination, state, created, not_before) VALUES (?, ?, 1, ?, ?)");
  insert.bind(1, visit);
  insert.bind(2, destination);
  insert.bind(3, to_number(now));
  insert.bind(4, to_number(now));
  insert.exec();
}

}  // namespace

Result<VisitRow> Store::State::visit(const VisitId& id) {
  SQLite::Statement select(database, std::string(kVisitColumns) + "WHERE uuid = ?");
  select.bind(1, id.uuid);
  if (!select.executeStep())
    return Error{"AR-S022", "The store knows no such visit.", id.uuid, "", 0, 0};
  return row_of(select);
}

Result<VisitRow> Store::State::draft(const VisitId& id) {
  Result<VisitRow> row = visit(id);
  if (row && row->info.state != VisitState::draft)
    return Error{"AR-S023", "This visit is over; nothing can be added to it.", id.uuid, "", 0, 0};
  return row;
}

Result<Secret> Store::State::visit_key(const VisitRow& row) const {
  if (!row.wrapped_key)
    return Error{"AR-S025",
                 "The key of this visit was destroyed, as promised to the patient.",
                 row.info.id.uuid,
                 "",
                 0,
                 0};
  std::optional<Secret> key = unwrap_key(device_key, *row.wrapped_key, row.info.id.uuid);
  if (!key)
    return Error{
        "AR-S012",
        "The key of visit " + row.info.id.uuid + " was changed or damaged; it does not open.",
        "visit",
        "",
        0,
        0};
  return std::move(*key);
}

std::int64_t Store::State::count_up(const std::string& counter, std::int64_t by) {
  SQLite::Statement update(
      database,
      "INSERT INTO counter VALUES (?, ?) "
      "ON CONFLICT (name) DO UPDATE SET value = value + excluded.value RETURNING value");
  update.bind(1, counter);
  update.bind(2, by);
  update.executeStep();
  return update.getColumn(0).getInt64();
}

Result<VisitInfo> Store::begin_visit(std::string_view kiosk_id) {
  return guarded([&]() -> Result<VisitInfo> {
    State& s = *state_;
    SQLite::Transaction transaction(s.database, SQLite::TransactionBehavior::IMMEDIATE);
    VisitInfo info;
    const std::int64_t number = s.count_up("intake:" + std::string(kiosk_id), 1);
    info.intake_number = fmt::format("{}-{:04}", kiosk_id, number);
    info.id.uuid = s.options.id_seed == 0
                       ? new_uuid()
                       : seeded_uuid(s.options.id_seed, static_cast<std::uint64_t>(number));
    info.state = VisitState::draft;
    info.started = info.updated = s.clock.now();
    SQLite::Statement insert(
        s.database,
        "INSERT INTO visit (uuid, intake_number, state, started, updated, wrapped_key) "
        "VALUES (?, ?, 1, ?, ?, ?)");
    insert.bind(1, info.id.uuid);
    insert.bind(2, info.intake_number);
    insert.bind(3, to_number(info.started));
    insert.bind(4, to_number(info.started));
    bind_bytes(insert, 5, wrap_key(s.device_key, Secret::random(), info.id.uuid));
    insert.exec();
    s.audit("visit.begun", info.intake_number);
    transaction.commit();
    return info;
  });
}

Result<std::int64_t> Store::append(const VisitId& visit, const std::vector<Event>& events,
                                   const std::vector<AlertRow>& alerts, std::optional<Instant> at) {
  return guarded([&]() -> Result<std::int64_t> {
    State& s = *state_;
    SQLite::Transaction transaction(s.database, SQLite::TransactionBehavior::IMMEDIATE);
    const Result<VisitRow> row = s.draft(visit);
    if (!row) return row.error();
    const Result<Secret> key = s.visit_key(*row);
    if (!key) return key.error();
    const Instant now = at.value_or(s.clock.now());
    std::int64_t sequence = row->last_sequence;
    for (const Event& event : events) {
      ++sequence;
      insert_event(s.database, row->id, sequence, now, event.kind,
                   seal(*key, event.payload, event_context(visit.uuid, sequence, now, event.kind)));
    }
    for (const AlertRow& alert : alerts)
      if (insert_alert(s.database, *row, alert, now))
        s.audit("alert.raised",
                row->info.intake_number + " " + alert.plugin_id + " " + alert.rule_id);
    SQLite::Statement update(s.database,
                             "UPDATE visit SET last_sequence = ?, updated = ? WHERE id = ?");
    update.bind(1, sequence);
    update.bind(2, to_number(now));
    update.bind(3, row->id);
    update.exec();
    transaction.commit();
    return sequence;
  });
}

Result<std::vector<VisitInfo>> Store::drafts() {
  return guarded([&]() -> Result<std::vector<VisitInfo>> {
    SQLite::Statement select(state_->database,
                             std::string(kVisitColumns) + "WHERE state = 1 ORDER BY id DESC");
    std::vector<VisitInfo> found;
    while (select.executeStep()) found.push_back(row_of(select).info);
    return found;
  });
}

Result<std::vector<StoredEvent>> Store::events(const VisitId& visit) {
  return guarded([&]() -> Result<std::vector<StoredEvent>> {
    const Result<VisitRow> row = state_->visit(visit);
    if (!row) return row.error();
    const Result<Secret> key = state_->visit_key(*row);
    if (!key) return key.error();
    SQLite::Statement select(
        state_->database,
        "SELECT sequence, at, kind, sealed FROM event WHERE visit = ? ORDER BY sequence");
    select.bind(1, row->id);
    std::vector<StoredEvent> found;
    while (select.executeStep()) {
      Result<StoredEvent> stored = event_of(select, *key, visit);
      if (!stored) return stored.error();
      if (stored->sequence != static_cast<std::int64_t>(found.size()) + 1) break;
      found.push_back(std::move(*stored));
    }
    // Half a journal replayed would be a visit that never was: all or nothing.
    if (static_cast<std::int64_t>(found.size()) != row->last_sequence)
      return Error{"AR-S013", "Events of visit " + visit.uuid + " are missing.", "event", "", 0, 0};
    return found;
  });
}

Result<void> Store::finish(const VisitId& visit, std::string_view record_json, VisitState end,
                           const std::vector<std::string>& destinations) {
  if (end != VisitState::finished && end != VisitState::timed_out)
    return Error{
        "AR-S026", "A visit finishes as finished or timed out; stopped ones are discarded.",
        "",        "",
        0,         0};
  return guarded([&]() -> Result<void> {
    State& s = *state_;
    SQLite::Transaction transaction(s.database, SQLite::TransactionBehavior::IMMEDIATE);
    const Result<VisitRow> row = s.draft(visit);
    if (!row) return row.error();
    const Result<Secret> key = s.visit_key(*row);
    if (!key) return key.error();
    std::optional<std::string> copy;
    if (!s.clinic_key.empty()) {
      copy = seal_for_clinic(s.clinic_key, record_json);
      if (!copy) return Error{"AR-S009", "The clinic's public key cannot seal.", "", "", 0, 0};
    }
    insert_record(s.database, row->id, seal(*key, record_json, record_context(visit.uuid)), copy);
    const Instant now = s.clock.now();
    for (const std::string& destination : destinations)
      insert_outbox(s.database, row->id, destination, now);
    s.count_up("outbox", static_cast<std::int64_t>(destinations.size()));
    set_state(s.database, row->id, end, now);
    s.audit("visit.finished",
            row->info.intake_number + (end == VisitState::timed_out ? " timed out" : ""));
    transaction.commit();
    return {};
  });
}

Result<void> Store::discard(const VisitId& visit, const std::vector<std::string>& destinations) {
  return guarded([&]() -> Result<void> {
    State& s = *state_;
    {
      SQLite::Transaction transaction(s.database, SQLite::TransactionBehavior::IMMEDIATE);
      const Result<VisitRow> row = s.draft(visit);
      if (!row) return row.error();
      execute_for(s.database, "UPDATE visit SET wrapped_key = NULL, last_sequence = 0 WHERE id = ?",
                  row->id);
      execute_for(s.database, "DELETE FROM event WHERE visit = ?", row->id);
      const Instant now = s.clock.now();
      for (const std::string& destination : destinations)
        insert_outbox(s.database, row->id, destination, now);
      s.count_up("outbox", static_cast<std::int64_t>(destinations.size()));
      set_state(s.database, row->id, VisitState::stopped, now);
      s.audit("visit.stopped", row->info.intake_number);
      transaction.commit();
    }
    s.forget_log();
    return {};
  });
}

void Store::State::forget_log() {
  // The log still holds pages with the wrapped key: write it back and empty it. Another connection
  // that reads just now may keep it alive; the next erase or the next close empties it then.
  database.execAndGet("PRAGMA wal_checkpoint(TRUNCATE)");
}

Result<std::vector<StoredAlert>> Store::alerts(const VisitId& visit) {
  return guarded([&]() -> Result<std::vector<StoredAlert>> {
    SQLite::Statement select(
        state_->database,
        "SELECT a.id, a.rule, a.plugin, a.intake_number, a.raised_at, a.acknowledged_at, "
        "a.acknowledged_by FROM alert a JOIN visit v ON v.id = a.visit WHERE v.uuid = ? "
        "ORDER BY a.id");
    select.bind(1, visit.uuid);
    std::vector<StoredAlert> found;
    while (select.executeStep()) {
      StoredAlert alert;
      alert.id = select.getColumn(0).getInt64();
      alert.visit = visit;
      alert.alert = {select.getColumn(1).getString(), select.getColumn(2).getString(),
                     select.getColumn(3).getString()};
      alert.raised_at = to_instant(select.getColumn(4).getInt64());
      if (!select.getColumn(5).isNull())
        alert.acknowledged_at = to_instant(select.getColumn(5).getInt64());
      alert.acknowledged_by = select.getColumn(6).getString();
      found.push_back(std::move(alert));
    }
    return found;
  });
}

Result<void> Store::acknowledge_alert(std::int64_t alert, std::string_view by) {
  return guarded([&]() -> Result<void> {
    State& s = *state_;
    SQLite::Transaction transaction(s.database, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement find(s.database, "SELECT acknowledged_at FROM alert WHERE id = ?");
    find.bind(1, alert);
    if (!find.executeStep())
      return Error{"AR-S027", "The store knows no such alert.", std::to_string(alert), "", 0, 0};
    if (!find.getColumn(0).isNull()) return {};  // the first acknowledgement stands
    SQLite::Statement update(
        s.database, "UPDATE alert SET acknowledged_at = ?, acknowledged_by = ? WHERE id = ?");
    update.bind(1, to_number(s.clock.now()));
    update.bind(2, std::string(by));
    update.bind(3, alert);
    update.exec();
    s.audit("alert.acknowledged", std::to_string(alert) + " " + std::string(by));
    transaction.commit();
    return {};
  });
}

std::int64_t Store::data_version() {
  const Result<std::int64_t> version = guarded([&]() -> Result<std::int64_t> {
    return state_->database.execAndGet("PRAGMA data_version").getInt64();
  });
  return version ? *version : -1;
}

}  // namespace anteroom::store
