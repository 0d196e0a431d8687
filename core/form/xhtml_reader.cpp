// XHTML of a form's author to styled text. pugixml reads it (no DTD, no external entities); an
// element is drawn when it stands in the list below, its words are kept when it only groups or
// colours them, and it goes with all that it holds when it is no text.
#include <pugixml.hpp>
#include <set>
#include <string>

#include "core/form/styled_builder.h"

namespace anteroom::form {

namespace {

constexpr int kDeepest = 60;
constexpr std::size_t kLongest = std::size_t{64} << 10;

class XhtmlReader {
 public:
  /// False when it is nested too deep.
  bool read(const pugi::xml_node& node, int depth) {
    if (depth > kDeepest) return false;
    for (const pugi::xml_node& child : node.children()) {
      const pugi::xml_node_type type = child.type();
      if (type == pugi::node_pcdata || type == pugi::node_cdata) {
        out_.text(with_entities(child.value()));
      } else if (type == pugi::node_element && !element(child, depth)) {
        return false;
      }
    }
    return true;
  }

  StyledText take() { return out_.take(); }

 private:
  bool element(const pugi::xml_node& node, int depth) {
    static const std::set<std::string_view> kNoText = {
        "script", "style", "head",  "title",  "iframe",  "object", "embed",  "applet",
        "svg",    "math",  "video", "audio",  "canvas",  "form",   "input",  "select",
        "button", "link",  "meta",  "base",   "map",     "area",   "option", "textarea",
        "frame",  "param", "track", "source", "noscript"};
    static const std::set<std::string_view> kBlocks = {
        "div", "p", "blockquote", "pre", "table", "tr", "section", "dl", "dt", "dd", "body"};
    const std::string_view name = node.name();
    if (kNoText.contains(name)) return true;
    if (name == "br") return out_.line_break(), true;
    // A picture is not drawn; what stands for it is.
    if (name == "img") return out_.text(with_entities(node.attribute("alt").value())), true;
    if (name == "b" || name == "strong") return styled(node, depth, &StyledBuilder::strong);
    if (name == "th") return cell(node, depth, &StyledBuilder::strong);
    if (name == "td") return cell(node, depth, nullptr);
    if (name == "i" || name == "em") return styled(node, depth, &StyledBuilder::emphasis);
    if (name == "a") return styled(node, depth, &StyledBuilder::link);
    if (name == "ul" || name == "ol") return list(node, depth, name == "ol");
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6')
      return block(node, depth, StyledBlock::Kind::heading, name[1] - '0');
    if (kBlocks.contains(name)) return block(node, depth, StyledBlock::Kind::paragraph, 0);
    return read(node, depth + 1);
  }

  bool styled(const pugi::xml_node& node, int depth, void (StyledBuilder::*style)(int)) {
    (out_.*style)(1);
    const bool done = read(node, depth + 1);
    (out_.*style)(-1);
    return done;
  }

  /// The cells of a row stand behind each other.
  bool cell(const pugi::xml_node& node, int depth, void (StyledBuilder::*style)(int)) {
    out_.text(" ");
    return style == nullptr ? read(node, depth + 1) : styled(node, depth, style);
  }

  bool block(const pugi::xml_node& node, int depth, StyledBlock::Kind kind, int level) {
    // A paragraph inside an entry of a list belongs to the entry.
    if (!in_entry_ || kind == StyledBlock::Kind::heading) out_.block(kind, level);
    const bool done = read(node, depth + 1);
    if (in_entry_) {
      out_.line_break();
    } else {
      out_.end_block();
    }
    return done;
  }

  bool list(const pugi::xml_node& node, int depth, bool numbered) {
    const bool outer_entry = in_entry_;
    ++lists_;
    int number = 0;
    bool done = true;
    for (const pugi::xml_node& entry : node.children("li")) {
      out_.block(numbered ? StyledBlock::Kind::numbered : StyledBlock::Kind::bullet, lists_,
                 numbered ? ++number : 0);
      in_entry_ = true;
      done = done && read(entry, depth + 2);
    }
    --lists_;
    in_entry_ = outer_entry;
    out_.end_block();
    return done;
  }

  StyledBuilder out_;
  int lists_ = 0;
  bool in_entry_ = false;
};

}  // namespace

std::optional<StyledText> styled_from_xhtml(std::string_view xhtml) {
  if (xhtml.size() > kLongest) return std::nullopt;
  pugi::xml_document document;
  // White space between two elements is a space between two words. Entities are replaced once, by
  // with_entities, which knows the names of HTML too.
  constexpr unsigned kFlags =
      (pugi::parse_default & ~pugi::parse_escapes) | pugi::parse_ws_pcdata | pugi::parse_fragment;
  const pugi::xml_parse_result parsed =
      document.load_buffer(xhtml.data(), xhtml.size(), kFlags, pugi::encoding_utf8);
  if (!parsed) return std::nullopt;
  XhtmlReader reader;
  if (!reader.read(document, 0)) return std::nullopt;
  return reader.take();
}

}  // namespace anteroom::form
