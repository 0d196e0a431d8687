// One evaluation of one compiled expression. Inside the room a failure is thrown as EvalFailure and
// becomes a Result at Compiled::evaluate; a Result through every operator would triple the code
// that must be right.
#pragma once

#include <re2/re2.h>

#include "core/fhirpath/fhirpath.h"
#include "core/fhirpath/values.h"

namespace anteroom::fhirpath {

struct EvalFailure {
  Error error;
};
[[noreturn]] void fail(const Expr& at, std::string code, std::string message,
                       std::string mend = {});

/// $this, $index and $total.
struct Scope {
  const Collection* self;
  std::int64_t index = -1;
  const Collection* total = nullptr;
};

class Call;
/// How a function treats its arguments decides how dependencies are collected and what $this is
/// inside.
struct FunctionEntry {
  std::string_view name;
  int least = 0;
  int most = 0;
  Collection (*run)(Call&) = nullptr;  ///< nullptr: known, not built (AR-X020)
};
[[nodiscard]] const FunctionEntry* find_function(std::string_view name);

/// What compile() prepared; Expr::slot points into one of the vectors.
struct Prepared {
  std::vector<Value> literals;
  std::vector<const FunctionEntry*> functions;
  std::map<const Expr*, std::unique_ptr<re2::RE2>>
      patterns;  ///< literal regular expressions by their literal
};

class Evaluator {
 public:
  Evaluator(const EvalContext& context, const Prepared& prepared, const Collection& focus)
      : context_(context), prepared_(prepared), focus_(focus) {
    work_.limit = context.max_steps;
  }

  /// Variables that the expression defines end with it.
  [[nodiscard]] Collection eval(const Expr& expr, const Scope& scope);
  /// The truth of a condition; AR-X030 for several values.
  [[nodiscard]] Truth truth(const Expr& expr, const Scope& scope);
  [[nodiscard]] const EvalContext& context() const { return context_; }
  [[nodiscard]] const Prepared& prepared() const { return prepared_; }
  [[nodiscard]] int offset() const { return context_.utc_offset_minutes; }
  /// Counts work; AR-X090 when max_steps is used up.
  void tick(const Expr& at, std::size_t steps = 1);
  /// defineVariable(): known to the rest of the path, and to what stands inside it.
  void define(const Expr& at, const std::string& name, Collection value);
  /// Refuses more values than memory is for, while they are still being collected.
  void held(const Expr& at, std::size_t values);
  /// key_of(), counted by its length: of an element with others below it, it is long.
  [[nodiscard]] std::string key(const Expr& at, const Value& value);
  /// Refuses text beyond 1 MiB: doubling in aggregate() would fill the memory in thirty steps.
  std::string bounded(const Expr& at, std::string text);

 private:
  Collection chain(const Expr& expr, const Scope& scope);
  Collection step(const Expr& expr, const Scope& scope);
  Collection member(const Expr& expr, const Scope& scope);
  void add_member(const Value& value, const Expr& expr, Collection& out);
  Collection function(const Expr& expr, const Scope& scope);
  Collection index(const Expr& expr, const Scope& scope);
  Collection variable(const Expr& expr);
  Collection special(const Expr& expr, const Scope& scope) const;
  Collection unary(const Expr& expr, const Scope& scope);
  Collection binary(const Expr& expr, const Scope& scope);
  Collection logic(const Expr& expr, const Scope& scope);
  Collection arithmetic(const Expr& expr, const Collection& left, const Collection& right);
  Collection compare(const Expr& expr, const Collection& left, const Collection& right);
  Collection membership(const Expr& expr, const Collection& element, const Collection& collection);
  Collection type_op(const Expr& expr, const Scope& scope);
  [[nodiscard]] Truth same(const Expr& expr, const Collection& left, const Collection& right);
  // evaluator_items.cpp
  bool where_by_link_id(const Expr& expr, const Scope& scope, Collection& out);
  bool items_named(const Expr& at, const Node& parent, const std::string& link_id, ItemReach reach,
                   std::vector<Node>& out);
  Collection kept(const Collection& from, const Expr& criteria, const Scope& scope);

  const EvalContext& context_;
  const Prepared& prepared_;
  const Collection& focus_;
  Work work_;
  std::vector<std::pair<std::string, Collection>> defined_;
  std::vector<Node> found_;  ///< of one step of a path: kept, so that steps do not allocate
};

/// A function's call: its input and lazily evaluated arguments.
class Call {
 public:
  Call(Evaluator& evaluator, const Expr& expr, const Collection& input, const Scope& scope)
      : evaluator(evaluator), expr(expr), input(input), scope_(scope) {}

  [[nodiscard]] std::size_t count() const { return expr.args.size(); }
  /// The argument in the scope around the call.
  [[nodiscard]] Collection arg(std::size_t i) { return evaluator.eval(*expr.args[i], scope_); }
  /// The argument with $this = one element of the input.
  [[nodiscard]] Collection arg_for(std::size_t i, const Value& element, std::int64_t index);
  [[nodiscard]] Truth truth_for(std::size_t i, const Value& element, std::int64_t index);
  /// The argument with $this = the whole input.
  [[nodiscard]] Scope whole_scope() const { return {&input, scope_.index, scope_.total}; }

  // Single values: nullopt when empty, AR-X030 for several, AR-X031 for another type.
  [[nodiscard]] std::optional<Value> one(const Collection& values);
  [[nodiscard]] std::optional<std::string> text(const Collection& values);
  /// The text of an argument: a literal is not copied. nullptr when empty; `storage` holds the text
  /// of any other argument.
  [[nodiscard]] const std::string* text_arg(std::size_t i, std::optional<std::string>& storage);
  [[nodiscard]] std::optional<std::int64_t> integer(const Collection& values);
  [[nodiscard]] std::optional<fhir::Decimal> number(const Collection& values);
  [[noreturn]] void wrong_type(const std::string& what) const;
  [[nodiscard]] std::string key(const Value& value) { return evaluator.key(expr, value); }

  Evaluator& evaluator;
  const Expr& expr;
  const Collection& input;

 private:
  /// One element as $this. Used again for the next: a loop over thousands allocates once.
  const Collection& alone(const Value& element);

  const Scope& scope_;
  Collection alone_;
};

/// The type name that an argument spells: Coding, FHIR.Coding. Empty when it is none.
[[nodiscard]] std::string type_argument(const Expr& expr);
/// `linkId = 'x'` (either order, also as the left part of `and`): the literal; nullptr otherwise.
[[nodiscard]] const std::string* link_id_test(const Expr& criteria);
/// True when the whole criteria is that test and nothing else.
[[nodiscard]] bool is_only_link_id_test(const Expr& criteria);

inline Collection boolean(bool value) {
  return {Value{value}};
}
inline Collection from_truth(Truth value) {
  if (value == Truth::unknown) return {};
  return {Value{value == Truth::yes}};
}

}  // namespace anteroom::fhirpath
