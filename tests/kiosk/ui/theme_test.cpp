// Every pair of text and ground, edge and ground that the design uses, in both themes.
#include "kiosk/ui/theme.h"

#include <gtest/gtest.h>

#include <tuple>

namespace anteroom::ui {
namespace {

struct Pair {
  Token front, ground;
};

const std::vector<Pair>& text_pairs() {
  static const std::vector<Pair> pairs = {
      {Token::ink, Token::paper},          {Token::ink, Token::surface},
      {Token::ink, Token::sand},           {Token::ink, Token::tint},
      {Token::ink, Token::tint_2},         {Token::ink_2, Token::paper},
      {Token::ink_2, Token::surface},      {Token::ink_2, Token::sand},
      {Token::ink_2, Token::tint},         {Token::primary, Token::paper},
      {Token::primary, Token::surface},    {Token::primary, Token::sand},
      {Token::on_primary, Token::primary}, {Token::on_primary, Token::primary_press},
      {Token::clay, Token::clay_tint},     {Token::ink, Token::clay_tint},
      {Token::clay, Token::surface},       {Token::berry, Token::berry_tint},
      {Token::berry, Token::paper},        {Token::ink, Token::berry_tint},
      {Token::leaf, Token::leaf_tint}};
  return pairs;
}

TEST(Palette, TextIsReadableOnEveryGround) {
  for (const Contrast contrast : {Contrast::normal, Contrast::high}) {
    const Theme theme(contrast, TextSize::normal);
    const double floor = contrast == Contrast::high ? 7.0 : 4.5;
    for (const Pair& pair : text_pairs()) {
      EXPECT_GE(contrast_ratio(theme.color(pair.front), theme.color(pair.ground)), floor)
          << static_cast<int>(pair.front) << " on " << static_cast<int>(pair.ground);
    }
  }
}

TEST(Palette, EdgesAndFocusReachThreeToOne) {
  for (const Contrast contrast : {Contrast::normal, Contrast::high}) {
    const Theme theme(contrast, TextSize::normal);
    for (const Token edge :
         {Token::line_ui, Token::primary, Token::focus, Token::berry, Token::clay_line}) {
      for (const Token ground : {Token::paper, Token::surface, Token::sand}) {
        EXPECT_GE(contrast_ratio(theme.color(edge), theme.color(ground)), 3.0)
            << static_cast<int>(edge);
      }
    }
  }
}

TEST(Palette, RatiosAreThoseOfTheDesign) {
  const Theme theme(Contrast::normal, TextSize::normal);
  EXPECT_NEAR(contrast_ratio(theme.color(Token::ink), theme.color(Token::paper)), 14.10, 0.02);
  EXPECT_NEAR(contrast_ratio(theme.color(Token::clay), theme.color(Token::clay_tint)), 7.99, 0.02);
}

TEST(Tokens, NamesAndHexAreRead) {
  EXPECT_EQ(token_named("ink-2"), Token::ink_2);
  EXPECT_FALSE(token_named("ink-3"));
  EXPECT_FALSE(color_from_hex("#12345G"));
  EXPECT_FALSE(color_from_hex("red"));
  EXPECT_NEAR(color_from_hex("#FF0000")->red, 1.0, 1e-9);
}

TEST(Sizes, NothingIsBelow24Pixels) {
  for (const TextSize size : {TextSize::normal, TextSize::large, TextSize::extra_large}) {
    EXPECT_GE(Theme(Contrast::normal, size).small(), 24);
  }
  EXPECT_EQ(next_text_size(TextSize::extra_large), TextSize::normal);
}

}  // namespace
}  // namespace anteroom::ui
