// The command groups of `anteroom`. Each add_* registers its subcommands; a callback writes
// Context::exit_code. Exit codes: 0 ok, 1 the thing checked is bad (or warnings with --strict), 2
// the command or its file is bad.
#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/fhir/json.h"

namespace anteroom::cli {

enum class Output { text, json };

/// What every command shares. One thread.
struct Context {
  int exit_code = 0;
  std::string settings_path;     ///< --settings
  std::string state_directory;   ///< --state
  Output output = Output::text;  ///< --json
  std::string executable_directory;

  /// Prints one error to stderr (or as {"error": {...}} on stdout with --json) and sets the exit
  /// code.
  void fail(int code, const Error& error);
  /// Prints a JSON document on stdout, pretty.
  void print(const fhir::Json& json) const;
};

/// {"code","message","pointer","mend","line","column"}
[[nodiscard]] fhir::Json to_json(const Error& error);
/// Adds --json to a subcommand.
void add_json_flag(CLI::App& command, Context& context);
/// Adds --context NAME=FILE, any number: resources of launchContext.
void add_launch_option(CLI::App& command, std::vector<std::string>& given);
/// The resources of those files by name.
[[nodiscard]] Result<std::map<std::string, fhir::Json>> read_launch_resources(
    const std::vector<std::string>& given);

void add_form_commands(CLI::App& app, Context& context);  ///< form fill | check | validate
/// form extract, form populate | assemble and form bench, below the `form` subcommand
void add_form_extract_commands(CLI::App& form, Context& context);
void add_form_populate_commands(CLI::App& form, Context& context);
void add_form_bench_command(CLI::App& form, Context& context);
void add_fhirpath_commands(CLI::App& app, Context& context);  ///< fhirpath
void add_plugin_commands(CLI::App& app,
                         Context& context);  ///< plugin new | check | test | run | sign | explain
void add_intake_commands(CLI::App& app, Context& context);   ///< intake play
void add_store_commands(CLI::App& app, Context& context);    ///< store verify | stats
void add_courier_commands(CLI::App& app, Context& context);  ///< courier --once
void add_explain_command(CLI::App& app, Context& context);   ///< explain CODE

}  // namespace anteroom::cli
