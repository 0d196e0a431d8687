// What patients typed, made safe to print: no control characters, no bidi overrides, valid UTF-8.
// A right-to-left override inside an answer could turn "no" and "yes" around on the clinician's
// page.
#pragma once

#include <string>
#include <string_view>

namespace anteroom::summary {

/// Control characters and line breaks become one space; bidi embeddings, overrides and isolates,
/// zero-width marks other than the joiners, and byte-order marks go; broken UTF-8 becomes U+FFFD.
/// Arabic and Han stay as they are.
[[nodiscard]] std::string clean_text(std::string_view text);
/// clean_text, then & < > " ' as entities.
[[nodiscard]] std::string escape_html(std::string_view text);
/// At most `most` code points; a cut text ends with `mark`.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t most, std::string_view mark);
[[nodiscard]] std::string encode_utf8(char32_t character);

/// Reads one code point at `position` and moves it; U+FFFD for broken bytes.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& position);
template <class Visit>
void for_each_code_point(std::string_view text, Visit&& visit) {
  for (std::size_t position = 0; position < text.size();) visit(next_code_point(text, position));
}

}  // namespace anteroom::summary
