// Finds the place of a JSON pointer in a text by a second pass that skips what it does not need.
#include "core/fhir/json_place.h"

#include <algorithm>
#include <tuple>

#include "core/fhir/json.h"

namespace anteroom::fhir {
namespace {

std::string unescape_token(std::string_view token) {
  std::string key;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1'))
      key += token[++i] == '0' ? '~' : '/';
    else
      key += token[i];
  }
  return key;
}

// Walks a text that parsed before; on a text that does not parse it finds nothing, but reads no
// further than it.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    skip_space();
  }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool done() const { return at_ >= text_.size(); }

  /// Moves to the member or element `token` of the container that stands here.
  bool enter(std::string_view token) {
    if (done()) return false;
    if (text_[at_] == '{') return enter_object(unescape_token(token));
    if (text_[at_] == '[') return enter_array(token);
    return false;
  }

 private:
  bool enter_object(const std::string& key) {
    ++at_;
    while (skip_space(), !done() && text_[at_] == '"') {
      const std::size_t start = at_;
      skip_string();
      const auto read = parse_json(text_.substr(start, at_ - start));
      skip_space();
      if (!take(':')) return false;
      skip_space();
      if (read && read->as_string() == key) return !done();
      skip_value();
      skip_space();
      if (!take(',')) return false;
    }
    return false;
  }
  bool enter_array(std::string_view token) {
    ++at_;
    std::size_t index = 0;
    if (token.empty() || token.size() > 9) return false;
    for (const char c : token) {
      if (c < '0' || c > '9') return false;
      index = index * 10 + static_cast<std::size_t>(c - '0');
    }
    for (skip_space(); index > 0; --index, skip_space()) {
      if (done() || text_[at_] == ']') return false;
      skip_value();
      skip_space();
      if (!take(',')) return false;
    }
    return !done() && text_[at_] != ']';
  }
  bool take(char c) {
    if (done() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void skip_space() {
    while (!done()) {
      if (text_.substr(at_).starts_with("//")) {
        while (!done() && text_[at_] != '\n') ++at_;
      } else if (text_.substr(at_).starts_with("/*")) {
        const std::size_t end = text_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? text_.size() : end + 2;
      } else if (std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) {
        ++at_;
      } else {
        return;
      }
    }
  }
  void skip_string() {
    for (++at_; !done() && text_[at_] != '"'; ++at_)
      if (text_[at_] == '\\') ++at_;
    if (!done()) ++at_;
  }
  void skip_value() {
    int depth = 0;
    do {
      skip_space();
      if (done()) return;
      const char c = text_[at_];
      if (c == '"') {
        skip_string();
      } else if (c == '{' || c == '[') {
        ++depth;
        ++at_;
      } else if (c == '}' || c == ']') {
        --depth;
        ++at_;
      } else if (c == ',' || c == ':') {
        ++at_;
      } else {
        while (!done() &&
               std::string_view(" \t\r\n,:]}/").find(text_[at_]) == std::string_view::npos)
          ++at_;
      }
    } while (depth > 0);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::pair<int, int> place_of(std::string_view text, std::size_t offset) {
  int line = 1;
  int column = 1;
  for (std::size_t i = 0; i < offset && i < text.size(); ++i) {
    if (text[i] == '\n') {
      ++line;
      column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
      ++column;
    }
  }
  return {line, column};
}

std::pair<int, int> locate(std::string_view text, std::string_view pointer) {
  Scanner scanner(text);
  if (!pointer.empty() && pointer[0] != '/') return {0, 0};
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    if (!scanner.enter(pointer.substr(0, end))) return {0, 0};
    pointer.remove_prefix(end);
  }
  if (scanner.done()) return {0, 0};
  return place_of(text, scanner.at());
}

Error with_place(Error error, std::string_view text) {
  std::tie(error.line, error.column) = locate(text, error.pointer);
  return error;
}

}  // namespace anteroom::fhir
