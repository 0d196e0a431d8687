#include "core/extract/r4_shape.h"

#include <algorithm>
#include <array>

namespace anteroom::extract {

namespace {

using fhir::Json;

bool is_abstract(std::string_view type) {
  return type == "Resource" || type == "DomainResource" || type == "Element" ||
         type == "BackboneElement";
}

using Entry = std::pair<const std::string, fhirpath::ElementSpec>;

Element make_element(const Entry& entry) {
  const auto& [name, spec] = entry;
  Element element{name, fhirpath::element_types(spec), spec.repeats, {}};
  if (spec.type.starts_with('*')) element.name += "[x]";
  if (!element.types.empty()) element.owner = element.types.front();
  return element;
}

/// valueQuantity of value[x]: the element with that one type.
std::optional<Element> typed_choice(const fhirpath::TypeSpec* owner, std::string_view name) {
  for (std::size_t end = name.size(); end-- > 1;) {
    if (name[end] < 'A' || name[end] > 'Z') continue;
    const Entry* entry = fhirpath::find_element(owner, name.substr(0, end));
    if (entry == nullptr || !entry->second.type.starts_with('*')) continue;
    Element element = make_element(*entry);
    for (const std::string_view type : element.types) {
      if (choice_name(element.name, type) != name) continue;
      element.types = {type};
      element.owner = type;
      return element;
    }
  }
  return std::nullopt;
}

constexpr std::array<std::string_view, 20> kPrimitives = {
    "base64Binary", "boolean", "canonical", "code",        "date", "dateTime", "decimal",
    "id",           "instant", "integer",   "markdown",    "oid",  "string",   "positiveInt",
    "time",         "uri",     "url",       "unsignedInt", "uuid", "xhtml"};

bool is_text(std::string_view type) {
  constexpr std::array<std::string_view, 9> kText = {
      "string", "markdown", "uri", "url", "canonical", "code", "id", "oid", "uuid"};
  return std::ranges::find(kText, type) != kText.end();
}

bool is_whole(std::string_view type) {
  return type == "integer" || type == "positiveInt" || type == "unsignedInt";
}

bool is_quantity(std::string_view type) {
  constexpr std::array<std::string_view, 6> kQuantities = {"Quantity", "Age",   "Distance",
                                                           "Duration", "Count", "SimpleQuantity"};
  return std::ranges::find(kQuantities, type) != kQuantities.end();
}

/// What text can become.
std::optional<Json> from_text(const Json& value, std::string_view to) {
  if (is_text(to)) return value;
  if (to == "Reference") return Json::object().set("reference", value);
  if (to == "CodeableConcept") return Json::object().set("text", value);
  if (to == "Annotation") return Json::object().set("text", value);
  if (to == "HumanName" || to == "Address") return Json::object().set("text", value);
  if (to == "ContactPoint" || to == "Identifier") return Json::object().set("value", value);
  return std::nullopt;
}

std::optional<Json> from_coding(const Json& value, std::string_view to) {
  if (to == "CodeableConcept") return Json::object().set("coding", Json::array().push(value));
  if (to == "string" || to == "markdown") {
    const std::string_view display = value.string_or_empty("display");
    return Json(display.empty() ? value.string_or_empty("code") : display);
  }
  if (is_text(to)) return Json(value.string_or_empty("code"));
  return std::nullopt;
}

std::optional<Json> from_time(const Json& value, std::string_view from, std::string_view to) {
  const std::string& text = value.as_string();
  if (from == "date" && to == "dateTime") return value;
  if (to == "date") return Json(std::string_view(text).substr(0, 10));
  if ((from == "instant" && to == "dateTime") || is_text(to)) return value;
  // An instant is never less than a whole second: a shorter dateTime is not guessed at.
  if (from == "dateTime" && to == "instant" && text.size() >= 20) return value;
  if (to == "Period") return Json::object().set("start", value).set("end", value);
  return std::nullopt;
}

std::optional<Json> from_number(const Json& value, std::string_view to) {
  if (to == "decimal") return value;
  if (is_quantity(to)) return Json::object().set("value", value);
  if (!is_whole(to)) return std::nullopt;
  const auto whole = value.as_decimal().to_integer();
  if (!whole || (to == "positiveInt" && *whole < 1) || (to == "unsignedInt" && *whole < 0))
    return std::nullopt;
  return Json(*whole);
}

std::optional<Json> convert(const Json& value, std::string_view from, std::string_view to) {
  if (from == to) return value;
  if (is_quantity(from) && is_quantity(to)) return value;
  if (is_quantity(from) && (to == "decimal" || is_whole(to))) {
    const Json* number = value.find("value");
    return number != nullptr && number->is_number() ? from_number(*number, to) : std::nullopt;
  }
  if (from == "Coding") return from_coding(value, to);
  if (from == "CodeableConcept" && !value.array_or_empty("coding").empty())
    return to == "Coding" ? value.array_or_empty("coding").front()
                          : from_coding(value.array_or_empty("coding").front(), to);
  if (from == "Reference" && is_text(to)) return Json(value.string_or_empty("reference"));
  if (value.is_number()) return from_number(value, to);
  if (!value.is_string()) return std::nullopt;
  if (from == "date" || from == "dateTime" || from == "instant") return from_time(value, from, to);
  return is_text(from) ? from_text(value, to) : std::nullopt;
}

}  // namespace

bool is_primitive(std::string_view type) {
  return std::ranges::find(kPrimitives, type) != kPrimitives.end();
}

bool is_resource_type(std::string_view type) {
  return fhirpath::find_type(type) != nullptr && !is_abstract(type) &&
         fhirpath::is_subtype(type, "Resource");
}

std::optional<Element> element_of(std::string_view owner, std::string_view name) {
  const fhirpath::TypeSpec* type = is_abstract(owner) ? nullptr : fhirpath::find_type(owner);
  if (type == nullptr) return std::nullopt;
  const std::string_view plain = name.substr(0, name.find("[x]"));
  const Entry* entry = fhirpath::find_element(type, plain);
  if (entry == nullptr) return typed_choice(type, name);
  const bool choice = entry->second.type.starts_with('*');
  if (plain != name && !choice) return std::nullopt;
  return make_element(*entry);
}

std::string choice_name(std::string_view element, std::string_view type) {
  if (element.ends_with("[x]")) element.remove_suffix(3);
  std::string out(element);
  if (type.empty()) return out;
  out += static_cast<char>(type.front() >= 'a' && type.front() <= 'z' ? type.front() - 'a' + 'A'
                                                                      : type.front());
  return out += type.substr(1);
}

Result<Json> as_type(const Json& value, std::string_view from, std::string_view to) {
  if (auto converted = convert(value, from, to)) return std::move(*converted);
  return Error{
      "AR-D024",
      "A value of type " + std::string(from) + " cannot stand where FHIR has " + std::string(to),
      "",
      "Give the item or expression the type of the element",
      0,
      0};
}

Result<Typed> as_one_of(const Json& value, std::string_view from,
                        const std::vector<std::string_view>& types) {
  for (const std::string_view type : types)
    if (type == from) return Typed{std::string(type), value};
  std::optional<Error> first;
  // Text stays text and all else stays what it is, before a date is made a string; then in the
  // standard's own order, which offers the richer type first.
  for (const bool text : {is_text(from), !is_text(from)}) {
    for (const std::string_view type : types) {
      if (is_text(type) != text) continue;
      Result<Json> converted = as_type(value, from, type);
      if (converted) return Typed{std::string(type), std::move(converted).value()};
      if (!first) first = converted.error();
    }
  }
  if (first) return *first;
  return Error{"AR-D024", "The element takes no value", "", "Name an element that takes one", 0, 0};
}

}  // namespace anteroom::extract
