// Inside core/triage: a Condition written as a `when` again.
#pragma once

#include <string>

#include "core/triage/program.h"

namespace anteroom::triage {

/// Compiles to an equal Condition.
[[nodiscard]] std::string when_text(const Condition& condition, const ItemTable& table);

}  // namespace anteroom::triage
