#include "core/triage/when_text.h"

namespace anteroom::triage {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string_view symbol(Comparison comparison) {
  switch (comparison) {
    case Comparison::at_least:
      return ">=";
    case Comparison::more:
      return ">";
    case Comparison::at_most:
      return "<=";
    case Comparison::less:
      return "<";
    case Comparison::equal:
      return "=";
    case Comparison::not_equal:
      return "!=";
    case Comparison::unset:
      break;
  }
  return "";
}

bool is_infix(const Condition& condition) {
  return condition.op == Op::all_of || condition.op == Op::any_of || condition.op == Op::compare;
}

class Writer {
 public:
  explicit Writer(const ItemTable& table) : table_(table) {}

  std::string text(const Condition& condition) const {
    switch (condition.op) {
      case Op::all_of:
        return joined(condition, " and ");
      case Op::any_of:
        return joined(condition, " or ");
      case Op::negation:
        return operand(condition.parts.front()) + ".not()";
      case Op::known:
        return "known(" + text(condition.parts.front()) + ")";
      case Op::at_least:
        return "at_least(" + condition.number.to_string() + parts(condition) + ")";
      case Op::has:
        return "has(" + link_id(condition.items.front()) + codes(condition) + ")";
      case Op::compare:
        return "answer(" + link_id(condition.items.front()) + ") " +
               std::string(symbol(condition.comparison)) + " " + condition.number.to_string();
      case Op::sum_at_least:
        return "sum_at_least(" + condition.number.to_string() + items(condition) + ")";
      case Op::unset:
        break;
    }
    return {};
  }

 private:
  std::string operand(const Condition& condition) const {
    return is_infix(condition) ? "(" + text(condition) + ")" : text(condition);
  }

  /// Comparisons bind tighter than and/or; everything else infix stands in brackets.
  std::string joined(const Condition& condition, std::string_view word) const {
    std::string out;
    for (const Condition& part : condition.parts) {
      if (!out.empty()) out += word;
      out += part.op == Op::compare ? text(part) : operand(part);
    }
    return out;
  }

  std::string parts(const Condition& condition) const {
    std::string out;
    for (const Condition& part : condition.parts) out += ", " + text(part);
    return out;
  }

  std::string items(const Condition& condition) const {
    std::string out;
    for (const std::size_t item : condition.items) out += ", " + link_id(item);
    return out;
  }

  static std::string codes(const Condition& condition) {
    std::string out;
    for (const std::string& code : condition.codes) out += ", " + quoted(code);
    return out;
  }

  std::string link_id(std::size_t item) const { return quoted(table_.items()[item].link_id); }

  const ItemTable& table_;
};

}  // namespace

std::string when_text(const Condition& condition, const ItemTable& table) {
  return Writer(table).text(condition);
}

}  // namespace anteroom::triage
