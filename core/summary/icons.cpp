#include "core/summary/icons.h"

namespace anteroom::summary {
namespace {

constexpr double kTagIcon = 16, kTagGap = 6, kTagPadding = 8, kTagPaddingY = 2, kTagBorder = 2;
constexpr TextStyle kTagText{.size = 20, .line_height = 1.36};

struct TagColors {
  Rgb fill, edge, text;
};

TagColors tag_colors(TagKind kind) {
  switch (kind) {
    case TagKind::now:
      return {kClay, kClay, kWhite};
    case TagKind::before_exam:
      return {kClayTint, kClayLine, kClay};
    case TagKind::gap:
      return {kSand, kInk2, kInk2};
    case TagKind::plain:
      break;
  }
  return {kWhite, kLineUi, kInk2};
}

}  // namespace

void draw_icon(Canvas& canvas, Icon icon, double x, double y, double size, Rgb color) {
  const double scale = size / 48;
  const Paint stroke{nullptr, &color, 4 * scale};
  const auto draw = [&](const char* data) { canvas.path(data, x, y, scale, stroke); };
  switch (icon) {
    case Icon::warning:
      draw("M24 7 L43 40 L5 40 Z");
      draw("M24 19 L24 29");
      draw("M24 34.5 L24 35");
      break;
    case Icon::eye:
      draw("M4 24 C14 8 34 8 44 24 C34 40 14 40 4 24 Z");
      canvas.circle(x + 24 * scale, y + 24 * scale, 6 * scale, stroke);
      break;
    case Icon::note:
      canvas.circle(x + 24 * scale, y + 24 * scale, 17 * scale, stroke);
      draw("M24 22 L24 33");
      draw("M24 15 L24 15.5");
      break;
    case Icon::check:
      draw("M9 25 L19 35 L39 13");
      break;
    case Icon::none:
      break;
  }
}

void draw_mark(Canvas& canvas, double x, double y, double size) {
  const double scale = size / 48;
  canvas.rectangle(x + 3 * scale, y + 3 * scale, 42 * scale, 42 * scale, 12 * scale, {&kPrimary});
  canvas.path("M15 38 L15 12 L33 12 L33 38", x, y, scale, {nullptr, &kWhite, 3 * scale});
  canvas.path("M15 12 L26 17 L26 38 L15 38 Z", x, y, scale, {&kWhite});
  canvas.circle(x + 22.5 * scale, y + 27 * scale, 1.8 * scale, {&kPrimary});
}

TagSize tag_size(Canvas& canvas, Icon icon, const std::string& words) {
  const double icon_width = icon == Icon::none ? 0 : kTagIcon + kTagGap;
  const double text = canvas.text_width({{words, 600}}, kTagText);
  return {text + icon_width + 2 * (kTagPadding + kTagBorder),
          kTagText.size * kTagText.line_height + 2 * (kTagPaddingY + kTagBorder)};
}

TagSize draw_tag(Canvas& canvas, TagKind kind, Icon icon, const std::string& words, double x,
                 double y) {
  const TagSize size = tag_size(canvas, icon, words);
  const TagColors colors = tag_colors(kind);
  const double half = kTagBorder / 2;
  canvas.rectangle(x + half, y + half, size.width - kTagBorder, size.height - kTagBorder, 6 - half,
                   {&colors.fill, &colors.edge, kTagBorder});
  double inner = x + kTagBorder + kTagPadding;
  if (icon != Icon::none) {
    draw_icon(canvas, icon, inner, y + (size.height - kTagIcon) / 2, kTagIcon, colors.text);
    inner += kTagIcon + kTagGap;
  }
  canvas.text(inner, y + kTagBorder + kTagPaddingY, size.width, {{words, 600, colors.text}},
              kTagText);
  return size;
}

}  // namespace anteroom::summary
