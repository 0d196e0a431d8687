// Existence, filtering, subsetting, combining. http://hl7.org/fhirpath/N1 5.1 to 5.4, 7.
#include <unordered_set>

#include "core/fhirpath/functions.h"

namespace anteroom::fhirpath::functions {
namespace {

enum class Quantifier { all, any };

// allTrue() and its three sisters: a collection of Booleans only.
Collection quantify(Call& call, Quantifier quantifier, bool wanted) {
  for (const Value& element : call.input) {
    const Value value = system_value(element);
    const auto* truth = std::get_if<bool>(&value);
    if (truth == nullptr) call.wrong_type("Booleans");
    if (quantifier == Quantifier::any && *truth == wanted) return boolean(true);
    if (quantifier == Quantifier::all && *truth != wanted) return boolean(false);
  }
  return boolean(quantifier == Quantifier::all);
}

std::unordered_set<std::string> keys(Call& call, const Collection& values) {
  std::unordered_set<std::string> result;
  for (const Value& value : values) result.insert(call.key(value));
  return result;
}

Collection distinct_of(Call& call, const Collection& values) {
  Collection out;
  std::unordered_set<std::string> seen;
  for (const Value& value : values)
    if (seen.insert(call.key(value)).second) out.push_back(value);
  return out;
}

bool contains_all(Call& call, const Collection& part, const Collection& whole) {
  const auto present = keys(call, whole);
  for (const Value& value : part)
    if (!present.contains(call.key(value))) return false;
  return true;
}

Collection slice(const Collection& input, std::size_t from, std::size_t count) {
  if (from >= input.size()) return {};
  const auto begin = input.begin() + static_cast<std::ptrdiff_t>(from);
  return {begin, begin + static_cast<std::ptrdiff_t>(std::min(count, input.size() - from))};
}

Collection joined(const Collection& a, const Collection& b) {
  Collection out = a;
  out.insert(out.end(), b.begin(), b.end());
  return out;
}

Collection project(Call& call, std::size_t argument) {
  Collection out;
  for (std::size_t i = 0; i < call.input.size(); ++i) {
    Collection projected = call.arg_for(argument, call.input[i], static_cast<std::int64_t>(i));
    out.insert(out.end(), std::make_move_iterator(projected.begin()),
               std::make_move_iterator(projected.end()));
    call.evaluator.held(call.expr, out.size());
  }
  return out;
}

}  // namespace

Collection empty(Call& call) {
  return boolean(call.input.empty());
}
Collection exists(Call& call) {
  if (call.count() == 0) return boolean(!call.input.empty());
  return boolean(!where(call).empty());
}
Collection all(Call& call) {
  // An unknown criterion is not "yes": all() answers false, as the specification's own definition
  // does.
  for (std::size_t i = 0; i < call.input.size(); ++i)
    if (call.truth_for(0, call.input[i], static_cast<std::int64_t>(i)) != Truth::yes)
      return boolean(false);
  return boolean(true);
}
Collection not_(Call& call) {
  const auto truth = to_truth(call.input);
  if (!truth) fail(call.expr, truth.error().code, truth.error().message, truth.error().mend);
  if (*truth == Truth::unknown) return {};
  return boolean(*truth == Truth::no);
}
Collection all_true(Call& call) {
  return quantify(call, Quantifier::all, true);
}
Collection any_true(Call& call) {
  return quantify(call, Quantifier::any, true);
}
Collection all_false(Call& call) {
  return quantify(call, Quantifier::all, false);
}
Collection any_false(Call& call) {
  return quantify(call, Quantifier::any, false);
}

Collection subset_of(Call& call) {
  return boolean(contains_all(call, call.input, call.arg(0)));
}
Collection superset_of(Call& call) {
  return boolean(contains_all(call, call.arg(0), call.input));
}
Collection count(Call& call) {
  return {Value{static_cast<std::int64_t>(call.input.size())}};
}
Collection distinct(Call& call) {
  return distinct_of(call, call.input);
}
Collection is_distinct(Call& call) {
  return boolean(distinct_of(call, call.input).size() == call.input.size());
}

Collection where(Call& call) {
  Collection out;
  for (std::size_t i = 0; i < call.input.size(); ++i)
    if (call.truth_for(0, call.input[i], static_cast<std::int64_t>(i)) == Truth::yes)
      out.push_back(call.input[i]);
  return out;
}

Collection select(Call& call) {
  return project(call, 0);
}

Collection repeat(Call& call) {
  Collection out;
  std::unordered_set<std::string> seen;
  Collection queue = call.input;
  // Breadth first; an element equal to one already found is not visited again, so this ends.
  while (!queue.empty()) {
    Collection next;
    for (const Value& element : queue)
      for (const Value& found : call.arg_for(0, element, 0)) {
        if (!seen.insert(call.key(found)).second) continue;
        call.evaluator.held(call.expr, out.size());
        out.push_back(found);
        next.push_back(found);
      }
    queue = std::move(next);
  }
  return out;
}

Collection single(Call& call) {
  if (call.input.size() > 1) fail(call.expr, "AR-X030", "single() got several values.");
  return call.input;
}
Collection first(Call& call) {
  return slice(call.input, 0, 1);
}
Collection last(Call& call) {
  return call.input.empty() ? Collection{} : Collection{call.input.back()};
}
Collection tail(Call& call) {
  return slice(call.input, 1, call.input.size());
}
Collection skip(Call& call) {
  const auto number = call.integer(call.arg(0));
  if (!number) return {};
  return slice(call.input, static_cast<std::size_t>(std::max<std::int64_t>(0, *number)),
               call.input.size());
}
Collection take(Call& call) {
  const auto number = call.integer(call.arg(0));
  if (!number || *number <= 0) return {};
  return slice(call.input, 0, static_cast<std::size_t>(*number));
}

Collection intersect(Call& call) {
  const auto other = keys(call, call.arg(0));
  Collection out;
  for (const Value& value : distinct_of(call, call.input))
    if (other.contains(call.key(value))) out.push_back(value);
  return out;
}
Collection exclude(Call& call) {
  const auto other = keys(call, call.arg(0));
  Collection out;
  for (const Value& value : call.input)
    if (!other.contains(call.key(value))) out.push_back(value);
  return out;
}
Collection union_(Call& call) {
  return distinct_of(call, joined(call.input, call.arg(0)));
}
Collection combine(Call& call) {
  return joined(call.input, call.arg(0));
}

Collection iif(Call& call) {
  const Scope scope = call.whole_scope();
  if (call.evaluator.truth(*call.expr.args[0], scope) == Truth::yes)
    return call.evaluator.eval(*call.expr.args[1], scope);
  return call.count() > 2 ? call.evaluator.eval(*call.expr.args[2], scope) : Collection{};
}

Collection aggregate(Call& call) {
  Collection total = call.count() > 1 ? call.arg(1) : Collection{};
  for (std::size_t i = 0; i < call.input.size(); ++i) {
    const Collection self{call.input[i]};
    Collection next =
        call.evaluator.eval(*call.expr.args[0], {&self, static_cast<std::int64_t>(i), &total});
    total = std::move(next);
  }
  return total;
}

Collection trace(Call& call) {
  const auto name = call.text(call.arg(0));
  if (call.evaluator.context().trace)
    call.evaluator.context().trace(name.value_or(""),
                                   call.count() > 1 ? project(call, 1) : call.input);
  return call.input;
}

}  // namespace anteroom::fhirpath::functions
