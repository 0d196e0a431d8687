// The body map: picture and list are one control with one state. Never mirrored: left stays the
// patient's left.
#include <cairo.h>

#include <algorithm>
#include <string>

#include "kiosk/ui/builder.h"
#include "kiosk/ui/icons.h"

namespace anteroom::ui {
namespace {

struct Picture {
  Box panel;
  double x = 0, y = 0, scale = 1;  ///< where the drawing's origin stands
  double strip = 72;
};

Path moved(const Path& path, const Picture& picture) {
  Path out = path;
  for (PathStep& step : out) {
    for (int i = 0; i < 3; ++i) {
      step.at[2 * i] = picture.x + step.at[2 * i] * picture.scale;
      step.at[2 * i + 1] = picture.y + step.at[2 * i + 1] * picture.scale;
    }
  }
  return out;
}

// The plugin gives shapes; the colours are ours (a plugin brings no colours of its own).
Drawing outline_of(const flow::Page& page) {
  Drawing outline = parse_svg(page.body_map_svg);
  std::erase_if(outline.shapes, [&](const Shape& shape) {
    return !shape.code.empty() || (!shape.view.empty() && shape.view != page.view);
  });
  for (std::size_t i = 0; i < outline.shapes.size(); ++i) {
    Shape& shape = outline.shapes[i];
    const Extent extent = extent_of(shape.path);
    const double height = extent.bottom - extent.top;
    const bool head =
        i > 0 && height > 120 && height < 300;  // ears and lines are smaller, the trunk is larger
    shape.fill = {Paint::Kind::token, {}, head ? Token::stone : Token::sand};
    shape.stroke = {Paint::Kind::token, {}, Token::ink_2};
    shape.stroke_width = 4;
    shape.round_ends = true;
  }
  return outline;
}

void paint_region(Painter& painter, const Path& path, int number, bool selected) {
  cairo_t* const cairo = painter.cairo();
  Shape shape;
  shape.path = path;
  shape.fill = {Paint::Kind::token, {}, selected ? Token::tint_2 : Token::surface};
  shape.stroke = {Paint::Kind::token, {}, selected ? Token::primary : Token::line_ui};
  shape.stroke_width = selected ? 5 : 2.5;
  paint_shape(cairo, shape, painter.theme(), {});
  const auto [x, y] = middle_of(path);
  if (!selected) {
    painter.text(
        std::to_string(number),
        {.size = 28, .weight = 600, .line = 1.25, .color = Token::ink_2, .align = Align::center},
        x - 40, y - 17, 80);
    return;
  }
  painter.box({x - 25, y - 25, 50, 50}, 25, Token::primary, Token::unset, 0);
  painter.icon("check", x - 16, y - 16, 32, Token::on_primary, 7);
}

struct Chip {
  std::string words;
  double x = 0, y = 0;  ///< the region's middle on the canvas
};

void paint_chip(Painter& painter, const Box& box, const std::string& words) {
  painter.box(box, 12, Token::surface, Token::primary, 4);
  painter.text(words, {.size = 24, .weight = 600, .line = 1.2, .wrap = Wrap::balanced}, box.x + 16,
               box.y + 10, box.w - 32);
}

// Two chips at most, each in its top corner with a straight leader; further choices are counted on
// the list itself.
void paint_chips(Painter& painter, const Picture& picture, std::vector<Chip> chips) {
  if (chips.size() > 2) chips.resize(2);
  std::sort(chips.begin(), chips.end(), [](const Chip& a, const Chip& b) { return a.x < b.x; });
  const double middle = picture.panel.middle_x();
  for (std::size_t i = 0; i < chips.size(); ++i) {
    const Chip& chip = chips[i];
    const bool left = chips.size() == 2 ? i == 0 : chip.x <= middle;
    const TextStyle style{.size = 24, .weight = 600, .line = 1.2, .wrap = Wrap::balanced};
    const Measure size = measure(chip.words, style, 186);
    const double width = std::min(222.0, size.width + 34), height = size.height + 20;
    const Box box{left ? picture.panel.x + 12 : picture.panel.right() - 12 - width,
                  picture.panel.y + 14, width, height};
    const double from = std::clamp(chip.x, box.x + 16, box.right() - 16);
    painter.line(from, box.bottom(), from, chip.y, Token::primary, 3);
    painter.line(from, chip.y, chip.x, chip.y, Token::primary, 3);
    painter.box({chip.x - 5, chip.y - 5, 10, 10}, 5, Token::primary, Token::unset, 0);
    paint_chip(painter, box, chip.words);
  }
}

Element& picture_element(Builder& b, const Picture& picture) {
  const Drawing outline = outline_of(b.page);
  std::vector<flow::Region> regions;
  std::vector<Path> paths;
  for (const flow::Region& region : b.page.regions) {
    if (region.view != b.page.view || region.path.empty()) continue;
    regions.push_back(region);
    paths.push_back(parse_path(region.path));
  }
  const std::string left = b.page.left_word.shown(), right = b.page.right_word.shown();
  const double size = std::min(b.theme.base(), 35.0);
  Element& element =
      b.decoration(picture.panel, [=](Painter& painter, const Box& box, const Look&) {
        painter.box(box, 20, Token::surface, Token::line, 2);
        cairo_t* const cairo = painter.cairo();
        cairo_save(cairo);
        cairo_rectangle(cairo, box.x + 2, box.y + 2, box.w - 4, box.h - picture.strip - 2);
        cairo_clip(cairo);
        cairo_translate(cairo, picture.x, picture.y);
        cairo_scale(cairo, picture.scale, picture.scale);
        paint_drawing(cairo, outline, painter.theme(), {});
        for (std::size_t i = 0; i < regions.size(); ++i) {
          if (!regions[i].selected) paint_region(painter, paths[i], regions[i].number, false);
        }
        for (std::size_t i = 0; i < regions.size(); ++i) {
          if (regions[i].selected) paint_region(painter, paths[i], regions[i].number, true);
        }
        cairo_restore(cairo);
        const Box strip{box.x + 2, box.bottom() - picture.strip, box.w - 4, picture.strip - 2};
        painter.box({strip.x, strip.y, strip.w, strip.h}, 18, Token::sand, Token::unset, 0);
        painter.fill({strip.x, strip.y, strip.w, 24}, Token::sand);
        painter.fill({strip.x, strip.y, strip.w, 4}, Token::ink_2);
        const TextStyle words{.size = size, .weight = 500, .line = 1.2};
        // As wide as its words: Arabic would start at the far end of a wider box.
        const double width = std::min(measure(left, words, 0).width + 1, strip.w / 2 - 30);
        painter.text_in(left, words, {strip.x + 24, strip.y + 4, width, strip.h - 4});
        TextStyle end = words;
        end.align = Align::end;
        painter.text_in(right, end,
                        {strip.x + strip.w / 2 + 6, strip.y + 4, strip.w / 2 - 30, strip.h - 4});
        std::vector<Chip> chips;
        for (std::size_t i = 0; i < regions.size(); ++i) {
          if (!regions[i].selected) continue;
          const auto [x, y] = middle_of(paths[i]);
          chips.push_back({regions[i].label.shown(), picture.x + x * picture.scale,
                           picture.y + (y - 36) * picture.scale});
        }
        paint_chips(painter, picture, std::move(chips));
      });
  element.role = Role::map;
  element.id = "map";
  for (std::size_t i = 0; i < regions.size(); ++i) {
    element.regions.push_back({"option:" + regions[i].code, moved(paths[i], picture)});
  }
  return element;
}

void view_buttons(Builder& b, double x, double y, double width) {
  std::vector<const flow::Button*> views;
  for (const flow::Button& one : b.page.extra) {
    if (one.action.kind == flow::ActionKind::view) views.push_back(&one);
  }
  if (views.empty()) return;
  const auto count = static_cast<double>(views.size());
  const double each = (width - 16 * (count - 1)) / count;
  for (const flow::Button* one : views) {
    Element& element =
        b.control(Role::radio, one->action.id, one->label, {x, y, each, 88}, one->action,
                  paint_segment(one->label.shown(), std::min(b.theme.base(), 34.0)));
    element.selected = one->action.id == "view:" + b.page.view;
    element.group = "views";
    x += each + 16;
  }
}

void region_list(Builder& b, const Box& room, std::size_t columns, double wanted) {
  std::vector<const flow::Region*> shown;
  for (const flow::Region& region : b.page.regions) {
    if (region.view == b.page.view || region.view.empty()) shown.push_back(&region);
  }
  if (shown.empty()) return;
  std::size_t rows = (shown.size() + columns - 1) / columns;
  double gap = 16, height = (room.h + gap) / static_cast<double>(rows) - gap;
  if (height < 72) gap = 12, height = (room.h + gap) / static_cast<double>(rows) - gap;
  height = std::clamp(height, 60.0, wanted);
  const double width =
      (room.w - 16.0 * static_cast<double>(columns - 1)) / static_cast<double>(columns);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const flow::Region& region = *shown[i];
    AnswerLook look;
    look.label = region.label.shown();
    look.marker = Marker::square;
    look.marker_size = 40, look.padding = 14, look.gap = 16;
    look.label_style = {
        .size = b.theme.base(), .weight = region.selected ? 600 : 500, .line = 1.18};
    // Long names in a narrow column: the type gives way before the words are cut.
    while (look.label_style.size > 24 &&
           measure(look.label, look.label_style, answer_words_width(look, width)).height >
               height - 8) {
      look.label_style.size -= 1;
    }
    look.marker_text = region.number > 0 ? std::to_string(region.number) : "";
    const Box box{room.x + static_cast<double>(i % columns) * (width + 16),
                  room.y + static_cast<double>(i / columns) * (height + gap), width, height};
    const std::string id = "option:" + region.code;
    Element& element = b.control(Role::check_box, id, region.label, box,
                                 {flow::ActionKind::choose, id, {}}, paint_answer(look, b.theme));
    element.selected = region.selected;
    element.group = "answers";
  }
}

}  // namespace

void lay_out_body_map(Builder& b) {
  if (!b.portrait()) b.side_width_ = 480, b.column_gap_ = 56;
  b.frame();
  b.pager();
  const Box room = b.content;
  const bool has_picture =
      std::any_of(b.page.regions.begin(), b.page.regions.end(), [&](const flow::Region& region) {
        return region.view == b.page.view && !region.path.empty();
      });
  if (!has_picture ||
      (b.portrait() && b.theme.extra_large())) {  // at 150 % the picture is the first to go
    view_buttons(b, room.x, room.y, room.w);
    region_list(b, {room.x, room.y + 104, room.w, room.h - 104}, 2, 96);
    return;
  }
  Picture picture;
  if (b.portrait()) {
    view_buttons(b, room.x, room.y, 560);
    const double height = std::min(816.0, room.h - 104);
    picture.panel = {room.x, room.y + 104, 560, height};
    picture.scale = std::min(0.97, (height - 72 - 49) / 716);
    picture.strip = 72;
    picture.x = picture.panel.x + (560 - 560 * picture.scale) / 2;
    picture.y = picture.panel.bottom() - picture.strip - 716 * picture.scale + 3;
    picture_element(b, picture);
    region_list(b, {room.x + 592, room.y, room.w - 592, room.h}, 1, 88);
    return;
  }
  picture.panel = {room.x, room.y, 520, room.h};
  picture.strip = 64;
  picture.scale = std::min(0.90, (room.h - 64 - 36) / 716);
  picture.x = picture.panel.x + (520 - 560 * picture.scale) / 2;
  picture.y = picture.panel.bottom() - picture.strip - 716 * picture.scale;
  picture_element(b, picture);
  view_buttons(b, room.x + 552, room.y, room.w - 552);
  region_list(b, {room.x + 552, room.y + 104, room.w - 552, room.h - 104}, 2, 96);
}

}  // namespace anteroom::ui
