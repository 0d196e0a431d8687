// Adding elements, and the small parts that several pages share.
#include "kiosk/ui/builder.h"

#include <cairo.h>

#include <algorithm>

#include "kiosk/ui/icons.h"

namespace anteroom::ui {

Theme theme_of(const flow::Page& page) {
  const TextSize size = page.text_scale >= 150   ? TextSize::extra_large
                        : page.text_scale >= 125 ? TextSize::large
                                                 : TextSize::normal;
  return Theme(page.high_contrast ? Contrast::high : Contrast::normal, size);
}

std::string masked(const std::string& value) {
  if (value.empty()) return value;
  const auto is_start = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  std::size_t first = 1;
  while (first < value.size() && !is_start(value[first])) ++first;
  std::string out = value.substr(0, first);
  for (std::size_t i = first; i < value.size(); ++i) {
    if (is_start(value[i])) out += "•";
  }
  return out;
}

const Element* PageLayout::find(std::string_view id) const {
  for (const Element& element : elements) {
    if (element.id == id && element.is_control()) return &element;
  }
  return nullptr;
}

Builder::Builder(const flow::Page& shown, Canvas on, const ViewState& view)
    : page(shown), theme(theme_of(shown)), canvas(on), state(view) {}

Element& Builder::decoration(const Box& box, Paint_fn paint) {
  Element& element = elements.emplace_back();
  element.role = Role::decoration;
  element.box = box;
  element.paint = std::move(paint);
  return element;
}

double Builder::words(const std::string& text, const TextStyle& style, double x, double y,
                      double width) {
  if (text.empty()) return 0;
  const Measure size = measure(text, style, width);
  Element& element = decoration({x, y, width, size.height}, paint_words(text, style));
  element.role = Role::text;
  element.name = text;
  return size.height;
}

double Builder::words(const flow::Text& text, const TextStyle& style, double x, double y,
                      double width) {
  const double height = words(text.shown(), style, x, y, width);
  if (height > 0) elements.back().name = text.spoken();
  return height;
}

double Builder::heading(const flow::Text& text, const TextStyle& style, double x, double y,
                        double width) {
  TextStyle fitted = style;
  while (fitted.size > 40 && measure(text.shown(), fitted, width).clipped) fitted.size -= 2;
  const double height = words(text, fitted, x, y, width);
  if (height > 0) elements.back().role = Role::heading;
  return height;
}

Element& Builder::control(Role role, std::string id, const flow::Text& name, const Box& box,
                          flow::Action action, Paint_fn paint) {
  Element& element = decoration(box, std::move(paint));
  element.role = role;
  element.id = std::move(id);
  element.name = name.spoken();
  element.action = std::move(action);
  return element;
}

Element& Builder::choice(const flow::Choice& choice, Role role, std::string group, const Box& box,
                         Paint_fn paint) {
  Element& element = control(role, choice.id, choice.label, box,
                             {flow::ActionKind::choose, choice.id, {}}, std::move(paint));
  if (!choice.helper.empty()) element.name += ". " + choice.helper.spoken();
  element.selected = choice.selected;
  element.group = std::move(group);
  return element;
}

ButtonSpec Builder::spec(const flow::Text& label, ButtonLook look) const {
  ButtonSpec spec;
  spec.label = label.shown();
  spec.look = look;
  spec.style = {.size = theme.base(), .weight = 500, .line = 1.2};
  if (look == ButtonLook::quiet) spec.padding = 24, spec.icon = 32;
  return spec;
}

Element& Builder::button(const flow::Button& button, const Box& box, ButtonSpec spec) {
  const std::string id = button.action.id;
  const flow::Text name = button.label;
  return control(Role::button, id, name, box, button.action, paint_button(std::move(spec)));
}

const flow::Button* Builder::extra(std::string_view id) const {
  for (const flow::Button& button : page.extra) {
    if (button.action.id == id) return &button;
  }
  return nullptr;
}

void Builder::pager() {
  const flow::Button* const previous = extra("more:previous");
  const flow::Button* const next = extra("more:next");
  if (previous == nullptr && next == nullptr) return;
  const double height = theme.pick(88, 96, 112), y = content.bottom() - height;
  const double half = (content.w - 16) / 2;
  for (const flow::Button* one : {previous, next}) {
    if (one == nullptr) continue;
    ButtonSpec look = spec(one->label);
    (one == next ? look.icon_after : look.icon_before) = one == next ? "down" : "up";
    look.icon = 32;
    const bool both = previous != nullptr && next != nullptr;
    const double x = both && one == next ? content.x + half + 16 : content.x;
    button(*one, {x, y, both ? half : content.w, height}, look);
  }
  content.h -= height + 16;
}

double Builder::note_height(const flow::Note& note, double width, double icon_size) const {
  const double room = width - 64 - icon_size - 24;
  double height = 0;
  if (!note.title.empty())
    height += measure(note.title.shown(), field_label_style(theme), room).height;
  TextStyle style = base_style(theme);
  style.wrap = Wrap::balanced;
  if (!note.words.empty()) height += measure(note.words.shown(), style, room).height;
  return std::max(height, icon_size) + 48;
}

double Builder::note(const flow::Note& note, const Box& room, std::string_view icon,
                     double icon_size) {
  const double height = note_height(note, room.w, icon_size);
  const Box box{room.x, room.y, room.w, height};
  const std::string name(icon);
  decoration(box, [name, icon_size](Painter& painter, const Box& at, const Look&) {
    painter.box(at, 16, Token::sand, Token::unset, 0);
    if (painter.theme().contrast() == Contrast::high)
      painter.box(at, 16, Token::unset, Token::line, 2);
    painter.icon(name, at.x + 32, at.middle_y() - icon_size / 2, icon_size, Token::primary);
  });
  const double x = room.x + 32 + icon_size + 24, width = room.w - 64 - icon_size - 24;
  TextStyle style = base_style(theme);
  style.wrap = Wrap::balanced;
  double used = 0;
  if (!note.title.empty())
    used += measure(note.title.shown(), field_label_style(theme), width).height;
  if (!note.words.empty()) used += measure(note.words.shown(), style, width).height;
  double y = box.middle_y() - used / 2;
  y += words(note.title, field_label_style(theme), x, y, width);
  words(note.words, style, x, y, width);
  return height;
}

namespace {

/// The picture of the body changes its place and nothing else: left stays the patient's left.
void move_map(Element& map, double width) {
  const Box before = map.box;
  const double shift = width - before.right() - before.x;
  map.box.x += shift;
  for (MapRegion& region : map.regions) {
    for (PathStep& step : region.path) {
      for (int i = 0; i < 6; i += 2) step.at[i] += shift;
    }
  }
  map.paint = [paint = std::move(map.paint), before, shift](Painter& painter, const Box&,
                                                            const Look& look) {
    cairo_save(painter.cairo());
    cairo_translate(painter.cairo(), shift, 0);
    paint(painter, before, look);
    cairo_restore(painter.cairo());
  };
}

/// The keyboard changes its side as a whole: its keys keep their order.
void move_keys(std::vector<Element>& elements, double width) {
  double left = width, right = 0;
  for (const Element& element : elements) {
    if (!element.key) continue;
    left = std::min(left, element.box.x);
    right = std::max(right, element.box.right());
  }
  for (Element& element : elements) {
    if (element.key) element.box.x += width - right - left;
  }
}

/// Right to left: everything mirrors, place and paint, but the keys and the picture of the body.
void mirror(std::vector<Element>& elements, double width) {
  move_keys(elements, width);
  for (Element& element : elements) {
    if (element.role == Role::map) move_map(element, width);
    if (element.role == Role::map || element.key) continue;
    element.box.x = width - element.box.right();
    if (element.field) {
      const Box inner = element.field->text_box;
      element.field->text_box.x = width - inner.right();
    }
    if (!element.paint) continue;
    element.paint = [paint = std::move(element.paint)](Painter& painter, const Box& box,
                                                       const Look& look) {
      painter.begin_mirror(box);
      paint(painter, box, look);
      painter.end_mirror();
    };
  }
}

}  // namespace

PageLayout Builder::finish() {
  if (page.right_to_left) mirror(elements, canvas.width);
  return PageLayout{canvas, theme, std::move(elements)};
}

int options_that_fit(const flow::Page& page, Canvas canvas) {
  const ViewState state;
  Builder builder(page, canvas, state);
  builder.frame();
  // Rows of 112 with 16 between. Flow takes the last of them for "More answers", which is no
  // higher.
  const int rows = static_cast<int>((builder.content.h + 16) / 128);
  return std::clamp(rows, 4, 8);
}

void paint_layout(Painter& painter, const PageLayout& layout) {
  painter.fill({0, 0, layout.canvas.width, layout.canvas.height}, Token::paper);
  for (const Element& element : layout.elements) {
    if (element.paint) element.paint(painter, element.box, {.selected = element.selected});
    if (element.field) {
      const FieldSpec& field = *element.field;
      const bool many = field.lines == FieldSpec::Lines::many;
      TextStyle style{.size = field.size,
                      .weight = field.weight,
                      .line = many ? 1.45 : 1.2,
                      .align = field.align,
                      .wrap = many ? Wrap::greedy : Wrap::never};
      const std::string words = field.masked ? masked(field.value) : field.value;
      if (many) {
        painter.text(words, style, field.text_box.x, field.text_box.y, field.text_box.w);
      } else {
        painter.text_in(words, style, field.text_box);
      }
    }
  }
}

PageLayout lay_out(const flow::Page& page, Canvas canvas, const ViewState& state) {
  Builder builder(page, canvas, state);
  using flow::PageKind;
  switch (page.kind) {
    case PageKind::welcome:
      lay_out_welcome(builder);
      break;
    case PageKind::check_in:
    case PageKind::number:
    case PageKind::text:
    case PageKind::date:
      lay_out_fields(builder);
      break;
    case PageKind::privacy:
      lay_out_privacy(builder);
      break;
    case PageKind::reason:
      lay_out_reason(builder);
      break;
    case PageKind::one_of:
    case PageKind::many_of:
    case PageKind::yes_no:
      lay_out_choices(builder);
      break;
    case PageKind::rows:
    case PageKind::open_questions:
      lay_out_rows(builder);
      break;
    case PageKind::scale:
      lay_out_scale(builder);
      break;
    case PageKind::slider:
      lay_out_slider(builder);
      break;
    case PageKind::search:
      lay_out_search(builder);
      break;
    case PageKind::entries:
      lay_out_entries(builder);
      break;
    case PageKind::reading:
      lay_out_reading(builder);
      break;
    case PageKind::body_map:
      lay_out_body_map(builder);
      break;
    case PageKind::review:
      lay_out_review(builder);
      break;
    case PageKind::urgent:
      lay_out_urgent(builder);
      break;
    case PageKind::done:
      lay_out_done(builder);
      break;
    case PageKind::idle:
      lay_out_idle(builder);
      break;
    case PageKind::stop_confirm:
    case PageKind::out_of_order:
    case PageKind::message:
    case PageKind::unset:
      lay_out_message(builder);
      break;
  }
  builder.frame_controls();
  return builder.finish();
}

}  // namespace anteroom::ui
