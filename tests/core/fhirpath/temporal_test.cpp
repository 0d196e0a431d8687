#include "core/fhirpath/temporal.h"

#include <gtest/gtest.h>

namespace anteroom::fhirpath {
namespace {

Moment moment(std::string_view text) {
  const auto temporal = read_temporal(text);
  EXPECT_TRUE(temporal) << text;
  return *parse_temporal(temporal->kind, text);
}

std::string plus(std::string_view text, std::string_view amount, std::string_view unit) {
  const auto sum = add(moment(text), *fhir::Decimal::parse(amount), unit);
  return sum ? to_temporal(*sum).text : "none";
}

TEST(Temporal, RoundTripsItsPrecision) {
  for (const char* text :
       {"2015", "2015-02", "2015-02-28", "2015-02-28T10", "2015-02-28T10:05", "2015-02-28T10:05:09",
        "2015-02-28T10:05:09.120Z", "2015-02-28T10:05:09-05:30", "10:05", "10:05:09.500"})
    EXPECT_EQ(to_temporal(moment(text)).text, text);
  for (const char* text : {"", "15", "2015-2", "2015-02-30", "24:00", "10:61", "2015-02T10:00",
                           "2015-02-28T10:00+15:00", "2015-02-28x"})
    EXPECT_FALSE(read_temporal(text)) << text;
}

TEST(Temporal, DifferentPrecisionHasNoOrderUntilADifferenceShows) {
  EXPECT_EQ(compare(moment("2015"), moment("2015-02"), 0), Order::unknown);
  EXPECT_EQ(compare(moment("2014"), moment("2015-02"), 0), Order::less);
  EXPECT_EQ(compare(moment("2015-02-01"), moment("2015-02-01T10:00"), 0), Order::unknown);
  EXPECT_EQ(compare(moment("10:30"), moment("10:30:00"), 0), Order::unknown);
  EXPECT_EQ(compare(moment("2015-02-01T10:00:00"), moment("2015-02-01T10:00:00.000"), 0),
            Order::equal);
  EXPECT_EQ(compare(moment("10:30"), moment("2015"), 0), Order::unknown);
}

TEST(Temporal, ZonesAreOneInstant) {
  EXPECT_EQ(compare(moment("2015-02-01T10:00:00Z"), moment("2015-02-01T11:00:00+01:00"), 0),
            Order::equal);
  EXPECT_EQ(compare(moment("2015-01-01T00:30:00+01:00"), moment("2014-12-31T23:30:00Z"), 0),
            Order::equal);
  EXPECT_EQ(compare(moment("2015-02-01T10:00:00"), moment("2015-02-01T10:00:00Z"), -300),
            Order::greater);
}

TEST(Temporal, AddsCalendarUnits) {
  EXPECT_EQ(plus("2024-02-29", "1", "year"), "2025-02-28");
  EXPECT_EQ(plus("2015-01-31", "1", "month"), "2015-02-28");
  EXPECT_EQ(plus("2015-01-31", "-1", "month"), "2014-12-31");
  EXPECT_EQ(plus("2015-12-31", "1", "day"), "2016-01-01");
  EXPECT_EQ(plus("2015-12-31", "2", "weeks"), "2016-01-14");
  EXPECT_EQ(plus("2014", "25", "months"), "2016");
  EXPECT_EQ(plus("2014", "23", "months"), "2015");
  EXPECT_EQ(plus("2014-03", "61", "days"), "2014-05");
  EXPECT_EQ(plus("2014-03-05", "36", "hours"), "2014-03-06");
  EXPECT_EQ(plus("2014-03-05T23:59:59Z", "1.5", "seconds"), "2014-03-06T00:00:00.500Z");
  EXPECT_EQ(plus("23:30", "45", "minutes"), "00:15");
  EXPECT_EQ(plus("01:30", "-2", "hours"), "23:30");
}

TEST(Temporal, WhatCannotBeAddedIsNone) {
  EXPECT_EQ(plus("10:00", "1", "month"), "none");
  EXPECT_EQ(plus("2015-01-01", "1", "mg"), "none");
  EXPECT_EQ(plus("9999-12-31", "1", "day"), "none");
  EXPECT_EQ(plus("0001-01-01", "-1", "year"), "none");
  EXPECT_EQ(plus("2015-01-01", "99999999999999999999", "days"), "none");
}

}  // namespace
}  // namespace anteroom::fhirpath
