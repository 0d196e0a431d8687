// A visit with two reasons at the kiosk, the real bundles: the page of reasons, the order and names
// of the steps, shared questions once, Review, the open questions, a draft after a crash.
#include <gmock/gmock.h>

#include <map>
#include <set>

#include "kiosk/flow/visit.h"
#include "tests/support/played_visit.h"
#include "tests/support/visit_driver.h"

namespace anteroom::flow {
namespace {

using support::Driver;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::shared_ptr<const plugin::Bundle> bundle(const std::string& id) {
  return anteroom::support::PlayedVisit::bundle(id);
}

class ConditionsTest : public testing::Test {
 protected:
  void SetUp() override {
    store::StoreOptions options;
    options.directory = folder.path();
    options.key_file = folder.path() + "/device.key";
    auto opened = store::Store::open(options, clock);
    ASSERT_TRUE(opened.ok());
    store = std::move(*opened);
    make_visit();
  }
  void make_visit() {
    intake::Services services;
    services.store = store.get();
    services.clock = &clock;
    services.catalogue = {bundle("upper-back-pain"), bundle("neck-pain"),
                          bundle("general-history")};
    visit = std::make_unique<Visit>(config, services);
    visit->on_finished = [this](const intake::Record& finished) { record = finished; };
    driver.emplace(*visit);
  }
  const Page& page() const { return visit->page(); }
  /// To the page of reasons.
  void check_in() {
    driver->tap("continue");
    driver->type("field:given", "Mara");
    driver->type("field:family", "Oakley");
    driver->type("field:month", "1");
    driver->type("field:day", "1");
    driver->type("field:year", "1984");
    driver->tap("continue");
    driver->tap("option:yes");
    driver->tap("continue");
  }
  void choose_both() {
    check_in();
    driver->tap("option:upper-back-pain");
    driver->tap("option:neck-pain");
    driver->tap("continue");
  }
  static std::vector<std::string> selected(const Page& page) {
    std::vector<std::string> ids;
    for (const Choice& choice : page.choices)
      if (choice.selected) ids.push_back(choice.id);
    return ids;
  }

  support::TemporaryFolder folder;
  FakeClock clock{*parse_instant("2026-11-24T09:12:00Z")};
  Config config;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<Visit> visit;
  std::optional<Driver> driver;
  std::optional<intake::Record> record;
};

TEST_F(ConditionsTest, OneOrMoreReasonsAreChosenAndTakenBack) {
  check_in();
  ASSERT_EQ(page().kind, PageKind::reason);
  EXPECT_TRUE(page().multiple);
  EXPECT_EQ(page().title.shown(), "Why are you here today?");
  ASSERT_EQ(page().choices.size(), 2u) << "a common history is no reason to come";
  driver->tap("continue");
  EXPECT_EQ(page().mistakes.size(), 1u);
  driver->tap("option:upper-back-pain");
  driver->tap("option:neck-pain");
  EXPECT_THAT(selected(page()), ElementsAre("option:upper-back-pain", "option:neck-pain"));
  driver->tap("option:upper-back-pain");
  EXPECT_THAT(selected(page()), ElementsAre("option:neck-pain"));
  driver->tap("unknown:not-sure");
  EXPECT_TRUE(selected(page()).empty());
  EXPECT_TRUE(page().not_sure->selected);
  driver->tap("option:neck-pain");
  EXPECT_FALSE(page().not_sure->selected);
  driver->tap("continue");
  EXPECT_THAT(visit->intake()->chosen(), ElementsAre("neck-pain"));
  EXPECT_EQ(page().steps, 8) << "one reason: a visit as ever";
}

TEST_F(ConditionsTest, TheMainReasonIsTheOneTouchedFirst) {
  check_in();
  driver->tap("option:neck-pain");
  driver->tap("option:upper-back-pain");
  driver->tap("continue");
  EXPECT_THAT(visit->intake()->chosen(),
              ElementsAre("neck-pain", "upper-back-pain", "general-history"));
}

TEST_F(ConditionsTest, ProgressCountsOverTheWholeVisitAndNeverGoesBack) {
  choose_both();
  std::vector<std::string> steps;
  std::set<std::string> keys;
  int step = 0;
  for (int pages = 0; pages < 300 && page().kind != PageKind::open_questions; ++pages) {
    ASSERT_EQ(page().steps, 7);
    ASSERT_GE(page().step, step) << page().key;
    step = page().step;
    if (steps.empty() || steps.back() != page().progress.shown())
      steps.push_back(page().progress.shown());
    EXPECT_TRUE(keys.insert(page().key).second) << page().key << " comes twice";
    driver->go_on();
  }
  EXPECT_THAT(steps, ElementsAre("Step 2 of 7: Your visit", "Step 3 of 7: Health checks",
                                 "Step 4 of 7: Upper back pain", "Step 5 of 7: Neck pain",
                                 "Step 6 of 7: Your health"));
  EXPECT_THAT(keys, Contains("item:upper-back-pain/hx-cancer"));
  EXPECT_THAT(keys, testing::Not(Contains("item:neck-pain/hx-cancer")));
  EXPECT_THAT(keys, testing::Not(Contains("item:general-history/hx-cancer")));
  EXPECT_THAT(keys, Contains("item:general-history/hx-surgery"));
  EXPECT_THAT(keys, Contains("item:neck-pain/nrs-now"));
}

TEST_F(ConditionsTest, AQuestionOfOneConditionSaysWhose) {
  choose_both();
  driver->walk_to("item:upper-back-pain/nrs-now");
  EXPECT_THAT(page().helper.shown(), StartsWith("Upper back pain."));
  driver->walk_to("item:neck-pain/nrs-now");
  EXPECT_THAT(page().helper.shown(), StartsWith("Neck pain."));
  driver->walk_to("item:upper-back-pain/hx-cancer");
  EXPECT_THAT(page().helper.shown(), testing::Not(HasSubstr("back pain.")));
}

TEST_F(ConditionsTest, AnAnswerAndASkipCountForBoth) {
  choose_both();
  driver->walk_to("rows:upper-back-pain/now-chest-pain");
  driver->tap("row:now-chest-pain:no");
  EXPECT_EQ(visit->intake()->form("neck-pain")->answers("now-chest-pain").size(), 1u);
  driver->go_on();
  const std::string skipped = "now-breath";
  EXPECT_EQ(visit->intake()->form("upper-back-pain")->unknown_reason(skipped),
            form::UnknownReason::skipped);
  EXPECT_EQ(visit->intake()->form("neck-pain")->unknown_reason(skipped),
            form::UnknownReason::skipped);
}

TEST_F(ConditionsTest, ReviewListsASharedAnswerOnceAndChangesBoth) {
  choose_both();
  driver->walk_to("open-questions");
  driver->tap("continue");
  ASSERT_EQ(page().kind, PageKind::review) << page().key;
  std::vector<std::string> titles;
  std::size_t fevers = 0, pains = 0;
  for (const ReviewGroup& group : page().review) {
    titles.push_back(group.title.shown());
    for (const ReviewLine& line : group.lines) {
      if (line.question.shown() == "Fever, chills or shakes") ++fevers;
      if (line.question.shown().find("How bad is the pain right now") != std::string::npos) ++pains;
    }
  }
  EXPECT_THAT(titles, ElementsAre("About you", "Your visit", "Health checks", "Upper back pain",
                                  "Neck pain", "Your health"));
  EXPECT_EQ(fevers, 1u);
  EXPECT_EQ(pains, 2u);
  EXPECT_EQ(page().review[1].lines.size(), 2u) << "both reasons";
  driver->tap("change:3");
  for (int pages = 0; pages < 20 && !support::action_of(page(), "row:gen-fever:yes"); ++pages)
    driver->go_on();
  driver->tap("row:gen-fever:yes");
  for (const char* plugin : {"upper-back-pain", "neck-pain"})
    EXPECT_THAT(visit->intake()->form(plugin)->states("gen-fever").front().codes,
                ElementsAre("yes"));
}

TEST_F(ConditionsTest, OpenQuestionsOfBothComeBackOnce) {
  choose_both();
  driver->walk_to("open-questions");
  std::set<std::string> rows;
  for (int part = 0; part < page().page_count; ++part) {
    for (const Row& row : page().rows) EXPECT_TRUE(rows.insert(row.link_id).second) << row.link_id;
    if (page().page_count > 1) driver->tap("more:next");
  }
  EXPECT_THAT(rows, Contains("upper-back-pain/gen-fever"));
  EXPECT_THAT(rows, testing::Not(Contains("neck-pain/gen-fever")));
  EXPECT_THAT(rows, Contains("neck-pain/now-sudden"));
  driver->tap("row:upper-back-pain/gen-fever:no");
  EXPECT_EQ(visit->intake()->form("neck-pain")->states("gen-fever").front().codes.size(), 1u);
}

TEST_F(ConditionsTest, ADraftComesBackWithBothReasons) {
  choose_both();
  driver->walk_to("item:neck-pain/nrs-now");
  driver->tap("option:6");
  const std::string key = page().key;
  visit.reset();
  make_visit();
  const Result<bool> resumed = visit->resume_draft();
  ASSERT_TRUE(resumed.ok() && *resumed);
  EXPECT_EQ(page().steps, 7);
  EXPECT_EQ(page().step, 5);
  EXPECT_NE(page().key, key);
  EXPECT_THAT(visit->intake()->reasons(), ElementsAre("upper-back-pain", "neck-pain"));
}

TEST_F(ConditionsTest, AnotherReasonFromReviewIsAskedAndTheRestKept) {
  check_in();
  driver->tap("option:upper-back-pain");
  driver->tap("continue");
  driver->walk_to("open-questions");
  driver->tap("continue");
  ASSERT_EQ(page().kind, PageKind::review);
  driver->tap("change:2");
  ASSERT_EQ(page().kind, PageKind::reason);
  driver->tap("option:neck-pain");
  driver->tap("continue");
  EXPECT_THAT(page().key, HasSubstr("neck-pain/"));
  EXPECT_EQ(visit->intake()->form("neck-pain")->unknown_reason("gen-fever"),
            form::UnknownReason::skipped);
  for (int pages = 0; pages < 200 && page().kind != PageKind::review; ++pages) driver->go_on();
  driver->tap("continue");
  ASSERT_TRUE(record);
  EXPECT_EQ(record->plugins.size(), 3u);
}

TEST_F(ConditionsTest, InSpanishTheStepsAreNamedInSpanish) {
  driver->tap("language:es");
  choose_both();
  driver->walk_to("item:neck-pain/nrs-now");
  EXPECT_EQ(page().progress.shown(), "Paso 5 de 7: Dolor de cuello");
  EXPECT_THAT(page().helper.shown(), StartsWith("Dolor de cuello."));
}

}  // namespace
}  // namespace anteroom::flow
