// Dates, times and numbers in the six languages.
#include "kiosk/flow/locale_formats.h"

#include <gtest/gtest.h>

namespace anteroom::flow {
namespace {

using namespace std::chrono_literals;

TEST(LocaleFormats, DatesHaveTheNameOfTheMonthInTheOrderOfTheLanguage) {
  constexpr auto date = 1984y / 3 / 7;
  EXPECT_EQ(date_in(date, "en"), "March 7, 1984");
  EXPECT_EQ(date_in(date, "es"), "7 de marzo de 1984");
  EXPECT_EQ(date_in(date, "fr"), "7 mars 1984");
  EXPECT_EQ(date_in(date, "zh-Hans"), "1984年3月7日");
  EXPECT_EQ(date_in(date, "ar"), "٧ مارس ١٩٨٤");
  EXPECT_EQ(date_in(date, "ar-u-nu-latn"), "7 مارس 1984");
  EXPECT_NE(date_in(date, "vi").find("tháng 3"), std::string::npos) << date_in(date, "vi");
  EXPECT_EQ(date_in(date, "not a tag at all"), "March 7, 1984");
}

TEST(LocaleFormats, AMonthWithoutADay) {
  EXPECT_EQ(month_and_year_in(1984y / 3, "en"), "March 1984");
  EXPECT_EQ(month_and_year_in(1984y / 3, "es"), "marzo de 1984");
  EXPECT_EQ(month_and_year_in(1984y / 3, "zh-Hans"), "1984年3月");
}

TEST(LocaleFormats, TimesHaveTwelveOrTwentyFourHours) {
  EXPECT_EQ(time_in(14, 5, "en"), "2:05\u00A0PM");
  EXPECT_EQ(time_in(0, 30, "en"), "12:30\u00A0AM");
  EXPECT_EQ(time_in(14, 5, "fr"), "14:05");
  EXPECT_EQ(time_in(14, 5, "vi"), "14:05");
}

TEST(LocaleFormats, NumbersHaveTheMarkAndDigitsOfTheLanguage) {
  EXPECT_EQ(number_in_words(1984, "en"), "1984") << "no grouping";
  EXPECT_EQ(number_in_words(38, "ar"), "٣٨");
  EXPECT_EQ(decimal_in_words("37.50", "en"), "37.50") << "a zero at the end says how exact it is";
  EXPECT_EQ(decimal_in_words("37.5", "fr"), "37,5");
  EXPECT_EQ(decimal_in_words("37.5", "vi"), "37,5");
  EXPECT_EQ(decimal_in_words("-2", "fr"), "-2");
  EXPECT_EQ(decimal_in_words("more than 2", "fr"), "more than 2");
  EXPECT_EQ(decimal_in_words("", "fr"), "");
}

}  // namespace
}  // namespace anteroom::flow
