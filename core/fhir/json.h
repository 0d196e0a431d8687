// Bounded JSON reading into a small owned tree that keeps decimals exact and object keys in order.
// Read with Boost.JSON's basic_parser; limits: 16 MiB, depth 64, no duplicate keys, valid UTF-8
// (AR-J001..J009).
//
//   auto doc = fhir::parse_json(text);                    // Result<Json>
//   if (const Json* url = doc->find("url")) use(url->as_string());
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/fhir/decimal.h"

namespace anteroom::fhir {

class Json;
using JsonArray = std::vector<Json>;
using JsonMember = std::pair<std::string, Json>;
using JsonObject =
    std::vector<JsonMember>;  ///< in document order; FHIR objects are small, a scan beats a hash

class Json {
 public:
  enum class Kind { null, boolean, integer, decimal, string, array, object };

  Json() = default;
  Json(std::nullptr_t) {}
  Json(bool value) : value_(value) {}
  Json(int value) : value_(std::int64_t{value}) {}
  Json(std::int64_t value) : value_(value) {}
  Json(Decimal value) : value_(value) {}
  Json(const char* value) : value_(std::string(value)) {}
  Json(std::string_view value) : value_(std::string(value)) {}
  Json(std::string value) : value_(std::move(value)) {}
  Json(JsonArray value) : value_(std::move(value)) {}
  Json(JsonObject value) : value_(std::move(value)) {}
  [[nodiscard]] static Json array() { return Json(JsonArray{}); }
  [[nodiscard]] static Json object() { return Json(JsonObject{}); }

  [[nodiscard]] Kind kind() const { return static_cast<Kind>(value_.index()); }
  [[nodiscard]] bool is_null() const { return kind() == Kind::null; }
  [[nodiscard]] bool is_bool() const { return kind() == Kind::boolean; }
  [[nodiscard]] bool is_integer() const { return kind() == Kind::integer; }
  [[nodiscard]] bool is_number() const { return is_integer() || kind() == Kind::decimal; }
  [[nodiscard]] bool is_string() const { return kind() == Kind::string; }
  [[nodiscard]] bool is_array() const { return kind() == Kind::array; }
  [[nodiscard]] bool is_object() const { return kind() == Kind::object; }

  // Typed reads: the caller has checked the kind (std::bad_variant_access otherwise, inside a room
  // only).
  [[nodiscard]] bool as_bool() const { return std::get<bool>(value_); }
  [[nodiscard]] std::int64_t as_integer() const { return std::get<std::int64_t>(value_); }
  [[nodiscard]] Decimal as_decimal() const;  ///< integer or decimal
  [[nodiscard]] const std::string& as_string() const { return std::get<std::string>(value_); }
  [[nodiscard]] const JsonArray& as_array() const { return std::get<JsonArray>(value_); }
  [[nodiscard]] JsonArray& as_array() { return std::get<JsonArray>(value_); }
  [[nodiscard]] const JsonObject& as_object() const { return std::get<JsonObject>(value_); }
  [[nodiscard]] JsonObject& as_object() { return std::get<JsonObject>(value_); }

  /// The member, or nullptr when this is no object or has none.
  [[nodiscard]] const Json* find(std::string_view key) const;
  [[nodiscard]] Json* find(std::string_view key);
  /// The member's string, or "" when absent or of another kind.
  [[nodiscard]] std::string_view string_or_empty(std::string_view key) const;
  /// The member's elements; an empty array when absent or of another kind.
  [[nodiscard]] const JsonArray& array_or_empty(std::string_view key) const;
  /// Sets or replaces a member (makes this an object when null); returns *this for chaining.
  Json& set(std::string_view key, Json value);
  Json& push(Json value);  ///< appends to an array (makes this an array when null)

  friend bool operator==(const Json&, const Json&) = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, Decimal, std::string, JsonArray, JsonObject>
      value_;
};

struct JsonLimits {
  std::size_t max_bytes = std::size_t{16} << 20;
  std::size_t max_depth = 64;
  bool comments = false;  ///< `//` comments: settings files only
};

/// Reads one JSON document. The error carries line and column.
[[nodiscard]] Result<Json> parse_json(std::string_view text, const JsonLimits& limits = {});
/// Reads a file (AR-J010 when it cannot be read).
[[nodiscard]] Result<Json> read_json_file(const std::string& path, const JsonLimits& limits = {});

enum class JsonLayout { compact, pretty };
/// Deterministic: members in order, two-space indent when pretty, UTF-8 kept, control characters
/// escaped.
[[nodiscard]] std::string write_json(const Json& value, JsonLayout layout = JsonLayout::compact);
/// Line and column of the value at a JSON pointer in the text; {0,0} when not found. Used on errors
/// only.
[[nodiscard]] std::pair<int, int> locate(std::string_view text, std::string_view pointer);
/// Writes `text` and the pointer's place into the error's line and column.
[[nodiscard]] Error with_place(Error error, std::string_view text);

}  // namespace anteroom::fhir
