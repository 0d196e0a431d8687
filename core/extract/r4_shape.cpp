#include "core/extract/r4_shape.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace anteroom::extract {

namespace {

using fhir::Json;

struct Row {
  std::string_view owner;
  std::string_view elements;
};

constexpr Row kRows[] = {
#include "core/extract/r4_table.inc"
};

const std::unordered_map<std::string_view, std::string_view>& rows() {
  static const auto table = [] {
    std::unordered_map<std::string_view, std::string_view> out;
    for (const Row& row : kRows) out.emplace(row.owner, row.elements);
    return out;
  }();
  return table;
}

/// Cuts the next piece up to `separator` off the front.
std::string_view take(std::string_view& text, char separator) {
  const std::size_t end = text.find(separator);
  const std::string_view piece = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return piece;
}

Element read_element(std::string_view owner, std::string_view row) {
  Element element;
  std::string_view name = take(row, ':');
  if (name.ends_with('*')) {
    element.repeats = Repeats::yes;
    name.remove_suffix(1);
  }
  element.name = name;
  while (!row.empty()) element.types.push_back(take(row, ','));
  const std::string path = std::string(owner) + "." + std::string(name);
  const bool backbone = element.types.size() == 1 && rows().contains(path);
  element.owner = backbone ? path : element.types.empty() ? "" : std::string(element.types.front());
  return element;
}

/// valueQuantity of value[x]: only that type.
bool narrow(Element& element, std::string_view name) {
  const std::string_view stem = element.name.substr(0, element.name.size() - 3);
  if (name == element.name || name == stem) return true;
  if (!name.starts_with(stem)) return false;
  for (const std::string_view type : element.types) {
    if (choice_name(element.name, type) != name) continue;
    element.types = {type};
    element.owner = std::string(type);
    return true;
  }
  return false;
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
  const auto row = rows().find(type);
  return row != rows().end() && row->second.find(" implicitRules:uri") != std::string_view::npos;
}

std::optional<Element> element_of(std::string_view owner, std::string_view name) {
  const auto row = rows().find(owner);
  if (row == rows().end()) return std::nullopt;
  std::string_view rest = row->second;
  while (!rest.empty()) {
    const std::string_view piece = take(rest, ' ');
    const std::string_view written = piece.substr(0, piece.find_first_of("*:"));
    const bool choice = written.ends_with("[x]");
    if (!choice && written != name) continue;
    Element element = read_element(owner, piece);
    if (!choice || narrow(element, name)) return element;
  }
  return std::nullopt;
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
