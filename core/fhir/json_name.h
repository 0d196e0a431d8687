// Comparing member names, which reading and looking up a document do more than anything else.
#pragma once

#include <cstring>
#include <string_view>

namespace anteroom::fhir {

/// Most names of one element differ in length or in their last letter: memcmp is seldom asked.
inline bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         (a.empty() || (a.back() == b.back() && std::memcmp(a.data(), b.data(), a.size()) == 0));
}

}  // namespace anteroom::fhir
