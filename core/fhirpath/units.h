// Units of quantities: calendar words and UCUM codes, conversion between them, and the arithmetic
// of quantities.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/fhirpath/fhirpath.h"

namespace anteroom::fhirpath {

enum class CalendarUnit { none, year, month, week, day, hour, minute, second, millisecond };

/// "year", "years", 'a' and so on; none for another unit.
[[nodiscard]] CalendarUnit calendar_unit(std::string_view unit);
/// True for year, years ... millisecond: the words that stand unquoted behind a number.
[[nodiscard]] bool is_calendar_word(std::string_view word);
/// 0 for none, year and month, which have no fixed length.
[[nodiscard]] std::int64_t milliseconds_in(CalendarUnit unit);
/// 'd' for "days"; any other unit unchanged.
[[nodiscard]] std::string_view ucum_code(std::string_view unit);
/// True for a unit with a function in place of a factor: 'Cel', '[pH]'.
[[nodiscard]] bool is_special(std::string_view unit);
/// The quantity's value in `unit`; nullopt when one does not convert to the other.
[[nodiscard]] std::optional<fhir::Decimal> convert(const Quantity& quantity, std::string_view unit);
/// True when `a = b` has an answer for quantities in these units (a calendar year and 'a' have
/// none).
[[nodiscard]] bool comparable_units(std::string_view a, std::string_view b);
/// nullopt: unknown, for units that do not compare.
[[nodiscard]] std::optional<std::strong_ordering> compare(const Quantity& a, const Quantity& b);
/// Both values in the finer of the two units, as N1 compares quantities with `~` and adds them.
struct InFinerUnit {
  fhir::Decimal a;
  fhir::Decimal b;
  std::string_view unit;  ///< one of the quantities' own
};
[[nodiscard]] std::optional<InFinerUnit> in_finer_unit(const Quantity& a, const Quantity& b);
/// nullopt: no answer (units that do not combine, division by zero, more than 38 digits).
[[nodiscard]] std::optional<Quantity> add(const Quantity& a, const Quantity& b);
[[nodiscard]] std::optional<Quantity> multiply(const Quantity& a, const Quantity& b);
[[nodiscard]] std::optional<Quantity> divide(const Quantity& a, const Quantity& b);
/// Alike for quantities that are equal; nullopt for a unit that UCUM does not have.
[[nodiscard]] std::optional<std::string> unit_key(const Quantity& quantity);

}  // namespace anteroom::fhirpath
