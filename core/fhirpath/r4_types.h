// The types of FHIR R4: "name base element:type element*:type ..."; element* repeats, "value:*" is
// a choice of any type, "value:*A|B" one of A and B. Generated together with r4_types.cpp.
#pragma once

#include <array>
#include <string_view>

namespace anteroom::fhirpath {

extern const std::array<std::string_view, 696> kR4Types;
extern const std::string_view kR4AnyTypes;  ///< A|B|...: what "*" alone stands for

}  // namespace anteroom::fhirpath
