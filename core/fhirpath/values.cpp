// Values: conversion from nodes, types, text, JSON.
#include "core/fhirpath/values.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "core/fhirpath/types.h"
#include "core/fhirpath/units.h"

namespace anteroom::fhirpath {
namespace {

using fhir::Json;

std::optional<Value> child_value(const Node& node, std::string_view name) {
  std::vector<Node> found;
  node.model->children(node, name, found);
  if (found.size() != 1) return std::nullopt;
  return node.model->primitive(found[0]);
}

std::optional<Value> quantity_of(const Node& node) {
  if (!is_subtype(node.model->type_name(node), "Quantity")) return std::nullopt;
  const auto value = child_value(node, "value");
  const auto number = value ? number_of(*value) : std::nullopt;
  if (!number || child_value(node, "comparator")) return std::nullopt;  // "< 5 mg" is no number
  for (const std::string_view name : {"code", "unit"}) {
    const auto unit = child_value(node, name);
    if (!unit) continue;
    if (const auto* text = std::get_if<std::string>(&*unit)) return Quantity{*number, *text};
  }
  return Quantity{*number, "1"};
}

std::string quantity_text(const Quantity& quantity) {
  const bool word = is_calendar_word(quantity.unit);
  return quantity.value.to_string() + (word ? " " + quantity.unit : " '" + quantity.unit + "'");
}

Json quantity_json(const Quantity& quantity) {
  Json json = Json::object();
  json.set("value", quantity.value).set("unit", quantity.unit);
  json.set("system", "http://unitsofmeasure.org").set("code", ucum_code(quantity.unit));
  return json;
}

struct TypeName {
  std::string operator()(bool) const { return "Boolean"; }
  std::string operator()(std::int64_t) const { return "Integer"; }
  std::string operator()(const fhir::Decimal&) const { return "Decimal"; }
  std::string operator()(const std::string&) const { return "String"; }
  std::string operator()(const Temporal& temporal) const {
    if (temporal.kind == Temporal::Kind::date) return "Date";
    return temporal.kind == Temporal::Kind::date_time ? "DateTime" : "Time";
  }
  std::string operator()(const Quantity&) const { return "Quantity"; }
  std::string operator()(const Node& node) const { return node.model->type_name(node); }
};

struct AsJson {
  Json operator()(bool value) const { return value; }
  Json operator()(std::int64_t value) const { return value; }
  Json operator()(const fhir::Decimal& value) const { return value; }
  Json operator()(const std::string& value) const { return value; }
  Json operator()(const Temporal& value) const { return value.text; }
  Json operator()(const Quantity& value) const { return quantity_json(value); }
  Json operator()(const Node& node) const { return node.model->to_json(node); }
};

}  // namespace

Value system_value(const Value& value) {
  const auto* node = std::get_if<Node>(&value);
  if (node == nullptr) return value;
  if (auto primitive = node->model->primitive(*node)) return *std::move(primitive);
  if (auto quantity = quantity_of(*node)) return *std::move(quantity);
  return value;
}

std::optional<fhir::Decimal> number_of(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return fhir::Decimal(*integer);
  if (const auto* decimal = std::get_if<fhir::Decimal>(&value)) return *decimal;
  return std::nullopt;
}

std::optional<std::string> text_of(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* temporal = std::get_if<Temporal>(&value)) return temporal->text;
  return std::nullopt;
}

std::optional<std::string> to_text(const Value& value) {
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (const auto* decimal = std::get_if<fhir::Decimal>(&value)) return decimal->to_string();
  if (const auto* quantity = std::get_if<Quantity>(&value)) return quantity_text(*quantity);
  return text_of(value);
}

bool has_type(const Value& value, std::string_view type) {
  const bool fhir_only = type.starts_with("FHIR.");
  const bool system_only = type.starts_with("System.");
  if (fhir_only) type.remove_prefix(5);
  if (system_only) type.remove_prefix(7);
  const std::string own = type_of(value);
  if (std::holds_alternative<Node>(value)) return !system_only && is_subtype(own, type);
  const bool is_long = type == "Long" && own == "Integer";  // one type here
  return !fhir_only && (own == type || is_long || type == "Any");
}

std::string change_case(std::string_view text, Case to) {
  icu::UnicodeString wide =
      icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
  const icu::Locale& root = icu::Locale::getRoot();
  std::string result;
  (to == Case::lower ? wide.toLower(root) : wide.toUpper(root)).toUTF8String(result);
  return result;
}

std::string type_of(const Value& value) {
  return std::visit(TypeName{}, value);
}

Json to_json(const Value& value) {
  return std::visit(AsJson{}, value);
}

Result<Truth> to_truth(const Collection& collection) {
  if (collection.empty()) return Truth::unknown;
  if (collection.size() > 1)
    return Error{"AR-X030", "A condition got several values where one is needed.", "",
                 "Use exists(), all() or first() to get one."};
  const Value value = system_value(collection.front());
  if (const auto* truth = std::get_if<bool>(&value)) return *truth ? Truth::yes : Truth::no;
  return Truth::yes;
}

}  // namespace anteroom::fhirpath
