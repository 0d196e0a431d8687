// Made-up languages for the layout tests: English that is longer and accented, and English drawn
// from the right. They show what a translation will do to a page before there is one.
//
//   pseudo_text("Back", "qps-ploc")  -> "[Ƀåçķ ···]"
//
// No settings name them, so no patient meets them.
#pragma once

#include <string>
#include <string_view>

namespace anteroom::flow {

inline constexpr std::string_view kPseudoLong = "qps-ploc";
inline constexpr std::string_view kPseudoRightToLeft = "qps-plocm";

[[nodiscard]] bool is_pseudo(std::string_view language);
/// The English text as the pseudo language has it; places like {0} stay. `english` itself for any
/// other language.
[[nodiscard]] std::string pseudo_text(std::string_view english, std::string_view language);

}  // namespace anteroom::flow
