#include "core/fhirpath/units.h"

#include <gtest/gtest.h>

namespace anteroom::fhirpath {
namespace {

std::string converted(std::string_view value, std::string_view from, std::string_view to) {
  const auto result = convert({*fhir::Decimal::parse(value), std::string(from)}, to);
  return result ? result->to_string() : "none";
}

TEST(Units, ExactFactors) {
  EXPECT_EQ(converted("1.5", "kg", "g"), "1500");
  EXPECT_EQ(converted("185", "cm", "m"), "1.85");
  EXPECT_EQ(converted("2", "[lb_av]", "kg"), "0.90718474");
  EXPECT_EQ(converted("3", "days", "h"), "72");
  EXPECT_EQ(converted("18", "months", "years"), "1.5");
  EXPECT_EQ(converted("5", "", "1"), "5");
}

TEST(Units, UnknownFactorIsNoValue) {
  EXPECT_EQ(converted("1", "kg", "m"), "none");
  EXPECT_EQ(converted("37", "Cel", "[degF]"), "none");
  EXPECT_EQ(converted("1", "month", "d"), "none");
  EXPECT_EQ(converted("2", "widgets", "widgets"), "2");
}

TEST(Units, CalendarYearAndUcumYearAreNotComparable) {
  EXPECT_FALSE(comparable_units("year", "a"));
  EXPECT_FALSE(comparable_units("days", "d"));
  EXPECT_TRUE(comparable_units("second", "s"));
  EXPECT_TRUE(comparable_units("kg", "g"));
  EXPECT_TRUE(comparable_units("year", "months"));
}

}  // namespace
}  // namespace anteroom::fhirpath
