// The kiosk's durable memory: SQLite (WAL, synchronous FULL), append-only event journal, drafts,
// finished intakes, outbox, alerts, audit chain; sealed at rest. An append that returned ok is on
// disk (fsync).
//
//   auto store = Store::open({.directory = state, .key_file = keys + "/device.key"}, clock);
//   VisitId visit = *store->begin_visit(meta);
//   store->append(visit, {.kind = "answer", .payload = bytes}, alerts);   // one transaction,
//   durable
//
// One connection = one thread. The layout stands in schemas/store.md. Errors AR-S0xx, never with
// content. Payloads are opaque bytes here: core/store knows nothing of forms.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"

namespace anteroom::store {

struct StoreOptions {
  std::string directory;  ///< state directory; made 0700 when missing
  std::string
      key_file;  ///< device key, outside the database; made (0600) when missing and create_key
  bool create_key = true;
  std::string
      clinic_public_key;  ///< crypto_box public key (raw 32 bytes as hex); "" = no sealed copy yet
  std::uint64_t id_seed = 0;  ///< not 0: repeatable visit uuids (scripts, tests); keys stay random
};

struct VisitId {
  std::string uuid;
  friend bool operator==(const VisitId&, const VisitId&) = default;
};

struct Event {
  std::string
      kind;  ///< "answer", "unknown", "language", "finding", "check", "consent", ...: not secret
  std::string payload;  ///< sealed with the visit's key; associated data = visit id + sequence
};
struct StoredEvent {
  std::int64_t sequence = 0;  ///< 1-based within the visit, no gaps
  Event event;
  Instant at;
};

/// An alert row is written in the transaction of the answer that caused it; no personal data in it.
struct AlertRow {
  std::string rule_id;
  std::string plugin_id;
  std::string intake_number;
};
struct StoredAlert {
  std::int64_t id = 0;
  VisitId visit;
  AlertRow alert;
  Instant raised_at;
  std::optional<Instant> acknowledged_at;
  std::string acknowledged_by;
};

enum class VisitState : std::uint8_t { unset = 0, draft, finished, stopped, timed_out };
struct VisitInfo {
  VisitId id;
  std::string intake_number;  ///< "K1-0001": kiosk id + running number
  VisitState state = VisitState::unset;
  Instant started, updated;
};

enum class OutboxState : std::uint8_t { unset = 0, pending, delivered, dead };
struct OutboxRow {
  std::int64_t id = 0;
  VisitId visit;
  std::string destination;  ///< id only
  std::string intake_number;
  VisitState visit_state = VisitState::unset;  ///< `stopped`: there is no record, only the fact
  OutboxState state = OutboxState::unset;
  int attempts = 0;
  Instant created, not_before;
  std::string last_error;  ///< code and place, no content
};

/// What the courier did, as the store's counters see it: created = delivered + pending + dead,
/// always.
struct Stats {
  std::int64_t visits_draft = 0, visits_finished = 0, visits_stopped = 0, visits_timed_out = 0,
               events = 0;
  std::int64_t outbox_created = 0, outbox_pending = 0, outbox_delivered = 0, outbox_dead = 0;
  std::int64_t alerts = 0, alerts_acknowledged = 0, audit_rows = 0;
  int schema_version = 0;
};

class Store {
 public:
  /// Opens or creates; migrates forward only (AR-S003 for a newer file); a damaged file is AR-S004
  /// and left as it is.
  [[nodiscard]] static Result<std::unique_ptr<Store>> open(StoreOptions options,
                                                           const Clock& clock);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  // --- kiosk side: one visit ---
  [[nodiscard]] Result<VisitInfo> begin_visit(std::string_view kiosk_id);
  /// Events and alert rows in one durable transaction; returns the last sequence number. `at` is
  /// when it happened, now when not given: a replay sees the instant the visit saw.
  Result<std::int64_t> append(const VisitId& visit, const std::vector<Event>& events,
                              const std::vector<AlertRow>& alerts = {},
                              std::optional<Instant> at = std::nullopt);
  /// Drafts that a crash left, newest first.
  [[nodiscard]] Result<std::vector<VisitInfo>> drafts();
  [[nodiscard]] Result<std::vector<StoredEvent>> events(const VisitId& visit);
  /// Freezes the visit: sealed record + one outbox row a destination + audit row, in one
  /// transaction.
  Result<void> finish(const VisitId& visit, std::string_view record_json, VisitState end,
                      const std::vector<std::string>& destinations);
  /// Stop and clear: destroys the draft key and the events; one content-free outbox row a
  /// destination tells the clinic. Alerts stay.
  Result<void> discard(const VisitId& visit, const std::vector<std::string>& destinations = {});
  [[nodiscard]] Result<std::vector<StoredAlert>> alerts(const VisitId& visit);
  Result<void> acknowledge_alert(std::int64_t alert, std::string_view by);

  // --- courier side ---
  [[nodiscard]] Result<std::vector<OutboxRow>> due(Instant now, std::size_t most = 32);
  [[nodiscard]] Result<std::string> record(
      const VisitId& visit);  ///< the frozen intake record (JSON)
  Result<void> mark_delivered(std::int64_t outbox_row);
  Result<void> mark_failed(std::int64_t outbox_row, std::string_view error, Instant not_before);
  Result<void> mark_dead(std::int64_t outbox_row, std::string_view error);
  /// Destroys the keys of visits whose every destination acknowledged before `before`; the sealed
  /// copy stays.
  Result<int> crypto_erase(Instant before);

  // --- audit, health ---
  Result<void> audit(std::string_view kind, std::string_view detail);  ///< no answers in `detail`
  [[nodiscard]] Result<std::string> audit_head();  ///< hex hash of the newest audit row
  [[nodiscard]] Errors
  verify();  ///< integrity_check, audit chain, every sealed row opens, counters add up
  [[nodiscard]] Result<Stats> stats();
  [[nodiscard]] std::int64_t
  data_version();  ///< PRAGMA data_version: changes when another connection wrote

 private:
  struct State;
  explicit Store(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace anteroom::store
