// UCUM unit terms ("mg/dL", "10*3/uL", "kg.m2.s-2", "{beats}/min"): the whole grammar, reduced to
// base units by exact ratios. A term that UCUM does not have reads as nothing, never as a guess.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fhir/decimal.h"

namespace anteroom::fhirpath {

/// over/under * 10^tens in lowest terms; under holds neither 2 nor 5, over is no multiple of ten.
struct UcumRatio {
  __int128 over = 1;
  __int128 under = 1;
  int tens = 0;
};
/// nullopt beyond 38 digits.
[[nodiscard]] std::optional<UcumRatio> multiply(const UcumRatio& a, const UcumRatio& b);
[[nodiscard]] std::optional<UcumRatio> inverse(const UcumRatio& ratio);
[[nodiscard]] std::optional<UcumRatio> ratio_of(const fhir::Decimal& value);

/// A term in base units. `[pi]` is kept as a base unit of its own, and becomes a number at the end.
struct UcumTerm {
  struct Power {
    std::string_view base;
    int exponent;
    friend bool operator==(const Power&, const Power&) = default;
  };
  UcumRatio ratio;
  std::vector<Power> powers;  ///< by base, no zero exponents
  UcumRatio prefix;           ///< of a special unit: applies before its function
  std::string_view function;  ///< "Cel", "pH", ...: a special unit, which stands alone
};

[[nodiscard]] std::optional<UcumTerm> read_ucum(std::string_view code);
/// Same dimension: one converts to the other.
[[nodiscard]] bool commensurable(const UcumTerm& a, const UcumTerm& b);
/// `value` of `from` in `to`: exact where the ratio has finitely many digits, else 28 digits;
/// special units other than temperatures to 15.
[[nodiscard]] std::optional<fhir::Decimal> convert(const fhir::Decimal& value, const UcumTerm& from,
                                                   const UcumTerm& to);
/// Exact where 38 digits hold it; nullopt when the terms are not commensurable.
[[nodiscard]] std::optional<std::strong_ordering> compare(const fhir::Decimal& a,
                                                          const UcumTerm& a_unit,
                                                          const fhir::Decimal& b,
                                                          const UcumTerm& b_unit);
/// The value in base units and these, alike for equal quantities: "36/1e-6 m3".
[[nodiscard]] std::optional<std::string> ucum_key(const fhir::Decimal& value, const UcumTerm& unit);

enum class UcumOp { multiply, divide };
/// The code of a product: "cm" and "cm2" give "cm3", "g" by "mL" gives "g/mL".
[[nodiscard]] std::string combine_ucum(std::string_view a, UcumOp op, std::string_view b);

}  // namespace anteroom::fhirpath
