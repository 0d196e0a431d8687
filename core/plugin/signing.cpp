// The signer's side: new keys, signatures. A kiosk never runs this.
#include <sodium.h>

#include <algorithm>
#include <array>

#include "core/base/file.h"
#include "core/plugin/key_format.h"
#include "core/plugin/library_image.h"
#include "core/plugin/signature.h"

namespace anteroom::plugin {
namespace {

using fhir::Json;

/// The 64 secret bytes of libsodium; wiped when gone.
class SecretKey {
 public:
  SecretKey() = default;
  SecretKey(const SecretKey&) = delete;
  SecretKey& operator=(const SecretKey&) = delete;
  ~SecretKey() { sodium_memzero(bytes_.data(), bytes_.size()); }
  [[nodiscard]] unsigned char* data() { return bytes_.data(); }
  [[nodiscard]] std::string_view view() const {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
  }
  [[nodiscard]] std::string public_bytes() const {  // ed25519: the second half
    return std::string(view().substr(crypto_sign_SEEDBYTES));
  }

 private:
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> bytes_{};
};

Result<void> read_secret(const std::string& path, SecretKey& key) {
  Result<Json> json = fhir::read_json_file(path);
  if (!json) return json.error();
  if (json->string_or_empty("schema") != kSecretSchema)
    return key_error("This is no secret key for plugins.", path);
  std::string bytes = from_base64(json->string_or_empty("secret"));
  const bool fits = bytes.size() == crypto_sign_SECRETKEYBYTES;
  if (fits) std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(key.data()));
  sodium_memzero(bytes.data(), bytes.size());
  if (!fits) return key_error("`secret` must be 64 bytes in base64.", path);
  // The stored public half must belong to the seed, or signatures would leak the key.
  SecretKey derived;
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> ignored{};
  crypto_sign_seed_keypair(ignored.data(), derived.data(), key.data());
  if (derived.view() != key.view()) return key_error("The secret key is damaged.", path);
  return {};
}

Json signature_file(const std::vector<Signature>& signatures) {
  Json list = Json::array();
  for (const Signature& each : signatures) {
    list.push(Json::object().set("key", each.key).set("signature", to_base64(each.bytes)));
  }
  return Json::object().set("schema", kSignatureSchema).set("signatures", std::move(list));
}

}  // namespace

Result<KeyFiles> make_key_pair(const std::string& directory, const std::string& holder,
                               Instant not_before, Instant not_after) {
  if (sodium_init() < 0) return key_error("libsodium does not start on this machine.", directory);
  if (holder.empty() || not_after <= not_before)
    return key_error("A key needs a holder, and an end after its start.", directory);
  SecretKey secret;
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> bytes{};
  crypto_sign_keypair(bytes.data(), secret.data());
  const std::string id = key_id(secret.public_bytes());
  const KeyFiles files{id, directory + "/" + id + ".json",
                       directory + "/" + id + std::string(kSecretEnding)};
  const Json open_part = Json::object()
                             .set("schema", kPublicSchema)
                             .set("id", id)
                             .set("holder", holder)
                             .set("public", to_base64(secret.public_bytes()))
                             .set("not_before", to_iso(not_before))
                             .set("not_after", to_iso(not_after));
  const Json secret_part = Json::object()
                               .set("schema", kSecretSchema)
                               .set("id", id)
                               .set("secret", to_base64(secret.view()));
  const auto pretty = [](const Json& json) {
    return fhir::write_json(json, fhir::JsonLayout::pretty) + "\n";
  };
  if (Result<void> done = write_new_file(files.secret_file, pretty(secret_part), 0600); !done)
    return done.error();
  if (Result<void> done = write_new_file(files.public_file, pretty(open_part), 0644); !done)
    return done.error();
  return files;
}

Result<std::string> sign_bundle(const std::string& bundle_directory,
                                const std::string& secret_file) {
  if (sodium_init() < 0) return key_error("libsodium does not start on this machine.", secret_file);
  const Result<std::string> manifest =
      read_regular_file(bundle_directory + "/plugin.json", kMaxSignedBytes);
  if (!manifest) return manifest.error();
  SecretKey secret;
  if (Result<void> read = read_secret(secret_file, secret); !read) return read.error();
  Result<std::vector<Signature>> signatures = read_signatures(bundle_directory);
  if (!signatures) return signatures.error();
  Signature made{key_id(secret.public_bytes()), std::string(crypto_sign_BYTES, '\0')};
  crypto_sign_detached(reinterpret_cast<unsigned char*>(made.bytes.data()), nullptr,
                       reinterpret_cast<const unsigned char*>(manifest->data()), manifest->size(),
                       secret.data());
  std::erase_if(*signatures, [&](const Signature& each) { return each.key == made.key; });
  signatures->push_back(made);
  const std::string text =
      fhir::write_json(signature_file(*signatures), fhir::JsonLayout::pretty) + "\n";
  const std::string path = bundle_directory + "/" + std::string(kSignatureFile);
  if (Result<void> done = replace_file(path, text, 0644); !done) return done.error();
  return made.key;
}

}  // namespace anteroom::plugin
