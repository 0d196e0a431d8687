// Names that stay the same when a record is rendered again: a retry must never make a second
// document.
#pragma once

#include <string>
#include <string_view>

namespace anteroom::exchange {

inline constexpr std::string_view kIdentifierSystem =
    "https://anteroom.example/fhir/identifier/intake";

/// A name-based UUID (RFC 9562 layout, version 8: SHA-256 instead of version 5's SHA-1) of the
/// record and a part of it.
[[nodiscard]] std::string part_uuid(std::string_view record_id, std::string_view part);
/// Letters, digits and hyphens, 1 to 64: safe as a file name and a FHIR id.
[[nodiscard]] bool is_safe_id(std::string_view id);
[[nodiscard]] std::string base64(std::string_view bytes);
/// Base64 of the SHA-1 that Attachment.hash asks for in R4.
[[nodiscard]] std::string attachment_hash(std::string_view bytes);

}  // namespace anteroom::exchange
