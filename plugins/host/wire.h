// Frames on the line to the kiosk: 4 bytes of length, little-endian, then that many bytes of
// JSON-RPC 2.0.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace anteroom::host {

inline constexpr std::size_t kMaxFrame = std::size_t{4} << 20;

/// The next frame; nullopt when the kiosk closed the line or sent what it never sends.
[[nodiscard]] std::optional<std::string> read_frame(int fd);
[[nodiscard]] bool write_frame(int fd, std::string_view payload);

}  // namespace anteroom::host
