// The entries of a repeating group: a panel each with Change and Remove, then "Add another".
#include <algorithm>

#include "kiosk/ui/builder.h"

namespace anteroom::ui {
namespace {

constexpr double kButton = 88;

struct EntryShape {
  bool beside = false;  ///< buttons at the end of the words, or under them
  double padding = 20, button_width = 0;
};

ButtonSpec button_look(const Builder& b, const flow::Text& words, const char* icon) {
  ButtonSpec look = b.spec(words);
  look.icon_before = icon, look.icon = 32, look.padding = 24;
  return look;
}

double words_width(const EntryShape& shape, double width) {
  return shape.beside ? width - 64 - 2 * shape.button_width - 16 - 32 : width - 64;
}

double words_height(const Builder& b, const flow::Entry& entry, double width) {
  TextStyle open = base_style(b.theme);
  open.weight = 600;
  double height = measure(entry.number.shown(), heading_style(b.theme), width).height;
  height += 4 + measure(entry.words.shown(), base_style(b.theme), width).height;
  if (!entry.open.empty()) height += 4 + measure(entry.open.shown(), open, width).height;
  return height;
}

double entry_height(const Builder& b, const flow::Entry& entry, const EntryShape& shape) {
  const double words = words_height(b, entry, words_width(shape, b.content.w));
  return 2 * shape.padding + (shape.beside ? std::max(words, kButton) : words + 16 + kButton);
}

void draw_words(Builder& b, const flow::Entry& entry, double x, double y, double width) {
  y += b.words(entry.number, heading_style(b.theme), x, y, width) + 4;
  y += b.words(entry.words, base_style(b.theme), x, y, width) + 4;
  TextStyle open = base_style(b.theme);
  open.weight = 600, open.color = Token::clay;
  b.words(entry.open, open, x, y, width);
}

void draw_entry(Builder& b, const flow::Entry& entry, const EntryShape& shape, const Box& box) {
  b.decoration(box, entry.open.empty() ? paint_panel(20, Token::surface, Token::line, 2)
                                       : paint_panel(20, Token::surface, Token::clay_line, 3));
  const double width = words_width(shape, box.w), words = words_height(b, entry, width);
  const double inner = box.w - 64;
  const double each = shape.beside ? shape.button_width : (inner - 16) / 2;
  const double y =
      shape.beside ? box.middle_y() - kButton / 2 : box.bottom() - shape.padding - kButton;
  draw_words(b, entry, box.x + 32,
             shape.beside ? box.middle_y() - words / 2 : box.y + shape.padding, width);
  const double x = box.right() - 32 - 2 * each - 16;
  const auto add = [&](const flow::Action& action, const flow::Text& name, const char* icon,
                       double left) {
    Element& element = b.control(Role::button, action.id, name, {left, y, each, kButton}, action,
                                 paint_button(button_look(b, name, icon)));
    element.name = name.spoken() + ": " + entry.number.spoken();
  };
  add(entry.change, entry.change_word, "pencil", x);
  add(entry.remove, entry.remove_word, "bin", x + each + 16);
}

EntryShape shape_of(const Builder& b) {
  EntryShape shape;
  for (const flow::Entry& entry : b.page.entries) {
    shape.button_width =
        std::max({shape.button_width, button_width(button_look(b, entry.change_word, "pencil")),
                  button_width(button_look(b, entry.remove_word, "bin"))});
  }
  // Words need half the width; large type on an upright screen puts the buttons under them.
  shape.beside = words_width({true, 20, shape.button_width}, b.content.w) >= b.content.w * 0.42;
  double sum = 0;
  for (const flow::Entry& entry : b.page.entries) sum += entry_height(b, entry, shape) + 16;
  if (sum > b.content.h - 112) shape.padding = 12;
  return shape;
}

}  // namespace

void lay_out_entries(Builder& b) {
  b.frame();
  const EntryShape shape = shape_of(b);
  double y = b.content.y;
  for (const flow::Entry& entry : b.page.entries) {
    const double height = entry_height(b, entry, shape);
    draw_entry(b, entry, shape, {b.content.x, y, b.content.w, height});
    y += height + 16;
  }
  const flow::Button* const add = b.extra("entry:add");
  const flow::Button* const more = b.extra("more:next");
  const double height = b.theme.pick(96, 104, 112);
  const bool both = add != nullptr && more != nullptr;
  const double width = both ? (b.content.w - 16) / 2 : b.content.w;
  if (more != nullptr) {
    ButtonSpec look = b.spec(more->label);
    look.icon_after = "down", look.icon = 32, look.padding = 16;
    while (look.style.size > 26 && button_width(look) > width) look.style.size -= 1;
    b.button(*more, {b.content.x, y, width, height}, look);
  }
  if (add != nullptr) {
    ButtonSpec look = b.spec(add->label);
    look.icon_before = "plus", look.style.weight = 600;
    b.button(*add, {both ? b.content.x + width + 16 : b.content.x, y, width, height}, look);
  }
}

}  // namespace anteroom::ui
