// One question as a Page: title, controls, what is chosen, skip row; drafts and mistakes on top.
#include "kiosk/flow/question_page.h"
#include "kiosk/flow/field_pages.h"

#include <gmock/gmock.h>

#include "tests/support/page_texts.h"
#include "tests/support/small_form.h"

namespace anteroom::flow {
namespace {

using support::code;
using testing::ElementsAre;

class QuestionPage : public testing::Test {
 protected:
  PagePlan plan(const std::string& key, int rows = 4) {
    for (PagePlan& page : plan_pages(form, "p", rows)) {
      if (page.key == key) return page;
    }
    ADD_FAILURE() << "no page " << key;
    return {};
  }
  Page page(const std::string& key, const Draft& draft = {}) {
    return question_page(Scene{&form, "en", "", options}, plan(key), draft);
  }
  static std::vector<std::string> labels(const std::vector<Choice>& choices) {
    std::vector<std::string> out;
    for (const Choice& choice : choices)
      out.push_back((choice.selected ? "*" : "") + choice.label.shown());
    return out;
  }
  form::Form form = support::small_form();
  int options = 6;
};

TEST_F(QuestionPage, UnknownCodesAreTheSkipRowAndNeverAnswers) {
  const Page smoke = page("item:p/smoke");
  EXPECT_THAT(labels(smoke.choices), ElementsAre("Never", "In the past", "Now"));
  ASSERT_TRUE(smoke.not_sure && smoke.declined);
  EXPECT_FALSE(smoke.not_sure->selected);
  ASSERT_TRUE(form.answer_unknown("smoke", form::UnknownReason::asked_unknown).ok());
  EXPECT_TRUE(page("item:p/smoke").not_sure->selected);
  EXPECT_THAT(labels(page("item:p/smoke").choices), ElementsAre("Never", "In the past", "Now"));
}

TEST_F(QuestionPage, NothingIsChosenInAdvance) {
  for (const PagePlan& one : plan_pages(form, "p", 4)) {
    const Page made = question_page(Scene{&form, "en", "", 6}, one, {});
    for (const Choice& choice : made.choices) EXPECT_FALSE(choice.selected) << one.key;
    for (const Row& row : made.rows) {
      for (const Choice& choice : row.choices) EXPECT_FALSE(choice.selected) << one.key;
    }
    EXPECT_TRUE(made.not_sure && made.declined) << one.key;
    EXPECT_FALSE(made.title.empty()) << one.key;
  }
}

TEST_F(QuestionPage, RowsHaveYesNoAndNotSure) {
  ASSERT_TRUE(form.answer("breath", {code("no")}).ok());
  ASSERT_TRUE(form.answer_unknown("faint", form::UnknownReason::asked_unknown).ok());
  const Page rows = page("rows:p/chest");
  ASSERT_EQ(rows.rows.size(), 3u);
  EXPECT_EQ(rows.title.shown(), "Right now");
  EXPECT_THAT(labels(rows.rows[0].choices), ElementsAre("Yes", "No", "Not sure"));
  EXPECT_THAT(labels(rows.rows[1].choices), ElementsAre("Yes", "*No", "Not sure"));
  EXPECT_THAT(labels(rows.rows[2].choices), ElementsAre("Yes", "No", "*Not sure"));
  EXPECT_EQ(rows.rows[0].choices[0].id, "row:chest:yes");
  EXPECT_EQ(rows.rows[0].choices[2].id, "row:chest:asked-unknown");
}

TEST_F(QuestionPage, ScaleTakesItsEndsFromTheQuestion) {
  ASSERT_TRUE(form.answer("nrs-now", {form::AnswerValue::integer(6)}).ok());
  const Page scale = page("item:p/nrs-now");
  EXPECT_EQ(scale.kind, PageKind::scale);
  ASSERT_EQ(scale.choices.size(), 11u);
  EXPECT_TRUE(scale.choices[6].selected);
  EXPECT_EQ(scale.title.shown(), "How bad is it now?");
  EXPECT_EQ(scale.scale_low.shown(), "No pain");
  EXPECT_EQ(scale.scale_high.shown(), "10 is the worst you can think of");
  EXPECT_EQ(scale.faces_title.shown(), "Or choose a face");
}

TEST_F(QuestionPage, LongListsAreCutAndNothingIsLost) {
  options = 2;
  std::vector<std::string> seen;
  for (int part = 0; part < 3; ++part) {
    Draft draft;
    draft.more = part;
    const Page quality = page("item:p/quality", draft);
    EXPECT_EQ(quality.page_count, 3);
    EXPECT_EQ(quality.page_index, part);
    ASSERT_EQ(quality.extra.size(), 1u);
    EXPECT_EQ(quality.extra[0].action.id, "more:next");
    for (const Choice& choice : quality.choices) seen.push_back(choice.label.shown());
  }
  EXPECT_THAT(seen, ElementsAre("Dull", "Sharp", "Burning"));
}

TEST_F(QuestionPage, AColonSplitsAnAnswerFromItsHelper) {
  const Page quality = page("item:p/quality");
  EXPECT_EQ(quality.choices[0].label.shown(), "Dull");
  EXPECT_EQ(quality.choices[0].helper.shown(), "A steady ache");
  EXPECT_EQ(quality.helper.shown(), "Choose all that fit.");
}

TEST_F(QuestionPage, TextCountsLettersAndNotBytes) {
  Draft draft;
  draft.typed = "Ñandú";
  const Page story = page("item:p/story", draft);
  ASSERT_EQ(story.fields.size(), 1u);
  EXPECT_EQ(story.fields[0].value, "Ñandú");
  EXPECT_EQ(story.counter.shown(), "235 left");
  EXPECT_EQ(letters_in("e\xCC\x81"), 1);
}

TEST_F(QuestionPage, DatesAreReadBack) {
  Draft draft;
  draft.date = DateParts{"3", "7", "2026"};
  const Page began = page("item:p/began", draft);
  EXPECT_EQ(began.fields.size(), 3u);
  EXPECT_EQ(began.readback.shown(), "March 7, 2026");
}

TEST_F(QuestionPage, APrivatePageIsNotSpokenOnTheOpenSpeaker) {
  const Page secret = page("item:p/secret");
  EXPECT_TRUE(secret.private_page);
  EXPECT_EQ(secret.speaker_words.spoken(),
            "A private question: please read it on the screen or plug in headphones");
  EXPECT_TRUE(page("item:p/smoke").speaker_words.empty());
}

TEST_F(QuestionPage, EveryVisibleTextIsAmongTheWords) {
  for (const std::string_view language : {"en", "es"}) {
    for (const PagePlan& one : plan_pages(form, "p", 4)) {
      const Page made = question_page(Scene{&form, language, "", 2}, one, {});
      std::multiset<std::string> spoken;
      for (const Text& text : words_of(made)) spoken.insert(text.shown());
      EXPECT_EQ(spoken, support::visible_texts(made)) << one.key;
    }
  }
}

TEST(SplitQuestion, KeepsTheQuestionAsTitle) {
  EXPECT_EQ(split_question("How does it feel? Tap all that fit.").title, "How does it feel?");
  EXPECT_EQ(split_question("How does it feel? Tap all that fit.").helper, "Tap all that fit.");
  EXPECT_EQ(split_question("Tap each spot that hurts.").title, "Tap each spot that hurts.");
  EXPECT_EQ(split_question("كيف تصف الألم؟ يرجى اللمس.").helper, "يرجى اللمس.");
  EXPECT_EQ(split_question("是什么感觉？请点选。").title, "是什么感觉？");
  EXPECT_EQ(split_question("是什么感觉？ 请点选。").helper, "请点选。");
  EXPECT_EQ(split_question("哪里痛？").title, "哪里痛？");
  EXPECT_EQ(split_question("Où ? Touchez.").title, "Où ?");
}

}  // namespace
}  // namespace anteroom::flow
