// Drives the real kiosk as a patient would: its own Xvfb, pointer and keys by XTEST, screenshots
// from the server. The kiosk tells where its controls are through --describe FILE (ids and
// rectangles, never answers).
//
//   KioskDriver kiosk({.binary_directory = bin, .work_directory = dir});
//   kiosk.start();
//   kiosk.tap("option:yes"); kiosk.tap("continue"); kiosk.screenshot("01-welcome.png");
//
// Waiting is for a condition with a generous limit, never a fixed sleep. Fails by throwing
// std::runtime_error.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace anteroom::e2e {

struct DriverOptions {
  std::string binary_directory;
  std::string work_directory;    ///< state, describe file, logs
  std::string plugins;           ///< plugin directory; "" = beside the binaries
  std::string plugin_keys;       ///< whose signatures count; "" = the driver signs and trusts
  std::string export_directory;  ///< folder destination, "" none
  int width = 1080, height = 1920;
  std::string clock;               ///< fixed start of the clock, "" = real
  std::vector<std::string> extra;  ///< further kiosk options
};

struct Control {
  std::string id, role;
  int x = 0, y = 0, w = 0, h = 0;
};

/// What the kiosk last drew.
struct Screen {
  long serial = 0;
  std::string key, kind;
  std::vector<Control> controls;
  [[nodiscard]] const Control* find(std::string_view id) const;
};

class KioskDriver {
 public:
  explicit KioskDriver(DriverOptions options);
  ~KioskDriver();
  KioskDriver(const KioskDriver&) = delete;
  KioskDriver& operator=(const KioskDriver&) = delete;

  void start(const std::vector<std::string>& more =
                 {});           ///< Xvfb once, then the kiosk; waits for its first page
  void kill_kiosk(int signal);  ///< waits until it is gone
  [[nodiscard]] bool running() const;
  [[nodiscard]] pid_t pid() const { return kiosk_; }
  [[nodiscard]] Screen screen() const;  ///< newest description
  /// Waits until the screen was drawn again after `serial`.
  Screen wait_after(long serial, std::chrono::milliseconds limit = std::chrono::seconds(20));
  /// Presses and releases on the middle of a control, without waiting (focus into a field redraws
  /// no page).
  void press(std::string_view id);
  /// Taps the middle of a control and waits for the redraw; throws when it is not on the screen.
  Screen tap(std::string_view id);
  /// Taps when the control is there; nothing otherwise.
  bool tap_if_shown(std::string_view id);
  void key(std::string_view keysym);  ///< "Tab", "Return", "a": press and release by XTEST
  Screen key_and_wait(std::string_view keysym);
  void type(std::string_view text);          ///< ASCII by key presses
  void screenshot(const std::string& path);  ///< PNG of the whole screen

 private:
  void start_display();
  void install_signed();
  /// Waits until nothing was drawn for a while: a late redraw of what was typed is no answer to the
  /// next tap.
  Screen settled();
  DriverOptions options_;
  pid_t xvfb_ = -1, kiosk_ = -1;
  int display_number_ = -1;
  void* display_ = nullptr;  ///< Display*, kept opaque: Xlib's macros stay out of the tests
};

/// The frame of a driver's main: `run` with the arguments (program name first) when there are as
/// many as one of `counts` says, else `usage` and 2; a failure is told on stderr and is 1.
int run_driver(const std::vector<std::string>& arguments, std::initializer_list<std::size_t> counts,
               const char* usage, int (*run)(const std::vector<std::string>&));

}  // namespace anteroom::e2e
