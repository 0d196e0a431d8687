// A plugin's library as a sealed memfd: hashed once after sealing, then nothing can swap or change
// the bytes.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/plugin/fd.h"

namespace anteroom::plugin {

inline constexpr std::size_t kMaxLibraryBytes = std::size_t{64} << 20;

/// Lower-case hex SHA-256.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);
/// The whole regular file, links refused; AR-P001 when it cannot be read or is longer than `max`.
[[nodiscard]] Result<std::string> read_regular_file(const std::string& path, std::size_t max);
/// AR-P003 when the file cannot be read, AR-P009 when its hash is another.
[[nodiscard]] Result<Fd> seal_library(const std::string& path, std::string_view sha256);

}  // namespace anteroom::plugin
