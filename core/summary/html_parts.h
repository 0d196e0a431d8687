// What the HTML files of this room share: the head with its policy and style, up to the opening
// <main>.
#pragma once

#include <string>

namespace anteroom::summary {

/// `title` holds no personal data.
[[nodiscard]] std::string html_head(const std::string& title);

}  // namespace anteroom::summary
