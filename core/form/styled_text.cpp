// Building styled text, and the plain words of it.
#include "core/form/styled_text.h"

#include "core/form/styled_builder.h"

namespace anteroom::form {

namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Control characters draw nothing and may upset who draws them.
bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7F;
}

}  // namespace

void StyledBuilder::block(StyledBlock::Kind kind, int level, int number) {
  end_block();
  open_ = {kind, level, number, {}};
}

void StyledBuilder::end_block() {
  while (!open_.runs.empty()) {
    std::string& last = open_.runs.back().text;
    while (!last.empty() && is_space(last.back())) last.pop_back();
    if (!last.empty()) break;
    open_.runs.pop_back();
  }
  if (!open_.runs.empty()) out_.blocks.push_back(std::move(open_));
  open_ = {};
  space_ = false;
}

StyledRun& StyledBuilder::run() {
  if (open_.kind == StyledBlock::Kind::unset) open_.kind = StyledBlock::Kind::paragraph;
  const bool strong = strong_ > 0;
  const bool emphasis = emphasis_ > 0;
  const bool link = link_ > 0;
  if (open_.runs.empty() || open_.runs.back().strong != strong ||
      open_.runs.back().emphasis != emphasis || open_.runs.back().link != link) {
    open_.runs.push_back({"", strong, emphasis, link});
  }
  return open_.runs.back();
}

void StyledBuilder::write_space() {
  if (open_.runs.empty() || open_.runs.back().text.ends_with('\n')) return;
  StyledRun& now = run();
  const std::size_t count = open_.runs.size();
  StyledRun& before = now.text.empty() && count > 1 ? open_.runs[count - 2] : now;
  // Between two styles the space goes to the plain one: nothing is set apart that is no word.
  const bool plain = !before.strong && !before.emphasis && !before.link;
  (plain ? before : now).text += ' ';
}

void StyledBuilder::text(std::string_view words) {
  for (const char c : words) {
    if (is_space(c)) {
      space_ = true;
      continue;
    }
    if (is_control(c)) continue;
    if (space_) write_space();
    space_ = false;
    run().text += c;
  }
}

void StyledBuilder::line_break() {
  space_ = false;
  if (!open_.runs.empty()) open_.runs.back().text += '\n';
}

StyledText StyledBuilder::take() {
  end_block();
  return std::move(out_);
}

std::string StyledText::plain() const {
  std::string out;
  for (const StyledBlock& block : blocks) {
    if (!out.empty()) out += '\n';
    const int indent = block.level > 1 && block.kind >= StyledBlock::Kind::bullet ? block.level : 1;
    out.append(static_cast<std::size_t>(indent - 1) * 2, ' ');
    if (block.kind == StyledBlock::Kind::bullet) out += "• ";
    if (block.kind == StyledBlock::Kind::numbered) out += std::to_string(block.number) + ". ";
    for (const StyledRun& run : block.runs) out += run.text;
  }
  return out;
}

StyledText styled_from_plain(std::string_view text) {
  StyledBuilder builder;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
      builder.end_block();
    } else {
      builder.text(line);
      builder.line_break();
    }
  }
  return builder.take();
}

}  // namespace anteroom::form
