// Writing: one deterministic form, so files can be compared and hashed.
#include <fmt/format.h>

#include "core/fhir/json.h"

namespace anteroom::fhir {
namespace {

class Writer {
 public:
  explicit Writer(JsonLayout layout) : pretty_(layout == JsonLayout::pretty) {}

  void write(const Json& value) {
    switch (value.kind()) {
      case Json::Kind::null:
        out += "null";
        return;
      case Json::Kind::boolean:
        out += value.as_bool() ? "true" : "false";
        return;
      case Json::Kind::integer:
        out += std::to_string(value.as_integer());
        return;
      case Json::Kind::decimal:
        out += value.as_decimal().to_string();
        return;
      case Json::Kind::string:
        write_string(value.as_string());
        return;
      case Json::Kind::array:
        write_array(value.as_array());
        return;
      case Json::Kind::object:
        write_object(value.as_object());
        return;
    }
  }

  std::string out;

 private:
  void write_array(const JsonArray& array) {
    if (array.empty()) {
      out += "[]";
      return;
    }
    open('[');
    for (std::size_t i = 0; i < array.size(); ++i) {
      separate(i);
      write(array[i]);
    }
    close(']');
  }
  void write_object(const JsonObject& object) {
    if (object.empty()) {
      out += "{}";
      return;
    }
    open('{');
    for (std::size_t i = 0; i < object.size(); ++i) {
      separate(i);
      write_string(object[i].first);
      out += pretty_ ? ": " : ":";
      write(object[i].second);
    }
    close('}');
  }
  void open(char bracket) {
    out += bracket;
    ++depth_;
  }
  void close(char bracket) {
    --depth_;
    new_line();
    out += bracket;
  }
  void separate(std::size_t index) {
    if (index > 0) out += ',';
    new_line();
  }
  void new_line() {
    if (!pretty_) return;
    out += '\n';
    out.append(depth_ * 2, ' ');
  }
  void write_string(std::string_view text) {
    out += '"';
    for (const char c : text) {
      switch (c) {
        case '"':
          out += "\\\"";
          break;
        case '\\':
          out += "\\\\";
          break;
        case '\n':
          out += "\\n";
          break;
        case '\r':
          out += "\\r";
          break;
        case '\t':
          out += "\\t";
          break;
        default:
          if (static_cast<unsigned char>(c) < 0x20) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
          } else {
            out += c;
          }
      }
    }
    out += '"';
  }

  bool pretty_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string write_json(const Json& value, JsonLayout layout) {
  Writer writer(layout);
  writer.write(value);
  return std::move(writer.out);
}

}  // namespace anteroom::fhir
