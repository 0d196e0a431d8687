// Flat painting on a cairo context: boxes with CSS-like inner borders, shaped text (Pango), icons
// and drawings.
//
//   Painter painter(cairo, theme);
//   painter.box({64, 420, 952, 144}, 16, Token::surface, Token::line_ui, 2);
//   painter.text("Dull", {.size = 32, .weight = 600}, 168, 450, 700);
//
// Coordinates are reference pixels; the caller scales the context. Text is measured without a
// context.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/ui/svg.h"
#include "kiosk/ui/theme.h"

typedef struct _cairo cairo_t;
typedef struct _PangoLayout PangoLayout;

namespace anteroom::ui {

struct Box {
  double x = 0, y = 0, w = 0, h = 0;
  [[nodiscard]] double right() const { return x + w; }
  [[nodiscard]] double bottom() const { return y + h; }
  [[nodiscard]] double middle_x() const { return x + w / 2; }
  [[nodiscard]] double middle_y() const { return y + h / 2; }
  [[nodiscard]] Box inset(double by) const { return {x + by, y + by, w - 2 * by, h - 2 * by}; }
  [[nodiscard]] bool overlaps(const Box& other) const {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }
  friend bool operator==(const Box&, const Box&) = default;
};

enum class Align : std::uint8_t { unset = 0, start, center, end };
enum class Fit : std::uint8_t { unset = 0, inside, cover };
enum class Wrap : std::uint8_t { unset = 0, greedy, balanced, never };

struct TextStyle {
  double size = 28;
  int weight = 400;
  double line = 1.4286;  ///< line height as a factor of size
  Token color = Token::ink;
  Align align = Align::start;
  Wrap wrap = Wrap::greedy;
  bool display = false;  ///< the title face, tracking -0.012 em
  bool tabular = false;  ///< digits of one width
};

struct Measure {
  double width = 0, height = 0;
  int lines = 0;
  bool clipped = false;  ///< a word is wider than the width given
};

/// How much room `words` need within `width` (<= 0: one line).
[[nodiscard]] Measure measure(std::string_view words, const TextStyle& style, double width);

class Painter {
 public:
  Painter(cairo_t* cairo, const Theme& theme) : cairo_(cairo), theme_(&theme) {}
  [[nodiscard]] cairo_t* cairo() const { return cairo_; }
  [[nodiscard]] bool mirrored() const { return mirrored_; }
  [[nodiscard]] const Theme& theme() const { return *theme_; }

  /// Until end_mirror() all is painted as in a mirror that stands upright in the middle of `box`:
  /// what was at the left edge is at the right one. Words are not turned, and start at the right;
  /// of the icons only arrows and the like turn. Drawings and pictures stay as they are.
  void begin_mirror(const Box& box);
  void end_mirror();
  /// Within a mirror: what is painted next between x and x + width is not turned, until the next
  /// cairo_restore. Elsewhere nothing.
  void turn_back(double x, double width);

  void fill(const Box& box, Token fill);
  /// Rounded box; the border lies inside the box as in CSS. Token::unset = not filled / no border.
  void box(const Box& box, double radius, Token fill, Token border, double border_width);
  /// 4 px ring, 4 px outside the edge.
  void focus_ring(const Box& box, double radius);
  void line(double x1, double y1, double x2, double y2, Token color, double width);
  /// Draws from the top of the first line box; returns the height used.
  double text(std::string_view words, const TextStyle& style, double x, double y, double width);
  /// Text centred vertically in the box.
  void text_in(std::string_view words, const TextStyle& style, const Box& box);
  /// A 48-box line icon drawn at `size`. `stroke` is in the 48 box.
  void icon(std::string_view name, double x, double y, double size, Token color, double stroke = 3);
  /// The drawing's viewBox fitted into the box and clipped to it.
  void drawing(const Drawing& drawing, const Box& box, double clip_radius, Fit fit = Fit::inside,
               Token current = Token::ink);

 private:
  void source(Token token);
  void rounded(const Box& box, double radius);
  cairo_t* cairo_;
  const Theme* theme_;
  bool mirrored_ = false;
};

}  // namespace anteroom::ui
