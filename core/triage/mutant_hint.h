// Inside core/triage: answers that tell a mutant from its rule.
#pragma once

#include <string>

#include "core/triage/program.h"

namespace anteroom::triage {

/// "a = yes, b = 7; the others as a clear no". Tries every change of up to five answers from the
/// quiet patient, then gives up with "".
[[nodiscard]] std::string mutant_hint(const Condition& rule, const Condition& mutant,
                                      const ItemTable& table);

}  // namespace anteroom::triage
