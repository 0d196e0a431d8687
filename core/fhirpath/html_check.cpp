// One pass over the tags; nothing is built. http://hl7.org/fhir/R4/narrative.html#xhtml
#include "core/fhirpath/html_check.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace anteroom::fhirpath {
namespace {

constexpr std::array<std::string_view, 55> kElements{
    "a",     "abbr",    "acronym", "address", "b",   "bdo",      "big",   "blockquote",
    "br",    "caption", "cite",    "code",    "col", "colgroup", "dd",    "del",
    "dfn",   "div",     "dl",      "dt",      "em",  "h1",       "h2",    "h3",
    "h4",    "h5",      "h6",      "hr",      "i",   "img",      "ins",   "kbd",
    "li",    "map",     "area",    "ol",      "p",   "pre",      "q",     "samp",
    "small", "span",    "strong",  "sub",     "sup", "table",    "tbody", "td",
    "tfoot", "th",      "thead",   "tr",      "tt",  "ul",       "var"};

constexpr std::array<std::string_view, 42> kAttributes{
    "abbr",       "accesskey",   "align",       "alt",        "axis",     "bgcolor",  "border",
    "cellhalign", "cellpadding", "cellspacing", "cellvalign", "char",     "charoff",  "charset",
    "cite",       "class",       "colspan",     "coords",     "dir",      "frame",    "headers",
    "height",     "href",        "hreflang",    "id",         "lang",     "longdesc", "name",
    "nohref",     "rel",         "rev",         "rowspan",    "rules",    "scope",    "shape",
    "span",       "src",         "style",       "summary",    "tabindex", "title",    "width"};

constexpr std::string_view kSpace = " \t\r\n";

template <class List>
bool has(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ':' || c == '-';
}

class Checker {
 public:
  explicit Checker(std::string_view text) : rest_(text) {}

  bool run() {
    trim();
    if (!rest_.starts_with("<div")) return false;
    do {
      if (!step()) return false;
    } while (!open_.empty());
    trim();
    return rest_.empty() && content_;
  }

 private:
  void trim() { rest_.remove_prefix(std::min(rest_.find_first_not_of(kSpace), rest_.size())); }

  bool step() {
    if (rest_.empty()) return false;
    if (rest_.starts_with("<!--")) return skip_to("-->");
    if (rest_[0] == '<') return rest_.starts_with("</") ? close_tag() : open_tag();
    const std::string_view text = rest_.substr(0, rest_.find('<'));
    content_ = content_ || text.find_first_not_of(kSpace) != std::string_view::npos;
    rest_.remove_prefix(text.size());
    return true;
  }

  bool skip_to(std::string_view end) {
    const std::size_t at = rest_.find(end);
    if (at == std::string_view::npos) return false;
    rest_.remove_prefix(at + end.size());
    return true;
  }

  std::string_view name() {
    std::size_t size = 0;
    while (size < rest_.size() && is_name_char(rest_[size])) ++size;
    const std::string_view found = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return found;
  }

  bool close_tag() {
    rest_.remove_prefix(2);
    const std::string_view tag = name();
    trim();
    if (open_.empty() || open_.back() != tag || !rest_.starts_with('>')) return false;
    rest_.remove_prefix(1);
    open_.pop_back();
    return true;
  }

  bool open_tag() {
    rest_.remove_prefix(1);
    const std::string_view tag = name();
    if (!has(kElements, tag)) return false;
    content_ = content_ || tag == "img";
    while (true) {
      trim();
      if (rest_.starts_with("/>")) {
        rest_.remove_prefix(2);
        return true;
      }
      if (rest_.starts_with('>')) {
        rest_.remove_prefix(1);
        open_.push_back(tag);
        return true;
      }
      if (!attribute()) return false;
    }
  }

  bool attribute() {
    const std::string_view key = name();
    const bool known = has(kAttributes, key) || key == "xmlns" || key.starts_with("xml:");
    if (!known || !rest_.starts_with('=')) return false;
    rest_.remove_prefix(1);
    if (rest_.empty() || (rest_[0] != '"' && rest_[0] != '\'')) return false;
    const std::size_t end = rest_.find(rest_[0], 1);
    if (end == std::string_view::npos) return false;
    const std::string_view value = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    if (key == "xmlns" && value != "http://www.w3.org/1999/xhtml") return false;
    return value.find('<') == std::string_view::npos && !is_script(value);
  }

  // `java script:` and capital letters do not hide it.
  static bool is_script(std::string_view value) {
    std::string plain;
    for (const char c : value.substr(0, 64))
      if (static_cast<unsigned char>(c) > ' ')
        plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return plain.starts_with("javascript:") || plain.starts_with("vbscript:");
  }

  std::string_view rest_;
  std::vector<std::string_view> open_;
  bool content_ = false;
};

}  // namespace

bool is_safe_narrative(std::string_view xhtml) {
  return Checker(xhtml).run();
}

}  // namespace anteroom::fhirpath
