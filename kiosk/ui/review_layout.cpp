// Check your answers: one panel a group, Change or Answer at its top end. What does not fit goes to
// the next part, a long group under its heading again. Cut here, by measured words: flow knows no
// heights.
#include <algorithm>
#include <set>
#include <string>

#include "kiosk/ui/builder.h"

namespace anteroom::ui {
namespace {

struct PanelShape {
  double label = 264, size = 28, line_gap = 8, padding = 20;
  bool stacked = false;       ///< landscape and large text: the button under the lines
  bool answer_below = false;  ///< largest text: two columns would hold one word a line
};

double line_height(const flow::ReviewLine& line, const PanelShape& shape, double width) {
  const TextStyle style{.size = shape.size, .line = 1.3};
  TextStyle strong = style;
  strong.weight = 600;
  if (shape.answer_below)
    return measure(line.question.shown(), style, width).height +
           measure(line.answer.shown(), strong, width).height + 2 * shape.line_gap;
  return std::max(measure(line.question.shown(), style, shape.label).height,
                  measure(line.answer.shown(), strong, width - shape.label - 16).height) +
         shape.line_gap;
}

double inner_width(const PanelShape& shape, double width) {
  return shape.stacked ? width - 48 : width - 56 - 24 - 192;
}

/// The panel's height around lines of this height together.
double group_height(const Builder& b, const PanelShape& shape, double lines) {
  const TextStyle title = heading_style(b.theme);
  const double height = title.size * title.line + 8 + lines + (shape.stacked ? 16 + 88 : 0);
  return std::max(height, 88.0) + 2 * shape.padding;
}

void draw_group(Builder& b, const flow::ReviewGroup& group, const PanelShape& shape,
                const Box& box) {
  b.decoration(box, group.gap ? paint_panel(20, Token::surface, Token::clay_line, 3)
                              : paint_panel(20, Token::surface, Token::line, 2));
  const double x = box.x + (shape.stacked ? 24 : 32), width = inner_width(shape, box.w);
  double y = box.y + shape.padding;
  y += b.words(group.title, heading_style(b.theme), x, y, width) + 8;
  for (const flow::ReviewLine& line : group.lines) {
    TextStyle style{.size = shape.size, .line = 1.3, .color = Token::ink_2};
    const double top = y + shape.line_gap / 2;
    const double left =
        b.words(line.question, style, x, top, shape.answer_below ? width : shape.label);
    style.weight = 600, style.color = line.gap ? Token::clay : Token::ink;
    if (shape.answer_below) {
      y += left + b.words(line.answer, style, x, top + left, width) + 2 * shape.line_gap;
      continue;
    }
    const double right =
        b.words(line.answer, style, x + shape.label + 16, top, width - shape.label - 16);
    y += std::max(left, right) + shape.line_gap;
  }
  if (group.change_id.empty()) return;
  ButtonSpec look = b.spec(group.change);
  look.icon_before = "pencil", look.icon = 32, look.padding = 20;
  if (!shape.stacked) look.style.size = std::min(look.style.size, 30.0);
  const Box button = shape.stacked
                         ? Box{box.x + 24, box.bottom() - shape.padding - 88, box.w - 48, 88}
                         : Box{box.right() - 24 - 192, box.y + shape.padding, 192, 88};
  Element& element =
      b.control(Role::button, group.change_id, group.change, button,
                {flow::ActionKind::change_item, group.change_id, {}}, paint_button(look));
  element.name = group.change.spoken() + ": " + group.title.spoken();
}

struct Piece {
  flow::ReviewGroup group;  ///< its heading and some of its lines
  double height = 0;
};
using Column = std::vector<Piece>;

/// Fills column after column; a group is cut between lines, and never loses one.
std::vector<Column> columns_of(const Builder& b, const PanelShape& shape, double width,
                               double room) {
  std::vector<Column> columns(1);
  double above = 0;  // what stands over the group being filled
  for (const flow::ReviewGroup& group : b.page.review) {
    double lines = 0;
    bool open = false;
    for (const flow::ReviewLine& line : group.lines) {
      const double more = line_height(line, shape, inner_width(shape, width));
      if (above + group_height(b, shape, lines + more) > room && (open || above > 0)) {
        above = lines = 0;
        open = false;
        columns.emplace_back();
      }
      if (!open) {
        columns.back().push_back({group, 0});
        columns.back().back().group.lines.clear();
        open = true;
      }
      Piece& piece = columns.back().back();
      lines += more;
      piece.group.lines.push_back(line);
      piece.height = group_height(b, shape, lines);
    }
    if (open) above += columns.back().back().height + 16;
  }
  return columns;
}

}  // namespace

// Language-free, as the number of parts depends on what fits: "1 / 3" and an arrow.
void part_button(Builder& b, const Box& box, int part, int parts) {
  ButtonSpec look = b.spec(flow::Text(std::to_string(part) + " / " + std::to_string(parts)));
  look.icon_after = part == parts ? "up" : "down", look.icon = 32;
  b.control(Role::button, "review:next-part", flow::Text(look.label), box, {}, paint_button(look));
}

void lay_out_review(Builder& b) {
  if (!b.portrait()) b.side_width_ = 400, b.column_gap_ = 56;
  b.frame();
  PanelShape shape;
  shape.size = b.theme.base();
  const int columns = b.portrait() ? 1 : 2;
  if (!b.portrait())
    shape.stacked = true, shape.label = 232, shape.size = b.theme.pick(26, 32, 36),
    shape.padding = 20;
  if (b.theme.extra_large()) shape.stacked = shape.answer_below = true, shape.line_gap = 12;
  const double width = (b.content.w - 24.0 * (columns - 1)) / columns;
  auto all = columns_of(b, shape, width, b.content.h);
  const auto per_part = static_cast<std::size_t>(columns);
  if (all.size() > per_part) all = columns_of(b, shape, width, b.content.h - 88 - 16);
  const std::size_t parts = (all.size() + per_part - 1) / per_part;
  const std::size_t part = static_cast<std::size_t>(b.state.review_page) % parts;
  std::set<std::string> drawn;  // one Change a group and screen: two controls may not have one id
  for (std::size_t column = 0; column < per_part && part * per_part + column < all.size();
       ++column) {
    double y = b.content.y;
    for (Piece& piece : all[part * per_part + column]) {
      if (!drawn.insert(piece.group.change_id).second) piece.group.change_id.clear();
      const double x = b.content.x + static_cast<double>(column) * (width + 24);
      draw_group(b, piece.group, shape, {x, y, width, piece.height});
      y += piece.height + 16;
    }
  }
  if (parts > 1)
    part_button(b, {b.content.x, b.content.bottom() - 88, b.content.w, 88},
                static_cast<int>(part) + 1, static_cast<int>(parts));
}

}  // namespace anteroom::ui
