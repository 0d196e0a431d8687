#include "core/form/language_cover.h"

#include <algorithm>

namespace anteroom::form {
namespace {

/// Beyond ASCII everything counts as a letter.
bool has_letters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 128;
  });
}

bool covered(const Definition::Text& text) {
  return text.translated || !has_letters(text.text);
}

}  // namespace

std::string source_language(const Definition& definition) {
  const std::string_view language = definition.questionnaire().string_or_empty("language");
  return std::string(language.empty() ? "en" : language);
}

bool is_in_language(const Definition& definition, std::string_view link_id,
                    std::string_view language) {
  const std::string source = source_language(definition);
  if (language == source || language.starts_with(source + "-")) return true;
  const ItemDefinition* item = definition.find(link_id);
  if (item == nullptr) return true;
  if (!covered(definition.item_text(link_id, language))) return false;
  for (const Option& option : item->options) {
    // The unknown answers are the kiosk's own words.
    if (option.unknown != UnknownReason::none) continue;
    if (!covered(definition.option_text(link_id, option.code, language))) return false;
  }
  return std::all_of(item->children.begin(), item->children.end(), [&](const std::string& child) {
    const ItemDefinition* below = definition.find(child);
    return below == nullptr || !belongs_above(*below) ||
           covered(definition.item_text(child, language));
  });
}

}  // namespace anteroom::form
