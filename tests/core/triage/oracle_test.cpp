// `when` against `tree` on random visits: every state an item may have, every rule, no difference
// allowed.
#include <gtest/gtest.h>

#include <random>

#include "tests/core/triage/oracle.h"

namespace anteroom::triage {
namespace {

using testing::answered;
using testing::number;
using testing::partial;
using testing::TableSource;
using testing::unknown;

constexpr int kVisits = 20'000;

struct Bundle {
  std::shared_ptr<const form::Definition> definition;
  std::shared_ptr<const RuleSet> rules;
  fhir::Json trees;
};

const Bundle& bundle() {
  static const Bundle out = [] {
    Bundle made;
    made.definition = form::Definition::load(testing::upper_back_pain_form()).value();
    made.rules = RuleSet::load(testing::read_source_file("plugins/upper_back_pain/red-flags.json"),
                               *made.definition)
                     .rules;
    made.trees = testing::read_source_file("tests/core/triage/fixtures/rule_trees.json");
    return made;
  }();
  return out;
}

/// Draws item states. `openness` is the share of states that are not answers, so that both nearly
/// empty and nearly complete visits occur.
class RandomVisit {
 public:
  explicit RandomVisit(std::uint64_t seed) : random_(seed) {}

  form::ItemState state(const form::ItemDefinition& item, int openness) {
    const int roll = draw(100);
    if (roll < openness / 2) return unknown(static_cast<form::UnknownReason>(draw(4)));
    if (roll < openness) return testing::not_present();
    if (item.type == form::ItemType::integer) return number(whole(item));
    const std::vector<std::string> codes = some_codes(item);
    return item.repeats && draw(8) == 0 ? partial(codes) : answered(codes);
  }

  int draw(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

 private:
  std::int64_t whole(const form::ItemDefinition& item) {
    const auto least = item.min_value->to_integer().value();
    const auto greatest = item.max_value->to_integer().value();
    return std::uniform_int_distribution<std::int64_t>(least, greatest)(random_);
  }
  std::vector<std::string> some_codes(const form::ItemDefinition& item) {
    std::vector<std::string> offered;
    for (const form::Option& option : item.options) {
      if (option.unknown == form::UnknownReason::none) offered.push_back(option.code);
    }
    std::shuffle(offered.begin(), offered.end(), random_);
    const int wanted = item.repeats ? 1 + draw(3) : 1;
    offered.resize(std::min(offered.size(), static_cast<std::size_t>(wanted)));
    return offered;
  }

  std::mt19937_64 random_;
};

std::vector<const form::ItemDefinition*> questions() {
  std::vector<const form::ItemDefinition*> out;
  for (const std::string& link_id : bundle().definition->link_ids()) {
    const form::ItemDefinition* item = bundle().definition->find(link_id);
    const bool drawn = item->type == form::ItemType::choice ||
                       item->type == form::ItemType::open_choice ||
                       item->type == form::ItemType::integer;
    if (drawn) out.push_back(item);
  }
  return out;
}

TEST(Oracle, HasOneTreeForEveryRuleInFileOrder) {
  const auto& trees = bundle().trees.array_or_empty("rules");
  const auto& rules = bundle().rules->rules();
  ASSERT_EQ(trees.size(), rules.size());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    EXPECT_EQ(trees[i].string_or_empty("id"), rules[i].id);
    EXPECT_EQ(trees[i].string_or_empty("tier"), to_string(rules[i].tier));
  }
}

TEST(Oracle, RandomVisitsShowNoDifference) {
  const auto items = questions();
  ASSERT_GT(items.size(), 70U);
  RandomVisit random(20261124);
  std::set<std::string> ever_fired;
  std::set<std::string> ever_open;
  std::set<std::string> ever_quiet;
  int differences = 0;
  for (int visit = 0; visit < kVisits && differences < 5; ++visit) {
    TableSource source;
    const int openness = random.draw(90);
    for (const form::ItemDefinition* item : items)
      source.set(item->link_id, random.state(*item, openness));
    Triage triage(bundle().rules);
    triage.evaluate(source);
    const auto ours = testing::of_result(triage.result(source));
    const auto theirs = testing::ask_oracle(bundle().trees, source, *bundle().definition);
    if (ours != theirs) ++differences;
    EXPECT_EQ(ours.fired, theirs.fired) << "visit " << visit;
    EXPECT_EQ(ours.unresolved, theirs.unresolved) << "visit " << visit;
    EXPECT_EQ(ours.tier, theirs.tier) << "visit " << visit;
    ever_fired.insert(ours.fired.begin(), ours.fired.end());
    ever_open.insert(ours.unresolved.begin(), ours.unresolved.end());
    for (const Rule& rule : bundle().rules->rules()) {
      if (ours.fired.count(rule.id) + ours.unresolved.count(rule.id) == 0)
        ever_quiet.insert(rule.id);
    }
  }
  EXPECT_EQ(differences, 0);
  // The visits reach all three outcomes of every rule; otherwise agreement would mean little.
  EXPECT_EQ(ever_fired.size(), bundle().rules->rules().size());
  EXPECT_EQ(ever_open.size(), bundle().rules->rules().size());
  EXPECT_EQ(ever_quiet.size(), bundle().rules->rules().size());
}

TEST(Oracle, UpdatesEndWhereAFullEvaluationEnds) {
  const auto items = questions();
  RandomVisit random(7);
  TableSource source;
  Triage live(bundle().rules);
  live.evaluate(source);
  for (int step = 0; step < 3'000; ++step) {
    const form::ItemDefinition* item =
        items[static_cast<std::size_t>(random.draw(static_cast<int>(items.size())))];
    source.set(item->link_id, random.state(*item, 40));
    const std::vector<Finding> before = live.findings();
    const auto changed = live.update(source, {item->link_id});
    Triage fresh(bundle().rules);
    fresh.evaluate(source);
    for (std::size_t i = 0; i < before.size(); ++i) {
      ASSERT_EQ(live.findings()[i].state, fresh.findings()[i].state)
          << before[i].rule_id << " at step " << step;
      ASSERT_EQ(live.findings()[i].answers, fresh.findings()[i].answers)
          << before[i].rule_id << " at step " << step;
      const bool reported = std::find(changed.begin(), changed.end(), i) != changed.end();
      ASSERT_EQ(reported, live.findings()[i].state != before[i].state) << before[i].rule_id;
    }
  }
}

TEST(Oracle, EveryFindingThatIsNotQuietSaysWhy) {
  const auto items = questions();
  RandomVisit random(11);
  for (int visit = 0; visit < 500; ++visit) {
    TableSource source;
    for (const form::ItemDefinition* item : items)
      source.set(item->link_id, random.state(*item, 30));
    Triage triage(bundle().rules);
    triage.evaluate(source);
    for (const Finding& finding : triage.findings()) {
      EXPECT_EQ(finding.answers.empty(), finding.state == RuleState::not_fired) << finding.rule_id;
    }
  }
}

}  // namespace
}  // namespace anteroom::triage
