#include "core/plugin/install.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "tests/core/plugin/small_bundle.h"

namespace anteroom::plugin {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

class Install : public testing::Test {
 protected:
  Install() {
    std::string pattern = (fs::temp_directory_path() / "anteroom-install-XXXXXX").string();
    root_ = mkdtemp(pattern.data());
    into_ = root_ + "/plugins";
    bundle_ = small_.write();
  }
  ~Install() override { fs::remove_all(root_); }
  std::vector<std::string> installed() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(into_))
      names.push_back(entry.path().filename());
    return names;
  }
  SmallBundle small_;
  std::string root_, into_, bundle_;
  Instant now_ = *parse_instant("2026-06-01T00:00:00Z");
};

TEST_F(Install, PutsTheWholeBundleThere) {
  const auto where = install_bundle(bundle_, into_, nullptr, now_);
  ASSERT_TRUE(where.ok());
  EXPECT_EQ(*where, into_ + "/small");
  EXPECT_TRUE(Bundle::load(*where).bundle);
  EXPECT_THAT(installed(), ElementsAre("small"));
}

TEST_F(Install, AnUpdateTakesThePlaceOfTheOlderVersion) {
  ASSERT_TRUE(install_bundle(bundle_, into_, nullptr, now_).ok());
  small_.manifest.set("version", "2.0.0");
  small_.write();
  ASSERT_TRUE(install_bundle(bundle_, into_, nullptr, now_).ok());
  EXPECT_EQ(Bundle::load(into_ + "/small").bundle->manifest().version, "2.0.0");
  EXPECT_THAT(installed(), ElementsAre("small"));
}

TEST_F(Install, WhatDoesNotLoadStaysOutAndTheOlderStays) {
  ASSERT_TRUE(install_bundle(bundle_, into_, nullptr, now_).ok());
  SmallBundle::put(bundle_ + "/red-flags.json", "{}");
  const auto where = install_bundle(bundle_, into_, nullptr, now_);
  ASSERT_FALSE(where.ok());
  EXPECT_EQ(where.error().code, "AR-P009");
  EXPECT_TRUE(Bundle::load(into_ + "/small").bundle);
}

TEST_F(Install, WithKeysOnlyWhatIsSigned) {
  const Result<KeyFiles> key = make_key_pair(root_, "Test", *parse_instant("2026-01-01T00:00:00Z"),
                                             *parse_instant("2027-01-01T00:00:00Z"));
  ASSERT_TRUE(key.ok());
  fs::create_directory(root_ + "/trusted");
  chmod((root_ + "/trusted").c_str(), 0755);
  fs::copy_file(key->public_file, root_ + "/trusted/key.json");
  const Result<TrustedKeys> keys = TrustedKeys::read(root_ + "/trusted");
  ASSERT_TRUE(keys.ok());
  EXPECT_EQ(install_bundle(bundle_, into_, &*keys, now_).error().code, "AR-P010");
  EXPECT_FALSE(fs::exists(into_ + "/small"));
  ASSERT_TRUE(sign_bundle(bundle_, key->secret_file).ok());
  ASSERT_TRUE(install_bundle(bundle_, into_, &*keys, now_).ok());
  EXPECT_TRUE(keys->verify(into_ + "/small", now_).ok()) << "the signature came along";
}

TEST_F(Install, SaysWhenItCannotWrite) {
  SmallBundle::put(into_, "a file where the directory should be");
  EXPECT_EQ(install_bundle(bundle_, into_, nullptr, now_).error().code, "AR-P028");
}

}  // namespace
}  // namespace anteroom::plugin
