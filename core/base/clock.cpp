#include "core/base/clock.h"

#include <fmt/format.h>

#include <cctype>
#include <cstdlib>

namespace anteroom {
namespace {

using std::chrono::days;
using std::chrono::duration_cast;
using std::chrono::milliseconds;

std::chrono::year_month_day date_of(Instant instant) {
  return std::chrono::year_month_day{std::chrono::floor<days>(instant)};
}

bool digits(std::string_view text, size_t at, size_t count, int& out) {
  out = 0;
  for (size_t i = at; i < at + count; ++i) {
    if (i >= text.size() || std::isdigit(static_cast<unsigned char>(text[i])) == 0) return false;
    out = out * 10 + (text[i] - '0');
  }
  return true;
}

Error bad_instant() {
  return {"AR-B001", "This is not a date and time with a time zone.", "",
          "Write it like 2026-11-24T09:12:00Z."};
}

}  // namespace

Instant SystemClock::now() const {
  return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

milliseconds SystemClock::steady() const {
  return duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

std::string to_iso_date(Instant instant) {
  const auto date = date_of(instant);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string to_iso(Instant instant) {
  const auto seconds =
      duration_cast<std::chrono::seconds>(instant - std::chrono::floor<days>(instant)).count();
  return fmt::format("{}T{:02}:{:02}:{:02}Z", to_iso_date(instant), seconds / 3600,
                     seconds / 60 % 60, seconds % 60);
}

Result<Instant> parse_instant(std::string_view text) {
  int year, month, day, hour, minute, second;
  if (!digits(text, 0, 4, year) || !digits(text, 5, 2, month) || !digits(text, 8, 2, day) ||
      !digits(text, 11, 2, hour) || !digits(text, 14, 2, minute) || !digits(text, 17, 2, second) ||
      text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':')
    return bad_instant();
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month(unsigned(month)),
                                         std::chrono::day(unsigned(day))};
  if (!date.ok() || hour > 23 || minute > 59 || second > 60) return bad_instant();
  std::string_view rest = text.substr(19);
  if (!rest.empty() && rest[0] == '.') {
    size_t end = 1;
    while (end < rest.size() && std::isdigit(static_cast<unsigned char>(rest[end])) != 0) ++end;
    rest.remove_prefix(end);
  }
  int offset_minutes = 0;
  if (rest != "Z") {
    int offset_hour, offset_minute;
    if (rest.size() != 6 || (rest[0] != '+' && rest[0] != '-') || rest[3] != ':' ||
        !digits(rest, 1, 2, offset_hour) || !digits(rest, 4, 2, offset_minute))
      return bad_instant();
    offset_minutes = (offset_hour * 60 + offset_minute) * (rest[0] == '-' ? -1 : 1);
  }
  return Instant{std::chrono::sys_days{date}} + std::chrono::hours{hour} +
         std::chrono::minutes{minute - offset_minutes} + std::chrono::seconds{second};
}

}  // namespace anteroom
