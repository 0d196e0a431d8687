// Conversion and comparison of values in UCUM terms.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/fhirpath/ucum.h"

namespace anteroom::fhirpath {
namespace {

using fhir::Decimal;

constexpr int kMostPlaces = 28;  // what a Decimal can keep
constexpr std::string_view kPi = "[pi]";
constexpr UcumRatio kPiDigits{314159265358979324, 1, -17};

__int128 power_of_ten(int exponent) {
  __int128 out = 1;
  while (exponent-- > 0) out *= 10;
  return out;
}

__int128 rounded_quotient(__int128 value, __int128 by) {
  const __int128 whole = value / by;
  const __int128 rest = value % by;
  const __int128 size = rest < 0 ? -rest : rest;
  if (size < by - size) return whole;
  return whole + (value < 0 ? -1 : 1);
}

/// The ratio as a decimal number, as many places as a Decimal keeps; `least` of them as written.
std::optional<Decimal> number_of(const UcumRatio& ratio, int least) {
  static const __int128 kRoom = power_of_ten(37);
  static const __int128 kEnough = power_of_ten(17);  // digits of a quotient that never ends
  __int128 value = ratio.over;
  int scale = -ratio.tens;
  const auto within = [&value](__int128 most) { return value < most && value > -most; };
  while (value % ratio.under != 0 && scale < kMostPlaces && within(kRoom) &&
         value / ratio.under < kEnough && value / ratio.under > -kEnough) {
    value *= 10;
    ++scale;
  }
  value = rounded_quotient(value, ratio.under);
  if (scale > kMostPlaces) {
    value =
        scale - kMostPlaces > 37 ? 0 : rounded_quotient(value, power_of_ten(scale - kMostPlaces));
    scale = kMostPlaces;
  }
  if (value == 0 && ratio.over != 0) return std::nullopt;  // too small to tell from nothing
  for (; scale < std::clamp(least, 0, kMostPlaces); ++scale) {
    if (!within(kRoom) && scale < 0) return std::nullopt;
    if (!within(kRoom)) break;
    value *= 10;
  }
  return Decimal(value, scale);
}

int pi_power(const UcumTerm& term) {
  for (const UcumTerm::Power& power : term.powers)
    if (power.base == kPi) return power.exponent;
  return 0;
}

// The linear ones: what is added before the factor of the definition applies.
std::optional<Decimal> offset_of(std::string_view function) {
  if (function == "Cel") return Decimal(static_cast<__int128>(27315), 2);
  if (function == "degF") return Decimal(static_cast<__int128>(45967), 2);
  if (function == "degRe") return Decimal(static_cast<__int128>(21852), 2);
  return std::nullopt;
}

double forward(std::string_view function, double x) {
  if (function == "pH" || function == "hpX") return std::pow(10, -x);
  if (function == "lg") return std::pow(10, x);
  if (function == "lgTimes2") return std::pow(10, x / 2);
  if (function == "ln") return std::exp(x);
  if (function == "ld") return std::pow(2, x);
  if (function == "sqrt") return x * x;
  if (function == "hpC") return std::pow(100, -x);
  if (function == "hpM") return std::pow(1000, -x);
  if (function == "hpQ") return std::pow(50000, -x);
  if (function == "tanTimes100") return std::atan(x / 100);
  if (function == "100tan") return std::atan(x / 100) * 180 / std::acos(-1.0);
  return std::nan("");
}

double backward(std::string_view function, double x) {
  if (function == "pH" || function == "hpX") return -std::log10(x);
  if (function == "lg") return std::log10(x);
  if (function == "lgTimes2") return 2 * std::log10(x);
  if (function == "ln") return std::log(x);
  if (function == "ld") return std::log2(x);
  if (function == "sqrt") return std::sqrt(x);
  if (function == "hpC") return -std::log10(x) / 2;
  if (function == "hpM") return -std::log10(x) / 3;
  if (function == "hpQ") return -std::log10(x) / std::log10(50000);
  if (function == "tanTimes100") return std::tan(x) * 100;
  if (function == "100tan") return std::tan(x * std::acos(-1.0) / 180) * 100;
  return std::nan("");
}

std::optional<Decimal> from_double(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  return Decimal::parse(fmt::format("{:.15g}", value));
}

std::optional<Decimal> scaled(const Decimal& value, const UcumRatio& by) {
  const auto ratio = ratio_of(value);
  const auto product = ratio ? multiply(*ratio, by) : std::nullopt;
  return product ? number_of(*product, value.scale() - by.tens) : std::nullopt;
}

/// What a special unit's value is in the unit that its definition names.
std::optional<Decimal> plain(const Decimal& value, const UcumTerm& unit) {
  if (unit.function.empty()) return value;
  const auto whole = scaled(value, unit.prefix);
  if (!whole) return std::nullopt;
  if (const auto offset = offset_of(unit.function)) return Decimal::add(*whole, *offset);
  return from_double(forward(unit.function, whole->to_double()));
}

std::optional<Decimal> special(const Decimal& value, const UcumTerm& unit) {
  if (unit.function.empty()) return value;
  const auto offset = offset_of(unit.function);
  const auto whole = offset ? Decimal::subtract(value, *offset)
                            : from_double(backward(unit.function, value.to_double()));
  const auto by = inverse(unit.prefix);
  return whole && by ? scaled(*whole, *by) : std::nullopt;
}

std::optional<UcumRatio> in_base(const Decimal& value, const UcumTerm& unit) {
  const auto number = plain(value, unit);
  const auto ratio = number ? ratio_of(*number) : std::nullopt;
  return ratio ? multiply(*ratio, unit.ratio) : std::nullopt;
}

long double approximate(const UcumRatio& ratio) {
  return static_cast<long double>(ratio.over) / static_cast<long double>(ratio.under) *
         std::pow(10.0L, static_cast<long double>(ratio.tens));
}

bool is_same(const UcumRatio& a, const UcumRatio& b) {
  return a.over == b.over && a.under == b.under && (a.tens == b.tens || a.over == 0);
}

std::optional<std::strong_ordering> order(const UcumRatio& a, const UcumRatio& b) {
  if (is_same(a, b)) return std::strong_ordering::equal;
  const long double left = approximate(a);
  const long double right = approximate(b);
  if (left < right) return std::strong_ordering::less;
  if (left > right) return std::strong_ordering::greater;
  return std::nullopt;  // nearer than can be told
}

}  // namespace

bool commensurable(const UcumTerm& a, const UcumTerm& b) {
  const auto without_pi = [](const UcumTerm& term) {
    std::vector<UcumTerm::Power> powers = term.powers;
    std::erase_if(powers, [](const UcumTerm::Power& power) { return power.base == kPi; });
    return powers;
  };
  return without_pi(a) == without_pi(b);
}

std::optional<Decimal> convert(const Decimal& value, const UcumTerm& from, const UcumTerm& to) {
  if (!commensurable(from, to)) return std::nullopt;
  auto by = inverse(to.ratio);
  if (!from.function.empty() && from.function == to.function && !offset_of(from.function) &&
      is_same(from.ratio, to.ratio)) {
    by = inverse(to.prefix);  // of one scale: a bel in decibels
    if (by) by = multiply(from.prefix, *by);
    return by ? scaled(value, *by) : std::nullopt;
  }
  const auto number = plain(value, from);
  if (by) by = multiply(from.ratio, *by);
  const int turns = pi_power(from) - pi_power(to);
  const auto pi = turns > 0 ? std::optional(kPiDigits) : inverse(kPiDigits);
  for (int i = std::abs(turns); i > 0 && by && pi; --i) by = multiply(*by, *pi);
  const auto converted = number && by ? scaled(*number, *by) : std::nullopt;
  return converted ? special(*converted, to) : std::nullopt;
}

std::optional<std::strong_ordering> compare(const Decimal& a, const UcumTerm& a_unit,
                                            const Decimal& b, const UcumTerm& b_unit) {
  if (!commensurable(a_unit, b_unit)) return std::nullopt;
  if (pi_power(a_unit) != pi_power(b_unit)) {
    const auto other = convert(b, b_unit, a_unit);
    return other ? std::optional(a <=> *other) : std::nullopt;
  }
  const auto left = in_base(a, a_unit);
  const auto right = in_base(b, b_unit);
  return left && right ? order(*left, *right) : std::nullopt;
}

std::optional<std::string> ucum_key(const Decimal& value, const UcumTerm& unit) {
  const auto ratio = in_base(value, unit);
  if (!ratio) return std::nullopt;
  const auto digits = [](__int128 number) { return Decimal(number, 0).to_string(); };
  std::string key = digits(ratio->over) + "/" + digits(ratio->under) + "e" +
                    std::to_string(ratio->over == 0 ? 0 : ratio->tens);
  for (const UcumTerm::Power& power : unit.powers)
    key += " " + std::string(power.base) + std::to_string(power.exponent);
  return key;
}

}  // namespace anteroom::fhirpath
