// The limits of an item as they hold now: a cqf-expression may calculate them.
#pragma once

#include <optional>

#include "core/form/live_form.h"

namespace anteroom::form {

/// The limit that holds for the instance: calculated where it is and gives a value, else as
/// written; null when there is none.
[[nodiscard]] fhir::Json limit_now(const LiveForm& form, const Instance& instance, LimitKind kind);
/// The same as a count; nullopt when there is none.
[[nodiscard]] std::optional<int> count_now(const LiveForm& form, const Instance& instance,
                                           LimitKind kind);
}  // namespace anteroom::form
