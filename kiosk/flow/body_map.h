// The regions of a plugin's body map: its svg's shapes joined with the item's answers. Picture and
// list are one control.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/form/form.h"
#include "kiosk/flow/page.h"

namespace anteroom::flow {

struct BodyShape {
  std::string code, view, path;
};

/// Every `<path data-code data-view d>` of the drawing, in document order. The bundle's loader has
/// checked the svg; what this cannot read is left out, and its answer is still in the list.
[[nodiscard]] std::vector<BodyShape> read_body_shapes(std::string_view svg);

/// One Region for each shape of an offered answer; an answer without a shape is a list-only Region
/// (view ""). Numbers count 1.. within a view, as drawn and as listed; list-only regions have 0.
[[nodiscard]] std::vector<Region> body_regions(std::string_view svg,
                                               const std::vector<Choice>& answers);

}  // namespace anteroom::flow
