// The QuestionnaireResponse: enabled items that hold something. An unknown answer that is no Coding
// is an extension.
#include "core/form/live_form.h"

namespace anteroom::form {

namespace {

fhir::Json reason_extension(UnknownReason reason) {
  fhir::Json extension = fhir::Json::object();
  extension.set("url", reason == UnknownReason::skipped ? kUnknownReasonExtension
                                                        : kDataAbsentReasonExtension);
  extension.set("valueCode", to_code(reason));
  return extension;
}

}  // namespace

fhir::Json LiveForm::answer_json(const Instance& instance, std::size_t index,
                                 EmptyInstances empty) const {
  fhir::Json answer =
      index < instance.answers.size() ? instance.answers[index].json : fhir::Json::object();
  if (instance.item->is_question() && (index == 0 || instance.has_holders())) {
    fhir::Json items = response_items(instance.below_answer(index), empty);
    if (!items.as_array().empty()) answer.set("item", std::move(items));
  }
  return answer;
}

fhir::Json LiveForm::response_item(const Instance& instance, EmptyInstances empty) const {
  const ItemDefinition& definition = instance.item->definition;
  fhir::Json item = fhir::Json::object();
  if (instance.reason != UnknownReason::none) {
    item.set("extension", fhir::Json::array().push(reason_extension(instance.reason)));
  }
  item.set("linkId", definition.link_id);
  if (!definition.text.empty()) item.set("text", definition.text);
  if (!instance.item->is_question()) {
    fhir::Json items = response_items(instance, empty);
    if (!items.as_array().empty()) item.set("item", std::move(items));
    return item;
  }
  fhir::Json answers = fhir::Json::array();
  for (std::size_t i = 0; i < instance.answers.size(); ++i)
    answers.push(answer_json(instance, i, empty));
  if (instance.answers.empty()) {
    // Nothing answered, but questions below are: they hang on an answer without a value.
    fhir::Json holder = answer_json(instance, 0, empty);
    if (!holder.as_object().empty()) answers.push(std::move(holder));
  }
  if (!answers.as_array().empty()) item.set("answer", std::move(answers));
  return item;
}

fhir::Json LiveForm::response_items(const Instance& instance, EmptyInstances empty) const {
  fhir::Json items = fhir::Json::array();
  for (const auto& position : instance.children) {
    for (const auto& child : position) {
      const bool kept = empty == EmptyInstances::kept && holds_place(*child);
      if (child->in_response() || kept) items.push(response_item(*child, empty));
    }
  }
  return items;
}

/// It, or an instance below it, is one of a repeating group whose number a new
/// form does not have, or stands before one that holds something.
bool LiveForm::holds_place(const Instance& instance) const {
  if (!instance.gate.enabled) return false;
  if (instance.item->repeating_group()) {
    const auto& siblings = instance.parent->children[instance.item->position];
    if (siblings.size() != instances_at_start(*instance.item)) return true;
    for (std::size_t i = instance.index + 1; i < siblings.size(); ++i) {
      if (siblings[i]->in_response()) return true;
    }
  }
  for (const auto& position : instance.children) {
    for (const auto& child : position) {
      if (holds_place(*child)) return true;
    }
  }
  return false;
}

}  // namespace anteroom::form
