#include "core/fhir/decimal.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace anteroom::fhir {
namespace {

Decimal dec(std::string_view text) {
  const auto value = Decimal::parse(text);
  EXPECT_TRUE(value) << text;
  return value.value_or(Decimal());
}

TEST(Decimal, KeepsThePlacesThatWereWritten) {
  for (const char* text : {"0", "1.10", "-1.50", "0.05", "-0.001", "123456789.123456789", "1871.7",
                           "99999999999999999999999999999999999999"})
    EXPECT_EQ(dec(text).to_string(), text);
}

TEST(Decimal, ReadsExponents) {
  EXPECT_EQ(dec("3e2").to_string(), "300");
  EXPECT_EQ(dec("1.5E-2").to_string(), "0.015");
  EXPECT_EQ(dec("1.50e1").to_string(), "15.0");
  EXPECT_EQ(dec("0e999").to_string(), "0");
}

TEST(Decimal, RefusesWhatIsNotAJsonNumber) {
  for (const char* text : {"", "-", "+1", "01", "1.", ".5", "1e", "1e+", "1 ", "0x1", "NaN",
                           "1e99999", "100000000000000000000000000000000000000", "1e38", "1e-29"})
    EXPECT_FALSE(Decimal::parse(text)) << text;
}

TEST(Decimal, SumsOfScoresStayExact) {
  Decimal sum;
  for (int i = 0; i < 18717; ++i) sum = *Decimal::add(sum, dec("0.1"));
  EXPECT_EQ(sum.to_string(), "1871.7");
  EXPECT_EQ(Decimal::add(dec("0.1"), dec("0.20"))->to_string(), "0.30");
}

TEST(Decimal, DividesToEightPlacesMore) {
  EXPECT_EQ(Decimal::divide(dec("1"), dec("3"))->to_string(), "0.33333333");
  EXPECT_EQ(Decimal::divide(dec("2"), dec("3"))->to_string(), "0.66666667");
  EXPECT_EQ(Decimal::divide(dec("-2"), dec("3"))->to_string(), "-0.66666667");
  EXPECT_EQ(Decimal::divide(dec("6"), dec("3"))->to_string(), "2");
  EXPECT_EQ(Decimal::divide(dec("1.2"), dec("0.5"))->to_string(), "2.4");
  EXPECT_FALSE(Decimal::divide(dec("1"), dec("0.00")));
}

TEST(Decimal, RoundsHalfAwayFromZero) {
  EXPECT_EQ(dec("2.345").rounded(2).to_string(), "2.35");
  EXPECT_EQ(dec("-2.345").rounded(2).to_string(), "-2.35");
  EXPECT_EQ(dec("2.344").rounded(2).to_string(), "2.34");
  EXPECT_EQ(dec("2.5").rounded(0).to_string(), "3");
  EXPECT_EQ(dec("-2.9").truncated().to_string(), "-2");
}

TEST(Decimal, OrderIsNumeric) {
  EXPECT_EQ(dec("1.0"), dec("1.00"));
  EXPECT_LT(dec("-1.01"), dec("-1"));
  EXPECT_LT(dec("-0.5"), dec("0.25"));
  EXPECT_GT(dec("99999999999999999999999999999999999999"), dec("0.0000000000000000000000000001"));
}

TEST(Decimal, OverflowIsNoValue) {
  const Decimal big = dec("99999999999999999999999999999999999999");
  EXPECT_FALSE(Decimal::add(big, dec("1")));
  EXPECT_FALSE(Decimal::multiply(big, dec("2")));
  EXPECT_EQ(
      Decimal::multiply(dec("1.0000000000000000000"), dec("1.0000000000000000000"))->to_string(),
      "1");
}

TEST(Decimal, WholeNumbersOnly) {
  EXPECT_EQ(dec("5.00").to_integer(), 5);
  EXPECT_FALSE(dec("5.01").to_integer());
  EXPECT_FALSE(dec("9223372036854775808").to_integer());
  EXPECT_EQ(dec("-9223372036854775808").to_integer(), INT64_MIN);
}

RC_GTEST_PROP(DecimalProperties, TextRoundTrips, ()) {
  const auto unscaled = *rc::gen::arbitrary<std::int64_t>();
  const int scale = *rc::gen::inRange(0, 29);
  const Decimal value(static_cast<__int128>(unscaled), scale);
  const auto again = Decimal::parse(value.to_string());
  RC_ASSERT(again.has_value());
  RC_ASSERT(again->unscaled() == value.unscaled());
  RC_ASSERT(again->scale() == scale);
}

RC_GTEST_PROP(DecimalProperties, AddThenSubtractIsTheSame, (std::int64_t a, std::int64_t b)) {
  const Decimal left(static_cast<__int128>(a), *rc::gen::inRange(0, 10));
  const Decimal right(static_cast<__int128>(b), *rc::gen::inRange(0, 10));
  RC_ASSERT(*Decimal::subtract(*Decimal::add(left, right), right) == left);
}

RC_GTEST_PROP(DecimalProperties, QuotientTimesDivisorIsNear, (std::int32_t a, std::int32_t b)) {
  RC_PRE(b != 0);
  const Decimal quotient = *Decimal::divide(Decimal(std::int64_t{a}), Decimal(std::int64_t{b}));
  const Decimal back = *Decimal::multiply(quotient, Decimal(std::int64_t{b}));
  const Decimal error = *Decimal::subtract(back, Decimal(std::int64_t{a}));
  // Half a unit in the eighth place, times the divisor.
  const Decimal bound = *Decimal::multiply(Decimal(std::int64_t{b}), Decimal(__int128{5}, 9));
  const Decimal size = error.is_negative() ? error.negated() : error;
  RC_ASSERT(size <= (bound.is_negative() ? bound.negated() : bound));
}

}  // namespace
}  // namespace anteroom::fhir
