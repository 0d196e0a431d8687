#include "core/plugin/strict_reader.h"

#include <algorithm>

namespace anteroom::plugin {
namespace {

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

}  // namespace

std::string pointer_to(std::string_view pointer, std::string_view key) {
  std::string out(pointer);
  out.push_back('/');
  for (const char c : key) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out.push_back(c);
  }
  return out;
}

std::string pointer_to(std::string_view pointer, std::size_t index) {
  return std::string(pointer) + "/" + std::to_string(index);
}

void StrictReader::complain(std::string_view pointer, std::string message, std::string mend) const {
  errors_.push_back({code_, std::move(message), std::string(pointer), std::move(mend)});
}

bool StrictReader::object(const fhir::Json& json, std::string_view pointer,
                          std::initializer_list<std::string_view> required,
                          std::initializer_list<std::string_view> optional) const {
  if (!json.is_object()) {
    complain(pointer, "An object must stand here.");
    return false;
  }
  bool ok = true;
  for (const std::string_view key : required) {
    if (json.find(key) != nullptr) continue;
    complain(pointer, "\"" + std::string(key) + "\" is missing.", "Add it.");
    ok = false;
  }
  for (const auto& [key, value] : json.as_object()) {
    if (std::find(required.begin(), required.end(), key) != required.end() ||
        std::find(optional.begin(), optional.end(), key) != optional.end())
      continue;
    complain(pointer_to(pointer, key), "This key is not known here.",
             "Remove it, or look for a spelling mistake.");
    ok = false;
  }
  return ok;
}

std::string StrictReader::string(const fhir::Json& object, std::string_view pointer,
                                 std::string_view key, std::size_t max) const {
  const fhir::Json* member = object.find(key);
  if (member == nullptr) return {};
  if (!member->is_string() || member->as_string().empty() || member->as_string().size() > max ||
      has_control(member->as_string())) {
    complain(pointer_to(pointer, key),
             "A text of 1 to " + std::to_string(max) + " bytes on one line must stand here.");
    return {};
  }
  return member->as_string();
}

const fhir::JsonArray& StrictReader::array(const fhir::Json& object, std::string_view pointer,
                                           std::string_view key, std::size_t max_count) const {
  static const fhir::JsonArray none;
  const fhir::Json* member = object.find(key);
  if (member == nullptr) return none;
  if (!member->is_array() || member->as_array().size() > max_count) {
    complain(pointer_to(pointer, key),
             "A list of at most " + std::to_string(max_count) + " must stand here.");
    return none;
  }
  return member->as_array();
}

std::vector<std::string> StrictReader::strings(const fhir::Json& object, std::string_view pointer,
                                               std::string_view key, std::size_t max_count,
                                               std::size_t max_bytes) const {
  std::vector<std::string> out;
  const std::string list = pointer_to(pointer, key);
  const fhir::JsonArray& elements = array(object, pointer, key, max_count);
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const fhir::Json& element = elements[i];
    if (!element.is_string() || element.as_string().empty() ||
        element.as_string().size() > max_bytes || has_control(element.as_string())) {
      complain(pointer_to(list, i),
               "A text of 1 to " + std::to_string(max_bytes) + " bytes must stand here.");
    } else if (std::find(out.begin(), out.end(), element.as_string()) != out.end()) {
      complain(pointer_to(list, i), "This stands in the list twice.");
    } else {
      out.push_back(element.as_string());
    }
  }
  return out;
}

}  // namespace anteroom::plugin
