// anteroom fhirpath EXPRESSION RESOURCE.json [--type]: what an expression gives on a resource, for
// form authors.
#include <iostream>

#include "core/base/clock.h"
#include "core/fhirpath/check.h"
#include "core/fhirpath/fhirpath.h"
#include "kiosk/cli/commands.h"

namespace anteroom::cli {
namespace {

struct Request {
  std::string expression;
  std::string file;
  bool with_type = false;
  bool strict = false;  ///< an element that R4 does not have is an error, not a notice
};

/// Elements that FHIR R4 does not give the resource: they stay empty, a slip of the author most
/// likely. False when the command ends here.
bool check_elements(const Request& request, const fhirpath::Compiled& compiled,
                    const fhir::Json& resource, Context& context) {
  const std::string type(resource.string_or_empty("resourceType"));
  for (const Error& error : fhirpath::unknown_elements(compiled.syntax(), {type, type})) {
    if (request.strict) {
      context.fail(2, error);
      return false;
    }
    std::cerr << "notice: " << error.to_string() << '\n';
  }
  return true;
}

fhir::Json as_array(const fhirpath::Collection& values, bool with_type) {
  fhir::Json array = fhir::Json::array();
  for (const fhirpath::Value& value : values) {
    if (!with_type) {
      array.push(fhirpath::to_json(value));
      continue;
    }
    fhir::Json typed = fhir::Json::object();
    typed.set("type", fhirpath::type_of(value)).set("value", fhirpath::to_json(value));
    array.push(std::move(typed));
  }
  return array;
}

void run(const Request& request, Context& context) {
  const auto compiled = fhirpath::compile(request.expression);
  if (!compiled) return context.fail(2, compiled.error());
  const auto resource = fhir::read_json_file(request.file);
  if (!resource) return context.fail(2, resource.error());
  if (!check_elements(request, *compiled, *resource, context)) return;
  const fhirpath::JsonModel model(*resource);
  fhirpath::EvalContext evaluation;
  evaluation.resource = model.root();
  evaluation.now = SystemClock().now();
  evaluation.trace = [](std::string_view name, const fhirpath::Collection& values) {
    std::cerr << name << ": " << fhir::write_json(as_array(values, false)) << '\n';
  };
  const auto result = compiled->evaluate(evaluation, {fhirpath::Value{model.root()}});
  if (!result) return context.fail(2, result.error());
  context.print(as_array(*result, request.with_type));
}

}  // namespace

void add_fhirpath_commands(CLI::App& app, Context& context) {
  auto request = std::make_shared<Request>();  // shared: CLI11 copies the callback
  CLI::App* command =
      app.add_subcommand("fhirpath", "Evaluate a FHIRPath expression on a resource");
  command->add_option("expression", request->expression, "FHIRPath N1")->required();
  command->add_option("resource", request->file, "A FHIR resource as JSON")->required();
  command->add_flag("--type", request->with_type, "Print the type of each value");
  command->add_flag("--strict", request->strict,
                    "An element that FHIR R4 does not have is an error (exit 2), not a notice");
  add_json_flag(*command, context);
  command->callback([request, &context] { run(*request, context); });
}

}  // namespace anteroom::cli
