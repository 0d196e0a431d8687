// Loading red-flags.json: every load check with its place, and the order of what comes out.
#include "core/triage/triage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/triage/support.h"

namespace anteroom::triage {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::string_view kForm = R"({
  "resourceType": "Questionnaire", "url": "https://example.org/q", "status": "draft",
  "item": [
    {"linkId": "g", "type": "group", "text": "G", "item": [
      {"linkId": "a", "type": "choice", "text": "A",
       "extension": [{"url": "https://anteroom.example/fhir/StructureDefinition/safety-item", "valueBoolean": true}],
       "answerOption": [{"valueCoding": {"system": "s", "code": "yes"}}, {"valueCoding": {"system": "s", "code": "no"}}]},
      {"linkId": "n", "type": "integer", "text": "N"},
      {"linkId": "b", "type": "boolean", "text": "B",
       "extension": [{"url": "https://anteroom.example/fhir/StructureDefinition/safety-item", "valueBoolean": true}]}]}]})";

std::shared_ptr<const form::Definition> small_form() {
  auto definition = form::Definition::load(fhir::parse_json(kForm).value());
  EXPECT_TRUE(definition.ok()) << definition.error().to_string();
  return definition.value();
}

fhir::Json rule(const std::string& id, const std::string& when,
                const std::string& tier = "urgent") {
  fhir::Json out = fhir::Json::object();
  out.set("id", id).set("tier", tier).set("name", "Name").set("when", when).set("suspected", "S");
  out.set("clinicianMessage", "M").set("evidence", "E1").set("caveat", "").set("summaryLabel", "L");
  return out;
}
fhir::Json file(const std::vector<fhir::Json>& rules) {
  fhir::Json out = fhir::Json::object();
  out.set("schema", "anteroom-red-flags/1")
      .set("rules", fhir::Json(fhir::JsonArray(rules.begin(), rules.end())));
  return out;
}

struct Place {
  std::string code, pointer;
  friend bool operator==(const Place&, const Place&) = default;
  friend void PrintTo(const Place& place, std::ostream* out) {
    *out << place.code << " " << place.pointer;
  }
};
std::vector<Place> places(const RuleSet::Loaded& loaded) {
  EXPECT_EQ(loaded.rules == nullptr, !loaded.errors.empty());
  std::vector<Place> out;
  for (const Error& error : loaded.errors) out.push_back({error.code, error.pointer});
  return out;
}

TEST(RuleSetLoad, KeepsFileOrderReadsAndSafetyItems) {
  const auto loaded = RuleSet::load(file({rule("R2", "answer('n') > 3 or has('a','yes')"),
                                          rule("R1", "has('b','true')", "emergency")}),
                                    *small_form());
  ASSERT_THAT(loaded.errors, IsEmpty());
  const auto& rules = loaded.rules->rules();
  ASSERT_THAT(rules, SizeIs(2));
  EXPECT_EQ(rules[0].id, "R2");
  EXPECT_EQ(rules[0].tier, Tier::urgent);
  EXPECT_EQ(rules[0].clinician_message, "M");
  EXPECT_EQ(rules[0].summary_label, "L");
  EXPECT_THAT(rules[0].reads, ElementsAre("n", "a"));
  EXPECT_EQ(rules[1].tier, Tier::emergency);
  EXPECT_THAT(loaded.rules->safety_items(), ElementsAre("a", "b"));
}

TEST(RuleSetLoad, AnEmptyListOfRulesIsARuleSet) {
  EXPECT_NE(RuleSet::load(file({}), *small_form()).rules, nullptr);
}

TEST(RuleSetLoad, RefusesAWrongFrame) {
  EXPECT_THAT(places(RuleSet::load(fhir::Json::array(), *small_form())),
              ElementsAre(Place{"AR-T001", ""}));
  fhir::Json other = file({});
  other.set("schema", "anteroom-red-flags/2").set("extra", 1);
  EXPECT_THAT(places(RuleSet::load(other, *small_form())),
              ElementsAre(Place{"AR-T001", "/schema"}, Place{"AR-T003", "/extra"}));
  fhir::Json no_rules = fhir::Json::object();
  no_rules.set("schema", "anteroom-red-flags/1");
  EXPECT_THAT(places(RuleSet::load(no_rules, *small_form())),
              ElementsAre(Place{"AR-T001", "/rules"}));
}

TEST(RuleSetLoad, ChecksEveryMember) {
  fhir::Json wrong = rule("R1", "has('a','yes')", "dire");
  wrong.set("name", 3).set("suspected", "").set("colour", "red");
  EXPECT_THAT(places(RuleSet::load(file({wrong}), *small_form())),
              ElementsAre(Place{"AR-T002", "/rules/0/name"}, Place{"AR-T003", "/rules/0/colour"},
                          Place{"AR-T002", "/rules/0"}, Place{"AR-T004", "/rules/0/tier"}));
  EXPECT_THAT(places(RuleSet::load(file({rule("R1", "has('a','yes')", "none")}), *small_form())),
              ElementsAre(Place{"AR-T004", "/rules/0/tier"}));
  EXPECT_THAT(places(RuleSet::load(file({fhir::Json("rule")}), *small_form())).size(), 1U);
}

TEST(RuleSetLoad, RefusesAnIdTwice) {
  const auto loaded = RuleSet::load(
      file({rule("R1", "has('a','yes')"), rule("R1", "has('a','no')")}), *small_form());
  EXPECT_THAT(places(loaded), ElementsAre(Place{"AR-T005", "/rules/1/id"}));
}

TEST(RuleSetLoad, ReportsTheProblemsOfAllRules) {
  const auto loaded =
      RuleSet::load(file({rule("R1", "has('zip','yes')"), rule("R2", "has('a','yes')"),
                          rule("R3", "answer('a') > 1")}),
                    *small_form());
  EXPECT_THAT(places(loaded),
              ElementsAre(Place{"AR-P019", "/rules/0/when"}, Place{"AR-P019", "/rules/2/when"}));
  EXPECT_EQ(loaded.errors[1].column, 8);
}

}  // namespace
}  // namespace anteroom::triage
