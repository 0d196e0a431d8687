// anteroom: the command line for form authors, plugin authors and administrators.
#include <filesystem>
#include <iostream>

#include "kiosk/cli/commands.h"

int main(int argc, char** argv) {
  using namespace anteroom::cli;
  CLI::App app{"Anteroom command line: forms, plugins, intakes, the store."};
  app.set_version_flag("--version", ANTEROOM_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  Context context;
  context.executable_directory = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  app.add_option("--settings", context.settings_path,
                 "Settings file (default /etc/anteroom/settings.json)");
  app.add_option("--state", context.state_directory, "State directory (default /var/lib/anteroom)");
  // A group is part of this program when its room is linked in (see CMakeLists.txt).
#ifdef ANTEROOM_CLI_FORM
  add_form_commands(app, context);
#endif
#ifdef ANTEROOM_CLI_FHIRPATH
  add_fhirpath_commands(app, context);
#endif
#ifdef ANTEROOM_CLI_PLUGIN
  add_plugin_commands(app, context);
#endif
#ifdef ANTEROOM_CLI_INTAKE
  add_intake_commands(app, context);
#endif
#ifdef ANTEROOM_CLI_STORE
  add_store_commands(app, context);
#endif
#ifdef ANTEROOM_CLI_COURIER
  add_courier_commands(app, context);
#endif
#ifdef ANTEROOM_CLI_EXPLAIN
  add_explain_command(app, context);
#endif
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return context.exit_code;
}
