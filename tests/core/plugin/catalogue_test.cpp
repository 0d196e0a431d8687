// What a kiosk's start reads of its plugins, and what choosing one verifies. load_catalogue is in
// bundle_test.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include "core/plugin/bundle.h"
#include "core/plugin/verified_cache.h"
#include "tests/core/plugin/small_bundle.h"

namespace anteroom::plugin {
namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;

class Listing : public testing::Test {
 protected:
  Listing() {
    std::string pattern = (fs::temp_directory_path() / "anteroom-listing-XXXXXX").string();
    root_ = mkdtemp(pattern.data());
    cache_ = root_ + "/state/.verified.json";
    bundle_ = small_.write();
  }
  ~Listing() override { fs::remove_all(root_); }
  [[nodiscard]] Catalogue list(const Trust& trust = {}) const {
    return list_catalogue({small_.parent()}, trust, cache_);
  }
  SmallBundle small_;
  std::string root_, cache_, bundle_;
};

TEST_F(Listing, HasTheManifestAndNothingElse) {
  for (int start = 0; start < 2; ++start) {  // without and with the cache
    const Catalogue catalogue = list();
    ASSERT_EQ(catalogue.bundles.size(), 1U);
    const Bundle& bundle = *catalogue.bundles[0];
    EXPECT_EQ(bundle.manifest().id, "small");
    EXPECT_FALSE(bundle.opened());
    EXPECT_EQ(bundle.definition(), nullptr);
    const auto opened = Bundle::open(catalogue.bundles[0]);
    ASSERT_TRUE(opened.ok());
    EXPECT_NE((*opened)->definition(), nullptr);
    EXPECT_EQ(*Bundle::open(*opened), *opened);
  }
}

TEST_F(Listing, AFolderThatIsNamedTwiceHasEachIdTwice) {
  for (int start = 0; start < 2; ++start) {  // without and with the cache
    const Catalogue catalogue = list_catalogue({small_.parent(), small_.parent()}, {}, cache_);
    EXPECT_THAT(catalogue.bundles, IsEmpty());
    ASSERT_EQ(catalogue.refused.size(), 2U);
    EXPECT_EQ(catalogue.refused[0].second.front().code, "AR-P011");
  }
}

TEST_F(Listing, AnyChangeOfAFileIsVerifiedAgain) {
  ASSERT_EQ(list().bundles.size(), 1U);
  // The same length, the same mtime: ctime gives it away.
  const std::string path = bundle_ + "/red-flags.json";
  const auto time = fs::last_write_time(path);
  std::string text = small_.files["red-flags.json"];
  text.back() = ' ';
  SmallBundle::put(path, text);
  fs::last_write_time(path, time);
  const Catalogue after = list();
  EXPECT_THAT(after.bundles, IsEmpty());
  ASSERT_EQ(after.refused.size(), 1U);
  EXPECT_EQ(after.refused[0].second.front().code, "AR-P009");
  EXPECT_THAT(list().bundles, IsEmpty()) << "what was refused is not remembered as good";
}

TEST_F(Listing, AnUnnamedFileIsNoticed) {
  ASSERT_EQ(list().bundles.size(), 1U);
  SmallBundle::put(bundle_ + "/forms/more.json", "{}");
  EXPECT_THAT(list().bundles, IsEmpty());
}

TEST_F(Listing, ChoosingVerifiesWhateverTheCacheSays) {
  const Catalogue catalogue = list();
  SmallBundle::put(bundle_ + "/red-flags.json", "{}");
  // Even a forged cache only lists.
  VerifiedCache forged(cache_);
  forged.learn(bundle_, catalogue.bundles[0]->manifest().sha256);
  forged.save();
  const Catalogue again = list();
  ASSERT_EQ(again.bundles.size(), 1U);
  const auto opened = Bundle::open(again.bundles[0]);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, "AR-P009");
}

TEST_F(Listing, AReplacedBundleIsNotTheOneThatWasListed) {
  const Catalogue catalogue = list();
  small_.manifest.set("version", "9.9.9");
  small_.write();
  const auto opened = Bundle::open(catalogue.bundles[0]);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, "AR-P009");
}

TEST_F(Listing, TheSignatureIsLookedAtInEveryStartAndWhenChosen) {
  const auto at = [](std::string_view text) { return *parse_instant(text); };
  const Result<KeyFiles> key =
      make_key_pair(root_, "Test signer", at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z"));
  ASSERT_TRUE(key.ok());
  fs::create_directory(root_ + "/trusted");
  chmod((root_ + "/trusted").c_str(), 0755);
  fs::copy_file(key->public_file, root_ + "/trusted/key.json");
  ASSERT_TRUE(sign_bundle(bundle_, key->secret_file).ok());
  FakeClock clock(at("2026-06-01T00:00:00Z"));
  const Trust trust{std::make_shared<const TrustedKeys>(*TrustedKeys::read(root_ + "/trusted")),
                    &clock};
  const Catalogue catalogue = list(trust);
  ASSERT_EQ(catalogue.bundles.size(), 1U);
  EXPECT_TRUE(Bundle::open(catalogue.bundles[0]).ok());
  clock.advance(std::chrono::hours(24 * 365));
  EXPECT_EQ(Bundle::open(catalogue.bundles[0]).error().code, "AR-P010");
  const Catalogue later = list(trust);
  EXPECT_THAT(later.bundles, IsEmpty());
  EXPECT_EQ(later.refused.at(0).second.front().code, "AR-P010");
}

TEST_F(Listing, ACacheThatIsNoneCostsTimeOnly) {
  SmallBundle::put(cache_, "{\"schema\":7");
  EXPECT_EQ(list().bundles.size(), 1U);
  EXPECT_EQ(list_catalogue({small_.parent()}, {}, "").bundles.size(), 1U);
  EXPECT_EQ(list_catalogue({small_.parent()}, {}, "/proc/none/.verified.json").bundles.size(), 1U);
}

TEST_F(Listing, ForgetsWhatIsGone) {
  ASSERT_EQ(list().bundles.size(), 1U);
  const std::string real = fs::canonical(bundle_);
  fs::remove_all(bundle_);
  EXPECT_THAT(list().bundles, IsEmpty());
  EXPECT_EQ(fhir::read_json_file(cache_)->find("verified")->find(real), nullptr);
}

}  // namespace
}  // namespace anteroom::plugin
