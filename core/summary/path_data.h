// SVG path data in the one form that body maps use: absolute M, L, C and Z.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace anteroom::summary {

struct PathStep {
  char command = 0;  ///< 'M' 'L' 'C' 'Z'
  std::array<double, 6> numbers{};
};

/// nullopt for anything else than absolute M L C Z with finite numbers, or more than 2,000 steps.
/// Repeated coordinate pairs after one letter repeat the command, as SVG says ("M" repeats as "L").
[[nodiscard]] std::optional<std::vector<PathStep>> parse_path(std::string_view data);

}  // namespace anteroom::summary
