// Which styled text an item or an option has: rendering-xhtml before rendering-markdown before the
// plain words, in the language that is asked for.
#include "core/form/definition_state.h"
#include "core/form/extensions.h"
#include "core/form/styled_text.h"
#include "core/form/translations.h"

namespace anteroom::form {

namespace {

StyledText plain(const Definition::Text& text) {
  StyledText out = styled_from_plain(text.text);
  out.language = text.language;
  out.translated = text.translated;
  return out;
}

/// The styling with that url in the language; nullopt when there is none or it cannot be read.
std::optional<StyledText> styling(const fhir::Json& primitive, std::string_view url,
                                  const Definition::Text& words, std::string_view source_language,
                                  std::string_view language) {
  const Spoken spoken = spoken_by(primitive, url);
  if (spoken.text.empty()) return std::nullopt;
  const Definition::Text found = text_in(spoken.beside, spoken.text, source_language, language);
  // Words in the patient's language matter more than their style.
  if (words.translated && !found.translated) return std::nullopt;
  std::optional<StyledText> out = url == ext::kRenderingXhtml ? styled_from_xhtml(found.text)
                                                              : styled_from_markdown(found.text);
  if (!out || out->blocks.empty()) return std::nullopt;
  out->language = found.language;
  out->translated = found.translated;
  return out;
}

StyledText styled(const fhir::Json* primitive, const Definition::Text& words,
                  std::string_view source_language, std::string_view language) {
  if (primitive != nullptr) {
    for (std::string_view url : {ext::kRenderingXhtml, ext::kRenderingMarkdown}) {
      if (auto out = styling(*primitive, url, words, source_language, language)) return *out;
    }
  }
  return plain(words);
}

}  // namespace

StyledText Definition::styled_text(std::string_view link_id, std::string_view language) const {
  const ItemDefinition* item = find(link_id);
  if (item == nullptr) return {};
  return styled(item->source->find("_text"), item_text(link_id, language),
                source_language(state_->form), language);
}

StyledText Definition::styled_option(std::string_view link_id, std::string_view code,
                                     std::string_view language) const {
  const ItemDefinition* item = find(link_id);
  if (item == nullptr) return {};
  for (const Option& option : item->options) {
    if (option.code != code) continue;
    return styled(beside_display(option), option_text(link_id, code, language),
                  source_language(state_->form), language);
  }
  return {};
}

}  // namespace anteroom::form
