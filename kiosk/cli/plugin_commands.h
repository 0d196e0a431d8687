// The parts of `anteroom plugin` that have a file of their own; each adds its subcommands.
#pragma once

#include <string>
#include <vector>

#include "core/plugin/bundle.h"
#include "kiosk/cli/commands.h"

namespace anteroom::cli {

void add_plugin_sign_commands(CLI::App& plugin, Context& context);  ///< hash ... install
void add_plugin_run_command(CLI::App& plugin, Context& context);    ///< run
#ifdef ANTEROOM_DEVELOPER_MODE
/// run --kiosk: returns when the author closes the window.
void run_in_kiosk(Context& context, const std::string& bundle, const std::string& language);
#endif
/// test --mutate: exit 1 when a mutant of an emergency or urgent rule survives `files`.
void mutate(Context& context, const plugin::Bundle& bundle, const std::vector<std::string>& files);

}  // namespace anteroom::cli
