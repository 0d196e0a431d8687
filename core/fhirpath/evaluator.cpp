// Evaluation of the syntax tree. http://hl7.org/fhirpath/N1, sections 3 to 6.
#include "core/fhirpath/evaluator.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "core/fhirpath/types.h"

namespace anteroom::fhirpath {
namespace {

constexpr std::size_t kMaxText = 1 << 20;
constexpr std::size_t kMaxValues = 1 << 19;  // of one collection: 32 MiB

// `Patient.name` on a Patient: the first name of a path may be the type of what it starts on.
bool names_type_of(const std::string& name, const Value& value) {
  const auto* node = std::get_if<Node>(&value);
  return node != nullptr && name[0] >= 'A' && name[0] <= 'Z' &&
         is_subtype(node->model->type_name(*node), name);
}

// Names that every expression knows; defineVariable() may not hide them.
bool is_reserved(std::string_view name) {
  static constexpr std::array<std::string_view, 8> kNames{
      "context", "resource", "rootResource", "questionnaire", "qitem", "ucum", "sct", "loinc"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end() || name.starts_with("vs-") ||
         name.starts_with("ext-");
}

Truth logic_of(std::string_view op, Truth a, Truth b) {
  const auto negated = [](Truth t) {
    return t == Truth::unknown ? t : t == Truth::yes ? Truth::no : Truth::yes;
  };
  const auto both = [](Truth x, Truth y) {
    if (x == Truth::no || y == Truth::no) return Truth::no;
    return x == Truth::yes && y == Truth::yes ? Truth::yes : Truth::unknown;
  };
  if (op == "and") return both(a, b);
  if (op == "or") return negated(both(negated(a), negated(b)));
  if (op == "implies") return negated(both(a, negated(b)));
  if (a == Truth::unknown || b == Truth::unknown) return Truth::unknown;  // xor
  return a != b ? Truth::yes : Truth::no;
}

}  // namespace

void fail(const Expr& at, std::string code, std::string message, std::string mend) {
  throw EvalFailure{{std::move(code), std::move(message), "", std::move(mend), at.line, at.column}};
}

void Evaluator::tick(const Expr& at, std::size_t steps) {
  work_.used += steps;
  if (work_.spent())
    fail(at, "AR-X090", "The expression takes too many steps.", "Make it read fewer items.");
}

void Evaluator::held(const Expr& at, std::size_t values) {
  if (values > kMaxValues)
    fail(at, "AR-X090", "The expression collects more than 524,288 values.",
         "Make it read fewer items.");
}

std::string Evaluator::key(const Expr& at, const Value& value) {
  std::string text = key_of(value, offset());
  tick(at, 1 + text.size() / 16);
  return text;
}

std::string Evaluator::bounded(const Expr& at, std::string text) {
  if (text.size() > kMaxText) fail(at, "AR-X090", "The expression makes a text longer than 1 MiB.");
  tick(at, text.size() / 64);
  return text;
}

Truth Evaluator::truth(const Expr& expr, const Scope& scope) {
  const auto result = to_truth(eval(expr, scope));
  if (!result) fail(expr, result.error().code, result.error().message, result.error().mend);
  return *result;
}

Collection Evaluator::eval(const Expr& expr, const Scope& scope) {
  const std::size_t known = defined_.size();
  Collection out = chain(expr, scope);
  defined_.resize(known);
  return out;
}

void Evaluator::define(const Expr& at, const std::string& name, Collection value) {
  const bool taken =
      is_reserved(name) || std::any_of(defined_.begin(), defined_.end(),
                                       [&](const auto& one) { return one.first == name; });
  if (taken)
    fail(at, "AR-X032", "The variable %" + name + " is defined already.", "Choose another name.");
  defined_.emplace_back(name, std::move(value));
}

// 64 bytes a value, so that no more than 160 MiB can be held at once. Text is copied with its
// value.
std::size_t weight_of(const Collection& values) {
  std::size_t weight = 2 * values.size();
  for (const Value& value : values)
    if (const auto* text = std::get_if<std::string>(&value)) weight += text->size() / 16;
  return weight;
}

// What a path gives is counted: it takes memory, and was made of what was read.
Collection Evaluator::chain(const Expr& expr, const Scope& scope) {
  Collection out = step(expr, scope);
  tick(expr, 1 + weight_of(out));
  held(expr, out.size());
  return out;
}

// One path; its input is evaluated by chain() too, so that what it defines stays known.
Collection Evaluator::step(const Expr& expr, const Scope& scope) {
  switch (expr.kind) {
    case Expr::Kind::literal_null:
      return {};
    case Expr::Kind::literal_boolean:
    case Expr::Kind::literal_string:
    case Expr::Kind::literal_number:
    case Expr::Kind::literal_temporal:
    case Expr::Kind::literal_quantity:
      return {prepared_.literals[static_cast<std::size_t>(expr.slot)]};
    case Expr::Kind::member:
      return member(expr, scope);
    case Expr::Kind::function:
      return function(expr, scope);
    case Expr::Kind::index:
      return index(expr, scope);
    case Expr::Kind::variable:
      return variable(expr);
    case Expr::Kind::special:
      return special(expr, scope);
    case Expr::Kind::unary:
      return unary(expr, scope);
    case Expr::Kind::binary:
      return binary(expr, scope);
    case Expr::Kind::type_op:
      return type_op(expr, scope);
  }
  return {};
}

void Evaluator::add_member(const Value& value, const Expr& expr, Collection& out) {
  if (const auto* node = std::get_if<Node>(&value)) {
    found_.clear();
    node->model->children(*node, expr.text, found_);
    out.insert(out.end(), found_.begin(), found_.end());
  } else if (const auto* quantity = std::get_if<Quantity>(&value)) {
    if (expr.text == "value") out.emplace_back(quantity->value);
    if (expr.text == "unit" || expr.text == "code") out.emplace_back(quantity->unit);
  }
}

Collection Evaluator::member(const Expr& expr, const Scope& scope) {
  Collection out;
  Collection evaluated;
  const Collection* input = scope.self;
  if (expr.input) {
    evaluated = chain(*expr.input, scope);
    input = &evaluated;
  }
  for (const Value& value : *input) {
    tick(expr);
    if (!expr.input && names_type_of(expr.text, value))
      out.push_back(value);
    else
      add_member(value, expr, out);
    held(expr, out.size());
  }
  return out;
}

Collection Evaluator::function(const Expr& expr, const Scope& scope) {
  Collection out;
  if (where_by_link_id(expr, scope, out)) return out;
  const FunctionEntry& entry = *prepared_.functions[static_cast<std::size_t>(expr.slot)];
  if (entry.run == nullptr)
    fail(expr, "AR-X020", "The function " + expr.text + "() is not supported.",
         "Write the expression without it.");
  Collection evaluated;
  const Collection* input = scope.self;
  if (expr.input) {
    evaluated = chain(*expr.input, scope);
    input = &evaluated;
  }
  Call call(*this, expr, *input, scope);
  return entry.run(call);
}

Collection Evaluator::index(const Expr& expr, const Scope& scope) {
  const Collection input = chain(*expr.input, scope);
  const Collection position = eval(*expr.args[0], scope);
  if (position.empty()) return {};
  Value value = system_value(position.front());
  const auto* at = std::get_if<std::int64_t>(&value);
  if (position.size() > 1 || at == nullptr)
    fail(expr, "AR-X031", "An index must be one whole number.");
  if (*at < 0 || static_cast<std::size_t>(*at) >= input.size()) return {};
  return {input[static_cast<std::size_t>(*at)]};
}

Collection Evaluator::variable(const Expr& expr) {
  const std::string& name = expr.text;
  for (const auto& [defined, value] : defined_)
    if (defined == name) return value;
  const auto node = [&](const std::optional<Node>& value) { return Collection{Value{*value}}; };
  if (name == "context") return focus_;
  if (name == "resource" && context_.resource) return node(context_.resource);
  if (name == "rootResource" && context_.root_resource) return node(context_.root_resource);
  if (name == "rootResource" && context_.resource) return node(context_.resource);
  if (name == "questionnaire" && context_.questionnaire) return node(context_.questionnaire);
  if (name == "qitem" && context_.qitem) return node(context_.qitem);
  if (context_.variable)
    if (auto value = context_.variable(name)) return *std::move(value);
  if (name == "ucum") return {Value{std::string("http://unitsofmeasure.org")}};
  if (name == "sct") return {Value{std::string("http://snomed.info/sct")}};
  if (name == "loinc") return {Value{std::string("http://loinc.org")}};
  if (name.starts_with("vs-")) return {Value{"http://hl7.org/fhir/ValueSet/" + name.substr(3)}};
  if (name.starts_with("ext-"))
    return {Value{"http://hl7.org/fhir/StructureDefinition/" + name.substr(4)}};
  fail(expr, "AR-X032", "The variable %" + name + " is not defined here.",
       "Check its name, or define it.");
}

Collection Evaluator::special(const Expr& expr, const Scope& scope) const {
  if (expr.text == "this") return *scope.self;
  if (expr.text == "index") {
    if (scope.index < 0)
      fail(expr, "AR-X033", "$index has no meaning here.", "Use it inside where() or select().");
    return {Value{scope.index}};
  }
  if (scope.total == nullptr)
    fail(expr, "AR-X033", "$total has no meaning here.", "Use it inside aggregate().");
  return *scope.total;
}

Collection Evaluator::unary(const Expr& expr, const Scope& scope) {
  const Collection operand = eval(*expr.args[0], scope);
  if (operand.empty()) return {};
  if (operand.size() > 1) fail(expr, "AR-X030", "A sign stands before several values.");
  const Value value = system_value(operand.front());
  const auto* quantity = std::get_if<Quantity>(&value);
  if (quantity == nullptr && !number_of(value)) fail(expr, "AR-X031", "A sign needs a number.");
  if (expr.text == "+") return {value};
  if (quantity != nullptr) return {Value{Quantity{quantity->value.negated(), quantity->unit}}};
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    const auto negated = fhir::Decimal(*integer).negated().to_integer();
    return negated ? Collection{Value{*negated}} : Collection{};
  }
  return {Value{number_of(value)->negated()}};
}

Collection Evaluator::logic(const Expr& expr, const Scope& scope) {
  const Truth left = truth(*expr.args[0], scope);
  // Decided already: the other side is not asked, so a failure there cannot hide a known answer.
  if (expr.text == "and" && left == Truth::no) return boolean(false);
  if (expr.text == "or" && left == Truth::yes) return boolean(true);
  if (expr.text == "implies" && left == Truth::no) return boolean(true);
  return from_truth(logic_of(expr.text, left, truth(*expr.args[1], scope)));
}

Truth Evaluator::same(const Expr& expr, const Collection& left, const Collection& right) {
  const Truth result = equal(left, right, offset(), &work_);
  tick(expr);
  return result;
}

Collection Evaluator::binary(const Expr& expr, const Scope& scope) {
  const std::string& op = expr.text;
  if (op == "and" || op == "or" || op == "xor" || op == "implies") return logic(expr, scope);
  Collection left = eval(*expr.args[0], scope);
  const Collection right = eval(*expr.args[1], scope);
  if (op == "=") return from_truth(same(expr, left, right));
  if (op == "~" || op == "!~") {
    const bool alike = equivalent(left, right, offset(), &work_);
    tick(expr);
    return boolean(alike == (op == "~"));
  }
  if (op == "!=") {
    const Truth same = this->same(expr, left, right);
    return same == Truth::unknown ? Collection{} : boolean(same == Truth::no);
  }
  if (op == "in") return membership(expr, left, right);
  if (op == "contains") return membership(expr, right, left);
  if (op == "|") {
    left.insert(left.end(), right.begin(), right.end());
    Collection out;
    std::unordered_set<std::string> seen;
    for (const Value& value : left)
      if (seen.insert(key(expr, value)).second) out.push_back(value);
    return out;
  }
  if (op[0] == '<' || op[0] == '>') return compare(expr, left, right);
  return arithmetic(expr, left, right);
}

Collection Evaluator::arithmetic(const Expr& expr, const Collection& left,
                                 const Collection& right) {
  if (left.size() > 1 || right.size() > 1)
    fail(expr, "AR-X030", "'" + expr.text + "' got several values where one is needed.",
         "Use sum(), or first().");
  if (expr.text == "&") {
    std::string text;
    for (const Collection* side : {&left, &right}) {
      if (side->empty()) continue;
      const auto part = text_of(system_value(side->front()));
      if (!part) fail(expr, "AR-X031", "'&' joins text only.", "Use toString().");
      text += *part;
    }
    return {Value{bounded(expr, std::move(text))}};
  }
  if (left.empty() || right.empty()) return {};
  Arithmetic result = calculate(expr.text, left.front(), right.front());
  if (result.mismatch)
    fail(expr, "AR-X031", "'" + expr.text + "' has no meaning for values of these types.");
  if (!result.value) return {};
  if (const auto* text = std::get_if<std::string>(&*result.value)) (void)bounded(expr, *text);
  return {*std::move(result.value)};
}

Collection Evaluator::compare(const Expr& expr, const Collection& left, const Collection& right) {
  if (left.empty() || right.empty()) return {};
  if (left.size() > 1 || right.size() > 1)
    fail(expr, "AR-X030", "'" + expr.text + "' got several values where one is needed.",
         "Use first(), or exists().");
  const Ordering result = order(left.front(), right.front(), offset());
  if (result == Ordering::mismatch) fail(expr, "AR-X031", "Values of these types have no order.");
  if (result == Ordering::unknown) return {};
  if (expr.text == "<") return boolean(result == Ordering::less);
  if (expr.text == ">") return boolean(result == Ordering::greater);
  if (expr.text == "<=") return boolean(result != Ordering::greater);
  return boolean(result != Ordering::less);
}

Collection Evaluator::membership(const Expr& expr, const Collection& element,
                                 const Collection& collection) {
  if (element.empty()) return {};
  if (element.size() > 1)
    fail(expr, "AR-X030", "'" + expr.text + "' looks for one value, and got several.");
  for (const Value& value : collection) {
    const Truth found = equal(value, element.front(), offset(), &work_);
    tick(expr);
    if (found == Truth::yes) return boolean(true);
  }
  return boolean(false);
}

Collection Evaluator::type_op(const Expr& expr, const Scope& scope) {
  const Collection operand = eval(*expr.input, scope);
  if (operand.empty()) return {};
  if (operand.size() > 1)
    fail(expr, "AR-X030", "'" + expr.text + "' got several values where one is needed.",
         "Use ofType().");
  const bool fits = has_type(operand.front(), expr.type);
  if (expr.text == "is") return boolean(fits);
  return fits ? operand : Collection{};
}

}  // namespace anteroom::fhirpath
