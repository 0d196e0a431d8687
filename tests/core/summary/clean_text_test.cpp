#include "core/summary/clean_text.h"

#include <gtest/gtest.h>

#include <random>

namespace anteroom::summary {
namespace {

TEST(CleanText, TakesControlAndDirectionCharactersOut) {
  EXPECT_EQ(clean_text("a\nb\tc"), "a b c");
  EXPECT_EQ(clean_text("no\u202Eyes\u202C"), "noyes");
  EXPECT_EQ(clean_text("\u2066x\u2069\uFEFF\u200B"), "x");
  EXPECT_EQ(clean_text(std::string("a\0b", 3)), "a b");
  EXPECT_EQ(clean_text("\u0623\u0644\u0645 \u75BC"), "\u0623\u0644\u0645 \u75BC");
}

TEST(CleanText, BrokenUtf8IsReplaced) {
  EXPECT_EQ(clean_text("a\xFFz"), "a\uFFFDz");
  EXPECT_EQ(clean_text("\xC0\xAF"), "\uFFFD\uFFFD");
  EXPECT_EQ(clean_text("\xED\xA0\x80"), "\uFFFD");
  EXPECT_EQ(clean_text("\xE6\x88"), "\uFFFD");
}

TEST(CleanText, RandomBytesBecomeTextThatStaysTheSame) {
  std::mt19937 random(3);
  for (int round = 0; round < 500; ++round) {
    std::string bytes(random() % 40, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    const std::string once = clean_text(bytes);
    EXPECT_EQ(clean_text(once), once);
  }
}

TEST(EscapeHtml, LeavesNoMarkup) {
  EXPECT_EQ(escape_html("<script>alert('x' & \"y\")</script>"),
            "&lt;script&gt;alert(&#39;x&#39; &amp; &quot;y&quot;)&lt;/script&gt;");
}

TEST(Shorten, CountsCodePoints) {
  EXPECT_EQ(shorten("\u75BC\u75BC\u75BC", 2, "+"), "\u75BC\u75BC+");
  EXPECT_EQ(shorten("abc", 3, "+"), "abc");
  EXPECT_EQ(shorten("abc", 0, ""), "");
}

}  // namespace
}  // namespace anteroom::summary
