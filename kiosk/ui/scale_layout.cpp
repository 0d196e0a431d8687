// The pain scale: eleven numbers and six faces, one answer.
#include <algorithm>
#include <string>

#include "kiosk/ui/builder.h"

namespace anteroom::ui {
namespace {

void number(Builder& b, const flow::Choice& choice, const Box& box) {
  b.choice(choice, Role::radio, "answers", box, paint_number(choice.label.shown()));
}

// Portrait: 0 alone with its words, 1 to 5, 6 to 10. Returns the bottom.
double numbers_portrait(Builder& b, double height) {
  const double each = (b.content.w - 64) / 5;
  const double x = b.content.x;
  double y = b.content.y;
  TextStyle words = label_style(b.theme);
  for (std::size_t i = 0; i < b.page.choices.size(); ++i) {
    const std::size_t row = i == 0 ? 0 : (i - 1) / 5 + 1, column = i == 0 ? 0 : (i - 1) % 5;
    number(b, b.page.choices[i],
           {x + static_cast<double>(column) * (each + 16),
            y + static_cast<double>(row) * (height + 16), each, height});
    if (i == 0) {
      const double high = measure(b.page.scale_low.shown(), words, b.content.w - each - 24).height;
      b.words(b.page.scale_low, words, x + each + 24, y + (height - high) / 2,
              b.content.w - each - 24);
    }
  }
  y += 3 * height + 2 * 16 + 16;
  words.align = Align::end;
  return y + b.words(b.page.scale_high, words, x, y, b.content.w);
}

double number_height(const Builder& b) {
  return b.theme.extra_large() ? 96 : 136;
}

TextStyle ends_style(const Builder& b) {
  return {.size = std::min(b.theme.base(), 36.0), .weight = 600, .line = 1.25};
}

double numbers_landscape(Builder& b, double y) {
  const double each = (b.content.w - 160) / 11, height = number_height(b);
  for (std::size_t i = 0; i < b.page.choices.size(); ++i) {
    number(b, b.page.choices[i],
           {b.content.x + static_cast<double>(i) * (each + 16), y, each, height});
  }
  TextStyle words = ends_style(b);
  y += height + 16;
  const double low = b.words(b.page.scale_low, words, b.content.x, y, b.content.w / 2 - 16);
  words.align = Align::end;
  const double high =
      b.words(b.page.scale_high, words, b.content.middle_x() + 16, y, b.content.w / 2 - 16);
  return y + std::max(low, high);
}

void face_row(Builder& b, const Box& room, double height, double drawing) {
  const double each = (room.w - 80) / 6;
  for (int i = 0; i < 6; ++i) {
    const std::string text = std::to_string(2 * i);
    const auto it =
        std::find_if(b.page.choices.begin(), b.page.choices.end(),
                     [&](const flow::Choice& choice) { return choice.label.shown() == text; });
    if (it == b.page.choices.end()) continue;
    Element& face =
        b.choice(*it, Role::radio, "faces", {room.x + i * (each + 16), room.y, each, height},
                 paint_face(text, drawing));
    face.id = "face:" + text;  // the same answer as the number: the action keeps the number's id
  }
}

}  // namespace

void lay_out_scale(Builder& b) {
  if (!b.portrait()) {
    // The title has the whole width; the numbers and their words stand under it, over the skip row.
    b.side_width_ = 1400;
    const double half = (b.canvas.width - 2 * b.margin) / 2 - 16;
    const TextStyle ends = ends_style(b);
    b.under_title_ = 32 + number_height(b) + 16 + 16 +
                     std::max(measure(b.page.scale_low.shown(), ends, half).height,
                              measure(b.page.scale_high.shown(), ends, half).height);
  }
  b.frame();
  if (b.page.choices.size() != 11) return lay_out_choices(b);
  TextStyle title{.size = b.theme.base(), .weight = 600};
  if (b.portrait()) {
    const double words =
        measure(b.page.scale_high.shown(), label_style(b.theme), b.content.w).height;
    const double title_height = title.size * title.line;
    const double faces = b.page.faces_title.empty() ? 0 : 48 + title_height + 16 + 144;
    b.content.y += 8, b.content.h -= 8;
    const double room = b.content.h - faces - 40 - words - 48;
    double height = std::clamp(room / 3, 88.0, 128.0);
    const bool fits = 3 * height + words + 48 + (faces > 0 ? 40 + faces : 0) <= b.content.h;
    if (!fits) height = std::clamp((b.content.h - words - 48) / 3, 72.0, 128.0);
    const double bottom = numbers_portrait(b, height);
    if (faces == 0 || !fits) return;  // at large text the pictures are the first to go
    const Box panel{b.content.x, bottom + 40, b.content.w, faces};
    b.decoration(panel, paint_panel(20, Token::surface, Token::line, 2));
    b.words(b.page.faces_title, title, panel.x + 26, panel.y + 24, panel.w - 52);
    face_row(b, {panel.x + 26, panel.y + 24 + title_height + 16, panel.w - 52, 0}, 144, 76);
    return;
  }
  // Landscape uses the whole width under the title.
  double top = 144;
  for (const Element& element : b.elements) {
    if (element.role == Role::text || element.role == Role::heading)
      top = std::max(top, element.box.bottom());
  }
  b.content = {b.margin, top + 32, b.canvas.width - 2 * b.margin, 0};
  const double bottom = numbers_landscape(b, b.content.y);
  const double face_top = b.canvas.height - 160 - 32 - 136;
  if (b.page.faces_title.empty() || bottom + 16 + title.size * title.line + 16 > face_top) return;
  const double width = b.content.w - 576 - 64;
  b.words(b.page.faces_title, title, b.margin, face_top - 16 - title.size * title.line, width);
  face_row(b, {b.margin, face_top, width, 0}, 136, 72);
}

}  // namespace anteroom::ui
