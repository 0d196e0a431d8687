#include "core/fhirpath/values.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace anteroom::fhirpath {
namespace {

TEST(ToTruth, OnlyEmptyIsUnknown) {
  EXPECT_EQ(*to_truth({}), Truth::unknown);
  EXPECT_EQ(*to_truth({Value{false}}), Truth::no);
  EXPECT_EQ(*to_truth({Value{std::int64_t{0}}}), Truth::yes);
  EXPECT_EQ(to_truth({Value{true}, Value{true}}).error().code, "AR-X030");
}

TEST(ToJson, QuantitiesCarryTheirCode) {
  EXPECT_EQ(write_json(to_json(Value{Quantity{fhir::Decimal(std::int64_t{3}), "days"}})),
            R"({"value":3,"unit":"days","system":"http://unitsofmeasure.org","code":"d"})");
}

Value random_value() {
  switch (*rc::gen::inRange(0, 5)) {
    case 0:
      return *rc::gen::arbitrary<bool>();
    case 1:
      return static_cast<std::int64_t>(*rc::gen::inRange(-3, 4));
    case 2:
      return fhir::Decimal(static_cast<__int128>(*rc::gen::inRange(-30, 31)),
                           *rc::gen::inRange(0, 3));
    case 3:
      return std::string(*rc::gen::element("", "a", "b", "1"));
    default: {
      const char* text =
          *rc::gen::element("2020", "2020-01", "2020-01-01T10:00:00Z", "2020-01-01T11:00:00+01:00");
      return *read_temporal(text);
    }
  }
}

// distinct() goes by keys, `=` by comparison: they must agree.
RC_GTEST_PROP(KeyOf, AgreesWithEquality, ()) {
  const Value a = random_value();
  const Value b = random_value();
  RC_ASSERT((key_of(a, 0) == key_of(b, 0)) == (equal(a, b, 0) == Truth::yes));
}

}  // namespace
}  // namespace anteroom::fhirpath
