// Loading and checking a Questionnaire: the steps of compiled_form.h in order, all problems
// collected.
#include "core/form/definition_state.h"

namespace anteroom::form {

namespace {

/// Runs the steps; later steps run only where the earlier ones left something they can stand on.
void compile_form(CompiledForm& form, Findings& findings) {
  read_items(form, findings);
  read_enable_when(form, findings);
  read_expressions(form, findings);
  order_graph(form, findings);
}

}  // namespace

Definition::Definition(std::unique_ptr<State> state) : state_(std::move(state)) {}
Definition::~Definition() = default;

Result<std::shared_ptr<const Definition>> Definition::load(fhir::Json questionnaire,
                                                           const FormLimits& limits) {
  auto state = std::make_unique<State>();
  state->form.questionnaire = std::move(questionnaire);
  state->form.limits = limits;
  Findings findings;
  compile_form(state->form, findings);
  if (!findings.errors.empty()) return findings.errors.front();
  return std::shared_ptr<const Definition>(new Definition(std::move(state)));
}

Definition::Problems Definition::check(const fhir::Json& questionnaire, const FormLimits& limits) {
  CompiledForm form;
  form.questionnaire = questionnaire;
  form.limits = limits;
  Findings findings;
  findings.reading = Findings::Reading::check;
  compile_form(form, findings);
  return {std::move(findings.errors), std::move(findings.warnings)};
}

const std::string& Definition::url() const {
  return state_->form.url;
}
const std::string& Definition::version() const {
  return state_->form.version;
}
const fhir::Json& Definition::questionnaire() const {
  return state_->form.questionnaire;
}
const std::vector<std::string>& Definition::link_ids() const {
  return state_->form.link_ids;
}

const FormLimits& Definition::limits() const {
  return state_->form.limits;
}
const ItemDefinition& Definition::root() const {
  return state_->form.root.definition;
}

const ItemDefinition* Definition::find(std::string_view link_id) const {
  const ItemRecord* item = state_->form.find(link_id);
  return item == nullptr ? nullptr : &item->definition;
}

}  // namespace anteroom::form
