// The types of FHIR R4: their elements and their ancestry, for `ofType(Coding)`, `is Patient`,
// `value as Quantity`; a type that is not here still reads, its elements are typed by what their
// JSON is.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "core/fhir/json.h"

namespace anteroom::fhirpath {

struct TypeSpec {
  std::string name;  ///< "Patient", or the path of a backbone element: "Patient.contact"
  std::string base;  ///< "DomainResource"
  std::map<std::string, std::string, std::less<>>
      elements;  ///< name -> type or backbone path; "*..." a choice

  /// What type_name() answers: "BackboneElement" for a path.
  [[nodiscard]] std::string_view display() const {
    return name.find('.') == std::string::npos ? name : base;
  }
};

/// nullptr when the type is not in the table.
[[nodiscard]] const TypeSpec* find_type(std::string_view name);
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
