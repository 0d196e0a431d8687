// The entries of a repeating group within one form: which items lie below one, and what one that is
// about to be removed says. Internal to core/intake.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/form/form.h"

namespace anteroom::intake {

/// The linkIds below a group, nested groups' items too, document order.
[[nodiscard]] std::vector<std::string> link_ids_below(const form::Definition& definition,
                                                      std::string_view group);

/// What one entry holds.
struct EntryContent {
  bool touched = false;               ///< the patient answered something in it, or said why not
  std::vector<std::string> answered;  ///< linkIds with a real answer
  std::vector<std::string> unknown_safety;  ///< safety items whose answer is not known
};
/// `entry` is the path of one instance: "g[1]", "outer[0].g[2]".
[[nodiscard]] EntryContent content_of(const form::Form& form, const std::string& entry);

}  // namespace anteroom::intake
