// Who vouches for a bundle: ed25519 signatures over the exact bytes of plugin.json, which names
// every other file by its hash. A clinic trusts keys, not authors: one public key a file in its
// directory, with dates, and a list of keys withdrawn.
//
//   Result<TrustedKeys> keys = TrustedKeys::read("/etc/anteroom/plugin-keys");
//   Result<void> vouched = keys->verify(directory, clock.now());   // AR-P010 says why not
//
// Immutable once read; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"

namespace anteroom::plugin {

/// A key that a clinic trusts. File `<anything>.json`, schema "anteroom-plugin-key/1".
struct PublicKey {
  std::string id;      ///< 16 hex digits: the start of the key's SHA-256
  std::string holder;  ///< who signs with it, for people
  std::string bytes;   ///< 32, ed25519
  Instant not_before{}, not_after{};
};

/// Whose files count as trusted keys: a clinic's belong to root, so that not even the kiosk's own
/// user can add one; developers also use their own.
enum class KeyOwner : std::uint8_t { root = 0, root_or_self };

class TrustedKeys {
 public:
  /// Every *.json of the directory; `revoked.json` ("anteroom-revoked-keys/1") lists withdrawn ids.
  /// A file that cannot be read or trusted (of another owner, writable by others) is an error,
  /// never skipped: AR-P025.
  [[nodiscard]] static Result<TrustedKeys> read(const std::string& directory,
                                                KeyOwner owner = KeyOwner::root_or_self);
  /// ok when at least one signature of the bundle is by a trusted key that is valid at `now` and
  /// not withdrawn, and is right. Returns the SHA-256 of the manifest it vouched for (the bundle
  /// loaded must have the same: files can change in between). AR-P010 otherwise, with the reason.
  [[nodiscard]] Result<std::string> verify(const std::string& bundle_directory, Instant now) const;
  [[nodiscard]] const std::vector<PublicKey>& keys() const { return keys_; }

 private:
  std::vector<PublicKey> keys_;
  std::vector<std::string> revoked_;
};

/// Where a new key pair was put.
struct KeyFiles {
  std::string id, public_file, secret_file;
};
/// A new key pair: `<id>.json` for clinics and `<id>.secret.json` (0600) for the signer. AR-P025.
[[nodiscard]] Result<KeyFiles> make_key_pair(const std::string& directory,
                                             const std::string& holder, Instant not_before,
                                             Instant not_after);

/// Signs the manifest of a bundle; a signature by another key stays beside it (key rotation), one
/// by the same key is replaced. Writes plugin.sig in one step. Returns the key's id.
[[nodiscard]] Result<std::string> sign_bundle(const std::string& bundle_directory,
                                              const std::string& secret_file);

}  // namespace anteroom::plugin
