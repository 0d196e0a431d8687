// Units of quantities: calendar words, the UCUM units that clinic forms use, and the exact factors
// between them.
#pragma once

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
/// The quantity's value in `unit`; nullopt when no exact factor is known.
[[nodiscard]] std::optional<fhir::Decimal> convert(const Quantity& quantity, std::string_view unit);
/// True when `a = b` has an answer for quantities in these units (a calendar year and 'a' have
/// none).
[[nodiscard]] bool comparable_units(std::string_view a, std::string_view b);

}  // namespace anteroom::fhirpath
