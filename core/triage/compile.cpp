// From `when` to a Condition: refuses everything outside the closed red-flag language, with its
// place. Refusing at load is what keeps an unknown answer from turning into a no at a visit
// (exists(), empty(), iif() ... answer false on an empty collection).
#include <fmt/format.h>
#include <algorithm>

#include "core/triage/program.h"

namespace anteroom::triage {
namespace {

using fhirpath::Expr;

constexpr int kMaxDepth = 200;

bool is_number_type(form::ItemType type) {
  return type == form::ItemType::integer || type == form::ItemType::decimal;
}

bool is_coded_type(form::ItemType type) {
  return type == form::ItemType::choice || type == form::ItemType::open_choice ||
         type == form::ItemType::boolean;
}

Comparison comparison_from(std::string_view op) {
  if (op == ">=") return Comparison::at_least;
  if (op == ">") return Comparison::more;
  if (op == "<=") return Comparison::at_most;
  if (op == "<") return Comparison::less;
  if (op == "=") return Comparison::equal;
  if (op == "!=") return Comparison::not_equal;
  return Comparison::unset;
}

/// The item itself repeats, or stands in a group that does.
bool repeats(const ItemLookup& find_item, const form::ItemDefinition& item) {
  for (const form::ItemDefinition* place = &item; place != nullptr;
       place = place->parent.empty() ? nullptr : find_item(place->parent)) {
    if (place->repeats) return true;
  }
  return false;
}

class Compiler {
 public:
  Compiler(const std::string& pointer, const ItemLookup& find_item, ItemTable& table,
           Errors& errors)
      : pointer_(pointer), find_item_(find_item), table_(table), errors_(errors) {}

  std::optional<Condition> condition(const Expr& expr, int depth = 0) {
    if (depth > kMaxDepth) return refuse(expr, "The rule is nested too deeply.");
    switch (expr.kind) {
      case Expr::Kind::binary:
        return binary(expr, depth);
      case Expr::Kind::function:
        return function(expr, depth);
      case Expr::Kind::variable:
        return refuse(expr, "Variables are not part of the red-flag language.", kAccepted);
      case Expr::Kind::member:
        return refuse(expr, "Paths are not part of the red-flag language.", kAccepted);
      case Expr::Kind::literal_boolean:
        return refuse(expr, "A rule may not be true or false by itself.", kAccepted);
      default:
        return refuse(expr, "This is not a condition of the red-flag language.", kAccepted);
    }
  }

 private:
  static constexpr const char* kAccepted =
      "Use and, or, .not(), has, known, at_least, sum_at_least, or answer('linkId') compared with "
      "a number.";

  std::nullopt_t refuse(const Expr& expr, std::string message, std::string mend = {}) {
    errors_.push_back(
        Error{"AR-P019", std::move(message), pointer_, std::move(mend), expr.line, expr.column});
    return std::nullopt;
  }

  std::optional<Condition> binary(const Expr& expr, int depth) {
    if (expr.text == "and") return logic(expr, Op::all_of, depth);
    if (expr.text == "or") return logic(expr, Op::any_of, depth);
    if (comparison_from(expr.text) != Comparison::unset) return comparison(expr);
    return refuse(expr,
                  fmt::format("The operator {} is not part of the red-flag language.", expr.text),
                  kAccepted);
  }

  /// `a or b or c` is one node with three parts; both sides are checked so that all problems come
  /// back at once.
  std::optional<Condition> logic(const Expr& expr, Op op, int depth) {
    Condition out;
    out.op = op;
    bool ok = true;
    std::vector<const Expr*> open{
        &expr};  // a stack: a chain of a hundred `or` must not cost a hundred frames
    while (!open.empty()) {
      const Expr& next = *open.back();
      open.pop_back();
      if (next.kind == Expr::Kind::binary && next.text == expr.text) {
        open.push_back(next.args[1].get());
        open.push_back(next.args[0].get());
        continue;
      }
      auto part = condition(next, depth + 1);
      ok = ok && part.has_value();
      if (part) out.parts.push_back(std::move(*part));
    }
    if (!ok) return std::nullopt;
    return out;
  }

  std::optional<Condition> comparison(const Expr& expr) {
    const Expr& left = *expr.args[0];
    const Expr& right = *expr.args[1];
    if (left.kind != Expr::Kind::function || left.text != "answer" || left.input) {
      return refuse(left, "Only answer('linkId') may be compared.", kAccepted);
    }
    const auto number = literal_number(right);
    if (!number)
      return refuse(right, "answer('linkId') may be compared with a number literal only.");
    if (left.args.size() != 1) return refuse(left, "answer takes one linkId.");
    const auto item = number_item(*left.args[0]);
    if (!item) return std::nullopt;
    Condition out;
    out.op = Op::compare;
    out.comparison = comparison_from(expr.text);
    out.items.push_back(*item);
    out.number = *number;
    return out;
  }

  std::optional<Condition> function(const Expr& expr, int depth) {
    if (expr.text == "not") return negation(expr, depth);
    if (expr.input) {
      return refuse(expr, fmt::format("{}() may not be called on something.", expr.text),
                    kAccepted);
    }
    if (expr.text == "has") return has(expr);
    if (expr.text == "known") return known(expr, depth);
    if (expr.text == "at_least") return at_least(expr, depth);
    if (expr.text == "sum_at_least") return sum_at_least(expr);
    if (expr.text == "answer") {
      return refuse(expr, "answer() alone is not a condition.",
                    "Compare it with a number: answer('linkId') >= 5.");
    }
    return refuse(expr,
                  fmt::format("The function {}() is not part of the red-flag language.", expr.text),
                  kAccepted);
  }

  std::optional<Condition> negation(const Expr& expr, int depth) {
    if (!expr.input || !expr.args.empty()) return refuse(expr, "not() is written condition.not().");
    return wrap(Op::negation, *expr.input, depth);
  }

  std::optional<Condition> known(const Expr& expr, int depth) {
    if (expr.args.size() != 1) return refuse(expr, "known takes one condition.");
    return wrap(Op::known, *expr.args[0], depth);
  }

  std::optional<Condition> wrap(Op op, const Expr& inner, int depth) {
    auto part = condition(inner, depth + 1);
    if (!part) return std::nullopt;
    Condition out;
    out.op = op;
    out.parts.push_back(std::move(*part));
    return out;
  }

  std::optional<Condition> at_least(const Expr& expr, int depth) {
    if (expr.args.size() < 2)
      return refuse(expr, "at_least takes a number and at least one condition.");
    const auto number = literal_number(*expr.args[0]);
    const auto whole = number ? number->to_integer() : std::nullopt;
    const auto count = static_cast<std::int64_t>(expr.args.size()) - 1;
    if (!whole || *whole < 1 || *whole > count) {
      return refuse(*expr.args[0],
                    fmt::format("at_least needs a whole number from 1 to {} here.", count));
    }
    Condition out;
    out.op = Op::at_least;
    out.number = *number;
    bool ok = true;
    for (std::size_t i = 1; i < expr.args.size(); ++i) {
      auto part = condition(*expr.args[i], depth + 1);
      ok = ok && part.has_value();
      if (part) out.parts.push_back(std::move(*part));
    }
    if (!ok) return std::nullopt;
    return out;
  }

  std::optional<Condition> sum_at_least(const Expr& expr) {
    if (expr.args.size() < 2)
      return refuse(expr, "sum_at_least takes a number and at least one linkId.");
    const auto number = literal_number(*expr.args[0]);
    if (!number) return refuse(*expr.args[0], "sum_at_least needs a number literal first.");
    Condition out;
    out.op = Op::sum_at_least;
    out.number = *number;
    bool ok = true;
    for (std::size_t i = 1; i < expr.args.size(); ++i) {
      const auto item = number_item(*expr.args[i]);
      ok = ok && item.has_value();
      if (item) out.items.push_back(*item);
    }
    if (!ok) return std::nullopt;
    return out;
  }

  std::optional<Condition> has(const Expr& expr) {
    if (expr.args.size() < 2) return refuse(expr, "has takes a linkId and at least one code.");
    const form::ItemDefinition* item = known_item(*expr.args[0]);
    if (!item) return std::nullopt;
    if (!is_coded_type(item->type)) {
      return refuse(*expr.args[0], fmt::format("'{}' has no answer codes.", item->link_id),
                    "has reads choice, open-choice and boolean items.");
    }
    Condition out;
    out.op = Op::has;
    bool ok = true;
    for (std::size_t i = 1; i < expr.args.size(); ++i) {
      ok = code_of(*expr.args[i], *item, out.codes) && ok;
    }
    if (!ok) return std::nullopt;
    out.items.push_back(table_.add(*item));
    return out;
  }

  /// "yes, no", the first dozen.
  static std::string codes_of(const form::ItemDefinition& item) {
    if (item.type == form::ItemType::boolean) return "true, false";
    std::string words;
    int count = 0;
    for (const form::Option& option : item.options) {
      if (option.unknown != form::UnknownReason::none || ++count > 12) continue;
      words += (words.empty() ? "" : ", ") + option.code;
    }
    return words + (count > 12 ? ", ..." : "");
  }

  bool code_of(const Expr& expr, const form::ItemDefinition& item,
               std::vector<std::string>& codes) {
    if (expr.kind != Expr::Kind::literal_string) {
      refuse(expr, "A code must be a string literal.");
      return false;
    }
    if (form::unknown_reason_from_code(expr.text)) {
      refuse(expr, fmt::format("has may not ask for the unknown code '{}'.", expr.text),
             "An unknown answer makes the rule unresolved by itself.");
      return false;
    }
    const bool offered =
        item.type == form::ItemType::boolean
            ? expr.text == "true" || expr.text == "false"
            : std::any_of(
                  item.options.begin(), item.options.end(), [&](const form::Option& option) {
                    return option.unknown == form::UnknownReason::none && option.code == expr.text;
                  });
    if (!offered) {
      refuse(expr, fmt::format("'{}' has no answer code '{}'.", item.link_id, expr.text),
             "Its codes are " + codes_of(item) + ".");
      return false;
    }
    codes.push_back(expr.text);
    return true;
  }

  const form::ItemDefinition* known_item(const Expr& expr) {
    if (expr.kind != Expr::Kind::literal_string) {
      refuse(expr, "A linkId must be a string literal.");
      return nullptr;
    }
    const form::ItemDefinition* item = find_item_(expr.text);
    if (!item)
      refuse(expr, fmt::format("The form has no item '{}'.", expr.text),
             "Write the linkId of a question of this bundle's forms.");
    return item;
  }

  std::optional<std::size_t> number_item(const Expr& expr) {
    const form::ItemDefinition* item = known_item(expr);
    if (!item) return std::nullopt;
    if (!is_number_type(item->type)) {
      return refuse(expr, fmt::format("'{}' is not an integer or decimal item.", item->link_id));
    }
    if (repeats(find_item_, *item)) {
      return refuse(expr, fmt::format("'{}' repeats: it has more than one number.", item->link_id));
    }
    return table_.add(*item);
  }

  static std::optional<fhir::Decimal> literal_number(const Expr& expr) {
    if (expr.kind != Expr::Kind::literal_number) return std::nullopt;
    return fhir::Decimal::parse(expr.text);
  }

  const std::string& pointer_;
  const ItemLookup& find_item_;
  ItemTable& table_;
  Errors& errors_;
};

}  // namespace

std::size_t ItemTable::add(const form::ItemDefinition& item) {
  const auto [place, added] = index_.try_emplace(item.link_id, items_.size());
  if (added) items_.push_back(ReadItem{item.link_id, item.min_value, item.max_value});
  return place->second;
}

std::optional<std::size_t> ItemTable::find(std::string_view link_id) const {
  const auto place = index_.find(std::string(link_id));
  if (place == index_.end()) return std::nullopt;
  return place->second;
}

std::optional<Condition> compile_when(const std::string& when, const std::string& pointer,
                                      const ItemLookup& find_item, ItemTable& table,
                                      Errors& errors) {
  auto expr = fhirpath::parse(when);
  if (!expr) {
    const Error& cause = expr.error();
    errors.push_back(Error{"AR-P019", "The rule is not a FHIRPath expression: " + cause.message,
                           pointer, cause.mend, cause.line, cause.column});
    return std::nullopt;
  }
  return Compiler(pointer, find_item, table, errors).condition(**expr);
}

}  // namespace anteroom::triage
