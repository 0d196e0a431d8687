// The audit chain: who did what when, each row hashed over the one before. No answers.
#include <limits>

#include "core/base/hash.h"
#include "core/store/state.h"

namespace anteroom::store {
namespace {

constexpr std::size_t kHashBytes = 32;

void append_number(std::string& out, std::int64_t number) {
  auto value = static_cast<std::uint64_t>(number);
  for (int i = 0; i < 8; ++i, value >>= 8) out += static_cast<char>(value & 0xff);
}

void append_text(std::string& out, std::string_view text) {
  // With its length before it, so that no two rows have the same bytes.
  append_number(out, static_cast<std::int64_t>(text.size()));
  out += text;
}

Error broken(std::int64_t sequence, const std::string& why) {
  return {"AR-S011", "The audit chain is broken at row " + std::to_string(sequence) + ": " + why,
          "audit",   "Somebody or something changed the database outside Anteroom.",
          0,         0};
}

}  // namespace

std::string audit_hash(std::string_view previous, std::int64_t sequence, std::int64_t at,
                       std::string_view kind, std::string_view detail) {
  std::string bytes(previous);
  append_number(bytes, sequence);
  append_number(bytes, at);
  append_text(bytes, kind);
  append_text(bytes, detail);
  return sha256(bytes);
}

void Store::State::audit(std::string_view kind, std::string_view detail) {
  SQLite::Statement head(database,
                         "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1");
  std::int64_t sequence = 1;
  std::string previous(kHashBytes, '\0');
  if (head.executeStep()) {
    sequence = head.getColumn(0).getInt64() + 1;
    previous = bytes_of(head.getColumn(1));
  }
  const std::int64_t at = to_number(clock.now());
  SQLite::Statement insert(database, "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?)");
  insert.bind(1, sequence);
  insert.bind(2, at);
  insert.bind(3, std::string(kind));
  insert.bind(4, std::string(detail));
  bind_bytes(insert, 5, previous);
  bind_bytes(insert, 6, audit_hash(previous, sequence, at, kind, detail));
  insert.exec();
  count_up("audit", 1);
}

Result<void> Store::audit(std::string_view kind, std::string_view detail) {
  return guarded([&]() -> Result<void> {
    SQLite::Transaction transaction(state_->database, SQLite::TransactionBehavior::IMMEDIATE);
    state_->audit(kind, detail);
    transaction.commit();
    return {};
  });
}

Result<std::string> Store::audit_head() {
  return guarded([&]() -> Result<std::string> {
    SQLite::Statement head(state_->database,
                           "SELECT hash FROM audit ORDER BY sequence DESC LIMIT 1");
    return head.executeStep() ? to_hex(bytes_of(head.getColumn(0)))
                              : std::string(kHashBytes * 2, '0');
  });
}

Result<std::string> walk_audit(SQLite::Database& database) {
  SQLite::Statement rows(
      database, "SELECT sequence, at, kind, detail, previous, hash FROM audit ORDER BY sequence");
  std::string previous(kHashBytes, '\0');
  std::int64_t expected = 1;
  for (; rows.executeStep(); ++expected) {
    const std::int64_t sequence = rows.getColumn(0).getInt64();
    if (sequence != expected) return broken(expected, "the row is missing.");
    if (bytes_of(rows.getColumn(4)) != previous)
      return broken(sequence, "it does not follow from the row before.");
    const std::string hash =
        audit_hash(previous, sequence, rows.getColumn(1).getInt64(), rows.getColumn(2).getString(),
                   rows.getColumn(3).getString());
    if (bytes_of(rows.getColumn(5)) != hash) return broken(sequence, "its content was changed.");
    previous = hash;
  }
  return to_hex(previous);
}

}  // namespace anteroom::store
