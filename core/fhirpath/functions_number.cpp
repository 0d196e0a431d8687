// Numbers. Sums, roundings and powers of whole numbers are exact; only roots, exponents and
// logarithms pass through a double, and come back with fifteen digits.
#include <fmt/format.h>

#include <cmath>

#include "core/fhirpath/functions.h"

namespace anteroom::fhirpath::functions {
namespace {

using fhir::Decimal;

Collection from(const std::optional<Decimal>& value) {
  return value ? Collection{Value{*value}} : Collection{};
}

Collection from_double(double value) {
  if (!std::isfinite(value)) return {};
  return from(Decimal::parse(fmt::format("{:.15g}", value)));
}

Collection whole(const Decimal& value) {
  const auto integer = value.to_integer();
  return integer ? Collection{Value{*integer}} : Collection{};
}

// Adds up the input; nothing on overflow.
std::optional<Value> total(Call& call) {
  Value result = system_value(call.input.front());
  for (std::size_t i = 1; i < call.input.size(); ++i) {
    Arithmetic sum = calculate("+", result, call.input[i]);
    if (sum.mismatch) call.wrong_type("numbers of one kind");
    if (!sum.value) return std::nullopt;
    if (const auto* text = std::get_if<std::string>(&*sum.value))
      (void)call.evaluator.bounded(call.expr, *text);
    result = *std::move(sum.value);
  }
  return result;
}

Collection extreme(Call& call, Ordering wanted) {
  if (call.input.empty()) return {};
  Value best = call.input.front();
  for (const Value& value : call.input) {
    switch (const Ordering result = order(value, best, call.evaluator.offset())) {
      case Ordering::mismatch:
        call.wrong_type("values that have an order");
      case Ordering::unknown:
        return {};
      default:
        if (result == wanted) best = value;
    }
  }
  return {system_value(best)};
}

Decimal floor_of(const Decimal& value) {
  const Decimal cut = value.truncated();
  return value.is_negative() && cut != value ? *Decimal::subtract(cut, Decimal(std::int64_t{1}))
                                             : cut;
}

template <class Run>
Collection with_number(Call& call, const Run& run) {
  const auto number = call.number(call.input);
  return number ? run(*number) : Collection{};
}

std::optional<Decimal> exact_power(Decimal base, std::int64_t exponent) {
  Decimal result(std::int64_t{1});
  while (exponent > 0) {
    if ((exponent & 1) != 0) {
      const auto product = Decimal::multiply(result, base);
      if (!product) return std::nullopt;
      result = *product;
    }
    exponent >>= 1;
    if (exponent == 0) break;
    const auto square = Decimal::multiply(base, base);
    if (!square) return std::nullopt;
    base = *square;
  }
  return result;
}

}  // namespace

Collection sum(Call& call) {
  if (call.input.empty()) return {};
  const auto result = total(call);
  return result ? Collection{*result} : Collection{};
}
Collection min(Call& call) {
  return extreme(call, Ordering::less);
}
Collection max(Call& call) {
  return extreme(call, Ordering::greater);
}
Collection avg(Call& call) {
  if (call.input.empty()) return {};
  const auto result = total(call);
  if (!result) return {};
  const Arithmetic mean =
      calculate("/", *result, Value{static_cast<std::int64_t>(call.input.size())});
  if (mean.mismatch) call.wrong_type("numbers");
  return mean.value ? Collection{*mean.value} : Collection{};
}

Collection abs(Call& call) {
  const auto value = call.one(call.input);
  if (!value) return {};
  if (const auto* quantity = std::get_if<Quantity>(&*value))
    return {
        Value{Quantity{quantity->value.is_negative() ? quantity->value.negated() : quantity->value,
                       quantity->unit}}};
  const auto number = number_of(*value);
  if (!number) call.wrong_type("a number");
  const Decimal size = number->is_negative() ? number->negated() : *number;
  return std::holds_alternative<std::int64_t>(*value) ? whole(size) : from(size);
}
Collection ceiling(Call& call) {
  return with_number(
      call, [](const Decimal& value) { return whole(floor_of(value.negated()).negated()); });
}
Collection floor(Call& call) {
  return with_number(call, [](const Decimal& value) { return whole(floor_of(value)); });
}
Collection truncate(Call& call) {
  return with_number(call, [](const Decimal& value) { return whole(value.truncated()); });
}
Collection round(Call& call) {
  return with_number(call, [&](const Decimal& value) -> Collection {
    const auto places =
        call.count() > 0 ? call.integer(call.arg(0)) : std::optional<std::int64_t>(0);
    if (!places) return {};
    if (*places < 0) fail(call.expr, "AR-X031", "round() needs zero or more places.");
    return from(value.rounded(static_cast<int>(std::min<std::int64_t>(*places, 28))));
  });
}

Collection sqrt(Call& call) {
  return with_number(call, [](const Decimal& value) {
    return value.is_negative() ? Collection{} : from_double(std::sqrt(value.to_double()));
  });
}
Collection exp(Call& call) {
  return with_number(call,
                     [](const Decimal& value) { return from_double(std::exp(value.to_double())); });
}
Collection ln(Call& call) {
  return with_number(call,
                     [](const Decimal& value) { return from_double(std::log(value.to_double())); });
}
Collection log(Call& call) {
  return with_number(call, [&](const Decimal& value) {
    const auto base = call.number(call.arg(0));
    return base ? from_double(std::log(value.to_double()) / std::log(base->to_double()))
                : Collection{};
  });
}
Collection power(Call& call) {
  const auto value = call.one(call.input);
  const auto base = call.number(call.input);
  const auto exponent = call.one(call.arg(0));
  const auto exponent_number = exponent ? number_of(*exponent) : std::nullopt;
  if (exponent && !exponent_number) call.wrong_type("a number");
  if (!base || !exponent_number) return {};
  const auto steps = exponent_number->to_integer();
  if (steps && *steps >= 0 && *steps <= 4096) {
    const bool integers = std::holds_alternative<std::int64_t>(*value) &&
                          std::holds_alternative<std::int64_t>(*exponent);
    const auto result = exact_power(*base, *steps);
    if (integers) return result ? whole(*result) : Collection{};
    return from(result);
  }
  return from_double(std::pow(base->to_double(), exponent_number->to_double()));
}

}  // namespace anteroom::fhirpath::functions
