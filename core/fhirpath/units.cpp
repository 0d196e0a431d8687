// Units of quantities: what FHIRPath says of calendar durations, and UCUM (ucum.h) for the rest.
#include "core/fhirpath/units.h"

#include <algorithm>
#include <array>

#include "core/fhirpath/ucum.h"

namespace anteroom::fhirpath {
namespace {

using fhir::Decimal;

struct CalendarName {
  std::string_view word;
  std::string_view code;
  CalendarUnit unit;
};

constexpr std::array kCalendar{
    CalendarName{"year", "a", CalendarUnit::year},
    CalendarName{"month", "mo", CalendarUnit::month},
    CalendarName{"week", "wk", CalendarUnit::week},
    CalendarName{"day", "d", CalendarUnit::day},
    CalendarName{"hour", "h", CalendarUnit::hour},
    CalendarName{"minute", "min", CalendarUnit::minute},
    CalendarName{"second", "s", CalendarUnit::second},
    CalendarName{"millisecond", "ms", CalendarUnit::millisecond},
};

bool is_word(const CalendarName& name, std::string_view unit) {
  return unit == name.word ||
         (unit.size() == name.word.size() + 1 && unit.back() == 's' && unit.starts_with(name.word));
}

bool is_indefinite(CalendarUnit unit) {
  return unit == CalendarUnit::year || unit == CalendarUnit::month;
}

// Where no calendar is at hand a year counts 365 days and a month 30 (N1, time-valued quantities).
std::int64_t counted_milliseconds(CalendarUnit unit) {
  constexpr std::int64_t kDay = 86'400'000;
  if (unit == CalendarUnit::year) return 365 * kDay;
  return unit == CalendarUnit::month ? 30 * kDay : milliseconds_in(unit);
}

std::optional<Decimal> by_ratio(const Decimal& value, std::int64_t over, std::int64_t under) {
  const auto product = Decimal::multiply(value, Decimal(over));
  return product ? Decimal::divide(*product, Decimal(under)) : std::nullopt;
}

// Between two time units of which one at least is a calendar word.
std::optional<Decimal> convert_calendar(const Decimal& value, std::string_view from,
                                        std::string_view to) {
  const CalendarUnit a = calendar_unit(from);
  const CalendarUnit b = calendar_unit(to);
  if (a == b) return value;
  if (is_indefinite(a) && is_indefinite(b))
    return a == CalendarUnit::year ? by_ratio(value, 12, 1) : by_ratio(value, 1, 12);
  const bool words = is_calendar_word(from) && is_calendar_word(to);
  if (!words && (is_indefinite(a) || is_indefinite(b))) return std::nullopt;
  return by_ratio(value, counted_milliseconds(a), counted_milliseconds(b));
}

// The UCUM code of a unit; nothing for a calendar year or month, which have no fixed length.
std::optional<std::string_view> definite_code(std::string_view unit) {
  if (!is_calendar_word(unit)) return unit.empty() ? "1" : unit;
  const CalendarUnit calendar = calendar_unit(unit);
  if (is_indefinite(calendar)) return std::nullopt;
  return ucum_code(unit);
}

std::optional<UcumTerm> term_of(std::string_view unit) {
  const auto code = definite_code(unit);
  return code ? read_ucum(*code) : std::nullopt;
}

bool is_calendar_pair(std::string_view a, std::string_view b) {
  return calendar_unit(a) != CalendarUnit::none && calendar_unit(b) != CalendarUnit::none &&
         (is_calendar_word(a) || is_calendar_word(b));
}

}  // namespace

CalendarUnit calendar_unit(std::string_view unit) {
  for (const CalendarName& name : kCalendar)
    if (is_word(name, unit) || unit == name.code) return name.unit;
  return CalendarUnit::none;
}

bool is_calendar_word(std::string_view word) {
  return std::any_of(kCalendar.begin(), kCalendar.end(),
                     [&](const CalendarName& name) { return is_word(name, word); });
}

std::string_view ucum_code(std::string_view unit) {
  for (const CalendarName& name : kCalendar)
    if (is_word(name, unit)) return name.code;
  return unit;
}

std::int64_t milliseconds_in(CalendarUnit unit) {
  switch (unit) {
    case CalendarUnit::week:
      return 604'800'000;
    case CalendarUnit::day:
      return 86'400'000;
    case CalendarUnit::hour:
      return 3'600'000;
    case CalendarUnit::minute:
      return 60'000;
    case CalendarUnit::second:
      return 1000;
    case CalendarUnit::millisecond:
      return 1;
    default:
      return 0;
  }
}

std::optional<Decimal> convert(const Quantity& quantity, std::string_view unit) {
  if (quantity.unit == unit) return quantity.value;
  if (is_calendar_pair(quantity.unit, unit))
    return convert_calendar(quantity.value, quantity.unit, unit);
  const auto from = term_of(quantity.unit);
  const auto to = from ? term_of(unit) : std::nullopt;
  return to ? convert(quantity.value, *from, *to) : std::nullopt;
}

bool comparable_units(std::string_view a, std::string_view b) {
  const bool a_word = is_calendar_word(a);
  const bool b_word = is_calendar_word(b);
  if (a_word == b_word) return true;
  // N1: above seconds a calendar duration and a definite one are not comparable.
  return milliseconds_in(calendar_unit(a_word ? a : b)) > 0 &&
         milliseconds_in(calendar_unit(a_word ? a : b)) <= 1000;
}

std::optional<std::strong_ordering> compare(const Quantity& a, const Quantity& b) {
  if (!comparable_units(a.unit, b.unit)) return std::nullopt;
  if (a.unit == b.unit) return a.value <=> b.value;
  if (!is_calendar_pair(a.unit, b.unit)) {
    const auto left = term_of(a.unit);
    const auto right = left ? term_of(b.unit) : std::nullopt;
    return right ? compare(a.value, *left, b.value, *right) : std::nullopt;
  }
  const auto converted = convert(b, a.unit);
  return converted ? std::optional(a.value <=> *converted) : std::nullopt;
}

std::optional<InFinerUnit> in_finer_unit(const Quantity& a, const Quantity& b) {
  // Of the length of a step: a special unit has a zero of its own.
  const auto one = convert(Quantity{Decimal(std::int64_t{1}), b.unit}, a.unit);
  const auto two = convert(Quantity{Decimal(std::int64_t{2}), b.unit}, a.unit);
  const auto step = one && two ? Decimal::subtract(*two, *one) : std::nullopt;
  if (!step) return std::nullopt;
  if (*step < Decimal(std::int64_t{1})) {
    const auto value = convert(a, b.unit);
    return value ? std::optional(InFinerUnit{*value, b.value, b.unit}) : std::nullopt;
  }
  const auto value = convert(b, a.unit);
  return value ? std::optional(InFinerUnit{a.value, *value, a.unit}) : std::nullopt;
}

std::optional<Quantity> add(const Quantity& a, const Quantity& b) {
  if (!comparable_units(a.unit, b.unit)) return std::nullopt;
  // Special units (degrees) add up only to their like.
  const bool special = is_special(a.unit) || is_special(b.unit);
  if (special && a.unit != b.unit) return std::nullopt;
  const auto both =
      a.unit == b.unit ? std::optional(InFinerUnit{a.value, b.value, a.unit}) : in_finer_unit(a, b);
  const auto sum = both ? Decimal::add(both->a, both->b) : std::nullopt;
  if (!sum) return std::nullopt;
  return Quantity{*sum, std::string(both->unit)};
}

bool is_special(std::string_view unit) {
  const auto term = term_of(unit);
  return term && !term->function.empty();
}

std::optional<Quantity> multiply(const Quantity& a, const Quantity& b) {
  const auto left = definite_code(a.unit);
  const auto right = definite_code(b.unit);
  const auto product = Decimal::multiply(a.value, b.value);
  if (!product) return std::nullopt;
  if (right == "1") return Quantity{*product, a.unit};
  if (left == "1") return Quantity{*product, b.unit};
  if (!left || !right || !read_ucum(*left) || !read_ucum(*right)) return std::nullopt;
  if (is_special(a.unit) || is_special(b.unit)) return std::nullopt;
  return Quantity{*product, combine_ucum(*left, UcumOp::multiply, *right)};
}

std::optional<Quantity> divide(const Quantity& a, const Quantity& b) {
  const auto quotient = [](const Decimal& x, const Decimal& y, std::string_view unit) {
    const auto value = Decimal::divide(x, y);
    return value ? std::optional(Quantity{*value, std::string(unit)}) : std::nullopt;
  };
  const auto right = definite_code(b.unit);
  if (right == "1") return quotient(a.value, b.value, a.unit);
  if (a.unit == b.unit) return quotient(a.value, b.value, "1");
  if (is_special(a.unit) || is_special(b.unit)) return std::nullopt;
  if (const auto divisor = convert(b, a.unit)) return quotient(a.value, *divisor, "1");
  const auto left = definite_code(a.unit);
  if (!left || !right || !read_ucum(*left) || !read_ucum(*right)) return std::nullopt;
  return quotient(a.value, b.value, combine_ucum(*left, UcumOp::divide, *right));
}

std::optional<std::string> unit_key(const Quantity& quantity) {
  const CalendarUnit calendar = calendar_unit(quantity.unit);
  const bool word = is_calendar_word(quantity.unit);
  // Seconds and less are the same by either name; above, a word never equals a code.
  const bool definite = milliseconds_in(calendar) > 0 && milliseconds_in(calendar) <= 1000;
  if (word && !definite) {
    const std::string_view base = is_indefinite(calendar) ? "months" : "seconds";
    const auto value = convert(quantity, base);
    return value ? std::optional(std::string(base) + ucum_key(*value, UcumTerm{}).value_or(""))
                 : std::nullopt;
  }
  const auto term = term_of(quantity.unit);
  return term ? ucum_key(quantity.value, *term) : std::nullopt;
}

}  // namespace anteroom::fhirpath
