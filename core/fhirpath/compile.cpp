// Compilation: static checks, literals and regular expressions made once, and what the expression
// reads.
#include <algorithm>
#include <array>

#include "core/fhirpath/evaluator.h"
#include "core/fhirpath/pattern.h"
#include "core/fhirpath/reads.h"
#include "core/fhirpath/types.h"

namespace anteroom::fhirpath {
namespace {

bool is_type_function(std::string_view name) {
  return name == "is" || name == "as" || name == "ofType";
}

bool is_known_type(std::string_view name) {
  static constexpr std::array<std::string_view, 12> kSystem{
      "Any",      "Boolean", "Integer",  "Long",           "Decimal",   "String",
      "DateTime", "Time",    "Quantity", "SimpleTypeInfo", "ClassInfo", "Date"};
  const bool fhir_only = name.starts_with("FHIR.");
  const bool system_only = name.starts_with("System.");
  if (fhir_only) name.remove_prefix(5);
  if (system_only) name.remove_prefix(7);
  const bool system = std::find(kSystem.begin(), kSystem.end(), name) != kSystem.end();
  if (!fhir_only && system) return true;
  return !system_only && name.find('.') == std::string_view::npos && find_type(name) != nullptr;
}

class Compiler {
 public:
  explicit Compiler(Prepared& prepared) : prepared_(prepared) {}

  void visit(Expr& expr) {
    if (expr.input) visit(*expr.input);
    if (expr.kind == Expr::Kind::type_op) check_type(expr, expr.type);
    if (expr.kind == Expr::Kind::function)
      check_function(expr);
    else if (is_literal(expr))
      keep(expr, literal(expr));
    // The argument of ofType() is a type's name, not an expression.
    if (expr.kind == Expr::Kind::function && is_type_function(expr.text)) return;
    for (const auto& arg : expr.args) visit(*arg);
  }

 private:
  static bool is_literal(const Expr& expr) {
    switch (expr.kind) {
      case Expr::Kind::literal_boolean:
      case Expr::Kind::literal_string:
      case Expr::Kind::literal_number:
      case Expr::Kind::literal_temporal:
      case Expr::Kind::literal_quantity:
        return true;
      default:
        return false;
    }
  }

  void keep(Expr& expr, Value value) {
    expr.slot = static_cast<int>(prepared_.literals.size());
    prepared_.literals.push_back(std::move(value));
  }

  static fhir::Decimal decimal(const Expr& expr) {
    std::string_view text = expr.text;
    while (text.size() > 1 && text[0] == '0' && text[1] != '.') text.remove_prefix(1);
    const auto value = fhir::Decimal::parse(text);
    if (!value)
      fail(expr, "AR-X004", "This number has more digits than can be kept.",
           "Use at most 38 digits.");
    return *value;
  }

  static Value literal(const Expr& expr) {
    if (expr.kind == Expr::Kind::literal_boolean) return expr.text == "true";
    if (expr.kind == Expr::Kind::literal_string) return expr.text;
    if (expr.kind == Expr::Kind::literal_quantity) return Quantity{decimal(expr), expr.type};
    if (expr.kind == Expr::Kind::literal_temporal) {
      const auto kind = expr.type == "Date"       ? Temporal::Kind::date
                        : expr.type == "DateTime" ? Temporal::Kind::date_time
                                                  : Temporal::Kind::time;
      std::string text = expr.text;
      if (text.ends_with('T')) text.pop_back();
      return Temporal{kind, text};
    }
    const fhir::Decimal value = decimal(expr);
    const auto integer =
        expr.text.find('.') == std::string::npos ? value.to_integer() : std::nullopt;
    if (integer) return *integer;
    return value;
  }

  void check_function(Expr& expr) {
    const FunctionEntry* entry = find_function(expr.text);
    if (entry == nullptr)
      fail(expr, "AR-X010", "There is no function " + expr.text + "().",
           "Check its spelling: letter case counts.");
    const auto count = static_cast<int>(expr.args.size());
    if (count < entry->least || count > entry->most) {
      const std::string wanted =
          entry->least == entry->most
              ? std::to_string(entry->least)
              : std::to_string(entry->least) + " to " + std::to_string(entry->most);
      fail(expr, "AR-X011",
           expr.text + "() takes " + wanted + " arguments, not " + std::to_string(count) + ".");
    }
    expr.slot = static_cast<int>(prepared_.functions.size());
    prepared_.functions.push_back(entry);
    if (is_type_function(expr.text) && type_argument(*expr.args[0]).empty())
      fail(*expr.args[0], "AR-X013", expr.text + "() needs the name of a type.");
    if (is_type_function(expr.text)) check_type(*expr.args[0], type_argument(*expr.args[0]));
    if (expr.text == "matches" || expr.text == "matchesFull" || expr.text == "replaceMatches")
      check_pattern(*expr.args[0]);
  }

  static void check_type(const Expr& at, std::string_view name) {
    if (!is_known_type(name))
      fail(at, "AR-X013", "There is no type " + std::string(name) + ".",
           "Use a type of FHIR R4 or of System; letter case counts.");
  }

  void check_pattern(const Expr& pattern) {
    if (pattern.kind != Expr::Kind::literal_string) return;
    auto regex = make_pattern(pattern.text);
    if (!regex->ok())
      fail(pattern, "AR-X012", "This regular expression cannot be used: " + regex->error() + ".",
           "Write it without look-around and back references.");
    prepared_.patterns.emplace(&pattern, std::move(regex));
  }

  Prepared& prepared_;
};

}  // namespace

std::string type_argument(const Expr& expr) {
  if (expr.kind != Expr::Kind::member) return {};
  if (!expr.input) return expr.text;
  const std::string outer = type_argument(*expr.input);
  return outer.empty() ? outer : outer + "." + expr.text;
}

struct Compiled::State {
  std::string text;
  std::unique_ptr<Expr> syntax;
  Prepared prepared;
  Reads reads;
};

Compiled::Compiled(std::unique_ptr<State> state) : state_(std::move(state)) {}
Compiled::Compiled(Compiled&&) noexcept = default;
Compiled& Compiled::operator=(Compiled&&) noexcept = default;
Compiled::~Compiled() = default;

const Reads& Compiled::reads() const {
  return state_->reads;
}
const std::string& Compiled::text() const {
  return state_->text;
}
const Expr& Compiled::syntax() const {
  return *state_->syntax;
}

Result<Collection> Compiled::evaluate(const EvalContext& context, const Collection& focus) const {
  try {
    Evaluator evaluator(context, state_->prepared, focus);
    return evaluator.eval(*state_->syntax, Scope{&focus});
  } catch (const EvalFailure& failure) {
    return failure.error;
  }
}

Result<Compiled> compile(std::string_view text) {
  auto syntax = parse(text);
  if (!syntax) return syntax.error();
  auto state = std::make_unique<Compiled::State>();
  state->text = std::string(text);
  state->syntax = *std::move(syntax);
  try {
    Compiler(state->prepared).visit(*state->syntax);
  } catch (const EvalFailure& failure) {
    return failure.error;
  }
  state->reads = collect_reads(*state->syntax);
  return Compiled(std::move(state));
}

}  // namespace anteroom::fhirpath
