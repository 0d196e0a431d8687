// A text as the kiosk may draw it: blocks of runs in the few styles that it has. What a form's
// author writes in markdown or XHTML (rendering-markdown, rendering-xhtml) becomes this and nothing
// else: no script, style, picture, colour or address that could be followed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::form {

/// Words in one style. A line break is "\n" in the text.
struct StyledRun {
  std::string text;
  bool strong = false;
  bool emphasis = false;
  bool link = false;  ///< was the text of a link: drawn apart, never followed
  friend bool operator==(const StyledRun&, const StyledRun&) = default;
};

struct StyledBlock {
  enum class Kind : std::uint8_t { unset = 0, paragraph, heading, bullet, numbered };
  Kind kind = Kind::unset;
  int level = 0;   ///< heading: 1 to 6; bullet, numbered: depth of the list from 1
  int number = 0;  ///< numbered: what stands before it
  std::vector<StyledRun> runs;
  friend bool operator==(const StyledBlock&, const StyledBlock&) = default;
};

struct StyledText {
  std::vector<StyledBlock> blocks;
  std::string language;     ///< BCP 47, as in Definition::Text
  bool translated = false;  ///< as in Definition::Text
  /// The words alone: blocks on lines of their own, "• " and "1. " before the entries of lists.
  [[nodiscard]] std::string plain() const;
};

/// Blank lines part paragraphs; other ends of line are line breaks.
[[nodiscard]] StyledText styled_from_plain(std::string_view text);
/// CommonMark without HTML.
[[nodiscard]] StyledText styled_from_markdown(std::string_view markdown);
/// nullopt when it is not well-formed XML, nested deeper than 60 elements or longer than 64 KiB.
[[nodiscard]] std::optional<StyledText> styled_from_xhtml(std::string_view xhtml);

}  // namespace anteroom::form
