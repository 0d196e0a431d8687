// libFuzzer's way into one entry; FUZZ_ENTRY is its name.
#include <cstdint>

#include "tests/fuzz/entries/entries.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  anteroom::fuzz::FUZZ_ENTRY({reinterpret_cast<const char*>(data), size});
  return 0;
}
