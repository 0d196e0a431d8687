// Three-valued evaluation of a Condition, and the answers that decided it. See README "Functions"
// for the table.
#include <algorithm>

#include "core/triage/program.h"

namespace anteroom::triage {
namespace {

using form::ItemState;
using Kind = ItemState::Kind;

Truth truth_of(bool value) {
  return value ? Truth::yes : Truth::no;
}

Truth negate(Truth value) {
  if (value == Truth::unknown) return Truth::unknown;
  return truth_of(value == Truth::no);
}

bool matches(const ItemState& state, const std::string& code) {
  return std::find(state.codes.begin(), state.codes.end(), code) != state.codes.end();
}

/// One row of the table of `has`.
Truth has_in(const ItemState& state, const std::vector<std::string>& codes) {
  if (state.kind == Kind::not_present) return Truth::no;
  if (state.kind == Kind::unknown) return Truth::unknown;
  const bool any = std::any_of(codes.begin(), codes.end(),
                               [&](const auto& code) { return matches(state, code); });
  if (any) return Truth::yes;
  return state.partial ? Truth::unknown : Truth::no;
}

/// Any instance true; else unknown if any is unknown. No instance at all is not an answer: unknown.
Truth has(const Condition& condition, const States& states) {
  const auto& instances = states[condition.items.front()];
  if (instances.empty()) return Truth::unknown;
  Truth out = Truth::no;
  for (const ItemState& state : instances) {
    const Truth one = has_in(state, condition.codes);
    if (one == Truth::yes) return Truth::yes;
    if (one == Truth::unknown) out = Truth::unknown;
  }
  return out;
}

/// The one number of an item, when it is answered.
std::optional<fhir::Decimal> number_of(std::size_t item, const States& states) {
  const auto& instances = states[item];
  if (instances.size() != 1 || instances.front().kind != Kind::answered) return std::nullopt;
  return instances.front().number;
}

Truth compare(const Condition& condition, const States& states) {
  const auto number = number_of(condition.items.front(), states);
  if (!number) return Truth::unknown;
  const auto order = *number <=> condition.number;
  switch (condition.comparison) {
    case Comparison::at_least:
      return truth_of(order >= 0);
    case Comparison::more:
      return truth_of(order > 0);
    case Comparison::at_most:
      return truth_of(order <= 0);
    case Comparison::less:
      return truth_of(order < 0);
    case Comparison::equal:
      return truth_of(order == 0);
    case Comparison::not_equal:
      return truth_of(order != 0);
    case Comparison::unset:
      break;
  }
  return Truth::unknown;
}

using Bound = std::optional<fhir::Decimal>;  ///< nullopt = unbounded

Bound plus(const Bound& sum, const Bound& more) {
  return sum && more ? fhir::Decimal::add(*sum, *more) : std::nullopt;
}

/// An unknown number lies between the item's minValue and maxValue; without one the sum has no
/// bound on that side.
Truth sum_at_least(const Condition& condition, const ItemTable& table, const States& states) {
  Bound least = fhir::Decimal(0);
  Bound greatest = fhir::Decimal(0);
  for (const std::size_t item : condition.items) {
    const auto number = number_of(item, states);
    least = plus(least, number ? number : table.items()[item].min_value);
    greatest = plus(greatest, number ? number : table.items()[item].max_value);
  }
  if (least && *least >= condition.number) return Truth::yes;
  if (greatest && *greatest < condition.number) return Truth::no;
  return Truth::unknown;
}

struct Count {
  std::int64_t yes = 0, unknown = 0, no = 0;
};

Count count_parts(const Condition& condition, const ItemTable& table, const States& states) {
  Count out;
  for (const Condition& part : condition.parts) {
    const Truth value = evaluate(part, table, states);
    if (value == Truth::yes) ++out.yes;
    if (value == Truth::unknown) ++out.unknown;
    if (value == Truth::no) ++out.no;
  }
  return out;
}

Truth at_least(const Condition& condition, const Count& count) {
  if (fhir::Decimal(count.yes) >= condition.number) return Truth::yes;
  if (fhir::Decimal(count.yes + count.unknown) < condition.number) return Truth::no;
  return Truth::unknown;
}

/// Collects decisive answers. `wanted` is the value of the node that has to be accounted for.
class Explanation {
 public:
  Explanation(const ItemTable& table, const States& states) : table_(table), states_(states) {}

  void collect(const Condition& condition, Truth wanted) {
    switch (condition.op) {
      case Op::all_of:
      case Op::any_of:
      case Op::at_least:
        return collect_parts(condition, wanted);
      case Op::negation:
        return collect(condition.parts.front(), negate(wanted));
      case Op::known:
        // known() that is not true is an excuse that was not given: nothing the patient said
        // decided it.
        if (wanted == Truth::yes) collect(condition.parts.front(), Truth::yes);
        return;
      case Op::has:
        for (const ItemState& state : states_[condition.items.front()])
          collect_has(condition, state, wanted);
        if (states_[condition.items.front()].empty() && wanted == Truth::unknown)
          add_code(condition.items.front(), "not-asked");
        return;
      case Op::compare:
      case Op::sum_at_least:
        return collect_numbers(condition, wanted);
      case Op::unset:
        return;
    }
  }

  std::vector<DecisiveAnswer> take() { return std::move(out_); }

 private:
  void collect_parts(const Condition& condition, Truth wanted) {
    for (const Condition& part : condition.parts) {
      if (evaluate(part, table_, states_) == wanted) collect(part, wanted);
    }
  }

  void collect_has(const Condition& condition, const ItemState& state, Truth wanted) {
    const std::size_t item = condition.items.front();
    if (has_in(state, condition.codes) != wanted) return;
    if (wanted == Truth::unknown) return add_code(item, unknown_word(state));
    for (const std::string& code : state.codes) {
      const bool asked =
          std::find(condition.codes.begin(), condition.codes.end(), code) != condition.codes.end();
      if (asked || wanted == Truth::no) add_code(item, code);
    }
  }

  void collect_numbers(const Condition& condition, Truth wanted) {
    for (const std::size_t item : condition.items) {
      const auto number = number_of(item, states_);
      if (number && wanted != Truth::unknown) add_number(item, *number);
      if (!number && wanted == Truth::unknown) {
        const auto& instances = states_[item];
        add_code(item, instances.empty() ? "not-asked" : unknown_word(instances.front()));
      }
    }
  }

  static std::string unknown_word(const ItemState& state) {
    if (state.kind == Kind::not_present) return "not-present";
    if (state.reason != form::UnknownReason::none) return std::string(form::to_code(state.reason));
    return state.kind == Kind::answered ? "partial" : "not-asked";
  }

  DecisiveAnswer& entry(std::size_t item) {
    const std::string& link_id = table_.items()[item].link_id;
    const auto place =
        std::find_if(out_.begin(), out_.end(), [&](const auto& a) { return a.link_id == link_id; });
    if (place != out_.end()) return *place;
    return out_.emplace_back(DecisiveAnswer{link_id, {}, std::nullopt});
  }

  void add_code(std::size_t item, std::string code) {
    auto& codes = entry(item).codes;
    if (std::find(codes.begin(), codes.end(), code) == codes.end())
      codes.push_back(std::move(code));
  }

  void add_number(std::size_t item, const fhir::Decimal& number) { entry(item).number = number; }

  const ItemTable& table_;
  const States& states_;
  std::vector<DecisiveAnswer> out_;
};

void add_items(const Condition& condition, std::vector<std::size_t>& out) {
  for (const std::size_t item : condition.items) {
    if (std::find(out.begin(), out.end(), item) == out.end()) out.push_back(item);
  }
  for (const Condition& part : condition.parts) add_items(part, out);
}

}  // namespace

Truth evaluate(const Condition& condition, const ItemTable& table, const States& states) {
  switch (condition.op) {
    case Op::all_of: {
      const Count count = count_parts(condition, table, states);
      if (count.no > 0) return Truth::no;
      return count.unknown > 0 ? Truth::unknown : Truth::yes;
    }
    case Op::any_of: {
      const Count count = count_parts(condition, table, states);
      if (count.yes > 0) return Truth::yes;
      return count.unknown > 0 ? Truth::unknown : Truth::no;
    }
    case Op::negation:
      return negate(evaluate(condition.parts.front(), table, states));
    case Op::known:
      return truth_of(evaluate(condition.parts.front(), table, states) == Truth::yes);
    case Op::at_least:
      return at_least(condition, count_parts(condition, table, states));
    case Op::has:
      return has(condition, states);
    case Op::compare:
      return compare(condition, states);
    case Op::sum_at_least:
      return sum_at_least(condition, table, states);
    case Op::unset:
      break;
  }
  return Truth::unknown;
}

std::vector<DecisiveAnswer> explain(const Condition& condition, const ItemTable& table,
                                    const States& states) {
  const Truth value = evaluate(condition, table, states);
  Explanation explanation(table, states);
  if (value != Truth::no) explanation.collect(condition, value);
  return explanation.take();
}

std::vector<std::size_t> items_read(const Condition& condition) {
  std::vector<std::size_t> out;
  add_items(condition, out);
  return out;
}

}  // namespace anteroom::triage
