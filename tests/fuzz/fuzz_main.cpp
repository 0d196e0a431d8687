// libFuzzer's way into one entry; FUZZ_ENTRY is its name. Two promises are measured here, an input
// each: memory and processor time of the code under test. libFuzzer's own limits count the whole
// process by the wall clock (sanitizer, corpus, other programs of the machine), so run.sh sets them
// wide and they only stop what never comes back.
#include <sanitizer/allocator_interface.h>

#include <atomic>
#include <cstdint>
#include <ctime>

#include "tests/fuzz/entries/entries.h"

namespace anteroom::fuzz {
namespace {

constexpr std::int64_t kMostBytes = std::int64_t{256} << 20;
constexpr double kMostSeconds = 2.0;

// Bytes that were asked for and not given back, and the most there were since an input began.
std::atomic<std::int64_t> live_bytes = 0;
std::atomic<std::int64_t> most_bytes = 0;

void allocated(const volatile void* /*at*/, const std::size_t size) {
  const auto live =
      live_bytes.fetch_add(static_cast<std::int64_t>(size), std::memory_order_relaxed) +
      static_cast<std::int64_t>(size);
  if (live > most_bytes.load(std::memory_order_relaxed))
    most_bytes.store(live, std::memory_order_relaxed);
}

void released(const volatile void* at) {
  if (at == nullptr) return;
  live_bytes.fetch_sub(static_cast<std::int64_t>(__sanitizer_get_allocated_size(at)),
                       std::memory_order_relaxed);
}

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

void run_within_limits(const std::string_view bytes) {
  static const bool counting = __sanitizer_install_malloc_and_free_hooks(allocated, released) != 0;
  promise(counting, "allocations can be counted");
  const std::int64_t before = live_bytes.load();
  most_bytes.store(before);
  const double began = processor_seconds();
  FUZZ_ENTRY(bytes);
  promise(processor_seconds() - began <= kMostSeconds,
          "an input takes at most 2 seconds of processor time");
  promise(most_bytes.load() - before <= kMostBytes, "an input takes at most 256 MB");
}

}  // namespace
}  // namespace anteroom::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  anteroom::fuzz::run_within_limits({reinterpret_cast<const char*>(data), size});
  return 0;
}
