// Replays tests/fuzz/fixtures/<target>/*: what once broke a target, and a few plain documents.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/fuzz/entries/entries.h"

namespace anteroom::fuzz {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> fixtures_of(const std::string_view target) {
  std::vector<fs::path> out;
  const fs::path folder = fs::path(ANTEROOM_SOURCE_DIR) / "tests/fuzz/fixtures" / target;
  for (const auto& entry : fs::directory_iterator(folder)) out.push_back(entry.path());
  std::ranges::sort(out);
  return out;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Replay : public testing::TestWithParam<Target> {};

TEST_P(Replay, EveryFixtureIsHandled) {
  const auto fixtures = fixtures_of(GetParam().name);
  ASSERT_FALSE(fixtures.empty()) << "no fixture in tests/fuzz/fixtures/" << GetParam().name;
  for (const auto& path : fixtures) {
    // Printed before it runs: a crash ends the program, and the last line names the fixture.
    std::printf("%s\n", path.filename().c_str());
    std::fflush(stdout);
    GetParam().run(bytes_of(path));
  }
}

TEST_P(Replay, CutShortAndEmptyInputsAreHandled) {
  for (const auto& path : fixtures_of(GetParam().name)) {
    const std::string bytes = bytes_of(path);
    for (const std::size_t parts : {0, 1, 2, 3})
      GetParam().run(bytes.substr(0, bytes.size() * parts / 4));
  }
}

INSTANTIATE_TEST_SUITE_P(Targets, Replay, testing::ValuesIn(targets().begin(), targets().end()),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(ReplayDeath, ABrokenPromiseEndsTheProgram) {
  EXPECT_DEATH(promise(false, "of this test"), "broken promise: of this test");
}

TEST(Fixtures, BelongToATarget) {
  for (const auto& entry :
       fs::directory_iterator(fs::path(ANTEROOM_SOURCE_DIR) / "tests/fuzz/fixtures"))
    EXPECT_TRUE(std::ranges::any_of(targets(), [&](const Target& target) {
      return target.name == entry.path().filename().string();
    })) << entry.path();
}

}  // namespace
}  // namespace anteroom::fuzz
