#include "core/exchange/ids.h"

#include <glib.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "core/base/hash.h"

namespace anteroom::exchange {

std::string part_uuid(std::string_view record_id, std::string_view part) {
  std::string digest = sha256(std::string(kIdentifierSystem) + "\n" + std::string(record_id) +
                              "\n" + std::string(part));
  digest[6] = static_cast<char>((static_cast<unsigned char>(digest[6]) & 0x0FU) | 0x80U);
  digest[8] = static_cast<char>((static_cast<unsigned char>(digest[8]) & 0x3FU) | 0x80U);
  const std::string hex = to_hex(std::string_view(digest).substr(0, 16));
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20);
}

bool is_safe_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string base64(std::string_view bytes) {
  std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  out.resize(out.find('\0'));
  return out;
}

std::string attachment_hash(std::string_view bytes) {
  // libsodium has no SHA-1 for good reasons; here it is a checksum that FHIR R4 fixes, and GLib
  // comes with Pango.
  GChecksum* checksum = g_checksum_new(G_CHECKSUM_SHA1);
  g_checksum_update(checksum, reinterpret_cast<const guchar*>(bytes.data()),
                    static_cast<gssize>(bytes.size()));
  std::array<guint8, 20> digest{};
  gsize length = digest.size();
  g_checksum_get_digest(checksum, digest.data(), &length);
  g_checksum_free(checksum);
  return base64({reinterpret_cast<const char*>(digest.data()), length});
}

}  // namespace anteroom::exchange
