// Typed answers that are more than words or a bare number: a time of day, a day, a number's unit,
// own words on a list that takes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/form/form.h"

namespace anteroom::flow {

/// Without the spaces around it.
[[nodiscard]] std::string trimmed(std::string_view text);
/// Text as the item's own type: a url is FHIR's valueUri.
[[nodiscard]] form::AnswerValue text_value(form::ItemType type, std::string_view text);
/// "https:", "tel:", ...: what makes words an address.
[[nodiscard]] bool has_scheme(std::string_view url);
/// A number as the item's own type; `unit` counts in unit_options(), and any but a quantity ignores
/// it. Nothing when the number is not whole and must be.
[[nodiscard]] std::optional<form::AnswerValue> number_value(const form::ItemDefinition& item,
                                                            const fhir::Decimal& number,
                                                            std::size_t unit);
/// "9:05", "0905" or "14:30" as FHIR's "09:05:00"; nothing when it is no time of a day of 24 hours.
[[nodiscard]] std::optional<std::string> time_of_day(std::string_view typed);
/// "09:05:00" as it is typed: "09:05".
[[nodiscard]] std::string typed_time(std::string_view iso);
/// A day as the item's own type: a dateTime may stand without its time.
[[nodiscard]] form::AnswerValue day_value(form::ItemType type, std::string_view iso);
/// The unit to draw beside a number, "" for none. Symbols ("kg") are the same in every language; a
/// word ("years") has no translation in a form, so it stands only beside the text it was written
/// for.
[[nodiscard]] std::string unit_beside(const form::Definition& definition,
                                      const form::ItemDefinition& item, std::string_view language);
/// Own words that stand among an open choice's answers; "" when there are none.
[[nodiscard]] std::string own_words(const form::Form& form, std::string_view path);
/// The answers of an open choice after own words were typed: one of many keeps its other answers,
/// and no words take only the former words away.
[[nodiscard]] std::vector<form::AnswerValue> with_own_words(const form::Form& form,
                                                            std::string_view path,
                                                            std::string_view words);

}  // namespace anteroom::flow
