// Builds a StyledText while a reader walks its source: collapses white space as XHTML does, joins
// runs of one style, drops blocks without words.
#pragma once

#include <string_view>

#include "core/form/styled_text.h"

namespace anteroom::form {

class StyledBuilder {
 public:
  void strong(int change) { strong_ += change; }
  void emphasis(int change) { emphasis_ += change; }
  void link(int change) { link_ += change; }
  /// Ends the block that is open and begins one.
  void block(StyledBlock::Kind kind, int level = 0, int number = 0);
  /// Ends the block; what follows without a new block is a paragraph.
  void end_block();
  void text(std::string_view words);
  void line_break();
  [[nodiscard]] StyledText take();

 private:
  StyledRun& run();
  void write_space();

  StyledText out_;
  StyledBlock open_;
  bool space_ = false;  ///< white space was met and is written before the next word
  int strong_ = 0, emphasis_ = 0, link_ = 0;
};

/// "&amp;", "&#246;", "&#xF6;" and the usual names of HTML replaced; others stay as written.
[[nodiscard]] std::string with_entities(std::string_view text);

}  // namespace anteroom::form
