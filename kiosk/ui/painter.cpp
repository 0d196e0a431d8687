// Cairo and Pango behind Painter.
#include "kiosk/ui/painter.h"

#include <cairo.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "kiosk/ui/icons.h"

namespace anteroom::ui {
namespace {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
using LayoutPtr = std::unique_ptr<PangoLayout, Unref>;

// One context for all text: hinting off and glyph positions not rounded, so that a measured line is
// the painted line at every scale.
PangoContext* shared_context() {
  static PangoContext* const context = [] {
    PangoContext* made = pango_font_map_create_context(pango_cairo_font_map_get_default());
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(made, options);
    cairo_font_options_destroy(options);
    pango_cairo_context_set_resolution(made, 96);
    pango_context_set_round_glyph_positions(made, FALSE);
    return made;
  }();
  return context;
}

void set_attributes(PangoLayout* layout, const TextStyle& style) {
  PangoAttrList* list = pango_attr_list_new();
  pango_attr_list_insert(list, pango_attr_line_height_new_absolute(static_cast<int>(
                                   std::lround(style.size * style.line * PANGO_SCALE))));
  pango_attr_list_insert(list, pango_attr_font_features_new(style.tabular ? "cv05=1, ss03=1, tnum=1"
                                                                          : "cv05=1, ss03=1"));
  if (style.display) {
    pango_attr_list_insert(list, pango_attr_letter_spacing_new(static_cast<int>(
                                     std::lround(-0.012 * style.size * PANGO_SCALE))));
  }
  pango_layout_set_attributes(layout, list);
  pango_attr_list_unref(list);
}

// CSS "text-wrap: balance": the narrowest width that keeps the number of lines.
void balance(PangoLayout* layout, double width) {
  pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
  const int lines = pango_layout_get_line_count(layout);
  if (lines < 2) return;
  double low = width / lines * 0.8, high = width;
  for (int i = 0; i < 10; ++i) {
    const double middle = (low + high) / 2;
    pango_layout_set_width(layout, static_cast<int>(middle * PANGO_SCALE));
    (pango_layout_get_line_count(layout) > lines ? low : high) = middle;
  }
  pango_layout_set_width(layout, static_cast<int>(std::ceil(high) * PANGO_SCALE));
}

LayoutPtr shape(std::string_view words, const TextStyle& style, double width) {
  LayoutPtr layout(pango_layout_new(shared_context()));
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family(
      font, style.display
                ? "Inter Display,Inter,Noto Sans,Noto Sans Arabic,Noto Sans CJK SC,sans-serif"
                : "Inter,Noto Sans,Noto Sans Arabic,Noto Sans CJK SC,sans-serif");
  pango_font_description_set_weight(font, static_cast<PangoWeight>(style.weight));
  pango_font_description_set_absolute_size(font, style.size * PANGO_SCALE);
  pango_layout_set_font_description(layout.get(), font);
  pango_font_description_free(font);
  pango_layout_set_text(layout.get(), words.data(), static_cast<int>(words.size()));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD);
  set_attributes(layout.get(), style);
  if (style.align == Align::center) pango_layout_set_alignment(layout.get(), PANGO_ALIGN_CENTER);
  if (style.align == Align::end) pango_layout_set_alignment(layout.get(), PANGO_ALIGN_RIGHT);
  if (width > 0 && style.wrap != Wrap::never) {
    if (style.wrap == Wrap::balanced) {
      balance(layout.get(), width);
    } else {
      pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
    }
  }
  return layout;
}

/// Icons with a reading direction: arrows and the paper plane. The check, the clock and the rest
/// are the same in every script.
bool points_along_the_line(std::string_view icon) {
  return icon == "back" || icon == "forward" || icon == "send" || icon == "delete";
}

}  // namespace

Measure measure(std::string_view words, const TextStyle& style, double width) {
  const LayoutPtr layout = shape(words, style, width);
  PangoRectangle logical;
  pango_layout_get_extents(layout.get(), nullptr, &logical);
  Measure out;
  out.lines = pango_layout_get_line_count(layout.get());
  out.width = static_cast<double>(logical.width) / PANGO_SCALE;
  out.height = words.empty() ? 0 : out.lines * style.size * style.line;
  out.clipped = width > 0 && out.width > width + 0.5;
  return out;
}

void Painter::source(Token token) {
  const Color color = theme_->color(token);
  cairo_set_source_rgb(cairo_, color.red, color.green, color.blue);
}

void Painter::rounded(const Box& b, double radius) {
  const double r = std::max(0.0, std::min({radius, b.w / 2, b.h / 2}));
  cairo_new_path(cairo_);
  cairo_arc(cairo_, b.right() - r, b.y + r, r, -M_PI / 2, 0);
  cairo_arc(cairo_, b.right() - r, b.bottom() - r, r, 0, M_PI / 2);
  cairo_arc(cairo_, b.x + r, b.bottom() - r, r, M_PI / 2, M_PI);
  cairo_arc(cairo_, b.x + r, b.y + r, r, M_PI, 3 * M_PI / 2);
  cairo_close_path(cairo_);
}

void Painter::begin_mirror(const Box& box) {
  mirrored_ = true;
  cairo_save(cairo_);
  turn_back(box.x, box.w);
}

void Painter::end_mirror() {
  cairo_restore(cairo_);
  mirrored_ = false;
}

void Painter::turn_back(double x, double width) {
  if (!mirrored_) return;
  cairo_translate(cairo_, 2 * x + width, 0);
  cairo_scale(cairo_, -1, 1);
}

void Painter::fill(const Box& box, Token fill) {
  source(fill);
  cairo_rectangle(cairo_, box.x, box.y, box.w, box.h);
  cairo_fill(cairo_);
}

void Painter::box(const Box& box, double radius, Token fill, Token border, double border_width) {
  if (fill != Token::unset) {
    rounded(border != Token::unset ? box.inset(border_width / 2) : box, radius - border_width / 2);
    source(fill);
    cairo_fill(cairo_);
  }
  if (border != Token::unset && border_width > 0) {
    rounded(box.inset(border_width / 2), radius - border_width / 2);
    source(border);
    cairo_set_line_width(cairo_, border_width);
    cairo_stroke(cairo_);
  }
}

void Painter::focus_ring(const Box& box, double radius) {
  this->box(box.inset(-8), radius + 8, Token::unset, Token::focus, 4);
}

void Painter::line(double x1, double y1, double x2, double y2, Token color, double width) {
  source(color);
  cairo_set_line_width(cairo_, width);
  cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_BUTT);
  cairo_new_path(cairo_);
  cairo_move_to(cairo_, x1, y1);
  cairo_line_to(cairo_, x2, y2);
  cairo_stroke(cairo_);
}

double Painter::text(std::string_view words, const TextStyle& style, double x, double y,
                     double width) {
  if (words.empty()) return 0;
  const LayoutPtr layout = shape(words, style, width);
  const int set_width = pango_layout_get_width(layout.get());
  PangoRectangle logical;
  pango_layout_get_extents(layout.get(), nullptr, &logical);
  double at = x;
  const double drawn = set_width > 0 ? static_cast<double>(set_width) / PANGO_SCALE
                                     : static_cast<double>(logical.width) / PANGO_SCALE;
  if (width > 0 && style.align == Align::center) at = x + (width - drawn) / 2;
  if (width > 0 && style.align == Align::end) at = x + width - drawn;
  const bool right_to_left = pango_layout_get_direction(layout.get(), 0) == PANGO_DIRECTION_RTL;
  // In a mirror the start is the right edge already.
  const bool turned = right_to_left && !mirrored_;
  if (width > 0 && turned && style.align == Align::start) at = x + width - drawn;
  // Latin words of a page from the right: their lines end where the others begin.
  if (mirrored_ && !right_to_left && style.align == Align::start)
    pango_layout_set_alignment(layout.get(), PANGO_ALIGN_RIGHT);
  source(style.color);
  cairo_save(cairo_);
  turn_back(at, drawn);
  cairo_move_to(cairo_, at, y);
  pango_cairo_show_layout(cairo_, layout.get());
  cairo_new_path(cairo_);
  cairo_restore(cairo_);
  return pango_layout_get_line_count(layout.get()) * style.size * style.line;
}

void Painter::text_in(std::string_view words, const TextStyle& style, const Box& box) {
  const Measure size = measure(words, style, box.w);
  text(words, style, box.x, box.y + (box.h - size.height) / 2, box.w);
}

void Painter::icon(std::string_view name, double x, double y, double size, Token color,
                   double stroke) {
  const Drawing& glyph = icon_named(name);
  cairo_save(cairo_);
  if (!points_along_the_line(name)) turn_back(x, size);
  cairo_translate(cairo_, x, y);
  cairo_scale(cairo_, size / 48, size / 48);
  for (Shape shape : glyph.shapes) {
    shape.stroke_width = stroke;
    shape.round_ends = true;
    paint_shape(cairo_, shape, *theme_, theme_->color(color));
  }
  cairo_restore(cairo_);
}

void Painter::drawing(const Drawing& drawing, const Box& box, double clip_radius, Fit fit,
                      Token current) {
  if (drawing.width <= 0 || drawing.height <= 0) return;
  cairo_save(cairo_);
  turn_back(box.x, box.w);
  rounded(box, clip_radius);
  cairo_clip(cairo_);
  const double across = box.w / drawing.width, down = box.h / drawing.height;
  const double scale = fit == Fit::cover ? std::max(across, down) : std::min(across, down);
  // Horizontally centred, bottom kept: the ground line of a scene must not be cut.
  cairo_translate(cairo_, box.x + (box.w - drawing.width * scale) / 2,
                  fit == Fit::cover ? box.bottom() - drawing.height * scale
                                    : box.y + (box.h - drawing.height * scale) / 2);
  cairo_scale(cairo_, scale, scale);
  cairo_translate(cairo_, -drawing.x, -drawing.y);
  paint_drawing(cairo_, drawing, *theme_, theme_->color(current));
  cairo_restore(cairo_);
}

}  // namespace anteroom::ui
