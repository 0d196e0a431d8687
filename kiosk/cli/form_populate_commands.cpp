// anteroom form populate | assemble: a form before anybody answers.
#include <ctime>
#include <iostream>

#include "core/base/clock.h"
#include "core/extract/assemble.h"
#include "core/extract/populate.h"
#include "kiosk/cli/commands.h"

namespace anteroom::cli {

namespace {

struct PopulateOptions {
  std::string questionnaire, bundle;
  std::vector<std::string> contexts;  ///< name=file
};

Result<fhir::Json> read_bundle(const std::string& path) {
  if (path.empty()) return fhir::Json::object().set("resourceType", "Bundle");
  return fhir::read_json_file(path);
}

int utc_offset_minutes(Instant now) {
  const std::time_t seconds =
      std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
  std::tm local{};
  return localtime_r(&seconds, &local) == nullptr ? 0 : static_cast<int>(local.tm_gmtoff / 60);
}

void run_populate(const PopulateOptions& options, Context& context) {
  const auto read = fhir::read_json_file(options.questionnaire);
  if (!read) return context.fail(2, read.error());
  const auto bundle = read_bundle(options.bundle);
  if (!bundle) return context.fail(2, bundle.error());
  const auto questionnaire = extract::assemble(*read, *bundle);
  if (!questionnaire) return context.fail(2, questionnaire.error());
  extract::Population request{*questionnaire};
  request.bundle = &*bundle;
  request.now = SystemClock().now();
  request.utc_offset_minutes = utc_offset_minutes(request.now);
  const auto resources = read_launch_resources(options.contexts);
  if (!resources) return context.fail(2, resources.error());
  for (const auto& [name, resource] : *resources) request.context[name] = &resource;
  const auto populated = extract::populate(request);
  if (!populated) return context.fail(2, populated.error());
  if (!populated->notes.empty()) context.exit_code = 1;
  if (context.output == Output::text) {
    for (const Error& note : populated->notes) std::cerr << note.to_string() << '\n';
    return context.print(populated->response);
  }
  fhir::Json notes = fhir::Json::array();
  for (const Error& note : populated->notes) notes.push(to_json(note));
  fhir::Json out = fhir::Json::object().set("response", populated->response);
  context.print(out.set("notes", std::move(notes)));
}

void run_assemble(const PopulateOptions& options, Context& context) {
  const auto read = fhir::read_json_file(options.questionnaire);
  if (!read) return context.fail(2, read.error());
  const auto bundle = read_bundle(options.bundle);
  if (!bundle) return context.fail(2, bundle.error());
  const auto questionnaire = extract::assemble(*read, *bundle);
  if (!questionnaire) return context.fail(1, questionnaire.error());
  context.print(*questionnaire);
}

}  // namespace

void add_form_populate_commands(CLI::App& form, Context& context) {
  auto options = std::make_shared<PopulateOptions>();  // lives as long as the callbacks
  CLI::App* populate = form.add_subcommand("populate",
                                           "Print a response with what is known before anybody "
                                           "answers; exit 1 when something could not be filled");
  populate->add_option("questionnaire", options->questionnaire, "Questionnaire (JSON)")->required();
  populate->add_option("--bundle", options->bundle,
                       "Bundle that queries are answered from, and that holds sub-questionnaires");
  add_launch_option(*populate, options->contexts);
  add_json_flag(*populate, context);
  populate->callback([options, &context] { run_populate(*options, context); });

  CLI::App* assemble =
      form.add_subcommand("assemble", "Print a modular questionnaire with its parts put in");
  assemble->add_option("questionnaire", options->questionnaire, "Questionnaire (JSON)")->required();
  assemble->add_option("--bundle", options->bundle, "Bundle that holds the parts");
  add_json_flag(*assemble, context);
  assemble->callback([options, &context] { run_assemble(*options, context); });
}

}  // namespace anteroom::cli
