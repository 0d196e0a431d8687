// usage: ten_minutes_kiosk BIN PLUGINS KEYS WORK PLUGIN PICTURES: the real kiosk under Xvfb as a
// clinic runs it, signed plugins only; taps its way to the plugin's card (reason.png) and to its
// first question (question.png).
#include <signal.h>

#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/e2e/kiosk_driver.h"

namespace {

using namespace anteroom;

int run(const std::vector<std::string>& arguments) {
  const std::string card = "option:" + arguments[5], pictures = arguments[6];
  e2e::KioskDriver kiosk({.binary_directory = arguments[1],
                          .work_directory = arguments[4],
                          .plugins = arguments[2],
                          .plugin_keys = arguments[3],
                          .extra = {"--language", "en"}});
  kiosk.start();
  kiosk.tap("continue");
  kiosk.tap("unknown:not-sure");
  kiosk.tap("continue");
  kiosk.tap("option:yes");
  e2e::Screen screen = kiosk.tap("continue");
  if (screen.kind != "reason" || screen.find(card) == nullptr)
    throw std::runtime_error("the page '" + screen.key + "' does not offer " + card);
  kiosk.screenshot(pictures + "/reason.png");
  std::printf("%s is offered as a reason for the visit\n", arguments[5].c_str());
  kiosk.tap(card);
  screen = kiosk.tap("continue");
  for (int i = 0; i < 3 && screen.key.find(arguments[5]) == std::string::npos; ++i)
    screen = kiosk.tap("continue");
  if (screen.key.find(arguments[5]) == std::string::npos)
    throw std::runtime_error("the page '" + screen.key + "' is not the plugin's");
  kiosk.screenshot(pictures + "/question.png");
  std::printf("its first page is %s\n", screen.key.c_str());
  kiosk.kill_kiosk(SIGTERM);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return e2e::run_driver({argv, argv + argc}, {7},
                         "usage: ten_minutes_kiosk BIN PLUGINS KEYS WORK PLUGIN PICTURES", &run);
}
