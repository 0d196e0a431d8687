// The small drawings of the page, in a 48 box: a tier is told by icon, word and fill, never by
// colour alone.
#pragma once

#include "core/summary/canvas.h"

namespace anteroom::summary {

enum class Icon : std::uint8_t { none = 0, warning, eye, note, check };

void draw_icon(Canvas& canvas, Icon icon, double x, double y, double size, Rgb color);
/// The door mark of the product.
void draw_mark(Canvas& canvas, double x, double y, double size);

enum class TagKind : std::uint8_t { plain = 0, now, before_exam, gap };
struct TagSize {
  double width = 0, height = 0;
};
/// A bordered word with an icon ("Tier 1: now").
TagSize draw_tag(Canvas& canvas, TagKind kind, Icon icon, const std::string& words, double x,
                 double y);
[[nodiscard]] TagSize tag_size(Canvas& canvas, Icon icon, const std::string& words);

}  // namespace anteroom::summary
