// The parts of `anteroom plugin` that have a file of their own; each adds its subcommands.
#pragma once

#include "kiosk/cli/commands.h"

namespace anteroom::cli {

void add_plugin_sign_commands(CLI::App& plugin, Context& context);  ///< hash, keygen, sign, verify
void add_plugin_run_command(CLI::App& plugin, Context& context);    ///< run

}  // namespace anteroom::cli
