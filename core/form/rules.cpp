// The validation rules of FHIR R4 and SDC, one function each.
#include "core/form/rules.h"

#include <algorithm>
#include <cctype>

#include "core/form/limits.h"
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
  const auto limit = count_now(form, instance, LimitKind::max_length);
  if (!limit) return;
  each_text(instance, [&](const std::string& text) {
    if (characters(text) <= static_cast<std::size_t>(std::max(*limit, 0))) return;
    add(form, instance, "AR-F102",
        "The answer is longer than " + std::to_string(*limit) + " characters.", out);
  });
}

void min_length(const LiveForm& form, const Instance& instance, std::vector<Issue>& out) {
  const auto limit = count_now(form, instance, LimitKind::min_length);
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
  const fhir::Json bound = limit_now(form, instance, LimitKind::min_value);
  if (bound.is_null()) return;
  for (const AnswerValue& answer : instance.answers) {
    if (compare_values(answer, bound_for(answer, bound)) != std::partial_ordering::less) continue;
    add(form, instance, "AR-F104", "The answer is less than " + shown(bound) + ".", out);
  }
}

void max_value(const LiveForm& form, const Instance& instance, std::vector<Issue>& out) {
  const fhir::Json bound = limit_now(form, instance, LimitKind::max_value);
  if (bound.is_null()) return;
  for (const AnswerValue& answer : instance.answers) {
    if (compare_values(answer, bound_for(answer, bound)) != std::partial_ordering::greater)
      continue;
    add(form, instance, "AR-F105", "The answer is more than " + shown(bound) + ".", out);
  }
}

void max_decimal_places(const LiveForm& form, const Instance& instance, std::vector<Issue>& out) {
  const auto limit = count_now(form, instance, LimitKind::max_decimal_places);
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
  const auto limit = count_now(form, instance, LimitKind::min_occurs);
  if (!limit || !counts_here(instance)) return;
  const std::size_t count = occurrences(instance);
  if (static_cast<std::int64_t>(count) >= *limit || instance.reason != UnknownReason::none) return;
  // An empty optional question is not "too few"; required says whether it may stay empty.
  if (count == 0 && !instance.item->definition.required) return;
  if (!can_be_answered(instance)) return;
  add(form, instance, "AR-F108", "At least " + std::to_string(*limit) + " are needed.", out);
}

void max_occurs(const LiveForm& form, const Instance& instance, std::vector<Issue>& out) {
  const auto limit = count_now(form, instance, LimitKind::max_occurs);
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

namespace {

bool same_letters(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

/// "image/*" allows every image, "*/*" everything. Parameters ("; charset=utf-8") do not count, nor
/// does the case (RFC 2045).
bool allows(std::string_view allowed, std::string_view type) {
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  if (type.find('/') == std::string_view::npos) return false;
  if (allowed == "*" || allowed == "*/*") return true;
  if (!allowed.ends_with("/*")) return same_letters(allowed, type);
  const std::size_t kind = allowed.size() - 1;
  return type.size() > kind && same_letters(allowed.substr(0, kind), type.substr(0, kind));
}

/// How many bytes base64 text stands for. FHIR lets it be wrapped in lines.
std::int64_t decoded_size(std::string_view base64) {
  const auto letters = std::count_if(base64.begin(), base64.end(), [](unsigned char c) {
    return std::isspace(c) == 0 && c != '=';
  });
  return static_cast<std::int64_t>(letters) * 3 / 4;
}

}  // namespace

void mime_type(const LiveForm& form, const Instance& instance, std::vector<Issue>& out) {
  const auto& allowed = instance.item->definition.more().mime_types;
  if (allowed.empty()) return;
  for (const AnswerValue& answer : instance.answers) {
    const std::string_view type = value_of(answer)->string_or_empty("contentType");
    if (std::any_of(allowed.begin(), allowed.end(),
                    [&](const std::string& each) { return allows(each, type); })) {
      continue;
    }
    add(form, instance, "AR-F112", "The file is not of a type that is asked for.", out);
  }
}

void max_size(const LiveForm& form, const Instance& instance, std::vector<Issue>& out) {
  const fhir::Json limit = limit_now(form, instance, LimitKind::max_size);
  if (!limit.is_number()) return;
  // Megabytes (10^6). The data itself counts before the size that is claimed beside it.
  const auto allowed = fhir::Decimal::multiply(limit.as_decimal(), fhir::Decimal(1'000'000));
  for (const AnswerValue& answer : instance.answers) {
    const std::string_view data = value_of(answer)->string_or_empty("data");
    const fhir::Json* size = value_of(answer)->find("size");
    std::int64_t bytes = decoded_size(data);
    if (data.empty() && size != nullptr && size->is_integer()) bytes = size->as_integer();
    if (!allowed || fhir::Decimal(bytes) <= *allowed) continue;
    add(form, instance, "AR-F113",
        "The file is larger than " + limit.as_decimal().to_string() + " MB.", out);
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
