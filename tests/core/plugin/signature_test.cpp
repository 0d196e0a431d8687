#include "core/plugin/signature.h"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/plugin/bundle.h"
#include "tests/core/plugin/small_bundle.h"

namespace anteroom::plugin {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

class Signatures : public testing::Test {
 protected:
  Signatures() {
    std::string pattern = (fs::temp_directory_path() / "anteroom-keys-XXXXXX").string();
    root_ = mkdtemp(pattern.data());
    fs::create_directory(root_ + "/trusted");
    chmod((root_ + "/trusted").c_str(), 0755);
    bundle_ = small_.write();
  }
  ~Signatures() override { fs::remove_all(root_); }

  KeyFiles key(Instant until = at("2028-01-01T00:00:00Z")) {
    const Result<KeyFiles> made =
        make_key_pair(root_, "Test signer", at("2026-01-01T00:00:00Z"), until);
    EXPECT_TRUE(made.ok());
    return *made;
  }
  void trust(const KeyFiles& files) {
    fs::copy_file(files.public_file, root_ + "/trusted/" + files.id + ".json");
  }
  void revoke(const std::string& id) {
    SmallBundle::put(root_ + "/trusted/revoked.json",
                     R"({"schema":"anteroom-revoked-keys/1","revoked":[")" + id + "\"]}");
    chmod((root_ + "/trusted/revoked.json").c_str(), 0644);
  }
  /// "" when a trusted key vouches for the bundle, else why not.
  std::string refusal(std::string_view now = "2026-11-24T00:00:00Z") {
    const Result<TrustedKeys> keys = TrustedKeys::read(root_ + "/trusted");
    if (!keys) return keys.error().code;
    const Result<std::string> vouched = keys->verify(bundle_, at(now));
    if (vouched) return "";
    EXPECT_EQ(vouched.error().code, "AR-P010");
    return vouched.error().message;
  }
  static Instant at(std::string_view text) { return *parse_instant(text); }

  SmallBundle small_;
  std::string root_, bundle_;
};

TEST_F(Signatures, ASignedBundleIsTrustedAndStillLoads) {
  const KeyFiles mine = key();
  trust(mine);
  EXPECT_THAT(refusal(), HasSubstr("not signed"));
  ASSERT_TRUE(sign_bundle(bundle_, mine.secret_file).ok());
  EXPECT_EQ(refusal(), "");
  EXPECT_THAT(Bundle::load(bundle_).errors, IsEmpty());
}

TEST_F(Signatures, OneByteOfTheManifestMatters) {
  const KeyFiles mine = key();
  trust(mine);
  ASSERT_TRUE(sign_bundle(bundle_, mine.secret_file).ok());
  std::ofstream(bundle_ + "/plugin.json", std::ios::app) << " ";
  EXPECT_THAT(refusal(), HasSubstr("not the one that was signed"));
}

TEST_F(Signatures, UnknownWithdrawnAndOldKeysDoNotVouch) {
  const KeyFiles mine = key();
  ASSERT_TRUE(sign_bundle(bundle_, mine.secret_file).ok());
  EXPECT_THAT(refusal(), HasSubstr("does not know"));
  trust(mine);
  EXPECT_THAT(refusal("2025-12-31T23:59:59Z"), HasSubstr("not valid today"));
  EXPECT_THAT(refusal("2028-01-01T00:00:00Z"), HasSubstr("not valid today"));
  EXPECT_EQ(refusal("2027-12-31T23:59:59Z"), "");
  revoke(mine.id);
  EXPECT_THAT(refusal(), HasSubstr("withdrawn"));
}

TEST_F(Signatures, OldAndNewKeyStandSideBySide) {
  const KeyFiles old = key(), fresh = key();
  ASSERT_TRUE(sign_bundle(bundle_, old.secret_file).ok());
  ASSERT_TRUE(sign_bundle(bundle_, fresh.secret_file).ok());
  trust(fresh);
  EXPECT_EQ(refusal(), "");
  trust(old);
  revoke(fresh.id);
  EXPECT_EQ(refusal(), "");
  revoke(old.id + "\",\"" + fresh.id);
  EXPECT_THAT(refusal(), HasSubstr("withdrawn"));
}

TEST_F(Signatures, SecretsAreForTheSignerAlone) {
  const KeyFiles mine = key();
  struct stat info {};
  ASSERT_EQ(stat(mine.secret_file.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
  fs::copy_file(mine.secret_file, root_ + "/trusted/" + mine.id + ".secret.json");
  EXPECT_EQ(refusal(), "AR-P025");
}

TEST_F(Signatures, KeysThatOthersCanWriteAreNotTrusted) {
  const KeyFiles mine = key();
  trust(mine);
  ASSERT_TRUE(sign_bundle(bundle_, mine.secret_file).ok());
  chmod((root_ + "/trusted").c_str(), 0777);
  EXPECT_EQ(refusal(), "AR-P025");
  chmod((root_ + "/trusted").c_str(), 0755);
  chmod((root_ + "/trusted/" + mine.id + ".json").c_str(), 0666);
  EXPECT_EQ(refusal(), "AR-P025");
}

TEST_F(Signatures, AClinicTrustsRootsFilesOnly) {
  trust(key());
  if (geteuid() == 0) {
    ASSERT_EQ(chown((root_ + "/trusted").c_str(), 12345, 12345), 0);
  }
  EXPECT_EQ(TrustedKeys::read(root_ + "/trusted", KeyOwner::root).error().code, "AR-P025");
  EXPECT_EQ(TrustedKeys::read(root_ + "/trusted").ok(), geteuid() != 0)
      << "another user's are none";
}

TEST_F(Signatures, ADamagedKeyOrSignatureSaysSo) {
  const KeyFiles mine = key();
  trust(mine);
  SmallBundle::put(bundle_ + "/plugin.sig", "{}");
  EXPECT_THAT(refusal(), HasSubstr("no signature file"));
  SmallBundle::put(root_ + "/trusted/other.json", "{");
  chmod((root_ + "/trusted/other.json").c_str(), 0644);
  EXPECT_EQ(refusal(), "AR-P025");
  SmallBundle::put(root_ + "/bad.secret.json",
                   R"({"schema":"anteroom-plugin-secret-key/1","id":"x","secret":"AAAA"})");
  EXPECT_EQ(sign_bundle(bundle_, root_ + "/bad.secret.json").error().code, "AR-P025");
}

TEST_F(Signatures, ACatalogueWithKeysRefusesTheUnsigned) {
  const KeyFiles mine = key();
  trust(mine);
  const Result<TrustedKeys> keys = TrustedKeys::read(root_ + "/trusted");
  ASSERT_TRUE(keys.ok());
  const Instant now = at("2026-11-24T00:00:00Z");
  const Catalogue before = load_catalogue({small_.parent()}, *keys, now);
  EXPECT_THAT(before.bundles, IsEmpty());
  ASSERT_EQ(before.refused.size(), 1U);
  EXPECT_EQ(before.refused[0].second.front().code, "AR-P010");
  ASSERT_TRUE(sign_bundle(bundle_, mine.secret_file).ok());
  EXPECT_EQ(load_catalogue({small_.parent()}, *keys, now).bundles.size(), 1U);
}

}  // namespace
}  // namespace anteroom::plugin
