#include "core/plugin/quarantine.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace anteroom::plugin {
namespace {

using namespace std::chrono_literals;
using During = Quarantine::During;
namespace fs = std::filesystem;

class QuarantineLedger : public testing::Test {
 protected:
  void SetUp() override { fs::remove_all(directory_); }
  void TearDown() override { fs::remove_all(directory_); }
  void die(Quarantine& quarantine, During during = During::call) {
    quarantine.record_death("a", "v1", during, clock_);
  }
  FakeClock clock_{Instant{}};
  std::string directory_ =
      (fs::temp_directory_path() / ("anteroom-quarantine-" + std::to_string(getpid()))).string();
};

TEST_F(QuarantineLedger, ThreeDeathsInFiveMinutes) {
  Quarantine quarantine;
  die(quarantine);
  clock_.advance(3min);
  die(quarantine);
  EXPECT_FALSE(quarantine.holds("a", "v1"));
  clock_.advance(3min);  // the first is too long ago
  die(quarantine);
  EXPECT_FALSE(quarantine.holds("a", "v1"));
  die(quarantine);
  EXPECT_TRUE(quarantine.holds("a", "v1"));
  EXPECT_FALSE(quarantine.holds("b", "v1")) << "another plugin";
}

TEST_F(QuarantineLedger, OneWhileLoadingIsEnough) {
  Quarantine quarantine;
  die(quarantine, During::load);
  EXPECT_TRUE(quarantine.holds("a", "v1"));
}

TEST_F(QuarantineLedger, AnUpdateClearsIt) {
  Quarantine quarantine;
  die(quarantine, During::load);
  EXPECT_FALSE(quarantine.holds("a", "v2"));
}

TEST_F(QuarantineLedger, StaffLiftIt) {
  Quarantine quarantine(directory_);
  EXPECT_FALSE(*quarantine.lift("a"));
  die(quarantine, During::load);
  EXPECT_TRUE(*quarantine.lift("a"));
  EXPECT_FALSE(quarantine.holds("a", "v1"));
  EXPECT_FALSE(Quarantine(directory_).holds("a", "v1"));
}

TEST_F(QuarantineLedger, ARestartForgetsNothing) {
  {
    Quarantine quarantine(directory_);
    for (int i = 0; i < 3; ++i) die(quarantine);
  }
  const Quarantine later(directory_);
  EXPECT_TRUE(later.holds("a", "v1"));
  EXPECT_FALSE(later.holds("a", "v2"));
  ASSERT_EQ(later.entries().size(), 1U);
  EXPECT_EQ(later.entries()[0].during, During::call);
  EXPECT_EQ(later.entries()[0].since, "1970-01-01T00:00:00Z");
}

TEST_F(QuarantineLedger, AFileThatCannotBeReadKeepsItsPluginOff) {
  fs::create_directories(directory_);
  std::ofstream(directory_ + "/a.json") << "{";
  Quarantine quarantine(directory_);
  EXPECT_TRUE(quarantine.holds("a", "v1"));
  EXPECT_TRUE(quarantine.holds("a", "v2"));
}

TEST_F(QuarantineLedger, WithoutADiskItStillSwitchesOff) {
  std::ofstream(directory_) << "a file where the folder should be";
  Quarantine quarantine(directory_);
  die(quarantine, During::load);
  EXPECT_TRUE(quarantine.holds("a", "v1"));
}

}  // namespace
}  // namespace anteroom::plugin
