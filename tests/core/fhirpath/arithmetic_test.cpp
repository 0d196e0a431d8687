#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "core/fhirpath/values.h"

namespace anteroom::fhirpath {
namespace {

RC_GTEST_PROP(Arithmetic, QuotientAndRemainderMakeTheNumberAgain,
              (std::int32_t a, std::int32_t b)) {
  RC_PRE(b != 0);
  const std::int64_t quotient =
      std::get<std::int64_t>(*calculate("div", std::int64_t{a}, std::int64_t{b}).value);
  const std::int64_t rest =
      std::get<std::int64_t>(*calculate("mod", std::int64_t{a}, std::int64_t{b}).value);
  RC_ASSERT(quotient == std::int64_t{a} / b);
  RC_ASSERT(rest == std::int64_t{a} % b);
}

TEST(Arithmetic, IntegersStayIntegersAndOverflowIsEmpty) {
  EXPECT_TRUE(std::holds_alternative<std::int64_t>(
      *calculate("+", std::int64_t{1}, std::int64_t{2}).value));
  EXPECT_TRUE(std::holds_alternative<fhir::Decimal>(
      *calculate("/", std::int64_t{4}, std::int64_t{2}).value));
  EXPECT_FALSE(calculate("*", std::int64_t{INT64_MAX}, std::int64_t{2}).value);
  EXPECT_TRUE(calculate("+", std::int64_t{1}, std::string("a")).mismatch);
  EXPECT_TRUE(calculate("-", std::string("a"), std::string("b")).mismatch);
}

}  // namespace
}  // namespace anteroom::fhirpath
