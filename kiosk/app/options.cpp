// The command line of anteroom-kiosk.
#include "kiosk/app/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>

namespace anteroom::app {
namespace {

namespace fs = std::filesystem;

Options from_settings(const intake::Settings& settings) {
  Options out;
  out.clinic = settings.clinic, out.kiosk = settings.kiosk_id;
  out.clinic_language = settings.clinic_language;
  out.clinic_public_key = settings.clinic_public_key;
  out.languages = settings.languages;
  out.plugin_dirs = settings.plugin_dirs;
  out.plugin_keys = settings.plugin_keys;
  out.idle = settings.idle;
  out.text_scale = settings.text_scale;
  out.pixels_per_mm = settings.panel.px_per_mm;
  if (!settings.destinations.empty()) out.destinations.clear();
  for (const intake::DestinationSettings& one : settings.destinations)
    out.destinations.push_back(one.id);
  return out;
}

// The settings are read before the command line, so that the command line can replace them one by
// one.
std::string settings_path(int argc, char** argv) {
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::string(argv[i]) == "--settings") return argv[i + 1];
  }
  return fs::exists(intake::kDefaultSettingsPath) ? intake::kDefaultSettingsPath : std::string();
}

#ifndef ANTEROOM_DEVELOPER_MODE
constexpr const char* kPluginKeys = "/etc/anteroom/plugin-keys";
#endif

void fill_defaults(Options& options) {
#ifndef ANTEROOM_DEVELOPER_MODE
  if (options.plugin_keys.empty()) options.plugin_keys = kPluginKeys;
#endif
  const std::string here = program_directory();
  if (options.plugin_dirs.empty()) {
    for (const std::string& one : {here + "/../plugins", std::string("/usr/lib/anteroom/plugins"),
                                   options.state + "/plugins"}) {
      if (fs::is_directory(one)) options.plugin_dirs.push_back(one);
    }
  }
  if (options.host.empty()) {
    const std::string beside = here + "/anteroom-plugin-host";
    options.host = fs::exists(beside) ? beside : "/usr/libexec/anteroom/anteroom-plugin-host";
  }
  if (!options.language.empty()) {
    // The language chosen at the start comes first; the others stay on offer.
    auto& all = options.languages;
    std::erase(all, options.language);
    all.insert(all.begin(), options.language);
  }
}

}  // namespace

std::string program_directory() {
  std::error_code failed;
  const fs::path self = fs::read_symlink("/proc/self/exe", failed);
  return failed ? std::string(".") : self.parent_path().string();
}

ParsedOptions parse_options(int argc, char** argv) {
  ParsedOptions out;
  Options& o = out.options;
  std::string settings = settings_path(argc, argv);
  if (!settings.empty()) {
    const Result<intake::Settings> read = intake::read_settings(settings);
    if (!read) {
      std::cerr << read.error().to_string() << '\n';
      out.what = Parsed::wrong;
      return out;
    }
    o = from_settings(*read);
  }
  CLI::App app{"anteroom-kiosk: the waiting-room screen", "anteroom-kiosk"};
  app.set_version_flag("--version", ANTEROOM_VERSION);
  app.add_option("--settings", settings, "Settings file (JSON with comments)");
  app.add_option("--state", o.state, "State directory")->capture_default_str();
  app.add_option("--plugins", o.plugin_dirs, "Plugin directory (may be given more than once)");
  app.add_option("--plugin-keys", o.plugin_keys,
                 "Directory of the keys, one of which must have signed each plugin");
  app.add_option("--host", o.host, "The plugin host program");
  app.add_option("--language", o.language, "Language of the welcome page (BCP 47)");
  app.add_option("--languages", o.languages, "Languages on offer")->delimiter(',');
  app.add_option("--clinic", o.clinic, "Name of the clinic")->capture_default_str();
  app.add_option("--kiosk", o.kiosk, "Name of this kiosk")->capture_default_str();
  app.add_option("--destinations", o.destinations, "Where finished intakes go, by id")
      ->delimiter(',');
  app.add_option("--utc-offset", o.utc_offset_minutes, "Minutes east of UTC");
  app.add_option("--width", o.width, "Window width in pixels (default: the display's)");
  app.add_option("--height", o.height, "Window height in pixels");
  app.add_option("--px-per-mm", o.pixels_per_mm, "Pixels a millimetre of the panel");
  app.add_option("--text-scale", o.text_scale, "Text size at the start of a visit, in percent")
      ->check(CLI::IsMember({100, 125, 150}));
  app.add_option("--idle", o.idle.idle, "Seconds without a touch before the idle page")
      ->check(CLI::Range(30, 300));
  app.add_option("--countdown", o.idle.countdown, "Seconds of its countdown")
      ->check(CLI::Range(20, 120));
#ifdef ANTEROOM_DEVELOPER_MODE
  app.add_option("--inspect", o.inspect,
                 "Developers' builds: this plugin alone, with an inspector beside the page");
#endif
#ifdef ANTEROOM_TEST_HOOKS
  app.add_option("--describe", o.describe,
                 "Test builds: write where the controls are to this file");
  app.add_option("--clock", o.clock,
                 "Test builds: the clock starts at this instant (2026-11-24T09:12:00Z)");
  app.add_flag("--resume", o.resume, "Test builds: go on with the draft that a crash left");
#endif
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error, std::cout, std::cerr);
    out.what = code == 0 ? Parsed::done : Parsed::wrong;
    return out;
  }
  fill_defaults(o);
  out.what = Parsed::run;
  return out;
}

}  // namespace anteroom::app
