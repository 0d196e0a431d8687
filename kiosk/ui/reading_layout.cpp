// Words to read: what a form says without asking, and "More about this". Long words are cut into
// parts by measure; a picture stands over them.
#include <algorithm>
#include <string>
#include <vector>

#include "kiosk/ui/builder.h"

namespace anteroom::ui {
namespace {

/// Pieces that are not torn apart: sentences, and single words where a sentence alone is too long.
std::vector<std::string> pieces(const std::string& text, const TextStyle& style, double width,
                                double room) {
  std::vector<std::string> out;
  std::string sentence;
  const auto close = [&] {
    if (measure(sentence, style, width).height <= room) {
      if (!sentence.empty()) out.push_back(sentence);
    } else {
      for (std::size_t at = 0; at < sentence.size();) {
        const std::size_t space = std::min(sentence.find(' ', at), sentence.size() - 1);
        out.push_back(sentence.substr(at, space - at + 1));
        at = space + 1;
      }
    }
    sentence.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    sentence += text[i];
    const bool ends =
        text[i] == '\n' ||
        (text[i] == ' ' && i > 0 && std::string(".?!").find(text[i - 1]) != std::string::npos);
    if (ends) close();
  }
  close();
  return out;
}

std::vector<std::string> parts_of(const std::string& text, const TextStyle& style, double width,
                                  double room) {
  std::vector<std::string> parts(1);
  for (const std::string& piece : pieces(text, style, width, room)) {
    if (!parts.back().empty() && measure(parts.back() + piece, style, width).height > room)
      parts.emplace_back();
    parts.back() += piece;
  }
  return parts;
}

}  // namespace

void lay_out_reading(Builder& b) {
  b.frame_without_title();
  const std::string& text = b.page.title.shown();
  constexpr std::size_t kShort = 120;
  TextStyle style = text.size() <= kShort ? title_style(b.theme) : label_style(b.theme);
  if (text.size() > kShort) style.weight = 400, style.line = 1.4;
  const double width = b.portrait() ? b.content.w : std::min(b.content.w, 1240.0);
  double y = b.content.y;
  if (!b.page.helper.empty())
    y += b.words(b.page.helper, hint_style(b.theme), b.content.x, y, width) + 16;
  const auto bitmap = b.page.picture ? decode_picture(*b.page.picture) : nullptr;
  double room = b.content.bottom() - y;
  if (bitmap) {
    const double needed = std::min(measure(text, style, width).height + 24, room / 2);
    const double scale =
        std::min({2.0, width / bitmap->width(), (room - needed) / bitmap->height()});
    const Box box{b.content.x, y, bitmap->width() * scale, bitmap->height() * scale};
    Element& element = b.decoration(box, paint_bitmap(bitmap));
    element.role = Role::text, element.name = b.page.picture->words.spoken();
    y = box.bottom() + 24;
    room = b.content.bottom() - y;
  }
  std::vector<std::string> parts = parts_of(text, style, width, room);
  if (parts.size() > 1) parts = parts_of(text, style, width, room - 88 - 16);
  const std::size_t part = static_cast<std::size_t>(b.state.review_page) % parts.size();
  b.heading(flow::Text(parts[part]), style, b.content.x, y, width);
  if (parts.size() > 1)
    part_button(b, {b.content.x, b.content.bottom() - 88, width, 88}, static_cast<int>(part) + 1,
                static_cast<int>(parts.size()));
}

}  // namespace anteroom::ui
