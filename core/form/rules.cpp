// The validation rules of FHIR R4 and SDC, one function each.
#include "core/form/rules.h"

#include <algorithm>

#include "core/form/values.h"

namespace anteroom::form::rules {

namespace {

void add(const LiveForm& form, const Instance& instance, std::string code, std::string message,
         std::vector<Issue>& out, Severity severity = Severity::error) {
  out.push_back({std::move(code), instance.item->index < 0 ? std::string() : form.path_of(instance),
                 instance.item->definition.link_id, severity, std::move(message)});
}

/// Characters, not bytes: maxLength counts what a person typed.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

/// The texts that length and regex look at: strings, and numbers and dates as written.
template <class Visit>
void each_text(const Instance& instance, Visit visit) {
  for (const AnswerValue& answer : instance.answers) {
    const fhir::Json* value = value_of(answer);
    if (value != nullptr && !value->is_object() && !value->is_bool()) visit(text_of(*value));
  }
}

/// Instances of a repeating group that hold something, or the answers of a question.
std::size_t occurrences(const Instance& instance) {
  if (!instance.item->repeating_group()) {
    if (instance.item->is_group()) return instance.content > 0 ? 1 : 0;
    return instance.answers.size();
  }
  const auto& siblings = instance.parent->children[instance.item->position];
  return static_cast<std::size_t>(std::count_if(
      siblings.begin(), siblings.end(), [](const auto& sibling) { return sibling->content > 0; }));
}

/// minOccurs and maxOccurs of a repeating group are told once, at its first instance.
bool counts_here(const Instance& instance) {
  return instance.item->index >= 0 && instance.index == 0;
}

/// Nobody can answer what is never drawn: neither it nor what stands below it is required.
bool can_be_answered(const Instance& instance) {
  for (const Instance* each = &instance; each != nullptr; each = each->parent) {
    if (each->item != nullptr && each->item->definition.hidden) return false;
  }
  return true;
}

AnswerValue bound_for(const AnswerValue& answer, const fhir::Json& bound) {
  AnswerValue out;
  out.json.set(value_name(answer), bound);
  return out;
}

}  // namespace

void required(const LiveForm& form, const Instance& instance, std::vector<Issue>& out) {
  // "Not sure" is an answer to the question of whether it was asked: content, hence no issue.
  if (!instance.item->definition.required || instance.content > 0 || !counts_here(instance)) return;
  if (instance.item->definition.type == ItemType::display || !can_be_answered(instance)) return;
  add(form, instance, "AR-F101", "This question needs an answer.", out);
}

void max_length(const LiveForm& form, const Instance& instance, std::vector<Issue>& out) {
  const auto limit = instance.item->definition.max_length;
  if (!limit) return;
  each_text(instance, [&](const std::string& text) {
    if (characters(text) <= static_cast<std::size_t>(std::max(*limit, 0))) return;
    add(form, instance, "AR-F102",
        "The answer is longer than " + std::to_string(*limit) + " characters.", out);
  });
}

void min_length(const LiveForm& form, const Instance& instance, std::vector<Issue>& out) {
  const auto limit = instance.item->definition.more().min_length;
  if (!limit) return;
  each_text(instance, [&](const std::string& text) {
    if (characters(text) >= static_cast<std::size_t>(std::max(*limit, 0))) return;
    add(form, instance, "AR-F103",
        "The answer is shorter than " + std::to_string(*limit) + " characters.", out);
  });
}

namespace {

std::string shown(const fhir::Json& bound) {
  const fhir::Json* amount = bound.find("value");
  std::string text = text_of(amount != nullptr ? *amount : bound);
  if (amount != nullptr) text += " " + std::string(bound.string_or_empty("unit"));
  return text;
}

}  // namespace

void min_value(const LiveForm& form, const Instance& instance, std::vector<Issue>& out) {
  const fhir::Json& bound = instance.item->definition.more().min_value;
  if (bound.is_null()) return;
  for (const AnswerValue& answer : instance.answers) {
    if (compare_values(answer, bound_for(answer, bound)) != std::partial_ordering::less) continue;
    add(form, instance, "AR-F104", "The answer is less than " + shown(bound) + ".", out);
  }
}

void max_value(const LiveForm& form, const Instance& instance, std::vector<Issue>& out) {
  const fhir::Json& bound = instance.item->definition.more().max_value;
  if (bound.is_null()) return;
  for (const AnswerValue& answer : instance.answers) {
    if (compare_values(answer, bound_for(answer, bound)) != std::partial_ordering::greater)
      continue;
    add(form, instance, "AR-F105", "The answer is more than " + shown(bound) + ".", out);
  }
}

void max_decimal_places(const LiveForm& form, const Instance& instance, std::vector<Issue>& out) {
  const auto limit = instance.item->definition.more().max_decimal_places;
  if (!limit) return;
  for (const AnswerValue& answer : instance.answers) {
    const auto number = number_of(answer);
    if (!number || number->scale() <= *limit) continue;
    add(form, instance, "AR-F106",
        "The answer has more than " + std::to_string(*limit) + " decimal places.", out);
  }
}

void regex(const LiveForm& form, const Instance& instance, std::vector<Issue>& out) {
  const auto& pattern = instance.item->regex;
  if (!pattern) return;
  each_text(instance, [&](const std::string& text) {
    if (re2::RE2::FullMatch(text, *pattern)) return;
    add(form, instance, "AR-F107", "The answer does not have the form that is asked for.", out);
  });
}

void min_occurs(const LiveForm& form, const Instance& instance, std::vector<Issue>& out) {
  const auto limit = instance.item->definition.more().min_occurs;
  if (!limit || !counts_here(instance)) return;
  const std::size_t count = occurrences(instance);
  if (static_cast<std::int64_t>(count) >= *limit || instance.reason != UnknownReason::none) return;
  // An empty optional question is not "too few"; required says whether it may stay empty.
  if (count == 0 && !instance.item->definition.required) return;
  if (!can_be_answered(instance)) return;
  add(form, instance, "AR-F108", "At least " + std::to_string(*limit) + " are needed.", out);
}

void max_occurs(const LiveForm& form, const Instance& instance, std::vector<Issue>& out) {
  const auto limit = instance.item->definition.more().max_occurs;
  if (!limit || !counts_here(instance)) return;
  if (static_cast<std::int64_t>(occurrences(instance)) <= *limit) return;
  add(form, instance, "AR-F109", "At most " + std::to_string(*limit) + " are possible.", out);
}

void offered(const LiveForm& form, const Instance& instance, std::vector<Issue>& out) {
  if (const auto error = form.check_options(instance, instance.answers)) {
    add(form, instance, error->code,
        error->code == "AR-F025" ? "One of the answers excludes all others."
                                 : "The answer is not one that is offered.",
        out);
  }
}

void mime_type(const LiveForm& form, const Instance& instance, std::vector<Issue>& out) {
  const auto& allowed = instance.item->definition.more().mime_types;
  if (allowed.empty()) return;
  for (const AnswerValue& answer : instance.answers) {
    const std::string_view type = value_of(answer)->string_or_empty("contentType");
    if (std::find(allowed.begin(), allowed.end(), type) != allowed.end()) continue;
    add(form, instance, "AR-F112", "The file is not of a type that is asked for.", out);
  }
}

void max_size(const LiveForm& form, const Instance& instance, std::vector<Issue>& out) {
  const auto& limit = instance.item->definition.more().max_size;
  if (!limit) return;
  for (const AnswerValue& answer : instance.answers) {
    // Megabytes (10^6), from `size`, else from the length of the base64 data.
    const fhir::Json* size = value_of(answer)->find("size");
    const std::int64_t bytes =
        size != nullptr && size->is_integer()
            ? size->as_integer()
            : static_cast<std::int64_t>(value_of(answer)->string_or_empty("data").size() / 4 * 3);
    const auto allowed = fhir::Decimal::multiply(*limit, fhir::Decimal(1'000'000));
    if (!allowed || fhir::Decimal(bytes) <= *allowed) continue;
    add(form, instance, "AR-F113", "The file is larger than " + limit->to_string() + " MB.", out);
  }
}

void constraints(const LiveForm& form, const Instance& instance, std::vector<Issue>& out) {
  for (const Constraint& constraint : instance.item->constraints) {
    // A constraint about what is not answered yet is empty, and that is not a breach.
    const Result<fhirpath::Collection> value = form.try_evaluate(constraint.expression, instance);
    const Result<fhirpath::Truth> holds =
        value ? fhirpath::to_truth(value.value()) : Result<fhirpath::Truth>(value.error());
    if (!holds) {
      add(form, instance, "AR-F115", "A check of this form could not be evaluated.", out,
          Severity::warning);
    } else if (holds.value() == fhirpath::Truth::no) {
      add(form, instance, "AR-F114", constraint.human, out, constraint.severity);
    }
  }
}

}  // namespace anteroom::form::rules
