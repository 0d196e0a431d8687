// A flow::Page as a list of elements on a canvas: pure, no window, the same words that speech
// reads.
//
//   PageLayout layout = lay_out(page, {1080, 1920}, {});
//   for (const Element& element : layout.elements) ...
//
// Fixed lines (portrait): title 264, skip row 1496, nav 1624, help bar 1768; landscape: left column
// 576, dock at 920.
#pragma once

#include <string>
#include <vector>

#include "kiosk/flow/page.h"
#include "kiosk/ui/element.h"
#include "kiosk/ui/theme.h"

namespace anteroom::ui {

struct Canvas {
  double width = 1080, height = 1920;
  [[nodiscard]] bool portrait() const { return height >= width; }
};

/// What the view itself remembers between two drawings of a page.
struct ViewState {
  std::string focused;  ///< id of the field with the caret
  bool capitals = false;
  bool accents = false;
  int review_page = 0;  ///< which part of a review that does not fit; goes round
  friend bool operator==(const ViewState&, const ViewState&) = default;
};

struct PageLayout {
  Canvas canvas;
  Theme theme;
  std::vector<Element> elements;  ///< reading order; controls in keyboard order
  [[nodiscard]] const Element* find(std::string_view id) const;
};

[[nodiscard]] Theme theme_of(const flow::Page& page);
[[nodiscard]] PageLayout lay_out(const flow::Page& page, Canvas canvas, const ViewState& state);
/// How many one-line answers fit on the page as it is; flow pages ("More answers") what does not.
[[nodiscard]] int options_that_fit(const flow::Page& page, Canvas canvas);
/// The same for a searched list, over its keyboard.
[[nodiscard]] int search_places_that_fit(const flow::Page& page, Canvas canvas);
/// Paints everything without widgets (pictures for tests and approvals).
void paint_layout(Painter& painter, const PageLayout& layout);

}  // namespace anteroom::ui
