// Which mutants a rule has, which patients give them away, and what the hint promises.
#include "core/triage/mutants.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/core/triage/support.h"

namespace anteroom::triage {
namespace {

using testing::answered;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::number;
using testing::TableSource;
using testing::unknown;
using ::testing::UnorderedElementsAre;

std::shared_ptr<const form::Definition> small_form() {
  std::string items;
  for (const char* link_id : {"a", "b", "c"})
    items += std::string(R"({"linkId":")") + link_id + R"(","text":"T","type":"choice",)" +
             R"("answerOption":[{"valueCoding":{"code":"yes"}},{"valueCoding":{"code":"no"}}]},)";
  const std::string text =
      R"({"resourceType":"Questionnaire","url":"http://x.example/q","status":"draft","item":[)" +
      items + R"({"linkId":"n","text":"N","type":"integer"}]})";
  return form::Definition::load(fhir::parse_json(text).value()).value();
}

struct Fixture {
  explicit Fixture(const std::string& when)
      : definition(small_form()),
        rules(RuleSet::load(rules_json(when), *definition).rules),
        mutants(*rules, *definition) {}

  static fhir::Json rules_json(const std::string& when) {
    fhir::Json rule = fhir::Json::object();
    rule.set("id", "R").set("tier", "urgent").set("when", when);
    for (const char* member : {"name", "suspected", "clinicianMessage", "evidence", "summaryLabel"})
      rule.set(member, "text");
    fhir::Json json = fhir::Json::object();
    json.set("schema", "anteroom-red-flags/1").set("rules", fhir::Json::array().push(rule));
    return json;
  }
  [[nodiscard]] std::vector<std::string> whens(Mutation mutation) const {
    std::vector<std::string> out;
    for (const Mutant& mutant : mutants.list()) {
      if (mutant.mutation == mutation) out.push_back(mutant.when);
    }
    return out;
  }
  [[nodiscard]] std::vector<std::string> given_away_by(const TableSource& source) const {
    std::vector<std::string> out;
    for (const std::size_t i : mutants.differing(source)) out.push_back(mutants.list()[i].when);
    return out;
  }

  std::shared_ptr<const form::Definition> definition;
  std::shared_ptr<const RuleSet> rules;
  Mutants mutants;
};

TEST(Mutants, OfOneClause) {
  const Fixture f("has('a', 'yes')");
  EXPECT_THAT(f.whens(Mutation::drop), ElementsAre(""));
  EXPECT_THAT(f.whens(Mutation::negate), ElementsAre("has('a', 'yes').not()"));
  EXPECT_EQ(f.mutants.list()[0].rule_id, "R");
  EXPECT_EQ(f.mutants.list()[0].tier, Tier::urgent);
}

TEST(Mutants, OfAndOrAndKnown) {
  const Fixture f("(has('a', 'yes') or has('b', 'yes')) and known(has('c', 'yes')).not()");
  EXPECT_THAT(f.whens(Mutation::drop),
              UnorderedElementsAre("", "known(has('c', 'yes')).not()",
                                   "has('b', 'yes') and known(has('c', 'yes')).not()",
                                   "has('a', 'yes') and known(has('c', 'yes')).not()",
                                   "has('a', 'yes') or has('b', 'yes')"));
  EXPECT_THAT(f.whens(Mutation::negate),
              UnorderedElementsAre(
                  "((has('a', 'yes') or has('b', 'yes')) and known(has('c', 'yes')).not()).not()",
                  "(has('a', 'yes') or has('b', 'yes')).not() and known(has('c', 'yes')).not()",
                  "(has('a', 'yes').not() or has('b', 'yes')) and known(has('c', 'yes')).not()",
                  "(has('a', 'yes') or has('b', 'yes').not()) and known(has('c', 'yes')).not()",
                  "(has('a', 'yes') or has('b', 'yes')) and known(has('c', 'yes'))",
                  "(has('a', 'yes') or has('b', 'yes')) and known(has('c', 'yes').not()).not()"));
}

TEST(Mutants, AtLeastKeepsWithinTheLanguage) {
  const Fixture f("at_least(2, has('a', 'yes'), has('b', 'yes'))");
  EXPECT_THAT(f.whens(Mutation::drop), ElementsAre("")) << "two of one can never be";
  const Fixture g("at_least(1, has('a', 'yes'), answer('n') >= 5)");
  EXPECT_THAT(g.whens(Mutation::drop), UnorderedElementsAre("", "at_least(1, answer('n') >= 5)",
                                                            "at_least(1, has('a', 'yes'))"));
}

TEST(Mutants, PatientsGiveThemAway) {
  const Fixture f("has('a', 'yes') or answer('n') >= 5");
  TableSource quiet;
  quiet.set("a", answered({"no"}));
  quiet.set("n", number(0));
  EXPECT_THAT(f.given_away_by(quiet),
              UnorderedElementsAre("(has('a', 'yes') or answer('n') >= 5).not()",
                                   "has('a', 'yes').not() or answer('n') >= 5",
                                   "has('a', 'yes') or (answer('n') >= 5).not()"));
  TableSource open = quiet;
  open.set("a", unknown());
  EXPECT_THAT(
      f.given_away_by(open),
      UnorderedElementsAre("", "answer('n') >= 5", "has('a', 'yes') or (answer('n') >= 5).not()"))
      << "unresolved is an outcome too: a mutant that calls it a no is given away";
}

TEST(Mutants, HintsHoldTrue) {
  const Fixture f("(has('a', 'yes') or has('b', 'yes')) and answer('n') >= 5");
  for (std::size_t i = 0; i < f.mutants.list().size(); ++i)
    EXPECT_NE(f.mutants.hint(i), "") << f.mutants.list()[i].when;
  // dropping `has('b')` shows where b alone holds
  const auto& list = f.mutants.list();
  const auto dropped = std::find_if(list.begin(), list.end(), [](const Mutant& mutant) {
    return mutant.when == "has('a', 'yes') and answer('n') >= 5";
  });
  ASSERT_NE(dropped, list.end());
  EXPECT_EQ(f.mutants.hint(static_cast<std::size_t>(dropped - list.begin())),
            "b = yes, n = 5; the others quiet");
}

TEST(Mutants, NoHintWhereNothingDiffers) {
  const Fixture f("has('a', 'yes') or (has('a', 'yes') and has('b', 'yes'))");
  const auto& list = f.mutants.list();
  const auto equal = std::find_if(list.begin(), list.end(), [](const Mutant& mutant) {
    return mutant.when == "has('a', 'yes')";
  });
  ASSERT_NE(equal, list.end());
  EXPECT_EQ(f.mutants.hint(static_cast<std::size_t>(equal - list.begin())), "");
}

/// Every mutant of the shipped rules is a rule of the language, has an id of its own, and is not
/// the rule.
TEST(Mutants, OfUpperBackPain) {
  const auto definition = form::Definition::load(testing::upper_back_pain_form()).value();
  const fhir::Json file = testing::read_source_file("plugins/upper_back_pain/red-flags.json");
  const auto rules = RuleSet::load(file, *definition).rules;
  ASSERT_TRUE(rules);
  const Mutants mutants(*rules, *definition);
  EXPECT_GT(mutants.list().size(), 400U);
  std::set<std::string> ids;
  const ItemLookup find = [&](std::string_view link_id) { return definition->find(link_id); };
  for (const Mutant& mutant : mutants.list()) {
    EXPECT_TRUE(ids.insert(mutant.id).second) << mutant.id;
    if (mutant.when.empty()) continue;
    ItemTable table;
    Errors errors;
    EXPECT_TRUE(compile_when(mutant.when, "", find, table, errors)) << mutant.when;
  }
}

TEST(Mutants, AnIdDiesWithItsRule) {
  const Fixture f("has('a', 'yes') or has('b', 'yes')"), g("has('a', 'yes') or has('b', 'no')");
  std::set<std::string> before, after, both;
  for (const Mutant& mutant : f.mutants.list()) before.insert(mutant.id);
  for (const Mutant& mutant : g.mutants.list()) after.insert(mutant.id);
  std::set_intersection(before.begin(), before.end(), after.begin(), after.end(),
                        std::inserter(both, both.end()));
  // the whole rule dropped, and `has('a')` left alone, are the same mutants still
  EXPECT_EQ(both.size(), 2U);
}

}  // namespace
}  // namespace anteroom::triage
