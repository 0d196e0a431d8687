// The table behind `anteroom explain`: schemas/error-codes.json, compiled in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/cli/commands.h"

namespace anteroom::cli {

/// The whole table, as embedded: [{code, room, meaning, mend}].
[[nodiscard]] const fhir::Json& error_codes();
/// Prints one entry; exit code 1 when there is no such code.
void explain(Context& context, std::string_view code);

}  // namespace anteroom::cli
