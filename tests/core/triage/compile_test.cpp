// What the closed red-flag language accepts, and that everything else is refused with its place.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/triage/support.h"

namespace anteroom::triage {
namespace {

using ::testing::ElementsAre;
using testing::find_small_item;
using ::testing::HasSubstr;
using ::testing::SizeIs;

Errors errors_of(const std::string& when) {
  ItemTable table;
  Errors errors;
  const auto condition = compile_when(when, "/rules/7/when", find_small_item, table, errors);
  EXPECT_EQ(condition.has_value(), errors.empty()) << when;
  return errors;
}

class Accepted : public ::testing::TestWithParam<const char*> {};
TEST_P(Accepted, Compiles) {
  const Errors errors = errors_of(GetParam());
  EXPECT_THAT(errors, SizeIs(0)) << (errors.empty() ? "" : errors.front().to_string());
}
INSTANTIATE_TEST_SUITE_P(
    Language, Accepted,
    ::testing::Values("has('a', 'yes')", "has('m', 'x', 'y', 'none')", "has('flag', 'true')",
                      "has('in-group-code', 'yes')", "answer('n') >= 5", "answer('n') > 5",
                      "answer('n') <= 5", "answer('n') < 5", "answer('n') = 5", "answer('n') != 5",
                      "answer('free') >= 2.5", "sum_at_least(21, 'n', 'k', 'free')",
                      "known(has('a', 'yes')).not()", "has('a', 'yes').not()",
                      "(has('a', 'yes') or has('b', 'yes')) and has('c', 'yes')",
                      "at_least(2, has('a', 'yes'), answer('n') >= 3, known(has('b', 'no')))"));

struct Refusal {
  const char* when;
  const char* message;
  int column;
};
class Refused : public ::testing::TestWithParam<Refusal> {};
TEST_P(Refused, NamesCodePlaceAndCause) {
  const Refusal& refusal = GetParam();
  const Errors errors = errors_of(refusal.when);
  ASSERT_THAT(errors, SizeIs(1)) << refusal.when;
  EXPECT_EQ(errors[0].code, "AR-P019");
  EXPECT_EQ(errors[0].pointer, "/rules/7/when");
  EXPECT_THAT(errors[0].message, HasSubstr(refusal.message));
  EXPECT_EQ(errors[0].line, 1);
  EXPECT_EQ(errors[0].column, refusal.column) << refusal.when << ": " << errors[0].to_string();
}
INSTANTIATE_TEST_SUITE_P(
    Items, Refused,
    ::testing::Values(Refusal{"has('nope', 'yes')", "no item 'nope'", 5},
                      Refusal{"has('a', 'maybe')", "no answer code 'maybe'", 10},
                      Refusal{"has('a', 'asked-unknown')", "unknown code", 10},
                      Refusal{"has('m', 'x', 'skipped')", "unknown code", 15},
                      Refusal{"has('flag', 'yes')", "no answer code 'yes'", 13},
                      Refusal{"has('words', 'x')", "has no answer codes", 5},
                      Refusal{"has('g', 'x')", "has no answer codes", 5},
                      Refusal{"answer('a') >= 5", "not an integer or decimal", 8},
                      Refusal{"answer('many') >= 5", "repeats", 8},
                      Refusal{"answer('in-group') >= 5", "repeats", 8},
                      Refusal{"answer('nope') >= 5", "no item 'nope'", 8},
                      Refusal{"sum_at_least(3, 'n', 'in-group')", "repeats", 22},
                      Refusal{"sum_at_least(3, 'words')", "not an integer or decimal", 17}));
INSTANTIATE_TEST_SUITE_P(
    Shape, Refused,
    ::testing::Values(Refusal{"has('a')", "at least one code", 1},
                      Refusal{"answer('n')", "alone is not a condition", 1},
                      Refusal{"known()", "one condition", 1},
                      Refusal{"known(has('a','yes'), has('b','yes'))", "one condition", 1},
                      Refusal{"at_least(3, has('a','yes'), has('b','yes'))", "from 1 to 2", 10},
                      Refusal{"at_least(0, has('a','yes'))", "from 1 to 1", 10},
                      Refusal{"at_least('1', has('a','yes'))", "from 1 to 1", 10},
                      Refusal{"at_least(1)", "at least one", 1},
                      Refusal{"sum_at_least('n', 'k')", "number literal first", 14},
                      Refusal{"sum_at_least(3)", "at least one", 1},
                      Refusal{"answer('n', 'k') >= 5", "one linkId", 1}));

/// FHIRPath that answers false, not empty, on an empty collection, and every other way round the
/// language.
class Forbidden : public ::testing::TestWithParam<const char*> {};
TEST_P(Forbidden, IsRefused) {
  const Errors errors = errors_of(GetParam());
  ASSERT_FALSE(errors.empty()) << GetParam();
  for (const Error& error : errors) {
    EXPECT_EQ(error.code, "AR-P019");
    EXPECT_GT(error.column, 0);
  }
}
INSTANTIATE_TEST_SUITE_P(
    Language, Forbidden,
    ::testing::Values("'x' in answer('m')", "answer('m') contains 'x'", "answer('n').exists()",
                      "answer('n').empty()", "answer('n').count() > 1",
                      "iif(has('a','yes'), true, false)", "answer('n') ~ 5", "answer('n') !~ 5",
                      "item.where(linkId='a').exists()", "%resource.item.exists()", "true", "false",
                      "{}", "5", "has('a','yes') xor has('b','yes')",
                      "has('a','yes') implies has('b','yes')", "has(a, 'yes')", "has('a', yes)",
                      "has(%x, 'yes')", "answer('n') >= answer('k')", "5 <= answer('n')",
                      "answer('n') >= '5'", "answer('n') + 1 >= 5", "answer('n') >= -5",
                      "answer('n') >= 5 'mg'", "not(has('a','yes'))", "has('a','yes').known()",
                      "item.has('a','yes')", "has('a','yes').all(true)", "has('a','yes') = true",
                      "has('a','yes').not().exists()", "has('a','yes') and", "", "has('a','yes'",
                      "has('a','yes') | has('b','yes')", "$this", "any(has('a','yes'))"));

TEST(Compile, ReportsEveryProblem) {
  const Errors errors = errors_of(
      "has('nope','yes') or answer('a') > 1 or at_least(1, has('b','huh'), has('zip','x'))");
  EXPECT_THAT(errors, SizeIs(4));
}

TEST(Compile, ColumnsAndLinesAreThoseOfTheText) {
  const Errors errors = errors_of("has('a','yes')\n  and has('nope','yes')");
  ASSERT_THAT(errors, SizeIs(1));
  EXPECT_EQ(errors[0].line, 2);
  EXPECT_EQ(errors[0].column, 11);
}

TEST(Compile, ReadsEachItemOnceInOrder) {
  ItemTable table;
  Errors errors;
  const auto condition =
      compile_when("has('m','x') and (answer('n') > 1 or has('m','y')) and sum_at_least(3,'k','n')",
                   "", find_small_item, table, errors);
  ASSERT_TRUE(condition);
  std::vector<std::string> names;
  for (const std::size_t item : items_read(*condition))
    names.push_back(table.items()[item].link_id);
  EXPECT_THAT(names, ElementsAre("m", "n", "k"));
}

TEST(Compile, LongChainsAreFlat) {
  std::string when = "has('a','yes')";
  for (int i = 0; i < 150; ++i) when += " or has('b','yes')";
  ItemTable table;
  Errors errors;
  const auto condition = compile_when(when, "", find_small_item, table, errors);
  ASSERT_TRUE(condition) << errors.front().to_string();
  EXPECT_THAT(condition->parts, SizeIs(151));
}

}  // namespace
}  // namespace anteroom::triage
