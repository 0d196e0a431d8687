// reasons_driver BIN PLUGINS CASES-DIRECTORY WORK SCREENS LANGUAGE WIDTH HEIGHT TEXT-PERCENT: one
// made-up patient with upper back pain and neck pain, the whole way at the real kiosk, with a
// picture of every screen.
#include <fmt/format.h>

#include <cstdio>

#include "tests/e2e/kiosk_driver.h"
#include "tests/e2e/patient.h"

namespace {

using namespace anteroom::e2e;

constexpr std::size_t kArguments = 10;

int run(const std::vector<std::string>& arguments) {
  DriverOptions options;
  options.binary_directory = arguments[1];
  options.plugins = arguments[2];
  options.work_directory = arguments[4];
  options.extra = {"--language", arguments[6], "--text-scale", arguments[9]};
  options.width = std::stoi(arguments[7]);
  options.height = std::stoi(arguments[8]);
  const std::string cases = arguments[3], screens = arguments[5];
  Patient patient(cases + "/upper_back_pain/cases/upper-back-pain.json", "C02");
  patient.also(cases + "/neck_pain/cases/people.json", "P12");
  KioskDriver kiosk(options);
  kiosk.start();
  int count = 0;
  const auto picture = [&](const Screen& screen) {
    ++count;
    std::string name;
    for (const char c : screen.key)
      name += (std::isalnum(static_cast<unsigned char>(c)) != 0) ? c : '-';
    kiosk.screenshot(fmt::format("{}/{:03}-{}.png", screens, count, name));
    std::printf("  %03d %s\n", count, screen.key.c_str());
  };
  patient.answer_visit(kiosk, screens, picture);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return run_driver({argv, argv + argc}, {kArguments},
                    "usage: reasons_driver BIN PLUGINS SOURCE-PLUGINS WORK SCREENS LANGUAGE WIDTH "
                    "HEIGHT TEXT-PERCENT",
                    run);
}
