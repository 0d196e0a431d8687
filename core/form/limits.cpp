// Evaluates the limits that a form calculates. They are asked for when a page is drawn or an answer
// is checked, which is seldom beside the number of answers; so they are no units of the graph. One
// that fails or is empty leaves what is written beside it.
#include "core/form/limits.h"

#include <algorithm>

#include "core/form/values.h"

namespace anteroom::form {

namespace {

fhir::Json count_json(const std::optional<int>& count) {
  return count ? fhir::Json(*count) : fhir::Json();
}

fhir::Json as_written(const ItemDefinition& item, LimitKind kind) {
  const ItemDetails& more = item.more();
  switch (kind) {
    case LimitKind::min_value:
      return more.min_value;
    case LimitKind::max_value:
      return more.max_value;
    case LimitKind::min_length:
      return count_json(more.min_length);
    case LimitKind::max_length:
      return count_json(item.max_length);
    case LimitKind::max_decimal_places:
      return count_json(more.max_decimal_places);
    case LimitKind::min_occurs:
      return count_json(more.min_occurs);
    case LimitKind::max_occurs:
      return count_json(more.max_occurs);
    case LimitKind::max_size:
      return more.max_size ? fhir::Json(*more.max_size) : fhir::Json();
    case LimitKind::unset:
      break;
  }
  return {};
}

/// A node of the response or the patient as the value that it holds.
fhirpath::Value bare(const fhirpath::Value& value) {
  if (const auto* node = std::get_if<fhirpath::Node>(&value)) {
    if (auto primitive = node->model->primitive(*node)) return *primitive;
  }
  return value;
}

fhir::Json number_json(const fhirpath::Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
  if (const auto* decimal = std::get_if<fhir::Decimal>(&value)) return *decimal;
  return {};
}

fhir::Json calculated(const LiveForm& form, const Instance& instance, LimitKind kind,
                      const Expression& expression) {
  const fhirpath::Collection found = form.evaluate(expression, instance);
  if (found.size() != 1) return {};
  const fhirpath::Value value = bare(found.front());
  const ItemType type = instance.item->definition.type;
  const bool bound = kind == LimitKind::min_value || kind == LimitKind::max_value;
  // A bound of a number is taken as it is; answers_from would round it to the item's places.
  if (!bound || type == ItemType::decimal || type == ItemType::integer) return number_json(value);
  const std::vector<AnswerValue> answers = answers_from(*instance.item, found);
  return answers.size() == 1 ? *value_of(answers.front()) : fhir::Json();
}

}  // namespace

fhir::Json limit_now(const LiveForm& form, const Instance& instance, LimitKind kind) {
  for (const auto& [each, expression] : instance.item->limit_expressions) {
    if (each != kind) continue;
    fhir::Json value = calculated(form, instance, kind, expression);
    if (!value.is_null()) return value;
  }
  return as_written(instance.item->definition, kind);
}

std::optional<int> count_now(const LiveForm& form, const Instance& instance, LimitKind kind) {
  const fhir::Json limit = limit_now(form, instance, kind);
  if (!limit.is_integer()) return std::nullopt;
  return static_cast<int>(std::clamp<std::int64_t>(limit.as_integer(), 0, INT32_MAX));
}

}  // namespace anteroom::form
