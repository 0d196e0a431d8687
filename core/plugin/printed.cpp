#include "core/plugin/printed.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace anteroom::plugin {

PrintedReader::PrintedReader(const Clock& clock, PrintedLimits limits)
    : clock_(clock), limits_(limits), allowance_(limits.burst), earned_at_(clock.steady()) {}

void PrintedReader::drain(int fd, MayHoldAnswers may) {
  std::array<char, 4096> buffer{};
  for (std::size_t all = 0; all < limits_.a_drain;) {
    const ssize_t got = read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return;  // nothing more for now, or the process is gone
    keep(buffer.data(), static_cast<std::size_t>(got), may);
    all += static_cast<std::size_t>(got);
  }
}

Printed PrintedReader::take() {
  return std::exchange(printed_, {});
}

void PrintedReader::keep(const char* bytes, std::size_t size, MayHoldAnswers may) {
  earn();
  const std::size_t kept = may == MayHoldAnswers::no ? std::min(size, allowance_) : 0;
  allowance_ -= kept;
  printed_.unkept += size - kept;
  // No escape sequences: the words go to a log that a person reads in a terminal.
  for (std::size_t i = 0; i < kept; ++i) {
    const char c = bytes[i];
    printed_.words.push_back(c == '\n' || (c >= ' ' && c <= '~') ? c : '?');
  }
}

void PrintedReader::earn() {
  const std::chrono::milliseconds now = clock_.steady();
  const auto passed =
      static_cast<std::size_t>(std::max<std::int64_t>(0, (now - earned_at_).count()));
  const std::size_t earned = passed * limits_.a_minute / 60000;
  if (earned == 0) return;  // keep the fraction: the time is not moved on
  allowance_ = std::min(limits_.burst, allowance_ + earned);
  earned_at_ = now;
}

}  // namespace anteroom::plugin
