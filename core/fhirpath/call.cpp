// Arguments of a function's call: scopes, and single values of one type.
#include "core/fhirpath/evaluator.h"

namespace anteroom::fhirpath {

const Collection& Call::alone(const Value& element) {
  alone_.assign(1, element);
  return alone_;
}

Collection Call::arg_for(std::size_t i, const Value& element, std::int64_t index) {
  return evaluator.eval(*expr.args[i], {&alone(element), index, scope_.total});
}

Truth Call::truth_for(std::size_t i, const Value& element, std::int64_t index) {
  return evaluator.truth(*expr.args[i], {&alone(element), index, scope_.total});
}

void Call::wrong_type(const std::string& what) const {
  fail(expr, "AR-X031", expr.text + "() needs " + what + ".",
       "Convert the value first, for example by toString().");
}

std::optional<Value> Call::one(const Collection& values) {
  if (values.empty()) return std::nullopt;
  if (values.size() > 1)
    fail(expr, "AR-X030", expr.text + "() got several values where one is needed.",
         "Use first(), or select().");
  return system_value(values.front());
}

std::optional<std::string> Call::text(const Collection& values) {
  auto value = one(values);
  if (!value) return std::nullopt;
  if (auto* text = std::get_if<std::string>(&*value)) return std::move(*text);
  auto text = text_of(*value);
  if (!text) wrong_type("text");
  return text;
}

const std::string* Call::text_arg(std::size_t i, std::optional<std::string>& storage) {
  const Expr& argument = *expr.args[i];
  if (argument.kind == Expr::Kind::literal_string) {
    evaluator.tick(argument);
    return &std::get<std::string>(
        evaluator.prepared().literals[static_cast<std::size_t>(argument.slot)]);
  }
  storage = text(arg(i));
  return storage ? &*storage : nullptr;
}

std::optional<std::int64_t> Call::integer(const Collection& values) {
  const auto value = one(values);
  if (!value) return std::nullopt;
  const auto* integer = std::get_if<std::int64_t>(&*value);
  if (integer == nullptr) wrong_type("a whole number");
  return *integer;
}

std::optional<fhir::Decimal> Call::number(const Collection& values) {
  const auto value = one(values);
  if (!value) return std::nullopt;
  const auto number = number_of(*value);
  if (!number) wrong_type("a number");
  return number;
}

}  // namespace anteroom::fhirpath
