// Reads JSON that must be exactly as written down: unknown keys refused, every complaint with its
// JSON pointer.
//
//   StrictReader reader("AR-P002", errors);
//   if (reader.object(json, "", {"id"}, {"contact"})) id = reader.string(json, "", "id", 64);
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/fhir/json.h"

namespace anteroom::plugin {

/// pointer + "/" + key, with ~ and / escaped.
[[nodiscard]] std::string pointer_to(std::string_view pointer, std::string_view key);
[[nodiscard]] std::string pointer_to(std::string_view pointer, std::size_t index);

class StrictReader {
 public:
  /// Complaints go to `errors`, which outlives the reader.
  StrictReader(std::string code, Errors& errors) : code_(std::move(code)), errors_(errors) {}

  void complain(std::string_view pointer, std::string message, std::string mend = {}) const;
  /// An object with all of `required` and nothing beyond both lists.
  bool object(const fhir::Json& json, std::string_view pointer,
              std::initializer_list<std::string_view> required,
              std::initializer_list<std::string_view> optional) const;
  /// The string member, 1..max bytes without control characters; "" and a complaint otherwise.
  /// Missing is fine: "".
  std::string string(const fhir::Json& object, std::string_view pointer, std::string_view key,
                     std::size_t max) const;
  /// An array of unique strings; missing is fine.
  std::vector<std::string> strings(const fhir::Json& object, std::string_view pointer,
                                   std::string_view key, std::size_t max_count,
                                   std::size_t max_bytes) const;
  /// The array member, empty with a complaint when it is something else; missing is fine.
  const fhir::JsonArray& array(const fhir::Json& object, std::string_view pointer,
                               std::string_view key, std::size_t max_count) const;

 private:
  std::string code_;
  Errors& errors_;
};

}  // namespace anteroom::plugin
