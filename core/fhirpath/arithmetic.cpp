// + - * / div mod on numbers, text, quantities and dates. Integers stay integers; nothing overflows
// silently.
#include "core/fhirpath/units.h"
#include "core/fhirpath/values.h"

namespace anteroom::fhirpath {
namespace {

using fhir::Decimal;

constexpr Arithmetic kMismatch{true, std::nullopt};

Arithmetic from(std::optional<Decimal> value) {
  if (!value) return {};
  return {false, Value{*value}};
}

// Integer when both operands were, empty when it no longer fits.
Arithmetic whole(std::optional<Decimal> value) {
  const auto integer = value ? value->to_integer() : std::nullopt;
  if (!integer) return {};
  return {false, Value{*integer}};
}

std::optional<Decimal> truncated_quotient(const Decimal& a, const Decimal& b) {
  // Aligned to one scale the quotient of the unscaled numbers is exact; divide() alone could round
  // up to the next.
  const auto quotient = Decimal::divide(a, b);
  if (!quotient) return std::nullopt;
  Decimal candidate = quotient->truncated();
  const auto back = Decimal::multiply(candidate, b);
  const auto rest = back ? Decimal::subtract(a, *back) : std::nullopt;
  if (!rest) return std::nullopt;
  if (!rest->is_zero() && rest->is_negative() != a.is_negative())
    return Decimal::subtract(candidate,
                             Decimal(std::int64_t{a.is_negative() == b.is_negative() ? 1 : -1}));
  return candidate;
}

std::optional<Decimal> remainder(const Decimal& a, const Decimal& b) {
  const auto quotient = truncated_quotient(a, b);
  const auto back = quotient ? Decimal::multiply(*quotient, b) : std::nullopt;
  return back ? Decimal::subtract(a, *back) : std::nullopt;
}

Arithmetic numbers(std::string_view op, const Decimal& a, const Decimal& b, bool integers) {
  if (op == "/") return from(Decimal::divide(a, b));
  if (op == "div") return whole(truncated_quotient(a, b));
  std::optional<Decimal> result;
  if (op == "+") result = Decimal::add(a, b);
  if (op == "-") result = Decimal::subtract(a, b);
  if (op == "*") result = Decimal::multiply(a, b);
  if (op == "mod") result = remainder(a, b);
  return integers ? whole(result) : from(result);
}

Arithmetic quantities(std::string_view op, const Quantity& a, const Quantity& b) {
  std::optional<Quantity> result;
  if (op == "+")
    result = add(a, b);
  else if (op == "-")
    result = add(a, {b.value.negated(), b.unit});
  else if (op == "*")
    result = multiply(a, b);
  else if (op == "/")
    result = divide(a, b);
  else
    return kMismatch;
  if (!result) return {};
  return {false, Value{*std::move(result)}};
}

Arithmetic shift(std::string_view op, const Temporal& temporal, const Quantity& amount) {
  if (op != "+" && op != "-") return kMismatch;
  const auto moment = parse_temporal(temporal.kind, temporal.text);
  // N1: above seconds only calendar durations may be added; 1 'a' is not 1 year.
  const CalendarUnit unit = calendar_unit(amount.unit);
  const bool definite = !is_calendar_word(amount.unit);
  if (unit == CalendarUnit::none ||
      (definite && (unit == CalendarUnit::year || unit == CalendarUnit::month)))
    return kMismatch;
  const auto sum =
      moment ? add(*moment, op == "-" ? amount.value.negated() : amount.value, amount.unit)
             : std::nullopt;
  if (!sum) return {};
  return {false, Value{to_temporal(*sum)}};
}

}  // namespace

Arithmetic calculate(std::string_view op, const Value& left, const Value& right) {
  const Value a = system_value(left);
  const Value b = system_value(right);
  const auto number_a = number_of(a);
  const auto number_b = number_of(b);
  if (number_a && number_b)
    return numbers(
        op, *number_a, *number_b,
        std::holds_alternative<std::int64_t>(a) && std::holds_alternative<std::int64_t>(b));
  const auto* text_a = std::get_if<std::string>(&a);
  const auto* text_b = std::get_if<std::string>(&b);
  if (op == "+" && text_a != nullptr && text_b != nullptr) return {false, Value{*text_a + *text_b}};
  const auto* temporal = std::get_if<Temporal>(&a);
  const auto* amount = std::get_if<Quantity>(&b);
  if (temporal != nullptr && amount != nullptr) return shift(op, *temporal, *amount);
  const auto* quantity_a = std::get_if<Quantity>(&a);
  const auto* quantity_b = std::get_if<Quantity>(&b);
  if (quantity_a != nullptr && quantity_b != nullptr)
    return quantities(op, *quantity_a, *quantity_b);
  if (quantity_a != nullptr && number_b) return quantities(op, *quantity_a, {*number_b, "1"});
  if (quantity_b != nullptr && number_a) return quantities(op, {*number_a, "1"}, *quantity_b);
  return kMismatch;
}

}  // namespace anteroom::fhirpath
