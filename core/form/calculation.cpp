// Evaluates the expressions of a form over the live response: variables, calculated and initial
// values, toggles. An expression that fails is empty (unknown), never a guess.
#include "core/form/live_form.h"
#include "core/form/values.h"

namespace anteroom::form {

std::optional<fhirpath::Collection> LiveForm::variable(std::string_view name,
                                                       const Instance& focus) const {
  for (const Instance* scope = &focus; scope != nullptr; scope = scope->parent) {
    if (scope->is_holder()) continue;
    for (const Variable& variable : scope->item->variables) {
      if (variable.name != name) continue;
      const auto key = std::pair(&variable, scope);
      if (const auto found = variables_.find(key); found != variables_.end()) return found->second;
      fhirpath::Collection value;
      if (variable.expression) value = evaluate(*variable.expression, *scope);
      return variables_.emplace(key, std::move(value)).first->second;
    }
  }
  if (name == "context" || name == "qrItem") return fhirpath::Collection{model_.node(focus)};
  if (const auto found = contexts_.find(name); found != contexts_.end())
    return fhirpath::Collection{found->second->root()};
  // Declared and not supplied: empty, hence unknown.
  if (name == "patient" || name == "encounter" || definition_.launch_names.contains(name))
    return fhirpath::Collection{};
  return std::nullopt;
}

Result<fhirpath::Collection> LiveForm::try_evaluate(const Expression& expression,
                                                    const Instance& focus) const {
  fhirpath::EvalContext context;
  context.resource = model_.node(root_);
  context.root_resource = context.resource;
  context.questionnaire = questionnaire_->root();
  if (focus.item->index >= 0 && expression.compiled.reads().variables.contains("qitem")) {
    auto& model = item_models_[focus.item->index];
    if (!model) model = std::make_unique<fhirpath::JsonModel>(*focus.item->definition.source);
    context.qitem = model->root();
  }
  context.variable = [&](std::string_view name) { return variable(name, focus); };
  context.weight = [&](const fhirpath::Node& node) -> std::optional<fhir::Decimal> {
    const fhir::Json coding = node.model->to_json(node);
    const auto found = definition_.weights.find({std::string(coding.string_or_empty("system")),
                                                 std::string(coding.string_or_empty("code"))});
    return found == definition_.weights.end() ? std::nullopt : std::optional(found->second);
  };
  context.now = launch_.now;
  context.utc_offset_minutes = launch_.utc_offset_minutes;
  return expression.compiled.evaluate(context, {model_.node(focus)});
}

fhirpath::Collection LiveForm::evaluate(const Expression& expression, const Instance& focus) const {
  Result<fhirpath::Collection> value = try_evaluate(expression, focus);
  return value ? std::move(value).value() : fhirpath::Collection{};
}

std::vector<AnswerValue> LiveForm::compute_value(const Instance& instance) const {
  return answers_from(*instance.item, evaluate(*instance.item->calculated, instance));
}

std::vector<bool> LiveForm::compute_offered(const Instance& instance) const {
  const ItemRecord& item = *instance.item;
  // An option that no toggle names is always offered; one that several name is offered when one of
  // them is true.
  std::vector<bool> offered(item.definition.options.size(), true);
  for (const Toggle& toggle : item.toggles) {
    for (std::size_t option : toggle.options) offered[option] = false;
  }
  for (const Toggle& toggle : item.toggles) {
    const Result<fhirpath::Truth> on = fhirpath::to_truth(evaluate(toggle.expression, instance));
    if (!on || on.value() != fhirpath::Truth::yes) continue;
    for (std::size_t option : toggle.options) offered[option] = true;
  }
  return offered;
}

Definition::Text LiveForm::text_of(const Instance& instance, std::string_view language,
                                   Definition::Text plain) const {
  const TextExpression* chosen = nullptr;
  for (const TextExpression& each : instance.item->text_expressions) {
    const bool own = each.language.empty() && !plain.translated;
    const bool asked = !each.language.empty() &&
                       (language == each.language || language.starts_with(each.language + "-"));
    // That of the language asked for counts before the questionnaire's own.
    if (asked || (own && chosen == nullptr)) chosen = &each;
  }
  if (chosen == nullptr) return plain;
  auto text = text_from(evaluate(chosen->expression, instance));
  if (!text || text->empty()) return plain;
  const bool translated = !chosen->language.empty();
  return {std::move(*text), translated ? chosen->language : plain.language, translated};
}

void LiveForm::fill_initial(Instance& instance) {
  fill_plain_initial(instance);
  run();
  fill_expressions(instance);
}

void LiveForm::store_initial(Instance& instance, std::vector<AnswerValue> values) {
  const bool before = std::exchange(in_initial_pass_, true);
  store(instance, std::move(values), UnknownReason::none);
  in_initial_pass_ = before;
}

// By index: an answer that is stored on the way may bring and take instances.
void LiveForm::fill_plain_initial(Instance& instance) {
  const ItemRecord& item = *instance.item;
  if (!item.initial.empty() && !item.calculated && !instance.is_holder())
    store_initial(instance, item.initial);
  for (auto& position : instance.children) {
    for (std::size_t i = 0; i < position.size(); ++i) fill_plain_initial(*position[i]);
  }
}

void LiveForm::fill_expressions(Instance& instance) {
  const ItemRecord& item = *instance.item;
  if (item.initial_expression && !item.calculated && !instance.is_holder()) {
    std::vector<AnswerValue> values =
        answers_from(item, evaluate(*item.initial_expression, instance));
    if (!values.empty()) {
      store_initial(instance, std::move(values));
      instance.prefilled = true;
      run();
    }
  }
  for (auto& position : instance.children) {
    for (std::size_t i = 0; i < position.size(); ++i) fill_expressions(*position[i]);
  }
}

}  // namespace anteroom::form
