// A small, safe subset of SVG: the drawings of the kiosk, its icons, and a plugin's body map.
//
//   Drawing scene = parse_svg("<svg viewBox='0 0 48 48'><path d='M9 25l10 10L39 13'
//   stroke='var(--ink)'/></svg>"); paint_drawing(cairo, scene, theme, current_color);
//
// Elements: svg, g, path, rect, circle, ellipse. Paints: none, #RRGGBB, var(--token), currentColor.
// Anything else is ignored: no scripts, references, styles or files, because a body map comes from
// a plugin bundle.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/ui/theme.h"

typedef struct _cairo cairo_t;

namespace anteroom::ui {

struct Paint {
  enum class Kind : std::uint8_t { unset = 0, none, rgb, token, current };
  Kind kind = Kind::unset;
  Color rgb;
  Token token = Token::unset;
};

/// One absolute path command: M (2 numbers), L (2), C (6), Z (0).
struct PathStep {
  char command = 0;
  double at[6] = {0, 0, 0, 0, 0, 0};
};
using Path = std::vector<PathStep>;

struct Shape {
  Path path;
  Paint fill, stroke;
  double stroke_width = 1;
  bool round_ends = false;
  std::string view, code;  ///< data-view (inherited), data-code
};

struct Drawing {
  double x = 0, y = 0, width = 0, height = 0;  ///< viewBox
  std::vector<Shape> shapes;
};

/// Reads path data (M L H V C S Q T A Z, both cases). Stops at the first thing it cannot read.
[[nodiscard]] Path parse_path(std::string_view data);
[[nodiscard]] Drawing parse_svg(std::string_view text);
void trace(cairo_t* cairo, const Path& path);
void paint_shape(cairo_t* cairo, const Shape& shape, const Theme& theme, Color current);
void paint_drawing(cairo_t* cairo, const Drawing& drawing, const Theme& theme, Color current);
/// The middle of the path's points: where a region's number stands.
[[nodiscard]] std::pair<double, double> middle_of(const Path& path);
struct Extent {
  double left = 0, top = 0, right = 0, bottom = 0;
};
[[nodiscard]] Extent extent_of(const Path& path);
/// True when the point lies inside the filled path.
[[nodiscard]] bool contains(const Path& path, double x, double y);

}  // namespace anteroom::ui
