// The types of FHIR R4: their elements and their ancestry, for `ofType(Coding)`, `is Patient`,
// `value as Quantity`; a type that is not here still reads, its elements are typed by what their
// JSON is.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/fhir/json.h"

namespace anteroom::fhirpath {

enum class Repeats : std::uint8_t { no = 0, yes };

struct ElementSpec {
  std::string type;  ///< type or backbone path; "*..." a choice
  Repeats repeats = Repeats::no;
};

struct TypeSpec {
  std::string name;  ///< "Patient", or the path of a backbone element: "Patient.contact"
  std::string base;  ///< "DomainResource"
  std::map<std::string, ElementSpec, std::less<>> elements;  ///< its own, without those of `base`

  /// What type_name() answers: "BackboneElement" for a path.
  [[nodiscard]] std::string_view display() const {
    return name.find('.') == std::string::npos ? name : base;
  }
};

/// nullptr when the type is not in the table.
[[nodiscard]] const TypeSpec* find_type(std::string_view name);
/// The element of a type or of its ancestors by its FHIRPath name ("value"); nullptr when it has
/// none.
[[nodiscard]] const std::pair<const std::string, ElementSpec>* find_element(const TypeSpec* owner,
                                                                            std::string_view name);
/// The types that an element's values may have, in the standard's order: one, or a choice's.
[[nodiscard]] std::vector<std::string_view> element_types(const ElementSpec& element);
/// True when `type` is `ancestor` or derives from it (code -> string -> Element).
[[nodiscard]] bool is_subtype(std::string_view type, std::string_view ancestor);

/// One child in the JSON: its FHIRPath name ("value" for valueCoding), type name and specification.
struct ElementType {
  std::string_view name;
  std::string_view type;
  const TypeSpec* spec = nullptr;
};
/// Types the member `key` of an object of type `owner` (nullptr = unknown). Views borrow from the
/// table, the key and the value.
[[nodiscard]] ElementType element_type(const TypeSpec* owner, std::string_view key,
                                       const fhir::Json& value);

}  // namespace anteroom::fhirpath
