// Exact decimal arithmetic on a 128-bit whole number and a power of ten. No double is involved
// anywhere but in to_double(): a sum of scores must print 1871.7, not 1871.6999999999994.
#include "core/fhir/decimal.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <cstdlib>
#include <limits>

namespace anteroom::fhir {
namespace {

using Wide = __int128;
using UnsignedWide = unsigned __int128;

constexpr int kMaxScale = 28;
constexpr int kMaxDigits = 38;

constexpr std::array<Wide, kMaxDigits + 1> make_powers() {
  std::array<Wide, kMaxDigits + 1> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}
constexpr auto kPowers = make_powers();
constexpr Wide kLimit = kPowers[kMaxDigits] - 1;  // 38 digits: the largest magnitude that is kept

Wide power(int exponent) {
  return kPowers[static_cast<std::size_t>(exponent)];
}
Wide magnitude(Wide value) {
  return value < 0 ? -value : value;
}

bool is_narrow(Wide value) {
  return value == static_cast<std::int64_t>(value);
}

// Checked by division: __builtin_mul_overflow on 128 bits needs a helper that clang does not link
// by default.
std::optional<Wide> times(Wide a, Wide b) {
  if (a == 0 || b == 0) return Wide{0};
  if (is_narrow(a) && is_narrow(b)) return a * b;  // at most 2^126, which is below kLimit
  if (magnitude(a) > kLimit / magnitude(b)) return std::nullopt;
  return a * b;
}

std::optional<Wide> plus(Wide a, Wide b) {
  const Wide sum = a + b;  // both are at most 38 digits, so the sum itself cannot wrap
  if (magnitude(sum) > kLimit) return std::nullopt;
  return sum;
}

Wide divide_half_away(Wide value, Wide divisor) {
  const Wide quotient = value / divisor;
  const Wide remainder = magnitude(value % divisor);
  if (remainder < divisor - remainder) return quotient;
  return value < 0 ? quotient - 1 : quotient + 1;
}

Decimal without_trailing_zeros(Decimal value) {
  Wide unscaled = value.unscaled();
  int scale = value.scale();
  while (scale > 0 && unscaled % 10 == 0) {
    unscaled /= 10;
    --scale;
  }
  return {unscaled, scale};
}

std::optional<Decimal> add_aligned(const Decimal& a, const Decimal& b) {
  const int scale = std::max(a.scale(), b.scale());
  const auto left = times(a.unscaled(), power(scale - a.scale()));
  const auto right = times(b.unscaled(), power(scale - b.scale()));
  if (!left || !right) return std::nullopt;
  const auto sum = plus(*left, *right);
  if (!sum) return std::nullopt;
  return Decimal{*sum, scale};
}

struct Digits {
  Wide unscaled = 0;
  int count = 0;  // significant ones
};

bool push_digit(Digits& digits, char c) {
  if (digits.count > 0 || c != '0') ++digits.count;
  if (digits.count > kMaxDigits) return false;
  digits.unscaled = digits.unscaled * 10 + (c - '0');
  return true;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Reads "e+12"; false when malformed or absurd.
bool read_exponent(std::string_view text, int& exponent) {
  exponent = 0;
  if (text.empty()) return true;
  if (text[0] != 'e' && text[0] != 'E') return false;
  text.remove_prefix(1);
  const bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  if (text.empty() || text.size() > 4) return false;
  for (const char c : text) {
    if (!is_digit(c)) return false;
    exponent = exponent * 10 + (c - '0');
  }
  if (negative) exponent = -exponent;
  return true;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  std::size_t at = 0;
  Digits digits;
  while (at < text.size() && is_digit(text[at]))
    if (!push_digit(digits, text[at++])) return std::nullopt;
  if (at == 0 || (at > 1 && text[0] == '0')) return std::nullopt;
  int scale = 0;
  if (at < text.size() && text[at] == '.') {
    const std::size_t first = ++at;
    while (at < text.size() && is_digit(text[at]))
      if (!push_digit(digits, text[at++])) return std::nullopt;
    if (at == first) return std::nullopt;
    scale = static_cast<int>(std::min<std::size_t>(at - first, 1000));
  }
  int exponent = 0;
  if (!read_exponent(text.substr(at), exponent)) return std::nullopt;
  scale -= exponent;
  Wide unscaled = digits.unscaled;
  while (scale > kMaxScale && unscaled % 10 == 0 && unscaled != 0) {
    unscaled /= 10;
    --scale;
  }
  if (unscaled == 0) scale = std::clamp(scale, 0, kMaxScale);
  if (scale > kMaxScale || scale < -kMaxDigits) return std::nullopt;
  if (scale < 0) {
    const auto scaled = times(unscaled, power(-scale));
    if (!scaled) return std::nullopt;
    unscaled = *scaled;
    scale = 0;
  }
  return Decimal{negative ? -unscaled : unscaled, scale};
}

std::string Decimal::to_string() const {
  UnsignedWide rest = static_cast<UnsignedWide>(magnitude(unscaled_));
  std::string digits;
  while (rest > 0 || static_cast<int>(digits.size()) <= scale_) {
    digits += static_cast<char>('0' + static_cast<int>(rest % 10));
    rest /= 10;
    if (static_cast<int>(digits.size()) == scale_) digits += '.';
  }
  if (scale_ > 0 && digits.back() == '.') digits += '0';
  if (unscaled_ < 0) digits += '-';
  std::reverse(digits.begin(), digits.end());
  return digits;
}

double Decimal::to_double() const {
  return std::strtod(to_string().c_str(), nullptr);
}

std::optional<std::int64_t> Decimal::to_integer() const {
  const Wide divisor = power(scale_);
  if (unscaled_ % divisor != 0) return std::nullopt;
  const Wide whole = unscaled_ / divisor;
  if (whole > std::numeric_limits<std::int64_t>::max() ||
      whole < std::numeric_limits<std::int64_t>::min())
    return std::nullopt;
  return static_cast<std::int64_t>(whole);
}

std::optional<Decimal> Decimal::add(const Decimal& a, const Decimal& b) {
  if (auto sum = add_aligned(a, b)) return sum;
  return add_aligned(without_trailing_zeros(a), without_trailing_zeros(b));
}

std::optional<Decimal> Decimal::subtract(const Decimal& a, const Decimal& b) {
  return add(a, b.negated());
}

std::optional<Decimal> Decimal::multiply(const Decimal& a, const Decimal& b) {
  Decimal left = a;
  Decimal right = b;
  auto product = times(left.unscaled_, right.unscaled_);
  if (!product) {
    left = without_trailing_zeros(a);
    right = without_trailing_zeros(b);
    product = times(left.unscaled_, right.unscaled_);
  }
  if (!product) return std::nullopt;
  const int scale = left.scale_ + right.scale_;
  if (scale <= kMaxScale) return Decimal{*product, scale};
  return Decimal{divide_half_away(*product, power(scale - kMaxScale)), kMaxScale};
}

std::optional<Decimal> Decimal::divide(const Decimal& a, const Decimal& b) {
  if (b.unscaled_ == 0) return std::nullopt;
  int places = std::min(kMaxScale, std::max(a.scale_, b.scale_) + 8);
  int more_digits = b.scale_ - a.scale_ + places;  // never negative, see `places`
  const auto divisor = static_cast<UnsignedWide>(magnitude(b.unscaled_));
  const auto dividend = static_cast<UnsignedWide>(magnitude(a.unscaled_));
  UnsignedWide quotient = dividend / divisor;
  UnsignedWide remainder = dividend % divisor;
  if (divisor > std::numeric_limits<UnsignedWide>::max() / 10) return std::nullopt;
  for (; more_digits > 0 && quotient <= static_cast<UnsignedWide>(kLimit / 10); --more_digits) {
    remainder *= 10;
    quotient = quotient * 10 + remainder / divisor;
    remainder %= divisor;
  }
  places -= more_digits;  // a quotient that fills 38 digits keeps fewer places
  if (places < 0) return std::nullopt;
  if (remainder >= divisor - remainder) ++quotient;
  if (quotient > static_cast<UnsignedWide>(kLimit)) return std::nullopt;
  const bool negative = (a.unscaled_ < 0) != (b.unscaled_ < 0);
  const Wide unscaled = static_cast<Wide>(quotient);
  return without_trailing_zeros({negative ? -unscaled : unscaled, places});
}

Decimal Decimal::rounded(int places) const {
  places = std::clamp(places, 0, kMaxScale);
  if (places >= scale_) return *this;
  return {divide_half_away(unscaled_, power(scale_ - places)), places};
}

Decimal Decimal::truncated() const {
  return {unscaled_ / power(scale_), 0};
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  // Whole parts first, then the fractions (each below 10^28): no aligned product can overflow.
  const Wide left_whole = a.unscaled_ / power(a.scale_);
  const Wide right_whole = b.unscaled_ / power(b.scale_);
  if (left_whole != right_whole)
    return left_whole < right_whole ? std::strong_ordering::less : std::strong_ordering::greater;
  const int scale = std::max(a.scale_, b.scale_);
  const Wide left = a.unscaled_ % power(a.scale_) * power(scale - a.scale_);
  const Wide right = b.unscaled_ % power(b.scale_) * power(scale - b.scale_);
  if (left == right) return std::strong_ordering::equal;
  return left < right ? std::strong_ordering::less : std::strong_ordering::greater;
}

}  // namespace anteroom::fhir
