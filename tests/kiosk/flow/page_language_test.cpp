// A page is in one language as a whole, and a switch of language loses nothing.
#include "kiosk/flow/page_language.h"

#include <gmock/gmock.h>

#include "kiosk/flow/language_review.h"
#include "kiosk/flow/words.h"
#include "tests/core/plugin/small_bundle.h"
#include "tests/support/page_texts.h"
#include "tests/support/visit_driver.h"

namespace anteroom::flow {
namespace {

using plugin::SmallBundle;
using testing::HasSubstr;

/// The small bundle in Spanish, with its `a` (a safety item), `n` and `h`; `a` is on a rows page.
class PageLanguageTest : public testing::Test {
 protected:
  void begin(const std::string& strings) {
    small.files["i18n/es.json"] =
        R"({"version":"1.0.0","language":"es","strings":{)" + strings + "}}";
    small.manifest.set("description", fhir::Json::object().set("en", "One.").set("es", "Uno."));
    const plugin::Bundle::Loaded loaded = plugin::Bundle::load(small.write());
    ASSERT_TRUE(loaded.bundle);
    bundle = loaded.bundle;
    store::StoreOptions options;
    options.directory = folder.path();
    options.key_file = folder.path() + "/device.key";
    auto opened = store::Store::open(options, clock);
    ASSERT_TRUE(opened.ok());
    store = std::move(*opened);
    intake::Services services;
    services.store = store.get();
    services.clock = &clock;
    services.catalogue = {bundle};
    Config config;
    config.languages = {"es", "en", "fr"};
    visit = std::make_unique<Visit>(config, services);
    driver.emplace(*visit);
  }
  const Page& page() const { return visit->page(); }
  void walk_to_question(const std::string& link_id) {
    for (int i = 0; i < 20 && page().key.find("/" + link_id) == std::string::npos; ++i)
      driver->go_on();
    ASSERT_THAT(page().key, HasSubstr("/" + link_id));
  }
  /// `yes_source` is what the answer was when it was translated.
  static std::string all_strings(const std::string& yes_source = "Yes") {
    return SmallBundle::entry("a#text", "¿Primero?", "First?") + "," +
           SmallBundle::entry("a#yes", "Sí", yes_source) + "," +
           SmallBundle::entry("a#no", "No", "No") + "," +
           SmallBundle::entry("n#text", "¿Cuánto?", "How much?") + "," +
           SmallBundle::entry("h#text", "¿Antes?", "Before?");
  }

  SmallBundle small;
  support::TemporaryFolder folder;
  FakeClock clock{*parse_instant("2026-11-24T09:12:00Z")};
  std::shared_ptr<const plugin::Bundle> bundle;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<Visit> visit;
  std::optional<support::Driver> driver;
};

TEST_F(PageLanguageTest, AWholePageIsInThePatientsLanguage) {
  begin(all_strings());
  driver->start("1984", "small");
  walk_to_question("a");
  EXPECT_EQ(page().language, "es");
  EXPECT_TRUE(page().notice.empty());
  EXPECT_EQ(page().next->label.shown(), "Continuar");
}

TEST_F(PageLanguageTest, AStaleSafetyTextSendsTheWholePageBackToItsSource) {
  begin(all_strings("Yes, since Monday"));
  driver->start("1984", "small");
  walk_to_question("a");
  EXPECT_EQ(page().language, "en");
  EXPECT_EQ(page().next->label.shown(), "Continue");
  EXPECT_EQ(page().help.back().label.shown(), "Call staff");
  EXPECT_EQ(page().notice_language, "es");
  EXPECT_THAT(page().notice.shown(), HasSubstr("todavía no está en su idioma"));
  for (const Text& text : words_of(page())) {
    if (text.shown() == page().notice.shown()) continue;
    EXPECT_EQ(text.shown().find("Primero"), std::string::npos) << "never mixed";
  }
  // What is pointed out is in the page's language too.
  driver->tap("continue");
  ASSERT_FALSE(page().mistakes.empty());
  EXPECT_EQ(page().mistakes_title.shown(), "Please fix one thing");
  EXPECT_THAT(page().mistakes.front().words.shown(), HasSubstr("Please choose an answer"));
  // The next page is in Spanish again, and Review, which shows the question, is not.
  walk_to_question("n");
  EXPECT_EQ(page().language, "es");
  EXPECT_TRUE(page().notice.empty());
  for (int i = 0; i < 20 && page().kind != PageKind::review; ++i) driver->go_on();
  EXPECT_EQ(page().language, "en");
  EXPECT_FALSE(page().notice.empty());
}

TEST_F(PageLanguageTest, AMissingTextDoesTheSame) {
  begin(SmallBundle::entry("n#text", "¿Cuánto?", "How much?"));
  driver->start("1984", "small");
  walk_to_question("a");
  EXPECT_EQ(page().language, "en");
  EXPECT_FALSE(page().notice.empty());
  std::multiset<std::string> spoken;
  for (const Text& text : words_of(page())) spoken.insert(text.shown());
  EXPECT_EQ(spoken, support::visible_texts(page())) << "the notice is spoken too";
}

TEST_F(PageLanguageTest, TheKiosksOwnPagesStayInThePatientsLanguage) {
  begin(SmallBundle::entry("n#text", "¿Cuánto?", "How much?"));
  driver->start("1984", "small");
  walk_to_question("a");
  driver->tap("call-staff");
  EXPECT_EQ(page().language, "es");
  EXPECT_TRUE(page().notice.empty());
}

TEST_F(PageLanguageTest, ASwitchKeepsAnswersAndThePlaceAndSaysMistakesAnew) {
  begin(all_strings());
  driver->start("1984", "small");
  walk_to_question("a");
  driver->tap("continue");
  ASSERT_FALSE(page().mistakes.empty());
  const std::string here = page().key;
  driver->tap("language");
  driver->tap("language:en");
  EXPECT_EQ(page().key, here);
  EXPECT_EQ(page().language, "en");
  EXPECT_TRUE(page().mistakes.empty()) << "they stood in Spanish";
  driver->tap("continue");
  ASSERT_FALSE(page().mistakes.empty());
  EXPECT_EQ(page().mistakes_title.shown(), "Please fix one thing");
  walk_to_question("n");
  driver->type("field:number", "7");
  driver->tap("language");
  driver->tap("language:es");
  EXPECT_THAT(page().key, HasSubstr("/n"));
  EXPECT_EQ(page().fields.at(0).value, "7");
  EXPECT_EQ(page().title.shown(), "¿Cuánto?");
  EXPECT_EQ(visit->intake()->language(), "es");
}

TEST_F(PageLanguageTest, AFormWithoutTheLanguageIsShownInItsOwn) {
  begin(all_strings());
  driver->tap("language:fr");
  driver->start("1984", "small");
  walk_to_question("h");
  EXPECT_EQ(page().language, "en");
  EXPECT_EQ(page().notice_language, "fr");
  EXPECT_THAT(page().notice.shown(), HasSubstr("pas encore dans votre langue"));
}

TEST_F(PageLanguageTest, TheStaffSeeWhatNobodyHasReviewed) {
  begin(all_strings("Yes, since Monday"));
  const std::vector<LanguageReview> reviews = language_reviews({"en", "es", "fr"}, {bundle});
  ASSERT_EQ(reviews.size(), 4u);
  EXPECT_EQ(reviews[0].part, "");
  EXPECT_FALSE(reviews[0].reviewed);
  EXPECT_EQ(reviews[1].language, "es");
  EXPECT_EQ(reviews[1].part, "small");
  EXPECT_EQ(reviews[1].stale_safety, 1u);
  EXPECT_EQ(reviews[1].missing, 0u);
  EXPECT_EQ(reviews[3].language, "fr");
  EXPECT_GT(reviews[3].missing, 0u) << "the plugin has no French at all";
  EXPECT_EQ(draft_words(), "draft: needs a qualified medical translator");
}

}  // namespace
}  // namespace anteroom::flow
