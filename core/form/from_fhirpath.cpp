// From FHIRPath results to answers of an item: calculatedExpression and initialExpression.
#include <algorithm>
#include <set>

#include "core/form/extensions.h"
#include "core/form/values.h"

namespace anteroom::form {

namespace {

using fhirpath::Value;

std::optional<AnswerValue> named(std::string_view name, fhir::Json value) {
  AnswerValue answer;
  answer.json.set(name, std::move(value));
  return answer;
}

std::optional<fhir::Decimal> as_number(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return fhir::Decimal(*whole);
  if (const auto* decimal = std::get_if<fhir::Decimal>(&value)) return *decimal;
  if (const auto* quantity = std::get_if<fhirpath::Quantity>(&value)) return quantity->value;
  return std::nullopt;
}

std::optional<std::string> as_text(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* temporal = std::get_if<fhirpath::Temporal>(&value)) return temporal->text;
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (std::holds_alternative<std::int64_t>(value) || std::holds_alternative<fhir::Decimal>(value)) {
    return as_number(value)->to_string();
  }
  return std::nullopt;
}

std::optional<AnswerValue> quantity_answer(const ItemRecord& item, const Value& value) {
  if (const auto* quantity = std::get_if<fhirpath::Quantity>(&value)) {
    fhir::Json json = fhir::Json::object();
    json.set("value", quantity->value).set("unit", quantity->unit);
    json.set("system", "http://unitsofmeasure.org").set("code", quantity->unit);
    return named("valueQuantity", std::move(json));
  }
  const auto number = as_number(value);
  if (!number) return std::nullopt;
  fhir::Json json = fhir::Json::object();
  json.set("value", *number);
  if (const fhir::Json* unit = extension_value(*item.definition.source, ext::kUnit)) {
    json.set("unit", item.definition.unit);
    for (std::string_view name : {"system", "code"}) {
      if (const fhir::Json* part = unit->find(name)) json.set(name, *part);
    }
  }
  return named("valueQuantity", std::move(json));
}

std::optional<AnswerValue> choice_answer(const ItemRecord& item, const Value& value) {
  const auto text = as_text(value);
  if (!text) return std::nullopt;
  for (const Option& option : item.definition.options) {
    if (option.code == *text) {
      const fhir::JsonMember* member = value_member(option.value);
      return named(member->first, member->second);
    }
  }
  if (item.definition.type == ItemType::open_choice) return named("valueString", *text);
  return std::nullopt;
}

std::optional<AnswerValue> number_answer(const ItemRecord& item, const Value& value) {
  const auto number = as_number(value);
  if (!number) return std::nullopt;
  if (item.definition.type == ItemType::integer) {
    const auto whole = number->to_integer();
    if (!whole || *whole < INT32_MIN || *whole > INT32_MAX) return std::nullopt;
    return named("valueInteger", *whole);
  }
  const auto places = item.definition.more().max_decimal_places;
  return named("valueDecimal", places ? number->rounded(std::clamp(*places, 0, 28)) : *number);
}

std::optional<AnswerValue> text_answer(const ItemRecord& item, const Value& value) {
  auto text = as_text(value);
  if (!text || text->empty()) return std::nullopt;
  switch (item.definition.type) {
    case ItemType::date:
      // A dateTime answers a date by its day.
      if (const std::size_t clock = text->find('T'); clock != std::string::npos)
        text->resize(clock);
      if (!valid_date(*text)) return std::nullopt;
      break;
    case ItemType::date_time:
      if (!valid_date_time(*text)) return std::nullopt;
      break;
    case ItemType::time:
      if (!text->empty() && text->front() == 'T') text->erase(0, 1);
      if (!valid_time(*text)) return std::nullopt;
      break;
    default:
      break;
  }
  return named(value_name_for(item.definition.type), *text);
}

std::optional<AnswerValue> answer_from(const ItemRecord& item, const Value& value) {
  if (const auto* node = std::get_if<fhirpath::Node>(&value)) {
    if (const auto primitive = node->model->primitive(*node)) return answer_from(item, *primitive);
    const std::string type = node->model->type_name(*node);
    const std::string_view expected = value_name_for(item.definition.type);
    const std::string name = "value" + type;
    if (name != (expected.empty() ? std::string_view("valueCoding") : expected))
      return std::nullopt;
    return named(name, node->model->to_json(*node));
  }
  switch (item.definition.type) {
    case ItemType::boolean:
      if (const auto* flag = std::get_if<bool>(&value)) return named("valueBoolean", *flag);
      return std::nullopt;
    case ItemType::integer:
    case ItemType::decimal:
      return number_answer(item, value);
    case ItemType::quantity:
      return quantity_answer(item, value);
    case ItemType::choice:
    case ItemType::open_choice:
      return choice_answer(item, value);
    case ItemType::attachment:
    case ItemType::reference:
    case ItemType::group:
    case ItemType::display:
    case ItemType::unset:
      return std::nullopt;
    default:
      return text_answer(item, value);
  }
}

}  // namespace

std::vector<AnswerValue> answers_from(const ItemRecord& item,
                                      const fhirpath::Collection& collection) {
  std::vector<AnswerValue> answers;
  // Several results for one answer: none of them is it.
  if (collection.size() > 1 && !item.definition.repeats) return answers;
  for (const Value& value : collection) {
    if (auto answer = answer_from(item, value)) answers.push_back(std::move(*answer));
  }
  return answers;
}

namespace {

std::optional<AnswerValue> coding_answer(const fhir::Json& json) {
  const fhir::JsonArray& codings = json.array_or_empty("coding");
  const fhir::Json& coding = codings.empty() ? json : codings.front();
  if (coding.string_or_empty("code").empty()) return std::nullopt;
  fhir::Json out = fhir::Json::object();
  for (std::string_view name : {"system", "code", "display"}) {
    if (const std::string_view part = coding.string_or_empty(name); !part.empty())
      out.set(name, part);
  }
  return named("valueCoding", std::move(out));
}

std::optional<AnswerValue> reference_answer(const fhir::Json& resource) {
  const std::string_view type = resource.string_or_empty("resourceType");
  const std::string_view id = resource.string_or_empty("id");
  if (type.empty() || id.empty()) return std::nullopt;
  return named("valueReference",
               fhir::Json::object().set("reference", std::string(type) + "/" + std::string(id)));
}

/// A value of a choice that is no option of the definition: as it is.
std::optional<AnswerValue> free_choice(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return named("valueInteger", *whole);
  auto text = as_text(value);
  if (!text || text->empty()) return std::nullopt;
  if (std::holds_alternative<std::string>(value)) return named("valueString", std::move(*text));
  if (valid_date(*text)) return named("valueDate", std::move(*text));
  if (valid_time(*text)) return named("valueTime", std::move(*text));
  return std::nullopt;
}

std::optional<AnswerValue> option_answer(const ItemRecord& item, const Value& value) {
  const ItemType type = item.definition.type;
  const bool choice = type == ItemType::choice || type == ItemType::open_choice;
  if (const auto* node = std::get_if<fhirpath::Node>(&value)) {
    if (const auto primitive = node->model->primitive(*node))
      return option_answer(item, *primitive);
    if (choice) return coding_answer(node->model->to_json(*node));
    if (auto answer = answer_from(item, value)) return answer;
    return type == ItemType::reference ? reference_answer(node->model->to_json(*node))
                                       : std::nullopt;
  }
  if (auto answer = answer_from(item, value); answer && type != ItemType::open_choice)
    return answer;
  return choice ? free_choice(value) : answer_from(item, value);
}

}  // namespace

std::vector<Option> options_from(const ItemRecord& item, const fhirpath::Collection& collection) {
  constexpr std::size_t kMost = 1000;
  std::vector<Option> options;
  std::set<std::pair<std::string, std::string>> seen;
  for (const Value& value : collection) {
    auto answer = option_answer(item, value);
    if (!answer || options.size() == kMost) continue;
    const fhir::Json& bare = *value_of(*answer);
    Option option;
    option.code = text_of(bare);
    option.system = bare.string_or_empty("system");
    option.display = bare.string_or_empty("display");
    if (option.display.empty()) option.display = option.code;
    option.unknown = unknown_code(*answer);
    option.value = std::move(answer->json);
    const std::string key = option.code.empty() ? fhir::write_json(option.value) : option.code;
    if (seen.emplace(option.system, key).second) options.push_back(std::move(option));
  }
  return options;
}

std::optional<std::string> text_from(const fhirpath::Collection& collection) {
  if (collection.size() != 1) return std::nullopt;
  const auto* node = std::get_if<fhirpath::Node>(&collection.front());
  if (node == nullptr) return as_text(collection.front());
  const auto primitive = node->model->primitive(*node);
  return primitive ? as_text(*primitive) : std::nullopt;
}

}  // namespace anteroom::form
