// The Json tree: lookups and changes. Reading is json_read.cpp, writing json_write.cpp.
#include "core/fhir/json.h"

#include "core/fhir/json_name.h"

namespace anteroom::fhir {

Decimal Json::as_decimal() const {
  if (is_integer()) return Decimal(as_integer());
  return std::get<Decimal>(value_);
}

const Json* Json::find(std::string_view key) const {
  const JsonObject* members = std::get_if<JsonObject>(&value_);
  if (members == nullptr) return nullptr;
  for (const JsonMember& member : *members)
    if (same_name(member.first, key)) return &member.second;
  return nullptr;
}

Json* Json::find(std::string_view key) {
  return const_cast<Json*>(static_cast<const Json*>(this)->find(key));
}

std::string_view Json::string_or_empty(std::string_view key) const {
  const Json* member = find(key);
  return member != nullptr && member->is_string() ? std::string_view(member->as_string())
                                                  : std::string_view{};
}

const JsonArray& Json::array_or_empty(std::string_view key) const {
  static const JsonArray empty;
  const Json* member = find(key);
  return member != nullptr && member->is_array() ? member->as_array() : empty;
}

Json& Json::set(std::string_view key, Json value) {
  if (is_null()) value_ = JsonObject{};
  if (Json* member = find(key)) {
    *member = std::move(value);
  } else {
    as_object().emplace_back(std::string(key), std::move(value));
  }
  return *this;
}

Json& Json::push(Json value) {
  if (is_null()) value_ = JsonArray{};
  as_array().push_back(std::move(value));
  return *this;
}

}  // namespace anteroom::fhir
