// The answers of a choice as a list: what is offered, what is chosen, words of one's own, and a
// long list cut into parts or searched by typing.
#pragma once

#include <string>
#include <vector>

#include "kiosk/flow/question_page.h"

namespace anteroom::flow {

[[nodiscard]] Choice make_choice(std::string id, Text label, bool selected = false);
/// Every real answer that is offered now.
[[nodiscard]] std::vector<Choice> item_choices(const Scene& scene, const form::ItemDefinition& item,
                                               const std::string& path);
/// A list so long that it is searched, not paged: the form says so (autocomplete, drop-down), or it
/// would take many touches of "More answers".
[[nodiscard]] bool is_searched(const form::ItemDefinition& item);
/// The list of a page, with the place for own words and "More answers".
void add_choices(Page& page, const Scene& scene, const form::ItemDefinition& item,
                 const std::string& path, const Draft& draft);
/// The same with a search field: what fits what was typed, the chosen ones first while nothing is.
void add_search(Page& page, const Scene& scene, const form::ItemDefinition& item,
                const std::string& path, const Draft& draft);
/// Letters without accents and in lower case, as far as our keyboards have them: how a search
/// compares.
[[nodiscard]] std::string folded(std::string_view text);

}  // namespace anteroom::flow
