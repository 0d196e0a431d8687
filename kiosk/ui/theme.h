// The design tokens: colours, type sizes and measures, with the names of the visual design's token
// list.
//
//   Theme theme{Contrast::normal, TextSize::large};
//   Color ink = theme.color(Token::ink);
//   double px = theme.label();            // 40 at 125 %
//
// All measures are reference pixels (24 inch panel, 3.61 px/mm); the panel's scale is applied when
// painting.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace anteroom::ui {

struct Color {
  double red = 0, green = 0, blue = 0;
  friend bool operator==(const Color&, const Color&) = default;
};

enum class Token : std::uint8_t {
  unset = 0,
  paper,
  sand,
  surface,
  line,
  line_ui,
  ink,
  ink_2,
  primary,
  primary_press,
  on_primary,
  tint,
  tint_2,
  focus,
  clay,
  clay_line,
  clay_tint,
  berry,
  berry_tint,
  leaf,
  leaf_tint,
  honey,
  honey_soft,
  sage,
  stone
};
enum class Contrast : std::uint8_t { unset = 0, normal, high };
enum class TextSize : std::uint8_t { unset = 0, normal, large, extra_large };

/// Reference panel: pixels a millimetre that the measures were drawn for.
inline constexpr double reference_px_per_mm = 3.61;

class Theme {
 public:
  Theme() = default;
  Theme(Contrast contrast, TextSize size) : contrast_(contrast), size_(size) {}
  [[nodiscard]] Contrast contrast() const { return contrast_; }
  [[nodiscard]] TextSize text_size() const { return size_; }
  [[nodiscard]] bool extra_large() const { return size_ == TextSize::extra_large; }
  [[nodiscard]] Color color(Token token) const;

  [[nodiscard]] double small() const { return pick(24, 30, 34); }
  [[nodiscard]] double base() const { return pick(28, 35, 42); }
  [[nodiscard]] double label() const { return pick(32, 40, 48); }
  [[nodiscard]] double title() const { return pick(52, 64, 72); }
  [[nodiscard]] double urgent() const { return pick(60, 66, 76); }
  [[nodiscard]] double hero() const { return pick(64, 72, 80); }
  /// Ordinary control edge: 2, in high contrast 3.
  [[nodiscard]] double edge() const { return contrast_ == Contrast::high ? 3 : 2; }
  /// `normal` at 100 %, then at 125 % and 150 %.
  [[nodiscard]] double pick(double normal, double large, double extra) const {
    return size_ == TextSize::extra_large ? extra : size_ == TextSize::large ? large : normal;
  }

 private:
  Contrast contrast_ = Contrast::normal;
  TextSize size_ = TextSize::normal;
};

/// "ink-2" -> Token::ink_2; nullopt for a name that is none.
[[nodiscard]] std::optional<Token> token_named(std::string_view name);
/// "#RRGGBB"; nullopt otherwise.
[[nodiscard]] std::optional<Color> color_from_hex(std::string_view hex);
/// WCAG 2 contrast ratio, 1 to 21.
[[nodiscard]] double contrast_ratio(Color a, Color b);
[[nodiscard]] TextSize next_text_size(TextSize size);

}  // namespace anteroom::ui
