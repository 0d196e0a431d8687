#include "core/intake/intake.h"

#include "tests/core/intake/visit_fixture.h"

namespace anteroom::intake {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using Kind = form::ItemState::Kind;

TEST_F(VisitTest, AnAnswerIsOnDiskWhenItIsAcknowledged) {
  auto visit = begin();
  const auto change = say(*visit, "now-breath", {"no"});
  ASSERT_TRUE(change.ok()) << change.error().to_string();
  EXPECT_THAT(change->form.states, Contains("now-breath"));
  EXPECT_THAT(change->new_findings, IsEmpty());
  auto second = open_store();
  const auto events = *second->events(visit->info().id);
  ASSERT_FALSE(events.empty());
  EXPECT_EQ(events.back().event.kind, "answer");
  EXPECT_THAT(events.back().event.payload, testing::HasSubstr("now-breath"));
}

TEST_F(VisitTest, AnEmergencyRaisesItsAlertWithTheAnswerThatMadeItTrue) {
  auto visit = begin();
  ASSERT_TRUE(say(*visit, "now-chest-pain", {"yes"}).ok());
  EXPECT_EQ(emergencies(visit->alerts()), 0u);
  const auto change = say(*visit, "now-breath", {"yes"});
  ASSERT_TRUE(change.ok());
  EXPECT_EQ(change->alert_tier, triage::Tier::emergency);
  ASSERT_EQ(change->new_findings.size(), 1u);
  EXPECT_EQ(change->new_findings[0].rule_id, "RF-E04");
  const auto alerts = visit->alerts();
  ASSERT_EQ(emergencies(alerts), 1u);
  EXPECT_EQ(alerts.back().alert.rule_id, "RF-E04");
  EXPECT_EQ(alerts.back().alert.plugin_id, kId);
  EXPECT_EQ(alerts.back().alert.intake_number, "K1-0001");
  EXPECT_EQ(visit->tier(), triage::Tier::emergency);
}

TEST_F(VisitTest, AChangedAnswerKeepsItsAlert) {
  auto visit = begin();
  ASSERT_TRUE(say(*visit, "now-chest-pain", {"yes"}).ok());
  ASSERT_TRUE(say(*visit, "now-breath", {"yes"}).ok());
  ASSERT_TRUE(say(*visit, "now-breath", {"no"}).ok());
  EXPECT_EQ(emergencies(visit->alerts()), 1u);
  Record record = visit->preview();
  const RecordFinding* changed = finding(record, "RF-E04");
  ASSERT_NE(changed, nullptr);
  EXPECT_NE(changed->finding.state, triage::RuleState::fired);
  EXPECT_TRUE(changed->changed_answer);
  EXPECT_THAT(changed->answer_words, Contains(testing::EndsWith(": Yes")));
  EXPECT_THAT(record.changed_answers,
              Contains(std::pair<std::string, std::string>{kId, "now-breath"}));
  EXPECT_TRUE(line(record, "now-breath")->changed);
  EXPECT_FALSE(line(record, "now-chest-pain")->changed);
  // True again: no second alert, and no longer a changed answer.
  const auto again = say(*visit, "now-breath", {"yes"});
  EXPECT_THAT(again->new_findings, IsEmpty());
  EXPECT_EQ(emergencies(visit->alerts()), 1u);
  record = visit->preview();
  EXPECT_FALSE(finding(record, "RF-E04")->changed_answer);
  EXPECT_THAT(record.changed_answers, IsEmpty());
}

TEST_F(VisitTest, ARefusedWriteLosesNothingAndAcknowledgesNothing) {
  auto visit = begin();
  ASSERT_TRUE(say(*visit, "now-chest-pain", {"yes"}).ok());
  const std::string before = comparable(visit->preview());
  refuse_writes();
  const auto refused = say(*visit, "now-breath", {"yes"});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "AR-S024");
  EXPECT_EQ(comparable(visit->preview()), before) << "a new answer is taken back";
  EXPECT_FALSE(say(*visit, "now-chest-pain", {"no"}).ok());
  EXPECT_EQ(comparable(visit->preview()), before) << "a changed answer is taken back";
  EXPECT_FALSE(visit->answer_unknown({kId, "now-sweat"}, form::UnknownReason::skipped).ok());
  EXPECT_EQ(comparable(visit->preview()), before) << "a skip is taken back";
  EXPECT_FALSE(visit->check_in({"Other", "Olga", "1950-01-01", "female"}).ok());
  EXPECT_FALSE(visit->set_language("es").ok());
  EXPECT_EQ(comparable(visit->preview()), before);
  EXPECT_EQ(emergencies(visit->alerts()), 0u);
  allow_writes();
  const auto change = say(*visit, "now-breath", {"yes"});
  ASSERT_TRUE(change.ok());
  EXPECT_EQ(change->alert_tier, triage::Tier::emergency)
      << "the retry fires as if nothing had happened";
}

TEST_F(VisitTest, WhatDoesNotFitIsRefusedAndNotWritten) {
  auto visit = begin();
  const auto events = [&] { return store->stats()->events; };
  const std::int64_t before = events();
  EXPECT_EQ(say(*visit, "no-such-item", {"yes"}).error().code.substr(0, 4), "AR-F");
  EXPECT_EQ(say(*visit, "now-breath", {"purple"}).error().code.substr(0, 4), "AR-F");
  EXPECT_EQ(visit->answer({"knee-pain", "a"}, {}).error().code, "AR-I002");
  EXPECT_EQ(visit->choose({"knee-pain"}).error().code, "AR-I001");
  EXPECT_EQ(visit->answer_unknown({kId, "now-breath"}, form::UnknownReason::none).error().code,
            "AR-I009");
  EXPECT_EQ(visit->finish(End::stopped).error().code, "AR-I007");
  EXPECT_EQ(events(), before);
}

TEST_F(VisitTest, AnswersStayWhenAReasonIsUnchosenAndChosenAgain) {
  auto visit = begin();
  ASSERT_TRUE(say(*visit, "now-breath", {"no"}).ok());
  ASSERT_TRUE(visit->choose({}).ok());
  EXPECT_THAT(visit->chosen(), IsEmpty());
  EXPECT_EQ(say(*visit, "now-breath", {"yes"}).error().code, "AR-I002");
  EXPECT_THAT(visit->preview().plugins, IsEmpty());
  ASSERT_TRUE(visit->choose({kId, kId}).ok());
  EXPECT_THAT(visit->chosen(), ElementsAre(kId));
  EXPECT_EQ(line(visit->preview(), "now-breath")->answer, "No");
}

TEST_F(VisitTest, AnUnchosenReasonWithAnEmergencyStaysInTheRecord) {
  auto visit = begin();
  ASSERT_TRUE(say(*visit, "now-chest-pain", {"yes"}).ok());
  ASSERT_TRUE(say(*visit, "now-breath", {"yes"}).ok());
  ASSERT_TRUE(visit->choose({}).ok());
  EXPECT_EQ(visit->tier(), triage::Tier::emergency);
  EXPECT_NE(finding(visit->preview(), "RF-E04"), nullptr);
}

TEST_F(VisitTest, ACorrectedCheckInReachesTheForm) {
  auto visit = begin();
  ASSERT_TRUE(say(*visit, "now-breath", {"no"}).ok());
  ASSERT_NE(visit->form(kId), nullptr);
  const auto age = [&] { return visit->form(kId)->states("start-age").at(0).number; };
  ASSERT_TRUE(age().has_value()) << "the age comes from the birth date";
  EXPECT_EQ(age()->to_string(), "34");
  ASSERT_TRUE(visit->check_in({"Sample", "Sam", "1950-03-17", "male"}).ok());
  EXPECT_EQ(age()->to_string(), "76");
  EXPECT_EQ(line(visit->preview(), "now-breath")->answer, "No");
}

TEST_F(VisitTest, FinishWritesRecordAndOutboxAndEndsTheVisit) {
  services.destinations = {"folder", "desk"};
  auto visit = begin();
  ASSERT_TRUE(say(*visit, "now-breath", {"no"}).ok());
  const store::VisitId id = visit->info().id;
  clock.advance(std::chrono::minutes(9));
  const Result<Record> record = visit->finish();
  ASSERT_TRUE(record.ok()) << record.error().to_string();
  EXPECT_EQ(record->end, End::finished);
  EXPECT_EQ(to_iso(record->finished), "2026-11-24T09:21:00Z");
  EXPECT_EQ(*store->record(id), fhir::write_json(to_json(*record)));
  EXPECT_EQ(store->stats()->outbox_pending, 2);
  EXPECT_EQ(say(*visit, "now-breath", {"yes"}).error().code, "AR-I006");
  EXPECT_EQ(visit->finish().error().code, "AR-I006");
  EXPECT_EQ(visit->form(kId), nullptr) << "nothing of the last person is kept";
  EXPECT_EQ(visit->patient().family, "");
  EXPECT_THAT(store->verify(), IsEmpty());
}

TEST_F(VisitTest, AFinishTheStoreRefusesCanBeTriedAgain) {
  auto visit = begin();
  behind("CREATE TRIGGER refuse BEFORE INSERT ON record BEGIN SELECT RAISE(ABORT, ''); END");
  EXPECT_EQ(visit->finish().error().code, "AR-S024");
  allow_writes();
  EXPECT_TRUE(visit->finish().ok());
}

TEST_F(VisitTest, StopClearsEverythingButTheAlert) {
  auto visit = begin();
  ASSERT_TRUE(say(*visit, "now-chest-pain", {"yes"}).ok());
  ASSERT_TRUE(say(*visit, "now-breath", {"yes"}).ok());
  const store::VisitId id = visit->info().id;
  ASSERT_TRUE(visit->stop().ok());
  EXPECT_EQ(store->events(id).error().code, "AR-S025");
  EXPECT_EQ(emergencies(*store->alerts(id)), 1u);
  EXPECT_EQ(visit->form(kId), nullptr);
  const auto rows = store->due(Instant::max());
  ASSERT_TRUE(rows.ok());
  ASSERT_EQ(rows->size(), services.destinations.size());
  for (const store::OutboxRow& row : *rows) EXPECT_EQ(row.visit_state, store::VisitState::stopped);
}

}  // namespace
}  // namespace anteroom::intake
