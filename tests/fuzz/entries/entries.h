// What is fuzzed: one function a target, the same for libFuzzer (fuzz_main.cpp) and for the replay
// of fixtures in the ordinary test run (replay_test.cpp). An entry returns when the bytes were
// handled, refused or not; everything else (crash, leak, escaped exception, broken promise) ends
// the program.
#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string_view>

namespace anteroom::fuzz {

void json(std::string_view bytes);
void questionnaire(std::string_view bytes);
void response(std::string_view bytes);
void extract(std::string_view bytes);
void fhirpath(std::string_view bytes);
void manifest(std::string_view bytes);
void red_flags(std::string_view bytes);
void summary(std::string_view bytes);
void translations(std::string_view bytes);
void frame(std::string_view bytes);

struct Target {
  std::string_view name;  ///< of the program fuzz_<name> and of fixtures/<name>
  void (*run)(std::string_view bytes);
};
[[nodiscard]] std::span<const Target> targets();

/// A promise of the code under test. Printed and aborted on, so libFuzzer keeps the input.
inline void promise(const bool kept, const char* what) {
  if (kept) return;
  std::fprintf(stderr, "broken promise: %s\n", what);
  std::abort();
}

}  // namespace anteroom::fuzz
