// A date in three numeric boxes, in the locale's order, checked with words that say what is wrong
// and the limit. Three boxes and not a calendar: a birth date is known by heart, and a calendar
// needs a hundred touches to 1950.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "kiosk/flow/page.h"

namespace anteroom::flow {

struct DateParts {
  std::string month, day, year;  ///< as typed
  std::string hour, minute;      ///< dateTime only
  [[nodiscard]] bool empty() const {
    return month.empty() && day.empty() && year.empty() && hour.empty() && minute.empty();
  }
};

/// Words about what is wrong, and the control they lead to.
[[nodiscard]] Mistake mistake(Text words, std::string target);

struct DateCheck {
  std::string
      iso;  ///< "1984-03-17", "1984-03", "1984"; "" when there is a mistake or nothing was typed
  std::vector<Mistake> mistakes;  ///< targets "field:month" | "field:day" | "field:year"
};

/// What must be there: the whole date; or the year, with its month, with its day; the same and a
/// time of day, which may be left out.
enum class DateNeed : std::uint8_t { unset = 0, whole, partial, partial_with_time };
enum class DateRange : std::uint8_t { unset = 0, past, any };

/// The day of the clinic's wall clock.
[[nodiscard]] std::chrono::year_month_day local_day(Instant now, int utc_offset_minutes);
[[nodiscard]] DateCheck check_date(const DateParts& parts, DateRange range,
                                   std::chrono::year_month_day today, std::string_view language,
                                   DateNeed need = DateNeed::whole, int utc_offset_minutes = 0);
/// The three boxes in the locale's order: month day year in English, day month year in Spanish.
[[nodiscard]] std::vector<Field> date_fields(const DateParts& parts,
                                             const std::vector<Mistake>& mistakes,
                                             std::string_view language);
/// Hour and minute, for a dateTime.
[[nodiscard]] std::vector<Field> time_fields(const DateParts& parts,
                                             const std::vector<Mistake>& mistakes,
                                             std::string_view language);
/// "March 17, 1984", "March 1984", "1984", "March 17, 1984 at 9:05"; none when there is no date.
[[nodiscard]] Text date_in_words(std::string_view iso, std::string_view language);
[[nodiscard]] DateParts parts_of(std::string_view iso);
/// "9:42 am" of the clinic's wall clock.
[[nodiscard]] std::string time_in_words(Instant at, int utc_offset_minutes,
                                        std::string_view language);

}  // namespace anteroom::flow
