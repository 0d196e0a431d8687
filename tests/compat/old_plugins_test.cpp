// Plugins compiled against released headers run on today's host.
#include <gtest/gtest.h>

#include "core/plugin/host_client.h"
#include "core/plugin/library_image.h"
#include "tests/compat/layout.h"

namespace anteroom::plugin {
namespace {

struct Version {
  const char* name;
  const abi_layout* layout;
};
void PrintTo(const Version& version, std::ostream* out) {
  *out << version.name;
}

class OldPlugin : public testing::TestWithParam<Version> {};

TEST_P(OldPlugin, RunsOnTodaysHost) {
  const std::string directory = ANTEROOM_BINARY_DIR "/compat";
  HostedPlugin plugin;
  plugin.directory = directory;
  plugin.manifest.id = "old";
  plugin.manifest.library = std::string("libcompat_") + GetParam().name + ".so";
  plugin.manifest.library_sha256 =
      sha256_hex(*read_regular_file(directory + "/" + plugin.manifest.library, kMaxLibraryBytes));
  plugin.manifest.checks = {{"old-check", triage::Tier::urgent, "A check"}};
  plugin.manifest.summary_lines = {"onset"};
  plugin.manifest.redflag_deadline_ms = plugin.manifest.summary_deadline_ms = 30000;
  HostOptions options;
  options.host_path = ANTEROOM_BIN_DIR "/anteroom-plugin-host";
  options.load_deadline = options.describe_deadline = std::chrono::milliseconds{30000};
  HostClient client(plugin, options);
  const auto outcomes = client.check({{}, "en"});
  ASSERT_EQ(outcomes.size(), 1U);
  EXPECT_EQ(outcomes[0].outcome, Outcome::present) << outcomes[0].reason;
  EXPECT_EQ(outcomes[0].text, "Seen.");
  const SummaryReply summary = client.summary({{}, "en"});
  ASSERT_TRUE(summary.evaluated) << summary.reason;
  ASSERT_EQ(summary.lines.size(), 1U);
  EXPECT_EQ(summary.lines[0].text, "Long ago.");
  EXPECT_TRUE(client.selftest().ok());
}

/// Append-only: what a released header had stands where it stood.
TEST_P(OldPlugin, TodaysHeaderKeepsItsPlaces) {
  const abi_layout &old = *GetParam().layout, &now = layout_current;
  EXPECT_EQ(now.major, old.major);
  EXPECT_GE(now.minor, old.minor);
  EXPECT_GE(now.size, old.size);
  EXPECT_EQ(now.struct_size, old.struct_size);
  EXPECT_EQ(now.abi_major, old.abi_major);
  EXPECT_EQ(now.abi_minor, old.abi_minor);
  EXPECT_EQ(now.reserved, old.reserved);
  EXPECT_EQ(now.call, old.call);
  EXPECT_EQ(now.unknown_method, old.unknown_method);
  EXPECT_EQ(now.bad_params, old.bad_params);
  EXPECT_EQ(now.internal, old.internal);
  EXPECT_STREQ(now.entry, old.entry);
}

TEST(Frozen, NobodyEditsAReleasedHeader) {
  const auto bytes = read_regular_file(
      ANTEROOM_SOURCE_DIR "/tests/compat/abi_1_0/include/anteroom/plugin_abi.h", 1 << 20);
  ASSERT_TRUE(bytes.ok());
  EXPECT_EQ(sha256_hex(*bytes), "639ec15a025ffaf368f79717f2b70ff7db68c58da4c94adcd9400d855e078f40");
}

INSTANTIATE_TEST_SUITE_P(Released, OldPlugin, testing::Values(Version{"abi_1_0", &layout_abi_1_0}));

}  // namespace
}  // namespace anteroom::plugin
