// Row pages: up to four short questions, each with Yes, No and a small Not sure.
#include <algorithm>

#include "kiosk/ui/builder.h"

namespace anteroom::ui {
namespace {

struct RowShape {
  bool beside = false;  ///< buttons beside the question (landscape) or under it
  double padding = 20, button = 88, gap = 16, between = 16;
};

TextStyle question_style(const Builder& b) {
  TextStyle style = label_style(b.theme);
  style.size = b.theme.pick(30, 38, 46);
  return style;
}

AnswerLook answer_look(const Builder& b, const flow::Choice& choice) {
  AnswerLook look;
  look.label = choice.label.shown();
  look.marker = Marker::round;
  look.marker_size = 40;
  look.padding = 18, look.gap = 14;
  look.label_style = label_style(b.theme);
  look.label_style.size = b.theme.pick(28, 34, 40);
  look.label_style.wrap = Wrap::balanced;
  return look;
}

double need_of(const Builder& b, const flow::Choice& choice) {
  const AnswerLook look = answer_look(b, choice);
  return measure(look.label, look.label_style, 0).width + 2 * (look.padding + 2) +
         look.marker_size + look.gap + 4;
}

/// What all buttons of the row need on one line.
double line_need(const Builder& b, const flow::Row& row, const RowShape& shape) {
  double sum = shape.gap * (static_cast<double>(row.choices.size()) - 1);
  for (const flow::Choice& choice : row.choices) sum += need_of(b, choice);
  return sum;
}

/// Beside the question where the buttons leave it room; under it otherwise.
bool is_beside(const Builder& b, const flow::Row& row, const RowShape& shape, double width) {
  return shape.beside && line_need(b, row, shape) <= width * 0.6;
}

/// Longer answers in large type stand on two lines: no word leaves its button.
std::size_t button_lines(const Builder& b, const flow::Row& row, const RowShape& shape,
                         double width) {
  return line_need(b, row, shape) > width && row.choices.size() > 1 ? 2 : 1;
}

double row_height(const Builder& b, const flow::Row& row, const RowShape& shape, double width) {
  const double inner = width - 64;
  const bool beside = is_beside(b, row, shape, inner);
  const double room = beside ? inner - line_need(b, row, shape) - 32 : inner;
  const double words = measure(row.question.shown(), question_style(b), room).height;
  if (beside) return std::max(words, shape.button) + 2 * shape.padding;
  const auto lines = static_cast<double>(button_lines(b, row, shape, inner));
  return words + 12 + lines * shape.button + (lines - 1) * shape.gap + 2 * shape.padding;
}

RowShape best_shape(const Builder& b, double room) {
  const bool beside = !b.portrait();
  const std::vector<RowShape> shapes = {{beside, 20, 96, 16, 16},
                                        {beside, 16, 88, 16, 16},
                                        {beside, 12, 80, 12, 12},
                                        {beside, 8, 72, 12, 12},
                                        {beside, 6, 64, 12, 12}};
  for (const RowShape& shape : shapes) {
    double sum = -shape.between;
    for (const flow::Row& row : b.page.rows)
      sum += row_height(b, row, shape, b.content.w) + shape.between;
    if (sum <= room) return shape;
  }
  return shapes.back();
}

// Buttons of one line share its width by what their words need, so that "Not sure" is not broken.
void row_line(Builder& b, const flow::Row& row, std::size_t first, std::size_t last,
              const RowShape& shape, double x, double y, double width) {
  double sum = 0;
  for (std::size_t i = first; i < last; ++i) sum += need_of(b, row.choices[i]);
  const auto count = static_cast<double>(last - first);
  const double spare = (width - shape.gap * (count - 1) - sum) / count;
  for (std::size_t i = first; i < last; ++i) {
    const double each = need_of(b, row.choices[i]) + spare;
    b.choice(row.choices[i], Role::radio, "row:" + row.link_id, {x, y, each, shape.button},
             paint_answer(answer_look(b, row.choices[i]), b.theme));
    // A row's answer must make sense alone to a screen reader.
    b.elements.back().name = row.question.spoken() + " " + row.choices[i].label.spoken();
    x += each + shape.gap;
  }
}

void row_buttons(Builder& b, const flow::Row& row, const RowShape& shape, double x, double y,
                 double width) {
  const std::size_t count = row.choices.size(), lines = button_lines(b, row, shape, width);
  const std::size_t each = (count + lines - 1) / lines;
  for (std::size_t first = 0; first < count; first += each) {
    row_line(b, row, first, std::min(count, first + each), shape, x, y, width);
    y += shape.button + shape.gap;
  }
}

}  // namespace

void lay_out_rows(Builder& b) {
  b.frame();
  b.pager();
  double room = b.content.h, note = 0;
  if (!b.page.notes.empty()) note = b.note_height(b.page.notes.front(), b.content.w, 40) + 16;
  RowShape shape = best_shape(b, room - note);
  double y = b.content.y;
  double all = -shape.between;
  for (const flow::Row& row : b.page.rows)
    all += row_height(b, row, shape, b.content.w) + shape.between;
  for (const flow::Row& row : b.page.rows) {
    const double height = row_height(b, row, shape, b.content.w);
    const Box box{b.content.x, y, b.content.w, height};
    b.decoration(box, row.mistake ? paint_panel(20, Token::berry_tint, Token::berry, 4)
                                  : paint_panel(20, Token::surface, Token::line, 2));
    const double inner = box.w - 64, x = box.x + 32;
    if (is_beside(b, row, shape, inner)) {
      const double buttons = line_need(b, row, shape), width = inner - buttons - 32;
      const double words = measure(row.question.shown(), question_style(b), width).height;
      b.words(row.question, question_style(b), x, box.middle_y() - words / 2, width);
      row_buttons(b, row, shape, x + width + 32, box.middle_y() - shape.button / 2, buttons);
    } else {
      const double words = b.words(row.question, question_style(b), x, y + shape.padding, inner);
      row_buttons(b, row, shape, x, y + shape.padding + words + 12, inner);
    }
    y += height + shape.between;
  }
  if (note > 0 && y - b.content.y + note - 16 <= room)
    b.note(b.page.notes.front(), {b.content.x, y, b.content.w, 0}, "info", 40);
}

}  // namespace anteroom::ui
