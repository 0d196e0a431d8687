// What the kiosk is started with, read once: the settings file, then the command line, which wins.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/intake/settings.h"

namespace anteroom::app {

struct Options {
  std::string state = "/var/lib/anteroom";
  std::vector<std::string>
      plugin_dirs;          ///< empty = beside the program, /usr/lib/anteroom, the state directory
  std::string plugin_keys;  ///< directory of trusted keys, "" = any plugin that loads
  std::string host;  ///< anteroom-plugin-host, "" = beside the program, else /usr/libexec/anteroom
  std::vector<std::string> languages = {"en", "es", "ar", "zh-Hans", "vi", "fr"};
  std::string language;  ///< first language on the welcome page, "" = the first of `languages`
  std::string clinic = "Maple Row Clinic", kiosk = "K1";
  std::vector<std::string> destinations = {"folder"};
  int utc_offset_minutes = 0;
  int width = 0, height = 0;  ///< 0 = the display's
  double pixels_per_mm = 0;   ///< of the panel; 0 = so that the reference layout fits
  int text_scale = 100;       ///< 100, 125 or 150 percent at the start of a visit
  intake::IdleSettings idle;
  std::string clinic_language = "en", clinic_public_key;
  /// Developers' builds only: the one bundle to try, with the inspector beside the page; "" none.
  std::string inspect;
  // Test builds only.
  std::string describe, clock;
  bool resume = false;
};

enum class Parsed : std::uint8_t { unset = 0, run, done, wrong };
struct ParsedOptions {
  Parsed what = Parsed::unset;
  Options options;
};
/// Prints help, version or the mistake itself, as a program's command line does.
[[nodiscard]] ParsedOptions parse_options(int argc, char** argv);

/// The directory of the running program.
[[nodiscard]] std::string program_directory();

}  // namespace anteroom::app
