// Where the controls are, for a test driver: page key and rectangles with ids. Never answers or
// values.
#pragma once

#include <string>

#include "core/base/result.h"
#include "kiosk/flow/page.h"
#include "kiosk/ui/layout.h"

namespace anteroom::ui {

[[nodiscard]] std::string describe(const flow::Page& page, const PageLayout& layout, double scale,
                                   long serial);
/// Writes beside and renames, so that a reader never sees half a file. AR-K031.
Result<void> write_description(const std::string& path, const std::string& text);

}  // namespace anteroom::ui
