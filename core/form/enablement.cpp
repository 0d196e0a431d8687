// Enablement: FHIR's two values and, beside them, the three of the red-flag language.
//
// A question that has no answer yet, or only "not sure", makes FHIR say "not shown"; a rule must
// not read that as "no". So each line is decided twice. What FHIR shows is known to be shown:
// `known` is yes exactly when enabled.
#include <algorithm>

#include "core/form/live_form.h"
#include "core/form/values.h"

namespace anteroom::form {

namespace {

using fhirpath::Truth;

Truth truth(bool value) {
  return value ? Truth::yes : Truth::no;
}

Truth both(Truth a, Truth b) {
  if (a == Truth::no || b == Truth::no) return Truth::no;
  return a == Truth::yes && b == Truth::yes ? Truth::yes : Truth::unknown;
}

Truth either(Truth a, Truth b) {
  if (a == Truth::yes || b == Truth::yes) return Truth::yes;
  return a == Truth::no && b == Truth::no ? Truth::no : Truth::unknown;
}

bool holds(EnableOperator op, const AnswerValue& given, const AnswerValue& asked) {
  if (op == EnableOperator::equal || op == EnableOperator::not_equal)
    return same_value(given, asked);
  // An unknown code has no place in an order.
  if (unknown_code(given) != UnknownReason::none) return false;
  const std::partial_ordering order = compare_values(given, asked);
  switch (op) {
    case EnableOperator::greater:
      return order == std::partial_ordering::greater;
    case EnableOperator::less:
      return order == std::partial_ordering::less;
    case EnableOperator::greater_equal:
      return order == std::partial_ordering::greater || order == std::partial_ordering::equivalent;
    case EnableOperator::less_equal:
      return order == std::partial_ordering::less || order == std::partial_ordering::equivalent;
    default:
      return false;
  }
}

/// R4 questionnaire-enable-operator: "=" and the orders ask for at least one such answer, "!=" for
/// no equal one.
bool line_holds(const EnableWhen& line, const std::vector<AnswerValue>& answers) {
  const bool any = std::any_of(answers.begin(), answers.end(), [&](const AnswerValue& given) {
    return holds(line.op, given, line.answer);
  });
  return line.op == EnableOperator::not_equal ? !any : any;
}

struct Decision {
  bool fhir = false;
  Truth known = Truth::unknown;
};

/// FHIR's comparison over the real answers, unknown where an unknown code in the list, or an answer
/// that cannot be compared, could still make it true.
Truth known_of_answers(const EnableWhen& line, const Instance& question, bool partial) {
  const EnableOperator op = line.op == EnableOperator::not_equal ? EnableOperator::equal : line.op;
  bool found = false, open = partial;
  for (const AnswerValue& given : question.answers) {
    if (unknown_code(given) != UnknownReason::none) continue;
    found = found || holds(op, given, line.answer);
    open = open || undecidable(given, line.answer);
  }
  if (!found && open) return Truth::unknown;
  return truth(line.op == EnableOperator::not_equal ? !found : found);
}

Truth known_of_line(const EnableWhen& line, const Instance& question, const ItemState& state) {
  const bool differs = line.op == EnableOperator::not_equal;
  if (line.unknown != UnknownReason::none && question.gate.enabled) {
    const bool exactly =
        std::any_of(question.answers.begin(), question.answers.end(),
                    [&](const AnswerValue& given) { return same_value(given, line.answer); });
    if (exactly) return truth(!differs);
  }
  // A question that is known not to be there has no answer: no "=" holds, and every "!=" does.
  if (state.kind == ItemState::Kind::not_present) return truth(differs);
  if (state.kind == ItemState::Kind::unknown) return Truth::unknown;
  const Truth known = known_of_answers(line, question, state.partial);
  if (question.certain == Truth::yes) return known;
  // The question may yet go, and its answer with it: then "=" is no (it stays no), "!=" is yes.
  return known == Truth::no && !differs ? Truth::no : Truth::unknown;
}

Decision decide_line(const LiveForm& form, const Instance& instance, const EnableWhen& line) {
  const ItemRecord& asked = form.definition().record(line.question);
  std::vector<Instance*> questions;
  form.instances_below(form.common_ancestor(instance, asked), asked, questions);
  std::vector<AnswerValue> answers;
  // Several instances: "=" and the orders need one that fits, "!=" needs all to differ.
  const bool all_must = line.op == EnableOperator::not_equal;
  Truth known = questions.empty() ? Truth::unknown : truth(all_must);
  for (const Instance* question : questions) {
    if (question->gate.enabled)
      answers.insert(answers.end(), question->answers.begin(), question->answers.end());
    const Truth one = known_of_line(line, *question, form.state_of(*question));
    known = all_must ? both(known, one) : either(known, one);
  }
  if (line.op == EnableOperator::exists) {
    const bool holds = !answers.empty() == value_of(line.answer)->as_bool();
    return {holds, truth(holds)};
  }
  return {line_holds(line, answers), known};
}

Decision decide_lines(const LiveForm& form, const Instance& instance) {
  const ItemRecord& item = *instance.item;
  if (item.enable_when.empty()) return {true, Truth::yes};
  Decision all{!item.enable_any, truth(!item.enable_any)};
  for (const EnableWhen& line : item.enable_when) {
    const Decision one = decide_line(form, instance, line);
    all.fhir = item.enable_any ? all.fhir || one.fhir : all.fhir && one.fhir;
    all.known = item.enable_any ? either(all.known, one.known) : both(all.known, one.known);
  }
  return all;
}

}  // namespace

Gate LiveForm::compute_gate(const Instance& instance) const {
  Decision own = decide_lines(*this, instance);
  if (instance.item->enable_expression) {
    const Result<fhirpath::Collection> value =
        try_evaluate(*instance.item->enable_expression, instance);
    const Result<Truth> answer =
        value ? fhirpath::to_truth(value.value()) : Result<Truth>(value.error());
    const Truth shown = answer ? answer.value() : Truth::unknown;
    own = {own.fhir && shown == Truth::yes, both(own.known, shown)};
  }
  const bool enabled = instance.parent->gate.enabled && own.fhir;
  const Truth certain = both(instance.parent->certain, own.known);
  if (enabled) return {{true, Truth::yes}, certain};
  return {{false, certain == Truth::no ? Truth::no : Truth::unknown}, certain};
}

}  // namespace anteroom::form
