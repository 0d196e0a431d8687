// The process on the other end is not trusted either: whatever it says, and whenever, the check
// reads "not evaluated", in time, and nothing is left.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/bad_plugins/animals.h"
#include "tests/bad_plugins/remains.h"

namespace anteroom::plugin {
namespace {

namespace fs = std::filesystem;

class HostileHost : public testing::Test {
 protected:
  HostileHost() {
    std::string pattern = (fs::temp_directory_path() / "anteroom-host-XXXXXX").string();
    root_ = mkdtemp(pattern.data());
  }
  ~HostileHost() override { fs::remove_all(root_); }

  CheckOutcome meet(const std::string& plan) {
    std::ofstream(root_ + "/plan.so", std::ios::binary) << plan;
    HostedPlugin plugin = animal("plan.so", root_);
    plugin.manifest.redflag_deadline_ms = 300;
    HostOptions set = options();
    set.host_path = ANTEROOM_BIN_DIR "/anteroom-hostile-host";
    set.load_deadline = set.describe_deadline = std::chrono::milliseconds{300};
    HostClient client(plugin, set);
    return check(client);
  }
  std::string root_;
};

TEST_F(HostileHost, ThatBehavesIsBelieved) {  // so that the others fail for their reason
  EXPECT_EQ(meet("never:x").outcome, Outcome::absent);
}

TEST_F(HostileHost, CannotMakeAnAbsent) {
  const std::vector<std::string> ways{"garbage",           "length-of-everything",
                                      "length-of-nothing", "half-a-frame",
                                      "silence",           "exits",
                                      "wrong-id",          "id-as-text",
                                      "no-version",        "result-and-error",
                                      "strange-code",      "not-an-object",
                                      "two-replies",       "deep",
                                      "too-much",          "drip"};
  static_cast<void>(meet("never:x"));  // starts the thread that spawns
  const std::set<std::string> before = open_descriptors();
  for (const char* when : {"unasked", "hello", "load", "describe", "redflag.check"}) {
    for (const std::string& how : ways) {
      SCOPED_TRACE(std::string(when) + ":" + how);
      const CheckOutcome outcome = meet(std::string(when) + ":" + how);
      EXPECT_EQ(outcome.outcome, Outcome::not_evaluated);
      EXPECT_THAT(outcome.reason, testing::StartsWith("AR-P0"));
      EXPECT_EQ(open_descriptors(), before);
      EXPECT_TRUE(no_child());
    }
  }
}

TEST_F(HostileHost, ThatHasNoBoxSaysSo) {
  EXPECT_EQ(meet("hello:no-box").reason, "AR-P020");
  EXPECT_NE(meet("redflag.check:no-box").reason, "AR-P020") << "too late to be the reason";
}

}  // namespace
}  // namespace anteroom::plugin
