// What a plugin's process writes on its standard error: collected through a pipe that never blocks
// it, in small amounts, as words only while they cannot hold a patient's answer. Everything else is
// counted.
//
//   PrintedReader reader({.clock = &clock});
//   reader.drain(fd, MayHoldAnswers::no);   // before the first call that carries answers
//   Printed printed = reader.take();
//
// One thread at a time.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/base/clock.h"

namespace anteroom::plugin {

enum class MayHoldAnswers : std::uint8_t { yes = 0, no };

/// Since the last take().
struct Printed {
  std::string words;       ///< printable ASCII and line feeds
  std::size_t unkept = 0;  ///< bytes: over the rate, or possibly with answers in them
  [[nodiscard]] bool nothing() const { return words.empty() && unkept == 0; }
};

struct PrintedLimits {
  std::size_t burst = 2048;     ///< bytes kept at once
  std::size_t a_minute = 1024;  ///< bytes that may be kept again each minute
  /// Bytes read at one time; what lies beyond stays in the pipe, and what the pipe cannot take is
  /// lost to the plugin.
  std::size_t a_drain = std::size_t{256} << 10;
};

class PrintedReader {
 public:
  explicit PrintedReader(const Clock& clock, PrintedLimits limits = {});
  /// Takes what lies in the pipe now; never waits.
  void drain(int fd, MayHoldAnswers may);
  [[nodiscard]] Printed take();

 private:
  void keep(const char* bytes, std::size_t size, MayHoldAnswers may);
  void earn();
  const Clock& clock_;
  PrintedLimits limits_;
  std::size_t allowance_;
  std::chrono::milliseconds earned_at_;
  Printed printed_;
};

}  // namespace anteroom::plugin
