// How far each language on offer is translated and by whom it was read: what the staff screen
// lists.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/plugin/bundle.h"

namespace anteroom::flow {

/// The kiosk's own words or one plugin's forms, in one language.
struct LanguageReview {
  std::string language;
  std::string part;  ///< "" the kiosk's own words, else the plugin's id
  std::size_t missing = 0, stale = 0, stale_safety = 0;
  bool readable = true;   ///< false: the plugin could not be opened, nothing is known of it
  bool reviewed = false;  ///< complete, current and read by a qualified medical translator
};

/// What a part that is not reviewed is called everywhere.
[[nodiscard]] std::string_view draft_words();
/// Every language on offer but English, the kiosk's own words first. A plugin without the language
/// counts as one whose every text is missing. Opens the plugins that are only listed: for the staff
/// screen, not for a visit.
[[nodiscard]] std::vector<LanguageReview> language_reviews(
    const std::vector<std::string>& offered,
    const std::vector<std::shared_ptr<const plugin::Bundle>>& bundles);

}  // namespace anteroom::flow
