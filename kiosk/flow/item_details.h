// What a form's extensions say about how an item is shown: units, step, pictures, help, open label.
// Read from the item as it was written; the answers are core/form's business.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/form/form.h"
#include "kiosk/flow/page.h"

namespace anteroom::flow {

struct UnitOption {
  std::string system, code, display;
};

[[nodiscard]] const fhir::Json* find_extension(const fhir::Json& element, std::string_view url);
/// unitOption of the item, else its one questionnaire-unit; empty when it has none.
[[nodiscard]] std::vector<UnitOption> unit_options(const form::ItemDefinition& item);
/// A group that has entries to add and remove.
[[nodiscard]] bool has_entries(const form::ItemDefinition& item);
struct Occurs {
  int least = 0;
  std::optional<int> most;
};
[[nodiscard]] Occurs occurs_of(const form::ItemDefinition& item);
/// The step of a slider or spinner; 1 when the form gives none.
[[nodiscard]] fhir::Decimal step_size(const form::ItemDefinition& item);
/// openLabel in the form's own language, "" when the form has none or the language is another one.
[[nodiscard]] std::string open_label(const form::Definition& definition,
                                     const form::ItemDefinition& item, std::string_view language);
[[nodiscard]] bool is_side_by_side(const form::ItemDefinition& item);
[[nodiscard]] bool needs_signature(const form::ItemDefinition& item);
/// Words that a display item adds to its parent instead of standing for itself: help, flyover,
/// prompt, unit, lower, upper.
[[nodiscard]] bool is_attached(const form::Definition& definition,
                               const form::ItemDefinition& display);
/// The attached words of an item with one of these controls, in the language, joined.
[[nodiscard]] std::string attached_words(const form::Form& form, const form::ItemDefinition& item,
                                         const std::vector<std::string_view>& controls,
                                         std::string_view language);
/// itemMedia of the item, itemAnswerMedia of an option: PNG or JPEG that the form carries itself.
/// Nothing for anything else; an address is never opened.
[[nodiscard]] std::shared_ptr<const Picture> item_picture(const form::ItemDefinition& item,
                                                          std::string_view language);
[[nodiscard]] std::shared_ptr<const Picture> option_picture(const form::ItemDefinition& item,
                                                            const std::string& code);

}  // namespace anteroom::flow
