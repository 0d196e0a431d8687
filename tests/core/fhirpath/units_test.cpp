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
  EXPECT_EQ(converted("1", "month", "d"), "none");
  EXPECT_EQ(converted("1", "year", "a_g"), "none");
  EXPECT_EQ(converted("1", "widget", "kg"), "none");
  EXPECT_EQ(converted("2", "widgets", "widgets"), "2");
}

TEST(Units, CalendarDurationsCountWithoutACalendar) {
  EXPECT_EQ(converted("1", "year", "days"), "365");
  EXPECT_EQ(converted("2", "months", "day"), "60");
  EXPECT_EQ(converted("1", "year", "months"), "12");
  EXPECT_EQ(converted("1", "week", "hours"), "168");
  EXPECT_EQ(converted("90", "minutes", "h"), "1.5");
  EXPECT_EQ(converted("2", "hours", "a_j/8766"), "2");
}

std::string shown(const std::optional<Quantity>& quantity) {
  return quantity ? quantity->value.to_string() + " " + quantity->unit : "none";
}

Quantity made(std::string_view value, std::string_view unit) {
  return {*fhir::Decimal::parse(value), std::string(unit)};
}

TEST(Units, SumsHaveTheFinerUnit) {
  EXPECT_EQ(shown(add(made("3", "m"), made("3", "cm"))), "303 cm");
  EXPECT_EQ(shown(add(made("3", "cm"), made("3", "m"))), "303 cm");
  EXPECT_EQ(shown(add(made("1", "year"), made("1", "month"))), "13 month");
  EXPECT_EQ(shown(add(made("37", "Cel"), made("1.5", "Cel"))), "38.5 Cel");
  EXPECT_EQ(shown(add(made("37", "Cel"), made("1", "K"))), "none");
  EXPECT_EQ(shown(add(made("1", "day"), made("1", "d"))), "none");
  EXPECT_EQ(shown(add(made("1", "kg"), made("1", "m"))), "none");
}

TEST(Units, TheFinerUnitIsTheOneWithTheShorterStep) {
  EXPECT_EQ(in_finer_unit(made("1", "m"), made("36", "[in_i]"))->unit, "[in_i]");
  EXPECT_EQ(in_finer_unit(made("36", "[in_i]"), made("1", "m"))->unit, "[in_i]");
  EXPECT_EQ(in_finer_unit(made("37", "Cel"), made("98.6", "[degF]"))->unit, "[degF]");
  EXPECT_EQ(in_finer_unit(made("1", "year"), made("1", "a"))->unit, "year");
  EXPECT_FALSE(in_finer_unit(made("1", "m"), made("1", "kg")));
}

TEST(Units, ProductsAndQuotientsMakeUnits) {
  EXPECT_EQ(shown(multiply(made("3", "cm"), made("12", "cm2"))), "36 cm3");
  EXPECT_EQ(shown(multiply(made("3", "kg"), made("2", "1"))), "6 kg");
  EXPECT_EQ(shown(multiply(made("2", "mL/h"), made("3", "hours"))), "6 mL");
  EXPECT_EQ(shown(multiply(made("2", "kg"), made("3", "years"))), "none");
  EXPECT_EQ(shown(multiply(made("2", "widgets"), made("3", "kg"))), "none");
  EXPECT_EQ(shown(multiply(made("2", "Cel"), made("3", "kg"))), "none");
  EXPECT_EQ(shown(divide(made("12", "cm2"), made("3", "cm"))), "4 cm");
  EXPECT_EQ(shown(divide(made("6", "g"), made("2", "mL"))), "3 g/mL");
  EXPECT_EQ(shown(divide(made("1", "kg"), made("1", "g"))), "1000 1");
  EXPECT_EQ(shown(divide(made("5", "widgets"), made("2", "widgets"))), "2.5 1");
  EXPECT_EQ(shown(divide(made("1", "kg"), made("0", "g"))), "none");
}

TEST(Units, EqualQuantitiesShareAKey) {
  EXPECT_EQ(unit_key(made("1", "kg")), unit_key(made("1000", "g")));
  EXPECT_EQ(unit_key(made("1", "year")), unit_key(made("12", "months")));
  EXPECT_EQ(unit_key(made("1", "week")), unit_key(made("7", "days")));
  EXPECT_EQ(unit_key(made("1", "second")), unit_key(made("1000", "ms")));
  EXPECT_NE(unit_key(made("1", "day")), unit_key(made("1", "d")));
  EXPECT_FALSE(unit_key(made("1", "widget")));
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
