#include "tests/e2e/kiosk_driver.h"

#include <cairo.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <thread>

#include "core/fhir/json.h"

// Xlib last: it defines None, Status, Bool and the like as macros.
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>

extern char** environ;

namespace anteroom::e2e {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

constexpr milliseconds kPoll{10};
constexpr milliseconds kQuiet{150};
constexpr milliseconds kSettle{
    450};  // the kiosk ignores a second tap on one target within 400 ms, as for a tremor

Display* as_display(void* display) {
  return static_cast<Display*>(display);
}

/// Starts a program with its output in a file and these environment changes.
pid_t spawn(const std::vector<std::string>& command, const std::vector<std::string>& environment,
            const std::string& log) {
  std::vector<char*> argv, envp;
  for (const auto& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  for (char** entry = environ; *entry != nullptr; ++entry) envp.push_back(*entry);
  for (const auto& entry : environment) envp.insert(envp.begin(), const_cast<char*>(entry.c_str()));
  envp.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  posix_spawn_file_actions_adddup2(&actions, 1, 2);
  pid_t pid = -1;
  const int failed = posix_spawnp(&pid, argv[0], &actions, nullptr, argv.data(), envp.data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error("cannot start " + command[0]);
  return pid;
}

void stop(pid_t& pid, int signal) {
  if (pid <= 0) return;
  kill(pid, signal);
  int status = 0;
  waitpid(pid, &status, 0);
  pid = -1;
}

void run_to_end(const std::vector<std::string>& command, const std::string& log) {
  const pid_t pid = spawn(command, {}, log);
  int status = 0;
  waitpid(pid, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    throw std::runtime_error(command[0] + " " + command.at(2) + " failed: see " + log);
}

Screen read_screen(const std::string& path) {
  Screen screen;
  auto json = fhir::read_json_file(path);
  if (!json) return screen;  // not written yet
  const auto number = [](const fhir::Json* value) {
    return value != nullptr && value->is_integer() ? value->as_integer() : 0;
  };
  screen.serial = number(json->find("serial"));
  screen.key = json->string_or_empty("key");
  screen.kind = json->string_or_empty("kind");
  for (const auto& control : json->array_or_empty("controls")) {
    screen.controls.push_back({std::string(control.string_or_empty("id")),
                               std::string(control.string_or_empty("role")),
                               int(number(control.find("x"))), int(number(control.find("y"))),
                               int(number(control.find("w"))), int(number(control.find("h")))});
  }
  return screen;
}

}  // namespace

const Control* Screen::find(std::string_view id) const {
  for (const auto& control : controls)
    if (control.id == id) return &control;
  return nullptr;
}

KioskDriver::KioskDriver(DriverOptions options) : options_(std::move(options)) {
  fs::create_directories(options_.work_directory);
}

KioskDriver::~KioskDriver() {
  stop(kiosk_, SIGKILL);
  if (display_ != nullptr) XCloseDisplay(as_display(display_));
  stop(xvfb_, SIGTERM);
}

void KioskDriver::start_display() {
  // Xvfb picks a free display itself and writes its number to the descriptor: no race between
  // parallel tests.
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  const std::string size =
      std::to_string(options_.width) + "x" + std::to_string(options_.height) + "x24";
  xvfb_ = spawn({"Xvfb", "-displayfd", std::to_string(ends[1]), "-screen", "0", size, "-nolisten",
                 "tcp", "-dpi", "96"},
                {}, options_.work_directory + "/xvfb.log");
  close(ends[1]);
  std::string text;
  for (char c; read(ends[0], &c, 1) == 1 && c != '\n';) text += c;
  close(ends[0]);
  if (text.empty())
    throw std::runtime_error("Xvfb did not start: see " + options_.work_directory + "/xvfb.log");
  display_number_ = std::stoi(text);
  display_ = XOpenDisplay((":" + text).c_str());
  if (display_ == nullptr) throw std::runtime_error("cannot connect to Xvfb");
}

/// As a clinic has them: signed, and installed by the command. Without keys a kiosk is in developer
/// mode and says so on every screen.
void KioskDriver::install_signed() {
  const fs::path work = options_.work_directory, secret = work / "signer", keys = work / "keys";
  const std::string command = options_.binary_directory + "/anteroom", log = work / "install.log";
  for (const fs::path& directory : {secret, keys}) fs::create_directories(directory);
  fs::permissions(keys, fs::perms(0755));
  std::vector<std::string> keygen = {command, "plugin", "keygen", "--holder", "Driver",
                                     "--out", secret,   "--days", "3650"};
  // The kiosk's clock may stand elsewhere than this machine's.
  if (!options_.clock.empty()) keygen.insert(keygen.end(), {"--from", options_.clock});
  run_to_end(keygen, log);
  std::string key;
  for (const auto& entry : fs::directory_iterator(secret)) {
    if (entry.path().string().ends_with(".secret.json"))
      key = entry.path();
    else
      fs::copy_file(entry.path(), keys / "driver.json");
  }
  const fs::path from = options_.plugins.empty()
                            ? fs::path(options_.binary_directory) / "../plugins"
                            : fs::path(options_.plugins);
  for (const auto& entry : fs::directory_iterator(from)) {
    if (!fs::exists(entry.path() / "plugin.json")) continue;
    const fs::path copy = work / "to-sign" / entry.path().filename();
    fs::create_directories(copy.parent_path());
    fs::copy(entry.path(), copy, fs::copy_options::recursive);
    run_to_end({command, "plugin", "sign", copy, "--key", key}, log);
    // No --keys: the validity is judged by the kiosk, on its own clock.
    run_to_end({command, "plugin", "install", copy, "--into", work / "plugins"}, log);
  }
  options_.plugins = work / "plugins";
  options_.plugin_keys = keys;
}

void KioskDriver::start(const std::vector<std::string>& more) {
  if (xvfb_ < 0) start_display();
  if (options_.plugin_keys.empty()) install_signed();
  const std::string describe = options_.work_directory + "/describe.json";
  fs::remove(describe);
  std::vector<std::string> command = {options_.binary_directory + "/anteroom-kiosk", "--state",
                                      options_.work_directory + "/state", "--describe", describe};
  command.insert(command.end(),
                 {"--plugins", options_.plugins, "--plugin-keys", options_.plugin_keys});
  if (!options_.clock.empty()) command.insert(command.end(), {"--clock", options_.clock});
  command.insert(command.end(), options_.extra.begin(), options_.extra.end());
  command.insert(command.end(), more.begin(), more.end());
  kiosk_ = spawn(
      command,
      {"DISPLAY=:" + std::to_string(display_number_), "NO_AT_BRIDGE=1", "GDK_BACKEND=x11",
       "DBUS_SESSION_BUS_ADDRESS=disabled:", "GTK_THEME=Adwaita", "GDK_SCALE=1", "LC_ALL=C.UTF-8"},
      options_.work_directory + "/kiosk.log");
  wait_after(0, std::chrono::seconds(120));  // the first start verifies every plugin in full
}

void KioskDriver::kill_kiosk(int signal) {
  stop(kiosk_, signal);
}

bool KioskDriver::running() const {
  return kiosk_ > 0 && kill(kiosk_, 0) == 0 && waitpid(kiosk_, nullptr, WNOHANG) == 0;
}

Screen KioskDriver::screen() const {
  return read_screen(options_.work_directory + "/describe.json");
}

Screen KioskDriver::wait_after(long serial, milliseconds limit) {
  const auto end = Steady::now() + limit;
  while (Steady::now() < end) {
    Screen now = screen();
    if (now.serial > serial) return now;
    if (!running())
      throw std::runtime_error("the kiosk ended: see " + options_.work_directory + "/kiosk.log");
    std::this_thread::sleep_for(kPoll);
  }
  throw std::runtime_error("the screen '" + screen().key + "' was not drawn again in time");
}

Screen KioskDriver::settled() {
  Screen last = screen();
  for (auto since = Steady::now(); Steady::now() - since < kQuiet;) {
    std::this_thread::sleep_for(kPoll);
    Screen now = screen();
    if (now.serial != last.serial) since = Steady::now();
    last = std::move(now);
  }
  return last;
}

void KioskDriver::press(std::string_view id) {
  const Screen before = screen();
  const Control* control = before.find(id);
  if (control == nullptr)
    throw std::runtime_error("no control '" + std::string(id) + "' on the screen '" + before.key +
                             "'");
  std::this_thread::sleep_for(kSettle);
  Display* display = as_display(display_);
  XTestFakeMotionEvent(display, -1, control->x + control->w / 2, control->y + control->h / 2,
                       CurrentTime);
  XTestFakeButtonEvent(display, 1, 1, CurrentTime);
  XFlush(display);
  std::this_thread::sleep_for(milliseconds(40));
  XTestFakeButtonEvent(display, 1, 0, CurrentTime);
  XSync(display, 0);
}

Screen KioskDriver::tap(std::string_view id) {
  const long serial = screen().serial;
  press(id);
  wait_after(serial);
  return settled();
}

bool KioskDriver::tap_if_shown(std::string_view id) {
  if (screen().find(id) == nullptr) return false;
  tap(id);
  return true;
}

void KioskDriver::key(std::string_view keysym) {
  Display* display = as_display(display_);
  const KeySym symbol = XStringToKeysym(std::string(keysym).c_str());
  const KeyCode code = XKeysymToKeycode(display, symbol);
  if (code == 0) throw std::runtime_error("no key '" + std::string(keysym) + "'");
  const bool shifted = symbol >= 'A' && symbol <= 'Z';
  const KeyCode shift = XKeysymToKeycode(display, XStringToKeysym("Shift_L"));
  if (shifted) XTestFakeKeyEvent(display, shift, 1, CurrentTime);
  XTestFakeKeyEvent(display, code, 1, CurrentTime);
  XTestFakeKeyEvent(display, code, 0, CurrentTime);
  if (shifted) XTestFakeKeyEvent(display, shift, 0, CurrentTime);
  XSync(display, 0);
}

Screen KioskDriver::key_and_wait(std::string_view keysym) {
  const long serial = screen().serial;
  key(keysym);
  return wait_after(serial);
}

void KioskDriver::type(std::string_view text) {
  for (const char c : text) {
    if (c == ' ') {
      key("space");
    } else if (c == '.') {
      key("period");
    } else if (c == ',') {
      key("comma");
    } else if (c == '-') {
      key("minus");
    } else {
      key(std::string(1, c));
    }
    std::this_thread::sleep_for(milliseconds(15));
  }
  settled();
}

void KioskDriver::screenshot(const std::string& path) {
  std::this_thread::sleep_for(
      milliseconds(250));  // let the server finish painting what was described
  Display* display = as_display(display_);
  XImage* image = XGetImage(display, DefaultRootWindow(display), 0, 0, unsigned(options_.width),
                            unsigned(options_.height), AllPlanes, ZPixmap);
  if (image == nullptr) throw std::runtime_error("no screenshot");
  cairo_surface_t* surface = cairo_image_surface_create_for_data(
      reinterpret_cast<unsigned char*>(image->data), CAIRO_FORMAT_RGB24, image->width,
      image->height, image->bytes_per_line);
  const auto status = cairo_surface_write_to_png(surface, path.c_str());
  cairo_surface_destroy(surface);
  XDestroyImage(image);
  if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error("cannot write " + path);
}

int run_driver(const std::vector<std::string>& arguments, std::initializer_list<std::size_t> counts,
               const char* usage, int (*run)(const std::vector<std::string>&)) {
  if (std::find(counts.begin(), counts.end(), arguments.size()) == counts.end()) {
    std::fprintf(stderr, "%s\n", usage);
    return 2;
  }
  try {
    return run(arguments);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "error: %s\n", error.what());
    return 1;
  }
}

}  // namespace anteroom::e2e
