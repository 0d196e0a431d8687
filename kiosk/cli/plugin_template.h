// What `anteroom plugin new` writes: a small data-only bundle with one question of each kind, one
// rule and golden patients, complete enough to pass `anteroom plugin check`.
#pragma once

#include <string>

#include "core/base/result.h"

namespace anteroom::cli {

/// Makes `<parent>/<id>/`; refuses when it is there already (AR-C004) or the id is none (AR-C003).
/// Its path.
[[nodiscard]] Result<std::string> create_plugin(const std::string& id, const std::string& parent);

}  // namespace anteroom::cli
