// A clinic's build: no unsigned plugin, no inspector, no reload, whatever it is told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kiosk/app/options.h"
#include "kiosk/app/plugins.h"
#include "tests/core/plugin/small_bundle.h"

#ifdef ANTEROOM_DEVELOPER_MODE
#error "These tests are about the build without it."
#endif

namespace anteroom::app {
namespace {

namespace fs = std::filesystem;

ParsedOptions parse(std::vector<std::string> words) {
  words.insert(words.begin(), "anteroom-kiosk");
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  ParsedOptions parsed = parse_options(static_cast<int>(arguments.size()), arguments.data());
  testing::internal::GetCapturedStdout();
  testing::internal::GetCapturedStderr();
  return parsed;
}

class ClinicPlugins : public testing::Test {
 protected:
  ClinicPlugins() {
    std::string pattern = (fs::temp_directory_path() / "anteroom-clinic-XXXXXX").string();
    root_ = mkdtemp(pattern.data());
    bundle_ = small_.write();
    options_.state = root_ + "/state";
    options_.plugin_dirs = {small_.parent()};
    options_.plugin_keys = root_ + "/keys";
    fs::create_directory(options_.plugin_keys);
    chmod(options_.plugin_keys.c_str(), 0755);
  }
  ~ClinicPlugins() override { fs::remove_all(root_); }

  plugin::SmallBundle small_;
  std::string root_, bundle_;
  Options options_;
  FakeClock clock_{*parse_instant("2026-06-01T00:00:00Z")};
};

TEST(ClinicOptions, KnowNoInspector) {
  EXPECT_EQ(parse({"--inspect", "/tmp"}).what, Parsed::wrong);
  EXPECT_EQ(parse({}).what, Parsed::run);
}

TEST(ClinicOptions, TrustKeysAlways) {
  EXPECT_EQ(parse({}).options.plugin_keys, "/etc/anteroom/plugin-keys");
  EXPECT_EQ(parse({"--plugin-keys", ""}).options.plugin_keys, "/etc/anteroom/plugin-keys");
  EXPECT_EQ(parse({"--plugin-keys", "/srv/keys"}).options.plugin_keys, "/srv/keys");
}

TEST_F(ClinicPlugins, AnUnsignedOneIsRefused) {
  if (geteuid() != 0) {  // the directory is not root's: nothing loads at all
    InstalledPlugins plugins(options_, clock_);
    EXPECT_EQ(plugins.list().error().code, "AR-P025");
    return;
  }
  InstalledPlugins plugins(options_, clock_);
  const auto catalogue = plugins.list();
  ASSERT_TRUE(catalogue.ok());
  EXPECT_TRUE(catalogue->bundles.empty());
  ASSERT_EQ(catalogue->refused.size(), 1U);
  EXPECT_EQ(catalogue->refused[0].second.front().code, "AR-P010");
}

TEST_F(ClinicPlugins, AreNeverReadAgain) {
  InstalledPlugins plugins(options_, clock_);
  static_cast<void>(plugins.list());
  plugin::SmallBundle::put(bundle_ + "/red-flags.json", "{}");
  EXPECT_FALSE(plugins.changed());
}

TEST_F(ClinicPlugins, WithoutTheirKeysDoNotStart) {
  options_.plugin_keys = root_ + "/nowhere";
  InstalledPlugins plugins(options_, clock_);
  EXPECT_EQ(plugins.list().error().code, "AR-P025");
}

}  // namespace
}  // namespace anteroom::app
