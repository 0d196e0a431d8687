// A condition written out again is the same condition.
#include "core/triage/when_text.h"

#include <gtest/gtest.h>

#include "tests/core/triage/support.h"

namespace anteroom::triage {
namespace {

using testing::find_small_item;

std::string rewritten(const std::string& when) {
  ItemTable table;
  Errors errors;
  const auto condition = compile_when(when, "", find_small_item, table, errors);
  EXPECT_TRUE(condition) << when << ": " << (errors.empty() ? "" : errors[0].message);
  return condition ? when_text(*condition, table) : "";
}

class AsWritten : public ::testing::TestWithParam<const char*> {};
TEST_P(AsWritten, ComesBack) {
  EXPECT_EQ(rewritten(GetParam()), GetParam());
}
INSTANTIATE_TEST_SUITE_P(
    Language, AsWritten,
    ::testing::Values(
        "has('a', 'yes')", "has('m', 'x', 'y')", "answer('free') >= 2.50", "answer('n') > 1",
        "answer('n') <= 1", "answer('n') < 1", "answer('n') = 1", "answer('n') != 1",
        "(answer('n') != 1).not()", "has('a', 'yes').not().not()",
        "known(has('a', 'yes') or has('b', 'yes')).not()",
        "(has('a', 'yes') and has('b', 'yes')).not()",
        "(has('a', 'yes') or answer('n') > 3) and has('c', 'yes')",
        "(has('a', 'yes') and has('b', 'yes')) or has('c', 'yes')",
        "at_least(2, has('a', 'yes'), has('b', 'no') or has('c', 'no'), answer('n') > 1)",
        "sum_at_least(21, 'n', 'k')"));

TEST(WhenText, UnneededBracketsGo) {
  EXPECT_EQ(rewritten("((has('a','yes')) and (has('b','yes') and has('c','yes')))"),
            "has('a', 'yes') and has('b', 'yes') and has('c', 'yes')");
  EXPECT_EQ(rewritten("has('a', 'yes') and has('b', 'yes') or has('c', 'yes')"),
            "(has('a', 'yes') and has('b', 'yes')) or has('c', 'yes')");
}

TEST(WhenText, QuotesAreEscaped) {
  const form::ItemDefinition odd = testing::choice("o'clock", {"a\\b"});
  ItemTable table;
  Errors errors;
  const ItemLookup find = [&](std::string_view) { return &odd; };
  const auto condition = compile_when("has('o\\'clock', 'a\\\\b')", "", find, table, errors);
  ASSERT_TRUE(condition) << errors[0].message;
  EXPECT_EQ(when_text(*condition, table), "has('o\\'clock', 'a\\\\b')");
}

}  // namespace
}  // namespace anteroom::triage
