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

fhir::Json LiveForm::answer_json(const Instance& instance, std::size_t index) const {
  fhir::Json answer =
      index < instance.answers.size() ? instance.answers[index].json : fhir::Json::object();
  if (instance.item->is_question() && (index == 0 || instance.has_holders())) {
    fhir::Json items = response_items(instance.below_answer(index));
    if (!items.as_array().empty()) answer.set("item", std::move(items));
  }
  return answer;
}

fhir::Json LiveForm::response_item(const Instance& instance) const {
  const ItemDefinition& definition = instance.item->definition;
  fhir::Json item = fhir::Json::object();
  if (instance.reason != UnknownReason::none) {
    item.set("extension", fhir::Json::array().push(reason_extension(instance.reason)));
  }
  item.set("linkId", definition.link_id);
  if (!definition.text.empty()) item.set("text", definition.text);
  if (!instance.item->is_question()) {
    item.set("item", response_items(instance));
    return item;
  }
  fhir::Json answers = fhir::Json::array();
  for (std::size_t i = 0; i < instance.answers.size(); ++i) answers.push(answer_json(instance, i));
  if (instance.answers.empty()) {
    // Nothing answered, but questions below are: they hang on an answer without a value.
    fhir::Json holder = answer_json(instance, 0);
    if (!holder.as_object().empty()) answers.push(std::move(holder));
  }
  if (!answers.as_array().empty()) item.set("answer", std::move(answers));
  return item;
}

fhir::Json LiveForm::response_items(const Instance& instance) const {
  fhir::Json items = fhir::Json::array();
  for (const auto& position : instance.children) {
    for (const auto& child : position) {
      if (child->in_response()) items.push(response_item(*child));
    }
  }
  return items;
}

}  // namespace anteroom::form
