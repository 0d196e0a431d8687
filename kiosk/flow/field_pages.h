// Pages with fields: text, number with its unit, slider, date and time; and the keys that go with
// them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/flow/question_page.h"

namespace anteroom::flow {

[[nodiscard]] Field one_field(const Page& page, const char* id, Field::Kind kind,
                              std::string value);
void add_text(Page& page, const Scene& scene, const form::ItemDefinition& item,
              const std::string& value);
void add_number(Page& page, const Scene& scene, const form::ItemDefinition& item,
                const std::string& path, const Draft& draft);
void add_slider(Page& page, const Scene& scene, const form::ItemDefinition& item,
                const std::string& path);
void add_date(Page& page, const Scene& scene, const form::ItemDefinition& item,
              const std::string& path, const Draft& draft);
/// The values of a slider, rising, at most 101: a finger cannot aim at more.
[[nodiscard]] std::vector<std::string> slider_stops(const form::ItemDefinition& item);
/// The value one step away from `typed`, within the item's limits; the nearest limit when nothing
/// is typed yet.
[[nodiscard]] std::string stepped(const form::ItemDefinition& item, const std::string& typed,
                                  int direction);
/// Which unit an answer has among unit_options(); -1 none.
[[nodiscard]] int chosen_unit(const form::Form& form, const form::ItemDefinition& item,
                              const std::string& path);
/// Letters as a person counts them: UTF-8 code points without combining marks.
[[nodiscard]] int letters_in(std::string_view text);
[[nodiscard]] Keyboard letter_keys(std::string_view language);
[[nodiscard]] Keyboard digit_keys(std::string_view language, std::size_t boxes);

}  // namespace anteroom::flow
