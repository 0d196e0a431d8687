// Words by language, with values in their places.
#include "kiosk/flow/words.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "kiosk/flow/words_table.h"

namespace anteroom::flow {
namespace {

constexpr bool in_order() {
  for (std::size_t i = 0; i < kWordCount; ++i) {
    if (static_cast<std::size_t>(kWordTable[i].word) != i) return false;
  }
  return true;
}
static_assert(in_order(), "the table stands in the order of Word, every word once");

std::string_view primary(std::string_view tag) {
  return tag.substr(0, tag.find('-'));
}

}  // namespace

const std::vector<std::string_view>& shell_languages() {
  static const std::vector<std::string_view> languages = {"en", "es"};
  return languages;
}

std::string_view words(Word word, std::string_view language) {
  const auto index = static_cast<std::size_t>(word);
  if (index >= kWordCount) return {};
  return primary(language) == "es" ? kWordTable[index].spanish : kWordTable[index].english;
}

std::string words(Word word, std::string_view language,
                  std::initializer_list<std::string_view> values) {
  const std::string_view pattern = words(word, language);
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool place = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
    const auto index = place ? static_cast<std::size_t>(pattern[i + 1] - '0') : values.size();
    if (index < values.size()) {
      out += values.begin()[index];
      i += 2;
    } else {
      out += pattern[i];
    }
  }
  return out;
}

Text say(Word word, std::string_view language) {
  return Text(std::string(words(word, language)));
}

Text say(Word word, std::string_view language, std::initializer_list<std::string_view> values) {
  return Text(words(word, language, values));
}

Word step_word(int step) {
  const int index = static_cast<int>(Word::step_1) + std::clamp(step, 1, 8) - 1;
  return static_cast<Word>(index);
}

std::string_view language_name(std::string_view tag) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> names = {
      {{"en", "English"},
       {"es", "Español"},
       {"ar", "العربية"},
       {"zh", "中文（简体）"},
       {"vi", "Tiếng Việt"},
       {"fr", "Français"}}};
  for (const auto& [code, name] : names) {
    if (code == primary(tag)) return name;
  }
  return tag;
}

bool is_right_to_left(std::string_view tag) {
  const std::string_view code = primary(tag);
  return code == "ar" || code == "he" || code == "fa" || code == "ur";
}

}  // namespace anteroom::flow
