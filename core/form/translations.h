// Texts of a definition in another language, for the files of this room.
#pragma once

#include <string_view>

#include "core/form/compiled_form.h"

namespace anteroom::form {

/// The string of an extension, and the "_value" beside it that holds its translations.
struct Spoken {
  std::string_view text;
  const fhir::Json* beside = nullptr;
};
[[nodiscard]] Spoken spoken_by(const fhir::Json& element, std::string_view url);

/// `primitive` ("_text") in the language, else the source text.
[[nodiscard]] Definition::Text text_in(const fhir::Json* primitive, std::string_view source_text,
                                       std::string_view source_language, std::string_view language);
[[nodiscard]] std::string_view source_language(const CompiledForm& form);
/// "_display" or "_valueString" of an option, null when it has none.
[[nodiscard]] const fhir::Json* beside_display(const Option& option);

}  // namespace anteroom::form
