// Partial dates and times: reading, comparing, adding calendar quantities.
#include "core/fhirpath/temporal.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "core/fhirpath/units.h"

namespace anteroom::fhirpath {
namespace {

using Precision = Moment::Precision;
constexpr std::int64_t kDayMilliseconds = 86'400'000;

// A cursor over fixed-width digits.
struct Reader {
  std::string_view text;
  bool take(char c) {
    if (text.empty() || text[0] != c) return false;
    text.remove_prefix(1);
    return true;
  }
  bool number(std::size_t width, int& out) {
    if (text.size() < width) return false;
    int value = 0;
    for (std::size_t i = 0; i < width; ++i) {
      if (text[i] < '0' || text[i] > '9') return false;
      value = value * 10 + (text[i] - '0');
    }
    out = value;
    text.remove_prefix(width);
    return true;
  }
};

bool read_fraction(Reader& reader, Moment& moment) {
  int scale = 100;
  while (!reader.text.empty() && reader.text[0] >= '0' && reader.text[0] <= '9') {
    moment.millisecond += (reader.text[0] - '0') * scale;
    scale /= 10;
    ++moment.fraction_digits;
    reader.text.remove_prefix(1);
  }
  return moment.fraction_digits > 0;
}

bool read_time(Reader& reader, Moment& moment) {
  moment.precision = Precision::hour;
  if (!reader.number(2, moment.hour) || moment.hour > 23) return false;
  if (!reader.take(':')) return true;
  moment.precision = Precision::minute;
  if (!reader.number(2, moment.minute) || moment.minute > 59) return false;
  if (!reader.take(':')) return true;
  moment.precision = Precision::second;
  if (!reader.number(2, moment.second) || moment.second > 60) return false;
  moment.second = std::min(moment.second, 59);  // a leap second counts as the second before it
  return !reader.take('.') || read_fraction(reader, moment);
}

bool read_date(Reader& reader, Moment& moment) {
  if (!reader.number(4, moment.year) || moment.year == 0) return false;
  if (!reader.take('-')) return true;
  moment.precision = Precision::month;
  if (!reader.number(2, moment.month) || moment.month < 1 || moment.month > 12) return false;
  if (!reader.take('-')) return true;
  moment.precision = Precision::day;
  if (!reader.number(2, moment.day)) return false;
  return std::chrono::year_month_day{std::chrono::year{moment.year},
                                     std::chrono::month{static_cast<unsigned>(moment.month)},
                                     std::chrono::day{static_cast<unsigned>(moment.day)}}
      .ok();
}

bool read_zone(Reader& reader, Moment& moment) {
  if (reader.take('Z')) {
    moment.offset_minutes = 0;
    return true;
  }
  if (reader.text.empty()) return true;
  const bool negative = reader.text[0] == '-';
  if (!reader.take('+') && !reader.take('-')) return false;
  int hours = 0;
  int minutes = 0;
  if (!reader.number(2, hours) || !reader.take(':') || !reader.number(2, minutes)) return false;
  if (hours > 14 || minutes > 59) return false;
  moment.offset_minutes = (hours * 60 + minutes) * (negative ? -1 : 1);
  return true;
}

std::int64_t day_number(const Moment& moment) {
  const std::chrono::year_month_day date{std::chrono::year{moment.year},
                                         std::chrono::month{static_cast<unsigned>(moment.month)},
                                         std::chrono::day{static_cast<unsigned>(moment.day)}};
  return std::chrono::sys_days{date}.time_since_epoch().count();
}

std::int64_t day_milliseconds(const Moment& moment) {
  return ((moment.hour * 60LL + moment.minute) * 60 + moment.second) * 1000 + moment.millisecond;
}

// Writes a count of milliseconds since 1970 (or since midnight for a time) back; false outside
// 0001..9999.
bool set_instant(Moment& moment, std::int64_t milliseconds) {
  std::int64_t days = milliseconds / kDayMilliseconds;
  std::int64_t rest = milliseconds % kDayMilliseconds;
  if (rest < 0) {
    rest += kDayMilliseconds;
    --days;
  }
  moment.hour = static_cast<int>(rest / 3'600'000);
  moment.minute = static_cast<int>(rest / 60'000 % 60);
  moment.second = static_cast<int>(rest / 1000 % 60);
  moment.millisecond = static_cast<int>(rest % 1000);
  if (moment.millisecond != 0) moment.fraction_digits = 3;
  if (moment.kind == Temporal::Kind::time) return true;
  if (days < -719'162 || days > 2'932'896) return false;
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{days}}};
  moment.year = static_cast<int>(date.year());
  moment.month = static_cast<int>(static_cast<unsigned>(date.month()));
  moment.day = static_cast<int>(static_cast<unsigned>(date.day()));
  return true;
}

Moment in_utc(Moment moment, int default_offset) {
  if (moment.kind != Temporal::Kind::date_time || moment.precision < Precision::hour) return moment;
  const std::int64_t offset = moment.offset_minutes.value_or(default_offset);
  set_instant(moment,
              day_number(moment) * kDayMilliseconds + day_milliseconds(moment) - offset * 60'000);
  return moment;
}

std::array<int, 6> parts(const Moment& moment) {
  return {moment.year, moment.month,  moment.day,
          moment.hour, moment.minute, moment.second * 1000 + moment.millisecond};
}

std::optional<Moment> add_months(Moment moment, std::int64_t months) {
  if (months > 120'000 || months < -120'000) return std::nullopt;
  const std::int64_t total = moment.year * 12LL + (moment.month - 1) + months;
  if (total < 12 || total >= 120'000) return std::nullopt;
  moment.year = static_cast<int>(total / 12);
  moment.month = static_cast<int>(total % 12) + 1;
  const std::chrono::year_month_day_last last{
      std::chrono::year{moment.year},
      std::chrono::month_day_last{std::chrono::month{static_cast<unsigned>(moment.month)}}};
  moment.day = std::min(moment.day, static_cast<int>(static_cast<unsigned>(last.day())));
  return moment;
}

// Milliseconds to the moment's own precision, counted in whole units of it (N1: converted, the
// fraction dropped).
std::optional<Moment> add_milliseconds(Moment moment, std::int64_t amount) {
  const std::int64_t days = amount / kDayMilliseconds;
  if (moment.precision == Precision::year) return add_months(moment, days / 365 * 12);
  if (moment.precision == Precision::month) return add_months(moment, days / 30);
  static constexpr std::array<std::int64_t, 6> kUnit{0, 0, kDayMilliseconds, 3'600'000, 60'000, 1};
  const std::int64_t unit = kUnit[static_cast<std::size_t>(moment.precision)];
  const std::int64_t base =
      moment.kind == Temporal::Kind::time ? 0 : day_number(moment) * kDayMilliseconds;
  if (!set_instant(moment, base + day_milliseconds(moment) + amount / unit * unit))
    return std::nullopt;
  return moment;
}

}  // namespace

std::optional<Moment> parse_temporal(Temporal::Kind kind, std::string_view text) {
  Moment moment;
  moment.kind = kind;
  Reader reader{text};
  if (kind == Temporal::Kind::time) {
    reader.take('T');
    if (!read_time(reader, moment)) return std::nullopt;
  } else {
    if (!read_date(reader, moment)) return std::nullopt;
    if (kind == Temporal::Kind::date_time && reader.take('T') && !reader.text.empty()) {
      if (moment.precision != Precision::day || !read_time(reader, moment) ||
          !read_zone(reader, moment))
        return std::nullopt;
    }
  }
  if (!reader.text.empty()) return std::nullopt;
  return moment;
}

std::optional<Temporal> read_temporal(std::string_view text) {
  Temporal::Kind kind = Temporal::Kind::date;
  if (text.size() >= 3 && text[2] == ':')
    kind = Temporal::Kind::time;
  else if (text.find('T') != std::string_view::npos)
    kind = Temporal::Kind::date_time;
  if (!parse_temporal(kind, text)) return std::nullopt;
  return Temporal{kind, std::string(text)};
}

Temporal to_temporal(const Moment& moment) {
  std::string text;
  if (moment.kind != Temporal::Kind::time) {
    text = fmt::format("{:04}", moment.year);
    if (moment.precision >= Precision::month) text += fmt::format("-{:02}", moment.month);
    if (moment.precision >= Precision::day) text += fmt::format("-{:02}", moment.day);
    if (moment.precision >= Precision::hour) text += 'T';
  }
  if (moment.precision >= Precision::hour) text += fmt::format("{:02}", moment.hour);
  if (moment.precision >= Precision::minute) text += fmt::format(":{:02}", moment.minute);
  if (moment.precision >= Precision::second) text += fmt::format(":{:02}", moment.second);
  if (moment.precision >= Precision::second && moment.fraction_digits > 0)
    text += fmt::format(".{:03}", moment.millisecond);
  if (moment.offset_minutes && moment.precision >= Precision::hour) {
    const int offset = *moment.offset_minutes;
    text += offset == 0 ? "Z"
                        : fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+',
                                      std::abs(offset) / 60, std::abs(offset) % 60);
  }
  return {moment.kind, text};
}

Order compare(const Moment& a, const Moment& b, int default_offset) {
  const bool a_is_time = a.kind == Temporal::Kind::time;
  if (a_is_time != (b.kind == Temporal::Kind::time)) return Order::unknown;
  const auto left = parts(in_utc(a, default_offset));
  const auto right = parts(in_utc(b, default_offset));
  const auto shared = static_cast<std::size_t>(std::min(a.precision, b.precision));
  for (std::size_t i = a_is_time ? 3 : 0; i <= shared; ++i) {
    if (left[i] != right[i]) return left[i] < right[i] ? Order::less : Order::greater;
  }
  return a.precision == b.precision ? Order::equal : Order::unknown;
}

std::optional<Moment> add(const Moment& moment, const fhir::Decimal& amount,
                          std::string_view unit) {
  const CalendarUnit calendar = calendar_unit(unit);
  const bool is_time = moment.kind == Temporal::Kind::time;
  if (calendar == CalendarUnit::year || calendar == CalendarUnit::month) {
    const auto whole = amount.truncated().to_integer();
    if (is_time || !whole || *whole > 120'000 || *whole < -120'000) return std::nullopt;
    std::int64_t months = calendar == CalendarUnit::year ? *whole * 12 : *whole;
    if (moment.precision == Precision::year) months = months / 12 * 12;
    return add_months(moment, months);
  }
  const std::int64_t factor = milliseconds_in(calendar);
  if (factor == 0) return std::nullopt;
  // Only seconds may carry a fraction.
  const auto used = calendar == CalendarUnit::second ? amount : amount.truncated();
  const auto scaled = fhir::Decimal::multiply(used, fhir::Decimal(factor));
  const auto milliseconds = scaled ? scaled->truncated().to_integer() : std::nullopt;
  constexpr std::int64_t kMost = std::int64_t{10'000} * 366 * kDayMilliseconds;
  if (!milliseconds || *milliseconds > kMost || *milliseconds < -kMost) return std::nullopt;
  return add_milliseconds(moment, *milliseconds);
}

}  // namespace anteroom::fhirpath
