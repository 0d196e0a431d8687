// What the box allows, fixed when the program is built: an environment switch could be set by
// whoever starts it.
#pragma once

#include <cstdint>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define ANTEROOM_HOST_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define ANTEROOM_HOST_SANITIZED 1
#endif
#endif

namespace anteroom::host {

struct Policy {
  std::uint64_t memory_bytes = std::uint64_t{256} << 20;  ///< address space; 0 = no limit
  std::uint64_t cpu_seconds =
      30;  ///< of the whole process: a call takes microseconds, an endless loop is cut
  std::uint64_t descriptors = 16;  ///< dlopen needs a few
  bool sanitizer_calls = false;    ///< system calls that a sanitizer's runtime makes
};

#ifdef ANTEROOM_HOST_SANITIZED
// Shadow memory is terabytes of address space, and the runtimes look at /proc and their own signal
// stacks.
inline constexpr Policy kPolicy{.memory_bytes = 0, .descriptors = 64, .sanitizer_calls = true};
#else
inline constexpr Policy kPolicy{};
#endif

}  // namespace anteroom::host
