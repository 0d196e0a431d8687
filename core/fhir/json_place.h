// Places in a text: used on errors only, so a second pass is cheaper than carrying positions in
// every tree.
#pragma once

#include <string_view>
#include <utility>

namespace anteroom::fhir {

/// 1-based line and column (in characters, not bytes) of a byte offset.
[[nodiscard]] std::pair<int, int> place_of(std::string_view text, std::size_t offset);

}  // namespace anteroom::fhir
