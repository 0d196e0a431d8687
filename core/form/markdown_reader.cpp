// Markdown of a form's author to styled text, read by md4c (CommonMark). HTML inside is no HTML: it
// is switched off and stands as the characters that were written.
#include <md4c.h>

#include <vector>

#include "core/form/styled_builder.h"

namespace anteroom::form {

namespace {

struct List {
  bool numbered = false;
  int next = 1;
};

struct Reader {
  StyledBuilder out;
  std::vector<List> lists;
  bool in_entry = false;

  void entry() {
    List& list = lists.back();
    const int level = static_cast<int>(lists.size());
    if (list.numbered) {
      out.block(StyledBlock::Kind::numbered, level, list.next++);
    } else {
      out.block(StyledBlock::Kind::bullet, level);
    }
    in_entry = true;
  }
};

int enter_block(MD_BLOCKTYPE type, void* detail, void* self) {
  auto& reader = *static_cast<Reader*>(self);
  switch (type) {
    case MD_BLOCK_UL:
      reader.lists.push_back({});
      break;
    case MD_BLOCK_OL:
      reader.lists.push_back(
          {true, static_cast<int>(static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start)});
      break;
    case MD_BLOCK_LI:
      reader.entry();
      break;
    case MD_BLOCK_H:
      reader.out.block(StyledBlock::Kind::heading,
                       static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level));
      break;
    case MD_BLOCK_P:
    case MD_BLOCK_CODE:
      if (!reader.in_entry) reader.out.block(StyledBlock::Kind::paragraph);
      break;
    default:
      break;
  }
  return 0;
}

int leave_block(MD_BLOCKTYPE type, void*, void* self) {
  auto& reader = *static_cast<Reader*>(self);
  switch (type) {
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      reader.lists.pop_back();
      reader.in_entry = !reader.lists.empty();
      reader.out.end_block();
      break;
    case MD_BLOCK_P:
    case MD_BLOCK_CODE:
      if (reader.in_entry) {
        reader.out.line_break();
      } else {
        reader.out.end_block();
      }
      break;
    case MD_BLOCK_H:
    case MD_BLOCK_LI:
      reader.out.end_block();
      break;
    default:
      break;
  }
  return 0;
}

void style(Reader& reader, MD_SPANTYPE type, int change) {
  if (type == MD_SPAN_STRONG) reader.out.strong(change);
  if (type == MD_SPAN_EM) reader.out.emphasis(change);
  if (type == MD_SPAN_A) reader.out.link(change);
}

int enter_span(MD_SPANTYPE type, void*, void* self) {
  style(*static_cast<Reader*>(self), type, 1);
  return 0;
}

int leave_span(MD_SPANTYPE type, void*, void* self) {
  style(*static_cast<Reader*>(self), type, -1);
  return 0;
}

int read_text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
  StyledBuilder& out = static_cast<Reader*>(self)->out;
  const std::string_view words(text, size);
  switch (type) {
    case MD_TEXT_BR:
      out.line_break();
      break;
    case MD_TEXT_SOFTBR:
      out.text(" ");
      break;
    case MD_TEXT_ENTITY:
      out.text(with_entities(words));
      break;
    case MD_TEXT_NULLCHAR:
      break;
    case MD_TEXT_CODE:
      // The lines of a code block are lines.
      if (words == "\n") {
        out.line_break();
      } else {
        out.text(words);
      }
      break;
    default:
      out.text(words);
  }
  return 0;
}

}  // namespace

StyledText styled_from_markdown(std::string_view markdown) {
  constexpr std::size_t kLongest = std::size_t{64} << 10;
  if (markdown.size() > kLongest) return styled_from_plain(markdown);
  MD_PARSER parser{};
  parser.flags = MD_FLAG_NOHTML;
  parser.enter_block = enter_block;
  parser.leave_block = leave_block;
  parser.enter_span = enter_span;
  parser.leave_span = leave_span;
  parser.text = read_text;
  Reader reader;
  if (md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &reader) != 0)
    return styled_from_plain(markdown);
  return reader.out.take();
}

}  // namespace anteroom::form
