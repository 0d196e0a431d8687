// Entries of repeating groups in a visit: added, removed, replayed; and what was unknown in a
// removed entry is not "no" afterwards.
#include "core/intake/entries.h"

#include <rapidcheck.h>

#include "core/intake/events.h"
#include "tests/core/intake/visit_fixture.h"
#include "tests/core/plugin/small_bundle.h"

namespace anteroom::intake {
namespace {

using form::AnswerValue;
using form::UnknownReason;
using triage::RuleState;

/// A list of medicines: name, and whether it thins the blood (a safety item that a rule reads).
struct EntriesTest : VisitTest {
  EntriesTest() {
    files.files["forms/intake.json"] =
        R"({"resourceType":"Questionnaire","language":"en","url":"urn:meds","status":"draft","item":[)"
        R"({"linkId":"med","type":"group","repeats":true,"text":"Your medicines","item":[)"
        R"({"linkId":"name","type":"string","text":"Name"},)"
        R"({"linkId":"thins","type":"choice","text":"Does it thin your blood?","answerOption":[)"
        R"({"valueCoding":{"system":"urn:t","code":"yes","display":"Yes"}},)"
        R"({"valueCoding":{"system":"urn:t","code":"no","display":"No"}}],)"
        R"("extension":[{"url":"https://anteroom.example/fhir/StructureDefinition/safety-item","valueBoolean":true}]},)"
        R"({"linkId":"when","type":"group","repeats":true,"text":"When","item":[{"linkId":"hour","type":"integer","text":"Hour"}]}]}]})";
    files.files["red-flags.json"] =
        R"j({"schema":"anteroom-red-flags/1","rules":[{"id":"RF-1","tier":"emergency","name":"N","when":"has('thins', 'yes')",)j"
        R"("suspected":"S","clinicianMessage":"M","evidence":"E1","caveat":"","summaryLabel":"L"}]})";
    files.files["summary.json"] = R"({"schema":"anteroom-summary/1","lines":[]})";
    files.files.erase("forms/history.json");
    files.files.erase("i18n/es.json");
    files.manifest = *fhir::parse_json(
        R"({"schema":"anteroom-manifest/1","id":"meds","version":"1.0.0","title":{"en":"Medicines"},)"
        R"("description":{"en":"A list."},"languages":["en"],"author":"A","license":"Apache-2.0","contact":"C",)"
        R"("intended_use":"Tests.","condition":{"system":"s","code":"c","display":"d"},)"
        R"("provides":{"forms":["forms/intake.json"],"history":[],)"
        R"("red_flags":[{"id":"RF-1","tier":"emergency"}]},"evidence":[],"reviewed_by":"","review_due":""})");
    const plugin::Bundle::Loaded loaded = plugin::Bundle::load(files.write("meds"));
    for (const Error& error : loaded.errors) ADD_FAILURE() << error.to_string();
    services.catalogue = {loaded.bundle};
  }
  std::unique_ptr<Intake> visit() {
    auto made = Intake::begin(services);
    EXPECT_TRUE((*made)->choose({"meds"}).ok());
    return std::move(*made);
  }
  static Result<Change> name(Intake& visit, int entry, const std::string& text) {
    return visit.answer({"meds", "med[" + std::to_string(entry) + "].name"},
                        {AnswerValue::string(text)});
  }
  static Result<Change> thins(Intake& visit, int entry, const std::string& code) {
    return visit.answer({"meds", "med[" + std::to_string(entry) + "].thins"},
                        {AnswerValue::coding("urn:t", code)});
  }
  static Result<Change> unsure(Intake& visit, int entry) {
    return visit.answer_unknown({"meds", "med[" + std::to_string(entry) + "].thins"},
                                UnknownReason::asked_unknown);
  }
  static triage::Finding rule(const Intake& visit) { return visit.triage("meds").findings.at(0); }

  plugin::SmallBundle files;
};

TEST_F(EntriesTest, EntriesAreAddedRemovedAndReplayedExactly) {
  auto visit = this->visit();
  ASSERT_TRUE(name(*visit, 0, "Sample A").ok());
  ASSERT_TRUE(visit->add_instance({"meds", "med"}).ok());
  ASSERT_TRUE(name(*visit, 1, "Sample B").ok());
  ASSERT_TRUE(visit->add_instance({"meds", "med[1].when"}).ok());
  ASSERT_TRUE(visit->answer({"meds", "med[1].when[1].hour"}, {AnswerValue::integer(8)}).ok());
  ASSERT_TRUE(thins(*visit, 1, "no").ok());
  ASSERT_TRUE(visit->remove_instance({"meds", "med"}, 0).ok());
  EXPECT_EQ(visit->form("meds")->instances("med"), 1u);
  const std::string before = comparable(visit->preview());
  EXPECT_NE(before.find("Sample B"), std::string::npos);
  EXPECT_EQ(before.find("Sample A"), std::string::npos);
  const store::VisitId id = visit->info().id;
  visit.reset();
  auto resumed = Intake::resume(services, id);
  ASSERT_TRUE(resumed.ok()) << resumed.error().to_string();
  EXPECT_EQ(comparable((*resumed)->preview()), before);
  EXPECT_EQ((*resumed)->form("meds")->answers("med[0].when[1].hour").size(), 1u);
}

TEST_F(EntriesTest, WhatCannotBeIsRefusedAndChangesNothing) {
  auto visit = this->visit();
  const std::string before = comparable(visit->preview());
  EXPECT_EQ(visit->add_instance({"meds", "nowhere"}).error().code, "AR-F020");
  EXPECT_EQ(visit->add_instance({"meds", "name"}).error().code, "AR-F027");
  EXPECT_EQ(visit->remove_instance({"meds", "med"}, 7).error().code, "AR-F027");
  EXPECT_EQ(visit->add_instance({"other", "med"}).error().code, "AR-I002");
  EXPECT_EQ(comparable(visit->preview()), before);
}

TEST_F(EntriesTest, AnEntryThatIsNotOnDiskIsNotInTheForm) {
  auto visit = this->visit();
  ASSERT_TRUE(name(*visit, 0, "Sample A").ok());
  refuse_writes();
  EXPECT_FALSE(visit->add_instance({"meds", "med"}).ok());
  EXPECT_EQ(visit->form("meds")->instances("med"), 1u);
  EXPECT_FALSE(visit->remove_instance({"meds", "med"}, 0).ok());
  EXPECT_EQ(visit->form("meds")->answers("med[0].name").size(), 1u);
  allow_writes();
  EXPECT_TRUE(visit->add_instance({"meds", "med"}).ok());
}

TEST_F(EntriesTest, ANewEntryOpensARuleAgain) {
  auto visit = this->visit();
  ASSERT_TRUE(thins(*visit, 0, "no").ok());
  EXPECT_EQ(rule(*visit).state, RuleState::not_fired);
  ASSERT_TRUE(visit->add_instance({"meds", "med"}).ok());
  EXPECT_EQ(rule(*visit).state, RuleState::unresolved);
  const Result<Change> fired = thins(*visit, 1, "yes");
  ASSERT_TRUE(fired.ok());
  EXPECT_EQ(fired->alert_tier, triage::Tier::emergency);
}

TEST_F(EntriesTest, AnEntryThatWasNeverFilledInLeavesNothingOpen) {
  auto visit = this->visit();
  ASSERT_TRUE(thins(*visit, 0, "no").ok());
  ASSERT_TRUE(visit->add_instance({"meds", "med"}).ok());
  ASSERT_TRUE(visit->remove_instance({"meds", "med"}, 1).ok());
  EXPECT_EQ(rule(*visit).state, RuleState::not_fired);
  EXPECT_TRUE(visit->triage("meds").unknown_safety_items.empty());
}

TEST_F(EntriesTest, AnUnknownInARemovedEntryIsNotANo) {
  auto visit = this->visit();
  ASSERT_TRUE(thins(*visit, 0, "no").ok());
  ASSERT_TRUE(visit->add_instance({"meds", "med"}).ok());
  ASSERT_TRUE(name(*visit, 1, "Sample B").ok());
  ASSERT_TRUE(unsure(*visit, 1).ok());
  ASSERT_TRUE(visit->remove_instance({"meds", "med"}, 1).ok());
  EXPECT_EQ(rule(*visit).state, RuleState::unresolved);
  EXPECT_EQ(rule(*visit).reason, "answers unknown in a removed entry");
  EXPECT_EQ(visit->tier(), triage::Tier::urgent);
  EXPECT_THAT(visit->triage("meds").unknown_safety_items, testing::ElementsAre("thins"));
  const Record record = visit->preview();
  EXPECT_EQ(record.tier, triage::Tier::urgent);
  EXPECT_THAT(record.findings.at(0).answer_words,
              testing::ElementsAre("Does it thin your blood?: 1: No (rest not sure)"));
  auto resumed = Intake::resume(services, visit->info().id);
  ASSERT_TRUE(resumed.ok());
  EXPECT_EQ(comparable((*resumed)->preview()), comparable(record));
  // True still wins, and the answer that makes it true says so.
  ASSERT_TRUE(thins(**resumed, 0, "yes").ok());
  EXPECT_EQ(rule(**resumed).state, RuleState::fired);
}

TEST_F(EntriesTest, AnAlertOfARemovedEntryStays) {
  auto visit = this->visit();
  ASSERT_TRUE(thins(*visit, 0, "yes").ok());
  ASSERT_TRUE(visit->add_instance({"meds", "med"}).ok());
  ASSERT_TRUE(thins(*visit, 1, "no").ok());
  ASSERT_TRUE(visit->remove_instance({"meds", "med"}, 0).ok());
  const Record record = visit->preview();
  EXPECT_EQ(record.alerts.size(), 1u);
  EXPECT_TRUE(record.findings.at(0).changed_answer);
  using Item = std::pair<std::string, std::string>;
  EXPECT_THAT(record.changed_answers, testing::ElementsAre(Item("meds", "thins")));
}

// No entry at all would read as "none": the only one gives way to one that was not asked.
TEST_F(EntriesTest, TheOnlyEntryGivesWayToAnEmptyOne) {
  auto visit = this->visit();
  ASSERT_TRUE(thins(*visit, 0, "no").ok());
  ASSERT_TRUE(visit->remove_instance({"meds", "med"}, 0).ok());
  EXPECT_EQ(visit->form("meds")->instances("med"), 1u);
  EXPECT_TRUE(visit->form("meds")->answers("med[0].thins").empty());
  EXPECT_EQ(rule(*visit).state, RuleState::unresolved);
  EXPECT_THAT(visit->triage("meds").unknown_safety_items, testing::ElementsAre("thins"));
}

TEST_F(EntriesTest, TheRecordNumbersEntriesAndHidesNoGap) {
  auto visit = this->visit();
  ASSERT_TRUE(name(*visit, 0, "Sample A").ok());
  ASSERT_TRUE(visit->add_instance({"meds", "med"}).ok());
  ASSERT_TRUE(name(*visit, 1, "Sample B").ok());
  ASSERT_TRUE(thins(*visit, 0, "no").ok());
  const Record record = visit->preview();
  EXPECT_EQ(line(record, "name")->answer, "1: Sample A; 2: Sample B");
  EXPECT_EQ(line(record, "thins")->answer, "1: No");
  EXPECT_TRUE(line(record, "thins")->partial);
  const Result<Record> again = record_from_json(to_json(record));
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(comparable(*again), comparable(record));
}

TEST_F(EntriesTest, AnUnreadableEntryEventIsRefused) {
  store::StoredEvent event;
  event.event = {"remove-instance", R"({"plugin":"meds","path":"med","index":-1})"};
  EXPECT_EQ(read_answer(event).error().code, "AR-I003");
  event.event.payload = R"({"plugin":"meds","path":"med"})";
  EXPECT_EQ(read_answer(event).error().code, "AR-I003");
}

// Whatever is added, answered and removed: a replay is the same, and removing never settles a rule.
TEST_F(EntriesTest, AnyListResumesAsItWas) {
  EXPECT_TRUE(rc::check([&] {
    const auto steps = *rc::gen::resize(
        8, rc::gen::arbitrary<std::vector<std::pair<std::uint8_t, std::uint8_t>>>());
    auto visit = this->visit();
    for (const auto& [which, what] : steps) {
      const auto count = static_cast<int>(visit->form("meds")->instances("med"));
      const int entry = which % count;
      if (what % 5 == 0) RC_ASSERT(visit->add_instance({"meds", "med"}).ok());
      if (what % 5 == 1) RC_ASSERT(thins(*visit, entry, "no").ok());
      if (what % 5 == 2) RC_ASSERT(unsure(*visit, entry).ok());
      if (what % 5 == 3) RC_ASSERT(name(*visit, entry, "Sample").ok());
      if (what % 5 == 4) {
        const bool said =
            content_of(*visit->form("meds"), "med[" + std::to_string(entry) + "]").touched;
        const bool open = rule(*visit).state == RuleState::unresolved;
        RC_ASSERT(visit->remove_instance({"meds", "med"}, static_cast<std::size_t>(entry)).ok());
        if (said && open) RC_ASSERT(rule(*visit).state == RuleState::unresolved);
      }
    }
    auto resumed = Intake::resume(services, visit->info().id);
    RC_ASSERT(resumed.ok());
    RC_ASSERT(comparable((*resumed)->preview()) == comparable(visit->preview()));
    RC_ASSERT(visit->stop().ok());
  }));
}

}  // namespace
}  // namespace anteroom::intake
