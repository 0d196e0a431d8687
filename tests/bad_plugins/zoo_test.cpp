// Every animal of the zoo: the client reports not_evaluated with the right code, never one absent
// more, and a good plugin works afterwards.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/bad_plugins/animals.h"

namespace anteroom::plugin {
namespace {

using std::chrono::milliseconds;
using testing::AnyOf;
using testing::Eq;

struct Case {
  const char* name;
  const char* code;
};
void PrintTo(const Case& one, std::ostream* out) {
  *out << one.name;
}
std::string case_name(const testing::TestParamInfo<Case>& info) {
  std::string name = info.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

class Loading : public testing::TestWithParam<Case> {};
TEST_P(Loading, ReadsNotEvaluated) {
  HostOptions set = options();
  if (std::string_view(GetParam().code) == "AR-P008") set.load_deadline = milliseconds{300};
  HostClient client(animal(zoo_library(GetParam().name)), set);
  const CheckOutcome outcome = check(client);
  EXPECT_EQ(outcome.outcome, Outcome::not_evaluated);
  EXPECT_EQ(outcome.reason, GetParam().code);
  EXPECT_EQ(client.child_pid(), -1);
  expect_good_plugin_works();
}
INSTANTIATE_TEST_SUITE_P(
    Zoo, Loading,
    testing::Values(Case{"no_entry", "AR-P004"}, Case{"null_table", "AR-P005"},
                    Case{"short_struct", "AR-P005"}, Case{"wrong_major", "AR-P005"},
                    Case{"null_call", "AR-P005"}, Case{"undefined_symbol", "AR-P003"},
                    Case{"constructor_aborts", "AR-P007"}, Case{"constructor_hangs", "AR-P008"},
                    Case{"constructor_opens_socket", "AR-P007"},
                    Case{"constructor_writes_file", "AR-P007"},
                    Case{"other_description", "AR-P012"}, Case{"no_capability", "AR-P017"}),
    case_name);

class Calling : public testing::TestWithParam<Case> {};
TEST_P(Calling, ReadsNotEvaluatedAndComesBack) {
  HostedPlugin plugin = animal(zoo_library("calls"));
  HostClient client(plugin, options());
  ASSERT_EQ(check(client).outcome, Outcome::absent);
  if (std::string_view(GetParam().code) == "AR-P014") plugin.manifest.redflag_deadline_ms = 300;
  HostClient subject(plugin, options());
  const CheckOutcome outcome = check(subject, GetParam().name);
  EXPECT_EQ(outcome.outcome, Outcome::not_evaluated);
  EXPECT_EQ(outcome.reason, GetParam().code);
  EXPECT_EQ(check(client).outcome, Outcome::absent);  // another process never notices
  plugin.manifest.redflag_deadline_ms = kPatience;
  expect_good_plugin_works();
}
INSTANTIATE_TEST_SUITE_P(
    Zoo, Calling,
    testing::Values(
        Case{"throws", "AR-P015"}, Case{"aborts", "AR-P015"}, Case{"segfaults", "AR-P015"},
        Case{"stack-overflow", "AR-P015"}, Case{"exit-zero", "AR-P015"}, Case{"hangs", "AR-P014"},
        Case{"slow-drip", "AR-P014"}, Case{"flood", "AR-P013"}, Case{"flood-of-replies", "AR-P013"},
        Case{"oversize", "AR-P013"}, Case{"bad-utf8", "AR-P013"}, Case{"deep-json", "AR-P013"},
        Case{"not-json", "AR-P013"}, Case{"duplicate-keys", "AR-P013"}, Case{"wrong-id", "AR-P013"},
        Case{"two-replies", "AR-P013"}, Case{"writes-to-line", "AR-P013"},
        Case{"no-reply", "AR-P013"}, Case{"closes-line", "AR-P015"}, Case{"forks", "AR-P015"},
        Case{"starts-a-thread", "AR-P015"}, Case{"starts-a-program", "AR-P015"},
        Case{"kills-itself", "AR-P015"}, Case{"unknown-check", "AR-P013"},
        Case{"drops-the-check", "AR-P013"}, Case{"unknown-key", "AR-P013"},
        Case{"twice", "AR-P013"}, Case{"foreign-item", "AR-P013"}, Case{"error", "AR-P015"},
        Case{"unsupported", "AR-P017"}),
    case_name);

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST(Zoo, MemoryIsLimited) {  // sanitizer builds run the host without this limit
  HostClient client(animal(zoo_library("calls")), options());
  EXPECT_EQ(check(client, "takes-all-memory").reason, "AR-P015");
}
#endif

TEST(Zoo, TheBoxIsShut) {
  ASSERT_EQ(setenv("ANTEROOM_ZOO_SECRET", "1", 1), 0);
  HostClient client(animal(zoo_library("calls")), options());
  const CheckOutcome outcome = check(client, "probe");
  EXPECT_EQ(outcome.text, "open:");
  EXPECT_EQ(outcome.outcome, Outcome::present);
}

/// A folder of its own with one file in it.
class Folder {
 public:
  Folder() {
    std::string pattern = testing::TempDir() + "anteroom-zoo-XXXXXX";
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(path_ + "/" + name, std::ios::binary) << bytes;
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string good_bytes() {
  return *read_regular_file(ANTEROOM_BINARY_DIR "/zoo/" + zoo_library("good"), kMaxLibraryBytes);
}

TEST(Zoo, NotElf) {
  const Folder folder;
  folder.write("libtext.so", "This is no library." + std::string(100, '.'));
  HostClient client(animal("libtext.so", folder.path()), options());
  EXPECT_EQ(check(client).reason, "AR-P006");
  expect_good_plugin_works();
}

TEST(Zoo, OtherMachine) {
  std::string bytes = good_bytes();
  bytes[18] = 2;  // e_machine: SPARC
  const Folder folder;
  folder.write("libsparc.so", bytes);
  HostClient client(animal("libsparc.so", folder.path()), options());
  EXPECT_EQ(check(client).reason, "AR-P006");
}

TEST(Zoo, TruncatedAnywhere) {
  const std::string bytes = good_bytes();
  for (std::size_t part = 1; part < 8; ++part) {
    const Folder folder;
    folder.write("libcut.so", bytes.substr(0, bytes.size() * part / 8));
    HostClient client(animal("libcut.so", folder.path()), options());
    const CheckOutcome outcome = check(client);
    if (outcome.outcome == Outcome::absent)
      continue;  // only section headers, which loading does not need, were cut
    EXPECT_THAT(outcome.reason, AnyOf(Eq("AR-P003"), Eq("AR-P006"), Eq("AR-P007"))) << part;
    EXPECT_LT(part, 8U);
  }
  const Folder folder;
  folder.write("libcut.so", bytes.substr(0, bytes.size() / 8));
  HostClient client(animal("libcut.so", folder.path()), options());
  EXPECT_EQ(check(client).outcome, Outcome::not_evaluated);
  expect_good_plugin_works();
}

TEST(Zoo, OtherBytesThanTheManifestNames) {
  HostedPlugin plugin = animal(zoo_library("good"));
  plugin.manifest.library_sha256[0] = plugin.manifest.library_sha256[0] == '0' ? '1' : '0';
  HostClient client(plugin, options());
  EXPECT_EQ(check(client).reason, "AR-P009");
  EXPECT_EQ(client.deaths(), 0);
}

TEST(Zoo, MissingLibrary) {
  HostClient client(animal("libnobody.so"), options());
  EXPECT_EQ(check(client).reason, "AR-P003");
}

TEST(Zoo, NeverRunsUnboxed) {  // no host program, no run
  HostOptions set = options();
  set.host_path = "/nonexistent/anteroom-plugin-host";
  HostClient client(animal(zoo_library("good")), set);
  EXPECT_EQ(check(client).reason, "AR-P020");
  EXPECT_EQ(client.deaths(), 0);
  EXPECT_FALSE(client.quarantined());
}

// Whatever fails at whatever call: the number of `absent` is never higher than in the run without
// faults, and a call without a fault is evaluated unless the plugin is switched off.
RC_GTEST_PROP(Zoo, AbsentNeverRises, ()) {
  static const std::vector<std::string> faults{
      "none",      "none",           "none",     "none",        "throws",      "aborts",
      "exit-zero", "oversize",       "wrong-id", "two-replies", "forks",       "closes-line",
      "not-json",  "writes-to-line", "error",    "no-reply",    "unknown-key", "drops-the-check"};
  HostOptions set = options();
  set.quarantine = std::make_shared<Quarantine>("", QuarantineLimits{.deaths = 4});
  HostClient client(animal(zoo_library("calls")), set);
  for (const std::string& fault :
       *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(faults))) {
    const std::vector<CheckOutcome> outcomes = client.check(answers(fault));
    RC_ASSERT(outcomes.size() == 1U);
    if (fault != "none") {
      RC_ASSERT(outcomes[0].outcome == Outcome::not_evaluated);
      RC_ASSERT(!outcomes[0].reason.empty());
    } else if (outcomes[0].outcome != Outcome::absent) {
      RC_ASSERT(outcomes[0].outcome == Outcome::not_evaluated);
      RC_ASSERT(outcomes[0].reason == "AR-P016");
    }
  }
}

}  // namespace
}  // namespace anteroom::plugin
