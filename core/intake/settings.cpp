#include "core/intake/settings.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/base/file.h"
#include "core/fhir/json.h"

namespace anteroom::intake {
namespace {

using fhir::Json;

// Collects the first problem; readers after it do nothing, so that a caller reads straight down.
class Reader {
 public:
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] const Error& error() const { return error_; }

  void fail(const char* code, std::string message, const std::string& pointer, std::string mend) {
    if (failed_) return;
    failed_ = true;
    error_ = Error{code, std::move(message), pointer, std::move(mend)};
  }

  void only(const Json& object, const std::string& pointer,
            const std::vector<std::string_view>& allowed) {
    if (!object.is_object())
      return fail("AR-C012", "This must be an object.", pointer, "Write { ... }.");
    for (const auto& [key, value] : object.as_object()) {
      if (std::find(allowed.begin(), allowed.end(), key) != allowed.end()) continue;
      std::string known;
      for (const std::string_view name : allowed)
        known += (known.empty() ? "" : ", ") + std::string(name);
      return fail("AR-C011", "There is no such setting.", pointer + "/" + escaped(key),
                  "Known here: " + known + ".");
    }
  }

  void text(const Json& object, const char* key, const std::string& pointer, std::string& out) {
    const Json* value = member(object, key);
    if (value == nullptr) return;
    const std::string place = pointer + "/" + key;
    if (!value->is_string())
      return fail("AR-C012", "This must be a text.", place, "Write it in double quotes.");
    for (const char c : value->as_string()) {
      if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
        return fail("AR-C013", "Control characters are not allowed here.", place, "Remove them.");
      }
    }
    if (value->as_string().empty() || value->as_string().size() > 4096) {
      return fail("AR-C013", "This text is empty or too long.", place,
                  "Write 1 to 4096 bytes or leave the setting out.");
    }
    out = value->as_string();
  }

  void number(const Json& object, const char* key, const std::string& pointer, int least, int most,
              int& out) {
    const Json* value = member(object, key);
    if (value == nullptr) return;
    const std::string place = pointer + "/" + key;
    if (!value->is_integer())
      return fail("AR-C012", "This must be a whole number.", place, "Write digits without quotes.");
    if (value->as_integer() < least || value->as_integer() > most) {
      return fail("AR-C013", "This number is out of range.", place,
                  "Use " + std::to_string(least) + " to " + std::to_string(most) + ".");
    }
    out = static_cast<int>(value->as_integer());
  }

  void texts(const Json& object, const char* key, const std::string& pointer,
             std::vector<std::string>& out) {
    const Json* value = member(object, key);
    if (value == nullptr) return;
    const std::string place = pointer + "/" + key;
    if (!value->is_array())
      return fail("AR-C012", "This must be a list of texts.", place, "Write [ \"...\" ].");
    out.clear();
    for (std::size_t i = 0; i < value->as_array().size(); ++i) {
      const Json& entry = value->as_array()[i];
      if (!entry.is_string() || entry.as_string().empty()) {
        return fail("AR-C012", "This must be a text.", place + "/" + std::to_string(i),
                    "Write it in double quotes.");
      }
      out.push_back(entry.as_string());
    }
  }

  [[nodiscard]] const Json* member(const Json& object, const char* key) const {
    return failed_ ? nullptr : object.find(key);
  }

 private:
  static std::string escaped(std::string_view key) {
    std::string out;
    for (const char c : key) out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return out;
  }

  bool failed_ = false;
  Error error_;
};

bool is_name(std::string_view text, std::size_t most) {
  return !text.empty() && text.size() <= most && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_absolute(std::string_view path) {
  return path.starts_with('/') && path.find("/../") == std::string_view::npos &&
         !path.ends_with("/..");
}

constexpr std::array<std::string_view, 6> kLanguages{"en", "es", "ar", "zh-Hans", "vi", "fr"};

bool is_language(std::string_view tag) {
  return std::find(kLanguages.begin(), kLanguages.end(), tag) != kLanguages.end();
}

void read_clinic(Reader& reader, const Json& json, Settings& settings) {
  reader.text(json, "kiosk_id", "", settings.kiosk_id);
  if (!is_name(settings.kiosk_id, 16)) {
    reader.fail("AR-C013", "A kiosk id is 1 to 16 letters, digits or hyphens.", "/kiosk_id",
                "For example \"K1\".");
  }
  reader.text(json, "clinic", "", settings.clinic);
  reader.text(json, "clinic_language", "", settings.clinic_language);
  if (!is_language(settings.clinic_language)) {
    reader.fail("AR-C013", "This language is not known.", "/clinic_language",
                "Use en, es, ar, zh-Hans, vi or fr.");
  }
  reader.texts(json, "languages", "", settings.languages);
  for (std::size_t i = 0; i < settings.languages.size(); ++i) {
    if (is_language(settings.languages[i])) continue;
    reader.fail("AR-C013", "This language is not known.", "/languages/" + std::to_string(i),
                "Use en, es, ar, zh-Hans, vi or fr.");
  }
  if (settings.languages.empty()) {
    reader.fail("AR-C013", "At least one language is needed.", "/languages",
                "For example [\"en\"].");
  }
  reader.text(json, "plugin_keys", "", settings.plugin_keys);
  if (!settings.plugin_keys.empty() && !is_absolute(settings.plugin_keys))
    reader.fail("AR-C013", "This must be an absolute path.", "/plugin_keys", "Begin with \"/\".");
  reader.texts(json, "plugin_dirs", "", settings.plugin_dirs);
  for (std::size_t i = 0; i < settings.plugin_dirs.size(); ++i) {
    if (is_absolute(settings.plugin_dirs[i])) continue;
    reader.fail("AR-C013", "A plugin folder must be an absolute path without \"..\".",
                "/plugin_dirs/" + std::to_string(i), "Begin with \"/\".");
  }
  reader.text(json, "clinic_public_key", "", settings.clinic_public_key);
  const std::string_view key = settings.clinic_public_key;
  const bool hex = std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
  if (!key.empty() && (key.size() != 64 || !hex)) {
    reader.fail("AR-C013", "A clinic key is 64 lower-case hexadecimal digits.",
                "/clinic_public_key", "Copy it from the desk.");
  }
}

void read_destinations(Reader& reader, const Json& json, Settings& settings) {
  const Json* list = reader.member(json, "destinations");
  if (list == nullptr) return;
  if (!list->is_array())
    return reader.fail("AR-C012", "This must be a list.", "/destinations", "Write [ { ... } ].");
  std::set<std::string> ids;
  for (std::size_t i = 0; i < list->as_array().size() && !reader.failed(); ++i) {
    const Json& entry = list->as_array()[i];
    const std::string place = "/destinations/" + std::to_string(i);
    reader.only(entry, place, {"id", "type", "path"});
    if (reader.failed()) return;
    DestinationSettings destination;
    std::string type;
    reader.text(entry, "id", place, destination.id);
    reader.text(entry, "type", place, type);
    reader.text(entry, "path", place, destination.path);
    if (!is_name(destination.id, 64)) {
      reader.fail("AR-C013", "A destination id is 1 to 64 letters, digits or hyphens.",
                  place + "/id", "For example \"folder\".");
    }
    if (!ids.insert(destination.id).second) {
      reader.fail("AR-C013", "Two destinations have this id.", place + "/id", "Give each its own.");
    }
    if (type != "folder")
      reader.fail("AR-C013", "This type of destination is not known.", place + "/type",
                  "Use \"folder\".");
    destination.type = DestinationSettings::Type::folder;
    if (!is_absolute(destination.path)) {
      reader.fail("AR-C013", "A folder must be an absolute path without \"..\".", place + "/path",
                  "Begin with \"/\".");
    }
    settings.destinations.push_back(destination);
  }
}

void read_screen(Reader& reader, const Json& json, Settings& settings) {
  if (const Json* panel = reader.member(json, "panel")) {
    reader.only(*panel, "/panel", {"width_px", "height_px", "px_per_mm"});
    reader.number(*panel, "width_px", "/panel", 320, 16384, settings.panel.width_px);
    reader.number(*panel, "height_px", "/panel", 320, 16384, settings.panel.height_px);
    if (const Json* density = reader.member(*panel, "px_per_mm")) {
      settings.panel.px_per_mm = density->is_number() ? density->as_decimal().to_double() : 0;
      if (settings.panel.px_per_mm < 1 || settings.panel.px_per_mm > 40) {
        reader.fail("AR-C013", "Pixels per millimetre must be a number from 1 to 40.",
                    "/panel/px_per_mm", "A 24 inch panel has 3.61.");
      }
    }
  }
  if (const Json* idle = reader.member(json, "idle")) {
    reader.only(
        *idle, "/idle",
        {"idle_s", "countdown_s", "private_idle_s", "private_countdown_s", "alert_repeat_s"});
    reader.number(*idle, "idle_s", "/idle", 30, 300, settings.idle.idle);
    reader.number(*idle, "countdown_s", "/idle", 20, 120, settings.idle.countdown);
    reader.number(*idle, "private_idle_s", "/idle", 30, 300, settings.idle.private_idle);
    reader.number(*idle, "private_countdown_s", "/idle", 20, 120, settings.idle.private_countdown);
    reader.number(*idle, "alert_repeat_s", "/idle", 30, 300, settings.idle.alert_repeat);
  }
  std::string orientation;
  reader.text(json, "orientation", "", orientation);
  if (orientation == "portrait") settings.orientation = Orientation::portrait;
  if (orientation == "landscape") settings.orientation = Orientation::landscape;
  if (!orientation.empty() && settings.orientation == Orientation::unset) {
    reader.fail("AR-C013", "This orientation is not known.", "/orientation",
                "Use \"portrait\" or \"landscape\".");
  }
  reader.number(json, "text_scale", "", 100, 150, settings.text_scale);
  if (settings.text_scale != 100 && settings.text_scale != 125 && settings.text_scale != 150) {
    reader.fail("AR-C013", "The text scale has three steps.", "/text_scale",
                "Use 100, 125 or 150.");
  }
}

}  // namespace

Result<Settings> parse_settings(std::string_view text) {
  constexpr std::size_t kMostBytes = 1 << 20;
  const auto json =
      fhir::parse_json(text, {.max_bytes = kMostBytes, .max_depth = 16, .comments = true});
  if (!json) {
    Error error = json.error();
    error.code = "AR-C010";
    return error;
  }
  Reader reader;
  Settings settings;
  reader.only(*json, "",
              {"$schema", "kiosk_id", "clinic", "clinic_language", "languages", "plugin_dirs",
               "plugin_keys", "destinations", "panel", "idle", "orientation", "text_scale",
               "clinic_public_key"});
  if (!reader.failed()) {
    read_clinic(reader, *json, settings);
    read_destinations(reader, *json, settings);
    read_screen(reader, *json, settings);
  }
  if (reader.failed()) return fhir::with_place(reader.error(), text);
  return settings;
}

Result<Settings> read_settings(const std::string& path) {
  const auto text = read_file(path, std::size_t{1} << 20);
  if (!text)
    return Error{"AR-C014", "The settings file cannot be read.", path,
                 "Check the path and its permissions."};
  auto settings = parse_settings(*text);
  if (settings) return settings;
  Error error = settings.error();
  error.message += " (" + path + ")";
  return error;
}

}  // namespace anteroom::intake
