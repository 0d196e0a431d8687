#include "core/summary/clean_text.h"

namespace anteroom::summary {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// Unicode Bidi_Control and default-ignorable format characters that can hide or turn text. U+200C
// and U+200D stay: Persian and Indic words are spelled with them.
bool is_hidden(char32_t c) {
  return c == 0x200B || c == 0x200E || c == 0x200F || c == 0x061C || c == 0xFEFF || c == 0x00AD ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
         (c >= 0xE0000 && c <= 0xE0FFF);
}

bool is_break_or_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

bool is_valid(char32_t c) {
  return c <= 0x10FFFF && !(c >= 0xD800 && c <= 0xDFFF);
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& position) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(position++);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 && lead < 0xF5   ? 3
                   : lead >= 0xE0 && lead < 0xF0 ? 2
                   : lead >= 0xC2 && lead < 0xE0 ? 1
                                                 : 0;
  if (more == 0) return kReplacement;
  char32_t value = lead & (0x3FU >> more);
  for (int i = 0; i < more; ++i) {
    if (position >= text.size() || (byte(position) & 0xC0U) != 0x80U) return kReplacement;
    value = (value << 6U) | (byte(position++) & 0x3FU);
  }
  constexpr char32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
  return is_valid(value) && value >= kLeast[more] ? value : kReplacement;
}

std::string encode_utf8(char32_t c) {
  const auto tail = [&](unsigned shift) {
    return static_cast<char>(0x80U | ((c >> shift) & 0x3FU));
  };
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xC0U | (c >> 6U)), tail(0)};
  if (c < 0x10000) return {static_cast<char>(0xE0U | (c >> 12U)), tail(6), tail(0)};
  return {static_cast<char>(0xF0U | (c >> 18U)), tail(12), tail(6), tail(0)};
}

std::string clean_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for_each_code_point(text, [&](char32_t c) {
    if (is_hidden(c)) return;
    if (is_break_or_control(c)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      return;
    }
    out += encode_utf8(c);
  });
  return out;
}

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : clean_text(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string shorten(std::string_view text, std::size_t most, std::string_view mark) {
  std::size_t count = 0;
  for (std::size_t position = 0; position < text.size(); ++count) {
    if (count == most) return std::string(text.substr(0, position)) + std::string(mark);
    (void)next_code_point(text, position);
  }
  return std::string(text);
}

}  // namespace anteroom::summary
