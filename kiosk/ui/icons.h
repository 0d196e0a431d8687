// The kiosk's own line icons (48 box, drawn at any size) and its drawings.
#pragma once

#include <string_view>

#include "kiosk/ui/svg.h"

namespace anteroom::ui {

/// "check", "back", "forward", "stop", "speaker"... An unknown name is an empty drawing.
[[nodiscard]] const Drawing& icon_named(std::string_view name);
/// "welcome", "urgent", "done", "face-0".."face-10", "figure", "upper-back-pain",
/// "general-health"...
[[nodiscard]] const Drawing& drawing_named(std::string_view name);

}  // namespace anteroom::ui
