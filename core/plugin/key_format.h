// The files of keys and signatures, as the signer writes and the kiosk reads them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/fhir/json.h"

namespace anteroom::plugin {

inline constexpr std::string_view kPublicSchema = "anteroom-plugin-key/1";
inline constexpr std::string_view kSecretSchema = "anteroom-plugin-secret-key/1";
inline constexpr std::string_view kRevokedSchema = "anteroom-revoked-keys/1";
inline constexpr std::string_view kSignatureSchema = "anteroom-plugin-signature/1";
inline constexpr std::string_view kRevokedFile = "revoked.json";
inline constexpr std::string_view kSignatureFile = "plugin.sig";
inline constexpr std::string_view kSecretEnding = ".secret.json";
inline constexpr std::size_t kMaxSignedBytes = std::size_t{4} << 20;

struct Signature {
  std::string key;    ///< id
  std::string bytes;  ///< 64
};

[[nodiscard]] std::string to_base64(std::string_view bytes);
[[nodiscard]] std::string from_base64(std::string_view text);  ///< "" when it is none
/// 16 hex digits: the start of the SHA-256 of the 32 public bytes.
[[nodiscard]] std::string key_id(std::string_view public_bytes);
[[nodiscard]] Error key_error(std::string_view message, std::string_view path);  ///< AR-P025
/// Those of plugin.sig; none when the file is missing, AR-P010 when it is no signature file.
[[nodiscard]] Result<std::vector<Signature>> read_signatures(const std::string& bundle_directory);
[[nodiscard]] bool is_right(const Signature& signature, std::string_view message,
                            std::string_view public_bytes);

}  // namespace anteroom::plugin
