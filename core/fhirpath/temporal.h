// Dates and times with the precision that was written: a year compared with a day of it has no
// answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/fhirpath/fhirpath.h"

namespace anteroom::fhirpath {

/// A Temporal taken apart. Seconds and their fraction are one precision, as N1 says.
struct Moment {
  enum class Precision { year, month, day, hour, minute, second };
  Temporal::Kind kind = Temporal::Kind::date;
  Precision precision = Precision::year;
  int year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0;
  int millisecond = 0;
  int fraction_digits = 0;            ///< as written, for output
  std::optional<int> offset_minutes;  ///< none = no zone written
};

/// Reads the ISO text of a temporal; nullopt when it is none ("2026-02-30" is none).
[[nodiscard]] std::optional<Moment> parse_temporal(Temporal::Kind kind, std::string_view text);
/// Guesses the kind: a time has ':' third, a date-time has 'T', else a date.
[[nodiscard]] std::optional<Temporal> read_temporal(std::string_view text);
[[nodiscard]] Temporal to_temporal(const Moment& moment);

enum class Order { unknown, less, equal, greater };
/// Unknown when the precisions differ before a difference shows, or the kinds cannot be compared.
/// A date-time without a zone is taken in `default_offset`.
[[nodiscard]] Order compare(const Moment& a, const Moment& b, int default_offset);

/// moment + amount units; calendar units at the moment's own precision (@2014 + 25 months = @2016).
/// nullopt when the unit does not fit (months on a time), or the year leaves 0001..9999.
[[nodiscard]] std::optional<Moment> add(const Moment& moment, const fhir::Decimal& amount,
                                        std::string_view unit);

}  // namespace anteroom::fhirpath
