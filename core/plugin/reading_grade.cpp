// Flesch-Kincaid: 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid et al. 1975).
#include <algorithm>
#include <cctype>

#include "core/plugin/check.h"

namespace anteroom::plugin {
namespace {

bool vowel(char c) {
  return std::string_view("aeiouy").find(c) != std::string_view::npos;
}

/// Groups of vowels, without a silent e at the end ("pain" 1, "table" 2, "like" 1).
int syllables(std::string_view word) {
  int groups = 0;
  bool inside = false;
  for (const char c : word) {
    const bool now = vowel(c);
    if (now && !inside) ++groups;
    inside = now;
  }
  const bool silent = word.size() > 2 && word.ends_with('e') && !word.ends_with("le") &&
                      !vowel(word[word.size() - 2]);
  return std::max(1, groups - (silent ? 1 : 0));
}

}  // namespace

double reading_grade(std::string_view text) {
  int words = 0, sentences = 0, all_syllables = 0;
  std::string word;
  bool open = false;
  const auto end_word = [&] {
    if (word.empty()) return;
    ++words;
    all_syllables += syllables(word);
    word.clear();
    open = true;
  };
  for (const char c : text) {
    if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
      word.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
      continue;
    }
    if (c != '\'') end_word();
    if ((c == '.' || c == '?' || c == '!') && open) {
      ++sentences;
      open = false;
    }
  }
  end_word();
  if (words == 0) return 0;
  if (open) ++sentences;
  return 0.39 * words / sentences + 11.8 * all_syllables / words - 15.59;
}

}  // namespace anteroom::plugin
