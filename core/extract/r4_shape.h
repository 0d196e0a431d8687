// The shape of FHIR R4: which elements a type has, of which types, and whether they repeat. What
// extraction needs to know to put a value at "Patient.name.given".
//
//   const Element element = *element_of("Observation", "effectiveDateTime");  // type dateTime
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/fhir/json.h"
#include "core/fhirpath/types.h"

namespace anteroom::extract {

using fhirpath::Repeats;

struct Element {
  std::string name;                     ///< as the standard writes it: "value[x]", "given"
  std::vector<std::string_view> types;  ///< one; several for a choice
  Repeats repeats = Repeats::no;
  std::string owner;  ///< what child elements are looked up by: "HumanName", "Patient.contact"
  [[nodiscard]] bool is_choice() const { return name.ends_with("[x]"); }
};

[[nodiscard]] bool is_resource_type(std::string_view type);
/// An element of a type or backbone path, by its name in JSON ("valueQuantity"), its name in the
/// standard ("value[x]") or its name in FHIRPath ("value"). A typed name gives that one type.
[[nodiscard]] std::optional<Element> element_of(std::string_view owner, std::string_view name);
/// "value[x]" and "Quantity" give "valueQuantity".
[[nodiscard]] std::string choice_name(std::string_view element, std::string_view type);
/// Reads a value of one type as another where FHIR gives the way: Coding to code, CodeableConcept
/// or string, string to Reference, date to dateTime, a number to Quantity... AR-D024 where it gives
/// none.
[[nodiscard]] Result<fhir::Json> as_type(const fhir::Json& value, std::string_view from,
                                         std::string_view to);
/// The value as one of an element's types, and which one that is.
struct Typed {
  std::string type;
  fhir::Json value;
};
[[nodiscard]] Result<Typed> as_one_of(const fhir::Json& value, std::string_view from,
                                      const std::vector<std::string_view>& types);
[[nodiscard]] bool is_primitive(std::string_view type);

}  // namespace anteroom::extract
