// Reading keys and verifying: what the kiosk does. Making keys and signing: signing.cpp.
#include "core/plugin/signature.h"

#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "core/plugin/key_format.h"
#include "core/plugin/library_image.h"

namespace anteroom::plugin {
namespace {

namespace fs = std::filesystem;
using fhir::Json;

/// Whoever can write a trusted key can sign anything.
bool others_may_write(const std::string& path, KeyOwner owner) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0 || (info.st_mode & (S_IWGRP | S_IWOTH)) != 0) return true;
  return info.st_uid != 0 && (owner == KeyOwner::root || info.st_uid != geteuid());
}

Error writable(const std::string& path) {
  return {"AR-P025", "Others may write this, so its keys cannot be trusted.", path,
          "chmod go-w it; it should belong to root."};
}

Result<PublicKey> public_key(const Json& json, const std::string& path) {
  PublicKey key;
  key.holder = json.string_or_empty("holder");
  key.bytes = from_base64(json.string_or_empty("public"));
  if (key.bytes.size() != crypto_sign_PUBLICKEYBYTES)
    return key_error("`public` must be 32 bytes in base64.", path);
  key.id = key_id(key.bytes);
  if (json.string_or_empty("id") != key.id)
    return key_error("`id` is not the id of this key.", path);
  const Result<Instant> from = parse_instant(json.string_or_empty("not_before"));
  const Result<Instant> until = parse_instant(json.string_or_empty("not_after"));
  if (!from || !until || *until <= *from)
    return key_error("`not_before` and `not_after` must be instants, in this order.", path);
  key.not_before = *from;
  key.not_after = *until;
  return key;
}

Result<std::vector<std::string>> revoked_ids(const Json& json, const std::string& path) {
  if (json.string_or_empty("schema") != kRevokedSchema)
    return key_error("This is no list of withdrawn keys.", path);
  const Json* list = json.find("revoked");
  if (list == nullptr || !list->is_array())
    return key_error("`revoked` must be a list of key ids.", path);
  std::vector<std::string> ids;
  for (const Json& each : list->as_array()) {
    if (!each.is_string()) return key_error("`revoked` must be a list of key ids.", path);
    ids.push_back(each.as_string());
  }
  return ids;
}

Error not_trusted(std::string why, std::string mend) {
  return {"AR-P010", std::move(why), std::string(kSignatureFile), std::move(mend)};
}

}  // namespace

Result<TrustedKeys> TrustedKeys::read(const std::string& directory, KeyOwner owner) {
  TrustedKeys trusted;
  std::error_code failed;
  std::vector<std::string> paths;
  for (fs::directory_iterator entry(directory, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    if (entry->path().extension() == ".json") paths.push_back(entry->path().string());
  }
  if (failed)
    return Error{"AR-P025", "The directory of trusted plugin keys cannot be read.", directory,
                 "Make it, or name another one in the settings."};
  if (others_may_write(directory, owner)) return writable(directory);
  std::sort(paths.begin(), paths.end());
  for (const std::string& path : paths) {
    if (path.ends_with(kSecretEnding))
      return key_error("A secret key has no place on a kiosk.", path);
    if (others_may_write(path, owner)) return writable(path);
    const Result<Json> json = fhir::read_json_file(path);
    if (!json) return key_error("This file is not JSON.", path);
    if (fs::path(path).filename() == kRevokedFile) {
      Result<std::vector<std::string>> ids = revoked_ids(*json, path);
      if (!ids) return ids.error();
      trusted.revoked_ = std::move(*ids);
      continue;
    }
    if (json->string_or_empty("schema") != kPublicSchema)
      return key_error("This is no public key for plugins.", path);
    Result<PublicKey> key = public_key(*json, path);
    if (!key) return key.error();
    trusted.keys_.push_back(std::move(*key));
  }
  return trusted;
}

Result<std::string> TrustedKeys::verify(const std::string& bundle_directory, Instant now) const {
  const Result<std::string> manifest =
      read_regular_file(bundle_directory + "/plugin.json", kMaxSignedBytes);
  if (!manifest) return manifest.error();
  const Result<std::vector<Signature>> signatures = read_signatures(bundle_directory);
  if (!signatures) return signatures.error();
  if (signatures->empty())
    return not_trusted("This plugin is not signed.", "Ask its author for a signed release.");
  std::string why = "It is signed by a key that this kiosk does not know.";
  for (const Signature& signature : *signatures) {
    const auto key = std::find_if(keys_.begin(), keys_.end(),
                                  [&](const PublicKey& k) { return k.id == signature.key; });
    if (key == keys_.end()) continue;
    if (std::find(revoked_.begin(), revoked_.end(), key->id) != revoked_.end()) {
      why = "The key " + key->id + " that signed it was withdrawn.";
    } else if (now < key->not_before || now >= key->not_after) {
      why = "The key " + key->id + " that signed it is not valid today.";
    } else if (!is_right(signature, *manifest, key->bytes)) {
      why = "The manifest is not the one that was signed.";
    } else {
      return sha256_hex(*manifest);
    }
  }
  return not_trusted(why, "Ask its author for a release signed by a key that the clinic trusts.");
}

}  // namespace anteroom::plugin
