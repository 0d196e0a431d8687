// What a form's author says about how an item is shown, as the pages need it: units, step,
// pictures, help, open label.
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/form/form.h"
#include "kiosk/flow/page.h"

namespace anteroom::flow {

/// unitOption of the item, else its one questionnaire-unit; empty when it has none.
[[nodiscard]] std::vector<form::Unit> unit_options(const form::ItemDefinition& item);
/// A group that has entries to add and remove.
[[nodiscard]] bool has_entries(const form::ItemDefinition& item);
/// The step of a slider or spinner; 1 when the form gives none.
[[nodiscard]] fhir::Decimal step_size(const form::ItemDefinition& item);
/// openLabel in the language, "" when the form has none in it.
[[nodiscard]] std::string open_label(const form::Definition& definition,
                                     const form::ItemDefinition& item, std::string_view language);
/// Words that stand with the question above them instead of on a page: help, flyover, prompt, unit,
/// lower, upper, and any display below a question.
[[nodiscard]] bool is_attached(const form::Definition& definition,
                               const form::ItemDefinition& display);
/// The attached words of an item with one of these controls, in the language, joined. A display
/// without a control of its own counts as help.
[[nodiscard]] std::string attached_words(const form::Form& form, const form::ItemDefinition& item,
                                         std::initializer_list<form::ItemControl> controls,
                                         std::string_view language);
/// itemMedia of the item, itemAnswerMedia of an option: PNG or JPEG that the form carries itself.
/// Nothing for anything else; an address is never opened.
[[nodiscard]] std::shared_ptr<const Picture> item_picture(const form::ItemDefinition& item,
                                                          std::string_view language);
[[nodiscard]] std::shared_ptr<const Picture> option_picture(const form::Option& option);

}  // namespace anteroom::flow
