// A visit's findings: states, tiers, incremental updates, unknown safety items.
#include "core/triage/triage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/triage/support.h"

namespace anteroom::triage {
namespace {

using testing::answered;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::partial;
using testing::TableSource;
using testing::unknown;

std::shared_ptr<const RuleSet> upper_back_pain_rules() {
  static const auto rules = [] {
    auto definition = form::Definition::load(testing::upper_back_pain_form());
    EXPECT_TRUE(definition.ok()) << definition.error().to_string();
    auto loaded = RuleSet::load(testing::read_source_file("plugins/upper_back_pain/red-flags.json"),
                                *definition.value());
    for (const Error& error : loaded.errors) ADD_FAILURE() << error.to_string();
    return loaded.rules;
  }();
  return rules;
}

const Finding& finding(const std::vector<Finding>& findings, std::string_view id) {
  for (const Finding& one : findings) {
    if (one.rule_id == id) return one;
  }
  ADD_FAILURE() << "no finding " << id;
  return findings.front();
}

std::size_t index_of(std::string_view id) {
  const auto& rules = upper_back_pain_rules()->rules();
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules[i].id == id) return i;
  }
  return rules.size();
}

TEST(Words, GoBothWays) {
  for (Tier tier : {Tier::none, Tier::routine, Tier::urgent, Tier::emergency})
    EXPECT_EQ(tier_from(to_string(tier)), tier);
  EXPECT_EQ(tier_from("dire"), std::nullopt);
  EXPECT_EQ(to_string(RuleState{}), "not_evaluated");
}

TEST(TriageVisit, StartsNotEvaluatedWhichWeighsAsMuchAsUnresolved) {
  const Triage triage(upper_back_pain_rules());
  const TriageResult result = triage.result(TableSource{});
  ASSERT_EQ(result.findings.size(), 35U);
  for (const Finding& one : result.findings) EXPECT_EQ(one.state, RuleState::not_evaluated);
  EXPECT_EQ(result.tier, Tier::urgent);
}

TEST(TriageVisit, NothingReachedIsUrgentWithoutAFiredRule) {
  Triage triage(upper_back_pain_rules());
  const TableSource nothing;
  triage.evaluate(nothing);
  const TriageResult result = triage.result(nothing);
  for (const Finding& one : result.findings) {
    EXPECT_EQ(one.state, RuleState::unresolved) << one.rule_id;
    EXPECT_EQ(one.reason, "answers unknown");
    EXPECT_FALSE(one.answers.empty()) << one.rule_id;
  }
  EXPECT_EQ(result.tier, Tier::urgent);
  EXPECT_EQ(result.unknown_safety_items, upper_back_pain_rules()->safety_items());
}

TEST(TriageVisit, FindingsCarryTheAnswersThatCausedThem) {
  Triage triage(upper_back_pain_rules());
  TableSource source;
  source.set("gen-fever", answered({"yes"}));
  source.set("neuro-numb", answered({"arms-hands", "groin"}));
  triage.evaluate(source);
  const Finding& fever = finding(triage.findings(), "RF-E06");
  EXPECT_EQ(fever.state, RuleState::fired);
  EXPECT_EQ(fever.tier, Tier::emergency);
  EXPECT_THAT(fever.answers,
              ElementsAre(DecisiveAnswer{"gen-fever", {"yes"}, std::nullopt},
                          DecisiveAnswer{"neuro-numb", {"arms-hands", "groin"}, std::nullopt}));
}

TEST(TriageVisit, UpdateReportsWhatChangedAndTouchesNothingElse) {
  Triage triage(upper_back_pain_rules());
  TableSource source;
  triage.evaluate(source);
  source.set("gen-fever", answered({"no"}));
  source.reads = 0;
  const auto changed = triage.update(source, {"gen-fever"});
  EXPECT_EQ(source.reads, 1) << "one item changed, one item is read";
  EXPECT_THAT(changed, ElementsAre(index_of("RF-E06"), index_of("RF-U02")));
  EXPECT_EQ(finding(triage.findings(), "RF-U02").state, RuleState::not_fired);
  EXPECT_THAT(finding(triage.findings(), "RF-U02").answers, IsEmpty());
  EXPECT_THAT(triage.update(source, {"gen-fever", "story-own-words", "no-such-item"}), IsEmpty());
}

TEST(TriageVisit, UpdateBeforeEvaluateEvaluatesEverything) {
  Triage triage(upper_back_pain_rules());
  TableSource source;
  source.set("gen-fever", answered({"yes"}));
  EXPECT_EQ(triage.update(source, {"gen-fever"}).size(), 35U);
  EXPECT_EQ(finding(triage.findings(), "RF-U02").state, RuleState::fired);
}

TEST(TriageVisit, UnknownSafetyItemsAreInFormOrderAndCountPartial) {
  Triage triage(upper_back_pain_rules());
  TableSource source;
  for (const std::string& link_id : upper_back_pain_rules()->safety_items())
    source.set(link_id, answered({"no"}));
  source.set("hx-health", partial({"heart"}));
  source.set("gen-fever", unknown(form::UnknownReason::skipped));
  source.set("neuro-onset", testing::not_present());
  triage.evaluate(source);
  EXPECT_THAT(triage.result(source).unknown_safety_items, ElementsAre("gen-fever", "hx-health"));
}

TEST(OverallTier, IsTheHighestOfFiredRaisedByOpenRules) {
  const auto of = [](Tier tier, RuleState state) { return Finding{"R", tier, state, "", {}}; };
  EXPECT_EQ(overall_tier({}), Tier::none);
  EXPECT_EQ(overall_tier({of(Tier::routine, RuleState::fired)}), Tier::routine);
  EXPECT_EQ(
      overall_tier({of(Tier::routine, RuleState::fired), of(Tier::emergency, RuleState::fired)}),
      Tier::emergency);
  for (RuleState open : {RuleState::unresolved, RuleState::not_evaluated}) {
    EXPECT_EQ(overall_tier({of(Tier::emergency, open)}), Tier::urgent);
    EXPECT_EQ(overall_tier({of(Tier::urgent, open)}), Tier::routine);
    EXPECT_EQ(overall_tier({of(Tier::routine, open)}), Tier::none);
    EXPECT_EQ(overall_tier({of(Tier::emergency, RuleState::fired), of(Tier::emergency, open)}),
              Tier::emergency);
  }
  EXPECT_EQ(overall_tier({of(Tier::emergency, RuleState::not_fired)}), Tier::none);
}

}  // namespace
}  // namespace anteroom::triage
