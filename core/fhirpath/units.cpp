// The unit table. UCUM has thousands of units; a clinic form meets these. What is not here compares
// as unknown (empty), never as a number in the wrong unit.
#include "core/fhirpath/units.h"

#include <algorithm>
#include <array>

namespace anteroom::fhirpath {
namespace {

enum class Dimension { mass, length, time, volume, ratio, pressure };

struct Unit {
  std::string_view code;
  Dimension dimension;
  std::string_view factor;  // to the dimension's base: g, m, s, L, 1, mm[Hg]
};

constexpr std::array kUnits{
    Unit{"kg", Dimension::mass, "1000"},
    Unit{"g", Dimension::mass, "1"},
    Unit{"mg", Dimension::mass, "0.001"},
    Unit{"ug", Dimension::mass, "0.000001"},
    Unit{"ng", Dimension::mass, "0.000000001"},
    Unit{"[lb_av]", Dimension::mass, "453.59237"},
    Unit{"[oz_av]", Dimension::mass, "28.349523125"},
    Unit{"[stone_av]", Dimension::mass, "6350.29318"},
    Unit{"km", Dimension::length, "1000"},
    Unit{"m", Dimension::length, "1"},
    Unit{"dm", Dimension::length, "0.1"},
    Unit{"cm", Dimension::length, "0.01"},
    Unit{"mm", Dimension::length, "0.001"},
    Unit{"[in_i]", Dimension::length, "0.0254"},
    Unit{"[ft_i]", Dimension::length, "0.3048"},
    Unit{"[mi_i]", Dimension::length, "1609.344"},
    Unit{"L", Dimension::volume, "1"},
    Unit{"l", Dimension::volume, "1"},
    Unit{"dL", Dimension::volume, "0.1"},
    Unit{"mL", Dimension::volume, "0.001"},
    Unit{"ml", Dimension::volume, "0.001"},
    Unit{"uL", Dimension::volume, "0.000001"},
    Unit{"1", Dimension::ratio, "1"},
    Unit{"%", Dimension::ratio, "0.01"},
    Unit{"mm[Hg]", Dimension::pressure, "1"},
    Unit{"wk", Dimension::time, "604800"},
    Unit{"week", Dimension::time, "604800"},
    Unit{"d", Dimension::time, "86400"},
    Unit{"day", Dimension::time, "86400"},
    Unit{"h", Dimension::time, "3600"},
    Unit{"hour", Dimension::time, "3600"},
    Unit{"min", Dimension::time, "60"},
    Unit{"minute", Dimension::time, "60"},
    Unit{"s", Dimension::time, "1"},
    Unit{"second", Dimension::time, "1"},
    Unit{"ms", Dimension::time, "0.001"},
    Unit{"millisecond", Dimension::time, "0.001"},
};

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

bool is_word(const CalendarName& name, std::string_view text) {
  return text == name.word ||
         (text.size() == name.word.size() + 1 && text.starts_with(name.word) && text.back() == 's');
}

std::string_view singular(std::string_view unit) {
  for (const CalendarName& name : kCalendar)
    if (is_word(name, unit)) return name.word;
  return unit.empty() ? std::string_view("1") : unit;
}

const Unit* find_unit(std::string_view code) {
  const auto* found = std::find_if(kUnits.begin(), kUnits.end(),
                                   [&](const Unit& unit) { return unit.code == code; });
  return found == kUnits.end() ? nullptr : found;
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

std::optional<fhir::Decimal> convert(const Quantity& quantity, std::string_view unit) {
  const std::string_view from = singular(quantity.unit);
  const std::string_view to = singular(unit);
  if (from == to) return quantity.value;
  const CalendarUnit from_calendar = calendar_unit(from);
  const CalendarUnit to_calendar = calendar_unit(to);
  if (from_calendar != CalendarUnit::none && from_calendar == to_calendar) return quantity.value;
  if (from_calendar == CalendarUnit::year && to_calendar == CalendarUnit::month)
    return fhir::Decimal::multiply(quantity.value, fhir::Decimal(std::int64_t{12}));
  if (from_calendar == CalendarUnit::month && to_calendar == CalendarUnit::year)
    return fhir::Decimal::divide(quantity.value, fhir::Decimal(std::int64_t{12}));
  const Unit* source = find_unit(from);
  const Unit* target = find_unit(to);
  if (source == nullptr || target == nullptr || source->dimension != target->dimension)
    return std::nullopt;
  const auto base = fhir::Decimal::multiply(quantity.value, *fhir::Decimal::parse(source->factor));
  if (!base) return std::nullopt;
  return fhir::Decimal::divide(*base, *fhir::Decimal::parse(target->factor));
}

bool comparable_units(std::string_view a, std::string_view b) {
  const bool a_word = is_calendar_word(a);
  const bool b_word = is_calendar_word(b);
  if (a_word == b_word) return true;
  // N1: above seconds a calendar duration and a definite one are not comparable.
  return milliseconds_in(calendar_unit(a_word ? a : b)) > 0 &&
         milliseconds_in(calendar_unit(a_word ? a : b)) <= 1000;
}

}  // namespace anteroom::fhirpath
