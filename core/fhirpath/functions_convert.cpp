// Conversions. What does not convert is empty, never an error. http://hl7.org/fhirpath/N1 5.5.
#include <algorithm>
#include <array>

#include "core/fhirpath/functions.h"
#include "core/fhirpath/units.h"

namespace anteroom::fhirpath::functions {
namespace {

using fhir::Decimal;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<Value> as_boolean(const Value& value) {
  if (std::holds_alternative<bool>(value)) return value;
  if (const auto number = number_of(value)) {
    if (*number == Decimal(std::int64_t{1})) return Value{true};
    if (number->is_zero()) return Value{false};
    return std::nullopt;
  }
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr) return std::nullopt;
  const std::string word = change_case(*text, Case::lower);
  if (is_one_of(word, {"true", "t", "yes", "y", "1", "1.0"})) return Value{true};
  if (is_one_of(word, {"false", "f", "no", "n", "0", "0.0"})) return Value{false};
  return std::nullopt;
}

// [+-]?digits[.digits]: JSON's numbers with a plus sign and leading zeros, without an exponent.
std::optional<Decimal> read_decimal(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || text.find_first_not_of("0123456789.") != std::string_view::npos ||
      text[0] == '.')
    return std::nullopt;
  while (text.size() > 1 && text[0] == '0' && text[1] != '.') text.remove_prefix(1);
  const auto value = Decimal::parse(text);
  if (!value) return std::nullopt;
  return negative ? value->negated() : *value;
}

std::optional<Value> as_integer(const Value& value) {
  if (std::holds_alternative<std::int64_t>(value)) return value;
  if (const auto* truth = std::get_if<bool>(&value)) return Value{std::int64_t{*truth ? 1 : 0}};
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr || text->find('.') != std::string::npos) return std::nullopt;
  const auto number = read_decimal(*text);
  const auto integer = number ? number->to_integer() : std::nullopt;
  if (!integer) return std::nullopt;
  return Value{*integer};
}

std::optional<Value> as_decimal(const Value& value) {
  if (const auto number = number_of(value)) return Value{*number};
  if (const auto* truth = std::get_if<bool>(&value))
    return Value{Decimal(std::int64_t{*truth ? 1 : 0})};
  const auto* text = std::get_if<std::string>(&value);
  const auto number = text != nullptr ? read_decimal(*text) : std::nullopt;
  if (!number) return std::nullopt;
  return Value{*number};
}

std::optional<Value> as_string(const Value& value) {
  auto text = to_text(value);
  if (!text) return std::nullopt;
  return Value{*std::move(text)};
}

std::optional<Value> as_date(const Value& value) {
  const auto text = text_of(value);
  const auto temporal = text ? read_temporal(*text) : std::nullopt;
  if (!temporal || temporal->kind == Temporal::Kind::time) return std::nullopt;
  return Value{Temporal{Temporal::Kind::date, temporal->text.substr(0, temporal->text.find('T'))}};
}

std::optional<Value> as_date_time(const Value& value) {
  const auto text = text_of(value);
  const auto temporal = text ? read_temporal(*text) : std::nullopt;
  if (!temporal || temporal->kind == Temporal::Kind::time) return std::nullopt;
  return Value{Temporal{Temporal::Kind::date_time, temporal->text}};
}

std::optional<Value> as_time(const Value& value) {
  const auto text = text_of(value);
  if (!text || !parse_temporal(Temporal::Kind::time, *text)) return std::nullopt;
  return Value{Temporal{Temporal::Kind::time, text->substr(text->starts_with('T') ? 1 : 0)}};
}

// "5 'mg'", "5 days", "5".
std::optional<Quantity> read_quantity(std::string_view text) {
  const std::size_t end = std::min(text.find_first_not_of("+-0123456789."), text.size());
  const auto number = read_decimal(text.substr(0, end));
  if (!number) return std::nullopt;
  std::string_view unit = text.substr(end);
  const std::size_t start = unit.find_first_not_of(' ');
  if (unit.empty()) return Quantity{*number, "1"};
  if (start == std::string_view::npos) return std::nullopt;
  unit.remove_prefix(start);
  if (unit.size() > 2 && unit.front() == '\'' && unit.back() == '\'')
    return Quantity{*number, std::string(unit.substr(1, unit.size() - 2))};
  if (start > 0 && is_calendar_word(unit)) return Quantity{*number, std::string(unit)};
  return std::nullopt;
}

std::optional<Value> as_quantity(const Value& value) {
  if (std::holds_alternative<Quantity>(value)) return value;
  if (const auto number = number_of(value)) return Value{Quantity{*number, "1"}};
  if (const auto* truth = std::get_if<bool>(&value))
    return Value{Quantity{Decimal(std::int64_t{*truth ? 1 : 0}), "1"}};
  const auto* text = std::get_if<std::string>(&value);
  const auto quantity = text != nullptr ? read_quantity(*text) : std::nullopt;
  if (!quantity) return std::nullopt;
  return Value{*quantity};
}

// The quantity in the unit that the argument names, when there is one.
std::optional<Value> in_unit(Call& call, std::optional<Value> value) {
  if (!value || call.count() == 0) return value;
  const auto unit = call.text(call.arg(0));
  const Quantity& quantity = std::get<Quantity>(*value);
  const auto converted = unit ? convert(quantity, *unit) : std::nullopt;
  if (!converted) return std::nullopt;
  return Value{Quantity{*converted, *unit}};
}

using Conversion = std::optional<Value> (*)(const Value&);

Collection converted(Call& call, Conversion conversion) {
  const auto value = call.one(call.input);
  const auto result = value ? conversion(*value) : std::nullopt;
  return result ? Collection{*result} : Collection{};
}

Collection converts(Call& call, Conversion conversion) {
  const auto value = call.one(call.input);
  return value ? boolean(conversion(*value).has_value()) : Collection{};
}

}  // namespace

Collection to_boolean(Call& call) {
  return converted(call, as_boolean);
}
Collection to_integer(Call& call) {
  return converted(call, as_integer);
}
Collection to_decimal(Call& call) {
  return converted(call, as_decimal);
}
Collection to_string(Call& call) {
  return converted(call, as_string);
}
Collection to_date(Call& call) {
  return converted(call, as_date);
}
Collection to_date_time(Call& call) {
  return converted(call, as_date_time);
}
Collection to_time(Call& call) {
  return converted(call, as_time);
}
Collection to_quantity(Call& call) {
  const auto value = call.one(call.input);
  const auto result = value ? in_unit(call, as_quantity(*value)) : std::nullopt;
  return result ? Collection{*result} : Collection{};
}
Collection converts_to_boolean(Call& call) {
  return converts(call, as_boolean);
}
Collection converts_to_integer(Call& call) {
  return converts(call, as_integer);
}
Collection converts_to_decimal(Call& call) {
  return converts(call, as_decimal);
}
Collection converts_to_string(Call& call) {
  return converts(call, as_string);
}
Collection converts_to_date(Call& call) {
  return converts(call, as_date);
}
Collection converts_to_date_time(Call& call) {
  return converts(call, as_date_time);
}
Collection converts_to_time(Call& call) {
  return converts(call, as_time);
}
Collection converts_to_quantity(Call& call) {
  const auto value = call.one(call.input);
  return value ? boolean(in_unit(call, as_quantity(*value)).has_value()) : Collection{};
}

}  // namespace anteroom::fhirpath::functions
