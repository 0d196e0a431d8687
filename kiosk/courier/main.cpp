// anteroom-courier: waits for finished intakes and delivers them to the clinic's destinations until
// each acknowledged. It prints counts and codes, never content. `--once` makes one pass and ends.
#include <signal.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <thread>

#include "core/exchange/exchange.h"

namespace {

using namespace anteroom;

volatile sig_atomic_t stop_requested = 0;

struct Options {
  std::string state = "/var/lib/anteroom";
  std::string settings_path = intake::kDefaultSettingsPath;
  std::string folder;
  enum class Run { loop, once } run = Run::loop;
};

Result<intake::Settings> settings_of(const Options& options) {
  if (options.folder.empty()) return intake::read_settings(options.settings_path);
  intake::Settings settings;
  const std::string path = std::filesystem::absolute(options.folder).lexically_normal();
  settings.destinations.push_back({"folder", intake::DestinationSettings::Type::folder, path});
  return settings;
}

int fail(const Error& error) {
  std::cerr << "anteroom-courier: " << error.to_string() << '\n';
  return 2;
}

void report_pass(const exchange::CourierReport& report) {
  if (report.delivered + report.failed + report.dead == 0) return;
  std::cerr << "anteroom-courier: delivered " << report.delivered << ", failed " << report.failed
            << ", dead " << report.dead << '\n';
}

// A new row shows within 100 ms by data_version; rows that wait for their next attempt need a look
// each second.
void wait_for_work(store::Store& store, std::int64_t seen) {
  constexpr std::chrono::milliseconds kPoll{100};
  constexpr int kPollsBetweenLooks = 10;
  for (int i = 0; i < kPollsBetweenLooks && stop_requested == 0 && store.data_version() == seen;
       ++i) {
    std::this_thread::sleep_for(kPoll);
  }
}

int run(const Options& options) {
  const auto settings = settings_of(options);
  if (!settings) return fail(settings.error());
  const auto owned = exchange::make_destinations(*settings);
  std::vector<exchange::Destination*> destinations;
  for (const auto& destination : owned) destinations.push_back(destination.get());
  const SystemClock clock;
  auto store = store::Store::open({.directory = options.state,
                                   .key_file = options.state + "/keys/device.key",
                                   .create_key = false,
                                   .clinic_public_key = settings->clinic_public_key},
                                  clock);
  if (!store) return fail(store.error());
  while (stop_requested == 0) {
    const std::int64_t seen = (*store)->data_version();
    const auto report = exchange::deliver_due(**store, clock, destinations);
    if (!report) return fail(report.error());
    report_pass(*report);
    if (options.run == Options::Run::once) return report->failed + report->dead > 0 ? 1 : 0;
    wait_for_work(**store, seen);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Delivers finished intakes to the clinic's destinations."};
  app.set_version_flag("--version", ANTEROOM_VERSION);
  Options options;
  app.add_option("--state", options.state, "State directory")->capture_default_str();
  app.add_option("--settings", options.settings_path, "Settings file")->capture_default_str();
  app.add_option("--folder", options.folder,
                 "One folder destination named \"folder\", instead of a settings file");
  app.add_flag_callback(
      "--once", [&] { options.run = Options::Run::once; }, "One pass, then end");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  struct sigaction action {};
  action.sa_handler = [](int) { stop_requested = 1; };
  sigaction(SIGTERM, &action, nullptr);
  sigaction(SIGINT, &action, nullptr);
  return run(options);
}
