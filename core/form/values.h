// Answer values: their FHIR types, comparison, and the way from FHIRPath results to answers.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/form/compiled_form.h"

namespace anteroom::form {

/// "valueCoding", or "" when the answer does not hold exactly one value[x].
[[nodiscard]] std::string_view value_name(const AnswerValue& answer);
[[nodiscard]] const fhir::Json* value_of(const AnswerValue& answer);
/// Code of a Coding, else the value as text ("true", "3", "2026-01-02").
[[nodiscard]] std::string bare_code(const AnswerValue& answer);
[[nodiscard]] std::string text_of(const fhir::Json& value);
/// The number of an integer, decimal or Quantity answer.
[[nodiscard]] std::optional<fhir::Decimal> number_of(const AnswerValue& answer);
/// Which of the three unknown codes a Coding is, none for a real answer.
[[nodiscard]] UnknownReason unknown_code(const AnswerValue& answer);
[[nodiscard]] UnknownReason unknown_coding(const fhir::Json& coding);
/// The Coding of an unknown reason.
[[nodiscard]] fhir::Json coding_of(UnknownReason reason);

/// Same answer in enableWhen's sense: Codings by system and code, numbers numerically, Quantities
/// with their unit.
[[nodiscard]] bool same_value(const AnswerValue& a, const AnswerValue& b);
[[nodiscard]] bool same_coding(const fhir::Json& a, const fhir::Json& b);
/// Order of two ordered values; unordered when they cannot be compared (other types, other units,
/// other precision).
/// Neither equal nor different: quantities in units that do not convert, dates that agree as far as
/// both go ("2026-01" and "2026-01-09").
[[nodiscard]] bool undecidable(const AnswerValue& a, const AnswerValue& b);
[[nodiscard]] std::partial_ordering compare_values(const AnswerValue& a, const AnswerValue& b);
[[nodiscard]] std::partial_ordering compare_iso(std::string_view a, std::string_view b);

/// The value[x] name that an item of that type takes ("valueDate"); "" for choices, groups and
/// displays.
[[nodiscard]] std::string_view value_name_for(ItemType type);
/// Reads a value for an item: the right type, well formed; a whole number for a decimal item is
/// taken. Error AR-F021 with a sentence and without the value.
[[nodiscard]] Result<AnswerValue> typed_value(const ItemRecord& item, const AnswerValue& given);
[[nodiscard]] bool valid_date(std::string_view text);
[[nodiscard]] bool valid_date_time(std::string_view text);
[[nodiscard]] bool valid_time(std::string_view text);

/// A FHIRPath result as answers of an item; what cannot be such an answer is left out.
[[nodiscard]] std::vector<AnswerValue> answers_from(const ItemRecord& item,
                                                    const fhirpath::Collection& collection);

/// A FHIRPath result as options of an item: values of its type, codings (a
/// CodeableConcept by its first, a concept of a value set by its code),
/// resources by reference; one of each, at most a thousand.
[[nodiscard]] std::vector<Option> options_from(const ItemRecord& item,
                                               const fhirpath::Collection& collection);
/// A single primitive as text; nullopt when the result is anything else.
[[nodiscard]] std::optional<std::string> text_from(const fhirpath::Collection& collection);

}  // namespace anteroom::form
