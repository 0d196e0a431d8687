// Regular expressions as forms write them, for RE2: linear time, whatever the pattern.
#pragma once

#include <re2/re2.h>

#include <memory>
#include <string>
#include <string_view>

namespace anteroom::fhirpath {

/// Never nullptr; ask ok(). `.` also meets the end of a line, and (?<name>...) names a group.
[[nodiscard]] std::unique_ptr<re2::RE2> make_pattern(std::string_view text);
/// "$1" and "${name}" as RE2's "\1"; a backslash stands for itself.
[[nodiscard]] std::string make_substitution(const re2::RE2& pattern, std::string_view text);

}  // namespace anteroom::fhirpath
