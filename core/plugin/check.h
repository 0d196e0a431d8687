// Everything that can be said about a bundle before it meets a patient: what the kiosk checks when
// it loads it, its golden patients, its strings, and its library in the box. `anteroom plugin
// check` prints it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/plugin/bundle.h"
#include "core/plugin/host_client.h"

namespace anteroom::plugin {

struct CheckReport {
  std::shared_ptr<const Bundle> bundle;  ///< null when it does not load
  Errors errors, warnings;
  int questions = 0, rules = 0, cases = 0, cases_passed = 0;
  bool library_checked = false;
  std::string printed;     ///< what the library wrote on its standard error
  std::size_t unkept = 0;  ///< and how many bytes more
};

/// Runs the library, if there is one, in its box. One thread; seconds at most.
[[nodiscard]] CheckReport check_bundle(const std::string& directory, const HostOptions& host);

/// Flesch-Kincaid grade of an English text; 0 for a text without words.
[[nodiscard]] double reading_grade(std::string_view text);

}  // namespace anteroom::plugin
