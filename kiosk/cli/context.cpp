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

}  // namespace anteroom::cli
