// Which pages a form needs: rows, steps, private items last, follow-ups as soon as their gate
// opens.
#include "kiosk/flow/plan.h"

#include <gmock/gmock.h>

#include "tests/support/small_form.h"

namespace anteroom::flow {
namespace {

using support::code;
using testing::ElementsAre;

std::vector<std::string> keys(const form::Form& form, int rows = 4) {
  std::vector<std::string> out;
  for (const PagePlan& page : plan_pages(form, "p", rows)) out.push_back(page.key);
  return out;
}

TEST(Plan, PagesStandInStepOrderWithPrivateItemsLast) {
  EXPECT_THAT(keys(support::small_form()),
              ElementsAre("rows:p/chest", "rows:p/belly", "item:p/numb", "rows:p/rash",
                          "item:p/story", "item:p/nrs-now", "item:p/quality", "item:p/weeks",
                          "item:p/began", "item:p/smoke", "item:p/secret"));
}

TEST(Plan, RowsAreEvenAndNeverMoreThanFit) {
  const form::Form form = support::small_form();
  for (const int rows : {4, 3, 2, 1}) {
    std::size_t total = 0;
    for (const PagePlan& page : plan_pages(form, "p", rows)) {
      if (page.kind != PageKind::rows) continue;
      EXPECT_LE(page.paths.size(), static_cast<std::size_t>(rows));
      total += page.paths.size();
    }
    EXPECT_EQ(total, 6u) << rows;  // five before the numbness question, one after
  }
  EXPECT_THAT(plan_pages(form, "p", 4)[0].paths, ElementsAre("chest", "breath", "faint"));
  EXPECT_THAT(plan_pages(form, "p", 4)[1].paths, ElementsAre("belly", "fever"));
}

TEST(Plan, AFollowUpComesRightAfterItsGateOpens) {
  form::Form form = support::small_form();
  EXPECT_THAT(keys(form), testing::Not(testing::Contains("item:p/rash-where")));
  ASSERT_TRUE(form.answer("rash", {code("yes")}).ok());
  const std::vector<std::string> after = keys(form);
  const auto gate = std::find(after.begin(), after.end(), "rows:p/rash");
  ASSERT_NE(gate, after.end());
  EXPECT_EQ(*(gate + 1), "item:p/rash-where");
}

TEST(Plan, KindsFollowTheItems) {
  const form::Form form = support::small_form();
  const auto kind = [&](const char* link_id) { return kind_of(*form.definition().find(link_id)); };
  EXPECT_EQ(kind("chest"), PageKind::yes_no);
  EXPECT_EQ(kind("numb"), PageKind::many_of);
  EXPECT_EQ(kind("smoke"), PageKind::one_of);
  EXPECT_EQ(kind("nrs-now"), PageKind::scale);
  EXPECT_EQ(kind("weeks"), PageKind::number);
  EXPECT_EQ(kind("began"), PageKind::date);
  EXPECT_EQ(kind("story"), PageKind::text);
  EXPECT_EQ(kind("checks"), PageKind::unset);
}

TEST(Plan, StepsReadAsCodesNamesAndNumbers) {
  form::ItemDefinition item;
  item.step = "health-checks";
  EXPECT_EQ(step_of(item), 3);
  item.step = "Your pain";
  EXPECT_EQ(step_of(item), 5);
  item.step = "6";
  EXPECT_EQ(step_of(item), 6);
  item.step = "";
  EXPECT_EQ(step_of(item), 7);
}

TEST(Plan, AskedMeansAnsweredOrSaidWhyNot) {
  form::Form form = support::small_form();
  EXPECT_FALSE(asked(form, "fever"));
  ASSERT_TRUE(form.answer_unknown("fever", form::UnknownReason::asked_unknown).ok());
  EXPECT_TRUE(asked(form, "fever"));
  EXPECT_FALSE(answered(form, "fever"));
  ASSERT_TRUE(form.answer("fever", {code("no")}).ok());
  EXPECT_TRUE(answered(form, "fever"));
}

}  // namespace
}  // namespace anteroom::flow
