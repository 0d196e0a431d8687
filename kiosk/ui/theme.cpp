// The token values (light and high contrast) and the contrast arithmetic of WCAG 2.
#include "kiosk/ui/theme.h"

#include <array>
#include <cmath>
#include <cstdlib>
#include <string>

namespace anteroom::ui {
namespace {

struct Entry {
  Token token;
  std::string_view name, light, dark;
};

constexpr std::array<Entry, 24> entries{{
    {Token::paper, "paper", "#FBF8F2", "#0A0F10"},
    {Token::sand, "sand", "#F2EADD", "#0A0F10"},
    {Token::surface, "surface", "#FFFFFF", "#0A0F10"},
    {Token::line, "line", "#D9CFC0", "#FFFFFF"},
    {Token::line_ui, "line-ui", "#6B7775", "#FFFFFF"},
    {Token::ink, "ink", "#182A2B", "#FFFFFF"},
    {Token::ink_2, "ink-2", "#3D4F50", "#F2F2F2"},
    {Token::primary, "primary", "#0C5154", "#FFDD6B"},
    {Token::primary_press, "primary-press", "#083B3D", "#FFFFFF"},
    {Token::on_primary, "on-primary", "#FFFFFF", "#0A0F10"},
    {Token::tint, "tint", "#E1F0EC", "#2A2714"},
    {Token::tint_2, "tint-2", "#BFDFD7", "#5A5120"},
    {Token::focus, "focus", "#2338B5", "#7FE0FF"},
    {Token::clay, "clay", "#7A330F", "#FFC49A"},
    {Token::clay_line, "clay-line", "#A84E1C", "#FFC49A"},
    {Token::clay_tint, "clay-tint", "#FCEEE0", "#2A160A"},
    {Token::berry, "berry", "#8E1B2E", "#FFB3BC"},
    {Token::berry_tint, "berry-tint", "#FBEBEC", "#2D0D12"},
    {Token::leaf, "leaf", "#1F5A34", "#A9E5B8"},
    {Token::leaf_tint, "leaf-tint", "#E6F2E6", "#0D2414"},
    // For drawings only; the high-contrast theme keeps them.
    {Token::honey, "honey", "#F4C96B", "#F4C96B"},
    {Token::honey_soft, "honey-soft", "#FAE6B8", "#FAE6B8"},
    {Token::sage, "sage", "#A9C9BE", "#A9C9BE"},
    {Token::stone, "stone", "#E7DCCB", "#5A5120"},
}};

double linear(double channel) {
  return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(Color color) {
  return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

}  // namespace

Color Theme::color(Token token) const {
  for (const Entry& entry : entries) {
    if (entry.token == token) {
      return color_from_hex(contrast_ == Contrast::high ? entry.dark : entry.light)
          .value_or(Color{});
    }
  }
  return Color{};
}

std::optional<Token> token_named(std::string_view name) {
  for (const Entry& entry : entries) {
    if (entry.name == name) return entry.token;
  }
  return std::nullopt;
}

std::optional<Color> color_from_hex(std::string_view hex) {
  if (hex.size() != 7 || hex[0] != '#') return std::nullopt;
  if (hex.find_first_not_of("0123456789abcdefABCDEF", 1) != std::string_view::npos)
    return std::nullopt;
  const unsigned long value = std::strtoul(std::string(hex.substr(1)).c_str(), nullptr, 16);
  return Color{static_cast<double>((value >> 16) & 255) / 255,
               static_cast<double>((value >> 8) & 255) / 255,
               static_cast<double>(value & 255) / 255};
}

double contrast_ratio(Color a, Color b) {
  const double one = luminance(a) + 0.05, two = luminance(b) + 0.05;
  return one > two ? one / two : two / one;
}

TextSize next_text_size(TextSize size) {
  if (size == TextSize::extra_large) return TextSize::normal;
  return size == TextSize::large ? TextSize::extra_large : TextSize::large;
}

}  // namespace anteroom::ui
