// What a value may stand for at its precision: lowBoundary, highBoundary, precision; the parts of a
// date or time; comparable.
#include <array>
#include <chrono>
#include <limits>

#include "core/fhirpath/functions.h"
#include "core/fhirpath/units.h"

namespace anteroom::fhirpath::functions {
namespace {

using fhir::Decimal;
using Precision = Moment::Precision;

enum class Bound { low, high };

// The digits that the specification counts a date-time's precision in: year .. second,
// milliseconds.
constexpr std::array kDateDigits{4, 6, 8, 10, 12, 14};
constexpr int kDateTimeMost = 17;
constexpr int kTimeSkipped = 8;  // a time has no date: two digits are its hour
constexpr int kMostPlaces = 28;  // what a Decimal can keep
constexpr std::int64_t kUsualPlaces = 8;
constexpr std::int64_t kUsual = std::numeric_limits<std::int64_t>::min();  // none was asked for

int digits_of(const Moment& moment) {
  const int skipped = moment.kind == Temporal::Kind::time ? kTimeSkipped : 0;
  if (moment.precision == Precision::second && moment.fraction_digits > 0)
    return kDateTimeMost - skipped;
  return kDateDigits[static_cast<std::size_t>(moment.precision)] - skipped;
}

// To `places`, towards the bound: the answer must still hold every value that is meant.
std::optional<Decimal> towards(const Decimal& value, int places, Bound bound) {
  __int128 step = 1;
  for (int i = places; i < value.scale(); ++i) step *= 10;
  __int128 whole = value.unscaled() / step;
  const __int128 rest = value.unscaled() % step;
  if (bound == Bound::low && rest < 0) --whole;
  if (bound == Bound::high && rest > 0) ++whole;
  const Decimal cut(whole, std::min(places, value.scale()));
  return Decimal::add(cut, Decimal(static_cast<__int128>(0), places));
}

std::optional<Decimal> number_bound(const Decimal& value, std::int64_t wanted, Bound bound) {
  const std::int64_t places = wanted == kUsual ? kUsualPlaces : wanted;
  if (places < 0 || places > kMostPlaces || value.scale() >= kMostPlaces) return std::nullopt;
  const Decimal half(static_cast<__int128>(5), value.scale() + 1);
  const auto edge =
      bound == Bound::low ? Decimal::subtract(value, half) : Decimal::add(value, half);
  return edge ? towards(*edge, static_cast<int>(places), bound) : std::nullopt;
}

int last_day(int year, int month) {
  const auto last = std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)) /
                    std::chrono::last;
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

// Fills what was not written with its least or greatest value.
void fill(Moment& moment, Bound bound) {
  const bool high = bound == Bound::high;
  if (moment.precision < Precision::month) moment.month = high ? 12 : 1;
  if (moment.precision < Precision::day)
    moment.day = high ? last_day(moment.year, moment.month) : 1;
  if (moment.precision < Precision::hour) moment.hour = high ? 23 : 0;
  if (moment.precision < Precision::minute) moment.minute = high ? 59 : 0;
  if (moment.precision < Precision::second) moment.second = high ? 59 : 0;
  if (moment.precision < Precision::second || moment.fraction_digits == 0)
    moment.millisecond = high ? 999 : 0;
}

std::optional<Temporal> temporal_bound(const Temporal& temporal, std::int64_t wanted, Bound bound) {
  auto moment = parse_temporal(temporal.kind, temporal.text);
  if (!moment) return std::nullopt;
  const bool is_time = temporal.kind == Temporal::Kind::time;
  const int most = temporal.kind == Temporal::Kind::date ? 8
                   : is_time                             ? kDateTimeMost - kTimeSkipped
                                                         : kDateTimeMost;
  const std::int64_t asked = wanted == kUsual ? most : wanted;
  if (asked < 0 || asked > most) return std::nullopt;
  const std::int64_t digits = asked + (is_time ? kTimeSkipped : 0);
  fill(*moment, bound);
  moment->fraction_digits = digits == kDateTimeMost ? 3 : 0;
  if (digits == kDateTimeMost) {
    moment->precision = Precision::second;
  } else {
    std::size_t level = is_time ? 3 : 0;
    while (level < kDateDigits.size() && kDateDigits[level] != digits) ++level;
    if (level == kDateDigits.size()) return std::nullopt;
    moment->precision = static_cast<Precision>(level);
  }
  // Without a zone the value may be meant in any: the earliest is +14:00, the latest -12:00.
  if (temporal.kind == Temporal::Kind::date_time && moment->precision >= Precision::hour &&
      !moment->offset_minutes)
    moment->offset_minutes = bound == Bound::low ? 14 * 60 : -12 * 60;
  return to_temporal(*moment);
}

Collection boundary(Call& call, Bound bound) {
  const auto value = call.one(call.input);
  if (!value) return {};
  const std::int64_t wanted =
      call.count() > 0 ? call.integer(call.arg(0)).value_or(kUsual) : kUsual;
  if (const auto number = number_of(*value)) {
    const auto edge = number_bound(*number, wanted, bound);
    return edge ? Collection{Value{*edge}} : Collection{};
  }
  if (const auto* quantity = std::get_if<Quantity>(&*value)) {
    const auto edge = number_bound(quantity->value, wanted, bound);
    return edge ? Collection{Value{Quantity{*edge, quantity->unit}}} : Collection{};
  }
  const auto* temporal = std::get_if<Temporal>(&*value);
  if (temporal == nullptr) call.wrong_type("a number, a quantity, a date or a time");
  const auto edge = temporal_bound(*temporal, wanted, bound);
  return edge ? Collection{Value{*edge}} : Collection{};
}

std::optional<Moment> moment_in(Call& call) {
  const auto value = call.one(call.input);
  if (!value) return std::nullopt;
  const auto* temporal = std::get_if<Temporal>(&*value);
  if (temporal == nullptr) call.wrong_type("a date or a time");
  return parse_temporal(temporal->kind, temporal->text);
}

// A part that was written; empty when the value is less precise, or has no such part.
Collection part(Call& call, Precision level, int Moment::*member) {
  const auto moment = moment_in(call);
  const bool is_time = moment && moment->kind == Temporal::Kind::time;
  if (!moment || moment->precision < level || (is_time && level < Precision::hour)) return {};
  return {Value{std::int64_t{(*moment).*member}}};
}

}  // namespace

Collection low_boundary(Call& call) {
  return boundary(call, Bound::low);
}
Collection high_boundary(Call& call) {
  return boundary(call, Bound::high);
}

Collection precision(Call& call) {
  const auto value = call.one(call.input);
  if (!value) return {};
  if (const auto number = number_of(*value)) return {Value{std::int64_t{number->scale()}}};
  const auto* temporal = std::get_if<Temporal>(&*value);
  if (temporal == nullptr) call.wrong_type("a number, a date or a time");
  const auto moment = parse_temporal(temporal->kind, temporal->text);
  return moment ? Collection{Value{std::int64_t{digits_of(*moment)}}} : Collection{};
}

Collection year_of(Call& call) {
  return part(call, Precision::year, &Moment::year);
}
Collection month_of(Call& call) {
  return part(call, Precision::month, &Moment::month);
}
Collection day_of(Call& call) {
  return part(call, Precision::day, &Moment::day);
}
Collection hour_of(Call& call) {
  return part(call, Precision::hour, &Moment::hour);
}
Collection minute_of(Call& call) {
  return part(call, Precision::minute, &Moment::minute);
}
Collection second_of(Call& call) {
  return part(call, Precision::second, &Moment::second);
}
Collection millisecond_of(Call& call) {
  const auto moment = moment_in(call);
  if (!moment || moment->fraction_digits == 0) return {};
  return {Value{std::int64_t{moment->millisecond}}};
}
Collection timezone_offset_of(Call& call) {
  const auto moment = moment_in(call);
  if (!moment || !moment->offset_minutes) return {};
  const auto hours =
      Decimal::divide(Decimal(std::int64_t{*moment->offset_minutes}), Decimal(std::int64_t{60}));
  return hours ? Collection{Value{*hours}} : Collection{};
}
Collection date_of(Call& call) {
  auto moment = moment_in(call);
  if (!moment || moment->kind == Temporal::Kind::time) return {};
  moment->kind = Temporal::Kind::date;
  moment->precision = std::min(moment->precision, Precision::day);
  moment->offset_minutes.reset();
  return {Value{to_temporal(*moment)}};
}
Collection time_of(Call& call) {
  auto moment = moment_in(call);
  if (!moment || moment->precision < Precision::hour) return {};
  moment->kind = Temporal::Kind::time;
  moment->offset_minutes.reset();
  return {Value{to_temporal(*moment)}};
}

Collection comparable(Call& call) {
  const auto left = call.one(call.input);
  if (!left) return {};
  const auto right = call.one(call.arg(0));
  if (!right) return {};
  const auto* a = std::get_if<Quantity>(&*left);
  const auto* b = std::get_if<Quantity>(&*right);
  if (a == nullptr || b == nullptr) call.wrong_type("quantities");
  return boolean(comparable_units(a->unit, b->unit) && convert(*a, b->unit).has_value());
}

}  // namespace anteroom::fhirpath::functions
