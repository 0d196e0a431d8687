// anteroom form extract: a finished response as a transaction Bundle.
#include <iostream>
#include <optional>

#include "core/base/clock.h"
#include "core/extract/extract.h"
#include "kiosk/cli/commands.h"

namespace anteroom::cli {

namespace {

struct ExtractOptions {
  std::string questionnaire, response, resources;
  extract::UnknownAnswers unknown = extract::UnknownAnswers::leave_out;
};

void print_notes(const Errors& notes, const Context& context) {
  if (context.output == Output::json) return;
  for (const Error& note : notes) std::cerr << note.to_string() << '\n';
}

void run_extract(const ExtractOptions& options, Context& context) {
  const auto questionnaire = fhir::read_json_file(options.questionnaire);
  if (!questionnaire) return context.fail(2, questionnaire.error());
  const auto response = fhir::read_json_file(options.response);
  if (!response) return context.fail(2, response.error());
  std::optional<fhir::Json> resources;
  if (!options.resources.empty()) {
    auto read = fhir::read_json_file(options.resources);
    if (!read) return context.fail(2, read.error());
    resources = std::move(read).value();
  }
  extract::Extraction request{*questionnaire, *response};
  request.resources = resources ? &*resources : nullptr;
  request.unknown = options.unknown;
  request.now = SystemClock().now();
  const auto extracted = extract::extract(request);
  if (!extracted) return context.fail(2, extracted.error());
  print_notes(extracted->notes, context);
  if (!extracted->notes.empty()) context.exit_code = 1;
  if (context.output == Output::text) return context.print(extracted->bundle);
  fhir::Json notes = fhir::Json::array();
  for (const Error& note : extracted->notes) notes.push(to_json(note));
  fhir::Json out = fhir::Json::object().set("bundle", extracted->bundle);
  context.print(out.set("notes", std::move(notes)));
}

}  // namespace

void add_form_extract_commands(CLI::App& form, Context& context) {
  auto options = std::make_shared<ExtractOptions>();  // lives as long as the callback that reads it
  CLI::App* command = form.add_subcommand(
      "extract",
      "Print the transaction Bundle that a response extracts to; exit 1 when parts were left out");
  command->add_option("questionnaire", options->questionnaire, "Questionnaire (JSON)")->required();
  command->add_option("response", options->response, "QuestionnaireResponse (JSON)")->required();
  command->add_option("--resources", options->resources,
                      "Bundle with the profiles that definitions name");
  command->add_flag_callback(
      "--say-unknown",
      [options] { options->unknown = extract::UnknownAnswers::data_absent_reason; },
      "Make Observations with dataAbsentReason of unknown answers");
  add_json_flag(*command, context);
  command->callback([options, &context] { run_extract(*options, context); });
}

}  // namespace anteroom::cli
