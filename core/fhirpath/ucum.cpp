// Reading of unit terms, and the arithmetic of their ratios.
#include "core/fhirpath/ucum.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/fhirpath/ucum_table.h"

namespace anteroom::fhirpath {
namespace {

using fhir::Decimal;

constexpr std::size_t kMostText = 256;
constexpr int kMostNested = 32;  // parentheses, and definitions within definitions
constexpr int kMostExponent = 64;

__int128 common_divisor(__int128 a, __int128 b) {
  if (a < 0) a = -a;
  while (b != 0) {
    const __int128 rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

bool times(__int128& value, __int128 by) {
  return !__builtin_mul_overflow(value, by, &value);
}

// Brings a ratio into the one form that equal ratios share.
bool normalize(UcumRatio& ratio) {
  const __int128 shared = common_divisor(ratio.over, ratio.under);
  if (shared > 1) {
    ratio.over /= shared;
    ratio.under /= shared;
  }
  while (ratio.under % 2 == 0) {
    ratio.under /= 2;
    --ratio.tens;
    if (!times(ratio.over, 5)) return false;
  }
  while (ratio.under % 5 == 0) {
    ratio.under /= 5;
    --ratio.tens;
    if (!times(ratio.over, 2)) return false;
  }
  while (ratio.over != 0 && ratio.over % 10 == 0) {
    ratio.over /= 10;
    ++ratio.tens;
  }
  return true;
}

// "6.0221367", "980665e-5", and the digits of numbers that a Decimal cannot hold ("6.6260755e-34").
std::optional<UcumRatio> ratio_of(std::string_view text) {
  UcumRatio ratio{0, 1, 0};
  const std::size_t e = text.find('e');
  for (const char c : text.substr(0, e)) {
    if (c == '.') continue;
    if (!times(ratio.over, 10)) return std::nullopt;
    ratio.over += c - '0';
  }
  if (const std::size_t point = text.find('.'); point != std::string_view::npos)
    ratio.tens = -static_cast<int>(std::min(e, text.size()) - point - 1);
  if (e != std::string_view::npos) {
    int exponent = 0;
    std::from_chars(text.data() + e + 1, text.data() + text.size(), exponent);
    ratio.tens += exponent;
  }
  if (!normalize(ratio)) return std::nullopt;
  return ratio;
}

const UcumUnit* find_unit(std::string_view code) {
  const auto* found = std::lower_bound(
      kUcumUnits.begin(), kUcumUnits.end(), code,
      [](const UcumUnit& unit, std::string_view wanted) { return unit.code < wanted; });
  return found != kUcumUnits.end() && found->code == code ? found : nullptr;
}

bool is_metric(const UcumUnit& unit) {
  return unit.kind == Ucum::metric || unit.kind == Ucum::base_metric;
}

struct Atom {
  const UcumUnit* unit = nullptr;
  const UcumPrefix* prefix = nullptr;
};

// "mm[Hg]" is milli and m[Hg]; "cd" and "min" are units of their own before they are prefixed ones.
std::optional<Atom> find_atom(std::string_view code) {
  if (const UcumUnit* unit = find_unit(code)) return Atom{unit, nullptr};
  const UcumPrefix* best = nullptr;
  const UcumUnit* unit = nullptr;
  for (const UcumPrefix& prefix : kUcumPrefixes) {
    if (!code.starts_with(prefix.code) || (best && best->code.size() > prefix.code.size()))
      continue;
    const UcumUnit* rest = find_unit(code.substr(prefix.code.size()));
    if (rest == nullptr || !is_metric(*rest)) continue;
    best = &prefix;
    unit = rest;
  }
  if (unit == nullptr) return std::nullopt;
  return Atom{unit, best};
}

void add_power(UcumTerm& term, std::string_view base, int exponent) {
  const auto place = std::lower_bound(
      term.powers.begin(), term.powers.end(), base,
      [](const UcumTerm::Power& power, std::string_view name) { return power.base < name; });
  if (place == term.powers.end() || place->base != base) {
    if (exponent != 0) term.powers.insert(place, {base, exponent});
    return;
  }
  place->exponent += exponent;
  if (place->exponent == 0) term.powers.erase(place);
}

bool apply(UcumTerm& term, const UcumRatio& ratio, int exponent) {
  const std::optional<UcumRatio> one = exponent < 0 ? inverse(ratio) : ratio;
  for (int i = std::abs(exponent); i > 0; --i) {
    const auto product = one ? multiply(term.ratio, *one) : std::nullopt;
    if (!product) return false;
    term.ratio = *product;
  }
  return true;
}

// A special unit (degrees Celsius) has a function and no factor: it stands alone, or not at all.
bool apply(UcumTerm& term, const UcumTerm& other, int exponent) {
  if (!term.function.empty()) return false;
  if (!other.function.empty()) {
    const bool alone = term.powers.empty() && exponent == 1 && term.ratio.over == 1 &&
                       term.ratio.under == 1 && term.ratio.tens == 0;
    if (alone) term = other;
    return alone;
  }
  for (const UcumTerm::Power& power : other.powers)
    add_power(term, power.base, power.exponent * exponent);
  return apply(term, other.ratio, exponent);
}

class TermReader {
 public:
  TermReader(std::string_view text, int nested) : text_(text), nested_(nested) {}

  std::optional<UcumTerm> run() {
    UcumTerm term;
    if (text_.empty() || !product(term) || at_ != text_.size()) return std::nullopt;
    return term;
  }

 private:
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }

  bool product(UcumTerm& term) {
    if (nested_ > kMostNested) return false;
    int sign = take('/') ? -1 : 1;
    while (true) {
      if (!component(term, sign)) return false;
      if (take('.'))
        sign = 1;
      else if (take('/'))
        sign = -1;
      else
        return true;
    }
  }

  bool component(UcumTerm& term, int sign) {
    if (take('(')) {
      UcumTerm inner;
      ++nested_;
      if (!product(inner) || !take(')')) return false;
      --nested_;
      return apply(term, inner, sign);
    }
    if (peek() == '{') return annotation();
    const std::string_view rest = text_.substr(at_);
    const bool ten = rest.starts_with("10*") || rest.starts_with("10^");
    if (!ten && peek() >= '0' && peek() <= '9') return number(term, sign) && annotation();
    return symbol(term, sign, ten) && annotation();
  }

  bool annotation() {
    if (peek() != '{') return true;
    const std::size_t end = text_.find('}', at_);
    if (end == std::string_view::npos) return false;
    at_ = end + 1;
    return true;
  }

  bool number(UcumTerm& term, int sign) {
    const std::size_t end = std::min(text_.find_first_not_of("0123456789", at_), text_.size());
    const auto ratio = end - at_ > 18 ? std::nullopt : ratio_of(text_.substr(at_, end - at_));
    at_ = end;
    return ratio && ratio->over != 0 && apply(term, *ratio, sign);
  }

  // Digits and signs end a symbol, but for those within brackets; "10*" begins with digits.
  std::string_view symbol_text(bool ten) {
    const std::size_t start = at_;
    if (ten) at_ += 3;
    while (!ten && at_ < text_.size()) {
      if (text_[at_] == '[')
        at_ = std::min(text_.find(']', at_), text_.size() - 1);
      else if (std::string_view("./(){}+-0123456789").find(text_[at_]) != std::string_view::npos)
        break;
      ++at_;
    }
    return text_.substr(start, at_ - start);
  }

  bool exponent(int& value) {
    const bool negative = peek() == '-';
    const bool sign = negative || peek() == '+';
    const std::size_t from = at_ + (sign ? 1 : 0);
    const std::size_t end = std::min(text_.find_first_not_of("0123456789", from), text_.size());
    if (end == from || from >= text_.size()) return !sign;
    if (end - from > 2) return false;
    int number = 0;
    std::from_chars(text_.data() + from, text_.data() + end, number);
    at_ = end;
    value = negative ? -number : number;
    return number <= kMostExponent;
  }

  bool symbol(UcumTerm& term, int sign, bool ten) {
    const auto atom = find_atom(symbol_text(ten));
    int power = 1;
    if (!atom || !exponent(power)) return false;
    const auto unit = term_of(*atom);
    return unit && apply(term, *unit, power * sign);
  }

  std::optional<UcumTerm> term_of(const Atom& atom) {
    const UcumUnit& unit = *atom.unit;
    UcumTerm term;
    if (unit.definition.empty())
      term.powers.push_back({unit.code, 1});
    else if (auto definition = TermReader(unit.definition, nested_ + 1).run())
      term = *std::move(definition);
    else
      return std::nullopt;
    const auto factor = ratio_of(unit.factor);
    if (!factor || !apply(term, *factor, 1)) return std::nullopt;
    term.function = unit.function;
    if (atom.prefix == nullptr) return term;
    const UcumRatio prefix{atom.prefix->factor, 1, atom.prefix->tens};
    if (!term.function.empty())
      term.prefix = prefix;
    else if (!apply(term, prefix, 1))
      return std::nullopt;
    return term;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int nested_;
};

// One factor of a code and its exponent; nullopt where the code is more than a plain product.
struct Part {
  std::string text;
  int exponent;
};
std::optional<std::vector<Part>> parts_of(std::string_view code) {
  std::vector<Part> out;
  int sign = 1;
  if (code == "1" || code.empty()) return out;
  if (code.find_first_of("(){}") != std::string_view::npos) return std::nullopt;
  while (!code.empty()) {
    if (code[0] == '/' || code[0] == '.') {
      sign = code[0] == '/' ? -1 : 1;
      code.remove_prefix(1);
    }
    const bool ten = code.starts_with("10*") || code.starts_with("10^");
    std::size_t end = ten ? 3 : 0;
    while (!ten && end < code.size() &&
           std::string_view("./+-0123456789").find(code[end]) == std::string_view::npos)
      end = code[end] == '[' ? std::min(code.find(']', end), code.size() - 1) + 1 : end + 1;
    if (end == 0) return std::nullopt;  // a bare number
    const std::size_t next = std::min(code.find_first_of("./", end), code.size());
    int exponent = 1;
    const std::size_t digits = end + (end < next && code[end] == '+' ? 1 : 0);
    if (digits < next) std::from_chars(code.data() + digits, code.data() + next, exponent);
    out.push_back({std::string(code.substr(0, end)), sign * exponent});
    code.remove_prefix(next);
  }
  return out;
}

std::string written(const std::vector<Part>& parts) {
  std::string over;
  std::string under;
  for (const Part& part : parts) {
    const int size = std::abs(part.exponent);
    const std::string text = part.text + (size == 1 ? "" : std::to_string(size));
    if (part.exponent > 0) over += (over.empty() ? "" : ".") + text;
    if (part.exponent < 0) under += "/" + text;
  }
  return over.empty() && under.empty() ? "1" : over + under;
}

}  // namespace

std::optional<UcumRatio> ratio_of(const Decimal& value) {
  UcumRatio ratio{value.unscaled(), 1, -value.scale()};
  if (!normalize(ratio)) return std::nullopt;
  return ratio;
}

std::optional<UcumRatio> multiply(const UcumRatio& a, const UcumRatio& b) {
  // Crosswise first: what cancels cannot overflow.
  const __int128 first = std::max<__int128>(common_divisor(a.over, b.under), 1);
  const __int128 second = std::max<__int128>(common_divisor(b.over, a.under), 1);
  UcumRatio out{a.over / first, a.under / second, a.tens + b.tens};
  if (!times(out.over, b.over / second) || !times(out.under, b.under / first) || !normalize(out))
    return std::nullopt;
  return out;
}

std::optional<UcumRatio> inverse(const UcumRatio& ratio) {
  UcumRatio out{ratio.under, ratio.over, -ratio.tens};
  if (ratio.over == 0 || !normalize(out)) return std::nullopt;
  return out;
}

std::optional<UcumTerm> read_ucum(std::string_view code) {
  if (code.size() > kMostText) return std::nullopt;
  if (code.empty()) code = "1";
  return TermReader(code, 0).run();
}

std::string combine_ucum(std::string_view a, UcumOp op, std::string_view b) {
  auto parts = parts_of(a);
  const auto others = parts_of(b);
  const bool divide = op == UcumOp::divide;
  if (!parts || !others)
    return "(" + std::string(a) + (divide ? ")/(" : ").(") + std::string(b) + ")";
  for (const Part& other : *others) {
    const int exponent = divide ? -other.exponent : other.exponent;
    const auto same = std::find_if(parts->begin(), parts->end(),
                                   [&](const Part& part) { return part.text == other.text; });
    if (same != parts->end())
      same->exponent += exponent;
    else
      parts->push_back({other.text, exponent});
  }
  return written(*parts);
}

}  // namespace anteroom::fhirpath
