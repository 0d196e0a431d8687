// Which items an expression may read: an abstract evaluation of its syntax over the definition.
//
// Compiled::reads() lists linkIds and prefixes without their order;
// `item.where(linkId='g').item.where(linkId. startsWith('g.n'))` and `item.where(linkId='g').item`
// look alike there, and reading the whole group in the first case would make a score that lies in
// its own group depend on itself. Here a collection is the set of definitions its nodes may come
// from, narrowed by linkId tests; whatever leaves that world is read with all that lies below it.
// Too much is read when in doubt, never too little: an item left out would keep an old value on the
// screen.
#include <algorithm>
#include <array>
#include <boost/container/flat_set.hpp>
#include <functional>
#include <map>

#include "core/form/compiled_form.h"

namespace anteroom::form {

namespace {

using fhirpath::Expr;
/// Items by index. Flat: a form of a hundred groups makes thousands of these while it loads.
using ItemSet = boost::container::flat_set<int>;

/// What a collection may hold: the response itself, items, answers of items. Values are not
/// tracked.
struct Places {
  bool root = false;
  bool exact = false;  ///< narrowed to one linkId by '='
  ItemSet items;
  ItemSet answers;
};

Places united(Places a, const Places& b) {
  a.root = a.root || b.root;
  a.exact = a.exact && b.exact;
  a.items.insert(b.items.begin(), b.items.end());
  a.answers.insert(b.answers.begin(), b.answers.end());
  return a;
}

/// linkId tests that stand in a criterion.
struct LinkIdTest {
  bool present = false;
  bool exact = false;
  std::function<bool(const std::string&)> matches;
  const std::string* wanted = nullptr;  ///< where the test is linkId = 'wanted' and nothing else
};

bool is_link_id(const Expr* expr) {
  return expr != nullptr && expr->kind == Expr::Kind::member && expr->text == "linkId" &&
         expr->args.empty() && (expr->input == nullptr || expr->input->kind == Expr::Kind::special);
}

LinkIdTest link_id_test(const Expr& criterion) {
  if (criterion.kind == Expr::Kind::function && criterion.text == "startsWith" &&
      is_link_id(criterion.input.get()) && criterion.args.size() == 1 &&
      criterion.args[0]->kind == Expr::Kind::literal_string) {
    return {true, false,
            [prefix = criterion.args[0]->text](const std::string& id) {
              return id.starts_with(prefix);
            },
            nullptr};
  }
  if (criterion.kind != Expr::Kind::binary || criterion.args.size() != 2) return {};
  const Expr* left = criterion.args[0].get();
  const Expr* right = criterion.args[1].get();
  if (criterion.text == "=") {
    if (is_link_id(right)) std::swap(left, right);
    if (!is_link_id(left) || right->kind != Expr::Kind::literal_string) return {};
    return {true, true, [wanted = right->text](const std::string& id) { return id == wanted; },
            &right->text};
  }
  if (criterion.text != "and" && criterion.text != "or") return {};
  LinkIdTest first = link_id_test(*left);
  LinkIdTest second = link_id_test(*right);
  if (criterion.text == "or") {
    if (!first.present || !second.present) return {};
    return {
        true, false,
        [a = first.matches, b = second.matches](const std::string& id) { return a(id) || b(id); },
        nullptr};
  }
  if (!first.present) return second;
  if (!second.present) return first;
  return {true, first.exact || second.exact,
          [a = first.matches, b = second.matches](const std::string& id) { return a(id) && b(id); },
          nullptr};
}

constexpr std::array<std::string_view, 12> kKnownVariables = {
    "resource",  "rootResource", "context", "qitem", "questionnaire", "patient",
    "encounter", "ucum",         "sct",     "loinc", "user",          "qrItem"};

class ReadFinder {
 public:
  ReadFinder(const CompiledForm& form, Findings& findings) : form_(form), findings_(findings) {}

  /// `owner` is the item that carries the expression (-1 the root).
  void find(const ItemRecord& owner, Expression& expression) {
    if (total_ > form_.limits.max_reads) return;
    reads_.clear();
    exact_.clear();
    variables_.clear();
    expression_ = &expression;
    consume(evaluate(expression.compiled.syntax(), focus_of(owner), owner));
    // A sum over "everything" never means the sum itself: such reads of the own item are left out.
    // A read of the own linkId by name stays, and is a circle.
    for (auto read = reads_.begin(); read != reads_.end();) {
      const bool own =
          owner.index >= 0 && form_.below(*read, owner.index) && !exact_.contains(*read);
      read = own ? reads_.erase(read) : std::next(read);
    }
    expression.reads = {reads_.begin(), reads_.end()};
    total_ += reads_.size();
    if (total_ <= form_.limits.max_reads) return;
    findings_.error("AR-F075", expression.pointer,
                    "The expressions of the form read more than " +
                        std::to_string(form_.limits.max_reads) + " items together",
                    "Read single items or groups, not the whole form");
  }

 private:
  static Places focus_of(const ItemRecord& owner) {
    Places places;
    places.root = owner.index < 0;
    if (owner.index >= 0) places.items.insert(owner.index);
    return places;
  }

  void read_below(int item) {
    reads_.insert(item);
    for (int child : form_.record(item).children) read_below(child);
  }

  void consume(const Places& places) {
    if (places.root) {
      for (int child : form_.root.children) read_below(child);
    }
    for (int item : places.items) read_below(item);
    for (int item : places.answers) read_below(item);
    if (!places.exact) return;
    exact_.insert(places.items.begin(), places.items.end());
    exact_.insert(places.answers.begin(), places.answers.end());
  }

  Places children_of(const Places& places) const {
    Places out;
    const auto add = [&](int parent) {
      const auto& children = form_.record(parent).children;
      out.items.insert(children.begin(), children.end());
    };
    if (places.root) add(-1);
    for (int item : places.items) add(item);
    for (int item : places.answers) add(item);
    return out;
  }

  Places descendants_of(const Places& places) const {
    Places out;
    for (Places next = children_of(places); !next.items.empty(); next = children_of(next))
      out = united(out, next);
    out.answers = out.items;
    out.answers.insert(places.items.begin(), places.items.end());
    out.exact = false;
    return out;
  }

  static const Expr* input_of(const Expr& expr) {
    if (expr.input) return expr.input.get();
    return expr.kind == Expr::Kind::member && !expr.args.empty() ? expr.args[0].get() : nullptr;
  }

  Places evaluate(const Expr& expr, const Places& focus, const ItemRecord& owner) {
    switch (expr.kind) {
      case Expr::Kind::member:
        return member(expr, focus, owner);
      case Expr::Kind::function:
        return function(expr, focus, owner);
      case Expr::Kind::variable:
        return variable(expr.text, owner);
      case Expr::Kind::special:
        return expr.text == "$this" || expr.text == "this" ? focus : Places{};
      case Expr::Kind::index:
        return picked(evaluate(*expr.input, focus, owner), expr, focus, owner);
      case Expr::Kind::type_op: {
        Places places = evaluate(*expr.input, focus, owner);
        if (expr.text == "as") return places;
        consume(places);
        return {};
      }
      case Expr::Kind::binary:
        if (expr.text == "|") {
          return united(evaluate(*expr.args[0], focus, owner),
                        evaluate(*expr.args[1], focus, owner));
        }
        [[fallthrough]];
      default:
        if (expr.input) consume(evaluate(*expr.input, focus, owner));
        for (const auto& arg : expr.args) consume(evaluate(*arg, focus, owner));
        return {};
    }
  }

  Places member(const Expr& expr, const Places& focus, const ItemRecord& owner) {
    const Expr* input = input_of(expr);
    const Places places = input == nullptr ? focus : evaluate(*input, focus, owner);
    if (input == nullptr && expr.text == "QuestionnaireResponse") return places;
    if (expr.text == "item") return children_of(places);
    Places out;
    if (expr.text == "answer") {
      out.answers = places.items;
      out.exact = places.exact;
      return out;
    }
    Places used = places;
    used.root = false;  // authored, questionnaire, ...: nothing that an answer changes
    consume(used);
    return out;
  }

  /// first(), [0], skip(): which node it is depends on which others are there.
  Places picked(Places places, const Expr& expr, const Places& focus, const ItemRecord& owner) {
    for (const auto& arg : expr.args) consume(evaluate(*arg, focus, owner));
    if (places.items.size() > 1) consume(places);
    return places;
  }

  Places narrowed(const Places& places, const Expr& criterion, const ItemRecord& owner) {
    Places out = places;
    if (const LinkIdTest test = link_id_test(criterion); test.present) {
      out = Places{};
      out.items = matching(places.items, test);
      out.exact = test.exact;
      if (is_only_link_ids(criterion)) return out;
    }
    consume(evaluate(criterion, out, owner));
    return out;
  }

  ItemSet matching(const ItemSet& items, const LinkIdTest& test) const {
    ItemSet out;
    if (test.wanted != nullptr) {
      const ItemRecord* named = form_.find(*test.wanted);
      if (named != nullptr && items.contains(named->index)) out.insert(named->index);
      return out;
    }
    for (int item : items)
      if (test.matches(form_.record(item).definition.link_id)) out.insert(out.end(), item);
    return out;
  }

  static bool is_only_link_ids(const Expr& criterion) {
    if (criterion.kind == Expr::Kind::binary &&
        (criterion.text == "and" || criterion.text == "or")) {
      return is_only_link_ids(*criterion.args[0]) && is_only_link_ids(*criterion.args[1]);
    }
    return link_id_test(criterion).present;
  }

  Places function(const Expr& expr, const Places& focus, const ItemRecord& owner) {
    const Places places = expr.input ? evaluate(*expr.input, focus, owner) : focus;
    const std::string& name = expr.text;
    const auto arg = [&](std::size_t i) -> const Expr& { return *expr.args[i]; };
    if (name == "where" && expr.args.size() == 1) return narrowed(places, arg(0), owner);
    if (name == "exists" && expr.args.size() == 1) {
      consume(narrowed(places, arg(0), owner));
      return {};
    }
    if (name == "select" && expr.args.size() == 1) return evaluate(arg(0), places, owner);
    if (name == "repeat" && expr.args.size() == 1) return repeated(places, arg(0), owner);
    if (name == "descendants") return descendants_of(places);
    if (name == "children") {
      Places out = children_of(places);
      out.answers = places.items;
      consume({false, false, {}, places.answers});
      return out;
    }
    if (name == "iif" && expr.args.size() >= 2) return conditional(expr, places, owner);
    if (name == "union" || name == "combine") return united(places, evaluate(arg(0), focus, owner));
    if (name == "ofType" || name == "as" || name == "trace" || name == "distinct") return places;
    if (name == "first" || name == "last" || name == "tail" || name == "skip" || name == "take" ||
        name == "single") {
      return picked(places, expr, focus, owner);
    }
    const bool clock = name == "today" || name == "now" || name == "timeOfDay";
    if (!clock) consume(places);
    for (const auto& each : expr.args) {
      consume(evaluate(*each, places, owner));
      consume(evaluate(*each, focus, owner));
    }
    return {};
  }

  Places conditional(const Expr& expr, const Places& places, const ItemRecord& owner) {
    consume(evaluate(*expr.args[0], places, owner));
    Places out = evaluate(*expr.args[1], places, owner);
    if (expr.args.size() > 2) out = united(out, evaluate(*expr.args[2], places, owner));
    return out;
  }

  Places repeated(const Places& places, const Expr& projection, const ItemRecord& owner) {
    Places out;
    Places next = evaluate(projection, places, owner);
    while (true) {
      const Places grown = united(out, next);
      if (grown.items == out.items && grown.answers == out.answers) break;
      out = grown;
      next = evaluate(projection, next, owner);
    }
    out.exact = false;
    return out;
  }

  Places variable(const std::string& name, const ItemRecord& owner) {
    if (name == "resource" || name == "rootResource") return {true, false, {}, {}};
    if (name == "context" || name == "qrItem") return focus_of(owner);
    for (const ItemRecord* scope = &owner;; scope = &form_.record(scope->parent)) {
      for (const Variable& variable : scope->variables) {
        if (variable.name == name) return declared(variable, *scope);
      }
      if (scope->index < 0) break;
    }
    const bool known =
        form_.launch_names.contains(name) ||
        std::find(kKnownVariables.begin(), kKnownVariables.end(), name) != kKnownVariables.end();
    if (!known && !name.starts_with("vs-") && !name.starts_with("ext-")) {
      findings_.warning("AR-F016", expression_->pointer,
                        "The variable '%" + name + "' is not defined: the expression is empty",
                        "Define it in a variable extension above");
    }
    return {};
  }

  Places declared(const Variable& variable, const ItemRecord& scope) {
    if (!variable.expression) return {};
    // Once for an expression: a chain of variables that each name the next twice doubles at each.
    if (const auto known = variables_.find(&variable); known != variables_.end())
      return known->second;
    const auto again = std::find(open_.begin(), open_.end(), &variable);
    if (again != open_.end()) {
      std::string path;
      for (auto at = again; at != open_.end(); ++at) path += "%" + (*at)->name + " -> ";
      findings_.error(
          "AR-F008", variable.expression->pointer,
          "These variables depend on each other in a circle: " + path + "%" + variable.name,
          "Break the circle at one of them");
      return {};
    }
    open_.push_back(&variable);
    Places out = evaluate(variable.expression->compiled.syntax(), focus_of(scope), scope);
    open_.pop_back();
    variables_.emplace(&variable, out);
    return out;
  }

  const CompiledForm& form_;
  Findings& findings_;
  const Expression* expression_ = nullptr;
  ItemSet reads_, exact_;
  std::vector<const Variable*> open_;
  std::map<const Variable*, Places> variables_;  ///< of the expression that is looked at
  std::size_t total_ = 0;                        ///< reads of all expressions
};

}  // namespace

void find_reads(CompiledForm& form, Findings& findings) {
  ReadFinder finder(form, findings);
  const auto visit = [&](ItemRecord& item) {
    for (Variable& variable : item.variables) {
      if (variable.expression) finder.find(item, *variable.expression);
    }
    for (TextExpression& text : item.text_expressions) finder.find(item, text.expression);
    for (auto* expression : {&item.enable_expression, &item.calculated, &item.initial_expression,
                             &item.options_expression}) {
      if (*expression) finder.find(item, **expression);
    }
    for (Toggle& toggle : item.toggles) finder.find(item, toggle.expression);
    for (Constraint& constraint : item.constraints) finder.find(item, constraint.expression);
    for (auto& [kind, expression] : item.limit_expressions) finder.find(item, expression);
  };
  visit(form.root);
  for (auto& item : form.items) visit(*item);
}

}  // namespace anteroom::form
