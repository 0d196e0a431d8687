// Texts in another language: the FHIR translation extension on _text, _display and _valueString.
// http://hl7.org/fhir/StructureDefinition/translation = {lang, content}; a tag matches exactly,
// then by its start
// ("es" serves "es-MX", "zh-Hans" never serves "zh-Hant").
#include "core/form/translations.h"

#include <optional>

#include "core/form/definition_state.h"
#include "core/form/extensions.h"

namespace anteroom::form {

namespace {

struct Translated {
  std::string_view language, content;
};

std::optional<Translated> translation_in(const fhir::Json& primitive, std::string_view language) {
  for (const fhir::Json& extension : primitive.array_or_empty("extension")) {
    if (extension.string_or_empty("url") != ext::kTranslation) continue;
    Translated found;
    for (const fhir::Json& part : extension.array_or_empty("extension")) {
      const fhir::JsonMember* value = value_member(part);
      if (value == nullptr || !value->second.is_string()) continue;
      if (part.string_or_empty("url") == "lang") found.language = value->second.as_string();
      if (part.string_or_empty("url") == "content") found.content = value->second.as_string();
    }
    if (found.language == language && !found.content.empty()) return found;
  }
  return std::nullopt;
}

std::optional<Translated> translation(const fhir::Json* primitive, std::string_view language) {
  if (primitive == nullptr) return std::nullopt;
  for (std::string_view tag = language; !tag.empty();) {
    if (auto found = translation_in(*primitive, tag)) return found;
    const std::size_t cut = tag.rfind('-');
    tag = cut == std::string_view::npos ? std::string_view() : tag.substr(0, cut);
  }
  return std::nullopt;
}

}  // namespace

Definition::Text text_in(const fhir::Json* primitive, std::string_view source_text,
                         std::string_view source_language, std::string_view language) {
  const bool same =
      language == source_language || language.starts_with(std::string(source_language) + "-");
  if (!same) {
    if (const auto found = translation(primitive, language)) {
      return {std::string(found->content), std::string(found->language), true};
    }
  }
  return {std::string(source_text), std::string(source_language), false};
}

std::string_view source_language(const CompiledForm& form) {
  const std::string_view language = form.questionnaire.string_or_empty("language");
  return language.empty() ? std::string_view("en") : language;
}

Spoken spoken_by(const fhir::Json& element, std::string_view url) {
  const fhir::Json* extension = find_extension(element, url);
  const fhir::JsonMember* value = extension == nullptr ? nullptr : value_member(*extension);
  if (value == nullptr || !value->second.is_string()) return {};
  return {value->second.as_string(), extension->find("_" + value->first)};
}

const fhir::Json* beside_display(const Option& option) {
  const fhir::JsonMember* value = value_member(option.value);
  const fhir::Json* primitive =
      value->second.is_object() ? value->second.find("_display") : nullptr;
  return primitive != nullptr ? primitive : option.value.find("_" + value->first);
}

namespace {

std::string_view url_of(ItemPart part) {
  switch (part) {
    case ItemPart::short_text:
      return ext::kShortText;
    case ItemPart::entry_format:
      return ext::kEntryFormat;
    case ItemPart::open_label:
      return ext::kOpenLabel;
    default:
      return {};
  }
}

ItemControl control_of(ItemPart part) {
  switch (part) {
    case ItemPart::prompt:
      return ItemControl::prompt;
    case ItemPart::unit:
      return ItemControl::unit;
    case ItemPart::lower:
      return ItemControl::lower;
    case ItemPart::upper:
      return ItemControl::upper;
    case ItemPart::flyover:
      return ItemControl::flyover;
    case ItemPart::help:
      return ItemControl::help;
    case ItemPart::legal:
      return ItemControl::legal;
    case ItemPart::inline_text:
      return ItemControl::inline_text;
    default:
      return ItemControl::unset;
  }
}

}  // namespace

Definition::Text Definition::part_text(std::string_view link_id, ItemPart part,
                                       std::string_view language) const {
  const ItemDefinition* item = find(link_id);
  if (item == nullptr) return {};
  if (const std::string_view url = url_of(part); !url.empty()) {
    const Spoken spoken = spoken_by(*item->source, url);
    if (spoken.text.empty()) return {};
    return text_in(spoken.beside, spoken.text, source_language(state_->form), language);
  }
  for (const std::string& child : item->children) {
    const ItemDefinition& below = *find(child);
    if (belongs_above(below) && below.more().control == control_of(part))
      return item_text(child, language);
  }
  return {};
}

Definition::Text Definition::item_text(std::string_view link_id, std::string_view language) const {
  const ItemRecord* item = state_->form.find(link_id);
  if (item == nullptr) return {};
  return text_in(item->definition.source->find("_text"), item->definition.text,
                 source_language(state_->form), language);
}

Definition::Text Definition::option_text(std::string_view link_id, std::string_view code,
                                         std::string_view language) const {
  const ItemRecord* item = state_->form.find(link_id);
  if (item == nullptr) return {};
  for (const Option& option : item->definition.options) {
    if (option.code != code) continue;
    return text_in(beside_display(option), option.display, source_language(state_->form), language);
  }
  return {};
}

}  // namespace anteroom::form
