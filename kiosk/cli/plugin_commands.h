// The parts of `anteroom plugin` that have a file of their own; each adds its subcommands.
#pragma once

#include <string>
#include <vector>

#include "core/plugin/bundle.h"
#include "kiosk/cli/commands.h"

namespace anteroom::cli {

void add_plugin_sign_commands(CLI::App& plugin, Context& context);  ///< hash, keygen, sign, verify
void add_plugin_run_command(CLI::App& plugin, Context& context);    ///< run
/// test --mutate: exit 1 when a mutant of an emergency or urgent rule survives `files`.
void mutate(Context& context, const plugin::Bundle& bundle, const std::vector<std::string>& files);

}  // namespace anteroom::cli
