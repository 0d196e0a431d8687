// Dates, times and numbers as people of a language write them, by ICU.
//
//   date_in(1984y/3/17, "fr")  -> "17 mars 1984"       date_in(1984y/3/17, "ar") -> "١٧ مارس ١٩٨٤"
//
// "en" is United States English and "es" Latin American Spanish, as the words are; a tag that says
// more ("en-GB", "ar-u-nu-latn" for European digits) is taken at its word.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace anteroom::flow {

[[nodiscard]] std::string date_in(std::chrono::year_month_day date, std::string_view language);
[[nodiscard]] std::string month_and_year_in(std::chrono::year_month month,
                                            std::string_view language);
/// "2:05 PM", "14:05" as the language has it.
[[nodiscard]] std::string time_in(int hour, int minute, std::string_view language);
/// A whole number in the digits of the language, without grouping.
[[nodiscard]] std::string number_in_words(int number, std::string_view language);
/// A decimal written with a point ("37.5"), with the mark and the digits of the language; what is
/// no number stays as it is.
[[nodiscard]] std::string decimal_in_words(std::string_view decimal, std::string_view language);

}  // namespace anteroom::flow
