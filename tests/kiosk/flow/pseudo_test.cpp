#include "kiosk/flow/pseudo.h"

#include <gtest/gtest.h>

#include "kiosk/flow/words.h"

namespace anteroom::flow {
namespace {

TEST(Pseudo, LongTextIsLongerAndKeepsItsPlaces) {
  const std::string text = pseudo_text("Step {0} of {1}", "qps-ploc");
  EXPECT_GT(text.size(), std::string("Step {0} of {1}").size() + 5);
  EXPECT_NE(text.find("{0}"), std::string::npos);
  EXPECT_NE(text.find("{1}"), std::string::npos);
  EXPECT_EQ(text.find("Step"), std::string::npos);
  EXPECT_EQ(pseudo_text("", "qps-ploc"), "");
}

TEST(Pseudo, TheWordsOfTheKioskComeInBoth) {
  EXPECT_EQ(words(Word::back_button, "qps-ploc"), pseudo_text("Back", "qps-ploc"));
  EXPECT_TRUE(is_right_to_left("qps-plocm"));
  EXPECT_NE(words(Word::back_button, "qps-plocm").find("Back"), std::string_view::npos)
      << "readable to who looks at a picture";
  EXPECT_NE(words(Word::progress, "qps-ploc", {"3", "8", "x"}).find("3"), std::string::npos);
}

TEST(Pseudo, NoPatientIsOfferedOne) {
  for (const std::string_view language : shell_languages()) EXPECT_FALSE(is_pseudo(language));
  EXPECT_EQ(pseudo_text("Back", "fr"), "Back");
}

}  // namespace
}  // namespace anteroom::flow
