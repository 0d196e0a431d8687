// Every kind of item and control through whole visits: what is shown, what is stored, and that what
// is left empty is unknown.
#include <gmock/gmock.h>

#include <map>
#include <set>

#include "kiosk/flow/plan.h"
#include "tests/kiosk/flow/gallery_visit.h"
#include "tests/support/page_texts.h"

namespace anteroom::flow {
namespace {

using form::UnknownReason;
using testing::HasSubstr;

TEST_F(GalleryVisit, EveryItemIsOnAPageAndWhatIsLeftEmptyIsUnknown) {
  std::map<std::string, PageKind> seen;
  for (int pages = 0; pages < 200 && page().kind != PageKind::review; ++pages) {
    seen[page().key] = page().kind;
    EXPECT_FALSE(page().title.empty()) << page().key;
    // What is drawn is what is spoken.
    std::multiset<std::string> spoken;
    for (const Text& text : words_of(page())) spoken.insert(text.shown());
    EXPECT_EQ(spoken, support::visible_texts(page())) << page().key;
    driver->go_on();
  }
  ASSERT_EQ(page().kind, PageKind::review);
  const auto kind = [&](const std::string& key) {
    const auto found = seen.find(key);
    return found == seen.end() ? PageKind::unset : found->second;
  };
  EXPECT_EQ(kind("reading:control-gallery/tour-header"), PageKind::reading);
  EXPECT_EQ(kind("reading:control-gallery/tour-footer"), PageKind::reading);
  EXPECT_EQ(kind(item("tour-yes-no")), PageKind::yes_no);
  EXPECT_EQ(kind("rows:control-gallery/check-fever"), PageKind::rows);
  EXPECT_EQ(kind("rows:control-gallery/table-walk"), PageKind::rows);
  EXPECT_EQ(kind("rows:control-gallery/grid-dress-help"), PageKind::rows);
  EXPECT_EQ(kind(item("list-drop")), PageKind::search);
  EXPECT_EQ(kind(item("list-auto")), PageKind::search);
  EXPECT_EQ(kind(item("list-other")), PageKind::one_of);
  EXPECT_EQ(kind(item("list-many")), PageKind::many_of);
  EXPECT_EQ(kind(item("num-slider")), PageKind::slider);
  EXPECT_EQ(kind(item("num-scale")), PageKind::scale);
  EXPECT_EQ(kind(item("num-spinner")), PageKind::number);
  EXPECT_EQ(kind(item("num-date-time")), PageKind::date);
  EXPECT_EQ(kind(item("word-url")), PageKind::text);
  EXPECT_EQ(kind(list("med")), PageKind::entries);
  EXPECT_EQ(kind(list("med[0].med-time")), PageKind::entries);
  driver->tap("continue");
  ASSERT_TRUE(record);
  for (const intake::AnswerLine& line : record->answers) {
    EXPECT_NE(line.kind, form::ItemState::Kind::answered) << line.link_id;
    if (line.shown) {
      EXPECT_EQ(line.reason, UnknownReason::skipped) << line.link_id;
    }
  }
}

TEST_F(GalleryVisit, NotSureIsStoredAsSuchOnEveryKindOfPage) {
  for (int pages = 0; pages < 200 && page().kind != PageKind::review; ++pages) {
    if (page().not_sure) driver->tap("unknown:not-sure");
    driver->go_on();
  }
  for (const std::string& path : form().enabled_paths()) {
    const form::ItemDefinition* item = form().definition().find(form::link_id_of(path));
    if (kind_of(*item) == PageKind::unset) continue;
    EXPECT_EQ(form().unknown_reason(path), UnknownReason::asked_unknown) << path;
  }
}

TEST_F(GalleryVisit, ASliderStartsEmptyAndTakesTouchesAndSteps) {
  walk_to("num-slider");
  ASSERT_TRUE(page().slider);
  EXPECT_EQ(page().slider->at, -1);
  EXPECT_EQ(page().slider->stops.size(), 21u);
  EXPECT_EQ(page().scale_low.shown(), "0: never");
  driver->tap("option:35");
  EXPECT_EQ(page().slider->value.shown(), "35 %");
  driver->tap("number:less");
  EXPECT_EQ(stored("num-slider"), R"({"valueInteger":30})");
  driver->tap("unknown:not-sure");
  EXPECT_EQ(page().slider->at, -1);
  driver->tap("number:less");
  EXPECT_EQ(page().slider->value.shown(), "100 %");
}

TEST_F(GalleryVisit, ASpinnerStepsWhatIsTyped) {
  walk_to("num-spinner");
  driver->tap("number:more");
  driver->tap("number:more");
  EXPECT_EQ(page().fields.at(0).value, "1");
  EXPECT_TRUE(stored("num-spinner").empty());
  driver->tap("continue");
  EXPECT_EQ(stored("num-spinner"), R"({"valueInteger":1})");
}

TEST_F(GalleryVisit, AQuantityNeedsItsUnit) {
  walk_to("num-quantity");
  ASSERT_EQ(page().units.size(), 3u);
  for (const Choice& unit : page().units) EXPECT_FALSE(unit.selected);
  driver->type("field:number", "154");
  driver->tap("continue");
  ASSERT_EQ(page().mistakes.size(), 1u);
  EXPECT_EQ(page().mistakes[0].target, "unit:0");
  driver->tap("unit:1");
  EXPECT_TRUE(page().units[1].selected);
  driver->tap("continue");
  EXPECT_THAT(stored("num-quantity"), HasSubstr(R"("code":"[lb_av]")"));
  driver->tap("back");
  driver->tap("unit:0");
  driver->tap("continue");
  EXPECT_THAT(stored("num-quantity"), HasSubstr(R"("unit":"kg")"));
}

TEST_F(GalleryVisit, ADateMayBePartAndADateTimeMayHaveItsTime) {
  walk_to("num-date");
  driver->type("field:year", "2019");
  EXPECT_EQ(page().readback.shown(), "2019");
  driver->type("field:month", "4");
  EXPECT_EQ(page().readback.shown(), "April 2019");
  driver->tap("continue");
  EXPECT_EQ(stored("num-date"), R"({"valueDate":"2019-04"})");
  ASSERT_EQ(page().key, item("num-date-time"));
  driver->type("field:month", "11");
  driver->type("field:day", "24");
  driver->type("field:year", "2026");
  driver->type("field:hour", "7");
  driver->tap("continue");
  ASSERT_EQ(page().mistakes.size(), 1u);
  EXPECT_EQ(page().mistakes[0].target, "field:minute");
  driver->type("field:minute", "05");
  driver->tap("continue");
  EXPECT_EQ(stored("num-date-time"), R"({"valueDateTime":"2026-11-24T07:05:00-05:00"})");
  driver->tap("back");
  EXPECT_EQ(page().readback.shown(), "November 24, 2026 at 7:05\u00A0AM");
}

TEST_F(GalleryVisit, AnAddressIsStoredAsOne) {
  walk_to("word-url");
  driver->type("field:text", "my page");
  driver->tap("continue");
  EXPECT_EQ(page().mistakes.size(), 1u);
  driver->type("field:text", "https://example.org");
  driver->tap("continue");
  EXPECT_EQ(stored("word-url"), R"({"valueUri":"https://example.org"})");
}

TEST_F(GalleryVisit, ALongListIsSearched) {
  walk_to("list-auto");
  EXPECT_EQ(page().kind, PageKind::search);
  EXPECT_EQ(page().choices.size(), 3u);  // and "More answers"
  driver->type("field:search", "BLUE");
  ASSERT_EQ(page().choices.size(), 1u);
  driver->tap("option:blueberries");
  driver->type("field:search", "xyz");
  ASSERT_EQ(page().choices.size(), 1u);
  EXPECT_TRUE(page().choices[0].selected);
  driver->type("field:search", "");
  EXPECT_EQ(page().choices[0].id, "option:blueberries");
  driver->tap("continue");
  EXPECT_THAT(stored("list-auto"), HasSubstr("blueberries"));
  EXPECT_THAT(stored("list-auto"), testing::Not(HasSubstr("xyz")));
}

TEST_F(GalleryVisit, TheFormsOwnLabelHelpAndPicturesAreShown) {
  walk_to("list-help");
  driver->tap("help:show");
  EXPECT_EQ(page().kind, PageKind::reading);
  EXPECT_THAT(page().title.shown(), HasSubstr("body and mind"));
  driver->tap("back");
  walk_to("list-picture");
  ASSERT_TRUE(page().picture);
  EXPECT_EQ(page().picture->words.shown(), "A hill under a yellow sun");
  walk_to("list-media");
  for (const Choice& choice : page().choices) EXPECT_TRUE(choice.media) << choice.id;
  walk_to("list-open");
  EXPECT_EQ(page().choices.back().label.shown(), "Another way");
  walk_to("list-sign");
  ASSERT_EQ(page().notes.size(), 1u);
  EXPECT_THAT(page().notes[0].words.shown(), HasSubstr("signature"));
}

TEST_F(GalleryVisit, AQuestionBelowAQuestionComesAfterIt) {
  walk_to("list-other");
  driver->tap("option:unknown");
  driver->tap("continue");
  EXPECT_EQ(page().key, item("list-nested"));
}

TEST_F(GalleryVisit, TablesAreRowsWithTheirOwnAnswers) {
  driver->walk_to("rows:control-gallery/table-walk");
  ASSERT_EQ(page().rows.size(), 3u);
  EXPECT_EQ(page().title.shown(), "How often do you do these?");
  EXPECT_TRUE(page().notes.empty());
  driver->tap("row:table-walk:often");
  EXPECT_THAT(stored("table-walk"), HasSubstr("often"));
  driver->walk_to("rows:control-gallery/grid-dress-help");
  ASSERT_EQ(page().rows.size(), 3u);
  EXPECT_EQ(page().rows[0].question.shown(), "Getting dressed");
}

TEST_F(GalleryVisit, StaffHelpsWithWhatAKioskCannotTake) {
  walk_to("staff-photo");
  EXPECT_TRUE(page().choices.empty());
  ASSERT_EQ(page().notes.size(), 1u);
  driver->tap("continue");
  EXPECT_EQ(form().unknown_reason("staff-photo"), UnknownReason::skipped);
}

}  // namespace
}  // namespace anteroom::flow
