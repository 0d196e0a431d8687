// The language a whole page is shown in: the patient's, or, where one text of it is missing there,
// the form's own. Half of a page in one language and half in another was rejected: a patient who
// reads only the translated half answers a question nobody asked.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/form/form.h"
#include "core/plugin/bundle.h"
#include "kiosk/flow/plan.h"

namespace anteroom::flow {

/// Of a planned page: its questions, the group over them, the repeating group that holds them.
[[nodiscard]] std::string language_of_plan(const form::Form& form, const PagePlan& plan,
                                           std::string_view wanted);
/// Of a page that shows these questions.
[[nodiscard]] std::string language_of_paths(const form::Form& form,
                                            const std::vector<std::string>& paths,
                                            std::string_view wanted);
/// Of the page of reasons: English, which every manifest has, unless all have the language.
[[nodiscard]] std::string language_of_reasons(
    const std::vector<std::shared_ptr<const plugin::Bundle>>& bundles, std::string_view wanted);

}  // namespace anteroom::flow
