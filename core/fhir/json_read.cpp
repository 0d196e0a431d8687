// Reading: Boost.JSON's basic_parser drives a handler that builds our tree. basic_parser hands over
// the text of a number, which its own DOM throws away: that text is what keeps decimals exact.
#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <tuple>
#include <unordered_set>

#include "core/fhir/json.h"
#include "core/fhir/json_name.h"
#include "core/fhir/json_place.h"

namespace anteroom::fhir {
namespace {

namespace bj = boost::json;
using bj::error_code;

constexpr std::ptrdiff_t kScanLimit =
    24;  // objects above this many members check duplicates by hash

// An array or object being read. Its values wait on one shared stack until it closes, so that each
// container is made once, at its size, instead of growing (a third of the time of reading). A frame
// is used again by the next container of its depth.
struct Frame {
  Json::Kind kind = Json::Kind::null;
  std::size_t first = 0;                 // where its values begin on the stack of its kind
  std::string key;                       // of the member being read
  std::unordered_set<std::string> keys;  // filled only for large objects
};

std::string escape_token(std::string_view key) {
  std::string token;
  for (const char c : key) {
    if (c == '~')
      token += "~0";
    else if (c == '/')
      token += "~1";
    else
      token += c;
  }
  return token;
}

class Handler {
 public:
  static constexpr std::size_t max_object_size = SIZE_MAX;
  static constexpr std::size_t max_array_size = SIZE_MAX;
  static constexpr std::size_t max_key_size = SIZE_MAX;
  static constexpr std::size_t max_string_size = SIZE_MAX;

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_array_begin(error_code&) { return open(Json::Kind::array, elements_.size()); }
  bool on_object_begin(error_code&) { return open(Json::Kind::object, members_.size()); }
  bool on_array_end(std::size_t, error_code&) { return close(elements_); }
  bool on_object_end(std::size_t, error_code&) { return close(members_); }
  bool on_string_part(bj::string_view part, std::size_t, error_code&) { return more(part); }
  bool on_key_part(bj::string_view part, std::size_t, error_code&) { return more(part); }
  bool on_number_part(bj::string_view part, error_code&) { return more(part); }
  bool on_comment_part(bj::string_view, error_code&) { return true; }
  bool on_comment(bj::string_view, error_code&) { return true; }
  bool on_bool(bool value, error_code&) { return put(value); }
  bool on_null(error_code&) { return put(nullptr); }

  bool on_string(bj::string_view part, std::size_t, error_code&) {
    // Made from the text where it belongs, not moved there.
    if (pending_.empty()) return put(std::string_view(part.data(), part.size()));
    return put(whole_text(part));
  }
  bool on_key(bj::string_view part, std::size_t, error_code& error) {
    Frame& frame = top();
    if (pending_.empty())
      frame.key.assign(part.data(), part.size());
    else
      frame.key = whole_text(part);
    if (!duplicate(frame)) return true;
    problem = {"AR-J004", "The member '" + frame.key + "' stands twice in one object.", pointer(),
               "Keep one of them."};
    return stop(error);
  }
  bool on_int64(std::int64_t, bj::string_view part, error_code& error) {
    return number(part, error);
  }
  bool on_uint64(std::uint64_t, bj::string_view part, error_code& error) {
    return number(part, error);
  }
  bool on_double(double, bj::string_view part, error_code& error) { return number(part, error); }

  /// JSON pointer of the value being read.
  [[nodiscard]] std::string pointer() const {
    std::string text;
    for (std::size_t level = 0; level < depth_; ++level) {
      const Frame& frame = frames_[level];
      if (frame.kind == Json::Kind::array)
        text += "/" + std::to_string(array_end(level) - frame.first);
      else if (!frame.key.empty())
        text += "/" + escape_token(frame.key);
    }
    return text;
  }

  Json root;
  std::optional<Error> problem;

 private:
  bool more(bj::string_view part) {
    pending_.append(part.data(), part.size());
    return true;
  }
  // The text of a string or key: usually one part, else the pieces before it too.
  std::string whole_text(bj::string_view last) {
    if (pending_.empty()) return {last.data(), last.size()};
    more(last);
    return std::exchange(pending_, {});
  }
  bool stop(error_code& error) {
    error = bj::error::syntax;
    return false;
  }
  bool number(bj::string_view part, error_code& error) {
    const std::string text = whole_text(part);
    const auto decimal = Decimal::parse(text);
    if (!decimal) {
      problem = {"AR-J006", "This number has more digits than can be kept exactly.", pointer(),
                 "Use at most 38 digits and 28 decimal places."};
      return stop(error);
    }
    const bool whole = text.find_first_of(".eE") == std::string::npos;
    const auto integer = whole ? decimal->to_integer() : std::nullopt;
    return integer ? put(*integer) : put(*decimal);
  }
  Frame& top() { return frames_[depth_ - 1]; }
  bool open(Json::Kind kind, std::size_t first) {
    if (depth_ == frames_.size()) frames_.emplace_back();
    ++depth_;
    top().kind = kind;
    top().first = first;
    return true;
  }
  template <class Values>
  bool close(Values& values) {
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(top().first);
    Values container(std::make_move_iterator(first), std::make_move_iterator(values.end()));
    values.erase(first, values.end());
    top().key.clear();
    if (!top().keys.empty()) top().keys.clear();
    --depth_;
    return put(std::move(container));
  }
  // Makes the value where it belongs; moving a Json costs more than it looks.
  template <class Value>
  bool put(Value&& value) {
    if (depth_ == 0) {
      root = Json(std::forward<Value>(value));
    } else if (top().kind == Json::Kind::array) {
      elements_.emplace_back(std::forward<Value>(value));
    } else {
      members_.emplace_back(std::move(top().key), std::forward<Value>(value));
      top().key.clear();
    }
    return true;
  }
  // Where the elements of an array end on their stack: where the next array begins.
  [[nodiscard]] std::size_t array_end(std::size_t level) const {
    for (std::size_t above = level + 1; above < depth_; ++above)
      if (frames_[above].kind == Json::Kind::array) return frames_[above].first;
    return elements_.size();
  }
  // Whether the key just read stands in the object already.
  bool duplicate(Frame& frame) const {
    const auto first = members_.begin() + static_cast<std::ptrdiff_t>(frame.first);
    if (members_.end() - first < kScanLimit)
      return std::any_of(first, members_.end(),
                         [&](const auto& member) { return same_name(member.first, frame.key); });
    if (frame.keys.empty())
      for (auto member = first; member != members_.end(); ++member)
        frame.keys.insert(member->first);
    return !frame.keys.insert(frame.key).second;
  }

  JsonArray elements_;
  JsonObject members_;
  std::vector<Frame> frames_;
  std::size_t depth_ = 0;
  std::string pending_;
};

Error describe(const error_code& code) {
  if (code == bj::error::too_deep)
    return {"AR-J003", "The document is nested too deeply.", "", "Use fewer levels."};
  if (code == bj::error::expected_utf16_escape || code == bj::error::illegal_leading_surrogate ||
      code == bj::error::illegal_trailing_surrogate)
    return {"AR-J005", "A \\u escape names half a character.", "", "Write both surrogates."};
  if (code == bj::error::exponent_overflow)
    return {"AR-J006", "This number is too large.", "", "Use at most 38 digits."};
  if (code == bj::error::incomplete)
    return {"AR-J007", "The document ends too early.", "", "Close every string, array and object."};
  return {"AR-J001", "This is not JSON (" + code.message() + ").", "",
          "Correct the text at this place."};
}

// True when the bytes from `offset` on are not valid UTF-8 at their start.
bool bad_utf8_at(std::string_view text, std::size_t offset) {
  return offset < text.size() && static_cast<unsigned char>(text[offset]) >= 0x80;
}

Error unreadable(const std::string& path) {
  return {"AR-J010", "The file '" + path + "' cannot be read.", "",
          "Check its name and permissions."};
}

}  // namespace

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.max_bytes)
    return Error{"AR-J002",
                 "The document is larger than " + std::to_string(limits.max_bytes) + " bytes.", "",
                 "Split it, or remove embedded files."};
  std::string_view body = text;
  if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);  // editors on other systems write it
  bj::parse_options options;
  options.max_depth = limits.max_depth;
  options.allow_comments = limits.comments;
  bj::basic_parser<Handler> parser(options);
  error_code code;
  const std::size_t used = parser.write_some(false, body.data(), body.size(), code);
  const std::size_t offset = used + (text.size() - body.size());
  Handler& handler = parser.handler();
  std::optional<Error> error;
  if (handler.problem) {
    error = std::move(handler.problem);
  } else if (code) {
    error = bad_utf8_at(text, offset) && code == bj::error::syntax
                ? Error{"AR-J005", "The text is not valid UTF-8.", "", "Save the file as UTF-8."}
                : describe(code);
    error->pointer = handler.pointer();
  } else if (used < body.size()) {
    error = Error{"AR-J008", "Something stands behind the end of the document.", "", "Remove it."};
  }
  if (!error) return std::move(handler.root);
  std::tie(error->line, error->column) = place_of(text, offset);
  return *error;
}

Result<Json> read_json_file(const std::string& path, const JsonLimits& limits) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return unreadable(path);
  std::string content;
  std::vector<char> block(1 << 16);
  while (file.read(block.data(), static_cast<std::streamsize>(block.size())), file.gcount() > 0) {
    content.append(block.data(), static_cast<std::size_t>(file.gcount()));
    if (content.size() > limits.max_bytes) break;
  }
  if (file.bad()) return unreadable(path);
  return parse_json(content, limits);
}

}  // namespace anteroom::fhir
