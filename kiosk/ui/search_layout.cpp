// A searched list: the field, the answers that fit what was typed, the keyboard under them.
#include <algorithm>

#include "kiosk/ui/builder.h"

namespace anteroom::ui {
namespace {

constexpr double kField = 96, kGap = 12;

/// Large type on a wide screen has the keyboard in half the height; its keys are as low as they may
/// be (64).
double keyboard_room(const Builder& b) {
  return b.portrait() ? (b.theme.extra_large() ? 384 : 464) : 384;
}

double row_height(const Builder& b) {
  return b.theme.pick(b.portrait() ? 88 : 72, b.portrait() ? 88 : 76, 84);
}

AnswerLook look_of(const Builder& b, const flow::Choice& choice) {
  AnswerLook look;
  look.label = choice.label.shown();
  look.helper = {};
  look.marker = b.page.multiple && !choice.exclusive ? Marker::square : Marker::round;
  look.marker_size = 44, look.padding = 20, look.gap = 16;
  look.label_style = label_style(b.theme);
  return look;
}

/// Two columns where the screen is wide: short answers, and the keyboard takes the height.
int columns(const Builder& b) {
  return b.portrait() ? 1 : 2;
}

double answers_room(const Builder& b) {
  return b.content.h - kField - kGap - keyboard_room(b) - 24;
}

}  // namespace

int search_places_that_fit(const flow::Page& page, Canvas canvas) {
  const ViewState state;
  Builder builder(page, canvas, state);
  builder.frame();
  const int rows = static_cast<int>((answers_room(builder) + kGap) / (row_height(builder) + kGap));
  return std::clamp(rows * columns(builder), 2, 8);
}

void lay_out_search(Builder& b) {
  if (!b.portrait()) b.side_width_ = 480, b.column_gap_ = 48;
  b.frame();
  if (b.page.fields.empty()) return lay_out_choices(b);
  const flow::Field& field = b.page.fields.front();
  field_box(b, field, {b.content.x, b.content.y, b.content.w, kField}, b.theme.label(), 400,
            Align::start);
  const int across = columns(b);
  const double width = (b.content.w - kGap * (across - 1)) / across;
  const flow::Button* const more = b.extra("more:next");
  double y = b.content.y + kField + kGap;
  std::size_t place = 0;
  const auto next_box = [&](double height) {
    const auto column = static_cast<double>(place % static_cast<std::size_t>(across));
    const Box box{b.content.x + column * (width + kGap), y, width, height};
    if (++place % static_cast<std::size_t>(across) == 0) y += height + kGap;
    return box;
  };
  for (const flow::Choice& choice : b.page.choices) {
    AnswerLook look = look_of(b, choice);
    // A long answer is set smaller rather than cut.
    while (look.label_style.size > 26 && answer_height(look, b.theme, width) > row_height(b) + 8)
      look.label_style.size -= 2;
    b.choice(choice, b.page.multiple ? Role::check_box : Role::radio, "answers",
             next_box(row_height(b)), paint_answer(look, b.theme));
  }
  if (more != nullptr) {
    ButtonSpec look = b.spec(more->label);
    look.icon_after = "down", look.icon = 32, look.padding = 16;
    b.button(*more, next_box(row_height(b)), look);
  }
  if (!b.page.notes.empty() && b.page.choices.empty())
    b.words(b.page.notes.front().words, base_style(b.theme), b.content.x, y + 8, b.content.w);
  Box room = b.content;
  room.y = b.content.bottom() - keyboard_room(b), room.h = keyboard_room(b);
  if (b.portrait()) room.x = 16, room.w = b.canvas.width - 32;
  lay_out_keyboard(b, room, &field);
}

}  // namespace anteroom::ui
