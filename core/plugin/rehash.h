// For authors: after an edit the hashes of a manifest follow the files. A kiosk never does this.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"

namespace anteroom::plugin {

/// Writes `files` (and the library's hash) of plugin.json anew from the files that are there; every
/// other member stays as it is. Returns the paths whose entry changed, came or went. AR-P001,
/// AR-P002 when plugin.json or a file cannot be read.
[[nodiscard]] Result<std::vector<std::string>> rehash_bundle(const std::string& directory);

}  // namespace anteroom::plugin
