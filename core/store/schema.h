// The tables of schemas/store.md and the forward-only migrations that make them.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "core/base/result.h"

namespace anteroom::store {

inline constexpr int kSchemaVersion = 1;
inline constexpr int kApplicationId = 0x414E5452;  // "ANTR"

/// Brings an empty or older database up to kSchemaVersion, one transaction a step. AR-S003 newer,
/// AR-S004 not ours. True when the database was new.
[[nodiscard]] Result<bool> migrate(SQLite::Database& database);

}  // namespace anteroom::store
