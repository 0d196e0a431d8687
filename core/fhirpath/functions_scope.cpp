// Functions that name, order or choose: defineVariable, sort, coalesce, repeatAll.
#include <algorithm>
#include <numeric>

#include "core/fhirpath/functions.h"

namespace anteroom::fhirpath::functions {
namespace {

struct SortKey {
  const Expr* expr;
  bool descending;
};

// `-family` is descending whatever the type: the sign belongs to sort(), not to the value.
std::vector<SortKey> sort_keys(const Call& call) {
  std::vector<SortKey> keys;
  for (const auto& arg : call.expr.args) {
    const bool descending = arg->kind == Expr::Kind::unary && arg->text == "-";
    keys.push_back({descending ? arg->args[0].get() : arg.get(), descending});
  }
  return keys;
}

using Row = std::vector<std::optional<Value>>;

// Keys that are empty come first. Unknown order keeps the order of the input.
bool before(Call& call, const std::optional<Value>& a, const std::optional<Value>& b) {
  call.evaluator.tick(call.expr);
  if (!a || !b) return !a && b;
  const Ordering result = order(*a, *b, call.evaluator.offset());
  if (result == Ordering::mismatch) call.wrong_type("keys that have an order, all of one type");
  return result == Ordering::less;
}

bool row_before(Call& call, const std::vector<SortKey>& keys, const Row& a, const Row& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    const bool descending = i < keys.size() && keys[i].descending;
    if (before(call, descending ? b[i] : a[i], descending ? a[i] : b[i])) return true;
    if (before(call, descending ? a[i] : b[i], descending ? b[i] : a[i])) return false;
  }
  return false;
}

}  // namespace

Collection define_variable(Call& call) {
  const auto name = call.text(call.arg(0));
  if (!name || name->empty()) call.wrong_type("the name of a variable");
  Collection value =
      call.count() > 1 ? call.evaluator.eval(*call.expr.args[1], call.whole_scope()) : call.input;
  call.evaluator.define(call.expr, *name, std::move(value));
  return call.input;
}

Collection sort(Call& call) {
  const std::vector<SortKey> keys = sort_keys(call);
  std::vector<Row> rows;
  for (std::size_t i = 0; i < call.input.size(); ++i) {
    Row& row = rows.emplace_back();
    if (keys.empty()) row.emplace_back(system_value(call.input[i]));
    const Collection self{call.input[i]};
    for (const SortKey& key : keys)
      row.push_back(
          call.one(call.evaluator.eval(*key.expr, {&self, static_cast<std::int64_t>(i), nullptr})));
  }
  std::vector<std::size_t> places(rows.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::stable_sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
    return row_before(call, keys, rows[a], rows[b]);
  });
  Collection out;
  out.reserve(places.size());
  for (const std::size_t place : places) out.push_back(call.input[place]);
  return out;
}

Collection coalesce(Call& call) {
  for (std::size_t i = 0; i < call.count(); ++i) {
    Collection value = call.evaluator.eval(*call.expr.args[i], call.whole_scope());
    if (!value.empty()) return value;
  }
  return {};
}

// Unlike repeat() it keeps values that are alike; the step limit ends what would never end.
Collection repeat_all(Call& call) {
  Collection out;
  Collection queue = call.input;
  while (!queue.empty()) {
    Collection next;
    for (const Value& element : queue)
      for (const Value& found : call.arg_for(0, element, 0)) {
        call.evaluator.tick(call.expr, 8);
        next.push_back(found);
      }
    out.insert(out.end(), next.begin(), next.end());
    queue = std::move(next);
  }
  return out;
}

}  // namespace anteroom::fhirpath::functions
