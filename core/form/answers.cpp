// What an item accepts as its answer, how it is stored, and what a rule sees of it.
#include <algorithm>

#include "core/form/live_form.h"
#include "core/form/values.h"

namespace anteroom::form {

namespace {

Error refused(std::string code, const ItemRecord& item, std::string what, std::string mend) {
  return {std::move(code),
          "'" + item.definition.link_id + "' " + std::move(what),
          item.pointer,
          std::move(mend),
          0,
          0};
}

/// The option that the value names, or npos.
std::size_t option_of(const ItemRecord& item, const AnswerValue& value) {
  const auto& options = item.definition.options;
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (value_name({options[i].value}) == value_name(value) &&
        same_value({options[i].value}, value))
      return i;
  }
  return std::string::npos;
}

/// The Coding as the option writes it, without the option's extensions: system and display are
/// filled in.
AnswerValue as_written(const Option& option, const AnswerValue& given) {
  const fhir::Json* coding = option.value.find("valueCoding");
  if (coding == nullptr) return given;
  AnswerValue out;
  fhir::Json kept = fhir::Json::object();
  for (const auto& [name, value] : coding->as_object()) {
    if (name != "extension" && name != "id" && !name.starts_with('_')) kept.set(name, value);
  }
  out.json.set("valueCoding", std::move(kept));
  return out;
}

const Option* computed_option(const Instance& instance, const AnswerValue& value) {
  if (instance.computed == nullptr) return nullptr;
  for (const Option& option : *instance.computed) {
    if (value_name({option.value}) == value_name(value) && same_value({option.value}, value))
      return &option;
  }
  return nullptr;
}

bool takes_free_text(const ItemRecord& item, const AnswerValue& value) {
  return item.definition.type == ItemType::open_choice && value_name(value) == "valueString";
}

}  // namespace

bool LiveForm::offers(const Instance& instance, UnknownReason reason) const {
  const auto& options = instance.item->definition.options;
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (options[i].unknown == reason) return instance.offered.empty() || instance.offered[i];
  }
  return false;
}

Result<std::vector<AnswerValue>> LiveForm::accept(const Instance& instance,
                                                  std::vector<AnswerValue> values) const {
  const ItemRecord& item = *instance.item;
  if (!item.is_question())
    return refused("AR-F026", item, "takes no answer", "Answer a question below it");
  if (item.calculated || item.definition.read_only) {
    return refused("AR-F022", item, "is read only", "Its value comes from the form itself");
  }
  if (values.size() > 1 && !item.definition.repeats) {
    return refused("AR-F024", item, "takes one answer", "Send one value");
  }
  const std::size_t there = instance.has_holders() ? instance.children[0].size() : 0;
  if (auto full = no_room(item, there, values.size())) return *std::move(full);
  for (AnswerValue& value : values) {
    Result<AnswerValue> typed = typed_value(item, value);
    if (!typed) return typed.error();
    value = std::move(typed).value();
    const std::size_t option = option_of(item, value);
    if (option != std::string::npos) value = as_written(item.definition.options[option], value);
    if (const Option* given = computed_option(instance, value)) value = as_written(*given, value);
  }
  if (auto error = check_options(instance, values)) return *error;
  return values;
}

std::optional<Error> LiveForm::check_options(const Instance& instance,
                                             const std::vector<AnswerValue>& values) const {
  const ItemRecord& item = *instance.item;
  if (item.option_source == OptionSource::answer) return check_computed(instance, values);
  if (!item.options_known) return std::nullopt;
  bool exclusive = false;
  std::size_t real = 0;
  for (const AnswerValue& value : values) {
    const std::size_t option = option_of(item, value);
    if (option == std::string::npos) {
      if (!takes_free_text(item, value))
        return refused("AR-F023", item, "does not offer this answer", "Choose an option");
      ++real;
      continue;
    }
    if (!instance.offered.empty() && !instance.offered[option]) {
      return refused("AR-F023", item, "does not offer this answer now",
                     "Choose an option that is offered");
    }
    // "Not sure" beside a real code is kept: it says that the list is only part of the answer
    // (partial).
    if (item.definition.options[option].unknown != UnknownReason::none) continue;
    ++real;
    exclusive = exclusive || item.definition.options[option].exclusive;
  }
  if (exclusive && real > 1) {
    return refused("AR-F025", item, "has an answer that excludes all others", "Send it alone");
  }
  return std::nullopt;
}

std::optional<Error> LiveForm::check_computed(const Instance& instance,
                                              const std::vector<AnswerValue>& values) const {
  for (const AnswerValue& value : values) {
    if (computed_option(instance, value) != nullptr || takes_free_text(*instance.item, value) ||
        unknown_code(value) != UnknownReason::none)
      continue;
    return refused("AR-F023", *instance.item, "does not offer this answer now",
                   "Choose an option that is offered");
  }
  return std::nullopt;
}

void LiveForm::store(Instance& instance, std::vector<AnswerValue> values, UnknownReason reason) {
  const std::size_t before = instance.content;
  if (instance.has_own_content()) --instance.content;
  instance.answers = std::move(values);
  instance.reason = instance.answers.empty() ? reason : UnknownReason::none;
  instance.prefilled = false;
  instance.models.clear();
  for (const AnswerValue& answer : instance.answers) {
    instance.models.push_back(std::make_unique<fhirpath::JsonModel>(answer.json));
  }
  if (instance.has_own_content()) ++instance.content;
  std::vector<Instance*> fresh;
  if (instance.item->per_answer) fresh = match_holders(instance);
  count_content(instance, before, instance.gate.enabled);
  changes.values.insert(&instance);
  changed(instance);
  fill_holders(fresh);
}

ItemState LiveForm::state_of(const Instance& instance) const {
  ItemState state;
  state.shown = instance.gate.enabled;
  if (!state.shown) {
    state.kind = instance.gate.known == fhirpath::Truth::no ? ItemState::Kind::not_present
                                                            : ItemState::Kind::unknown;
    return state;
  }
  state.reason = instance.reason;
  std::size_t real = 0;
  for (const AnswerValue& answer : instance.answers) {
    if (const UnknownReason reason = unknown_code(answer); reason != UnknownReason::none) {
      state.reason = reason;
      continue;
    }
    ++real;
    const std::string_view name = value_name(answer);
    if (name == "valueCoding" || name == "valueBoolean") state.codes.push_back(bare_code(answer));
    state.number = real == 1 ? number_of(answer) : std::nullopt;
  }
  if (real == 0) return state;
  state.kind = ItemState::Kind::answered;
  state.partial = real < instance.answers.size();
  if (!state.partial) state.reason = UnknownReason::none;
  return state;
}

}  // namespace anteroom::form
