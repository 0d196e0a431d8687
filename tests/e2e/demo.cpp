// demo_driver BIN PLUGINS CASES ID WORK SCREENS [LANGUAGE WIDTH HEIGHT TEXT-PERCENT]: one made-up
// patient, the whole way, with a picture of every screen.
#include <fmt/format.h>

#include <cstdio>
#include <map>
#include <set>

#include "tests/e2e/kiosk_driver.h"
#include "tests/e2e/patient.h"

namespace {

using namespace anteroom::e2e;

constexpr std::size_t kPlain = 7, kWithShape = 11;

/// The pictures that have a mockup get its name; the others are numbered in the order they came.
std::string picture_name(const Screen& screen, int count) {
  static const std::map<std::string, std::string> by_key = {
      {"item:upper-back-pain/where-regions", "05-body-map"},
      {"item:upper-back-pain/nrs-now", "06-pain-scale"},
      {"item:upper-back-pain/quality", "07-multi-selected"},
      {"item:upper-back-pain/hx-cancer", "08-red-flag"},
      {"item:upper-back-pain/story-own-words", "09-free-text"}};
  static const std::map<std::string, std::string> by_kind = {
      {"welcome", "01-welcome"}, {"check_in", "02-check-in"}, {"privacy", "03-privacy"},
      {"reason", "04-reason"},   {"review", "12-review"},     {"urgent", "13-urgent"},
      {"done", "14-done"}};
  if (const auto found = by_key.find(screen.key); found != by_key.end()) return found->second;
  if (const auto found = by_kind.find(screen.kind); found != by_kind.end()) return found->second;
  std::string name;
  for (const char c : screen.key)
    name += (std::isalnum(static_cast<unsigned char>(c)) != 0) ? c : '-';
  return fmt::format("p{:02}-{}", count, name);
}

int run(const std::vector<std::string>& arguments) {
  DriverOptions options;
  options.binary_directory = arguments[1];
  options.plugins = arguments[2];
  options.work_directory = arguments[5];
  options.extra = {"--language", "en"};
  if (arguments.size() == kWithShape) {
    options.extra = {"--language", arguments[7], "--text-scale", arguments[10]};
    options.width = std::stoi(arguments[8]);
    options.height = std::stoi(arguments[9]);
  }
  const std::string screens = arguments[6];
  Patient patient(arguments[3], arguments[4]);
  KioskDriver kiosk(options);
  kiosk.start();
  int count = 0;
  std::set<std::string> taken;
  const auto picture = [&](const Screen& screen) {
    ++count;
    const std::string name = picture_name(screen, count);
    if (!taken.insert(name).second) return;  // the first urgent page stands for all
    kiosk.screenshot(screens + "/" + name + ".png");
    std::printf("  %-24s %s\n", screen.kind.c_str(), name.c_str());
  };
  patient.answer_visit(kiosk, screens, picture);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  return run_driver({argv, argv + argc}, {kPlain, kWithShape},
                    "usage: demo_driver BIN PLUGINS CASES CASE-ID WORK SCREENS "
                    "[LANGUAGE WIDTH HEIGHT TEXT-PERCENT]",
                    run);
}
