// The compiled gettext catalogues of kiosk/flow/po, carried inside the program. The definition is
// made at build time (po/embed.cmake).
#pragma once

#include <span>
#include <string_view>

namespace anteroom::flow {

struct Catalogue {
  std::string_view language;  ///< BCP 47, the .po's name
  std::string_view bytes;     ///< a .mo file
};

[[nodiscard]] std::span<const Catalogue> catalogues();

}  // namespace anteroom::flow
