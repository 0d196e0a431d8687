// Whether a form can be shown in a language, item by item: a page is never half translated, so who
// draws one asks first.
#pragma once

#include <string>
#include <string_view>

#include "core/form/form.h"

namespace anteroom::form {

/// The language the form was written in, "en" when it does not say.
[[nodiscard]] std::string source_language(const Definition& definition);

/// What a page shows of the item is in the language: its text, its options, the displays drawn with
/// it. True for what holds no letters ("0", "1"...) and for the form's own language.
[[nodiscard]] bool is_in_language(const Definition& definition, std::string_view link_id,
                                  std::string_view language);

}  // namespace anteroom::form
