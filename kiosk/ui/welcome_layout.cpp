// The first pages: welcome with languages, privacy, reason for the visit.
#include <algorithm>
#include <array>

#include "kiosk/ui/builder.h"
#include "kiosk/ui/icons.h"

namespace anteroom::ui {
namespace {

AnswerLook plain_answer(const Builder& b, const flow::Choice& choice) {
  AnswerLook look;
  look.label = choice.label.shown();
  look.marker = Marker::round;
  look.marker_size = b.theme.extra_large() ? 56 : 48;
  look.label_style = label_style(b.theme);
  return look;
}

// Choices in a grid of two columns; returns the bottom.
double choice_grid(Builder& b, const Box& room, double least, std::size_t columns) {
  const double width =
      (room.w - 16.0 * static_cast<double>(columns - 1)) / static_cast<double>(columns);
  double height = least;
  for (const flow::Choice& choice : b.page.choices) {
    height = std::max(height, answer_height(plain_answer(b, choice), b.theme, width));
  }
  for (std::size_t i = 0; i < b.page.choices.size(); ++i) {
    const Box box{room.x + static_cast<double>(i % columns) * (width + 16),
                  room.y + static_cast<double>(i / columns) * (height + 16), width, height};
    b.choice(b.page.choices[i], Role::radio, "answers", box,
             paint_answer(plain_answer(b, b.page.choices[i]), b.theme));
  }
  const std::size_t rows = (b.page.choices.size() + columns - 1) / columns;
  return room.y + static_cast<double>(rows) * (height + 16) - 16;
}

void scene(Builder& b, const Box& box) {
  b.decoration(box, [](Painter& painter, const Box& at, const Look&) {
    painter.drawing(drawing_named("welcome"), at, 20, Fit::cover);
  });
}

std::string_view privacy_icon(std::size_t index) {
  static constexpr std::array<std::string_view, 4> icons = {"clipboard", "people", "bin", "hand"};
  return icons[index % icons.size()];
}

// Padding below 8 means: no room for the second lines.
bool has_details(double padding) {
  return padding >= 8;
}

double privacy_line_height(const Builder& b, const flow::Note& note, double width, double padding) {
  const double words =
      measure(note.title.shown(), label_style(b.theme), width).height +
      (has_details(padding) ? measure(note.words.shown(), base_style(b.theme), width).height : 0);
  return std::max(words, 88.0) + 2 * padding;
}

// The four promises, each with its icon on a sand square.
void privacy_panel(Builder& b, const Box& box, double padding) {
  b.decoration(box, paint_panel(20, Token::surface, Token::line, 2));
  const double x = box.x + 34 + 88 + 32, width = box.right() - 34 - x;
  double y = box.y + 18;
  for (std::size_t i = 0; i < b.page.notes.size(); ++i) {
    const flow::Note& note = b.page.notes[i];
    const double height = privacy_line_height(b, note, width, padding);
    const std::string icon(privacy_icon(i));
    const bool first = i == 0;
    b.decoration({box.x + 34, y, box.w - 68, height},
                 [icon, first](Painter& painter, const Box& at, const Look&) {
                   if (!first) painter.fill({at.x, at.y, at.w, 2}, Token::line);
                   const Box square{at.x, at.middle_y() - 44, 88, 88};
                   painter.box(square, 20, Token::sand, Token::unset, 0);
                   painter.icon(icon, square.x + 18, square.y + 18, 52, Token::primary);
                 });
    TextStyle detail = base_style(b.theme);
    detail.color = Token::ink_2;
    const double words =
        measure(note.title.shown(), label_style(b.theme), width).height +
        (has_details(padding) ? measure(note.words.shown(), detail, width).height : 0);
    double at = y + (height - words) / 2;
    at += b.words(note.title, label_style(b.theme), x, at, width);
    if (has_details(padding)) b.words(note.words, detail, x, at, width);
    y += height;
  }
}

double panel_height(const Builder& b, double width, double padding) {
  double height = 36;
  for (const flow::Note& note : b.page.notes)
    height += privacy_line_height(b, note, width - 68 - 120, padding);
  return height;
}

}  // namespace

void lay_out_welcome(Builder& b) {
  b.bare_frame();
  TextStyle hero = title_style(b.theme);
  hero.size = b.theme.hero();
  TextStyle language = heading_style(b.theme);
  const Box room = b.content;
  if (b.portrait()) {
    // The scene is the first to give way when words grow.
    const double grid = static_cast<double>((b.page.choices.size() + 1) / 2) * 128;
    const double words = measure(b.page.title.shown(), hero, room.w).height +
                         measure(b.page.helper.shown(), hint_style(b.theme), 880).height + 16 + 40 +
                         40 + 56 + grid;
    double notes = 0;
    for (const flow::Note& note : b.page.notes)
      notes += measure(note.words.shown(), hint_style(b.theme), 880).height + 24;
    const double picture = std::clamp(room.h - words - notes - 24, 0.0, 416.0);
    double y = room.y;
    if (picture > 160) {
      scene(b, {room.x, y, room.w, picture});
      y += picture + 40;
    }
    y += b.heading(b.page.title, hero, room.x, y, room.w) + 16;
    y += b.words(b.page.helper, hint_style(b.theme), room.x, y, 880) + 40;
    y += b.words(b.page.fields_title, language, room.x, y, room.w) + 16;
    y = choice_grid(b, {room.x, y, room.w, 0}, 112, 2) + 32;
    for (const flow::Note& note : b.page.notes) {
      y += b.words(note.words, hint_style(b.theme), room.x, y, 880) + 16;
    }
    return;
  }
  const double left = 880;
  double words = measure(b.page.title.shown(), hero, left).height + 16 +
                 measure(b.page.helper.shown(), hint_style(b.theme), left).height;
  for (const flow::Note& note : b.page.notes)
    words += 24 + measure(note.words.shown(), hint_style(b.theme), left).height;
  const double picture = std::clamp(room.h - words - 40, 0.0, 414.0);
  double y = room.y;
  if (picture > 160) {
    scene(b, {room.x, y, left, picture});
    y += picture + 40;
  }
  y += b.heading(b.page.title, hero, room.x, y, left) + 16;
  y += b.words(b.page.helper, hint_style(b.theme), room.x, y, left) + 24;
  for (const flow::Note& note : b.page.notes)
    y += b.words(note.words, hint_style(b.theme), room.x, y, left) + 16;
  const double x = room.x + left + 64, width = room.right() - x;
  const double top = room.y + b.words(b.page.fields_title, language, x, room.y, width) + 24;
  choice_grid(b, {x, top, width, 0}, 152, 2);
}

void lay_out_privacy(Builder& b) {
  b.frame();
  Box room = b.content;
  const std::size_t columns = 2;
  const double least = 112;
  double answers = least;
  const double each =
      (room.w - 16.0 * static_cast<double>(columns - 1)) / static_cast<double>(columns);
  for (const flow::Choice& choice : b.page.choices) {
    answers = std::max(answers, answer_height(plain_answer(b, choice), b.theme, each));
  }
  const double rows = columns == 1 ? static_cast<double>(b.page.choices.size()) : 1;
  const double below = rows * (answers + 16) - 16 + 32;
  const flow::Button* const notice = b.extra("privacy-notice");
  const double notice_room = notice != nullptr ? 88 + 24 : 0;
  double padding = 24;
  while (padding > 4 && panel_height(b, room.w, padding) + below + notice_room > room.h)
    padding -= 4;
  const double panel = b.page.notes.empty() ? 0 : panel_height(b, room.w, padding);
  if (panel > 0) privacy_panel(b, {room.x, room.y, room.w, panel}, padding);
  const double y =
      choice_grid(b, {room.x, room.y + (panel > 0 ? panel + 32 : 0), room.w, 0}, least, columns);
  if (notice == nullptr) return;
  ButtonSpec look = b.spec(notice->label, ButtonLook::quiet);
  look.icon_before = "info", look.icon = 40;
  b.button(*notice, {room.x, y + 24, button_width(look), 88}, look);
}

void lay_out_reason(Builder& b) {
  b.frame();
  b.pager();
  const Box room = b.content;
  const double card = b.portrait() ? 448 : 360, tile = b.portrait() ? 264 : 216;
  const double width = (room.w - 24) / 2;
  const double rows = static_cast<double>((b.page.choices.size() + 1) / 2);
  // Cards need room for picture and words; without it the reasons are plain rows.
  if (rows * (card + 24) - 24 > room.h || b.theme.extra_large())
    return [&] {
      double y = room.y;
      for (const flow::Choice& choice : b.page.choices) {
        AnswerLook look = plain_answer(b, choice);
        if (b.page.multiple) look.marker = Marker::square;
        look.helper = choice.helper.shown();
        const double height = std::max(112.0, answer_height(look, b.theme, room.w));
        b.choice(choice, b.page.multiple ? Role::check_box : Role::radio, "answers",
                 {room.x, y, room.w, height}, paint_answer(look, b.theme));
        y += height + 16;
      }
    }();
  // Long words take from the picture, on every card alike.
  double words = 0;
  for (const flow::Choice& choice : b.page.choices) {
    TextStyle helper{.size = b.theme.base(), .line = 1.25, .wrap = Wrap::balanced};
    words = std::max(words, measure(choice.label.shown(), label_style(b.theme), width - 64).height +
                                2 + measure(choice.helper.shown(), helper, width - 64).height);
  }
  for (std::size_t i = 0; i < b.page.choices.size(); ++i) {
    const flow::Choice& choice = b.page.choices[i];
    const Box box{room.x + static_cast<double>(i % 2) * (width + 24),
                  room.y + static_cast<double>(i / 2) * (card + 24), width, card};
    const std::string picture =
        drawing_named(choice.picture).shapes.empty() ? "general-health" : choice.picture;
    b.choice(choice, b.page.multiple ? Role::check_box : Role::radio, "answers", box,
             paint_card(choice.label.shown(), choice.helper.shown(), picture,
                        std::min(tile, card - 72 - words),
                        b.page.multiple ? Marker::square : Marker::round, b.theme));
  }
}

}  // namespace anteroom::ui
