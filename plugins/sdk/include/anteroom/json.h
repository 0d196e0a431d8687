// A small strict JSON reader and writer for plugins and their host: 32 levels, no duplicate keys,
// valid UTF-8. Own code (200 lines) rather than Boost.JSON, so that a condition builds with this
// folder and a compiler alone and the sandboxed process carries no parser but this one. Numbers
// stay text: "1.10" is never rounded.
//
//   std::optional<sdk::Json> json = sdk::Json::parse(text);   // nullopt: not JSON
//   sdk::JsonWriter out; out.begin_object().key("id").string("x").end_object(); out.take();
#pragma once

#include <cctype>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace anteroom::sdk {

/// True for well-formed UTF-8 (no surrogates, no overlong forms, at most U+10FFFF).
inline bool valid_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if ((lead >= 0x80 && lead < 0xC2) || lead > 0xF4 || i + length > text.size()) return false;
    for (std::size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return false;
    }
    const auto second = length > 1 ? static_cast<unsigned char>(text[i + 1]) : 0;
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
        (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F))
      return false;
    i += length;
  }
  return true;
}

class Json {
 public:
  enum class Kind { null, boolean, number, string, array, object };
  using Member = std::pair<std::string, Json>;

  /// One whole document, or nullopt.
  static std::optional<Json> parse(std::string_view text);

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool is_string() const { return kind_ == Kind::string; }
  [[nodiscard]] bool is_number() const { return kind_ == Kind::number; }
  [[nodiscard]] bool is_array() const { return kind_ == Kind::array; }
  [[nodiscard]] bool is_object() const { return kind_ == Kind::object; }
  [[nodiscard]] bool boolean() const { return kind_ == Kind::boolean && text_ == "true"; }
  /// The string, or the number as it was written; "" for other kinds.
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::vector<Json>& elements() const { return elements_; }
  [[nodiscard]] const std::vector<Member>& members() const { return members_; }
  /// The member of an object, or nullptr.
  [[nodiscard]] const Json* find(std::string_view key) const {
    for (const Member& member : members_) {
      if (member.first == key) return &member.second;
    }
    return nullptr;
  }
  [[nodiscard]] std::string_view text_or_empty(std::string_view key) const {
    const Json* member = find(key);
    return member != nullptr && member->is_string() ? std::string_view(member->text_)
                                                    : std::string_view();
  }

 private:
  friend class JsonReader;
  Kind kind_ = Kind::null;
  std::string text_;
  std::vector<Json> elements_;
  std::vector<Member> members_;
};

/// Recursive descent, depth-limited. Use Json::parse.
class JsonReader {
 public:
  explicit JsonReader(std::string_view text) : text_(text) {}
  std::optional<Json> document() {
    Json json;
    if (!valid_utf8(text_) || !value(json, 0)) return std::nullopt;
    skip();
    if (at_ != text_.size()) return std::nullopt;
    return json;
  }

 private:
  static constexpr int kMaxDepth = 32;

  void skip() {
    while (at_ < text_.size() &&
           std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }
  bool take(char c) {
    skip();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool word(std::string_view expected) {
    if (text_.substr(at_, expected.size()) != expected) return false;
    at_ += expected.size();
    return true;
  }
  bool value(Json& json, int depth) {
    skip();
    if (at_ >= text_.size() || depth > kMaxDepth) return false;
    switch (text_[at_]) {
      case '{':
        return object(json, depth);
      case '[':
        return array(json, depth);
      case '"':
        json.kind_ = Json::Kind::string;
        return string(json.text_);
      case 't':
        return literal(json, Json::Kind::boolean, "true");
      case 'f':
        return literal(json, Json::Kind::boolean, "false");
      case 'n':
        return word("null");
      default:
        return number(json);
    }
  }
  bool literal(Json& json, Json::Kind kind, std::string_view expected) {
    json.kind_ = kind;
    json.text_ = expected;
    return word(expected);
  }
  bool array(Json& json, int depth) {
    json.kind_ = Json::Kind::array;
    ++at_;
    if (take(']')) return true;
    do {
      json.elements_.emplace_back();
      if (!value(json.elements_.back(), depth + 1)) return false;
    } while (take(','));
    return take(']');
  }
  bool object(Json& json, int depth) {
    json.kind_ = Json::Kind::object;
    ++at_;
    if (take('}')) return true;
    do {
      std::string key;
      skip();
      if (at_ >= text_.size() || text_[at_] != '"' || !string(key) || json.find(key) != nullptr ||
          !take(':'))
        return false;
      Json member;
      if (!value(member, depth + 1)) return false;
      json.members_.emplace_back(std::move(key), std::move(member));
    } while (take(','));
    return take('}');
  }
  bool digits() {
    const std::size_t start = at_;
    while (at_ < text_.size() && std::isdigit(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
    return at_ > start;
  }
  bool number(Json& json) {
    const std::size_t start = at_;
    if (at_ < text_.size() && text_[at_] == '-') ++at_;
    const bool zero = at_ < text_.size() && text_[at_] == '0';
    const std::size_t whole = at_;
    if (!digits() || (zero && at_ > whole + 1)) return false;
    if (at_ < text_.size() && text_[at_] == '.') {
      ++at_;
      if (!digits()) return false;
    }
    if (at_ < text_.size() && (text_[at_] == 'e' || text_[at_] == 'E')) {
      ++at_;
      if (at_ < text_.size() && (text_[at_] == '+' || text_[at_] == '-')) ++at_;
      if (!digits()) return false;
    }
    json.kind_ = Json::Kind::number;
    json.text_ = text_.substr(start, at_ - start);
    return true;
  }
  bool hex(unsigned& code) {
    if (at_ + 4 > text_.size()) return false;
    code = 0;
    for (int i = 0; i < 4; ++i) {
      const char c = text_[at_++];
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) return false;
      code = code * 16 + static_cast<unsigned>(digit);
    }
    return true;
  }
  static void append_utf8(std::string& out, unsigned code) {
    const auto put = [&out](unsigned byte) { out.push_back(static_cast<char>(byte)); };
    if (code < 0x80) {
      put(code);
    } else if (code < 0x800) {
      put(0xC0 | (code >> 6));
      put(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
      put(0xE0 | (code >> 12));
      put(0x80 | ((code >> 6) & 0x3F));
      put(0x80 | (code & 0x3F));
    } else {
      put(0xF0 | (code >> 18));
      put(0x80 | ((code >> 12) & 0x3F));
      put(0x80 | ((code >> 6) & 0x3F));
      put(0x80 | (code & 0x3F));
    }
  }
  bool escape(std::string& out) {
    if (at_ >= text_.size()) return false;
    const char c = text_[at_++];
    static constexpr std::string_view from = "\"\\/bfnrt", to = "\"\\/\b\f\n\r\t";
    if (const std::size_t index = from.find(c); index != std::string_view::npos) {
      out.push_back(to[index]);
      return true;
    }
    unsigned code = 0, low = 0;
    if (c != 'u' || !hex(code) || (code >= 0xDC00 && code <= 0xDFFF)) return false;
    if (code >= 0xD800 && code <= 0xDBFF) {  // a pair
      if (!word("\\u") || !hex(low) || low < 0xDC00 || low > 0xDFFF) return false;
      code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    }
    append_utf8(out, code);
    return true;
  }
  bool string(std::string& out) {
    for (++at_; at_ < text_.size();) {
      const char c = text_[at_++];
      if (c == '"') return true;
      if (static_cast<unsigned char>(c) < 0x20) return false;
      if (c != '\\') {
        out.push_back(c);
      } else if (!escape(out)) {
        return false;
      }
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

inline std::optional<Json> Json::parse(std::string_view text) {
  return JsonReader(text).document();
}

/// Writes JSON left to right; commas come by themselves.
class JsonWriter {
 public:
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name) {
    string(name);
    out_.push_back(':');
    comma_ = false;
    return *this;
  }
  JsonWriter& string(std::string_view text) {
    separate();
    out_.push_back('"');
    for (const char c : text) escaped(c);
    out_.push_back('"');
    comma_ = true;
    return *this;
  }
  JsonWriter& number(std::int64_t value) { return raw(std::to_string(value)); }
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  /// A value that is JSON already.
  JsonWriter& raw(std::string_view json) {
    separate();
    out_ += json;
    comma_ = true;
    return *this;
  }
  [[nodiscard]] const std::string& text() const { return out_; }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void separate() {
    if (comma_) out_.push_back(',');
  }
  JsonWriter& open(char bracket) {
    separate();
    out_.push_back(bracket);
    comma_ = false;
    return *this;
  }
  JsonWriter& close(char bracket) {
    out_.push_back(bracket);
    comma_ = true;
    return *this;
  }
  void escaped(char c) {
    if (c == '"' || c == '\\') {
      out_.push_back('\\');
      out_.push_back(c);
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char buffer[8];
      std::snprintf(buffer, sizeof buffer, "\\u%04x", static_cast<unsigned>(c));
      out_ += buffer;
    } else {
      out_.push_back(c);
    }
  }

  std::string out_;
  bool comma_ = false;
};

/// Writes a read value back, compact, members in order, numbers as written.
inline void write(JsonWriter& out, const Json& json) {
  switch (json.kind()) {
    case Json::Kind::null:
      out.raw("null");
      break;
    case Json::Kind::boolean:
    case Json::Kind::number:
      out.raw(json.text());
      break;
    case Json::Kind::string:
      out.string(json.text());
      break;
    case Json::Kind::array:
      out.begin_array();
      for (const Json& element : json.elements()) write(out, element);
      out.end_array();
      break;
    case Json::Kind::object:
      out.begin_object();
      for (const Json::Member& member : json.members()) {
        out.key(member.first);
        write(out, member.second);
      }
      out.end_object();
      break;
  }
}

}  // namespace anteroom::sdk
