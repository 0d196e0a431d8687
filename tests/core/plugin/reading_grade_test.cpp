#include <gtest/gtest.h>

#include "core/plugin/check.h"

namespace anteroom::plugin {
namespace {

TEST(ReadingGrade, OrdersTextsAsReadersDo) {
  EXPECT_LT(reading_grade("Do you have a fever?"), 4);
  EXPECT_GT(
      reading_grade(
          "Have you experienced unexplained involuntary deterioration of sphincter functionality?"),
      12);
  EXPECT_EQ(reading_grade(""), 0);
  EXPECT_EQ(reading_grade("123 ?"), 0);
}

TEST(ReadingGrade, KnownSentence) {  // 6 words, 1 sentence, 6 syllables: 0.39 * 6 + 11.8 - 15.59
  EXPECT_NEAR(reading_grade("The cat sat on the mat."), -1.45, 0.01);
}

}  // namespace
}  // namespace anteroom::plugin
