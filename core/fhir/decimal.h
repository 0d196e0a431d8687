// Decimals as FHIR and FHIRPath mean them: exact, with the precision that was written ("1.10" keeps
// two places). A double would turn a sum of scores into 1871.6999999999994; every number in
// Anteroom is an integer or a Decimal.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace anteroom::fhir {

/// value = unscaled * 10^-scale, scale 0..28. Operations return nullopt on overflow (38 digits),
/// never a wrong value.
class Decimal {
 public:
  constexpr Decimal() = default;
  constexpr explicit Decimal(std::int64_t whole) : unscaled_(whole) {}
  constexpr Decimal(__int128 unscaled, int scale) : unscaled_(unscaled), scale_(scale) {}

  /// Reads JSON number syntax ("-1.50", "3e2"); nullopt for anything else or more than 38 digits.
  [[nodiscard]] static std::optional<Decimal> parse(std::string_view text);
  [[nodiscard]] std::string to_string() const;  ///< with its written places: "1.50"
  [[nodiscard]] double to_double() const;       ///< for drawing only
  [[nodiscard]] std::optional<std::int64_t> to_integer()
      const;  ///< when it has no fraction and fits
  [[nodiscard]] int scale() const { return scale_; }
  [[nodiscard]] __int128 unscaled() const { return unscaled_; }
  [[nodiscard]] bool is_zero() const { return unscaled_ == 0; }
  [[nodiscard]] bool is_negative() const { return unscaled_ < 0; }

  [[nodiscard]] static std::optional<Decimal> add(const Decimal&, const Decimal&);
  [[nodiscard]] static std::optional<Decimal> subtract(const Decimal&, const Decimal&);
  [[nodiscard]] static std::optional<Decimal> multiply(const Decimal&, const Decimal&);
  /// Up to 8 places more than the operands, trailing zeros cut; nullopt for a zero divisor.
  [[nodiscard]] static std::optional<Decimal> divide(const Decimal&, const Decimal&);
  /// Half away from zero, to `places` (0..28).
  [[nodiscard]] Decimal rounded(int places) const;
  [[nodiscard]] Decimal truncated() const;
  [[nodiscard]] Decimal negated() const { return {-unscaled_, scale_}; }

  /// Numeric order: 1.0 == 1.00.
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }

 private:
  // Aligned like a pointer: at 16 bytes every Json would be a fifth larger.
  using Unscaled __attribute__((aligned(8))) = __int128;
  Unscaled unscaled_ = 0;
  int scale_ = 0;
};

}  // namespace anteroom::fhir
