#include "core/plugin/key_format.h"

#include <sodium.h>

#include <filesystem>

#include "core/plugin/library_image.h"

namespace anteroom::plugin {
namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string to_base64(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.resize(text.size() - 1);  // the terminating zero
  return text;
}

std::string from_base64(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &length, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0)
    return {};
  bytes.resize(length);
  return bytes;
}

std::string key_id(std::string_view public_bytes) {
  constexpr std::size_t kDigits = 16;
  return sha256_hex(public_bytes).substr(0, kDigits);
}

Error key_error(std::string_view message, std::string_view path) {
  return {"AR-P025", std::string(message), std::string(path),
          "Take the file from the key's holder again, or remove it."};
}

Result<std::vector<Signature>> read_signatures(const std::string& bundle_directory) {
  const std::string path = bundle_directory + "/" + std::string(kSignatureFile);
  std::error_code failed;
  if (!std::filesystem::exists(path, failed)) return std::vector<Signature>{};
  const Error bad{"AR-P010", "plugin.sig is no signature file.", std::string(kSignatureFile),
                  "Sign the plugin again."};
  const Result<std::string> text = read_regular_file(path, kMaxSignedBytes);
  if (!text) return text.error();
  const Result<fhir::Json> json = fhir::parse_json(*text);
  if (!json || json->string_or_empty("schema") != kSignatureSchema) return bad;
  const fhir::Json* list = json->find("signatures");
  if (list == nullptr || !list->is_array()) return bad;
  std::vector<Signature> signatures;
  for (const fhir::Json& each : list->as_array()) {
    Signature signature{std::string(each.string_or_empty("key")),
                        from_base64(each.string_or_empty("signature"))};
    if (signature.bytes.size() != crypto_sign_BYTES) return bad;
    signatures.push_back(std::move(signature));
  }
  return signatures;
}

bool is_right(const Signature& signature, std::string_view message, std::string_view public_bytes) {
  return signature.bytes.size() == crypto_sign_BYTES &&
         public_bytes.size() == crypto_sign_PUBLICKEYBYTES &&
         crypto_sign_verify_detached(bytes_of(signature.bytes), bytes_of(message), message.size(),
                                     bytes_of(public_bytes)) == 0;
}

}  // namespace anteroom::plugin
