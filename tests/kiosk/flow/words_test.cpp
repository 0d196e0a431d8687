// Every word is there in every language, with the same places for values, and short enough to read.
#include "kiosk/flow/words.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace anteroom::flow {
namespace {

std::set<std::string> places(std::string_view pattern) {
  std::set<std::string> found;
  for (std::size_t i = 0; i + 2 < pattern.size(); ++i) {
    if (pattern[i] == '{' && pattern[i + 2] == '}') found.insert(std::string(pattern.substr(i, 3)));
  }
  return found;
}

std::vector<Word> all_words() {
  std::vector<Word> out;
  for (int i = 1; i < static_cast<int>(Word::count_); ++i) out.push_back(static_cast<Word>(i));
  return out;
}

TEST(Words, EveryKeyIsThereInEveryLanguage) {
  ASSERT_GT(all_words().size(), 100u);
  for (const Word word : all_words()) {
    for (const std::string_view language : shell_languages()) {
      EXPECT_FALSE(words(word, language).empty()) << static_cast<int>(word) << " " << language;
    }
  }
}

TEST(Words, PlacesForValuesMatchEnglish) {
  for (const Word word : all_words()) {
    const auto english = places(words(word, "en"));
    for (const std::string_view language : shell_languages()) {
      EXPECT_EQ(places(words(word, language)), english) << words(word, language);
    }
  }
}

TEST(Words, SpanishIsNotEnglish) {
  int same = 0;
  for (const Word word : all_words()) same += words(word, "en") == words(word, "es") ? 1 : 0;
  EXPECT_LE(same, 2);  // "No" and the accents key read alike
}

TEST(Words, SentencesHaveAtMostFifteenWords) {
  for (const Word word : all_words()) {
    // The sentence about locked answers is fixed wording, word for word the consent document's.
    if (word == Word::privacy_locked_more || word == Word::done_kept) continue;
    std::string text(words(word, "en"));
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '?' || c == ':'; }, '.');
    std::istringstream sentences(text);
    for (std::string sentence; std::getline(sentences, sentence, '.');) {
      std::istringstream in(sentence);
      std::string one;
      int count = 0;
      while (in >> one) ++count;
      EXPECT_LE(count, 15) << sentence;
    }
  }
}

TEST(Words, ValuesGoIntoTheirPlaces) {
  EXPECT_EQ(words(Word::progress, "en", {"3", "8", "Your pain"}), "Step 3 of 8: Your pain");
  EXPECT_EQ(words(Word::date_words, "en", {"March", "17", "1984"}), "March 17, 1984");
  EXPECT_EQ(words(Word::date_words, "es", {"marzo", "17", "1984"}), "17 de marzo de 1984");
  // A value that looks like a place is not expanded again.
  EXPECT_EQ(words(Word::month_range, "en", {"{0}"}),
            "Month must be a number from 1 to 12. You typed {0}.");
}

TEST(Words, RegionalTagsAndUnknownLanguagesHaveWords) {
  EXPECT_EQ(words(Word::back_button, "es-419"), "Atrás");
  EXPECT_EQ(words(Word::back_button, "tlh"), "Back");
  EXPECT_EQ(language_name("es-419"), "Español");
  EXPECT_TRUE(is_right_to_left("ar"));
  EXPECT_FALSE(is_right_to_left("es"));
}

}  // namespace
}  // namespace anteroom::flow
