// One test a row of the table of functions, Kleene logic, and the decisive answers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/triage/support.h"

namespace anteroom::triage {
namespace {

using testing::answered;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::not_present;
using testing::number;
using testing::partial;
using testing::TableSource;
using testing::unknown;

struct Program {
  ItemTable table;
  Condition condition;
};

Program compile(const std::string& when) {
  Program out;
  Errors errors;
  auto condition = compile_when(when, "", testing::find_small_item, out.table, errors);
  EXPECT_TRUE(condition) << when << ": " << (errors.empty() ? "" : errors.front().to_string());
  if (condition) out.condition = std::move(*condition);
  return out;
}

States states_for(const Program& program, const TableSource& source) {
  States out;
  for (const ReadItem& item : program.table.items()) out.push_back(source.states(item.link_id));
  return out;
}

Truth run(const std::string& when, const TableSource& source) {
  const Program program = compile(when);
  return evaluate(program.condition, program.table, states_for(program, source));
}

std::vector<DecisiveAnswer> why(const std::string& when, const TableSource& source) {
  const Program program = compile(when);
  return explain(program.condition, program.table, states_for(program, source));
}

TableSource with(const std::string& link_id, form::ItemState state) {
  TableSource source;
  source.set(link_id, std::move(state));
  return source;
}

TEST(Has, NotPresentIsFalse) {
  EXPECT_EQ(run("has('m','x')", with("m", not_present())), Truth::no);
}
TEST(Has, UnknownIsUnknownForEveryReason) {
  using form::UnknownReason;
  for (auto reason : {UnknownReason::none, UnknownReason::asked_unknown,
                      UnknownReason::asked_declined, UnknownReason::skipped}) {
    EXPECT_EQ(run("has('m','x')", with("m", unknown(reason))), Truth::unknown);
  }
}
TEST(Has, AnsweredWithTheCodeIsTrue) {
  EXPECT_EQ(run("has('m','x')", with("m", answered({"y", "x"}))), Truth::yes);
}
TEST(Has, AnsweredWithOneOfTheCodesIsTrue) {
  EXPECT_EQ(run("has('m','z','y')", with("m", answered({"y"}))), Truth::yes);
}
TEST(Has, AnsweredWithoutTheCodeIsFalse) {
  EXPECT_EQ(run("has('m','x')", with("m", answered({"y"}))), Truth::no);
}
TEST(Has, PartialWithTheCodeIsTrue) {
  EXPECT_EQ(run("has('m','x')", with("m", partial({"x"}))), Truth::yes);
}
TEST(Has, PartialWithoutTheCodeIsUnknown) {
  EXPECT_EQ(run("has('m','x')", with("m", partial({"y"}))), Truth::unknown);
}
TEST(Has, BooleanTakesTrueAndFalse) {
  EXPECT_EQ(run("has('flag','true')", with("flag", answered({"true"}))), Truth::yes);
  EXPECT_EQ(run("has('flag','true')", with("flag", answered({"false"}))), Truth::no);
}
TEST(Has, InARepeatingGroupAnyInstanceCounts) {
  TableSource source;
  const std::string when = "has('in-group-code','yes')";
  source.table["in-group-code"] = {answered({"no"}), answered({"yes"}), unknown()};
  EXPECT_EQ(run(when, source), Truth::yes);
  source.table["in-group-code"] = {answered({"no"}), unknown()};
  EXPECT_EQ(run(when, source), Truth::unknown);
  source.table["in-group-code"] = {answered({"no"}), not_present()};
  EXPECT_EQ(run(when, source), Truth::no);
  source.table["in-group-code"] = {};
  EXPECT_EQ(run(when, source), Truth::unknown) << "no instance is no answer";
}

TEST(Answer, ComparesTheNumber) {
  const TableSource five = with("n", number(5));
  EXPECT_EQ(run("answer('n') >= 5", five), Truth::yes);
  EXPECT_EQ(run("answer('n') > 5", five), Truth::no);
  EXPECT_EQ(run("answer('n') <= 5", five), Truth::yes);
  EXPECT_EQ(run("answer('n') < 5", five), Truth::no);
  EXPECT_EQ(run("answer('n') = 5", five), Truth::yes);
  EXPECT_EQ(run("answer('n') = 5.0", five), Truth::yes);
  EXPECT_EQ(run("answer('n') != 5", five), Truth::no);
  EXPECT_EQ(run("answer('n') >= 5.1", five), Truth::no);
}
TEST(Answer, UnknownAndNotPresentAreEmptyForEveryComparison) {
  for (const char* when :
       {"answer('n') >= 5", "answer('n') < 5", "answer('n') != 5", "answer('n') = 5"}) {
    EXPECT_EQ(run(when, with("n", unknown())), Truth::unknown);
    EXPECT_EQ(run(when, with("n", not_present())), Truth::unknown);
  }
}
TEST(Answer, AGateMakesAMissingNumberANo) {
  TableSource source = with("n", not_present());
  source.set("a", answered({"no"}));
  EXPECT_EQ(run("has('a','yes') and answer('n') >= 5", source), Truth::no);
}

TEST(SumAtLeast, IsExactWhenAllAreAnswered) {
  TableSource source = with("n", number(4));
  source.set("k", number(3));
  EXPECT_EQ(run("sum_at_least(7,'n','k')", source), Truth::yes);
  EXPECT_EQ(run("sum_at_least(8,'n','k')", source), Truth::no);
}
TEST(SumAtLeast, AnUnknownLiesBetweenItsBounds) {
  TableSource source = with("n", number(4));
  for (const auto& gap : {unknown(), not_present()}) {
    source.set("k", gap);
    EXPECT_EQ(run("sum_at_least(4,'n','k')", source), Truth::yes) << "least possible sum is 4";
    EXPECT_EQ(run("sum_at_least(5,'n','k')", source), Truth::unknown);
    EXPECT_EQ(run("sum_at_least(14,'n','k')", source), Truth::unknown);
    EXPECT_EQ(run("sum_at_least(15,'n','k')", source), Truth::no) << "greatest possible sum is 14";
  }
}
TEST(SumAtLeast, WithoutBoundsAGapSettlesNothing) {
  TableSource source = with("n", number(10));
  source.set("free", unknown());
  EXPECT_EQ(run("sum_at_least(5,'n','free')", source), Truth::unknown);
  EXPECT_EQ(run("sum_at_least(500,'n','free')", source), Truth::unknown);
}

TEST(Known, NeverEmpty) {
  EXPECT_EQ(run("known(has('a','yes'))", with("a", answered({"yes"}))), Truth::yes);
  EXPECT_EQ(run("known(has('a','yes'))", with("a", answered({"no"}))), Truth::no);
  EXPECT_EQ(run("known(has('a','yes'))", with("a", unknown())), Truth::no);
  EXPECT_EQ(run("known(has('a','yes')).not()", with("a", unknown())), Truth::yes);
}

TEST(AtLeast, CountsTrueAndUnknown) {
  TableSource source = with("a", answered({"yes"}));
  source.set("b", answered({"no"}));
  source.set("c", unknown());
  const std::string parts = ", has('a','yes'), has('b','yes'), has('c','yes'))";
  EXPECT_EQ(run("at_least(1" + parts, source), Truth::yes);
  EXPECT_EQ(run("at_least(2" + parts, source), Truth::unknown);
  EXPECT_EQ(run("at_least(3" + parts, source), Truth::no);
}

TEST(Logic, IsKleene) {
  const auto state = [](Truth truth) {
    if (truth == Truth::unknown) return unknown();
    return answered({truth == Truth::yes ? "yes" : "no"});
  };
  const auto expected_and = [](Truth a, Truth b) {
    if (a == Truth::no || b == Truth::no) return Truth::no;
    return a == Truth::yes && b == Truth::yes ? Truth::yes : Truth::unknown;
  };
  const auto expected_or = [](Truth a, Truth b) {
    if (a == Truth::yes || b == Truth::yes) return Truth::yes;
    return a == Truth::no && b == Truth::no ? Truth::no : Truth::unknown;
  };
  for (Truth a : {Truth::yes, Truth::no, Truth::unknown}) {
    TableSource source = with("a", state(a));
    const Truth inverted = a == Truth::unknown ? a : (a == Truth::yes ? Truth::no : Truth::yes);
    EXPECT_EQ(run("has('a','yes').not()", source), inverted);
    for (Truth b : {Truth::yes, Truth::no, Truth::unknown}) {
      source.set("b", state(b));
      EXPECT_EQ(run("has('a','yes') and has('b','yes')", source), expected_and(a, b));
      EXPECT_EQ(run("has('a','yes') or has('b','yes')", source), expected_or(a, b));
    }
  }
}
TEST(Logic, AndBindsTighterThanOr) {
  TableSource source = with("a", answered({"yes"}));
  source.set("b", answered({"no"}));
  source.set("c", answered({"no"}));
  EXPECT_EQ(run("has('a','yes') or has('b','yes') and has('c','yes')", source), Truth::yes);
  EXPECT_EQ(run("(has('a','yes') or has('b','yes')) and has('c','yes')", source), Truth::no);
}

TEST(Explain, AFalseRuleHasNoDecisiveAnswer) {
  EXPECT_THAT(why("has('a','yes') and has('b','yes')", with("a", answered({"no"}))), IsEmpty());
}
TEST(Explain, FiredNamesTheCodesThatMatched) {
  TableSource source = with("m", answered({"x", "y", "z"}));
  source.set("a", answered({"no"}));
  source.set("n", number(8));
  EXPECT_THAT(why("has('m','x','z') and (has('a','yes') or answer('n') >= 7)", source),
              ElementsAre(DecisiveAnswer{"m", {"x", "z"}, std::nullopt},
                          DecisiveAnswer{"n", {}, fhir::Decimal(8)}));
}
TEST(Explain, AnExcuseThatWasNotGivenIsNoAnswer) {
  TableSource source = with("a", answered({"yes"}));
  source.set("b", unknown(form::UnknownReason::skipped));
  EXPECT_THAT(why("has('a','yes') and known(has('b','yes')).not()", source),
              ElementsAre(DecisiveAnswer{"a", {"yes"}, std::nullopt}));
}
TEST(Explain, ANegatedAnswerIsWhatWasSaid) {
  EXPECT_THAT(why("has('m','x').not()", with("m", answered({"y"}))),
              ElementsAre(DecisiveAnswer{"m", {"y"}, std::nullopt}));
}
TEST(Explain, UnresolvedNamesTheUnknownItemsAndWhy) {
  using form::UnknownReason;
  TableSource source = with("a", unknown(UnknownReason::asked_declined));
  source.set("b", answered({"yes"}));
  source.set("m", partial({"y"}, UnknownReason::none));
  source.set("n", not_present());
  EXPECT_THAT(why("has('b','yes') and (has('a','yes') or has('m','x') or has('c','yes') or "
                  "answer('n') > 3)",
                  source),
              ElementsAre(DecisiveAnswer{"a", {"asked-declined"}, std::nullopt},
                          DecisiveAnswer{"m", {"partial"}, std::nullopt},
                          DecisiveAnswer{"c", {"not-asked"}, std::nullopt},
                          DecisiveAnswer{"n", {"not-present"}, std::nullopt}));
}
TEST(Explain, OneEntryAnItem) {
  EXPECT_THAT(why("has('m','x') and has('m','y')", with("m", answered({"x", "y"}))),
              ElementsAre(DecisiveAnswer{"m", {"x", "y"}, std::nullopt}));
}

}  // namespace
}  // namespace anteroom::triage
