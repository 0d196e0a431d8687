// Equality, equivalence and order of values, three-valued; and the keys that make distinct()
// linear.
#include <algorithm>

#include "core/fhirpath/units.h"
#include "core/fhirpath/values.h"

namespace anteroom::fhirpath {
namespace {

using fhir::Decimal;
using fhir::Json;

Truth truth(bool value) {
  return value ? Truth::yes : Truth::no;
}

std::optional<Moment> moment_of(const Value& value) {
  if (const auto* temporal = std::get_if<Temporal>(&value))
    return parse_temporal(temporal->kind, temporal->text);
  // An element whose type the model does not know holds its date as text.
  const auto* text = std::get_if<std::string>(&value);
  const auto temporal = text != nullptr ? read_temporal(*text) : std::nullopt;
  return temporal ? parse_temporal(temporal->kind, temporal->text) : std::nullopt;
}

std::optional<Quantity> as_quantity(const Value& value) {
  if (const auto* quantity = std::get_if<Quantity>(&value)) return *quantity;
  if (const auto number = number_of(value)) return Quantity{*number, "1"};
  return std::nullopt;
}

template <class T>
bool either(const Value& a, const Value& b) {
  return std::holds_alternative<T>(a) || std::holds_alternative<T>(b);
}

Ordering to_ordering(std::strong_ordering value) {
  if (value == std::strong_ordering::equal) return Ordering::equal;
  return value == std::strong_ordering::less ? Ordering::less : Ordering::greater;
}

Ordering order_quantities(const Quantity& a, const Quantity& b) {
  const auto result = compare(a, b);
  return result ? to_ordering(*result) : Ordering::unknown;
}

// The steps that comparing takes: a tree counts its elements, since all of it is read.
std::size_t size_of(const Json& json) {
  std::size_t size = 1;
  if (json.is_array())
    for (const Json& element : json.as_array()) size += size_of(element);
  if (json.is_object())
    for (const auto& [name, value] : json.as_object()) size += size_of(value);
  return json.is_string() ? size + json.as_string().size() / 64 : size;
}

void count(Work* work, std::size_t steps) {
  if (work != nullptr) work->used += steps;
}

// Deep equality without regard to the order of members; text compared by `same_text`.
template <class SameText>
bool same_json(const Json& a, const Json& b, const SameText& same_text) {
  if (a.is_number() && b.is_number()) return a.as_decimal() == b.as_decimal();
  if (a.kind() != b.kind()) return false;
  if (a.is_string()) return same_text(a.as_string(), b.as_string());
  if (a.is_array()) {
    return std::equal(a.as_array().begin(), a.as_array().end(), b.as_array().begin(),
                      b.as_array().end(),
                      [&](const Json& x, const Json& y) { return same_json(x, y, same_text); });
  }
  if (!a.is_object()) return a == b;
  if (a.as_object().size() != b.as_object().size()) return false;
  return std::all_of(a.as_object().begin(), a.as_object().end(),
                     [&](const fhir::JsonMember& member) {
                       const Json* other = b.find(member.first);
                       return other != nullptr && same_json(member.second, *other, same_text);
                     });
}

bool same_text(std::string_view a, std::string_view b) {
  return a == b;
}

std::string fold(std::string_view text) {
  std::string folded;
  bool gap = false;
  for (const char c : change_case(text, Case::lower)) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!space) {
      if (gap && !folded.empty()) folded += ' ';
      folded += c;
    }
    gap = space;
  }
  return folded;
}

bool similar_text(std::string_view a, std::string_view b) {
  return fold(a) == fold(b);
}

bool similar_numbers(const Decimal& a, const Decimal& b) {
  const int places = std::min(a.scale(), b.scale());
  return a.rounded(places) == b.rounded(places);
}

std::string number_key(const Decimal& value) {
  std::string text = value.to_string();
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string json_key(const Json& json) {
  if (json.is_number()) return number_key(json.as_decimal());
  if (json.is_array()) {
    std::string text = "[";
    for (const Json& element : json.as_array()) text += json_key(element) + ",";
    return text + "]";
  }
  if (!json.is_object()) return write_json(json);
  std::vector<std::string> members;
  for (const auto& [name, value] : json.as_object())
    members.push_back(write_json(Json(name)) + ":" + json_key(value));
  std::sort(members.begin(), members.end());
  std::string text = "{";
  for (const std::string& member : members) text += member + ",";
  return text + "}";
}

std::string quantity_key(const Quantity& quantity) {
  return "q" + unit_key(quantity).value_or(number_key(quantity.value) + quantity.unit);
}

std::string moment_key(const Moment& moment, int default_offset) {
  Moment utc = moment;
  if (moment.kind == Temporal::Kind::date_time && moment.precision >= Moment::Precision::hour) {
    const int offset = moment.offset_minutes.value_or(default_offset);
    utc = add(moment, Decimal(std::int64_t{-offset}), "minute").value_or(moment);
    utc.offset_minutes = 0;
  }
  utc.fraction_digits = utc.precision == Moment::Precision::second ? 3 : 0;
  return (moment.kind == Temporal::Kind::time ? "t" : "d") + to_temporal(utc).text;
}

template <class SameText>
bool same_nodes(const Value& a, const Value& b, const SameText& same_text, Work* work) {
  const Json left = to_json(a);
  const Json right = to_json(b);
  count(work, size_of(left) + size_of(right));
  return same_json(left, right, same_text);
}

}  // namespace

Truth equal(const Value& left, const Value& right, int default_offset, Work* work) {
  count(work, 1);
  const Value a = system_value(left);
  const Value b = system_value(right);
  const auto* node_a = std::get_if<Node>(&a);
  const auto* node_b = std::get_if<Node>(&b);
  if (node_a != nullptr && node_b != nullptr)
    return truth(*node_a == *node_b || same_nodes(a, b, same_text, work));
  if (node_a != nullptr || node_b != nullptr) return Truth::no;
  if (std::holds_alternative<bool>(a) || std::holds_alternative<bool>(b)) return truth(a == b);
  switch (order(a, b, default_offset)) {
    case Ordering::unknown:
      return Truth::unknown;
    case Ordering::equal:
      return Truth::yes;
    default:
      return Truth::no;
  }
}

Truth equal(const Collection& a, const Collection& b, int default_offset, Work* work) {
  if (a.empty() || b.empty()) return Truth::unknown;
  if (a.size() != b.size()) return Truth::no;
  Truth result = Truth::yes;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const Truth one = equal(a[i], b[i], default_offset, work);
    if (work != nullptr && work->spent()) return Truth::unknown;
    if (one == Truth::no) return Truth::no;
    if (one == Truth::unknown) result = Truth::unknown;
  }
  return result;
}

bool equivalent(const Value& left, const Value& right, int default_offset, Work* work) {
  count(work, 1);
  const Value a = system_value(left);
  const Value b = system_value(right);
  if (std::holds_alternative<Node>(a) && std::holds_alternative<Node>(b))
    return same_nodes(a, b, similar_text, work);
  const auto* text_a = std::get_if<std::string>(&a);
  const auto* text_b = std::get_if<std::string>(&b);
  if (text_a != nullptr && text_b != nullptr) return similar_text(*text_a, *text_b);
  const auto number_a = number_of(a);
  const auto number_b = number_of(b);
  if (number_a && number_b) return similar_numbers(*number_a, *number_b);
  const auto quantity_a = as_quantity(a);
  const auto quantity_b = as_quantity(b);
  if (quantity_a && quantity_b) {
    if (quantity_a->unit == quantity_b->unit)
      return similar_numbers(quantity_a->value, quantity_b->value);
    const auto both = in_finer_unit(*quantity_a, *quantity_b);
    return both && similar_numbers(both->a, both->b);
  }
  return equal(a, b, default_offset) == Truth::yes;
}

bool equivalent(const Collection& a, const Collection& b, int default_offset, Work* work) {
  if (a.size() != b.size()) return false;
  std::vector<bool> used(b.size());
  return std::all_of(a.begin(), a.end(), [&](const Value& value) {
    for (std::size_t i = 0; i < b.size(); ++i) {
      if (work != nullptr && work->spent()) return false;
      if (used[i] || !equivalent(value, b[i], default_offset, work)) continue;
      used[i] = true;
      return true;
    }
    return false;
  });
}

Ordering order(const Value& left, const Value& right, int default_offset) {
  const Value a = system_value(left);
  const Value b = system_value(right);
  if (either<bool>(a, b) || either<Node>(a, b)) return Ordering::mismatch;
  if (either<Temporal>(a, b)) {
    const auto moment_a = moment_of(a);
    const auto moment_b = moment_of(b);
    if (!moment_a || !moment_b) return Ordering::mismatch;
    if ((moment_a->kind == Temporal::Kind::time) != (moment_b->kind == Temporal::Kind::time))
      return Ordering::mismatch;
    switch (compare(*moment_a, *moment_b, default_offset)) {
      case Order::less:
        return Ordering::less;
      case Order::equal:
        return Ordering::equal;
      case Order::greater:
        return Ordering::greater;
      default:
        return Ordering::unknown;
    }
  }
  const auto number_a = number_of(a);
  const auto number_b = number_of(b);
  if (number_a && number_b) return to_ordering(*number_a <=> *number_b);
  const auto quantity_a = as_quantity(a);
  const auto quantity_b = as_quantity(b);
  if (quantity_a && quantity_b) return order_quantities(*quantity_a, *quantity_b);
  const auto* text_a = std::get_if<std::string>(&a);
  const auto* text_b = std::get_if<std::string>(&b);
  if (text_a != nullptr && text_b != nullptr) return to_ordering(text_a->compare(*text_b) <=> 0);
  return Ordering::mismatch;
}

std::string key_of(const Value& original, int default_offset) {
  const Value value = system_value(original);
  if (const auto number = number_of(value)) return "n" + number_key(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return "s" + *text;
  if (const auto* quantity = std::get_if<Quantity>(&value)) return quantity_key(*quantity);
  if (const auto* boolean = std::get_if<bool>(&value)) return *boolean ? "b1" : "b0";
  if (std::holds_alternative<Temporal>(value)) return moment_key(*moment_of(value), default_offset);
  return "j" + json_key(to_json(value));
}

}  // namespace anteroom::fhirpath
