// A sheet of A4 paper that measures and paints text and shapes with the same code (Cairo + Pango,
// PDF in memory). Units are those of the design: 150 a inch, 1240 x 1754 a page. One thread; two
// canvases may live in two threads.
//
//   auto canvas = Canvas::create({.title = "Intake K1-0001", .created = "2026-03-12T09:49:00Z"});
//   double height = (*canvas)->text(72, 60, 400, {{"Hello", 600}}, {.size = 20});   // measures
//   (*canvas)->set_mode(Canvas::Mode::paint);                                        // from now on
//   it also paints Result<std::string> pdf = (*canvas)->finish();
//
// Byte-identical for the same calls: the only date in the file is the one given here.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace anteroom::summary {

struct Rgb {
  double red = 0, green = 0, blue = 0;
};
constexpr Rgb rgb(unsigned hex) {
  return {((hex >> 16) & 0xFF) / 255.0, ((hex >> 8) & 0xFF) / 255.0, (hex & 0xFF) / 255.0};
}

// The design's tokens; every pair used here keeps 4.5:1 in colour and stays apart in grey by fill,
// icon and word.
inline constexpr Rgb kInk = rgb(0x182A2B), kInk2 = rgb(0x3D4F50), kPrimary = rgb(0x0C5154),
                     kTint2 = rgb(0xBFDFD7);
inline constexpr Rgb kLine = rgb(0xD9CFC0), kLineUi = rgb(0x6B7775), kSand = rgb(0xF2EADD),
                     kStone = rgb(0xE7DCCB);
inline constexpr Rgb kClay = rgb(0x7A330F), kClayLine = rgb(0xA84E1C), kClayTint = rgb(0xFCEEE0);
inline constexpr Rgb kFlagRule = rgb(0xE9C7A8), kWhite = rgb(0xFFFFFF);

/// A stretch of text of one weight and colour; size 0 = the style's.
struct Run {
  std::string text;
  int weight = 400;
  Rgb color = kInk;
  double size = 0;
};
using Runs = std::vector<Run>;

enum class Align : std::uint8_t { start = 0, centre, end };
enum class Face : std::uint8_t { text = 0, title, mono };
/// Role in the PDF's structure tree, for screen readers.
enum class Role : std::uint8_t { paragraph = 0, heading1, heading2, none };

struct TextStyle {
  double size = 20;
  double line_height = 1.36;  ///< times size
  double letter_spacing = 0;  ///< in em
  int max_lines = 0;          ///< 0 = all; else the last line ends with an ellipsis
  Align align = Align::start;
  Face face = Face::text;
  Role role = Role::paragraph;
};

struct Paint {
  const Rgb* fill = nullptr;  ///< null = none
  const Rgb* stroke = nullptr;
  double width = 2;
};

class Canvas {
 public:
  static constexpr double kWidth = 1240, kHeight = 1754;
  enum class Mode : std::uint8_t { measure = 0, paint };
  struct Metadata {
    std::string title;    ///< no personal data
    std::string created;  ///< ISO instant
  };
  struct State;

  [[nodiscard]] static Result<std::unique_ptr<Canvas>> create(const Metadata& metadata);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  void set_mode(Mode mode);
  [[nodiscard]] Mode mode() const;
  /// Lays out and, in paint mode, draws; returns the height used. Characters that no font has
  /// become "[U+XXXX]".
  double text(double x, double y, double width, const Runs& runs, const TextStyle& style = {});
  /// Width of one unwrapped line.
  [[nodiscard]] double text_width(const Runs& runs, const TextStyle& style = {});
  void rectangle(double x, double y, double width, double height, double radius,
                 const Paint& paint);
  void line(double x1, double y1, double x2, double y2, Rgb color, double width);
  void circle(double x, double y, double radius, const Paint& paint);
  /// Absolute M L C Z path data, scaled and moved: (px, py) -> (x + px * scale, y + py * scale).
  /// False = not such data, nothing drawn.
  bool path(std::string_view data, double x, double y, double scale, const Paint& paint);
  /// Everything until pop() is drawn `scale` times smaller or larger around (x, y), and clipped to
  /// nothing.
  void push(double x, double y, double scale);
  void push_clip(double x, double y, double width, double height, double radius);
  void pop();
  void next_page();
  [[nodiscard]] int pages() const;           ///< pages begun
  [[nodiscard]] int unknown_glyphs() const;  ///< of painted text; 0 always, kept as a proof
  /// The PDF's bytes. Nothing may be drawn afterwards. AR-M001 when Cairo reports a failure.
  [[nodiscard]] Result<std::string> finish();

 private:
  explicit Canvas(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace anteroom::summary
