// Pages with typing: check-in, date, number, text. The keyboard follows the field that has the
// caret.
#include <algorithm>
#include <string>

#include "kiosk/ui/builder.h"

namespace anteroom::ui {
namespace {

using flow::Field;

const Field* focused_field(const Builder& b) {
  for (const std::string& wanted : {b.state.focused, b.page.focus}) {
    for (const Field& field : b.page.fields) {
      if (!wanted.empty() && field.id == wanted) return &field;
    }
  }
  return b.page.fields.empty() ? nullptr : &b.page.fields.front();
}

// A message stands under its field; returns the bottom.
double message_under(Builder& b, const flow::Text& message, double x, double y, double width) {
  if (message.empty()) return y;
  TextStyle style{.size = b.theme.base(), .weight = 600, .line = 1.25, .color = Token::berry};
  b.decoration({x, y + 12, 36, 36}, [](Painter& painter, const Box& box, const Look&) {
    painter.icon("warning", box.x, box.y, 36, Token::berry);
  });
  return y + 12 + std::max(36.0, b.words(message, style, x + 48, y + 12, width - 48));
}

struct Group {
  std::vector<const Field*> names, boxes;  ///< wide fields, and the small number boxes of one date
};

Group grouped(const Builder& b) {
  Group group;
  for (const Field& field : b.page.fields) {
    (field.kind == Field::Kind::number ? group.boxes : group.names).push_back(&field);
  }
  return group;
}

// Two wide fields a row, their labels above.
double name_fields(Builder& b, const std::vector<const Field*>& names, double x, double y,
                   double width) {
  const TextStyle label = field_label_style(b.theme);
  const double label_height = label.size * label.line, box = b.theme.pick(96, 96, 104);
  const bool two = names.size() > 1;
  const double each = two ? (width - 24) / 2 : width;
  double bottom = y;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const double left = x + static_cast<double>(i % 2) * (each + 24);
    if (i > 0 && i % 2 == 0) y = bottom + 24;
    if (!names[i]->label.empty()) b.words(names[i]->label, label, left, y, each);
    const double top = y + (names[i]->label.empty() ? 0 : label_height + 8);
    field_box(b, *names[i], {left, top, each, box}, b.theme.label(), 400, Align::start);
    bottom = std::max(bottom, top + box);
    if (names[i]->mistake)
      bottom = std::max(bottom, message_under(b, names[i]->message, left, top + box, each));
  }
  return bottom;
}

double date_boxes(Builder& b, const std::vector<const Field*>& boxes, double x, double y,
                  double width) {
  if (!b.page.fields_title.empty()) {
    TextStyle style = field_label_style(b.theme);
    const double used = b.words(b.page.fields_title, style, x, y,
                                measure(b.page.fields_title.shown(), style, width).width + 4);
    if (!b.page.readback.empty()) {
      const double title = measure(b.page.fields_title.shown(), style, width).width;
      TextStyle read = base_style(b.theme);
      read.color = Token::ink_2;
      if (title + 24 + measure(b.page.readback.shown(), read, 0).width <= width) {
        b.words(b.page.readback, read, x + title + 24, y, width - title - 24);
      }
    }
    y += used + 4;
  }
  TextStyle label = base_style(b.theme);
  label.color = Token::ink_2;
  const double label_height = boxes.front()->label.empty() ? 0 : label.size * label.line + 8;
  const double height = b.theme.pick(96, 96, 104);
  double left = x, bottom = y + label_height + height;
  const Field* wrong = nullptr;
  const auto width_of = [&b](const Field& field) {
    const bool year = field.id == "field:year" || field.max_length == 4;
    return year ? 256 : b.theme.pick(176, 200, 232);
  };
  double all = -24;
  for (const Field* field : boxes) all += width_of(*field) + 24;
  for (const Field* field : boxes) {
    const double each = width_of(*field);
    if (all > width + 0.5 && field->id == "field:hour") {  // the time of day: a line of its own
      left = x, y = bottom + 16;
      bottom = y + label_height + height;
    }
    b.words(field->label, label, left, y, each + 20);
    field_box(b, *field, {left, y + label_height, each, height}, 40, 500, Align::start);
    left += each + 24;
    if (field->mistake && wrong == nullptr) wrong = field;
  }
  // At 150 % the summary alone says it.
  if (wrong != nullptr && !b.theme.extra_large())
    bottom = message_under(b, wrong->message, x, bottom, width);
  return bottom;
}

/// Units to choose from, side by side; in a second row when the words need it.
double unit_row(Builder& b, double x, double y, double width) {
  double left = x, height = 88;
  for (const flow::Choice& unit : b.page.units) {
    AnswerLook look;
    look.label = unit.label.shown();
    look.marker = Marker::round, look.marker_size = 40, look.padding = 20, look.gap = 14;
    look.label_style = label_style(b.theme);
    const double each = std::clamp(
        measure(look.label, look.label_style, 0).width + 2 * 22 + 40 + 14 + 16, 176.0, width);
    if (left > x && left + each > x + width) left = x, y += height + 12;
    b.choice(unit, Role::radio, "units", {left, y, each, height}, paint_answer(look, b.theme));
    left += each + 16;
  }
  return y + height;
}

double single_number(Builder& b, const Field& field, double x, double y, double width) {
  if (!field.label.empty()) y += b.words(field.label, field_label_style(b.theme), x, y, width) + 8;
  const double unit =
      field.unit.empty() ? 0 : measure(field.unit, label_style(b.theme), 0).width + 24;
  field_box(b, field, {x, y, std::min(width - unit, 480.0), 136}, 72, 600, Align::center);
  if (unit > 0)
    b.words(field.unit, label_style(b.theme), x + std::min(width - unit, 480.0) + 24, y + 48, unit);
  if (b.extra("number:less") != nullptr && width - unit > 520 + 2 * 96)
    step_buttons(b, {x + 496 + unit, y + 12, width - unit - 496, 112});
  double bottom = y + 136;
  if (!b.page.units.empty()) bottom = unit_row(b, x, bottom + 16, width);
  return field.mistake ? message_under(b, field.message, x, bottom, width) : bottom;
}

double counter_height(const Builder& b) {
  return b.page.counter.empty() && b.page.counter_help.empty()
             ? 0
             : b.theme.pick(26, 32, 36) * 1.4286 + 16;
}

void counter(Builder& b, double x, double y, double width) {
  TextStyle style{.size = b.theme.pick(26, 32, 36), .color = Token::ink_2};
  // Boxes of a fixed size: the words change with every letter, the layout must not.
  const double right = std::max(width * 0.3, measure(b.page.counter.shown(), style, 0).width + 8);
  b.words(b.page.counter_help, style, x, y, width - right - 16);
  style.align = Align::end;
  b.words(b.page.counter, style, x + width - right, y, right);
}

// One big box; the keyboard takes what it needs, the box gives way.
void text_page(Builder& b, const Field& field, const Box& keyboard_room) {
  const double keyboard_top = lay_out_keyboard(b, keyboard_room, &field);
  std::vector<Element> keys;
  while (!b.elements.empty() && b.elements.back().key) {
    keys.insert(keys.begin(), std::move(b.elements.back()));
    b.elements.pop_back();
  }
  const double room = keyboard_top - 24 - counter_height(b) - b.content.y;
  const double least = b.portrait() ? 272 : 152;
  const double height =
      std::max(field.kind == Field::Kind::multiline ? std::min(room, least) : 96.0, 88.0);
  double bottom = b.content.y + height;
  field_box(b, field, {b.content.x, b.content.y, b.content.w, height},
            b.portrait() ? b.theme.label() : b.theme.pick(30, 38, 44), 400, Align::start);
  if (field.mistake) bottom = message_under(b, field.message, b.content.x, bottom, b.content.w);
  counter(b, b.content.x, bottom + (b.portrait() ? 16 : 8), b.content.w);
  for (Element& key : keys) b.elements.push_back(std::move(key));
}

void check_in_page(Builder& b, const Box& keyboard_room) {
  const Group group = grouped(b);
  double y = b.content.y;
  const flow::Button* show_inline = nullptr;
  if (!group.names.empty()) y = name_fields(b, group.names, b.content.x, y, b.content.w);
  if (const flow::Button* show = b.extra("show-name"); show != nullptr) {
    ButtonSpec look = b.spec(show->label, ButtonLook::quiet);
    look.icon_before = "eye", look.icon = 40;
    const double width = button_width(look);
    // Beside nothing else: it gives way when a mistake needs the room.
    if (!b.portrait()) {
      show_inline = show;
    } else if (b.page.mistakes.empty()) {
      b.button(*show, {b.content.x, y + 16, width, 88}, look);
      y += 104;
    }
  }
  if (!group.boxes.empty())
    y = date_boxes(b, group.boxes, b.content.x,
                   y + (group.names.empty()     ? 0
                        : b.theme.extra_large() ? 16
                                                : 32),
                   b.content.w);
  if (show_inline != nullptr && b.page.mistakes.empty()) {
    // Landscape has no row to spare: the button stands at the end of the date's row.
    ButtonSpec look = b.spec(show_inline->label, ButtonLook::quiet);
    look.icon_before = "eye", look.icon = 40;
    const double width = button_width(look);
    b.button(*show_inline, {b.content.right() - width, y - 92, width, 88}, look);
  }
  Box room = keyboard_room;
  const double free = room.bottom() - (y + 24);
  if (free < room.h) room.y = y + 24, room.h = free;
  const Field* focused = focused_field(b);
  const bool letters = focused != nullptr && focused->kind != Field::Kind::number;
  // Letters need the screen's width, digits the content's.
  if (!letters && b.portrait()) room.x = b.content.x, room.w = b.content.w;
  lay_out_keyboard(b, room, focused);
}

}  // namespace

Element& field_box(Builder& b, const Field& field, const Box& box, double size, int weight,
                   Align align) {
  const flow::Text name = field.label.empty() ? b.page.title : field.label;
  Element& element =
      b.control(Role::field, field.id, name, box, {flow::ActionKind::type_text, field.id, {}},
                paint_field(field.mistake ? FieldLook::mistake : FieldLook::normal));
  FieldSpec spec;
  spec.lines =
      field.kind == Field::Kind::multiline ? FieldSpec::Lines::many : FieldSpec::Lines::one;
  spec.value = field.value;
  spec.masked = field.kind == Field::Kind::masked_name && !field.revealed;
  spec.max_length = field.max_length;
  spec.size = size, spec.weight = weight, spec.align = align;
  spec.text_box = spec.lines == FieldSpec::Lines::many
                      ? Box{box.x + 26, box.y + 22, box.w - 52, box.h - 44}
                      : Box{box.x + 26, box.y + 8, box.w - 52, box.h - 16};
  const Field* focused = focused_field(b);
  element.selected = focused != nullptr && focused->id == field.id;
  element.field = spec;
  return element;
}

void lay_out_fields(Builder& b) {
  if (!b.portrait()) b.side_width_ = 520, b.column_gap_ = 64;
  b.frame();
  const Field* focused = focused_field(b);
  Box keyboard = b.content;
  if (b.portrait()) keyboard.x = 16, keyboard.w = b.canvas.width - 32;
  if (!b.portrait()) keyboard.h = b.content.h;
  const Group group = grouped(b);
  if (b.page.kind == flow::PageKind::number && b.page.fields.size() == 1) {
    const double bottom =
        single_number(b, b.page.fields.front(), b.content.x, b.content.y, b.content.w);
    Box room = b.content;
    room.y = bottom + 24, room.h = b.content.bottom() - room.y;
    lay_out_keyboard(b, room, focused);
    return;
  }
  if (b.page.fields.size() == 1 && group.names.size() == 1)
    return text_page(b, b.page.fields.front(), keyboard);
  check_in_page(b, keyboard);
}

}  // namespace anteroom::ui
