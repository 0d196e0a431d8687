#include "kiosk/flow/typed_values.h"

#include <fmt/format.h>

#include <charconv>

#include "kiosk/flow/plan.h"

namespace anteroom::flow {
namespace {

/// One or two digits up to `most`.
std::optional<int> two_digits(std::string_view text, int most) {
  if (text.empty() || text.size() > 2) return std::nullopt;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
  }
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value <= most ? std::optional(value) : std::nullopt;
}

bool is_own_words(const form::Form& form, std::string_view path, const form::AnswerValue& value) {
  const fhir::Json* text = value.json.find("valueString");
  if (text == nullptr || !text->is_string()) return false;
  for (const form::Option& option : form.offered_options(path)) {
    if (option.code == text->as_string()) return false;  // a list may offer strings of its own
  }
  return true;
}

/// The code that stands behind the unit's display.
std::string unit_code(const form::ItemDefinition& item) {
  constexpr std::string_view kUnit = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit";
  if (item.source == nullptr) return {};
  for (const fhir::Json& extension : item.source->array_or_empty("extension")) {
    if (extension.string_or_empty("url") != kUnit) continue;
    if (const fhir::Json* coding = extension.find("valueCoding"))
      return std::string(coding->string_or_empty("code"));
  }
  return {};
}

}  // namespace

std::string unit_beside(const form::Definition& definition, const form::ItemDefinition& item,
                        std::string_view language) {
  if (item.unit.starts_with('{')) return {};  // UCUM annotation: no unit of measure
  const bool symbol = item.unit == unit_code(item);
  const bool own_words = !definition.item_text(item.link_id, language).translated;
  return symbol || own_words ? item.unit : std::string{};
}

std::optional<std::string> time_of_day(std::string_view typed) {
  const auto colon = typed.find(':');
  const bool bare = colon == std::string_view::npos;
  if (bare && typed.size() != 3 && typed.size() != 4) return std::nullopt;
  const std::string_view minutes = bare ? typed.substr(typed.size() - 2) : typed.substr(colon + 1);
  const std::string_view hours = typed.substr(0, bare ? typed.size() - 2 : colon);
  const std::optional<int> hour = two_digits(hours, 23), minute = two_digits(minutes, 59);
  if (!hour || !minute || minutes.size() != 2) return std::nullopt;
  return fmt::format("{:02}:{:02}:00", *hour, *minute);
}

std::string typed_time(std::string_view iso) {
  return std::string(iso.substr(0, 5));
}

form::AnswerValue day_value(form::ItemType type, std::string_view iso) {
  form::AnswerValue value = form::AnswerValue::date(iso);
  if (type == form::ItemType::date_time)
    value.json = fhir::Json::object().set("valueDateTime", std::string(iso));
  return value;
}

std::string own_words(const form::Form& form, std::string_view path) {
  for (const form::AnswerValue& value : form.answers(path)) {
    if (is_own_words(form, path, value)) return value.json.find("valueString")->as_string();
  }
  return {};
}

std::vector<form::AnswerValue> with_own_words(const form::Form& form, std::string_view path,
                                              std::string_view words) {
  std::vector<form::AnswerValue> values;
  const form::ItemDefinition* item = form.definition().find(link_id_of(path));
  const bool keeps_others = words.empty() || (item != nullptr && item->repeats);
  if (form.unknown_reason(path) == form::UnknownReason::none && keeps_others) {
    for (const form::AnswerValue& value : form.answers(path)) {
      bool exclusive = false;
      for (const form::Option& option : form.offered_options(path))
        exclusive = exclusive || (option.exclusive && option.value == value.json);
      if (is_own_words(form, path, value) || (exclusive && !words.empty())) continue;
      values.push_back(value);
    }
  }
  if (!words.empty()) values.push_back(form::AnswerValue::string(words));
  return values;
}

}  // namespace anteroom::flow
