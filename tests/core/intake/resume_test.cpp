// Invariant: after a crash the draft is what it was. The journal alone brings it back.
#include <rapidcheck.h>

#include "tests/core/intake/visit_fixture.h"

namespace anteroom::intake {
namespace {

TEST_F(VisitTest, ResumeEqualsTheStateBeforeTheCrash) {
  auto visit = begin();
  ASSERT_TRUE(visit->set_language("es").ok());
  clock.advance(std::chrono::seconds(20));
  ASSERT_TRUE(say(*visit, "now-chest-pain", {"yes"}).ok());
  ASSERT_TRUE(say(*visit, "now-breath", {"yes"}).ok());
  clock.advance(std::chrono::seconds(20));
  ASSERT_TRUE(say(*visit, "now-breath", {"no"}).ok());
  ASSERT_TRUE(visit->answer_unknown({kId, "now-sweat"}, form::UnknownReason::asked_declined).ok());
  ASSERT_TRUE(
      visit->answer({kId, "story-own-words"}, {form::AnswerValue::string("Synthetic words.")})
          .ok());
  ASSERT_TRUE(visit->check_in({"Sample", "Sam", "1991-03-17", "male"}).ok());
  const std::string before = comparable(visit->preview());
  const store::VisitId id = visit->info().id;
  visit.reset();
  clock.advance(std::chrono::minutes(3));
  auto resumed = Intake::resume(services, id);
  ASSERT_TRUE(resumed.ok()) << resumed.error().to_string();
  EXPECT_EQ(comparable((*resumed)->preview()), before);
  EXPECT_EQ((*resumed)->language(), "es");
  EXPECT_TRUE((*resumed)->consent().given);
  // It goes on as one: the alert is not raised twice, the next answer is taken.
  EXPECT_TRUE(say(**resumed, "now-breath", {"yes"})->new_findings.empty());
  EXPECT_EQ(emergencies((*resumed)->alerts()), 1u);
}

// Whatever is answered in whatever order, playing the journal gives the same record.
TEST_F(VisitTest, AnyVisitResumesAsItWas) {
  const std::vector<std::string> items = {"now-chest-pain", "now-breath", "now-sweat",
                                          "gen-fever",      "neuro-walk", "neuro-weak-legs",
                                          "skin-rash"};
  EXPECT_TRUE(rc::check([&] {
    // Short visits: every step is an fsync.
    const auto steps = *rc::gen::resize(
        8, rc::gen::arbitrary<std::vector<std::pair<std::uint8_t, std::uint8_t>>>());
    auto visit = begin();
    for (const auto& [which, what] : steps) {
      const std::string& item = items[which % items.size()];
      if (what % 4 == 0) RC_ASSERT(say(*visit, item, {"yes"}).ok());
      if (what % 4 == 1) RC_ASSERT(say(*visit, item, {"no"}).ok());
      if (what % 4 == 2) RC_ASSERT(say(*visit, item, {}).ok());
      if (what % 4 == 3)
        RC_ASSERT(visit->answer_unknown({kId, item}, form::UnknownReason::asked_unknown).ok());
    }
    auto resumed = Intake::resume(services, visit->info().id);
    RC_ASSERT(resumed.ok());
    RC_ASSERT(comparable((*resumed)->preview()) == comparable(visit->preview()));
    RC_ASSERT(visit->stop().ok());
  }));
}

TEST_F(VisitTest, AVisitThatIsOverDoesNotResume) {
  auto visit = begin();
  const store::VisitId id = visit->info().id;
  ASSERT_TRUE(visit->finish().ok());
  EXPECT_EQ(Intake::resume(services, id).error().code, "AR-I006");
  EXPECT_EQ(Intake::resume(services, {"nobody"}).error().code, "AR-I006");
}

TEST_F(VisitTest, ADraftOfAnotherPluginVersionDoesNotResume) {
  auto visit = begin();
  services.catalogue.clear();
  EXPECT_EQ(Intake::resume(services, visit->info().id).error().code, "AR-I005");
}

TEST_F(VisitTest, ADamagedJournalDoesNotResumeInPart) {
  auto visit = begin();
  ASSERT_TRUE(say(*visit, "now-breath", {"yes"}).ok());
  behind("DELETE FROM event WHERE sequence = (SELECT max(sequence) FROM event)");
  EXPECT_EQ(Intake::resume(services, visit->info().id).error().code, "AR-S013");
}

}  // namespace
}  // namespace anteroom::intake
