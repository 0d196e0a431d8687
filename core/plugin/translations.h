// i18n/<language>.json of a bundle: read, compared with the form, merged in as FHIR translation
// extensions.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/fhir/json.h"

namespace anteroom::plugin {

struct Translation {
  std::string text, source_hash;
};
using Translations = std::map<std::string, Translation,
                              std::less<>>;  ///< by "linkId#text", "linkId#code", "ruleId#patient"

/// AR-P018 for a file that is not as schemas/i18n.schema.json says or is of another language.
[[nodiscard]] Translations read_translations(const fhir::Json& json, std::string_view language,
                                             Errors& errors);
/// Adds the texts to `questionnaire` (_text of items, _display of codings). A text that is missing,
/// or whose source changed since it was translated, is a warning (AR-P018): the kiosk shows the
/// source text.
void merge_translations(fhir::Json& questionnaire, std::string_view language,
                        const Translations& translations, Errors& warnings);

}  // namespace anteroom::plugin
