// Repeating groups in a visit: entries are added, changed, removed with a question, listed,
// reviewed.
#include "kiosk/flow/entries.h"

#include "tests/kiosk/flow/gallery_visit.h"

namespace anteroom::flow {
namespace {

using form::UnknownReason;
using testing::ElementsAre;

TEST(EntryPaths, SayWhichEntryOfWhichGroup) {
  EXPECT_EQ(entry_of("g[1].q"), "g[1]");
  EXPECT_EQ(entry_of("g[1].h[0].q"), "g[1].h[0]");
  EXPECT_EQ(entry_of("g[1].h[0]"), "g[1].h[0]");
  EXPECT_EQ(entry_of("q"), "");
  EXPECT_EQ(group_of_entry("g[1].h[0]"), "g[1].h");
  EXPECT_EQ(index_of_entry("g[12]"), 12u);
  EXPECT_EQ(entry_number("g[0].h[1].q"), "1.2");
  EXPECT_EQ(entry_number("q"), "");
  EXPECT_TRUE(is_in("g[1].q", "g[1]"));
  EXPECT_FALSE(is_in("g[10].q", "g[1]"));
  EXPECT_TRUE(is_in("g[1].q", "g"));
  EXPECT_FALSE(is_in("gg[1].q", "g"));
  EXPECT_FALSE(is_in("g", ""));
}

class Entries : public GalleryVisit {
 protected:
  /// Fills the medicine whose name page is shown; its one time of day is left open.
  void medicine(const std::string& name, const std::string& thins) {
    driver->type("field:text", name);
    driver->tap("continue");
    if (!thins.empty()) driver->tap("option:" + thins);
    driver->go_on();
    driver->go_on();  // when do you take it
    driver->go_on();  // times of day
  }
  std::vector<std::string> entries() const {
    std::vector<std::string> out;
    for (const Entry& entry : page().entries) out.push_back(entry.words.shown());
    return out;
  }
};

TEST_F(Entries, TheListComesAfterAnEntryAndAddsAnother) {
  walk_to("med[0].med-name");
  EXPECT_EQ(page().helper.shown(), "Your medicines: number 1.");
  medicine("Sample A", "no");
  ASSERT_EQ(page().key, list("med"));
  EXPECT_EQ(page().title.shown(), "Your medicines: is there another one?");
  EXPECT_FALSE(page().not_sure);
  EXPECT_THAT(entries(), ElementsAre("Sample A, No"));
  EXPECT_EQ(page().entries[0].open.shown(), "1 not answered");
  driver->tap("entry:add");
  ASSERT_EQ(page().key, item("med[1].med-name"));
  EXPECT_TRUE(page().fields.at(0).value.empty());
  medicine("Sample B", "no");
  ASSERT_EQ(page().key, list("med"));
  EXPECT_THAT(entries(), ElementsAre("Sample A, No", "Sample B, No"));
  driver->go_on();
  EXPECT_EQ(page().key, "reading:control-gallery/tour-footer");
}

TEST_F(Entries, ChangingOneComesBackToTheList) {
  walk_to("med[0].med-name");
  medicine("Sample A", "no");
  driver->tap("entry:add");
  medicine("Sample B", "no");
  driver->tap("entry:change:1");
  ASSERT_EQ(page().key, item("med[0].med-name"));
  EXPECT_EQ(page().fields.at(0).value, "Sample A");
  medicine("Sample C", "no");
  EXPECT_EQ(page().key, list("med"));
  EXPECT_THAT(entries(), ElementsAre("Sample C, No", "Sample B, No"));
  driver->tap("entry:change:2");
  driver->tap("back");
  EXPECT_EQ(page().key, list("med"));
}

TEST_F(Entries, RemovingAsksFirst) {
  walk_to("med[0].med-name");
  medicine("Sample A", "no");
  driver->tap("entry:add");
  medicine("Sample B", "no");
  driver->tap("entry:remove:1");
  EXPECT_EQ(page().kind, PageKind::message);
  EXPECT_EQ(page().title.shown(), "Remove number 1?");
  EXPECT_EQ(page().notes.at(0).words.shown(), "Sample A, No");
  driver->tap("keep-entry");
  EXPECT_THAT(entries(), ElementsAre("Sample A, No", "Sample B, No"));
  driver->tap("entry:remove:1");
  driver->tap("remove-entry");
  ASSERT_EQ(page().key, list("med"));
  EXPECT_THAT(entries(), ElementsAre("Sample B, No"));
  EXPECT_EQ(form().instances("med"), 1u);
}

TEST_F(Entries, AnUnknownThatWasRemovedStaysOpen) {
  walk_to("med[0].med-name");
  medicine("Sample A", "no");
  driver->tap("entry:add");
  medicine("Sample B", "");  // whether it thins the blood is skipped
  driver->tap("entry:remove:2");
  driver->tap("remove-entry");
  const triage::TriageResult result = visit->intake()->triage("control-gallery");
  EXPECT_EQ(result.findings.at(0).state, triage::RuleState::unresolved);
  EXPECT_THAT(result.unknown_safety_items, testing::Contains("med-thins"));
}

TEST_F(Entries, TheOnlyEntryLeavesAnEmptyOneThatIsSkipped) {
  walk_to("med[0].med-name");
  medicine("Sample A", "no");
  driver->tap("entry:remove:1");
  driver->tap("remove-entry");
  EXPECT_THAT(entries(), ElementsAre("Nothing answered yet"));
  driver->go_on();
  EXPECT_EQ(form().unknown_reason("med[0].med-name"), UnknownReason::skipped);
  EXPECT_EQ(form().unknown_reason("med[0].med-thins"), UnknownReason::skipped);
}

TEST_F(Entries, ThereIsNoMoreToAddThanTheFormTakes) {
  walk_to("med[0].med-name");
  medicine("Sample", "no");
  for (int count = 2; count <= 6; ++count) {
    driver->tap("entry:add");
    medicine("Sample", "no");
  }
  EXPECT_FALSE(support::action_of(page(), "entry:add"));
  EXPECT_EQ(page().entries.size(), 3u);
  EXPECT_EQ(page().page_count, 2);
  EXPECT_EQ(page().entries.back().number.shown(), "Number 6");
  driver->tap("more:next");
  EXPECT_EQ(page().entries.front().number.shown(), "Number 1");
}

TEST_F(Entries, AnAlertInsideAnEntryComesAtOnce) {
  walk_to("med[0].med-name");
  driver->type("field:text", "Sample A");
  driver->tap("continue");
  driver->tap("option:yes");
  EXPECT_EQ(visit->intake()->tier(), triage::Tier::urgent);
}

TEST_F(Entries, ReviewNumbersThemAndAResumedVisitHasThem) {
  walk_to("med[0].med-name");
  medicine("Sample A", "no");
  driver->tap("entry:add");
  medicine("Sample B", "no");
  for (int pages = 0; pages < 20 && page().kind != PageKind::review; ++pages) driver->go_on();
  const auto line_of = [&](const std::string& question) -> std::string {
    for (const ReviewGroup& group : page().review) {
      for (const ReviewLine& line : group.lines) {
        if (line.question.shown() == question) return line.answer.shown();
      }
    }
    return "no such line";
  };
  EXPECT_EQ(line_of("1. What is the medicine called?"), "Sample A");
  EXPECT_EQ(line_of("2. What is the medicine called?"), "Sample B");
  EXPECT_EQ(line_of("2.1. When do you take it?"), "Not answered");
  visit.reset();
  begin();
  ASSERT_TRUE(visit->resume_draft().ok());
  EXPECT_EQ(form().instances("med"), 2u);
  for (int pages = 0; pages < 200 && page().kind != PageKind::review; ++pages) driver->go_on();
  EXPECT_EQ(line_of("2. What is the medicine called?"), "Sample B");
}

}  // namespace
}  // namespace anteroom::flow
