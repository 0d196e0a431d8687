// Times, days of a dateTime, own words on a list, and what only staff can take: as values, and as
// pages of a running visit.
#include "kiosk/flow/typed_values.h"

#include <gmock/gmock.h>

#include "kiosk/flow/question_page.h"
#include "tests/core/plugin/small_bundle.h"
#include "tests/support/page_texts.h"
#include "tests/support/visit_driver.h"

namespace anteroom::flow {
namespace {

using testing::ElementsAre;

constexpr const char* kForm =
    R"({"resourceType":"Questionnaire","language":"en","url":"http://x.example/Questionnaire/q","status":"draft","item":[)"
    R"({"linkId":"a","text":"First?","type":"choice","answerOption":[)"
    R"({"valueCoding":{"system":"http://x.example","code":"yes","display":"Yes"}},)"
    R"({"valueCoding":{"system":"http://x.example","code":"no","display":"No"}}],)"
    R"("extension":[{"url":"https://anteroom.example/fhir/StructureDefinition/safety-item","valueBoolean":true}]},)"
    R"({"linkId":"n","text":"How much?","type":"integer"},)"
    R"({"linkId":"clock","text":"When do you wake up?","type":"time"},)"
    R"({"linkId":"moment","text":"When was the fall?","type":"dateTime"},)"
    R"({"linkId":"drug","text":"What do you take?","type":"open-choice","repeats":true,"answerOption":[)"
    R"({"valueCoding":{"system":"http://x.example","code":"ibuprofen","display":"Ibuprofen"}},)"
    R"({"valueCoding":{"system":"http://x.example","code":"none","display":"Nothing"},)"
    R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive","valueBoolean":true}]}]},)"
    R"({"linkId":"letter","text":"A letter from your doctor?","type":"attachment"},)"
    R"({"linkId":"doctor","text":"Your doctor?","type":"reference"}]})";

class CatalogueVisit : public testing::Test {
 protected:
  void SetUp() override {
    files.files["forms/intake.json"] = kForm;
    const plugin::Bundle::Loaded loaded = plugin::Bundle::load(files.write());
    ASSERT_TRUE(loaded.bundle) << loaded.errors.front().to_string();
    store::StoreOptions options;
    options.directory = folder.path();
    options.key_file = folder.path() + "/device.key";
    auto opened = store::Store::open(options, clock);
    ASSERT_TRUE(opened.ok()) << opened.error().to_string();
    store = std::move(*opened);
    intake::Services services;
    services.store = store.get();
    services.clock = &clock;
    services.catalogue = {loaded.bundle};
    visit = std::make_unique<Visit>(Config{}, services);
    driver.emplace(*visit);
    driver->tap("continue");
    driver->tap("unknown:not-sure");
    driver->tap("continue");
    driver->tap("option:yes");
    driver->tap("continue");
    driver->tap("option:small");
    driver->tap("continue");
  }
  const Page& page() const { return visit->page(); }
  const form::Form& form() const { return *visit->intake()->form("small"); }
  std::vector<std::string> codes(const char* path) const { return chosen_codes(form(), path); }

  plugin::SmallBundle files;
  support::TemporaryFolder folder;
  FakeClock clock{*parse_instant("2026-11-24T09:12:00Z")};
  std::unique_ptr<store::Store> store;
  std::unique_ptr<Visit> visit;
  std::optional<support::Driver> driver;
};

TEST(TimeOfDay, TakesWhatPeopleType) {
  EXPECT_EQ(time_of_day("9:05"), "09:05:00");
  EXPECT_EQ(time_of_day("905"), "09:05:00");
  EXPECT_EQ(time_of_day("1430"), "14:30:00");
  EXPECT_EQ(time_of_day("0:00"), "00:00:00");
  for (const char* wrong : {"", "9", "24:00", "12:60", "9:5", ":30", "1:2:3", "12345", "-1:30"})
    EXPECT_EQ(time_of_day(wrong), std::nullopt) << wrong;
}

TEST_F(CatalogueVisit, ATimeIsTypedAndCheckedAndShownAgain) {
  driver->walk_to("item:small/clock");
  EXPECT_EQ(page().kind, PageKind::number);
  EXPECT_EQ(page().keyboard.rows.back(), ":0");
  driver->type("field:number", "25:00");
  driver->tap("continue");
  EXPECT_EQ(page().key, "item:small/clock");
  EXPECT_EQ(page().mistakes.size(), 1u);
  driver->type("field:number", "7:30");
  driver->tap("continue");
  EXPECT_THAT(codes("clock"), ElementsAre("07:30:00"));
  driver->tap("back");
  EXPECT_EQ(page().fields[0].value, "07:30");
}

TEST_F(CatalogueVisit, ADateTimeIsAnsweredWithItsDay) {
  driver->walk_to("item:small/moment");
  ASSERT_EQ(page().fields.size(), 5u);
  driver->type("field:month", "3");
  driver->type("field:day", "7");
  driver->type("field:year", "2026");
  driver->tap("continue");
  ASSERT_EQ(form().answers("moment").size(), 1u);
  EXPECT_NE(form().answers("moment")[0].json.find("valueDateTime"), nullptr);
  EXPECT_THAT(codes("moment"), ElementsAre("2026-03-07"));
}

TEST_F(CatalogueVisit, OwnWordsStandBesideTheListsAnswers) {
  driver->walk_to("item:small/drug");
  driver->tap("option:ibuprofen");
  driver->tap("option:own-answer");
  EXPECT_EQ(page().kind, PageKind::text);
  driver->tap("back");
  EXPECT_EQ(page().kind, PageKind::many_of);
  driver->tap("option:own-answer");
  driver->type("field:text", "  Willow bark ");
  driver->tap("continue");
  EXPECT_THAT(codes("drug"), ElementsAre("ibuprofen", "Willow bark"));
  driver->tap("back");
  EXPECT_TRUE(page().choices.back().selected);
  EXPECT_EQ(page().choices.back().helper.shown(), "Willow bark");
  driver->tap("option:ibuprofen");
  EXPECT_THAT(codes("drug"), ElementsAre("Willow bark"));
  driver->tap("option:none");
  EXPECT_THAT(codes("drug"), ElementsAre("none"));
}

TEST_F(CatalogueVisit, NoWordsTakeOnlyTheFormerWordsAway) {
  driver->walk_to("item:small/drug");
  driver->tap("option:ibuprofen");
  driver->tap("option:own-answer");
  driver->type("field:text", "Willow bark");
  driver->tap("continue");
  driver->tap("back");
  driver->tap("option:own-answer");
  EXPECT_EQ(page().fields[0].value, "Willow bark");
  driver->type("field:text", "");
  driver->tap("continue");
  EXPECT_THAT(codes("drug"), ElementsAre("ibuprofen"));
}

TEST_F(CatalogueVisit, AttachmentAndReferenceOfferStaffAndStayOpen) {
  for (const char* path : {"letter", "doctor"}) {
    driver->walk_to(std::string("item:small/") + path);
    EXPECT_TRUE(page().choices.empty());
    ASSERT_EQ(page().notes.size(), 1u);
    EXPECT_THAT(page().notes[0].words.shown(), testing::HasSubstr("staff member"));
    EXPECT_TRUE(page().not_sure && page().declined);
    driver->tap("continue");
    EXPECT_EQ(form().unknown_reason(path), form::UnknownReason::skipped);
  }
}

}  // namespace
}  // namespace anteroom::flow
