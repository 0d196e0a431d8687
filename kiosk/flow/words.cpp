// Words by language, with values in their places.
#include "kiosk/flow/words.h"

#include <algorithm>
#include <array>
#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>
#include <cstddef>
#include <locale>
#include <map>
#include <utility>

#include "kiosk/flow/catalogues.h"
#include "kiosk/flow/locale_formats.h"
#include "kiosk/flow/pseudo.h"
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

constexpr std::string_view kIsolate = "\xE2\x81\xA8", kPopIsolate = "\xE2\x81\xA9";
constexpr int kMany = 1000;

using Messages = boost::locale::message_format<char>;

std::string_view primary(std::string_view tag) {
  return tag.substr(0, tag.find('-'));
}

/// One language's catalogue in Boost.Locale's reader, which knows its plural rule.
class Words {
 public:
  explicit Words(const Catalogue& catalogue)
      : locale_(std::locale::classic(), facet(catalogue)),
        messages_(&std::use_facet<Messages>(locale_)) {}

  [[nodiscard]] const char* find(const WordEntry& entry, int count) const {
    if (entry.plural == nullptr) return messages_->get(0, entry.name, entry.english);
    return messages_->get(0, entry.name, entry.english, count);
  }
  [[nodiscard]] bool complete() const {
    return std::all_of(kWordTable.begin() + 1, kWordTable.end(),
                       [this](const WordEntry& entry) { return find(entry, kMany) != nullptr; });
  }
  [[nodiscard]] bool reviewed() const {
    const char* state = messages_->get(0, "catalogue", "state");
    return state != nullptr && std::string_view(state) == "reviewed";
  }

 private:
  static Messages* facet(const Catalogue& catalogue) {
    boost::locale::gnu_gettext::messages_info info;
    info.language = primary(catalogue.language);
    info.encoding = "UTF-8";
    info.locale_category = "LC_MESSAGES";
    info.domains.emplace_back("anteroom");
    info.paths.emplace_back(".");
    info.callback = [bytes = catalogue.bytes](const std::string&, const std::string&) {
      return std::vector<char>(bytes.begin(), bytes.end());
    };
    return boost::locale::gnu_gettext::create_messages_facet<char>(info);
  }

  std::locale locale_;
  const Messages* messages_;
};

using AllWords = std::map<std::string, Words, std::less<>>;

const AllWords& all_words() {
  static const AllWords all = [] {
    AllWords made;
    for (const Catalogue& catalogue : catalogues())
      made.emplace(std::string(catalogue.language), Words(catalogue));
    return made;
  }();
  return all;
}

/// "es-419" is served by "es", "zh-Hans-CN" by "zh-Hans"; "zh-Hant" by nobody, a plain "zh" by
/// "zh-Hans".
const Words* words_of_language(std::string_view tag) {
  if (tag == "zh") tag = "zh-Hans";
  while (!tag.empty()) {
    if (const auto found = all_words().find(tag); found != all_words().end()) return &found->second;
    const std::size_t cut = tag.rfind('-');
    tag = cut == std::string_view::npos ? std::string_view() : tag.substr(0, cut);
  }
  return nullptr;
}

/// Every form of every word in a pseudo language, made once.
std::string_view pseudo_word(const WordEntry& entry, std::string_view language, int count) {
  using Table = std::map<std::string_view, std::string>;
  static const auto make = [](std::string_view of) {
    Table made;
    for (const WordEntry& one : kWordTable) {
      for (const char* text : {one.english, one.plural})
        if (text != nullptr) made.emplace(text, pseudo_text(text, of));
    }
    return made;
  };
  static const Table long_words = make(kPseudoLong), turned_words = make(kPseudoRightToLeft);
  const Table& table = language == kPseudoLong ? long_words : turned_words;
  const char* english = entry.plural != nullptr && count != 1 ? entry.plural : entry.english;
  return table.at(english);
}

const char* translated(const WordEntry& entry, std::string_view language, int count) {
  const Words* words = words_of_language(language);
  return words == nullptr ? nullptr : words->find(entry, count);
}

/// Hebrew, Arabic and their neighbours in UTF-8 (U+0590 to U+08FF), and their presentation forms.
bool reads_from_the_right(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(text[i + 1]);
    if (lead >= 0xD6 && lead <= 0xDF) return true;
    if (lead == 0xE0 && next >= 0xA0 && next <= 0xA3) return true;
    if (lead == 0xEF && next >= 0xAC && next <= 0xBB) return true;
  }
  return false;
}

enum class Isolation : std::uint8_t { unset = 0, none, marked };

std::string filled(std::string_view pattern, std::initializer_list<std::string_view> values,
                   Isolation isolation) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const bool place = pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}';
    const auto index = place ? static_cast<std::size_t>(pattern[i + 1] - '0') : values.size();
    if (index >= values.size()) {
      out += pattern[i];
      continue;
    }
    const bool marked = isolation == Isolation::marked;
    if (marked) out += kIsolate;
    out += values.begin()[index];
    if (marked) out += kPopIsolate;
    i += 2;
  }
  return out;
}

Isolation isolation_of(std::string_view language, std::initializer_list<std::string_view> values) {
  const bool mixed =
      is_right_to_left(language) || std::any_of(values.begin(), values.end(), reads_from_the_right);
  return mixed ? Isolation::marked : Isolation::none;
}

const WordEntry& entry_of(Word word) {
  const auto index = static_cast<std::size_t>(word);
  return kWordTable[index < kWordCount ? index : 0];
}

}  // namespace

const std::vector<std::string_view>& shell_languages() {
  static const std::vector<std::string_view> languages = [] {
    std::vector<std::string_view> complete = {"en"};
    // The order of the welcome page; a catalogue beside them comes after.
    static constexpr std::array<std::string_view, 5> order = {"es", "ar", "zh-Hans", "vi", "fr"};
    const auto add = [&complete](std::string_view tag) {
      const auto found = all_words().find(tag);
      if (found == all_words().end() || !found->second.complete()) return;
      if (std::find(complete.begin(), complete.end(), tag) == complete.end())
        complete.push_back(tag);
    };
    for (const std::string_view tag : order) add(tag);
    for (const auto& [tag, words] : all_words()) add(tag);
    return complete;
  }();
  return languages;
}

bool shell_speaks(std::string_view language) {
  if (primary(language) == "en" || is_pseudo(language)) return true;
  const Words* words = words_of_language(language);
  return words != nullptr && words->complete();
}

bool shell_words_reviewed(std::string_view language) {
  if (primary(language) == "en") return true;
  const Words* words = words_of_language(language);
  return words != nullptr && words->reviewed();
}

std::string_view words_for(Word word, std::string_view language, int count) {
  const WordEntry& entry = entry_of(word);
  if (*entry.english == '\0') return {};
  if (is_pseudo(language)) return pseudo_word(entry, language, count);
  if (const char* found = translated(entry, language, count)) return found;
  return entry.plural != nullptr && count != 1 ? entry.plural : entry.english;
}

std::string_view words(Word word, std::string_view language) {
  return words_for(word, language, kMany);
}

bool has_words(Word word, std::string_view language) {
  return primary(language) == "en" || is_pseudo(language) ||
         translated(entry_of(word), language, kMany) != nullptr;
}

std::string words(Word word, std::string_view language,
                  std::initializer_list<std::string_view> values) {
  return filled(words(word, language), values, isolation_of(language, values));
}

Text say(Word word, std::string_view language) {
  return Text(std::string(words(word, language)));
}

Text say(Word word, std::string_view language, std::initializer_list<std::string_view> values) {
  return Text(words(word, language, values),
              filled(words(word, language), values, Isolation::none));
}

Text say_count(Word word, std::string_view language, int count) {
  const std::string number = number_in_words(count, language);
  const std::string_view pattern = words_for(word, language, count);
  return Text(filled(pattern, {number}, isolation_of(language, {number})),
              filled(pattern, {number}, Isolation::none));
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
  return tag == kPseudoRightToLeft || code == "ar" || code == "he" || code == "fa" || code == "ur";
}

}  // namespace anteroom::flow
