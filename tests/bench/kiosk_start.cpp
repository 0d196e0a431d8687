// usage: kiosk_start BIN_DIRECTORY BUNDLE ROUNDS: how long the real kiosk under Xvfb takes to its
// first page, with one plugin installed and with fifty, after their first verification. Prints the
// medians in milliseconds and the ratio.
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/bench/many_plugins.h"
#include "tests/e2e/kiosk_driver.h"

namespace {

using namespace anteroom;

double start_once(e2e::KioskDriver& kiosk) {
  const auto before = std::chrono::steady_clock::now();
  kiosk.start();
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - before;
  kiosk.kill_kiosk(SIGTERM);
  return took.count();
}

double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

int run(const std::vector<std::string>& arguments) {
  const int rounds = std::stoi(arguments[3]);
  const bench::ManyPlugins one(arguments[2], 1), fifty(arguments[2], 50);
  const auto options = [&](const bench::ManyPlugins& many) {
    return e2e::DriverOptions{.binary_directory = arguments[1],
                              .work_directory = many.root() + "/kiosk",
                              .plugins = many.plugins()};
  };
  e2e::KioskDriver with_one(options(one)), with_fifty(options(fifty));
  start_once(with_one);  // Xvfb, the installation, and the first verification
  start_once(with_fifty);
  std::filesystem::remove(fifty.root() + "/kiosk/state/plugins/.verified.json");
  const double first = start_once(with_fifty);
  std::vector<double> ones, fifties;
  for (int i = 0; i < rounds; ++i) {  // in turns: a busy minute hits both
    ones.push_back(start_once(with_one));
    fifties.push_back(start_once(with_fifty));
  }
  std::printf("{\"one_ms\": %.1f, \"fifty_ms\": %.1f, \"ratio\": %.2f, \"fifty_first_ms\": %.1f}\n",
              median(ones), median(fifties), median(fifties) / median(ones), first);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return e2e::run_driver({argv, argv + argc}, {4}, "usage: kiosk_start BIN_DIRECTORY BUNDLE ROUNDS",
                         &run);
}
