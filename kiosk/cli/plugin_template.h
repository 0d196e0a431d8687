// What `anteroom plugin new` writes: a small bundle with one question of each kind, one rule and
// golden patients, complete enough to pass `anteroom plugin check`; with --native the sources of a
// library beside it, which the SDK's CMake package builds into a bundle that passes too.
#pragma once

#include <string>

#include "core/base/result.h"

namespace anteroom::cli {

enum class PluginKind { data, native };

/// Makes `<parent>/<id>/`; refuses when it is there already (AR-C004) or the id is none (AR-C003).
/// Its path.
[[nodiscard]] Result<std::string> create_plugin(const std::string& id, const std::string& parent,
                                                PluginKind kind);

}  // namespace anteroom::cli
