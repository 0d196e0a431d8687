#include <iostream>

#include "kiosk/cli/commands.h"

namespace anteroom::cli {

fhir::Json to_json(const Error& error) {
  fhir::Json json = fhir::Json::object();
  json.set("code", error.code)
      .set("message", error.message)
      .set("pointer", error.pointer)
      .set("mend", error.mend);
  json.set("line", error.line).set("column", error.column);
  return json;
}

void Context::fail(int code, const Error& error) {
  exit_code = code;
  if (output == Output::json) {
    print(fhir::Json::object().set("error", to_json(error)));
  } else {
    std::cerr << error.to_string() << '\n';
  }
}

void Context::print(const fhir::Json& json) const {
  std::cout << fhir::write_json(json, fhir::JsonLayout::pretty) << '\n';
}

void add_json_flag(CLI::App& command, Context& context) {
  command.add_flag_callback(
      "--json", [&context] { context.output = Output::json; }, "Print JSON");
}

void add_launch_option(CLI::App& command, std::vector<std::string>& given) {
  command
      .add_option("--context", given,
                  "NAME=FILE: a resource of launchContext (patient, encounter, user...)")
      ->check([](const std::string& text) {
        const std::size_t equals = text.find('=');
        return equals == 0 || equals == std::string::npos ? "write NAME=FILE" : "";
      });
}

Result<std::map<std::string, fhir::Json>> read_launch_resources(
    const std::vector<std::string>& given) {
  std::map<std::string, fhir::Json> resources;
  for (const std::string& each : given) {
    const std::size_t equals = each.find('=');
    auto resource = fhir::read_json_file(each.substr(equals + 1));
    if (!resource) return resource.error();
    resources[each.substr(0, equals)] = std::move(resource).value();
  }
  return resources;
}

}  // namespace anteroom::cli
