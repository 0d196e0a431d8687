// Whole visits with the real upper-back plugin, store and intake, on a fake clock and without a
// display.
#include "kiosk/flow/visit.h"

#include <gmock/gmock.h>

#include <set>

#include "tests/support/page_texts.h"
#include "tests/support/visit_driver.h"

namespace anteroom::flow {
namespace {

using namespace std::chrono_literals;
using support::Driver;

std::shared_ptr<const plugin::Bundle> upper_back_pain() {
  static const plugin::Bundle::Loaded loaded =
      plugin::Bundle::load(std::string(ANTEROOM_BINARY_DIR) + "/plugins/upper-back-pain");
  EXPECT_TRUE(loaded.bundle) << (loaded.errors.empty() ? "" : loaded.errors.front().to_string());
  return loaded.bundle;
}

class VisitTest : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(upper_back_pain());
    store = open_store();
    ASSERT_TRUE(store);
    make_visit();
  }
  std::unique_ptr<store::Store> open_store() {
    store::StoreOptions options;
    options.directory = folder.path();
    options.key_file = folder.path() + "/device.key";
    auto opened = store::Store::open(options, clock);
    EXPECT_TRUE(opened.ok()) << (opened.ok() ? "" : opened.error().to_string());
    return opened ? std::move(*opened) : nullptr;
  }
  void make_visit() {
    intake::Services services;
    services.store = store.get();
    services.clock = &clock;
    services.catalogue = {upper_back_pain()};
    visit = std::make_unique<Visit>(config, services);
    visit->on_finished = [this](const intake::Record& finished) { record = finished; };
    driver.emplace(*visit);
  }
  const Page& page() const { return visit->page(); }
  std::string chosen_row(const std::string& link_id) const {
    for (const Row& row : page().rows) {
      if (row.link_id != link_id) continue;
      for (const Choice& choice : row.choices) {
        if (choice.selected) return choice.id;
      }
    }
    return {};
  }

  support::TemporaryFolder folder;
  FakeClock clock{*parse_instant("2026-11-24T09:12:00Z")};
  Config config;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<Visit> visit;
  std::optional<Driver> driver;
  std::optional<intake::Record> record;
};

TEST_F(VisitTest, TheShellPagesComeInOrderAndStartEmpty) {
  EXPECT_EQ(page().kind, PageKind::welcome);
  EXPECT_EQ(visit->intake(), nullptr);
  driver->tap("continue");
  EXPECT_EQ(page().kind, PageKind::check_in);
  EXPECT_EQ(page().progress.shown(), "Step 1 of 8: About you");
  driver->tap("unknown:not-sure");
  driver->tap("continue");
  ASSERT_EQ(page().kind, PageKind::privacy);
  for (const Choice& choice : page().choices) EXPECT_FALSE(choice.selected);
  driver->tap("continue");
  EXPECT_EQ(page().kind, PageKind::privacy);  // nobody consents by Continue
  EXPECT_EQ(page().mistakes.size(), 1u);
  driver->tap("option:yes");
  driver->tap("continue");
  ASSERT_EQ(page().kind, PageKind::reason);
  ASSERT_EQ(page().choices.size(), 1u);
  EXPECT_EQ(page().choices[0].label.shown(), "Upper back pain");
  EXPECT_FALSE(page().choices[0].selected);
}

TEST_F(VisitTest, CheckInSaysWhatIsWrongAndReadsTheDateBack) {
  driver->tap("continue");
  driver->type("field:given", "Mara");
  driver->type("field:family", "Oakley");
  driver->type("field:month", "17");
  driver->type("field:day", "03");
  driver->type("field:year", "1984");
  driver->tap("continue");
  ASSERT_EQ(page().kind, PageKind::check_in);
  EXPECT_EQ(page().mistakes_title.shown(), "Please fix one thing");
  EXPECT_EQ(page().mistakes.at(0).words.shown(),
            "Month must be a number from 1 to 12. You typed 17.");
  driver->type("field:month", "3");
  EXPECT_TRUE(page().mistakes.empty());
  EXPECT_EQ(page().readback.shown(), "March 3, 1984");
  driver->tap("continue");
  EXPECT_EQ(page().kind, PageKind::privacy);
  EXPECT_EQ(visit->intake()->patient().birth_date, "1984-03-03");
}

TEST_F(VisitTest, WithoutConsentNothingGoesOn) {
  driver->tap("continue");
  driver->tap("unknown:declined");
  driver->tap("continue");
  driver->tap("option:no");
  driver->tap("continue");
  EXPECT_EQ(page().kind, PageKind::message);
  EXPECT_FALSE(visit->intake()->consent().given);
  driver->tap("back");
  EXPECT_EQ(page().kind, PageKind::privacy);
}

TEST_F(VisitTest, AnEmptyVisitReachesTheEndAndEverySafetyItemIsAskedOnceMore) {
  driver->start();
  std::set<std::string> seen;
  int asked_again = 0;
  for (int steps = 0; steps < 400 && page().kind != PageKind::done; ++steps) {
    seen.insert(page().key);
    const std::string here = page().key;
    driver->tap("continue");
    if (page().key == here && !page().mistakes.empty()) ++asked_again;
  }
  ASSERT_EQ(page().kind, PageKind::done);
  EXPECT_TRUE(seen.contains("open-questions"));
  EXPECT_TRUE(seen.contains("review"));
  EXPECT_GT(asked_again, 5);
  ASSERT_TRUE(record);
  EXPECT_FALSE(record->unknown_safety_items.empty());
  for (const intake::RecordFinding& finding : record->findings) {
    EXPECT_NE(finding.finding.state, triage::RuleState::fired) << finding.finding.rule_id;
  }
  EXPECT_NE(record->tier, triage::Tier::none);  // unknown is never no
}

TEST_F(VisitTest, AnEmergencyInterruptsAtOnceAndTheAlertIsOnDisk) {
  driver->start();
  for (int pages = 0; pages < 60 && !support::action_of(page(), "row:neuro-bladder:yes"); ++pages)
    driver->go_on();
  const std::string here = page().key;
  driver->tap("row:neuro-bladder:yes");
  ASSERT_EQ(page().kind, PageKind::urgent);
  EXPECT_EQ(page().notes.at(0).look, Note::Look::warning);
  EXPECT_EQ(page().notes.at(0).title.shown(), "We could not reach the desk screen.");
  const auto alerts = visit->intake()->alerts();
  ASSERT_FALSE(alerts.empty());
  EXPECT_EQ(alerts.front().alert.rule_id, "RF-E01");
  driver->tap("back");
  EXPECT_EQ(page().key, here);
  EXPECT_EQ(chosen_row("neuro-bladder"), "row:neuro-bladder:yes");
  driver->tap("row:neuro-bladder:no");
  EXPECT_EQ(page().key, here);
  EXPECT_EQ(visit->intake()->alerts().size(), alerts.size());  // the alert stays
}

TEST_F(VisitTest, StaffAreSaidToKnowOnlyAfterTheyAcknowledged) {
  driver->start();
  for (int pages = 0; pages < 60 && !support::action_of(page(), "row:neuro-bladder:yes"); ++pages)
    driver->go_on();
  driver->tap("row:neuro-bladder:yes");
  ASSERT_EQ(page().kind, PageKind::urgent);
  visit->tick();
  EXPECT_THAT(page().helper.shown(), testing::Not(testing::HasSubstr("alerted")));
  const auto desk = open_store();
  for (const store::StoredAlert& alert : visit->intake()->alerts())
    ASSERT_TRUE(desk->acknowledge_alert(alert.id, "desk").ok());
  EXPECT_TRUE(visit->tick());
  EXPECT_EQ(page().notes.at(0).look, Note::Look::done);
  EXPECT_EQ(page().notes.at(0).title.shown(), "Staff saw your alert at 9:12\u00A0AM");
  EXPECT_THAT(page().helper.shown(), testing::HasSubstr("Staff have been alerted."));
}

TEST_F(VisitTest, TheSkipRowSpeaksForEmptyRowsOnly) {
  driver->start();
  driver->walk_to("rows:upper-back-pain/now-chest-pain");
  driver->tap("row:now-breath:no");
  driver->tap("unknown:not-sure");
  EXPECT_EQ(chosen_row("now-breath"), "row:now-breath:no");
  EXPECT_EQ(chosen_row("now-chest-pain"), "row:now-chest-pain:asked-unknown");
  driver->tap("continue");
  EXPECT_NE(page().key, "rows:upper-back-pain/now-chest-pain");
}

TEST_F(VisitTest, BackLanguageAndTextSizeLoseNothing) {
  driver->start();
  driver->walk_to("rows:upper-back-pain/now-chest-pain");
  driver->tap("row:now-breath:no");
  driver->tap("language");
  driver->tap("language:es");
  EXPECT_EQ(page().key, "rows:upper-back-pain/now-chest-pain");
  EXPECT_EQ(page().next->label.shown(), "Continuar");
  EXPECT_EQ(chosen_row("now-breath"), "row:now-breath:no");
  driver->tap("text-size");
  driver->tap("text-size");
  EXPECT_EQ(page().text_scale, 150);
  EXPECT_LE(page().rows.size(), 2u);
  EXPECT_EQ(chosen_row("now-breath"), "row:now-breath:no");
  driver->tap("back");
  driver->tap("continue");
  EXPECT_EQ(chosen_row("now-breath"), "row:now-breath:no");
}

TEST_F(VisitTest, AnExclusiveAnswerStandsAlone) {
  driver->start();
  driver->walk_to("item:upper-back-pain/neuro-numb");
  driver->tap("option:arms-hands");
  driver->tap("option:chest");
  EXPECT_EQ(std::count_if(page().choices.begin(), page().choices.end(),
                          [](const Choice& c) { return c.selected; }),
            2);
  driver->tap("option:none");
  for (const Choice& choice : page().choices)
    EXPECT_EQ(choice.selected, choice.id == "option:none") << choice.id;
  driver->tap("option:arms-hands");
  for (const Choice& choice : page().choices)
    EXPECT_EQ(choice.selected, choice.id == "option:arms-hands") << choice.id;
}

TEST_F(VisitTest, TypedTextIsKeptByBackAndStored) {
  driver->start();
  driver->walk_to("item:upper-back-pain/story-own-words");
  driver->type("field:text", "It aches at night.");
  driver->tap("back");
  driver->tap("continue");
  EXPECT_EQ(page().fields.at(0).value, "It aches at night.");
  EXPECT_EQ(visit->intake()->form("upper-back-pain")->answers("story-own-words").size(), 1u);
}

TEST_F(VisitTest, ReviewLeadsToAStepAndBack) {
  driver->start();
  for (int steps = 0; steps < 400 && page().kind != PageKind::review; ++steps)
    driver->tap("continue");
  ASSERT_EQ(page().kind, PageKind::review);
  driver->tap("change:6");
  EXPECT_EQ(page().step, 6);
  for (int steps = 0; steps < 60 && page().kind != PageKind::review; ++steps) {
    EXPECT_EQ(page().step, 6);
    driver->tap("continue");
  }
  EXPECT_EQ(page().kind, PageKind::review);
}

TEST_F(VisitTest, TheIdlePageGivesTimeTenTimesAndThenWipes) {
  driver->start();
  driver->walk_to("rows:upper-back-pain/now-chest-pain");
  driver->tap("row:now-breath:no");
  for (int extension = 0; extension < 10; ++extension) {
    clock.advance(extension == 0 ? 119s : 1s);
    visit->tick();
    EXPECT_FALSE(visit->idle_page_shown());
    clock.advance(120s);
    EXPECT_TRUE(visit->tick());
    ASSERT_TRUE(visit->idle_page_shown());
    EXPECT_TRUE(page().rows.empty());  // no answer can be seen
    EXPECT_EQ(page().seconds_left, 60);
    clock.advance(30s);
    EXPECT_TRUE(visit->tick());
    EXPECT_EQ(page().seconds_left, 30);
    driver->tap("keep-going");
    EXPECT_EQ(chosen_row("now-breath"), "row:now-breath:no");
    clock.advance(118s);
    visit->tick();
    EXPECT_FALSE(visit->idle_page_shown()) << extension;
  }
  clock.advance(120s);
  visit->tick();
  clock.advance(61s);
  EXPECT_TRUE(visit->tick());
  EXPECT_EQ(page().kind, PageKind::welcome);
  EXPECT_EQ(visit->intake(), nullptr);
  EXPECT_EQ(store->stats()->visits_timed_out, 1);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->end, intake::End::timed_out);
}

TEST_F(VisitTest, StopAndClearLeavesNothing) {
  driver->start();
  driver->walk_to("rows:upper-back-pain/now-chest-pain");
  driver->tap("stop");
  EXPECT_EQ(page().kind, PageKind::stop_confirm);
  driver->tap("keep-going");
  EXPECT_EQ(page().key, "rows:upper-back-pain/now-chest-pain");
  driver->tap("stop");
  driver->tap("clear-and-stop");
  EXPECT_EQ(page().kind, PageKind::welcome);
  EXPECT_EQ(store->stats()->visits_stopped, 1);
  EXPECT_FALSE(record);
  driver->tap("continue");
  EXPECT_EQ(page().fields.at(0).value, "");
}

TEST_F(VisitTest, TheNextPersonStartsFromFactorySettings) {
  driver->tap("language:es");
  driver->tap("text-size");
  driver->tap("contrast");
  EXPECT_TRUE(page().high_contrast);
  driver->tap("continue");
  driver->tap("stop");
  driver->tap("clear-and-stop");
  EXPECT_EQ(page().language, "en");
  EXPECT_EQ(page().text_scale, 100);
  EXPECT_FALSE(page().high_contrast);
}

TEST_F(VisitTest, ADraftThatACrashLeftGoesOnWhereItWas) {
  driver->start();
  driver->walk_to("rows:upper-back-pain/now-chest-pain");
  for (const char* link_id : {"now-chest-pain", "now-breath", "now-sweat", "now-faint"})
    driver->tap(std::string("row:") + link_id + ":no");
  driver->tap("continue");
  const std::string here = page().key;
  visit.reset();
  make_visit();
  const Result<bool> resumed = visit->resume_draft();
  ASSERT_TRUE(resumed.ok()) << resumed.error().to_string();
  EXPECT_TRUE(*resumed);
  EXPECT_EQ(page().key, here);
  driver->tap("back");
  EXPECT_EQ(chosen_row("now-breath"), "row:now-breath:no");
}

TEST_F(VisitTest, WhatIsSeenIsWhatIsSpokenOnEveryPageInEveryLanguage) {
  config.options_per_page = 4;
  make_visit();
  for (const std::string language : {"en", "es", "ar", "zh-Hans", "vi", "fr"}) {
    driver->tap("language:" + language);
    driver->start();
    for (int steps = 0; steps < 400 && page().kind != PageKind::done; ++steps) {
      std::multiset<std::string> spoken;
      for (const Text& text : words_of(page())) spoken.insert(text.shown());
      EXPECT_EQ(spoken, support::visible_texts(page())) << page().key;
      EXPECT_EQ(page().language, language);
      EXPECT_FALSE(page().title.empty()) << page().key;
      driver->tap("continue");
    }
    ASSERT_EQ(page().kind, PageKind::done);
    driver->tap("finish");
  }
}

/// Gives one answer in the notation of the case files on the page of its item.
void give(Driver& driver, const fhir::Json& value) {
  if (value.is_array()) {
    for (const fhir::Json& code : value.as_array()) driver.tap("option:" + code.as_string());
  } else if (value.is_integer()) {
    driver.tap("option:" + std::to_string(value.as_integer()));
  } else if (value.as_string() == "not-sure") {
    driver.tap("unknown:not-sure");
  } else if (value.as_string() == "prefer-not") {
    driver.tap("unknown:declined");
  } else if (!driver.page().fields.empty()) {
    driver.type("field:text", value.as_string());
  } else if (value.as_string() != "skipped") {
    driver.tap("option:" + value.as_string());
  }
}

void give_row(Driver& driver, const std::string& link_id, const fhir::Json& value) {
  const std::string& code = value.as_string();
  if (code == "skipped" || code == "prefer-not") return;
  driver.tap("row:" + link_id + ":" + (code == "not-sure" ? "asked-unknown" : code));
  if (driver.page().kind == PageKind::urgent) driver.tap("told-staff");
}

TEST_F(VisitTest, GoldenPatientsFireTheirRulesAtTheKiosk) {
  const auto cases = fhir::read_json_file(std::string(ANTEROOM_SOURCE_DIR) +
                                          "/plugins/upper_back_pain/cases/upper-back-pain.json");
  ASSERT_TRUE(cases.ok());
  const std::set<std::string_view> chosen = {"C01", "C03", "C05", "C13"};
  for (const fhir::Json& one : cases->array_or_empty("cases")) {
    if (!chosen.contains(one.string_or_empty("id"))) continue;
    const fhir::Json& answers = *one.find("answers");
    driver->start(std::to_string(2026 - answers.find("start-age")->as_integer()));
    for (int steps = 0; steps < 300 && page().kind != PageKind::done; ++steps) {
      if (page().kind == PageKind::rows) {
        for (const Row& row : std::vector<Row>(page().rows)) {
          if (const fhir::Json* value = answers.find(row.link_id))
            give_row(*driver, row.link_id, *value);
        }
      } else if (page().key.starts_with("item:")) {
        const fhir::Json* value = answers.find(page().key.substr(page().key.rfind('/') + 1));
        if (value != nullptr) give(*driver, *value);
      }
      driver->go_on();
    }
    ASSERT_TRUE(record) << one.string_or_empty("id");
    std::set<std::string> fired, expected;
    for (const intake::RecordFinding& finding : record->findings) {
      if (finding.finding.state == triage::RuleState::fired) fired.insert(finding.finding.rule_id);
    }
    for (const fhir::Json& rule : one.find("expected")->array_or_empty("fired"))
      expected.insert(rule.as_string());
    EXPECT_EQ(fired, expected) << one.string_or_empty("id");
    driver->tap("finish");
    record.reset();
  }
}

TEST_F(VisitTest, UnknownControlsChangeNothing) {
  const Result<void> done = visit->act({ActionKind::choose, "option:nonsense", {}});
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, "AR-K001");
  EXPECT_EQ(page().kind, PageKind::welcome);
}

}  // namespace
}  // namespace anteroom::flow
