// One of, many of, yes/no: rows of answers; when they do not fit, helper lines go first, then two
// columns.
#include <algorithm>
#include <numeric>

#include "kiosk/ui/builder.h"

namespace anteroom::ui {
namespace {

struct Attempt {
  bool helpers = true;
  int columns = 1;
  double least = 112, gap = 16;
};

AnswerLook look_of(const Builder& b, const flow::Choice& choice, const Attempt& attempt) {
  AnswerLook look;
  look.label = choice.label.shown();
  if (attempt.helpers) look.helper = choice.helper.shown();
  look.marker = b.page.multiple && !choice.exclusive ? Marker::square : Marker::round;
  look.marker_size = b.theme.extra_large() ? 56 : 48;
  look.label_style = label_style(b.theme);
  if (attempt.columns > 1) look.padding = 24, look.gap = 16;
  if (choice.media) {
    look.picture = decode_picture(*choice.media);
    look.picture_size = attempt.least >= 112 ? 112 : 64;
  }
  return look;
}

std::vector<double> heights(const Builder& b, const Attempt& attempt) {
  const double width = (b.content.w - 16.0 * (attempt.columns - 1)) / attempt.columns;
  std::vector<double> rows;
  for (std::size_t i = 0; i < b.page.choices.size(); ++i) {
    const AnswerLook look = look_of(b, b.page.choices[i], attempt);
    const double least =
        look.helper.empty() ? attempt.least : std::max(attempt.least, b.portrait() ? 144.0 : 136.0);
    const double height = std::max(least, answer_height(look, b.theme, width));
    const std::size_t row = i / static_cast<std::size_t>(attempt.columns);
    if (row == rows.size()) rows.push_back(height);
    rows[row] = std::max(rows[row], height);
  }
  return rows;
}

double total(const std::vector<double>& rows, double gap) {
  return std::accumulate(rows.begin(), rows.end(), 0.0) +
         gap * (static_cast<double>(rows.size()) - 1);
}

Attempt best_attempt(const Builder& b) {
  // At 150 % rows never have helper lines (the type grows, the grid does not).
  const bool helpers = !b.theme.extra_large();
  const std::vector<Attempt> attempts = {
      {helpers, 1, 112, 16}, {false, 1, 112, 16}, {false, 1, 88, 16}, {false, 2, 112, 16},
      {false, 2, 88, 16},    {false, 1, 72, 12},  {false, 2, 64, 12}};
  if (b.page.side_by_side && b.page.choices.size() > 1) {
    const Attempt across{helpers, 2, 112, 16};
    if (total(heights(b, across), across.gap) <= b.content.h) return across;
  }
  for (const Attempt& attempt : attempts) {
    if (total(heights(b, attempt), attempt.gap) <= b.content.h) return attempt;
  }
  return attempts.back();
}

void yes_no_note(Builder& b) {
  if (b.page.notes.empty()) return;
  const double height = b.note_height(b.page.notes.front(), b.content.w, 40);
  if (height + 16 > b.content.h) return;
  b.note(b.page.notes.front(), b.content, "info", 40);
  b.content.y += height + 16, b.content.h -= height + 16;
}

}  // namespace

void lay_out_choices(Builder& b) {
  b.frame();
  b.pager();
  const bool yes_no = b.page.kind == flow::PageKind::yes_no;
  Attempt attempt = best_attempt(b);
  if (yes_no && b.page.choices.size() == 2 && !b.theme.extra_large()) attempt.least = 160;
  const std::vector<double> rows = heights(b, attempt);
  const double width = (b.content.w - 16.0 * (attempt.columns - 1)) / attempt.columns;
  double y = b.content.y;
  for (std::size_t i = 0; i < b.page.choices.size(); ++i) {
    const flow::Choice& choice = b.page.choices[i];
    const auto column = static_cast<double>(i % static_cast<std::size_t>(attempt.columns));
    const std::size_t row = i / static_cast<std::size_t>(attempt.columns);
    const Box box{b.content.x + column * (width + 16), y, width, rows[row]};
    b.choice(choice, b.page.multiple ? Role::check_box : Role::radio, "answers", box,
             paint_answer(look_of(b, choice, attempt), b.theme));
    if ((i + 1) % static_cast<std::size_t>(attempt.columns) == 0 ||
        i + 1 == b.page.choices.size()) {
      y += rows[row] + attempt.gap;
    }
  }
  b.content.h -= y - b.content.y, b.content.y = y;
  yes_no_note(b);
}

}  // namespace anteroom::ui
