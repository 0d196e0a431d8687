// Reading, checking and comparing answer values.
#include "core/form/values.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "core/fhirpath/units.h"

namespace anteroom::form {

std::string_view value_name(const AnswerValue& answer) {
  const fhir::JsonMember* member = value_member(answer.json);
  return member == nullptr ? std::string_view() : std::string_view(member->first);
}

const fhir::Json* value_of(const AnswerValue& answer) {
  const fhir::JsonMember* member = value_member(answer.json);
  return member == nullptr ? nullptr : &member->second;
}

std::string text_of(const fhir::Json& value) {
  if (value.is_string()) return value.as_string();
  if (value.is_bool()) return value.as_bool() ? "true" : "false";
  if (value.is_number()) return value.as_decimal().to_string();
  if (const fhir::Json* code = value.find("code"); code != nullptr && code->is_string())
    return code->as_string();
  if (const fhir::Json* reference = value.find("reference");
      reference != nullptr && reference->is_string()) {
    return reference->as_string();
  }
  return {};
}

std::string bare_code(const AnswerValue& answer) {
  const fhir::Json* value = value_of(answer);
  return value == nullptr ? std::string() : text_of(*value);
}

std::optional<fhir::Decimal> number_of(const AnswerValue& answer) {
  const fhir::Json* value = value_of(answer);
  if (value == nullptr) return std::nullopt;
  if (value->is_number()) return value->as_decimal();
  if (value_name(answer) != "valueQuantity") return std::nullopt;
  const fhir::Json* amount = value->find("value");
  if (amount == nullptr || !amount->is_number()) return std::nullopt;
  return amount->as_decimal();
}

UnknownReason unknown_coding(const fhir::Json& coding) {
  const auto reason = unknown_reason_from_code(coding.string_or_empty("code"));
  if (!reason) return UnknownReason::none;
  const std::string_view expected =
      *reason == UnknownReason::skipped ? kUnknownReasonSystem : kDataAbsentReasonSystem;
  return coding.string_or_empty("system") == expected ? *reason : UnknownReason::none;
}

UnknownReason unknown_code(const AnswerValue& answer) {
  if (value_name(answer) != "valueCoding") return UnknownReason::none;
  return unknown_coding(*value_of(answer));
}

fhir::Json coding_of(UnknownReason reason) {
  fhir::Json coding = fhir::Json::object();
  coding.set("system",
             reason == UnknownReason::skipped ? kUnknownReasonSystem : kDataAbsentReasonSystem);
  coding.set("code", to_code(reason));
  return coding;
}

bool same_coding(const fhir::Json& a, const fhir::Json& b) {
  if (a.string_or_empty("code").empty() && b.string_or_empty("code").empty()) {
    return a.string_or_empty("display") == b.string_or_empty("display");
  }
  if (a.string_or_empty("code") != b.string_or_empty("code")) return false;
  const std::string_view left = a.string_or_empty("system");
  const std::string_view right = b.string_or_empty("system");
  return left.empty() || right.empty() || left == right;
}

namespace {

std::string_view unit_of(const AnswerValue& answer) {
  const fhir::Json* value = value_of(answer);
  if (value == nullptr || !value->is_object()) return {};
  const std::string_view code = value->string_or_empty("code");
  return code.empty() ? value->string_or_empty("unit") : code;
}

/// `a`'s number in `b`'s unit; nullopt when the units cannot be compared. A number without a unit
/// is taken to be in the other's.
std::optional<fhir::Decimal> in_unit_of(const AnswerValue& a, const AnswerValue& b) {
  const std::string_view from = unit_of(a);
  const std::string_view to = unit_of(b);
  if (from.empty() || to.empty() || from == to) return number_of(a);
  return fhirpath::convert({*number_of(a), std::string(from)}, to);
}

}  // namespace

bool same_value(const AnswerValue& a, const AnswerValue& b) {
  const fhir::Json* left = value_of(a);
  const fhir::Json* right = value_of(b);
  if (left == nullptr || right == nullptr) return false;
  const auto left_number = number_of(a);
  const auto right_number = number_of(b);
  if (left_number && right_number) return in_unit_of(a, b) == right_number;
  if (left->is_object() && right->is_object()) {
    if (value_name(a) == "valueCoding") return same_coding(*left, *right);
    if (value_name(a) == "valueReference") {
      return left->string_or_empty("reference") == right->string_or_empty("reference");
    }
    return *left == *right;
  }
  if (left->is_string() && right->is_string() && value_name(a) == "valueDateTime") {
    return compare_iso(left->as_string(), right->as_string()) == std::partial_ordering::equivalent;
  }
  return *left == *right;
}

namespace {

/// Minutes east of UTC at the end of an ISO dateTime; nullopt when it names none.
std::optional<int> zone_of(std::string_view text) {
  if (text.ends_with('Z')) return 0;
  if (text.size() < 16) return std::nullopt;
  const char sign = text[text.size() - 6];
  if (sign != '+' && sign != '-') return std::nullopt;
  const std::string_view zone = text.substr(text.size() - 5);
  const int minutes =
      (zone[0] - '0') * 600 + (zone[1] - '0') * 60 + (zone[3] - '0') * 10 + (zone[4] - '0');
  return sign == '-' ? -minutes : minutes;
}

}  // namespace

std::partial_ordering compare_iso(std::string_view a, std::string_view b) {
  if (zone_of(a) && zone_of(b)) {
    const auto left = parse_instant(a);
    const auto right = parse_instant(b);
    if (left && right) {
      return left.value() < right.value()   ? std::partial_ordering::less
             : left.value() > right.value() ? std::partial_ordering::greater
                                            : std::partial_ordering::equivalent;
    }
  }
  if (a == b) return std::partial_ordering::equivalent;
  // Another precision ("2026" beside "2026-03"): ordered only where the shared part already
  // differs.
  const std::size_t shared = std::min(a.size(), b.size());
  const int order = a.substr(0, shared).compare(b.substr(0, shared));
  if (order < 0) return std::partial_ordering::less;
  return order > 0 ? std::partial_ordering::greater : std::partial_ordering::unordered;
}

std::partial_ordering compare_values(const AnswerValue& a, const AnswerValue& b) {
  const auto left_number = number_of(a);
  const auto right_number = number_of(b);
  if (left_number && right_number) {
    const auto converted = in_unit_of(a, b);
    if (!converted) return std::partial_ordering::unordered;
    return *converted <=> *right_number;
  }
  const fhir::Json* left = value_of(a);
  const fhir::Json* right = value_of(b);
  if (left == nullptr || right == nullptr || !left->is_string() || !right->is_string()) {
    return std::partial_ordering::unordered;
  }
  const std::string_view name = value_name(a);
  if (name == "valueDate" || name == "valueDateTime" || name == "valueTime") {
    return compare_iso(left->as_string(), right->as_string());
  }
  return left->as_string() <=> right->as_string();
}

bool undecidable(const AnswerValue& a, const AnswerValue& b) {
  const std::string_view name = value_name(a);
  const bool ordered = name == "valueDate" || name == "valueDateTime" || name == "valueTime" ||
                       (number_of(a) && number_of(b));
  return ordered && compare_values(a, b) == std::partial_ordering::unordered;
}

std::string_view value_name_for(ItemType type) {
  switch (type) {
    case ItemType::boolean:
      return "valueBoolean";
    case ItemType::decimal:
      return "valueDecimal";
    case ItemType::integer:
      return "valueInteger";
    case ItemType::date:
      return "valueDate";
    case ItemType::date_time:
      return "valueDateTime";
    case ItemType::time:
      return "valueTime";
    case ItemType::string:
    case ItemType::text:
      return "valueString";
    case ItemType::url:
      return "valueUri";
    case ItemType::attachment:
      return "valueAttachment";
    case ItemType::reference:
      return "valueReference";
    case ItemType::quantity:
      return "valueQuantity";
    default:
      return "";
  }
}

namespace {

bool digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](unsigned char c) { return std::isdigit(c) != 0; });
}

int number(std::string_view text) {
  int value = 0;
  for (char c : text) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

bool valid_date(std::string_view text) {
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  if (!digits(text.substr(0, 4))) return false;
  if (text.size() == 4) return true;
  if (text[4] != '-' || !digits(text.substr(5, 2))) return false;
  const int month = number(text.substr(5, 2));
  if (month < 1 || month > 12) return false;
  if (text.size() == 7) return true;
  if (text[7] != '-' || !digits(text.substr(8, 2))) return false;
  const std::chrono::year_month_day day(
      std::chrono::year(number(text.substr(0, 4))),
      std::chrono::month(static_cast<unsigned>(month)),
      std::chrono::day(static_cast<unsigned>(number(text.substr(8, 2)))));
  return day.ok();
}

bool valid_time(std::string_view text) {
  if (text.size() < 8 || text[2] != ':' || text[5] != ':') return false;
  if (!digits(text.substr(0, 2)) || !digits(text.substr(3, 2)) || !digits(text.substr(6, 2)))
    return false;
  if (number(text.substr(0, 2)) > 23 || number(text.substr(3, 2)) > 59 ||
      number(text.substr(6, 2)) > 60)
    return false;
  return text.size() == 8 || (text[8] == '.' && digits(text.substr(9)));
}

bool valid_date_time(std::string_view text) {
  const std::size_t separator = text.find('T');
  if (separator == std::string_view::npos) return valid_date(text);
  if (separator != 10 || !valid_date(text.substr(0, 10))) return false;
  std::string_view clock = text.substr(11);
  if (clock.ends_with('Z')) {
    clock.remove_suffix(1);
  } else if (zone_of(text)) {
    clock.remove_suffix(6);
  } else {
    return false;
  }
  return valid_time(clock);
}

namespace {

Error wrong_type(const ItemRecord& item, std::string expected) {
  return {"AR-F021", "The answer to '" + item.definition.link_id + "' is not of the item's type",
          {},        "Send " + std::move(expected),
          0,         0};
}

bool well_formed(std::string_view name, const fhir::Json& value) {
  if (name == "valueBoolean") return value.is_bool();
  if (name == "valueInteger") {
    return value.is_integer() && value.as_integer() >= INT32_MIN && value.as_integer() <= INT32_MAX;
  }
  if (name == "valueDecimal") return value.is_number();
  if (name == "valueDate") return value.is_string() && valid_date(value.as_string());
  if (name == "valueDateTime") return value.is_string() && valid_date_time(value.as_string());
  if (name == "valueTime") return value.is_string() && valid_time(value.as_string());
  if (name == "valueString" || name == "valueUri")
    return value.is_string() && !value.as_string().empty();
  return value.is_object() && !value.as_object().empty();
}

/// `answer` is an object: value_member() found one.
bool several_values(const fhir::Json& answer) {
  return std::count_if(answer.as_object().begin(), answer.as_object().end(),
                       [](const auto& member) {
                         return member.first.starts_with("value") && member.first.size() > 5;
                       }) > 1;
}

constexpr std::array<std::string_view, 6> kOptionTypes = {
    "valueCoding", "valueString", "valueInteger", "valueDate", "valueTime", "valueReference"};

}  // namespace

Result<AnswerValue> typed_value(const ItemRecord& item, const AnswerValue& given) {
  const std::string_view name = value_name(given);
  if (name.empty() || several_values(given.json))
    return wrong_type(item, "an object with exactly one value[x]");
  const fhir::Json& value = *value_of(given);
  const std::string_view expected = value_name_for(item.definition.type);
  if (expected.empty()) {
    const bool allowed =
        std::find(kOptionTypes.begin(), kOptionTypes.end(), name) != kOptionTypes.end();
    if (!allowed || !well_formed(name, value))
      return wrong_type(item, "one of the offered options");
    return given;
  }
  const bool whole_for_decimal = expected == "valueDecimal" && name == "valueInteger";
  const bool date_for_date_time = expected == "valueDateTime" && name == "valueDate";
  if (name != expected && !whole_for_decimal && !date_for_date_time)
    return wrong_type(item, std::string(expected));
  if (!well_formed(expected, value))
    return wrong_type(item, "a well-formed " + std::string(expected));
  AnswerValue out;
  out.json.set(expected, whole_for_decimal ? fhir::Json(value.as_decimal()) : value);
  return out;
}

}  // namespace anteroom::form
