// Entries of repeating groups: their paths, and the page after the last one that lists them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/flow/question_page.h"

namespace anteroom::flow {

/// "g[1].q" -> "g[1]", "g[1].h[0].q" -> "g[1].h[0]"; an entry's own path stays; "" outside.
[[nodiscard]] std::string entry_of(std::string_view path);
/// "g[1].h[0]" -> "g[1].h".
[[nodiscard]] std::string group_of_entry(std::string_view entry);
/// "g[1].h[0]" -> 0.
[[nodiscard]] std::size_t index_of_entry(std::string_view entry);
/// Whether a path lies in an entry ("g[1]" holds "g[1].q"), or in any entry of a group ("g").
[[nodiscard]] bool is_in(std::string_view path, std::string_view entry_or_group);
/// "1.2" for "g[0].h[1].q": how a person counts.
[[nodiscard]] std::string entry_number(std::string_view path);
/// Enabled questions of one entry, nested entries too, that a page can ask.
[[nodiscard]] std::vector<std::string> questions_in(const form::Form& form,
                                                    const std::string& entry);
/// "Your medicines: number 2." over the pages of an entry, none outside; with several reasons the
/// name of the condition first ("Neck pain.") where the question is that condition's own.
[[nodiscard]] Text entry_context(const Scene& scene, const PagePlan& plan);
/// The list with change, remove and "Add another". `plan.paths` holds the group's path.
[[nodiscard]] Page entries_page(const Scene& scene, const PagePlan& plan, const Draft& draft);
/// What an entry says, in words: the answers, the private ones hidden.
[[nodiscard]] Text entry_words(const Scene& scene, const std::string& entry);

}  // namespace anteroom::flow
