// One anteroom-plugin-host process: spawned, watched through a pidfd, killed and reaped by its
// owner alone.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <utility>

#include "core/base/result.h"
#include "core/plugin/fd.h"

namespace anteroom::plugin {

class HostProcess {
 public:
  /// Starts the program behind `host` (O_PATH) with the line on 3 and `library` on 4. The spawn
  /// itself happens on a thread that lives as long as this program: the parent-death signal follows
  /// the thread, not the process.
  [[nodiscard]] static Result<HostProcess> spawn(int host, int library);
  HostProcess(HostProcess&& other) noexcept { *this = std::move(other); }
  HostProcess& operator=(HostProcess&& other) noexcept;
  ~HostProcess();

  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] int line() const { return line_.get(); }  ///< non-blocking socket
  [[nodiscard]] int printed() const {
    return printed_.get();
  }                                                         ///< its standard error, non-blocking
  [[nodiscard]] int pidfd() const { return pidfd_.get(); }  ///< readable when the process ended
  /// Closes the line, lets it end by itself for `grace`, then kills and reaps. The exit code,
  /// nullopt for a signal. printed() stays readable.
  std::optional<int> end(std::chrono::milliseconds grace);

 private:
  HostProcess() = default;
  pid_t pid_ = -1;
  Fd pidfd_, line_, printed_;
};

}  // namespace anteroom::plugin
