// The courier's side: what is due, the record behind it, and what became of it. created = delivered
// + pending + dead.
#include "core/store/state.h"

namespace anteroom::store {
namespace {

constexpr int kPending = static_cast<int>(OutboxState::pending);

OutboxRow row_of(SQLite::Statement& statement) {
  OutboxRow row;
  row.id = statement.getColumn(0).getInt64();
  row.visit.uuid = statement.getColumn(1).getString();
  row.destination = statement.getColumn(2).getString();
  row.state = static_cast<OutboxState>(statement.getColumn(3).getInt());
  row.attempts = statement.getColumn(4).getInt();
  row.created = to_instant(statement.getColumn(5).getInt64());
  row.not_before = to_instant(statement.getColumn(6).getInt64());
  row.last_error = statement.getColumn(7).getString();
  row.intake_number = statement.getColumn(8).getString();
  row.visit_state = static_cast<VisitState>(statement.getColumn(9).getInt());
  return row;
}

constexpr const char* kColumns =
    "SELECT o.id, v.uuid, o.destination, o.state, o.attempts, o.created, o.not_before, "
    "o.last_error, "
    "v.intake_number, v.state FROM outbox o JOIN visit v ON v.id = o.visit ";

Result<OutboxRow> find(SQLite::Database& database, std::int64_t id) {
  SQLite::Statement select(database, std::string(kColumns) + "WHERE o.id = ?");
  select.bind(1, id);
  if (!select.executeStep())
    return Error{"AR-S028", "The outbox has no such row.", std::to_string(id), "", 0, 0};
  return row_of(select);
}

/// Ends a row that waits. Rows that ended already stay as they are: a repeated acknowledgement
/// changes nothing.
void end_row(SQLite::Database& database, std::int64_t id, OutboxState state, Instant now,
             std::string_view error) {
  SQLite::Statement update(
      database,
      "UPDATE outbox SET state = ?, attempts = attempts + 1, delivered_at = ?, last_error = ? "
      "WHERE id = ? AND state = 1");
  update.bind(1, static_cast<int>(state));
  if (state == OutboxState::delivered) update.bind(2, to_number(now));
  update.bind(3, std::string(error));
  update.bind(4, id);
  update.exec();
}

}  // namespace

Result<std::vector<OutboxRow>> Store::due(Instant now, std::size_t most) {
  return guarded([&]() -> Result<std::vector<OutboxRow>> {
    SQLite::Statement select(state_->database, std::string(kColumns) +
                                                   "WHERE o.state = 1 AND o.not_before <= ? "
                                                   "ORDER BY o.not_before, o.id LIMIT ?");
    select.bind(1, to_number(now));
    select.bind(2, static_cast<std::int64_t>(most));
    std::vector<OutboxRow> found;
    while (select.executeStep()) found.push_back(row_of(select));
    return found;
  });
}

Result<std::string> Store::record(const VisitId& visit) {
  return guarded([&]() -> Result<std::string> {
    const Result<VisitRow> row = state_->visit(visit);
    if (!row) return row.error();
    SQLite::Statement select(state_->database, "SELECT sealed FROM record WHERE visit = ?");
    select.bind(1, row->id);
    if (!select.executeStep())
      return Error{"AR-S029", "This visit has no finished record.", visit.uuid, "", 0, 0};
    const Result<Secret> key = state_->visit_key(*row);
    if (!key) return key.error();
    std::optional<std::string> plain =
        unseal(*key, bytes_of(select.getColumn(0)), record_context(visit.uuid));
    if (!plain)
      return Error{
          "AR-S012",
          "The record of visit " + visit.uuid + " was changed or damaged; it does not open.",
          "record",
          "",
          0,
          0};
    return std::move(*plain);
  });
}

Result<void> Store::mark_delivered(std::int64_t outbox_row) {
  return guarded([&]() -> Result<void> {
    State& s = *state_;
    SQLite::Transaction transaction(s.database, SQLite::TransactionBehavior::IMMEDIATE);
    const Result<OutboxRow> found = find(s.database, outbox_row);
    if (!found) return found.error();
    if (found->state != OutboxState::pending) return {};
    end_row(s.database, outbox_row, OutboxState::delivered, s.clock.now(), "");
    s.audit("outbox.delivered", found->intake_number + " " + found->destination);
    transaction.commit();
    return {};
  });
}

Result<void> Store::mark_failed(std::int64_t outbox_row, std::string_view error,
                                Instant not_before) {
  return guarded([&]() -> Result<void> {
    SQLite::Transaction transaction(state_->database, SQLite::TransactionBehavior::IMMEDIATE);
    const Result<OutboxRow> found = find(state_->database, outbox_row);
    if (!found) return found.error();
    SQLite::Statement update(
        state_->database,
        "UPDATE outbox SET attempts = attempts + 1, last_error = ?, not_before = ? "
        "WHERE id = ? AND state = ?");
    update.bind(1, std::string(error));
    update.bind(2, to_number(not_before));
    update.bind(3, outbox_row);
    update.bind(4, kPending);
    update.exec();
    transaction.commit();
    return {};
  });
}

Result<void> Store::mark_dead(std::int64_t outbox_row, std::string_view error) {
  return guarded([&]() -> Result<void> {
    State& s = *state_;
    SQLite::Transaction transaction(s.database, SQLite::TransactionBehavior::IMMEDIATE);
    const Result<OutboxRow> found = find(s.database, outbox_row);
    if (!found) return found.error();
    if (found->state != OutboxState::pending) return {};
    end_row(s.database, outbox_row, OutboxState::dead, s.clock.now(), error);
    s.audit("outbox.dead", found->intake_number + " " + found->destination);
    transaction.commit();
    return {};
  });
}

Result<int> Store::crypto_erase(Instant before) {
  return guarded([&]() -> Result<int> {
    State& s = *state_;
    std::vector<std::pair<std::int64_t, std::string>> visits;
    {
      SQLite::Transaction transaction(s.database, SQLite::TransactionBehavior::IMMEDIATE);
      SQLite::Statement select(
          s.database,
          "SELECT v.id, v.intake_number FROM visit v WHERE v.wrapped_key IS NOT NULL AND v.state "
          "IN (2, 4) "
          "AND EXISTS (SELECT 1 FROM outbox o WHERE o.visit = v.id) AND NOT EXISTS "
          "(SELECT 1 FROM outbox o WHERE o.visit = v.id AND (o.state != 2 OR o.delivered_at >= "
          "?))");
      select.bind(1, to_number(before));
      while (select.executeStep())
        visits.emplace_back(select.getColumn(0).getInt64(), select.getColumn(1).getString());
      for (const auto& [visit, intake_number] : visits) {
        for (const char* sql :
             {"UPDATE visit SET wrapped_key = NULL, last_sequence = 0 WHERE id = ?",
              "DELETE FROM event WHERE visit = ?",
              "UPDATE record SET sealed = NULL WHERE visit = ?"}) {
          SQLite::Statement change(s.database, sql);
          change.bind(1, visit);
          change.exec();
        }
        s.audit("visit.erased", intake_number);
      }
      transaction.commit();
    }
    if (!visits.empty()) s.forget_log();
    return static_cast<int>(visits.size());
  });
}

}  // namespace anteroom::store
