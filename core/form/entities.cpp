// The character references of XHTML that forms use. A name that is not here stays as written: the
// patient sees the author's mistake instead of a gap.
#include <algorithm>
#include <array>
#include <charconv>

#include "core/form/styled_builder.h"

namespace anteroom::form {

namespace {

using Named = std::pair<std::string_view, char32_t>;

constexpr std::array<Named, 75> kNamed = {{
    {"amp", U'&'},     {"lt", U'<'},      {"gt", U'>'},      {"quot", U'"'},     {"apos", U'\''},
    {"nbsp", 0xA0},    {"iexcl", 0xA1},   {"cent", 0xA2},    {"pound", 0xA3},    {"yen", 0xA5},
    {"sect", 0xA7},    {"copy", 0xA9},    {"ordf", 0xAA},    {"laquo", 0xAB},    {"reg", 0xAE},
    {"deg", 0xB0},     {"plusmn", 0xB1},  {"sup2", 0xB2},    {"sup3", 0xB3},     {"micro", 0xB5},
    {"para", 0xB6},    {"middot", 0xB7},  {"ordm", 0xBA},    {"raquo", 0xBB},    {"frac14", 0xBC},
    {"frac12", 0xBD},  {"frac34", 0xBE},  {"iquest", 0xBF},  {"Agrave", 0xC0},   {"Aacute", 0xC1},
    {"Auml", 0xC4},    {"Aring", 0xC5},   {"AElig", 0xC6},   {"Ccedil", 0xC7},   {"Egrave", 0xC8},
    {"Eacute", 0xC9},  {"Iacute", 0xCD},  {"Ntilde", 0xD1},  {"Oacute", 0xD3},   {"Ouml", 0xD6},
    {"times", 0xD7},   {"Oslash", 0xD8},  {"Uacute", 0xDA},  {"Uuml", 0xDC},     {"szlig", 0xDF},
    {"agrave", 0xE0},  {"aacute", 0xE1},  {"acirc", 0xE2},   {"auml", 0xE4},     {"aring", 0xE5},
    {"aelig", 0xE6},   {"ccedil", 0xE7},  {"egrave", 0xE8},  {"eacute", 0xE9},   {"ecirc", 0xEA},
    {"euml", 0xEB},    {"iacute", 0xED},  {"icirc", 0xEE},   {"ntilde", 0xF1},   {"oacute", 0xF3},
    {"ocirc", 0xF4},   {"ouml", 0xF6},    {"divide", 0xF7},  {"oslash", 0xF8},   {"uacute", 0xFA},
    {"uuml", 0xFC},    {"ndash", 0x2013}, {"mdash", 0x2014}, {"lsquo", 0x2018},  {"rsquo", 0x2019},
    {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"bull", 0x2022},  {"hellip", 0x2026}, {"euro", 0x20AC},
}};

void append_utf8(char32_t c, std::string& out) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

/// The character of "#246", "#xF6" or "ouml"; 0 when it is none.
char32_t character_of(std::string_view name) {
  if (!name.starts_with('#')) {
    const auto found = std::find_if(kNamed.begin(), kNamed.end(),
                                    [&](const Named& each) { return each.first == name; });
    return found == kNamed.end() ? 0 : found->second;
  }
  name.remove_prefix(1);
  const bool hex = name.starts_with('x') || name.starts_with('X');
  if (hex) name.remove_prefix(1);
  std::uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(name.data(), name.data() + name.size(), value, hex ? 16 : 10);
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (error != std::errc() || end != name.data() + name.size() || surrogate || value > 0x10FFFF)
    return 0;
  return static_cast<char32_t>(value);
}

}  // namespace

std::string with_entities(std::string_view text) {
  constexpr std::size_t kLongest = 10;
  std::string out;
  while (!text.empty()) {
    const std::size_t start = text.find('&');
    out += text.substr(0, start);
    if (start == std::string_view::npos) break;
    text.remove_prefix(start);
    const std::size_t end = text.substr(0, kLongest).find(';');
    const char32_t c = end == std::string_view::npos ? 0 : character_of(text.substr(1, end - 1));
    if (c == 0) {
      out += '&';
      text.remove_prefix(1);
    } else {
      append_utf8(c, out);
      text.remove_prefix(end + 1);
    }
  }
  return out;
}

}  // namespace anteroom::form
