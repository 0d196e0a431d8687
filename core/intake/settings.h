// The settings file of a kiosk: JSON with // comments (schemas/settings.schema.json), read the same
// way by the kiosk, the courier and the command line.
//
//   Result<Settings> settings = read_settings("/etc/anteroom/settings.json");
//
// Unknown members and values out of range are refused with their place (AR-C0xx): a typing error in
// a safety time must not pass as the default.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace anteroom::intake {

struct DestinationSettings {
  enum class Type : std::uint8_t { unset = 0, folder };
  std::string id;
  Type type = Type::unset;
  std::string path;  ///< absolute
};

struct PanelSettings {
  int width_px = 1080, height_px = 1920;
  double px_per_mm = 3.61;
};

/// Seconds. The floor of the countdown (20) is in code, whatever the file says.
struct IdleSettings {
  int idle = 120, countdown = 60, private_idle = 60, private_countdown = 30, alert_repeat = 60;
};

enum class Orientation : std::uint8_t {
  unset = 0,
  portrait,
  landscape
};  ///< unset = as the panel stands

struct Settings {
  std::string kiosk_id = "K1", clinic = "Maple Row Clinic", clinic_language = "en";
  std::vector<std::string> languages = {"en", "es", "ar", "zh-Hans", "vi", "fr"};
  std::vector<std::string> plugin_dirs;  ///< empty = the search path of the program
  /// Directory of the keys that must vouch for a plugin; "" = any plugin that loads (developers).
  std::string plugin_keys;
  std::vector<DestinationSettings> destinations;
  PanelSettings panel;
  IdleSettings idle;
  Orientation orientation = Orientation::unset;
  int text_scale = 100;           ///< 100, 125 or 150 percent at the start of a visit
  std::string clinic_public_key;  ///< 64 hex digits, "" = no sealed copy
};

inline constexpr const char* kDefaultSettingsPath = "/etc/anteroom/settings.json";

/// AR-C010 not JSON; AR-C011 a member that does not exist; AR-C012 wrong type; AR-C013 out of range
/// or not allowed.
[[nodiscard]] Result<Settings> parse_settings(std::string_view text);
/// AR-C014 when the file cannot be read.
[[nodiscard]] Result<Settings> read_settings(const std::string& path);

}  // namespace anteroom::intake
