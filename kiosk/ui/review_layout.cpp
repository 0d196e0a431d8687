// Check your answers: one panel a group, Change or Answer at its top end. Groups that do not fit go to the next part.
#include <algorithm>
#include <string>

#include "kiosk/ui/builder.h"

namespace anteroom::ui {
namespace {

struct PanelShape {
  double label = 264, size = 28, line_gap = 8, padding = 20;
  bool stacked = false;     ///< landscape and large text: the button under the lines
};

double lines_height(const flow::ReviewGroup& group, const PanelShape& shape, double width) {
  double height = 0;
  for (const flow::ReviewLine& line : group.lines) {
    const TextStyle style{.size = shape.size, .line = 1.3};
    TextStyle strong = style;
    strong.weight = 600;
    height += std::max(measure(line.question.shown(), style, shape.label).height,
                       measure(line.answer.shown(), strong, width - shape.label - 16).height) +
              shape.line_gap;
  }
  return height;
}

double inner_width(const PanelShape& shape, double width) {
  return shape.stacked ? width - 48 : width - 56 - 24 - 192;
}

double group_height(const Builder& b, const flow::ReviewGroup& group, const PanelShape& shape, double width) {
  const TextStyle title = heading_style(b.theme);
  double height = title.size * title.line + 8 + lines_height(group, shape, inner_width(shape, width));
  if (shape.stacked) height += 16 + 88;
  return std::max(height, 88.0) + 2 * shape.padding;
}

void draw_group(Builder& b, const flow::ReviewGroup& group, const PanelShape& shape, const Box& box) {
  b.decoration(box, group.gap ? paint_panel(20, Token::surface, Token::clay_line, 3)
                              : paint_panel(20, Token::surface, Token::line, 2));
  const double x = box.x + (shape.stacked ? 24 : 32), width = inner_width(shape, box.w);
  double y = box.y + shape.padding;
  y += b.words(group.title, heading_style(b.theme), x, y, width) + 8;
  for (const flow::ReviewLine& line : group.lines) {
    TextStyle style{.size = shape.size, .line = 1.3, .color = Token::ink_2};
    const double left = b.words(line.question, style, x, y + shape.line_gap / 2, shape.label);
    style.weight = 600, style.color = line.gap ? Token::clay : Token::ink;
    const double right = b.words(line.answer, style, x + shape.label + 16, y + shape.line_gap / 2, width - shape.label - 16);
    y += std::max(left, right) + shape.line_gap;
  }
  if (group.change_id.empty()) return;
  ButtonSpec look = b.spec(group.change);
  look.icon_before = "pencil", look.icon = 32, look.padding = 20;
  if (!shape.stacked) look.style.size = std::min(look.style.size, 30.0);
  const Box button = shape.stacked ? Box{box.x + 24, box.bottom() - shape.padding - 88, box.w - 48, 88}
                                   : Box{box.right() - 24 - 192, box.y + shape.padding, 192, 88};
  Element& element = b.control(Role::button, group.change_id, group.change, button,
                               {flow::ActionKind::change_item, group.change_id, {}}, paint_button(look));
  element.name = group.change.spoken() + ": " + group.title.spoken();
}

// Language-free, as the number of parts depends on what fits: "1 / 3" and an arrow.
void part_button(Builder& b, const Box& box, int part, int parts) {
  ButtonSpec look = b.spec(flow::Text(std::to_string(part) + " / " + std::to_string(parts)));
  look.icon_after = part == parts ? "up" : "down", look.icon = 32;
  b.control(Role::button, "review:next-part", flow::Text(look.label), box, {}, paint_button(look));
}

// Splits the groups into parts that fit; the part `wanted` is drawn.
std::vector<std::vector<std::size_t>> parts_of(const Builder& b, const PanelShape& shape, double width, double room, int columns) {
  std::vector<std::vector<std::size_t>> parts{{}};
  double used = 0;
  int column = 0;
  for (std::size_t i = 0; i < b.page.review.size(); ++i) {
    const double height = group_height(b, b.page.review[i], shape, width) + 16;
    if (used + height - 16 > room && used > 0) {
      used = 0;
      if (++column == columns) {
        column = 0;
        parts.emplace_back();
      }
    }
    used += height;
    parts.back().push_back(i);
  }
  return parts;
}

}  // namespace

void lay_out_review(Builder& b) {
  if (!b.portrait()) b.side_width_ = 400, b.column_gap_ = 56;
  b.frame();
  b.pager();
  PanelShape shape;
  shape.size = b.theme.base();
  const int columns = b.portrait() ? 1 : 2;
  if (!b.portrait()) shape.stacked = true, shape.label = 232, shape.size = b.theme.pick(26, 32, 36), shape.padding = 20;
  if (b.portrait() && b.theme.extra_large()) shape.stacked = true, shape.label = 340;
  const double width = (b.content.w - 24.0 * (columns - 1)) / columns;
  double room = b.content.h;
  auto parts = parts_of(b, shape, width, room, columns);
  if (parts.size() > 1) {
    room -= 88 + 16;
    parts = parts_of(b, shape, width, room, columns);
  }
  const auto part = static_cast<std::size_t>(b.state.review_page) % parts.size();
  double x = b.content.x, y = b.content.y;
  for (const std::size_t index : parts[part]) {
    const double height = group_height(b, b.page.review[index], shape, width);
    if (y > b.content.y && y + height > b.content.y + room) x += width + 24, y = b.content.y;
    draw_group(b, b.page.review[index], shape, {x, y, width, height});
    y += height + 16;
  }
  if (parts.size() > 1) {
    part_button(b, {b.content.x, b.content.bottom() - 88, b.content.w, 88}, static_cast<int>(part) + 1,
                static_cast<int>(parts.size()));
  }
}

}  // namespace anteroom::ui
