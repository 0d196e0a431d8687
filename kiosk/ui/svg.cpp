// The SVG subset: a tag scanner with inherited paints, and its painting.
#include "kiosk/ui/svg.h"

#include <cairo.h>

#include <algorithm>
#include <cstdlib>
#include <map>

namespace anteroom::ui {
namespace {

constexpr std::size_t most_shapes = 2000;

using Attributes = std::map<std::string, std::string, std::less<>>;

struct Style {
  Paint fill{Paint::Kind::rgb, {}, Token::unset}, stroke{Paint::Kind::none, {}, Token::unset};
  double width = 1;
  bool round = false;
  std::string view;
};

double number_of(const Attributes& attributes, std::string_view name, double otherwise) {
  const auto it = attributes.find(name);
  return it == attributes.end() ? otherwise : std::strtod(it->second.c_str(), nullptr);
}

Paint paint_of(std::string_view text, Paint inherited) {
  if (text == "none") return {Paint::Kind::none, {}, Token::unset};
  if (text == "currentColor") return {Paint::Kind::current, {}, Token::unset};
  if (text.starts_with("var(--") && text.ends_with(")")) {
    const auto token = token_named(text.substr(6, text.size() - 7));
    return token ? Paint{Paint::Kind::token, {}, *token} : inherited;
  }
  const auto color = color_from_hex(text);
  return color ? Paint{Paint::Kind::rgb, *color, Token::unset} : inherited;
}

Style styled(Style style, const Attributes& attributes) {
  if (const auto it = attributes.find("fill"); it != attributes.end())
    style.fill = paint_of(it->second, style.fill);
  if (const auto it = attributes.find("stroke"); it != attributes.end()) {
    style.stroke = paint_of(it->second, style.stroke);
  }
  style.width = number_of(attributes, "stroke-width", style.width);
  if (const auto it = attributes.find("stroke-linecap"); it != attributes.end())
    style.round = it->second == "round";
  if (const auto it = attributes.find("data-view"); it != attributes.end()) style.view = it->second;
  return style;
}

void add_ellipse(Path& path, double cx, double cy, double rx, double ry) {
  constexpr double k = 0.5522847498;
  path.push_back({'M', {cx + rx, cy}});
  path.push_back({'C', {cx + rx, cy + k * ry, cx + k * rx, cy + ry, cx, cy + ry}});
  path.push_back({'C', {cx - k * rx, cy + ry, cx - rx, cy + k * ry, cx - rx, cy}});
  path.push_back({'C', {cx - rx, cy - k * ry, cx - k * rx, cy - ry, cx, cy - ry}});
  path.push_back({'C', {cx + k * rx, cy - ry, cx + rx, cy - k * ry, cx + rx, cy}});
  path.push_back({'Z', {}});
}

Path rectangle(double x, double y, double w, double h, double r) {
  r = std::min({r, w / 2, h / 2});
  const double c = r * (1 - 0.5522847498);
  Path path;
  path.push_back({'M', {x + r, y}});
  path.push_back({'L', {x + w - r, y}});
  if (r > 0) path.push_back({'C', {x + w - c, y, x + w, y + c, x + w, y + r}});
  path.push_back({'L', {x + w, y + h - r}});
  if (r > 0) path.push_back({'C', {x + w, y + h - c, x + w - c, y + h, x + w - r, y + h}});
  path.push_back({'L', {x + r, y + h}});
  if (r > 0) path.push_back({'C', {x + c, y + h, x, y + h - c, x, y + h - r}});
  path.push_back({'L', {x, y + r}});
  if (r > 0) path.push_back({'C', {x, y + c, x + c, y, x + r, y}});
  path.push_back({'Z', {}});
  return path;
}

Path path_of(std::string_view tag, const Attributes& a) {
  Path path;
  if (tag == "path") {
    const auto it = a.find("d");
    if (it != a.end()) path = parse_path(it->second);
  } else if (tag == "rect") {
    path = rectangle(number_of(a, "x", 0), number_of(a, "y", 0), number_of(a, "width", 0),
                     number_of(a, "height", 0), number_of(a, "rx", 0));
  } else if (tag == "circle") {
    const double r = number_of(a, "r", 0);
    if (r > 0) add_ellipse(path, number_of(a, "cx", 0), number_of(a, "cy", 0), r, r);
  } else if (tag == "ellipse") {
    add_ellipse(path, number_of(a, "cx", 0), number_of(a, "cy", 0), number_of(a, "rx", 0),
                number_of(a, "ry", 0));
  }
  return path;
}

Attributes attributes_in(std::string_view text) {
  Attributes out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t equals = text.find('=', at);
    if (equals == std::string_view::npos || equals + 1 >= text.size()) break;
    const std::size_t name_from = text.find_first_not_of(" \t\r\n", at);
    const char quote = text[equals + 1];
    if (quote != '"' && quote != '\'') break;
    const std::size_t end = text.find(quote, equals + 2);
    if (end == std::string_view::npos || name_from > equals) break;
    out.emplace(text.substr(name_from, equals - name_from),
                text.substr(equals + 2, end - equals - 2));
    at = end + 1;
  }
  return out;
}

void read_view_box(Drawing& drawing, const Attributes& attributes) {
  const auto it = attributes.find("viewBox");
  if (it == attributes.end()) return;
  double* const to[4] = {&drawing.x, &drawing.y, &drawing.width, &drawing.height};
  const char* at = it->second.c_str();
  for (double* value : to) {
    char* end = nullptr;
    *value = std::strtod(at, &end);
    at = end;
    while (*at == ',' || *at == ' ') ++at;
  }
}

void set_source(cairo_t* cairo, const Paint& paint, const Theme& theme, Color current) {
  Color color = current;
  if (paint.kind == Paint::Kind::rgb) color = paint.rgb;
  if (paint.kind == Paint::Kind::token) color = theme.color(paint.token);
  cairo_set_source_rgb(cairo, color.red, color.green, color.blue);
}

}  // namespace

Drawing parse_svg(std::string_view text) {
  Drawing drawing;
  std::vector<Style> styles{Style{}};
  std::size_t at = 0;
  while ((at = text.find('<', at)) != std::string_view::npos &&
         drawing.shapes.size() < most_shapes) {
    if (text.substr(at, 4) == "<!--") {
      at = text.find("-->", at);
      if (at == std::string_view::npos) break;
      continue;
    }
    const std::size_t end = text.find('>', at);
    if (end == std::string_view::npos) break;
    std::string_view body = text.substr(at + 1, end - at - 1);
    at = end + 1;
    if (body.empty() || body[0] == '?' || body[0] == '!') continue;
    if (body[0] == '/') {
      if ((body == "/g" || body == "/svg") && styles.size() > 1) styles.pop_back();
      continue;
    }
    const bool closed = body.ends_with("/");
    if (closed) body.remove_suffix(1);
    const std::size_t space = std::min(body.find_first_of(" \t\r\n"), body.size());
    const std::string_view tag = body.substr(0, space);
    const Attributes attributes = attributes_in(body.substr(space));
    const Style style = styled(styles.back(), attributes);
    if (tag == "svg" || tag == "g") {
      if (tag == "svg") read_view_box(drawing, attributes);
      if (!closed) styles.push_back(style);
      continue;
    }
    Path path = path_of(tag, attributes);
    if (path.empty()) continue;
    Shape shape{std::move(path), style.fill, style.stroke, style.width, style.round,
                style.view,      {}};
    if (const auto it = attributes.find("data-code"); it != attributes.end())
      shape.code = it->second;
    drawing.shapes.push_back(std::move(shape));
  }
  return drawing;
}

void paint_shape(cairo_t* cairo, const Shape& shape, const Theme& theme, Color current) {
  trace(cairo, shape.path);
  if (shape.fill.kind != Paint::Kind::none) {
    set_source(cairo, shape.fill, theme, current);
    cairo_fill_preserve(cairo);
  }
  if (shape.stroke.kind != Paint::Kind::none && shape.stroke_width > 0) {
    set_source(cairo, shape.stroke, theme, current);
    cairo_set_line_width(cairo, shape.stroke_width);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cairo, shape.round_ends ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    cairo_stroke_preserve(cairo);
  }
  cairo_new_path(cairo);
}

void paint_drawing(cairo_t* cairo, const Drawing& drawing, const Theme& theme, Color current) {
  for (const Shape& shape : drawing.shapes) paint_shape(cairo, shape, theme, current);
}

}  // namespace anteroom::ui
