// Urgent, done, idle, and the plain message pages (stop, out of order).
#include <algorithm>
#include <string>

#include "kiosk/ui/builder.h"
#include "kiosk/ui/icons.h"

namespace anteroom::ui {
namespace {

Paint_fn drawn(std::string name) {
  return [name = std::move(name)](Painter& painter, const Box& box, const Look&) {
    painter.drawing(drawing_named(name), box, 0);
  };
}

// Round sign of a status line: done = leaf with a check, waiting = clock in a ring, warning = clay.
void status_sign(Painter& painter, const Box& box, flow::Note::Look look) {
  if (look == flow::Note::Look::waiting || look == flow::Note::Look::info) {
    painter.box(box, 28, Token::unset, Token::line_ui, 3);
    painter.icon(look == flow::Note::Look::waiting ? "clock" : "info", box.x + 11, box.y + 11, 34,
                 Token::ink_2, 4);
    return;
  }
  const bool done = look == flow::Note::Look::done;
  painter.box(box, 28, done ? Token::leaf : Token::clay, Token::unset, 0);
  const bool dark = painter.theme().contrast() == Contrast::high;
  painter.icon(done ? "check" : "warning", box.x + 11, box.y + (done ? 11 : 9), 34,
               dark ? Token::paper : Token::surface, 4);
}

struct LineStyle {
  TextStyle title, words;
  double sign = 56, gap = 24, padding = 20;
};

LineStyle status_style(const Theme& theme) {
  return {{.size = theme.pick(30, 36, 42), .weight = 600, .line = 1.3},
          {.size = theme.base(), .color = Token::ink_2}};
}

double line_height(const flow::Note& note, const LineStyle& style, double width) {
  return std::max(style.sign, measure(note.title.shown(), style.title, width).height +
                                  measure(note.words.shown(), style.words, width).height) +
         2 * style.padding;
}

template <class Sign>
double line_panel(Builder& b, const std::vector<const flow::Note*>& notes, const Box& room,
                  const LineStyle& style, double side, Sign sign) {
  const double width = room.w - 2 * side - style.sign - style.gap;
  double height = 36;
  for (const flow::Note* note : notes) height += line_height(*note, style, width);
  b.decoration({room.x, room.y, room.w, height}, paint_panel(20, Token::surface, Token::line, 2));
  double y = room.y + 18;
  for (std::size_t i = 0; i < notes.size(); ++i) {
    const flow::Note& note = *notes[i];
    const double high = line_height(note, style, width);
    const double sign_size = style.sign;
    const bool first = i == 0;
    b.decoration({room.x + side, y, room.w - 2 * side, high},
                 [=](Painter& painter, const Box& at, const Look&) {
                   if (!first) painter.fill({at.x, at.y, at.w, 2}, Token::line);
                   sign(painter, Box{at.x, at.middle_y() - sign_size / 2, sign_size, sign_size}, i);
                 });
    const double words = measure(note.title.shown(), style.title, width).height +
                         measure(note.words.shown(), style.words, width).height;
    double at = y + (high - words) / 2;
    const double x = room.x + side + sign_size + style.gap;
    at += b.words(note.title, style.title, x, at, width);
    b.words(note.words, style.words, x, at, width);
    y += high;
  }
  return height;
}

// Status notes have a title; help notes have words only.
std::pair<std::vector<const flow::Note*>, std::vector<const flow::Note*>> sorted(
    const flow::Page& page) {
  std::vector<const flow::Note*> status, help;
  for (const flow::Note& note : page.notes) (note.title.empty() ? help : status).push_back(&note);
  return {status, help};
}

void urgent_panel(Builder& b, const Box& box, double picture) {
  b.decoration(box, paint_panel(20, Token::clay_tint, Token::clay_line, 4));
  TextStyle title = title_style(b.theme);
  title.size = b.theme.urgent(), title.align = Align::center;
  TextStyle words{
      .size = b.theme.label(), .line = 1.45, .align = Align::center, .wrap = Wrap::balanced};
  const double width = box.w - 104;
  const double used = picture + (picture > 0 ? 40 : 0) +
                      measure(b.page.title.shown(), title, width).height + 24 +
                      measure(b.page.helper.shown(), words, width).height;
  double y = box.y + (box.h - used) / 2;
  if (picture > 0) {
    b.decoration({box.middle_x() - picture * 500 / 310 / 2, y, picture * 500 / 310, picture},
                 drawn("urgent"));
    y += picture + 40;
  }
  y += b.heading(b.page.title, title, box.x + 52, y, width) + 24;
  b.words(b.page.helper, words, box.x + 52, y, width);
}

double urgent_need(const Builder& b, double width) {
  TextStyle title = title_style(b.theme);
  title.size = b.theme.urgent();
  const TextStyle words{.size = b.theme.label(), .line = 1.45, .wrap = Wrap::balanced};
  return measure(b.page.title.shown(), title, width - 104).height + 24 +
         measure(b.page.helper.shown(), words, width - 104).height;
}

// Status list, help note (sand) and the last hint; returns the bottom.
double urgent_notes(Builder& b, const Box& room) {
  const auto [status, help] = sorted(b.page);
  double y = room.y;
  if (!status.empty()) {
    std::vector<flow::Note::Look> looks;
    for (const flow::Note* note : status) looks.push_back(note->look);
    y += line_panel(b, status, {room.x, y, room.w, 0}, status_style(b.theme), 34,
                    [looks](Painter& painter, const Box& box, std::size_t i) {
                      status_sign(painter, box, looks[i]);
                    }) +
         32;
  }
  for (std::size_t i = 0; i < help.size(); ++i) {
    if (i == 0) {
      y += b.note(*help[i], {room.x, y, room.w, 0}, "bell", 48) + 32;
    } else {
      y += b.words(help[i]->words, hint_style(b.theme), room.x, y, std::min(room.w, 880.0)) + 16;
    }
  }
  return y;
}

double urgent_notes_height(const Builder& b, double width) {
  Builder trial(b.page, b.canvas, b.state);
  return urgent_notes(trial, {0, 0, width, 0});
}

}  // namespace

void lay_out_urgent(Builder& b) {
  b.bare_frame();
  const Box room = b.content;
  if (b.portrait()) {
    const double below = urgent_notes_height(b, room.w);
    const double need = urgent_need(b, room.w) + 120;
    const double picture = std::clamp(room.h - below - need - 32 - 40, 0.0, 310.0);
    const double shown = picture >= 180 ? picture : 0;
    const double height = need + shown + (shown > 0 ? 40 : 0);
    urgent_panel(b, {room.x, room.y, room.w, height}, shown);
    urgent_notes(b, {room.x, room.y + height + 32, room.w, 0});
    return;
  }
  const double left = room.w - 736 - 48;
  const double free = room.h - urgent_need(b, left) - 112;
  urgent_panel(b, {room.x, room.y, left, room.h}, free >= 180 ? std::min(free, 310.0) : 0);
  urgent_notes(b, {room.x + left + 48, room.y, 736, 0});
}

namespace {

double list_height(const std::vector<const flow::Note*>& notes, const LineStyle& style,
                   double width) {
  double height = 36;
  for (const flow::Note* note : notes) height += line_height(*note, style, width);
  return height;
}

/// Long languages in large type: the type gives way, and nothing is cut.
LineStyle style_that_fits(LineStyle style, const std::vector<const flow::Note*>& notes,
                          double width, double room) {
  while (style.title.size > 28 && list_height(notes, style, width) > room) {
    style.title.size -= 2;
    style.words.size = std::max(26.0, style.words.size - 2);
    if (style.title.size < 40) style.title.line = 1.25, style.words.line = 1.3, style.padding = 12;
  }
  return style;
}

}  // namespace

void lay_out_done(Builder& b) {
  b.bare_frame();
  const Box room = b.content;
  TextStyle title = title_style(b.theme);
  title.size = b.theme.hero(), title.align = Align::center;
  TextStyle words{.size = b.theme.label(),
                  .color = Token::ink_2,
                  .align = Align::center,
                  .wrap = Wrap::balanced};
  LineStyle style{{.size = b.theme.label(), .weight = 600, .line = 1.4286},
                  {.size = b.theme.base(), .color = Token::ink_2},
                  56,
                  32,
                  24};
  std::vector<const flow::Note*> notes;
  for (const flow::Note& note : b.page.notes) notes.push_back(&note);
  const auto sign = [](Painter& painter, const Box& box, std::size_t i) {
    static constexpr std::string_view icons[] = {"bell", "bin", "info"};
    painter.icon(icons[std::min<std::size_t>(i, 2)], box.x, box.y, 56, Token::primary);
  };
  const bool side = !b.portrait();
  const double width = side ? (room.w - 64) / 2 : room.w;
  const double text = measure(b.page.title.shown(), title, width).height + 16 +
                      measure(b.page.helper.shown(), words, std::min(width, 800.0)).height;
  style = style_that_fits(style, notes, width - 80 - 88, side ? room.h : room.h - text - 64);
  const double list = list_height(notes, style, width - 80 - 88);
  const double free = room.h - text - 64 - (side ? 0 : list + 64) - (side ? 0 : 48);
  const double picture = std::clamp(free, 0.0, side ? 320.0 : 432.0);
  double y = room.y + (side ? std::max(0.0, (room.h - text - picture - 64) / 2)
                            : std::min(72.0, std::max(0.0, free - picture) / 2 + 24));
  if (picture >= 160) {
    b.decoration({room.x + width / 2 - picture * 624 / 432 / 2, y, picture * 624 / 432, picture},
                 drawn("done"));
    y += picture + 64;
  }
  y += b.heading(b.page.title, title, room.x, y, width) + 16;
  const double narrow = std::min(width, 800.0);
  y += b.words(b.page.helper, words, room.x + (width - narrow) / 2, y, narrow) + 64;
  if (notes.empty()) return;
  if (side) {
    line_panel(b, notes,
               {room.x + width + 64, room.y + std::max(0.0, (room.h - list) / 2), width, 0}, style,
               40, sign);
  } else {
    line_panel(b, notes, {room.x, y, room.w, 0}, style, 40, sign);
  }
}

void lay_out_idle(Builder& b) {
  b.bare_frame();
  const Box room = b.content;
  TextStyle title = title_style(b.theme);
  title.size = b.theme.urgent(), title.align = Align::center;
  TextStyle words{.size = b.theme.label(),
                  .color = Token::ink_2,
                  .align = Align::center,
                  .wrap = Wrap::balanced};
  TextStyle last = hint_style(b.theme);
  last.align = Align::center;
  TextStyle unit{.size = b.theme.label(), .weight = 500, .align = Align::center};
  const double number = b.portrait() ? 184 : 132, gap = b.portrait() ? 1 : 0.5;
  const double width = b.portrait() ? room.w - 132 : 1000;
  double used = measure(b.page.title.shown(), title, width).height + 24 +
                measure(b.page.helper.shown(), words, width).height + 56 * gap + number + 8 +
                unit.size * unit.line + 48 * gap + 24;
  for (const flow::Note& note : b.page.notes)
    used += 48 * gap + measure(note.words.shown(), last, width).height;
  const double padding = b.portrait() ? 72 : 24;
  const double height = std::min(room.h, used + 2 * padding);
  const Box panel{room.x, room.y + (room.h - height) / 2 - (b.portrait() ? 32 : 0), room.w, height};
  b.decoration(panel, paint_panel(20, Token::surface, Token::line, 2));
  const double x = panel.middle_x() - width / 2;
  double y = panel.y + (height - used) / 2;
  y += b.heading(b.page.title, title, x, y, width) + 24;
  y += b.words(b.page.helper, words, x, y, width) + 56 * gap;
  TextStyle digits{.size = number,
                   .weight = 600,
                   .line = 1,
                   .align = Align::center,
                   .wrap = Wrap::never,
                   .display = true,
                   .tabular = true};
  b.words(std::to_string(b.page.seconds_left), digits, x, y, width);
  y += number + 8;
  y += b.words(b.page.seconds_word, unit, x, y, width) + 48 * gap;
  const double part = b.page.seconds_total > 0
                          ? static_cast<double>(b.page.seconds_left) / b.page.seconds_total
                          : 0;
  b.decoration({x, y, width, 24}, [part](Painter& painter, const Box& box, const Look&) {
    painter.box(box, 12, Token::surface, Token::line_ui, 3);
    if (part > 0)
      painter.box({box.x + 3, box.y + 3, std::max(12.0, (box.w - 6) * std::min(1.0, part)), 18}, 9,
                  Token::primary, Token::unset, 0);
  });
  y += 24;
  for (const flow::Note& note : b.page.notes)
    y += 48 * gap + b.words(note.words, last, x, y + 48 * gap, width);
}

void lay_out_message(Builder& b) {
  b.frame();
  if (!b.portrait())
    b.content = {b.margin + 576 + 72, 144, b.canvas.width - 2 * b.margin - 648, b.content.h};
  double y = b.content.y;
  for (const flow::Note& note : b.page.notes)
    y += b.note(note, {b.content.x, y, b.content.w, 0}, "info", 48) + 16;
  for (const flow::Choice& choice : b.page.choices) {
    AnswerLook look;
    look.label = choice.label.shown(), look.helper = choice.helper.shown();
    look.marker = Marker::round, look.label_style = label_style(b.theme);
    const double height = std::max(112.0, answer_height(look, b.theme, b.content.w));
    b.choice(choice, Role::radio, "answers", {b.content.x, y, b.content.w, height},
             paint_answer(look, b.theme));
    y += height + 16;
  }
  for (const flow::Button& one : b.page.extra) {
    ButtonSpec look = b.spec(one.label);
    b.button(one, {b.content.x, y, b.content.w, 112}, look);
    y += 128;
  }
}

}  // namespace anteroom::ui
