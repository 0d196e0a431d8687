// Every word is there in every language, with the same places for values, and short enough to read.
#include "kiosk/flow/words.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "kiosk/flow/words_table.h"

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
      for (const int count : {0, 3, 11, 100}) {
        const auto here = places(words_for(word, language, count));
        EXPECT_TRUE(std::includes(english.begin(), english.end(), here.begin(), here.end()))
            << words_for(word, language, count);
      }
    }
  }
}

TEST(Words, TheSixLanguagesAreThereAndComplete) {
  EXPECT_EQ(shell_languages(),
            (std::vector<std::string_view>{"en", "es", "ar", "zh-Hans", "vi", "fr"}));
  for (const std::string_view language : {"es", "ar", "zh-Hans", "vi", "fr"}) {
    for (const Word word : all_words())
      EXPECT_TRUE(has_words(word, language)) << words(word, "en") << " has no " << language;
    EXPECT_FALSE(shell_words_reviewed(language)) << language << ": nobody has read it yet";
  }
  EXPECT_TRUE(shell_words_reviewed("en"));
}

TEST(Words, ATranslationIsNotEnglish) {
  for (const std::string_view language : shell_languages()) {
    if (language == "en") continue;
    int same = 0;
    for (const Word word : all_words()) {
      const bool alike = words(word, "en") == words(word, language);
      // The accents key shows letters; French and English share a few words.
      same += alike && word != Word::key_accents ? 1 : 0;
    }
    EXPECT_LE(same, language == "fr" ? 4 : 1) << language;
  }
}

/// An entry that no word asks for any more misleads the next translator.
TEST(Words, TheCataloguesHoldNoWordOfTheirOwn) {
  std::set<std::string> names = {"catalogue"};
  for (const WordEntry& entry : kWordTable) names.insert(entry.name);
  for (const std::string language : {"es", "ar", "zh-Hans", "vi", "fr"}) {
    std::ifstream in(ANTEROOM_SOURCE_DIR "/kiosk/flow/po/" + language + ".po");
    std::string text((std::istreambuf_iterator<char>(in)), {});
    EXPECT_NE(text.find("# draft: needs a qualified medical translator"), std::string::npos);
    std::istringstream lines(text);
    int found = 0;
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("msgctxt \"")) continue;
      ++found;
      const std::string name = line.substr(9, line.size() - 10);
      EXPECT_TRUE(names.contains(name)) << language << " " << name;
    }
    EXPECT_GT(found, 150) << language;
  }
}

TEST(Words, CountsFollowThePluralRuleOfTheLanguage) {
  EXPECT_EQ(say_count(Word::fix_things, "en", 1).shown(), "Please fix one thing");
  EXPECT_EQ(say_count(Word::fix_things, "en", 2).shown(), "Please fix 2 things");
  EXPECT_EQ(words_for(Word::idle_seconds, "fr", 0), "seconde");
  EXPECT_EQ(words_for(Word::idle_seconds, "en", 0), "seconds");
  std::set<std::string_view> arabic;
  for (const int count : {0, 1, 2, 3, 11, 100})
    arabic.insert(words_for(Word::fix_things, "ar", count));
  EXPECT_EQ(arabic.size(), 5u) << "Arabic counts in six forms; none and few read alike here";
  EXPECT_EQ(words_for(Word::fix_things, "ar", 103), words_for(Word::fix_things, "ar", 5));
  EXPECT_EQ(say_count(Word::fix_things, "zh-Hans", 1).shown(), "请改正 1 处");
}

TEST(Words, ValuesAreIsolatedWhereTheDirectionMayTurn) {
  const Text arabic = say(Word::month_range, "ar", {"13"});
  EXPECT_NE(arabic.shown().find("\u2068"
                                "13"
                                "\u2069"),
            std::string::npos)
      << arabic.shown();
  EXPECT_EQ(arabic.spoken().find("\u2068"), std::string::npos);
  EXPECT_NE(arabic.spoken().find("13"), std::string::npos);
  // An Arabic word in an English sentence.
  EXPECT_EQ(words(Word::answered_partly, "en", {"نعم"}),
            "\u2068"
            "نعم"
            "\u2069, and not sure");
  EXPECT_EQ(words(Word::answered_partly, "en", {"Yes"}), "Yes, and not sure");
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
  // A value that looks like a place is not expanded again.
  EXPECT_EQ(words(Word::month_range, "en", {"{0}"}),
            "Month must be a number from 1 to 12. You typed {0}.");
}

TEST(Words, RegionalTagsAndUnknownLanguagesHaveWords) {
  EXPECT_EQ(words(Word::back_button, "es-419"), "Atrás");
  EXPECT_EQ(words(Word::back_button, "tlh"), "Back");
  EXPECT_EQ(words(Word::back_button, "zh-Hans-CN"), "返回");
  EXPECT_EQ(words(Word::back_button, "zh-Hant"), "Back") << "another script is another language";
  EXPECT_TRUE(shell_speaks("fr-CA"));
  EXPECT_FALSE(shell_speaks("tlh"));
  EXPECT_EQ(language_name("es-419"), "Español");
  EXPECT_TRUE(is_right_to_left("ar"));
  EXPECT_FALSE(is_right_to_left("es"));
}

}  // namespace
}  // namespace anteroom::flow
