// "anteroom-intake/1" there and back; its twins are record_json.cpp and record_reader.cpp.
#include "core/intake/record.h"
#include "tests/core/intake/visit_fixture.h"

namespace anteroom::intake {
namespace {

Record full_record(VisitTest& test) {
  auto visit = test.begin();
  EXPECT_TRUE(test.say(*visit, "now-chest-pain", {"yes"}).ok());
  EXPECT_TRUE(test.say(*visit, "now-breath", {"yes"}).ok());
  EXPECT_TRUE(test.say(*visit, "now-breath", {"no"}).ok());
  EXPECT_TRUE(visit->answer_unknown({kId, "now-sweat"}, form::UnknownReason::asked_declined).ok());
  EXPECT_TRUE(test.store->acknowledge_alert(visit->alerts().at(0).id, "desk").ok());
  Record record = *visit->finish();
  plugin::CheckOutcome check;
  check.id = "pain-inconsistent";
  check.tier = triage::Tier::routine;
  check.outcome = plugin::Outcome::present;
  check.answers = {"nrs-now"};
  record.coded_checks.emplace_back(kId, check);
  return record;
}

TEST_F(VisitTest, ARecordGoesThereAndBack) {
  const Record record = full_record(*this);
  const fhir::Json json = to_json(record);
  const auto parsed = fhir::parse_json(fhir::write_json(json));
  ASSERT_TRUE(parsed.ok());
  const Result<Record> back = record_from_json(*parsed);
  ASSERT_TRUE(back.ok()) << back.error().to_string();
  EXPECT_EQ(to_json(*back), json);
  EXPECT_EQ(back->alerts.at(0).acks.at(0).second, "desk");
  EXPECT_EQ(back->patient.family, "Sample");
  EXPECT_TRUE(back->consent.given);
  EXPECT_EQ(back->tier, record.tier);
  EXPECT_TRUE(finding(*back, "RF-E04")->changed_answer);
}

// A hole must be refused: a record without its findings would read as one with none.
TEST_F(VisitTest, AMissingMemberIsRefusedWithItsPlace) {
  const fhir::Json json = to_json(full_record(*this));
  for (const auto& [name, value] : json.as_object()) {
    fhir::Json hole = json;
    std::erase_if(hole.as_object(),
                  [&](const fhir::JsonMember& member) { return member.first == name; });
    const Result<Record> read = record_from_json(hole);
    ASSERT_FALSE(read.ok()) << name;
    EXPECT_EQ(read.error().code, "AR-I010");
    EXPECT_EQ(read.error().pointer, "/" + name);
    fhir::Json wrong = json;
    wrong.set(name, 7);
    EXPECT_FALSE(record_from_json(wrong).ok()) << name;
  }
  EXPECT_EQ(record_from_json(fhir::Json("text")).error().code, "AR-I010");
}

TEST_F(VisitTest, AnUnknownStateIsRefusedAndAnUnknownMemberIsNot) {
  fhir::Json json = to_json(full_record(*this));
  json.set("later", "something newer");
  EXPECT_TRUE(record_from_json(json).ok());
  json.find("findings")->as_array().at(0).set("state", "fine");
  const Result<Record> read = record_from_json(json);
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().pointer, "/findings/0/state");
}

TEST(Patient, IsAMinimalFhirPatient) {
  EXPECT_EQ(
      fhir::write_json(Patient{"Sample", "Sam", "1992-03-17", "male"}.to_fhir()),
      R"({"resourceType":"Patient","name":[{"family":"Sample","given":["Sam"]}],"gender":"male","birthDate":"1992-03-17"})");
  EXPECT_EQ(fhir::write_json(Patient{}.to_fhir()), R"({"resourceType":"Patient"})");
}

}  // namespace
}  // namespace anteroom::intake
