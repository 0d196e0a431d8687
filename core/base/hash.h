// Hexadecimal text and SHA-256 (libsodium).
//
//   std::string digest = sha256_hex(bytes);             // 64 lower-case digits
//   std::optional<std::string> raw = from_hex(digest);  // 32 bytes
//
// Any thread may call. Bytes travel as std::string / string_view.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace anteroom {

/// Lower-case hexadecimal digits, two a byte.
[[nodiscard]] std::string to_hex(std::string_view bytes);
/// The bytes of an even number of hexadecimal digits (either case); nullopt for anything else.
[[nodiscard]] std::optional<std::string> from_hex(std::string_view digits);
/// SHA-256 (FIPS 180-4): 32 raw bytes.
[[nodiscard]] std::string sha256(std::string_view bytes);
/// SHA-256 as 64 lower-case digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace anteroom
