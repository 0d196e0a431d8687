// The life of one host process as its client sees it: phases, one request at a time, a deadline on
// each, kill on any misbehaviour. A session that failed that way is over; HostClient starts the
// next one.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/fhir/json.h"
#include "core/plugin/host_process.h"
#include "core/plugin/printed.h"

namespace anteroom::plugin {

enum class Phase : std::uint8_t { over = 0, started, greeted, loaded, ready };
/// Where `method` leads from `phase`; nullopt = not allowed there. hello, load and describe happen
/// once, in this order.
[[nodiscard]] std::optional<Phase> next_phase(Phase phase, std::string_view method);

class Session {
 public:
  using Milliseconds = std::chrono::milliseconds;
  /// What the process prints goes to `printed`, which outlives the session; `answers` says what
  /// its words may hold once a call with answers was sent.
  Session(HostProcess process, PrintedReader& printed, MayHoldAnswers answers)
      : process_(std::move(process)), printed_(printed), answers_(answers) {}
  Session(Session&&) = default;
  ~Session() { hear(); }

  /// One call. The error's code says why there is no result; afterwards alive() tells whether the
  /// process survived: P014 (deadline), P015 (died), P013 (misbehaved), P020 (no box) end it; an
  /// error that the plugin reported does not.
  [[nodiscard]] Result<fhir::Json> request(std::string_view method, const fhir::Json& params,
                                           Milliseconds deadline);
  /// False when the process ended or spoke unasked since the last call; then it is killed and
  /// reaped.
  [[nodiscard]] bool check_alive();
  [[nodiscard]] bool alive() const { return phase_ != Phase::over; }
  [[nodiscard]] Phase phase() const { return phase_; }
  [[nodiscard]] pid_t pid() const { return process_.pid(); }
  void end(Milliseconds grace);

 private:
  using TimePoint = std::chrono::steady_clock::time_point;
  Error fail(std::string_view code, std::string_view what);
  std::optional<Error> send(std::string_view frame, TimePoint until);
  Result<std::string> receive(TimePoint until);
  /// Waits for the line; an Error at the deadline.
  std::optional<Error> wait(short events, TimePoint until);
  void hear();
  HostProcess process_;
  PrintedReader& printed_;
  MayHoldAnswers answers_;
  MayHoldAnswers may_ = MayHoldAnswers::no;  ///< until the first call with answers
  Phase phase_ = Phase::started;
  std::int64_t last_id_ = 0;
};

}  // namespace anteroom::plugin
