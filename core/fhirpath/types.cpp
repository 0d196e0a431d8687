// Types of R4, read from the generated table (r4_types.cpp).
#include "core/fhirpath/types.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <tuple>
#include <unordered_map>

#include "core/fhirpath/r4_types.h"

namespace anteroom::fhirpath {
namespace {

// Names that a choice element may have; the suffix is the type.
constexpr std::array<std::string_view, 22> kChoices{
    "value",   "answer",    "initial",    "effective",  "deceased",     "multipleBirth",
    "onset",   "abatement", "occurrence", "performed",  "defaultValue", "fixed",
    "pattern", "minValue",  "maxValue",   "medication", "author",       "age",
    "born",    "timing",    "serviced",   "asNeeded"};

// A line is taken apart when its type is first asked for: a form meets twenty of the seven hundred.
struct Slot {
  std::once_flag once;
  TypeSpec spec;
};

void read_line(std::string_view line, TypeSpec& spec) {
  const auto word = [&line] {
    const std::string_view found = line.substr(0, line.find(' '));
    line.remove_prefix(std::min(found.size() + 1, line.size()));
    return found;
  };
  spec.name = word();
  spec.base = word();
  if (spec.base == "-") spec.base.clear();
  while (!line.empty()) {
    const std::string_view element = word();
    const std::size_t colon = element.find(':');
    std::string_view name = element.substr(0, colon);
    const bool many = name.ends_with('*');
    if (many) name.remove_suffix(1);
    spec.elements.emplace(name, ElementSpec{std::string(element.substr(colon + 1)),
                                            many ? Repeats::yes : Repeats::no});
  }
}

std::string_view name_of(std::string_view line) {
  return line.substr(0, line.find(' '));
}

// The choice element of `owner` that `key` is a variant of ("deceased" for deceasedBoolean).
std::string_view find_choice(const TypeSpec* owner, std::string_view key) {
  for (; owner != nullptr; owner = find_type(owner->base))
    for (const auto& [name, element] : owner->elements)
      if (element.type[0] == '*' && key.starts_with(name) && key.size() > name.size()) return name;
  return {};
}

// "Coding" -> Coding, "DateTime" -> dateTime.
const TypeSpec* type_of_suffix(std::string_view suffix) {
  if (suffix.empty() || suffix[0] < 'A' || suffix[0] > 'Z') return nullptr;
  if (const TypeSpec* spec = find_type(suffix)) return spec;
  std::string lower(suffix);
  lower[0] = static_cast<char>(lower[0] - 'A' + 'a');
  return find_type(lower);
}

std::string_view type_of_json(const fhir::Json& value) {
  switch (value.kind()) {
    case fhir::Json::Kind::boolean:
      return "boolean";
    case fhir::Json::Kind::integer:
      return "integer";
    case fhir::Json::Kind::decimal:
      return "decimal";
    case fhir::Json::Kind::string:
      return "string";
    default:
      return "";
  }
}

ElementType resource_type(std::string_view name, const fhir::Json& value) {
  const std::string_view type = value.string_or_empty("resourceType");
  const TypeSpec* spec = find_type(type);
  return {name, type, spec != nullptr ? spec : find_type("DomainResource")};
}

}  // namespace

const TypeSpec* find_type(std::string_view name) {
  static std::array<Slot, std::tuple_size_v<decltype(kR4Types)>> slots;
  static const std::unordered_map<std::string_view, std::size_t> places = [] {
    std::unordered_map<std::string_view, std::size_t> out(2 * kR4Types.size());
    for (std::size_t i = 0; i < kR4Types.size(); ++i) out.emplace(name_of(kR4Types[i]), i);
    return out;
  }();
  const auto found = places.find(name);
  if (found == places.end()) return nullptr;
  Slot& slot = slots[found->second];
  std::call_once(slot.once, [&] { read_line(kR4Types[found->second], slot.spec); });
  return &slot.spec;
}

const std::pair<const std::string, ElementSpec>* find_element(const TypeSpec* owner,
                                                              std::string_view name) {
  for (; owner != nullptr; owner = find_type(owner->base)) {
    const auto found = owner->elements.find(name);
    if (found != owner->elements.end()) return &*found;
  }
  return nullptr;
}

std::vector<std::string_view> element_types(const ElementSpec& element) {
  std::string_view rest = element.type;
  if (!rest.starts_with('*')) return {rest};
  rest.remove_prefix(1);
  if (rest.empty()) rest = kR4AnyTypes;
  std::vector<std::string_view> out;
  while (!rest.empty()) {
    out.push_back(rest.substr(0, rest.find('|')));
    rest.remove_prefix(std::min(out.back().size() + 1, rest.size()));
  }
  return out;
}

bool is_subtype(std::string_view type, std::string_view ancestor) {
  if (type == ancestor) return !type.empty();
  const TypeSpec* spec = find_type(type);
  if (spec == nullptr)  // a resource that is not in the table still is a resource
    return !type.empty() && type[0] >= 'A' && type[0] <= 'Z' &&
           (ancestor == "DomainResource" || ancestor == "Resource");
  return !spec->base.empty() && is_subtype(spec->base, ancestor);
}

ElementType element_type(const TypeSpec* owner, std::string_view key, const fhir::Json& value) {
  if (value.is_object() && value.find("resourceType") != nullptr) return resource_type(key, value);
  if (const auto* element = find_element(owner, key)) {
    const std::string& type = element->second.type;
    const TypeSpec* spec = find_type(type);
    return {element->first, spec != nullptr ? spec->display() : std::string_view(type), spec};
  }
  if (const std::string_view choice = find_choice(owner, key); !choice.empty())
    if (const TypeSpec* spec = type_of_suffix(key.substr(choice.size())))
      return {choice, spec->display(), spec};
  for (const std::string_view choice : kChoices) {
    if (!key.starts_with(choice)) continue;
    if (const TypeSpec* spec = type_of_suffix(key.substr(choice.size())))
      return {choice, spec->display(), spec};
  }
  if (key == "extension" || key == "modifierExtension")
    return {key, "Extension", find_type("Extension")};
  return {key, type_of_json(value), find_type(type_of_json(value))};
}

}  // namespace anteroom::fhirpath
