// anteroom courier --once: one pass of the courier by hand, for scripts, tests and administrators.
#include <filesystem>
#include <iostream>
#include <memory>

#include "core/exchange/exchange.h"
#include "kiosk/cli/commands.h"

namespace anteroom::cli {
namespace {

constexpr const char* kDefaultState = "/var/lib/anteroom";

Result<intake::Settings> settings_of(const Context& context, const std::string& folder) {
  if (folder.empty()) {
    return intake::read_settings(context.settings_path.empty() ? intake::kDefaultSettingsPath
                                                               : context.settings_path);
  }
  intake::Settings settings;
  const std::string path = std::filesystem::absolute(folder).lexically_normal();
  settings.destinations.push_back({"folder", intake::DestinationSettings::Type::folder, path});
  return settings;
}

Result<exchange::CourierReport> one_pass(const Context& context, const std::string& folder) {
  const auto settings = settings_of(context, folder);
  if (!settings) return settings.error();
  const auto owned = exchange::make_destinations(*settings);
  std::vector<exchange::Destination*> destinations;
  for (const auto& destination : owned) destinations.push_back(destination.get());
  const std::string state =
      context.state_directory.empty() ? kDefaultState : context.state_directory;
  std::error_code failed;
  if (!std::filesystem::is_regular_file(state + "/anteroom.db", failed)) {
    return Error{"AR-C020", "There is no store in this state directory.", state,
                 "Name the directory with --state DIR."};
  }
  const SystemClock clock;
  auto store = store::Store::open({.directory = state,
                                   .key_file = state + "/keys/device.key",
                                   .create_key = false,
                                   .clinic_public_key = settings->clinic_public_key},
                                  clock);
  if (!store) return store.error();
  return exchange::deliver_due(**store, clock, destinations);
}

void deliver_once(Context& context, const std::string& folder) {
  const auto report = one_pass(context, folder);
  if (!report) return context.fail(2, report.error());
  if (context.output == Output::json) {
    context.print(fhir::Json::object()
                      .set("delivered", report->delivered)
                      .set("failed", report->failed)
                      .set("dead", report->dead));
  } else {
    std::cout << "delivered " << report->delivered << ", failed " << report->failed << ", dead "
              << report->dead << '\n';
  }
  if (report->failed + report->dead > 0) context.exit_code = 1;
}

}  // namespace

void add_courier_commands(CLI::App& app, Context& context) {
  CLI::App* courier = app.add_subcommand("courier", "Deliver finished intakes");
  const auto folder =
      std::make_shared<std::string>();  // shared with the callback that CLI11 copies
  courier
      ->add_flag_callback(
          "--once", [] {},
          "One pass over what is due, then end (a running courier is anteroom-courier)")
      ->required();
  courier->add_option("--folder", *folder,
                      "One folder destination named \"folder\", instead of a settings file");
  add_json_flag(*courier, context);
  courier->callback([&context, folder] { deliver_once(context, *folder); });
}

}  // namespace anteroom::cli
