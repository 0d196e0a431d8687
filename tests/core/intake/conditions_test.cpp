// Several conditions in one visit, the real bundles: a shared question is asked once and answers
// all, unknown is unknown in all, the order of the visit, and what a crash leaves.
#include <rapidcheck.h>
#include <signal.h>

#include <set>

#include "tests/core/intake/two_conditions.h"

namespace anteroom::intake {
namespace {

using form::UnknownReason;
using testing::Contains;
using testing::ElementsAre;
using triage::RuleState;

const ItemRef kFever{kId, "gen-fever"}, kNeckFever{kNeck, "gen-fever"};
const ItemRef kCancer{kId, "hx-cancer"}, kNeckCancer{kNeck, "hx-cancer"},
    kCommonCancer{kHistory, "hx-cancer"};

TEST_F(TwoConditions, ASharedQuestionIsAskedOnceAndAnswersAll) {
  auto visit = begin();
  EXPECT_TRUE(visit->asks(kFever));
  EXPECT_FALSE(visit->asks(kNeckFever));
  const Result<Change> change = say(*visit, kFever, {"yes"});
  ASSERT_TRUE(change.ok());
  EXPECT_THAT(codes(*visit, kNeckFever), ElementsAre("yes"));
  EXPECT_EQ(state(*visit, kId, "RF-U02"), RuleState::fired);
  EXPECT_EQ(state(*visit, kNeck, "RF-U02"), RuleState::fired);
  ASSERT_EQ(change->shared.size(), 1u);
  EXPECT_EQ(change->shared[0].plugin, kNeck);
  EXPECT_EQ(change->shared[0].new_findings.at(0).rule_id, "RF-U02");
  const auto alerts = visit->alerts();
  EXPECT_EQ(std::count_if(alerts.begin(), alerts.end(),
                          [](const auto& each) { return each.alert.rule_id == "RF-U02"; }),
            2)
      << "one a condition";
  // Each has its own code system, so that each response is one of its own questionnaire.
  EXPECT_EQ(visit->form(kNeck)
                ->answers("gen-fever")
                .at(0)
                .json.find("valueCoding")
                ->string_or_empty("system"),
            "https://anteroom.example/fhir/CodeSystem/neck-pain");
}

TEST_F(TwoConditions, EditedFromEitherSideItReachesBoth) {
  auto visit = begin();
  ASSERT_TRUE(say(*visit, kFever, {"yes"}).ok());
  ASSERT_TRUE(say(*visit, kNeckFever, {"no"}).ok());
  EXPECT_THAT(codes(*visit, kFever), ElementsAre("no"));
  EXPECT_EQ(state(*visit, kId, "RF-U02"), RuleState::not_fired);
  const Record record = visit->preview();
  EXPECT_THAT(record.changed_answers,
              Contains(std::pair<std::string, std::string>(kId, "gen-fever")));
  EXPECT_THAT(record.changed_answers,
              Contains(std::pair<std::string, std::string>(kNeck, "gen-fever")));
}

TEST_F(TwoConditions, UnknownInOneIsUnknownInBoth) {
  auto visit = begin();
  for (const UnknownReason why :
       {UnknownReason::skipped, UnknownReason::asked_unknown, UnknownReason::asked_declined}) {
    ASSERT_TRUE(visit->answer_unknown(kFever, why).ok());
    EXPECT_EQ(reason(*visit, kFever), why);
    EXPECT_EQ(reason(*visit, kNeckFever), why);
    EXPECT_EQ(state(*visit, kId, "RF-U02"), RuleState::unresolved);
    EXPECT_EQ(state(*visit, kNeck, "RF-U02"), RuleState::unresolved);
  }
  const Record record = visit->preview();
  EXPECT_THAT(record.unknown_safety_items,
              Contains(std::pair<std::string, std::string>(kNeck, "gen-fever")));
}

// Never does a visit with two reasons say "no" in one condition to what is unknown in the other.
TEST_F(TwoConditions, WhateverIsSaidSharedAnswersStayOne) {
  const std::vector<std::string> items = {"gen-fever", "now-chest-pain", "hx-cancer", "neuro-numb"};
  EXPECT_TRUE(rc::check([&] {
    const auto steps = *rc::gen::resize(
        8, rc::gen::arbitrary<std::vector<std::pair<std::uint8_t, std::uint8_t>>>());
    auto visit = begin();
    for (const auto& [which, what] : steps) {
      const ItemRef item{which % 2 == 0 ? kId : kNeck, items[which / 2 % items.size()]};
      if (what % 4 == 0) RC_ASSERT(say(*visit, item, {"yes", "groin"}).ok());
      if (what % 4 == 1) RC_ASSERT(say(*visit, item, {"no", "none"}).ok());
      if (what % 4 == 2) RC_ASSERT(say(*visit, item, {}).ok());
      if (what % 4 == 3) RC_ASSERT(visit->answer_unknown(item, UnknownReason::skipped).ok());
    }
    for (const std::string& item : items) {
      RC_ASSERT(codes(*visit, {kId, item}) == codes(*visit, {kNeck, item}));
      RC_ASSERT(reason(*visit, {kId, item}) == reason(*visit, {kNeck, item}));
    }
    auto resumed = Intake::resume(services, visit->info().id);
    RC_ASSERT(resumed.ok());
    RC_ASSERT(comparable((*resumed)->preview()) == comparable(visit->preview()));
    RC_ASSERT(visit->stop().ok());
  }));
}

TEST_F(TwoConditions, WhatBelongsToOneComplaintIsAskedOfEach) {
  auto visit = begin();
  // Same words, same LOINC code; another pain.
  ASSERT_TRUE(visit->answer({kId, "nrs-now"}, {form::AnswerValue::integer(7)}).ok());
  EXPECT_TRUE(visit->form(kNeck)->answers("nrs-now").empty());
  EXPECT_TRUE(visit->asks({kNeck, "nrs-now"}));
  EXPECT_TRUE(visit->shared_with({kNeck, "nrs-now"}).empty());
}

TEST_F(TwoConditions, TheOrderIsChecksThenEachStoryThenTheHistory) {
  auto visit = begin();
  EXPECT_THAT(visit->chosen(), ElementsAre(kId, kNeck, kHistory));
  EXPECT_THAT(visit->reasons(), ElementsAre(kId, kNeck));
  const std::vector<ItemRef> questions = visit->questions();
  std::set<ItemRef> once(questions.begin(), questions.end());
  EXPECT_EQ(once.size(), questions.size());
  std::vector<std::string> stories;
  VisitPart before = VisitPart::unset;
  for (const ItemRef& question : questions) {
    const VisitPart part = visit->part(question);
    EXPECT_GE(part, before) << question.plugin << ' ' << question.path;
    before = part;
    if (part == VisitPart::story && (stories.empty() || stories.back() != question.plugin))
      stories.push_back(question.plugin);
  }
  EXPECT_THAT(stories, ElementsAre(kId, kNeck)) << "one story is told to its end";
  const auto asked = [&](const std::string& link_id) {
    return std::count_if(questions.begin(), questions.end(),
                         [&](const ItemRef& each) { return each.path == link_id; });
  };
  for (const char* link_id :
       {"hx-cancer", "allergy", "smoke", "meds-list", "gen-fever", "start-who"})
    EXPECT_EQ(asked(link_id), 1) << link_id;
  EXPECT_EQ(asked("tried"), 2) << "what was tried belongs to a complaint";
  EXPECT_EQ(visit->part({kNeck, "tried"}), VisitPart::story);
  EXPECT_EQ(visit->part({kHistory, "hx-surgery"}), VisitPart::history);
}

TEST_F(TwoConditions, HistoryComesOnceForAllThree) {
  auto visit = begin();
  ASSERT_TRUE(say(*visit, kCancer, {"yes"}).ok());
  EXPECT_THAT(codes(*visit, kNeckCancer), ElementsAre("yes"));
  EXPECT_THAT(codes(*visit, kCommonCancer), ElementsAre("yes"));
  EXPECT_EQ(visit->form(kHistory)->enablement("hx-cancer-what").enabled, true);
  EXPECT_FALSE(visit->asks({kHistory, "hx-cancer-what"}));
  EXPECT_TRUE(visit->asks({kId, "hx-cancer-what"}));
}

TEST_F(TwoConditions, OneReasonIsAVisitAsBefore) {
  auto visit = begin({kNeck});
  EXPECT_THAT(visit->chosen(), ElementsAre(kNeck));
  ASSERT_TRUE(say(*visit, kNeckFever, {"yes"}).ok());
  const std::string json = fhir::write_json(to_json(visit->preview()));
  EXPECT_EQ(json.find("\"shared\""), std::string::npos);
  EXPECT_EQ(json.find("\"role\""), std::string::npos);
}

TEST_F(TwoConditions, AReasonAddedLaterKnowsWhatWasSaid) {
  auto visit = begin({kId});
  ASSERT_TRUE(say(*visit, kFever, {"yes"}).ok());
  ASSERT_TRUE(visit->answer_unknown(kCancer, UnknownReason::asked_declined).ok());
  ASSERT_TRUE(visit->choose({kId, kNeck}).ok());
  EXPECT_THAT(codes(*visit, kNeckFever), ElementsAre("yes"));
  EXPECT_EQ(state(*visit, kNeck, "RF-U02"), RuleState::fired);
  EXPECT_EQ(reason(*visit, kNeckCancer), UnknownReason::asked_declined);
  // Unchosen, it hears nothing; chosen again, it takes over what was said meanwhile.
  ASSERT_TRUE(visit->choose({kId}).ok());
  ASSERT_TRUE(say(*visit, kFever, {"no"}).ok());
  EXPECT_THAT(codes(*visit, kNeckFever), ElementsAre("yes"));
  ASSERT_TRUE(visit->choose({kNeck, kId}).ok());
  EXPECT_THAT(codes(*visit, kNeckFever), ElementsAre("no"));
}

TEST_F(TwoConditions, TheTierIsTheHighestOfAll) {
  auto visit = begin({kId, kLow});
  ASSERT_TRUE(say(*visit, {kLow, "neuro-bladder"}, {"yes"}).ok());
  EXPECT_EQ(visit->tier(), triage::Tier::emergency);
  const Result<Change> change = say(*visit, {kLow, "pee-signs"}, {"yes"});
  ASSERT_TRUE(change.ok());
  EXPECT_EQ(visit->preview().tier, triage::Tier::emergency);
  EXPECT_EQ(visit->finish()->tier, triage::Tier::emergency);
}

TEST_F(TwoConditions, AnEmergencyOfTheOtherConditionIsTheAnswersAlert) {
  auto visit = begin();
  // Asked as upper back pain's; only neck pain calls it an emergency.
  ASSERT_TRUE(say(*visit, kFever, {"yes"}).ok());
  const Result<Change> change = say(*visit, {kNeck, "now-confused"}, {"yes"});
  ASSERT_TRUE(change.ok());
  EXPECT_EQ(change->alert_tier, triage::Tier::emergency);
}

TEST_F(TwoConditions, ACrashedHostLeavesItsOwnChecksOpenAndNoOthers) {
  auto visit = begin({kId, kLow});
  for (const char* plugin : {kId, kLow}) {
    ASSERT_TRUE(visit->answer({plugin, "nrs-worst"}, {form::AnswerValue::integer(3)}).ok());
    ASSERT_TRUE(visit->answer({plugin, "nrs-avg"}, {form::AnswerValue::integer(2)}).ok());
    ASSERT_TRUE(visit->answer({plugin, "nrs-now"}, {form::AnswerValue::integer(2)}).ok());
  }
  visit->run_checks();
  // As a library that dies at every call: it is quarantined.
  for (int round = 0; round < 6; ++round) {
    ASSERT_TRUE(visit->answer({kLow, "nrs-now"}, {form::AnswerValue::integer(round)}).ok());
    if (visit->host_pid(kLow) > 0) ::kill(visit->host_pid(kLow), SIGKILL);
    visit->run_checks();
  }
  const Record record = *visit->finish();
  std::size_t own = 0, others = 0;
  for (const auto& [plugin, check] : record.coded_checks) {
    if (plugin == kLow && check.outcome == plugin::Outcome::not_evaluated) ++own;
    if (plugin == kId && check.outcome == plugin::Outcome::absent) ++others;
    EXPECT_TRUE(plugin != kLow || check.outcome != plugin::Outcome::absent) << check.id;
  }
  EXPECT_GE(own, 1u);
  EXPECT_EQ(others, 1u);
  for (const RecordFinding& each : record.findings)
    EXPECT_NE(each.finding.state, RuleState::not_evaluated) << "rules are data: none is lost";
}

TEST_F(TwoConditions, AKillInTheMiddleLosesNothing) {
  auto visit = begin();
  ASSERT_TRUE(say(*visit, kFever, {"yes"}).ok());
  ASSERT_TRUE(visit->answer_unknown({kNeck, "now-chest-pain"}, UnknownReason::skipped).ok());
  ASSERT_TRUE(say(*visit, kNeckCancer, {"no"}).ok());
  const std::string before = comparable(visit->preview());
  const store::VisitId id = visit->info().id;
  visit.reset();
  auto resumed = Intake::resume(services, id);
  ASSERT_TRUE(resumed.ok()) << resumed.error().to_string();
  EXPECT_EQ(comparable((*resumed)->preview()), before);
  EXPECT_THAT((*resumed)->chosen(), ElementsAre(kId, kNeck, kHistory));
  EXPECT_FALSE((*resumed)->asks(kNeckFever));
  ASSERT_TRUE(say(**resumed, kFever, {"no"}).ok());
  EXPECT_THAT(codes(**resumed, kNeckFever), ElementsAre("no")) << "still one question";
}

TEST_F(TwoConditions, ADraftNeedsEveryConditionAsItWas) {
  auto visit = begin();
  services.catalogue = {real_bundle(), bundle_of(kHistory)};
  EXPECT_EQ(Intake::resume(services, visit->info().id).error().code, "AR-I005");
}

TEST_F(TwoConditions, AnAnswerThatTheStoreRefusesIsInNeither) {
  auto visit = begin();
  ASSERT_TRUE(say(*visit, kFever, {"yes"}).ok());
  refuse_writes();
  EXPECT_FALSE(say(*visit, kFever, {"no"}).ok());
  allow_writes();
  EXPECT_THAT(codes(*visit, kFever), ElementsAre("yes"));
  EXPECT_THAT(codes(*visit, kNeckFever), ElementsAre("yes"));
}

TEST_F(TwoConditions, TheRecordSaysWhichAnswersAreOne) {
  auto visit = begin();
  ASSERT_TRUE(say(*visit, kFever, {"no"}).ok());
  const Record record = *visit->finish();
  ASSERT_EQ(record.plugins.size(), 3u);
  EXPECT_EQ(record.plugins[1].role, PluginRole::reason);
  EXPECT_EQ(record.plugins[1].manifest_sha256, bundle_of(kNeck)->manifest().sha256);
  EXPECT_EQ(record.plugins[2].role, PluginRole::common_history);
  ASSERT_EQ(record.responses.size(), 3u);
  std::set<std::string> with_fever;
  for (const AnswerLine& line : record.answers) {
    if (line.shared == "gen-fever") with_fever.insert(line.plugin);
    EXPECT_TRUE(line.link_id != "nrs-now" || line.shared.empty());
  }
  EXPECT_THAT(with_fever, ElementsAre(kNeck, kId));
  const Result<Record> read = record_from_json(to_json(record));
  ASSERT_TRUE(read.ok()) << read.error().to_string();
  EXPECT_EQ(fhir::write_json(to_json(*read)), fhir::write_json(to_json(record)));
}

TEST_F(TwoConditions, EveryResponseIsValidByItself) {
  auto visit = begin();
  for (const ItemRef& question : visit->questions()) {
    const auto* item = visit->form(question.plugin)->definition().find(question.path);
    if (item == nullptr || item->hidden || item->read_only) continue;
    ASSERT_TRUE(visit->answer_unknown(question, UnknownReason::asked_unknown).ok())
        << question.path;
  }
  ASSERT_TRUE(say(*visit, kFever, {"yes"}).ok());
  const Record record = *visit->finish();
  for (std::size_t i = 0; i < record.plugins.size(); ++i) {
    const auto definition = bundle_of(record.plugins[i].id)->definition();
    const fhir::Json outcome = form::validate_response(definition, record.responses[i]);
    for (const fhir::Json& issue : outcome.array_or_empty("issue"))
      EXPECT_NE(issue.string_or_empty("severity"), "error") << fhir::write_json(issue);
    EXPECT_EQ(record.responses[i].string_or_empty("questionnaire").substr(0, 50),
              (definition->url() + "|" + definition->version()).substr(0, 50));
  }
}

}  // namespace
}  // namespace anteroom::intake
