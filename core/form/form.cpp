// Form: the public face of LiveForm. Every change is accepted or refused first, then stored, then
// recomputed.
#include "core/form/definition_state.h"
#include "core/form/limits.h"
#include "core/form/live_form.h"
#include "core/form/styled_text.h"
#include "core/form/values.h"

namespace anteroom::form {

struct Form::State {
  LiveForm live;
};

fhir::Json outcome_of(LiveForm& form, const fhir::Json& response);  // validation.cpp

namespace {

Error no_such_path(std::string_view path) {
  return {"AR-F020", "There is no item '" + std::string(path) + "' in the form",
          "",        "Use linkId or group[0].linkId",
          0,         0};
}

}  // namespace

std::string link_id_of(std::string_view path) {
  const std::size_t bracket = path.rfind("].");
  if (bracket != std::string_view::npos) path = path.substr(bracket + 2);
  if (path.ends_with(']')) path = path.substr(0, path.rfind('['));
  return std::string(path);
}

Form::Form(std::shared_ptr<const Definition> definition, LaunchContext launch) {
  const CompiledForm& compiled = definition->state_->form;
  state_.reset(new State{LiveForm(std::move(definition), compiled, std::move(launch))});
}
Form::Form(Form&&) noexcept = default;
Form& Form::operator=(Form&&) noexcept = default;
Form::~Form() = default;

Result<ChangeSet> Form::answer(std::string_view path, std::vector<AnswerValue> values) {
  LiveForm& live = state_->live;
  Instance* instance = live.find(path);
  if (instance == nullptr) return no_such_path(path);
  Result<std::vector<AnswerValue>> accepted = live.accept(*instance, std::move(values));
  if (!accepted) return accepted.error();
  live.store(*instance, std::move(accepted).value(), UnknownReason::none);
  live.run();
  return live.take_changes();
}

Result<ChangeSet> Form::answer_unknown(std::string_view path, UnknownReason reason) {
  LiveForm& live = state_->live;
  Instance* instance = live.find(path);
  if (instance == nullptr) return no_such_path(path);
  std::vector<AnswerValue> none;
  Result<std::vector<AnswerValue>> accepted = live.accept(*instance, none);
  if (!accepted) return accepted.error();
  if (reason != UnknownReason::none && live.offers(*instance, reason)) {
    fhir::Json coding = coding_of(reason);
    for (const Option& option : instance->item->definition.options) {
      if (option.unknown == reason && option.display != option.code)
        coding.set("display", option.display);
    }
    none.emplace_back().json.set("valueCoding", std::move(coding));
  }
  live.store(*instance, std::move(none), reason);
  live.run();
  return live.take_changes();
}

Result<ChangeSet> Form::add_instance(std::string_view group_path) {
  LiveForm& live = state_->live;
  const auto [parent, group] = live.find_group(group_path);
  if (parent == nullptr || group == nullptr) return no_such_path(group_path);
  if (!group->repeating_group()) {
    return Error{"AR-F027",
                 "'" + group->definition.link_id + "' is no repeating group",
                 group->pointer,
                 "",
                 0,
                 0};
  }
  const std::size_t there = parent->children[group->position].size();
  if (auto full = live.no_room(*group, there, there + 1)) return *std::move(full);
  live.add_instance(*parent, *group);
  return live.take_changes();
}

Result<ChangeSet> Form::remove_instance(std::string_view group_path, std::size_t index) {
  LiveForm& live = state_->live;
  const auto [parent, group] = live.find_group(group_path);
  if (parent == nullptr || group == nullptr) return no_such_path(group_path);
  if (!group->repeating_group() || index >= parent->children[group->position].size()) {
    return Error{"AR-F027",
                 "'" + group->definition.link_id + "' has no such instance",
                 group->pointer,
                 "",
                 0,
                 0};
  }
  live.drop_instance(*parent, *group, index);
  return live.take_changes();
}

Errors Form::load_response(const fhir::Json& response) {
  return state_->live.load(response);
}

const Definition& Form::definition() const {
  return *state_->live.owner();
}
std::shared_ptr<const Definition> Form::shared_definition() const {
  return state_->live.owner();
}

Enablement Form::enablement(std::string_view path) const {
  const Instance* instance = state_->live.find(path);
  return instance == nullptr ? Enablement{} : instance->gate;
}

std::vector<AnswerValue> Form::answers(std::string_view path) const {
  const Instance* instance = state_->live.find(path);
  return instance == nullptr ? std::vector<AnswerValue>{} : instance->answers;
}

UnknownReason Form::unknown_reason(std::string_view path) const {
  const Instance* instance = state_->live.find(path);
  if (instance == nullptr) return UnknownReason::none;
  if (instance->answers.size() == 1) return unknown_code(instance->answers.front());
  return instance->reason;
}

std::vector<ItemState> Form::states(std::string_view link_id) const {
  const LiveForm& live = state_->live;
  std::vector<ItemState> states;
  const ItemRecord* item = live.definition().find(link_id);
  if (item == nullptr) return states;
  std::vector<Instance*> instances;
  live.instances_below(live.root(), *item, instances);
  for (const Instance* instance : instances) states.push_back(live.state_of(*instance));
  return states;
}

std::vector<Option> Form::offered_options(std::string_view path) const {
  const Instance* instance = state_->live.find(path);
  if (instance == nullptr) return {};
  if (instance->computed != nullptr) return *instance->computed;
  const auto& options = instance->item->definition.options;
  if (instance->offered.empty()) return options;
  std::vector<Option> offered;
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (instance->offered[i]) offered.push_back(options[i]);
  }
  return offered;
}

namespace {

void collect_enabled(const LiveForm& live, const Instance& instance,
                     std::vector<std::string>& out) {
  for (const auto& position : instance.children) {
    for (const auto& child : position) {
      // A hidden item or group is not drawn, nor is what it holds.
      if (!child->gate.enabled || child->item->definition.hidden) continue;
      if (!child->is_holder()) out.push_back(live.path_of(*child));
      collect_enabled(live, *child, out);
    }
  }
}

}  // namespace

std::vector<std::string> Form::enabled_paths() const {
  std::vector<std::string> paths;
  collect_enabled(state_->live, state_->live.root(), paths);
  return paths;
}

std::size_t Form::instances(std::string_view group_path) const {
  const auto [parent, group] = state_->live.find_group(group_path);
  return parent == nullptr || group == nullptr ? 0 : parent->children[group->position].size();
}

bool Form::prefilled(std::string_view path) const {
  const Instance* instance = state_->live.find(path);
  return instance != nullptr && instance->prefilled;
}

Limits Form::limits(std::string_view path) const {
  const LiveForm& live = state_->live;
  const Instance* instance = live.find(path);
  if (instance == nullptr) return {};
  Limits out;
  out.min_value = limit_now(live, *instance, LimitKind::min_value);
  out.max_value = limit_now(live, *instance, LimitKind::max_value);
  out.min_length = count_now(live, *instance, LimitKind::min_length);
  out.max_length = count_now(live, *instance, LimitKind::max_length);
  out.max_decimal_places = count_now(live, *instance, LimitKind::max_decimal_places);
  out.min_occurs = count_now(live, *instance, LimitKind::min_occurs);
  out.max_occurs = count_now(live, *instance, LimitKind::max_occurs);
  const fhir::Json size = limit_now(live, *instance, LimitKind::max_size);
  if (size.is_number()) out.max_size = size.as_decimal();
  return out;
}

std::size_t Form::recomputed() const {
  return state_->live.recomputed();
}

std::vector<Issue> Form::validate() const {
  std::vector<Issue> issues;
  state_->live.validate_below(state_->live.root(), issues);
  return issues;
}

std::vector<Issue> Form::validate(std::string_view path) const {
  std::vector<Issue> issues;
  if (const Instance* instance = state_->live.find(path)) state_->live.validate(*instance, issues);
  return issues;
}

Definition::Text Form::text(std::string_view path, std::string_view language) const {
  const Instance* instance = state_->live.find(path);
  if (instance == nullptr) return {};
  return state_->live.text_of(*instance, language,
                              definition().item_text(instance->item->definition.link_id, language));
}

StyledText Form::styled_text(std::string_view path, std::string_view language) const {
  const std::string link_id = link_id_of(path);
  const Definition::Text now = text(path, language);
  if (now.text == definition().item_text(link_id, language).text)
    return definition().styled_text(link_id, language);
  StyledText out = styled_from_plain(now.text);
  out.language = now.language;
  out.translated = now.translated;
  return out;
}

fhir::Json Form::draft() const {
  const LiveForm& live = state_->live;
  fhir::Json response = live.header();
  fhir::Json items = live.response_items(live.root(), EmptyInstances::kept);
  if (!items.as_array().empty()) response.set("item", std::move(items));
  return response;
}

fhir::Json Form::response(std::string_view status) const {
  const LiveForm& live = state_->live;
  fhir::Json response = live.header();
  response.set("status", status);
  fhir::Json items = live.response_items(live.root());
  if (!items.as_array().empty()) response.set("item", std::move(items));
  return response;
}

fhir::Json validate_response(const std::shared_ptr<const Definition>& definition,
                             const fhir::Json& response) {
  return Form::validate_response(definition, response);
}

fhir::Json Form::validate_response(const std::shared_ptr<const Definition>& definition,
                                   const fhir::Json& response) {
  LaunchContext launch;
  if (const auto authored = parse_instant(response.string_or_empty("authored")))
    launch.now = authored.value();
  Form form(definition, launch);
  return outcome_of(form.state_->live, response);
}

}  // namespace anteroom::form
