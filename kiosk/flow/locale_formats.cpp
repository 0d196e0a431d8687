#include "kiosk/flow/locale_formats.h"

#include <unicode/calendar.h>
#include <unicode/decimfmt.h>
#include <unicode/dtptngen.h>
#include <unicode/locid.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

#include "kiosk/flow/pseudo.h"

namespace anteroom::flow {
namespace {

/// The words are United States English and Latin American Spanish, so dates are too.
icu::Locale locale_of(std::string_view language) {
  std::string tag(is_pseudo(language) ? std::string_view("en") : language);
  if (tag == "en") tag = "en-US";
  if (tag == "es") tag = "es-419";
  UErrorCode status = U_ZERO_ERROR;
  icu::Locale locale = icu::Locale::forLanguageTag(tag, status);
  return U_SUCCESS(status) && !locale.isBogus() ? locale : icu::Locale::getUS();
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  // The narrow no-break space before "PM" is in few fonts; the plain one says the same.
  constexpr std::string_view narrow = "\xE2\x80\xAF", plain = "\xC2\xA0";
  for (auto at = out.find(narrow); at != std::string::npos; at = out.find(narrow, at))
    out.replace(at, narrow.size(), plain);
  return out;
}

/// The formatter of a language and skeleton, made once: making one costs some milliseconds.
const icu::DateFormat* date_format(std::string_view language, const char* skeleton) {
  static std::mutex guard;
  static std::map<std::string, std::unique_ptr<icu::DateFormat>> made;
  const std::scoped_lock lock(guard);
  std::unique_ptr<icu::DateFormat>& format = made[std::string(language) + " " + skeleton];
  if (!format) {
    UErrorCode status = U_ZERO_ERROR;
    format.reset(icu::DateFormat::createInstanceForSkeleton(icu::UnicodeString(skeleton),
                                                            locale_of(language), status));
    if (U_FAILURE(status)) format.reset();
    if (format) format->setTimeZone(*icu::TimeZone::getGMT());
  }
  return format.get();
}

std::string formatted(std::chrono::sys_time<std::chrono::minutes> at, std::string_view language,
                      const char* skeleton) {
  const icu::DateFormat* format = date_format(language, skeleton);
  if (format == nullptr) return {};
  icu::UnicodeString text;
  format->format(
      static_cast<UDate>(
          std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch()).count()),
      text);
  return utf8(text);
}

std::string number_with(std::string_view number, std::string_view language) {
  UErrorCode status = U_ZERO_ERROR;
  const auto text =
      icu::number::NumberFormatter::withLocale(locale_of(language))
          .grouping(UNUM_GROUPING_OFF)
          .formatDecimal(icu::StringPiece(number.data(), static_cast<int>(number.size())), status)
          .toString(status);
  return U_FAILURE(status) ? std::string(number) : utf8(text);
}

}  // namespace

std::string date_in(std::chrono::year_month_day date, std::string_view language) {
  return formatted(std::chrono::sys_days(date), language, "yMMMMd");
}

std::string month_and_year_in(std::chrono::year_month month, std::string_view language) {
  return formatted(std::chrono::sys_days(month / std::chrono::day(1)), language, "yMMMM");
}

std::string time_in(int hour, int minute, std::string_view language) {
  return formatted(
      std::chrono::sys_days{} + std::chrono::hours(hour) + std::chrono::minutes(minute), language,
      "jmm");
}

std::string number_in_words(int number, std::string_view language) {
  return number_with(std::to_string(number), language);
}

std::string decimal_in_words(std::string_view decimal, std::string_view language) {
  const bool plain = !decimal.empty() && decimal.size() < 20 &&
                     std::all_of(decimal.begin(), decimal.end(), [](char c) {
                       return (c >= '0' && c <= '9') || c == '.' || c == '-';
                     });
  if (!plain) return std::string(decimal);
  // ICU drops zeros at the end, which say how exactly was measured: "37.50" stays.
  const std::size_t point = decimal.find('.');
  const int places =
      point == std::string_view::npos ? 0 : static_cast<int>(decimal.size() - point - 1);
  UErrorCode status = U_ZERO_ERROR;
  const auto text =
      icu::number::NumberFormatter::withLocale(locale_of(language))
          .grouping(UNUM_GROUPING_OFF)
          .precision(icu::number::Precision::fixedFraction(places))
          .formatDecimal(icu::StringPiece(decimal.data(), static_cast<int>(decimal.size())), status)
          .toString(status);
  return U_FAILURE(status) ? std::string(decimal) : utf8(text);
}

}  // namespace anteroom::flow
