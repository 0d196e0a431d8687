// The looks of buttons, answers, keys and fields.
#include "kiosk/ui/components.h"

#include <algorithm>

#include "kiosk/ui/icons.h"

namespace anteroom::ui {
namespace {

// One rule for every pressable card: chosen = tint and 4 px primary, pressed = tint-2, else surface
// and line-ui.
void paint_card_box(Painter& painter, const Box& box, double radius, const Look& look, Token fill) {
  const Token inside = look.pressed ? Token::tint_2 : look.selected ? Token::tint : fill;
  painter.box(box, radius, inside, look.selected ? Token::primary : Token::line_ui,
              look.selected ? 4 : painter.theme().edge());
  if (look.focus_ring) painter.focus_ring(box, radius);
}

void paint_marker(Painter& painter, Marker marker, double x, double y, double size, bool selected,
                  const std::string& text) {
  const Box box{x, y, size, size};
  const double radius = marker == Marker::round ? size / 2 : 8;
  painter.box(box, radius, selected ? Token::primary : Token::surface,
              selected ? Token::primary : Token::line_ui, 3);
  if (selected) {
    const double check = size * 0.75;
    painter.icon("check", x + (size - check) / 2, y + (size - check) / 2, check, Token::on_primary,
                 5);
  } else if (!text.empty()) {
    painter.text_in(text,
                    {.size = size * 0.6,
                     .weight = 600,
                     .line = 1.2,
                     .color = Token::ink_2,
                     .align = Align::center,
                     .wrap = Wrap::never},
                    box);
  }
}

TextStyle helper_style(const Theme& theme) {
  return {.size = theme.base(), .line = 1.25, .color = Token::ink_2, .wrap = Wrap::balanced};
}

}  // namespace

TextStyle base_style(const Theme& theme) {
  return {.size = theme.base()};
}
TextStyle hint_style(const Theme& theme) {
  return {.size = theme.base(), .color = Token::ink_2, .wrap = Wrap::balanced};
}
TextStyle label_style(const Theme& theme) {
  return {.size = theme.label(), .weight = 600, .line = 1.25};
}
TextStyle title_style(const Theme& theme) {
  return {.size = theme.title(),
          .weight = 600,
          .line = 1.2308,
          .wrap = Wrap::balanced,
          .display = true};
}
TextStyle heading_style(const Theme& theme) {
  TextStyle style = label_style(theme);
  style.display = true;
  return style;
}
TextStyle field_label_style(const Theme& theme) {
  return {.size = theme.base(), .weight = 600};
}

Paint_fn paint_words(std::string words, TextStyle style) {
  return [words = std::move(words), style](Painter& painter, const Box& box, const Look&) {
    painter.text(words, style, box.x, box.y, box.w);
  };
}

Paint_fn paint_panel(double radius, Token fill, Token border, double width) {
  return [=](Painter& painter, const Box& box, const Look&) {
    painter.box(box, radius, fill, border, width);
  };
}

double answer_words_width(const AnswerLook& look, double width) {
  const double picture = look.picture ? look.picture_size + look.gap : 0;
  return width - 2 * (look.padding + 2) - look.marker_size - look.gap - picture;
}

double answer_height(const AnswerLook& look, const Theme& theme, double width) {
  const double room = answer_words_width(look, width);
  double height = measure(look.label, look.label_style, room).height;
  if (!look.helper.empty()) height += 2 + measure(look.helper, helper_style(theme), room).height;
  return std::max({height, look.marker_size, look.picture ? look.picture_size : 0.0}) + 28;
}

Paint_fn paint_answer(AnswerLook look, const Theme& theme) {
  return [look = std::move(look), theme](Painter& painter, const Box& box, const Look& now) {
    paint_card_box(painter, box, 16, now, Token::surface);
    const double x = box.x + look.padding + 2;
    paint_marker(painter, look.marker, x, box.middle_y() - look.marker_size / 2, look.marker_size,
                 now.selected, look.marker_text);
    if (look.picture) {
      const double size = look.picture_size;
      look.picture->paint(
          painter, {box.right() - look.padding - 2 - size, box.middle_y() - size / 2, size, size});
    }
    const double words_x = x + look.marker_size + look.gap, room = answer_words_width(look, box.w);
    double height = measure(look.label, look.label_style, room).height;
    if (!look.helper.empty()) height += 2 + measure(look.helper, helper_style(theme), room).height;
    double y = box.middle_y() - height / 2;
    y += painter.text(look.label, look.label_style, words_x, y, room);
    if (!look.helper.empty()) painter.text(look.helper, helper_style(theme), words_x, y + 2, room);
  };
}

double button_width(const ButtonSpec& spec) {
  double width = measure(spec.label, spec.style, 0).width + 2 * spec.padding + 4;
  if (!spec.icon_before.empty()) width += spec.icon + spec.gap;
  if (!spec.icon_after.empty()) width += spec.icon + spec.gap;
  return width;
}

Paint_fn paint_button(ButtonSpec spec) {
  return [spec = std::move(spec)](Painter& painter, const Box& box, const Look& look) {
    const double edge = painter.theme().edge();
    Token words = spec.style.color;
    if (spec.look == ButtonLook::filled) {
      const Token fill = look.pressed ? Token::primary_press : Token::primary;
      painter.box(box, 16, fill, Token::unset, 0);
      words = Token::on_primary;
    } else {
      const Token fill = look.pressed                     ? Token::tint_2
                         : spec.look == ButtonLook::quiet ? Token::unset
                                                          : Token::surface;
      painter.box(box, 16, fill, spec.look == ButtonLook::mistake ? Token::berry : Token::line_ui,
                  edge);
    }
    if (look.focus_ring) painter.focus_ring(box, 16);
    TextStyle style = spec.style;
    style.color = words;
    const double before = spec.icon_before.empty() ? 0 : spec.icon + spec.gap;
    const double after = spec.icon_after.empty() ? 0 : spec.icon + spec.gap;
    const double room = box.w - 2 * spec.padding - before - after;
    const Measure size = measure(spec.label, style, room);
    const double used = before + size.width + after;
    double x = spec.spread ? box.x + spec.padding : box.x + (box.w - used) / 2;
    if (before > 0)
      painter.icon(spec.icon_before, x, box.middle_y() - spec.icon / 2, spec.icon, words,
                   spec.icon_stroke);
    painter.text(spec.label, style, x + before, box.middle_y() - size.height / 2, room);
    const double end =
        spec.spread ? box.right() - spec.padding - spec.icon : x + before + size.width + spec.gap;
    if (after > 0)
      painter.icon(spec.icon_after, end, box.middle_y() - spec.icon / 2, spec.icon, words,
                   spec.icon_stroke);
  };
}

Paint_fn paint_skip(std::string label, const Theme& theme) {
  const double marker = theme.extra_large() ? 48 : 40;
  return [label = std::move(label), marker](Painter& painter, const Box& box, const Look& look) {
    paint_card_box(painter, box, 16, look, Token::unset);
    const double x = box.x + 26;
    paint_marker(painter, Marker::round, x, box.middle_y() - marker / 2, marker, look.selected, {});
    TextStyle style = base_style(painter.theme());
    style.line = 1.25;
    const double room = box.w - marker - 16 - 52;
    while (style.size > 26 && measure(label, style, room).height > box.h - 8) style.size -= 2;
    painter.text_in(label, style, {x + marker + 16, box.y, room, box.h});
  };
}

Paint_fn paint_segment(std::string label, double size) {
  return [label = std::move(label), size](Painter& painter, const Box& box, const Look& look) {
    paint_card_box(painter, box, 16, look, Token::surface);
    TextStyle style{.size = size, .weight = 500, .line = 1.2};
    const double icon = look.selected ? 40 : 0, gap = look.selected ? 16 : 0;
    const Measure words = measure(label, style, box.w - 32 - icon - gap);
    const double x = box.x + (box.w - words.width - icon - gap) / 2;
    if (look.selected) painter.icon("check", x, box.middle_y() - 20, 40, Token::ink, 5);
    painter.text(label, style, x + icon + gap, box.middle_y() - words.height / 2,
                 box.w - 32 - icon - gap);
  };
}

Paint_fn paint_help(std::string label, std::string icon, bool staff, const Theme& theme) {
  const double size = theme.pick(24, 28, 31), glyph = theme.extra_large() ? 48 : 40;
  return [=, label = std::move(label), icon = std::move(icon)](Painter& painter, const Box& box,
                                                               const Look& look) {
    const Token fill = look.pressed ? Token::tint_2 : look.selected ? Token::tint : Token::surface;
    const bool strong = staff || look.selected;
    painter.box(box, 16, fill, strong ? Token::primary : Token::line_ui,
                strong ? 4 : painter.theme().edge());
    if (look.focus_ring) painter.focus_ring(box, 16);
    TextStyle style{.size = size,
                    .weight = staff ? 600 : 500,
                    .line = 1.15,
                    .color = staff ? Token::primary : Token::ink,
                    .align = Align::center,
                    .wrap = Wrap::balanced};
    Measure words = measure(label, style, box.w - 8);
    // The widest words of a language shrink to the floor of 24 px before they break off.
    while (words.clipped && style.size > 24) {
      style.size -= 1;
      words = measure(label, style, box.w - 8);
    }
    const double height = glyph + 4 + words.height, y = box.middle_y() - height / 2;
    painter.icon(icon, box.middle_x() - glyph / 2, y, glyph, style.color);
    painter.text(label, style, box.x + 4, y + glyph + 4, box.w - 8);
    if (look.selected) painter.icon("check", box.right() - 40, box.y + 8, 28, Token::ink, 5);
  };
}

Paint_fn paint_number(std::string number) {
  return [number = std::move(number)](Painter& painter, const Box& box, const Look& look) {
    paint_card_box(painter, box, 16, look, Token::surface);
    painter.text_in(number,
                    {.size = 48,
                     .weight = 600,
                     .line = 1.2,
                     .align = Align::center,
                     .wrap = Wrap::never,
                     .tabular = true},
                    box);
    if (look.selected) painter.icon("check", box.right() - 48, box.y + 12, 36, Token::primary, 6);
  };
}

Paint_fn paint_face(std::string number, double drawing) {
  return [number = std::move(number), drawing](Painter& painter, const Box& box, const Look& look) {
    paint_card_box(painter, box, 16, look, Token::surface);
    const double height = drawing + 4 + 30, y = box.middle_y() - height / 2;
    painter.drawing(drawing_named("face-" + number),
                    {box.middle_x() - drawing / 2, y, drawing, drawing}, 0, Fit::inside,
                    look.selected ? Token::primary : Token::ink_2);
    painter.text(number, {.size = 24, .weight = 600, .line = 1.25, .align = Align::center}, box.x,
                 y + drawing + 4, box.w);
    if (look.selected) painter.icon("check", box.right() - 40, box.y + 10, 30, Token::primary, 6);
  };
}

Paint_fn paint_card(std::string label, std::string helper, std::string picture, double tile,
                    Marker marker, const Theme& theme) {
  return [=, label = std::move(label), helper = std::move(helper), picture = std::move(picture)](
             Painter& painter, const Box& box, const Look& look) {
    paint_card_box(painter, box, 16, look, Token::surface);
    const Box frame{box.x + 24, box.y + 24, box.w - 48, tile};
    painter.box(frame, 12, Token::sand, Token::unset, 0);
    painter.drawing(drawing_named(picture), frame, 12);
    paint_marker(painter, marker, frame.right() - 64, frame.y + 16, 48, look.selected, {});
    const double x = box.x + 32, room = box.w - 64;
    double y = frame.bottom() + 16;
    y += painter.text(label, label_style(theme), x, y, room);
    if (!helper.empty()) painter.text(helper, helper_style(theme), x, y + 2, room);
  };
}

Paint_fn paint_key(KeySpec spec) {
  return [spec = std::move(spec)](Painter& painter, const Box& box, const Look& look) {
    const bool act = spec.look == KeyLook::act;
    Token fill = spec.look == KeyLook::function ? Token::sand : Token::surface;
    if (look.selected) fill = Token::tint;
    if (look.pressed) fill = Token::tint_2;
    const bool strong = act || look.selected;
    painter.box(box, 12, fill, strong ? Token::primary : Token::line_ui,
                strong ? 4 : painter.theme().edge());
    if (look.focus_ring) painter.focus_ring(box, 12);
    const Token color = spec.color != Token::unset ? spec.color : act ? Token::primary : Token::ink;
    if (!spec.icon.empty()) {
      painter.icon(spec.icon, box.middle_x() - 22, box.middle_y() - 22, 44, color);
    } else {
      TextStyle style{.size = spec.size,
                      .weight = act ? 600 : 500,
                      .line = 1.1,
                      .color = color,
                      .align = Align::center,
                      .wrap = Wrap::balanced};
      while (style.size > 22 && measure(spec.label, style, box.w - 12).clipped) style.size -= 1;
      painter.text_in(spec.label, style, {box.x + 6, box.y, box.w - 12, box.h});
    }
  };
}

Paint_fn paint_field(FieldLook kind) {
  return [kind](Painter& painter, const Box& box, const Look& look) {
    const bool mistake = kind == FieldLook::mistake;
    const Token border = mistake ? Token::berry : look.selected ? Token::primary : Token::line_ui;
    painter.box(box, 12, mistake ? Token::berry_tint : Token::surface, border,
                mistake || look.selected ? 4 : painter.theme().edge());
    if (look.focus_ring) painter.focus_ring(box, 12);
  };
}

}  // namespace anteroom::ui
