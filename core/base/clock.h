// The world's time behind a narrow interface: rooms never call the system clock themselves.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace anteroom {

/// Milliseconds since 1970-01-01T00:00:00Z.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// Any thread may call; implementations are thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;  ///< wall time, may jump
  [[nodiscard]] virtual std::chrono::milliseconds steady()
      const = 0;  ///< monotonic, for deadlines and idle
};

/// The real clock.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
  [[nodiscard]] std::chrono::milliseconds steady() const override;
};

/// A clock that tests move by hand.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(Instant start) : now_(start) {}
  [[nodiscard]] Instant now() const override { return now_; }
  [[nodiscard]] std::chrono::milliseconds steady() const override { return steady_; }
  void advance(std::chrono::milliseconds by) {
    now_ += by;
    steady_ += by;
  }

 private:
  Instant now_;
  std::chrono::milliseconds steady_{0};
};

/// "2026-11-24T09:12:00Z" (whole seconds, UTC: a FHIR instant).
[[nodiscard]] std::string to_iso(Instant instant);
/// "2026-11-24" in UTC.
[[nodiscard]] std::string to_iso_date(Instant instant);
/// Reads "2026-11-24T09:12:00Z" or with +hh:mm; AR-B001 otherwise.
[[nodiscard]] Result<Instant> parse_instant(std::string_view text);

}  // namespace anteroom
