#include "kiosk/flow/typed_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>

#include "kiosk/flow/item_details.h"
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

}  // namespace

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

form::AnswerValue text_value(form::ItemType type, std::string_view text) {
  form::AnswerValue value = form::AnswerValue::string(text);
  if (type == form::ItemType::url)
    value.json = fhir::Json::object().set("valueUri", std::string(text));
  return value;
}

bool has_scheme(std::string_view url) {
  const auto colon = url.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == url.size()) return false;
  return std::all_of(url.begin(), url.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '-' || c == '.';
  });
}

std::optional<form::AnswerValue> number_value(const form::ItemDefinition& item,
                                              const fhir::Decimal& number, std::size_t unit) {
  if (item.type == form::ItemType::integer) {
    const auto whole = number.to_integer();
    return whole ? std::optional(form::AnswerValue::integer(*whole)) : std::nullopt;
  }
  if (item.type != form::ItemType::quantity) return form::AnswerValue::decimal(number);
  fhir::Json quantity = fhir::Json::object().set("value", number);
  const std::vector<form::Unit> units = unit_options(item);
  if (unit < units.size()) {
    quantity.set("unit", units[unit].display);
    if (!units[unit].system.empty()) quantity.set("system", units[unit].system);
    if (!units[unit].code.empty()) quantity.set("code", units[unit].code);
  }
  form::AnswerValue value;
  value.json = fhir::Json::object().set("valueQuantity", std::move(quantity));
  return value;
}

std::string unit_beside(const form::Definition& definition, const form::ItemDefinition& item,
                        std::string_view language) {
  if (item.unit.starts_with('{')) return {};  // UCUM annotation: no unit of measure
  const std::optional<form::Unit>& unit = item.more().unit;
  const bool symbol = unit && item.unit == unit->code;
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
