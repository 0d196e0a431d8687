// The device key on disk: 32 bytes outside the database, which only its owner (and group) may read.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/store/seal.h"

namespace anteroom::store {

enum class WhenMissing : std::uint8_t { refuse = 0, create };

/// Reads the key; makes it (0600, durable) when it is missing and may be made.
/// AR-S005 too open or not a plain file, AR-S006 missing, AR-S007 not 32 bytes.
[[nodiscard]] Result<Secret> load_device_key(const std::string& path, WhenMissing when_missing);

}  // namespace anteroom::store
