// Where a question stands in a visit with several conditions: who the patient is and the safety
// screens of all of them first, then one story after the other, then the history, once.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/form/form.h"
#include "core/plugin/bundle.h"

namespace anteroom::intake {

inline constexpr int kStepsOfAForm = 8;

/// Step 1..8 by its name or number ("health-checks", "Health checks", "3"); 0 when it is none.
[[nodiscard]] int step_number(std::string_view step);

enum class VisitPart : std::uint8_t {
  unset = 0,
  person,   ///< About you, Your visit
  checks,   ///< Health checks
  story,    ///< belongs to one condition
  history,  ///< Your health, Check answers
};

/// By the item's step. In "Your health" a top-level group in which no question is a shared one
/// belongs to its condition ("What have you tried?"), so it stands with the story; a common history
/// has no story at all.
[[nodiscard]] VisitPart part_of(const plugin::Manifest& manifest,
                                const form::Definition& definition,
                                const form::ItemDefinition& item);

}  // namespace anteroom::intake
