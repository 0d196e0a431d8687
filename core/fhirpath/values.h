// What operators need of values: system values behind nodes, three-valued equality, order,
// arithmetic, keys.
#pragma once

#include <limits>
#include <optional>
#include <string>

#include "core/fhirpath/fhirpath.h"
#include "core/fhirpath/temporal.h"

namespace anteroom::fhirpath {

/// The system value of a primitive node, the Quantity of a FHIR Quantity node; anything else
/// unchanged.
[[nodiscard]] Value system_value(const Value& value);
/// Integer or Decimal as Decimal.
[[nodiscard]] std::optional<fhir::Decimal> number_of(const Value& value);
/// String, or the text of a temporal.
[[nodiscard]] std::optional<std::string> text_of(const Value& value);

/// Steps that an expression has taken and may take. Whole trees of elements are compared too: that
/// ends, with any answer, when the steps are spent.
struct Work {
  std::size_t used = 0;
  std::size_t limit = std::numeric_limits<std::size_t>::max();
  [[nodiscard]] bool spent() const { return used > limit; }
};

/// `=` of two values: unknown for dates of different precision and for units that do not compare.
[[nodiscard]] Truth equal(const Value& a, const Value& b, int default_offset, Work* work = nullptr);
[[nodiscard]] Truth equal(const Collection& a, const Collection& b, int default_offset,
                          Work* work = nullptr);
/// `~`: never unknown. Text without case and white space, numbers at the coarser precision,
/// collections in any order.
[[nodiscard]] bool equivalent(const Value& a, const Value& b, int default_offset,
                              Work* work = nullptr);
[[nodiscard]] bool equivalent(const Collection& a, const Collection& b, int default_offset,
                              Work* work = nullptr);

/// Order of two values; `mismatch` when these types have none.
enum class Ordering { mismatch, unknown, less, equal, greater };
[[nodiscard]] Ordering order(const Value& a, const Value& b, int default_offset);

/// A text that two values share exactly when `=` is true: makes distinct() linear.
[[nodiscard]] std::string key_of(const Value& value, int default_offset);

/// `+ - * / div mod &` on single values. nullopt = empty (overflow, division by zero).
struct Arithmetic {
  bool mismatch = false;  ///< these types have no such operation
  std::optional<Value> value;
};
[[nodiscard]] Arithmetic calculate(std::string_view op, const Value& a, const Value& b);

/// True when the value is of that type ("Coding", "FHIR.code", "System.Integer").
[[nodiscard]] bool has_type(const Value& value, std::string_view type);
/// "4 'mg'", "3 days", "1.50", "2026-11": what toString() answers; nullopt for a complex node.
[[nodiscard]] std::optional<std::string> to_text(const Value& value);
/// Upper or lower case of UTF-8 text, no locale.
enum class Case { lower, upper };
[[nodiscard]] std::string change_case(std::string_view text, Case to);

}  // namespace anteroom::fhirpath
