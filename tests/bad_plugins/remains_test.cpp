// Nothing is left of an animal: no process, no descriptor, no zombie; and none of them adds an
// `absent`.
#include <dirent.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cerrno>
#include <filesystem>
#include <set>

#include "tests/bad_plugins/animals.h"

namespace anteroom::plugin {
namespace {

std::set<std::string> open_descriptors() {
  std::set<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;  // the iterator's own
    const auto target = std::filesystem::read_symlink(entry.path(), gone);
    if (!gone) out.insert(entry.path().filename().string() + " " + target.string());
  }
  // the one that reads this folder
  std::erase_if(out, [](const std::string& entry) {
    return entry.find("/proc/") != std::string::npos && entry.ends_with("/fd");
  });
  return out;
}

/// Neither running nor waiting to be reaped.
bool no_child() {
  siginfo_t info{};
  return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0 && errno == ECHILD;
}

const std::vector<std::string>& faults() {
  static const std::vector<std::string> all{
      "throws",           "aborts",         "segfaults",
      "stack-overflow",   "exit-zero",      "hangs",
      "slow-drip",        "flood",          "flood-of-replies",
      "oversize",         "bad-utf8",       "deep-json",
      "not-json",         "duplicate-keys", "wrong-id",
      "two-replies",      "writes-to-line", "no-reply",
      "closes-line",      "forks",          "starts-a-thread",
      "starts-a-program", "kills-itself",   "unknown-check",
      "drops-the-check",  "unknown-key",    "twice",
      "foreign-item",     "error",          "unsupported"};
  return all;
}

/// Two good plugins and one that misbehaves, as in one visit: absents with it are never more than
/// without it.
TEST(Remains, OfEveryFaultNothingAndNoAbsent) {
  {
    HostClient warm(animal(zoo_library("good")), options());  // starts the thread that spawns
    check(warm);
  }
  ASSERT_TRUE(no_child());
  const std::set<std::string> before = open_descriptors();
  for (const std::string& fault : faults()) {
    SCOPED_TRACE(fault);
    {
      HostedPlugin plugin = animal(zoo_library("calls"));
      plugin.manifest.redflag_deadline_ms = 300;  // so that what hangs is soon cut
      HostClient bad(plugin, options()), good(animal(zoo_library("good")), options());
      int absent = 0;
      for (const CheckOutcome& outcome : {check(good), check(bad, fault), check(good)})
        absent += outcome.outcome == Outcome::absent ? 1 : 0;
      EXPECT_EQ(absent, 2) << "the good one's two, and nothing of the bad one";
    }
    EXPECT_EQ(open_descriptors(), before);
    EXPECT_TRUE(no_child());
  }
}

TEST(Remains, OfEveryLoadingFaultNothing) {
  const std::set<std::string> before = open_descriptors();
  for (const char* name :
       {"no_entry", "null_table", "short_struct", "wrong_major", "null_call", "undefined_symbol",
        "constructor_aborts", "constructor_hangs", "constructor_opens_socket",
        "constructor_writes_file", "other_description", "no_capability"}) {
    SCOPED_TRACE(name);
    {
      HostOptions set = options();
      set.load_deadline = std::chrono::milliseconds{2000};
      HostClient client(animal(zoo_library(name)), set);
      EXPECT_EQ(check(client).outcome, Outcome::not_evaluated);
    }
    EXPECT_EQ(open_descriptors(), before);
    EXPECT_TRUE(no_child());
  }
}

}  // namespace
}  // namespace anteroom::plugin
