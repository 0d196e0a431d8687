#include <gtest/gtest.h>

#include <map>
#include <set>

#include "core/exchange/bundle_parts.h"
#include "core/exchange/exchange.h"
#include "core/exchange/ids.h"
#include "tests/core/summary/sample_record.h"
#include "tests/support/played_visit.h"

namespace anteroom::exchange {
namespace {

using fhir::Json;
using testing::SampleRecord;

SampleRecord sample() {
  SampleRecord sample;
  sample.answer("nrs-now", 6).answer("nrs-worst", "not-sure").answer("nrs-avg", 5);
  sample.fire("RF-E01", {"Bladder: Yes"}).unresolve("RF-U02", {"gen-fever"});
  sample.finding("RF-U03").finding.state = triage::RuleState::not_evaluated;
  sample.record.responses[0].set(
      "item",
      Json::array()
          .push(Json::object()
                    .set("linkId", "nrs-now")
                    .set("answer", Json::array().push(Json::object().set("valueInteger", 6))))
          .push(Json::object()
                    .set("linkId", "impact-mean")
                    .set("answer", Json::array().push(Json::object().set(
                                       "valueDecimal", *fhir::Decimal::parse("5.33"))))));
  sample.record.coded_checks[0].second.outcome = plugin::Outcome::not_evaluated;
  sample.record.coded_checks[0].second.reason = "AR-P014";
  return sample;
}

std::vector<const Json*> of_type(const Json& bundle, std::string_view type) {
  std::vector<const Json*> found;
  for (const Json& entry : bundle.array_or_empty("entry")) {
    const Json* resource = entry.find("resource");
    if (resource->string_or_empty("resourceType") == type) found.push_back(resource);
  }
  return found;
}

void collect_references(const Json& json, std::set<std::string>& out) {
  if (json.is_array()) {
    for (const Json& each : json.as_array()) collect_references(each, out);
  }
  if (!json.is_object()) return;
  for (const auto& [key, value] : json.as_object()) {
    if (key == "reference" && value.is_string()) out.insert(value.as_string());
    collect_references(value, out);
  }
}

TEST(Bundle, IsATransactionThatASecondDeliveryCannotDouble) {
  const Json bundle = to_bundle(sample().build(), "%PDF-1.5");
  EXPECT_EQ(bundle.string_or_empty("type"), "transaction");
  std::set<std::string> urls, conditions;
  for (const Json& entry : bundle.array_or_empty("entry")) {
    EXPECT_TRUE(urls.insert(std::string(entry.string_or_empty("fullUrl"))).second);
    const Json& request = *entry.find("request");
    if (request.string_or_empty("method") == "PUT") continue;
    EXPECT_TRUE(conditions.insert(std::string(request.string_or_empty("ifNoneExist"))).second);
    EXPECT_TRUE(
        request.string_or_empty("ifNoneExist").starts_with("identifier=https://anteroom.example/"));
  }
  std::set<std::string> references;
  collect_references(bundle, references);
  for (const std::string& reference : references)
    EXPECT_TRUE(urls.contains(reference)) << reference;
}

TEST(Bundle, IsTheSameForTheSameRecord) {
  EXPECT_EQ(fhir::write_json(to_bundle(sample().build(), "x")),
            fhir::write_json(to_bundle(sample().build(), "x")));
  auto other = sample().build();
  other.id = "00000000-4c1b-4b57-9a3c-0f6b6f3f2c01";
  EXPECT_NE(to_bundle(other, "x").string_or_empty("id"),
            to_bundle(sample().build(), "x").string_or_empty("id"));
}

TEST(Bundle, NoRuleThatIsNotDecidedIsMissing) {
  const Json bundle = to_bundle(sample().build(), "x");
  const auto flags = of_type(bundle, "Flag"), issues = of_type(bundle, "DetectedIssue");
  ASSERT_EQ(flags.size(), 1U);
  EXPECT_EQ(flags[0]->find("code")->array_or_empty("coding")[0].string_or_empty("code"), "RF-E01");
  std::map<std::string, std::string> details;
  for (const Json* issue : issues) {
    EXPECT_EQ(issue->string_or_empty("status"), "preliminary");
    details[std::string(issue->find("code")->array_or_empty("coding")[0].string_or_empty("code"))] =
        issue->string_or_empty("detail");
  }
  ASSERT_EQ(details.size(), 3U);
  EXPECT_TRUE(details["RF-U02"].starts_with("NOT DECIDED"));
  EXPECT_TRUE(details["RF-U03"].starts_with("NOT EVALUATED"));
  EXPECT_TRUE(details["pain-inconsistent"].starts_with("NOT EVALUATED (AR-P014)"));
}

TEST(Bundle, ScoresCarryTheirCodesAndUnknownOnesTheirReason) {
  std::map<std::string, const Json*> found;
  const Json bundle = to_bundle(sample().build(), "x");
  for (const Json* observation : of_type(bundle, "Observation")) {
    found[std::string(observation->find("code")->array_or_empty("coding")[0].string_or_empty(
        "code"))] = observation;
  }
  ASSERT_TRUE(found.contains("nrs-now"));
  EXPECT_EQ(found["nrs-now"]->find("valueInteger")->as_integer(), 6);
  EXPECT_EQ(found["nrs-now"]->find("code")->array_or_empty("coding")[1].string_or_empty("code"),
            "72514-3");
  ASSERT_TRUE(found.contains("impact-mean"));
  EXPECT_EQ(found["impact-mean"]->find("valueQuantity")->find("value")->as_decimal().to_string(),
            "5.33");
  ASSERT_TRUE(found.contains("nrs-worst"));
  EXPECT_EQ(found["nrs-worst"]
                ->find("dataAbsentReason")
                ->array_or_empty("coding")[0]
                .string_or_empty("code"),
            "asked-unknown");
  EXPECT_EQ(found["nrs-worst"]->find("valueInteger"), nullptr);
  EXPECT_FALSE(found.contains("impact-enjoy")) << "never asked";
}

TEST(Bundle, PatientIsUnverifiedAndTheResponseNamesItsQuestionnaire) {
  const Json bundle = to_bundle(sample().build(), "x");
  const auto patients = of_type(bundle, "Patient");
  ASSERT_EQ(patients.size(), 1U);
  EXPECT_EQ(patients[0]->find("meta")->array_or_empty("tag")[0].string_or_empty("code"),
            "identity-unverified");
  EXPECT_FALSE(patients[0]->array_or_empty("extension")[0].find("valueBoolean")->as_bool());
  const auto responses = of_type(bundle, "QuestionnaireResponse");
  ASSERT_EQ(responses.size(), 1U);
  EXPECT_EQ(responses[0]->string_or_empty("questionnaire"),
            "https://anteroom.example/fhir/Questionnaire/upper-back-pain|0.1.0");
  EXPECT_FALSE(responses[0]->find("source")->string_or_empty("reference").empty());
  EXPECT_EQ(of_type(bundle, "Provenance").size(), 1U);
}

// Two reasons and the common history: each response is complete and valid by itself, and each rule
// that fired is a Flag of its own plugin.
TEST(Bundle, SeveralReasonsGiveAResponseEach) {
  const intake::Record record = support::two_conditions_record();
  const Json bundle = to_bundle(record, "x");
  const auto responses = of_type(bundle, "QuestionnaireResponse");
  ASSERT_EQ(responses.size(), 3U);
  std::size_t fevers = 0;
  for (std::size_t i = 0; i < responses.size(); ++i) {
    const auto definition = support::PlayedVisit::bundle(record.plugins[i].id)->definition();
    EXPECT_EQ(responses[i]->string_or_empty("questionnaire"),
              definition->url() + "|" + definition->version());
    EXPECT_EQ(responses[i]->string_or_empty("status"), "completed");
    const Json outcome = form::validate_response(definition, *responses[i]);
    for (const Json& issue : outcome.array_or_empty("issue"))
      EXPECT_NE(issue.string_or_empty("severity"), "error") << fhir::write_json(issue);
    if (fhir::write_json(*responses[i]).find("\"linkId\":\"gen-fever\"") != std::string::npos)
      ++fevers;
  }
  EXPECT_EQ(fevers, 2U) << "a shared answer stands in both";
  std::set<std::string> fired, flags;
  for (const intake::RecordFinding& finding : record.findings)
    if (finding.finding.state == triage::RuleState::fired)
      fired.insert(local_system(finding.plugin) + "|" + finding.finding.rule_id);
  for (const Json* flag : of_type(bundle, "Flag")) {
    const Json& coding = flag->find("code")->array_or_empty("coding")[0];
    flags.insert(std::string(coding.string_or_empty("system")) + "|" +
                 std::string(coding.string_or_empty("code")));
  }
  EXPECT_EQ(flags, fired);
  std::set<std::string> references, urls;
  collect_references(bundle, references);
  for (const Json& entry : bundle.array_or_empty("entry"))
    EXPECT_TRUE(urls.insert(std::string(entry.string_or_empty("fullUrl"))).second);
  for (const std::string& reference : references) EXPECT_TRUE(urls.contains(reference));
}

TEST(Bundle, ADocumentHasItsSizeAndHash) {
  const Json bundle = to_bundle(sample().build(), "abc");
  const auto documents = of_type(bundle, "DocumentReference");
  ASSERT_EQ(documents.size(), 1U);
  const Json& attachment = *documents[0]->array_or_empty("content")[0].find("attachment");
  EXPECT_EQ(attachment.string_or_empty("data"), "YWJj");
  EXPECT_EQ(attachment.find("size")->as_integer(), 3);
  EXPECT_EQ(attachment.string_or_empty("hash"),
            "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=");  // FIPS 180: SHA-1("abc")
}

TEST(Bundle, AnUnfinishedVisitIsStoppedNotCompleted) {
  auto record = sample().build();
  record.end = intake::End::timed_out;
  const Json bundle = to_bundle(record, "x");
  EXPECT_EQ(of_type(bundle, "QuestionnaireResponse")[0]->string_or_empty("status"), "stopped");
}

TEST(Ids, AreVersionedUuids) {
  const std::string id = part_uuid("r", "p");
  ASSERT_EQ(id.size(), 36U);
  EXPECT_EQ(id[14], '8');
  EXPECT_NE(std::string("89ab").find(id[19]), std::string::npos);
  EXPECT_NE(id, part_uuid("r", "q"));
  EXPECT_FALSE(is_safe_id("../x"));
  EXPECT_FALSE(is_safe_id(""));
}

}  // namespace
}  // namespace anteroom::exchange
