// i18n/<language>.json of a bundle: read, compared with the form, merged in as FHIR translation
// extensions.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/fhir/json.h"
#include "core/plugin/translation_state.h"

namespace anteroom::plugin {

struct Translation {
  std::string text, source_hash;
  bool reviewed = false;  ///< by a qualified medical translator, as the file says
};
using Translations = std::map<std::string, Translation,
                              std::less<>>;  ///< by "linkId#text", "linkId#code", "ruleId#patient"

/// AR-P018 for a file that is not as schemas/i18n.schema.json says or is of another language.
[[nodiscard]] Translations read_translations(const fhir::Json& json, std::string_view language,
                                             Errors& errors);
/// Adds the texts to `questionnaire` (_text of items, _display of codings) and counts them. What is
/// missing is AR-P018, what is older than its source AR-P029, and of a safety item AR-P030: that
/// one is left out, so that the kiosk shows its page in the source language.
TranslationState merge_translations(fhir::Json& questionnaire, std::string_view language,
                                    const Translations& translations, Errors& warnings);

}  // namespace anteroom::plugin
