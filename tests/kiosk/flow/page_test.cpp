// What is seen is what is spoken: words_of lists every visible Text of a Page, in reading order.
#include "kiosk/flow/page.h"

#include <gmock/gmock.h>

#include <set>

#include "tests/support/page_texts.h"
#include "tests/support/sample_pages.h"

namespace anteroom::flow {
namespace {

using testing::Contains;
using testing::Eq;

TEST(Page, EveryVisibleTextIsSpokenOnce) {
  for (const Page& page : samples::all()) {
    std::multiset<std::string> spoken;
    for (const Text& text : words_of(page)) spoken.insert(text.shown());
    EXPECT_EQ(spoken, support::visible_texts(page)) << page.key;
  }
}

TEST(Page, NothingSpokenIsEmpty) {
  for (const Page& page : samples::all()) {
    for (const Text& text : words_of(page)) {
      EXPECT_FALSE(text.shown().empty()) << page.key;
      EXPECT_FALSE(text.spoken().empty()) << page.key << ": " << text.shown();
    }
  }
}

TEST(Page, MistakesAreReadBeforeTheTitle) {
  const Page page = samples::error();
  std::vector<std::string> words;
  for (const Text& text : words_of(page)) words.push_back(text.shown());
  const auto mistake = std::find(words.begin(), words.end(), "Please fix one thing");
  const auto title = std::find(words.begin(), words.end(), "Who is here today?");
  ASSERT_NE(mistake, words.end());
  EXPECT_LT(mistake, title);
}

TEST(Page, CallStaffIsReadLast) {
  for (const Page& page : samples::all())
    EXPECT_EQ(words_of(page).back().shown(), "Call staff") << page.key;
}

TEST(Page, TypedNamesAreNotAmongTheWords) {
  for (const Text& text : words_of(samples::check_in())) {
    EXPECT_THAT(text.spoken(), testing::Not(testing::HasSubstr("Oakley")));
  }
}

}  // namespace
}  // namespace anteroom::flow
