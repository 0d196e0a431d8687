// What every page has: header, progress, title, mistakes, skip row, Back and Continue, help bar (or
// the dock).
#include <algorithm>
#include <array>

#include "kiosk/ui/builder.h"
#include "kiosk/ui/icons.h"

namespace anteroom::ui {
namespace {

constexpr double dock_height = 160;

std::string help_icon(flow::ActionKind kind) {
  switch (kind) {
    case flow::ActionKind::read_aloud:
      return "speaker";
    case flow::ActionKind::text_size:
      return "text-size";
    case flow::ActionKind::contrast:
      return "contrast";
    case flow::ActionKind::language:
      return "globe";
    case flow::ActionKind::call_staff:
      return "bell";
    default:
      return "info";
  }
}

std::string next_icon(const flow::Page& page) {
  switch (page.next->action.kind) {
    case flow::ActionKind::told_staff:
    case flow::ActionKind::finish:
    case flow::ActionKind::keep_going:
      return "check";
    default:
      return page.kind == flow::PageKind::review ? "send" : "forward";
  }
}

std::string back_icon(flow::ActionKind kind) {
  const bool removes =
      kind == flow::ActionKind::clear_and_stop || kind == flow::ActionKind::remove_entry;
  return removes ? "bin" : "back";
}

}  // namespace

double Builder::help_top() const {
  if (!portrait()) return canvas.height - dock_height;
  return canvas.height - (theme.extra_large() ? 176 : 152);
}
double Builder::nav_top() const {
  return help_top() - (theme.extra_large() ? 24 : 32) - 112;
}
double Builder::skip_top() const {
  if (!portrait()) return help_top() - 32 - 192;
  if (theme.extra_large()) return nav_top() - 24 - 208;
  return nav_top() - 32 - 96;
}

void Builder::header() {
  const double top = portrait() ? 32 : 24;
  const double size = theme.pick(28, 32, 34);
  const std::string clinic = page.clinic.shown();
  decoration({margin, top + 20, 48, 48}, [](Painter& painter, const Box& box, const Look&) {
    painter.drawing(drawing_named("logo"), box, 0);
  });
  TextStyle style{.size = size, .weight = 600, .line = 1.2};
  words(page.clinic, style, margin + 64, top + 44 - size * 0.6, portrait() ? 480 : 900);
}

void Builder::progress(double x, double y, double width) {
  if (page.steps == 0) return;
  TextStyle style{.size = theme.base(), .weight = 500, .color = Token::ink_2};
  // One line over the bar: beside a wide review the largest type would take two.
  while (style.size > 26 && measure(page.progress.shown(), style, 0).width > width) style.size -= 1;
  words(page.progress, style, x, y, width);
  const double bar = y + theme.base() * 1.4286 + (theme.extra_large() ? 12 : 16);
  const int steps = page.steps, step = page.step;
  const double inside = page.step_fraction;
  decoration({x, bar, width, 12}, [=](Painter& painter, const Box& box, const Look&) {
    const double each = (box.w - 8.0 * (steps - 1)) / steps;
    for (int i = 0; i < steps; ++i) {
      const Box cell{box.x + i * (each + 8), box.y, each, 12};
      if (i + 1 < step) {
        painter.box(cell, 6, Token::primary, Token::unset, 0);
        continue;
      }
      painter.box(cell, 6, Token::surface, Token::line_ui, 2);
      if (i + 1 == step && inside > 0) {
        const double part = std::clamp(inside, 0.0, 1.0) * (cell.w - 4);
        painter.box({cell.x + 2, cell.y + 2, part, 8}, 4, Token::primary, Token::unset, 0);
      }
    }
  });
}

double Builder::mistakes(double x, double y, double width) {
  const std::size_t count = page.mistakes.size();
  if (count == 0) return 0;
  TextStyle title = heading_style(theme);
  title.color = Token::berry;
  const double title_height =
      std::max(48.0, measure(page.mistakes_title.shown(), title, width - 128).height);
  // In large type the panel keeps its mistakes and leaves its own heading to the page's title.
  const bool bare = tight();
  const double head = bare ? 0 : title_height + 16, edge = bare ? 16 : 28;
  const double inset = bare ? 16 : 32;
  double each = 88;
  ButtonSpec look = spec(flow::Text::none(), ButtonLook::mistake);
  if (bare) look.icon_before = "warning";
  look.spread = true, look.icon_after = "down", look.padding = 24, look.style.line = 1.25;
  for (const flow::Mistake& one : page.mistakes) {
    each = std::max(
        each,
        measure(one.words.shown(), look.style, width - 2 * inset - 48 - (bare ? 120 : 60)).height +
            24);
  }
  const double height = 2 * edge - 16 + head + static_cast<double>(count) * (each + 16);
  decoration({x, y, width, height}, [bare](Painter& painter, const Box& box, const Look&) {
    painter.box(box, 16, Token::berry_tint, Token::berry, 4);
    if (!bare) painter.icon("warning", box.x + 32, box.y + 28, 48, Token::berry);
  });
  if (!bare) {
    const double words_height = measure(page.mistakes_title.shown(), title, width - 128).height;
    words(page.mistakes_title, title, x + 96, y + 28 + (title_height - words_height) / 2,
          width - 128);
  }
  double at = y + edge + head;
  int number = 0;
  for (const flow::Mistake& one : page.mistakes) {
    look.label = one.words.shown();
    Element& jump = control(Role::button, "mistake:" + std::to_string(number++), one.words,
                            {x + inset, at, width - 2 * inset, each}, {}, paint_button(look));
    jump.jump = one.target;
    if (bare) jump.name = page.mistakes_title.spoken() + ": " + jump.name;
    at += each + 16;
  }
  return height;
}

bool Builder::tight() const {
  return theme.extra_large() || (!portrait() && theme.text_size() == TextSize::large);
}

/// The title's style where title, helper and the way to help have this much room: the words of any
/// form must stand, so a long title is set smaller, and nothing is cut.
TextStyle Builder::title_that_fits(TextStyle style, double width, double room) const {
  const auto need = [&] {
    double height = measure(page.title.shown(), style, width).height;
    if (!page.helper.empty())
      height += 16 + measure(page.helper.shown(), hint_style(theme), std::min(width, 880.0)).height;
    return extra("help:show") != nullptr ? height + 16 + 88 : height;
  };
  while (style.size > 34 && need() > room) style.size -= 2;
  return style;
}

double Builder::help_button(double x, double y, double width) {
  const flow::Button* const help = extra("help:show");
  if (help == nullptr) return y;
  ButtonSpec look = spec(help->label, ButtonLook::quiet);
  look.icon_before = "info";
  button(*help, {x, y + 16, std::min(width, button_width(look)), 88}, look);
  return y + 16 + 88;
}

/// The form's own picture beside or over its question; it takes the room that is left, at most 320,
/// and gives way where there is none: "More about this" shows it large.
double Builder::picture(double x, double y, double width, double room) {
  if (!page.picture || room < 120) return y;
  const std::shared_ptr<const Bitmap> bitmap = decode_picture(*page.picture);
  if (!bitmap) return y;
  const double scale =
      std::min({1.5, width / bitmap->width(), std::min(room, 320.0) / bitmap->height()});
  const Box box{x, y, bitmap->width() * scale, bitmap->height() * scale};
  Element& element = decoration(box, paint_bitmap(bitmap));
  element.role = Role::text;
  element.name = page.picture->words.spoken();
  return box.bottom();
}

double Builder::notice(double x, double y, double width) {
  if (page.notice.empty()) return 0;
  const double edge = tight() ? 8 : 16, icon = 40;
  TextStyle style = hint_style(theme);
  style.size = std::max(26.0, style.size * (tight() ? 0.7 : 0.9));
  const double inner = width - 2 * 24 - icon - 16;
  const double height =
      std::max(icon, measure(page.notice.shown(), style, inner).height) + 2 * edge;
  decoration({x, y, width, height}, [icon](Painter& painter, const Box& box, const Look&) {
    painter.box(box, 16, Token::sand, Token::line_ui, 2);
    painter.icon("globe", box.x + 24, box.middle_y() - icon / 2, icon, Token::primary);
  });
  words(page.notice, style, x + 24 + icon + 16, y + edge, inner);
  return height + (tight() ? 12 : 24);
}

double Builder::title_block(double x, double y, double width, double room) {
  double at = y + notice(x, y, width);
  if (const double used = mistakes(x, at, width); used > 0) at += used + (tight() ? 16 : 32);
  // Beside mistakes the helper goes, and in large type the title is set smaller; check-in in large
  // type has no room for a helper.
  const bool wrong = !page.mistakes.empty();
  const bool large = tight();
  const TextStyle style = title_that_fits(
      wrong && large ? heading_style(theme) : title_style(theme), width, room - (at - y));
  at += heading(page.title, style, x, at, width);
  if (wrong || (large && page.kind == flow::PageKind::check_in)) return at;
  if (!page.helper.empty())
    at += 16 + words(page.helper, hint_style(theme), x, at + 16, std::min(width, 880.0));
  return help_button(x, at, width);
}

void Builder::frame() {
  header();
  const double progress_height = theme.base() * 1.4286 + (theme.extra_large() ? 12 : 16) + 12 + 4;
  const double inner = canvas.width - 2 * margin;
  if (portrait()) {
    progress(margin, 152, inner);
    const double title = 152 + progress_height + (theme.extra_large() ? 32 : 40);
    const double foot = (has_skip() ? skip_top() : nav_top()) - 32;
    // Answers need most of the page: six rows, or a field and its keyboard.
    double end = title_block(margin, title, inner, foot - title - (tight() ? 560 : 640));
    if (page.keyboard.kind == flow::Keyboard::Kind::none)
      end = picture(margin, end + 24, inner, foot - end - 560);
    const double top = end + (theme.extra_large() ? 24 : 32);
    content = {margin, top, inner, foot - top};
    return;
  }
  progress(margin, 144, std::min(side_width_, 576.0));
  const double title = 144 + progress_height + 40,
               foot = (has_skip() ? skip_top() : help_top()) - 24;
  const double end = title_block(margin, title, side_width_, foot - title - under_title_);
  picture(margin, end + 24, side_width_, foot - end - 24);
  const double x = margin + side_width_ + column_gap_;
  content = {x, 144, canvas.width - margin - x, help_top() - 32 - 144};
}

void Builder::frame_without_title() {
  header();
  const double height = theme.base() * 1.4286 + (theme.extra_large() ? 12 : 16) + 12 + 4;
  const double top = portrait() ? 152 : 144, width = canvas.width - 2 * margin;
  progress(margin, top, portrait() ? width : 576);
  double y = top + (page.steps == 0 ? 0 : height + 40);
  y += notice(margin, y, width);
  content = {margin, y, width, (portrait() ? nav_top() : help_top()) - 32 - y};
}

void Builder::bare_frame() {
  header();
  const double top = portrait() ? 144 : 144;
  content = {margin, top, canvas.width - 2 * margin,
             (portrait() ? nav_top() : help_top()) - 32 - top};
}

void Builder::skip_row() {
  const bool stacked = !portrait() || theme.extra_large();
  const double height = portrait() ? 96 : 88;
  const double width =
      portrait() ? (stacked ? canvas.width - 2 * margin : (canvas.width - 2 * margin - 16) / 2)
                 : std::min(side_width_, 576.0);
  double x = margin, y = skip_top();
  if (page.kind == flow::PageKind::scale && !portrait()) x = canvas.width - margin - width;
  for (const auto* one : {&page.not_sure, &page.declined}) {
    if (!one->has_value()) continue;
    Element& element = choice(**one, Role::radio, "skip", {x, y, width, height},
                              paint_skip((*one)->label.shown(), theme));
    element.action.kind = one == &page.not_sure ? flow::ActionKind::unknown_not_sure
                                                : flow::ActionKind::unknown_declined;
    stacked ? y += height + 16 : x += width + 16;
  }
}

// Long words at large text: the two buttons share the row, their type gives way, never below 28.
double Builder::nav_type() const {
  if (!page.back || !page.next) return theme.label();
  double size = theme.label();
  const double icons = 4 * 32 + 2 * 56 + 8,
               room = portrait() ? canvas.width - 2 * margin - 24 : 620;
  const TextStyle style{.size = size, .weight = 600, .line = 1.2};
  const double words = measure(page.back->label.shown(), style, 0).width +
                       measure(page.next->label.shown(), style, 0).width;
  if (words + icons > room) size = std::max(28.0, size * (room - icons) / words);
  return size;
}

void Builder::nav() {
  const double type = nav_type();
  const double y = portrait() ? nav_top() : help_top() + 26;
  const double back_least = portrait() ? 232 : 208, next_least = portrait() ? 384 : 304;
  if (page.back) {
    ButtonSpec look = spec(page.back->label);
    look.icon_before = back_icon(page.back->action.kind);
    look.style.size = type;
    if (!portrait()) look.padding = 24;
    button(*page.back, {margin, y, std::max(back_least, button_width(look)), 112}, look);
  } else if (const flow::Button* lower = extra("lower"); lower != nullptr && portrait()) {
    ButtonSpec look = spec(lower->label);
    look.icon_before = "down";
    look.style.size = type;
    button(*lower, {margin, y, std::max(back_least, button_width(look)), 112}, look);
  }
  if (!page.next) return;
  ButtonSpec look = spec(page.next->label, ButtonLook::filled);
  look.icon_after = next_icon(page);
  look.icon_stroke = 4;
  look.style.size = type;
  look.style.weight = 600;
  if (!portrait()) look.padding = 24;
  const double width = std::max(next_least, button_width(look));
  button(*page.next, {canvas.width - margin - width, y, width, 112}, look);
}

void Builder::help_bar() {
  const double top = help_top();
  const double line = theme.edge();
  decoration({0, top, canvas.width, canvas.height - top},
             [line](Painter& painter, const Box& box, const Look&) {
               painter.fill(box, Token::sand);
               painter.fill({box.x, box.y, box.w, line}, Token::line);
             });
  nav();
  double x = theme.extra_large() && portrait() ? 24 : margin, right = canvas.width - x;
  double y = top + 2 + 16, height = theme.extra_large() ? 136 : 112;
  if (!portrait()) {
    y = top + 26, height = 112;
    for (const Element& element : elements) {
      if (element.role != Role::button || element.box.y < top) continue;
      if (element.box.x < canvas.width / 2) x = element.box.right() + 48;
      if (element.box.x >= canvas.width / 2) right = element.box.x - 48;
    }
  }
  const auto count = static_cast<double>(page.help.size());
  if (count == 0) return;
  const double each = (right - x - 16 * (count - 1)) / count;
  for (const flow::Button& one : page.help) {
    const bool staff = one.action.kind == flow::ActionKind::call_staff;
    Element& element =
        control(Role::button, one.action.id, one.label, {x, y, each, height}, one.action,
                paint_help(one.label.shown(), help_icon(one.action.kind), staff, theme));
    element.selected = (one.action.kind == flow::ActionKind::text_size && page.text_scale > 100) ||
                       (one.action.kind == flow::ActionKind::contrast && page.high_contrast);
    x += each + 16;
  }
}

void Builder::frame_controls() {
  skip_row();
  help_bar();
  if (!page.stop) return;
  ButtonSpec look = spec(page.stop->label, ButtonLook::quiet);
  look.icon_before = "stop";
  look.style.size = theme.pick(28, 32, 34);
  const double width = button_width(look);
  button(*page.stop, {canvas.width - margin - width, portrait() ? 32.0 : 24.0, width, 88}, look);
}

}  // namespace anteroom::ui
