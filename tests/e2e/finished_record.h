// What a visit at the real kiosk left for the courier.
#pragma once

#include <string>

#include "core/intake/record.h"

namespace anteroom::e2e {

/// The record of the first visit that waits in the outbox of that state directory;
/// std::runtime_error when there is none or it cannot be read.
[[nodiscard]] intake::Record finished_record(const std::string& state);

}  // namespace anteroom::e2e
