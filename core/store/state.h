// What the parts of Store share: the connection, the device key, and how SQLite's failures become
// errors. Internal to core/store.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <optional>
#include <string>
#include <type_traits>

#include "core/store/seal.h"
#include "core/store/store.h"

namespace anteroom::store {

/// One visit as its row says.
struct VisitRow {
  std::int64_t id = 0;
  VisitInfo info;
  std::int64_t last_sequence = 0;
  std::optional<std::string> wrapped_key;
};

struct Store::State {
  StoreOptions options;
  const Clock& clock;
  SQLite::Database database;
  Secret device_key;
  std::string clinic_key;  ///< raw 32 bytes, "" none
  std::uint64_t uuids_made = 0;

  [[nodiscard]] Result<VisitRow> visit(const VisitId& id);
  [[nodiscard]] Result<VisitRow> draft(const VisitId& id);  ///< AR-S023 when it is over
  [[nodiscard]] Result<Secret> visit_key(const VisitRow& row) const;
  void audit(std::string_view kind, std::string_view detail);  ///< inside the caller's transaction
  void verify_visit(const VisitId& id, Errors& errors);
  void forget_log();  ///< empties the write-ahead log after a key was destroyed
  std::int64_t count_up(const std::string& counter, std::int64_t by);
};

/// SQLite's failure as an error of ours: the code's own words, never the statement's values.
[[nodiscard]] Error translate(const SQLite::Exception& exception);

/// Runs one operation of the store; no SQLite exception leaves the room.
template <class Operation>
std::invoke_result_t<Operation> guarded(Operation&& operation) {
  try {
    return operation();
  } catch (const SQLite::Exception& exception) {
    return translate(exception);
  }
}

inline std::int64_t to_number(Instant instant) {
  return instant.time_since_epoch().count();
}
inline Instant to_instant(std::int64_t number) {
  return Instant{std::chrono::milliseconds(number)};
}
/// A BLOB column's bytes.
[[nodiscard]] std::string bytes_of(const SQLite::Column& column);
void bind_bytes(SQLite::Statement& statement, int index, std::string_view bytes);

/// Rows of `audit` re-hashed from the first on; the hash of the last row, or AR-S011 with the row
/// that breaks.
[[nodiscard]] Result<std::string> walk_audit(SQLite::Database& database);
[[nodiscard]] std::string audit_hash(std::string_view previous, std::int64_t sequence,
                                     std::int64_t at, std::string_view kind,
                                     std::string_view detail);

}  // namespace anteroom::store
