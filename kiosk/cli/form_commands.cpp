// anteroom form fill | check | validate: questionnaires without a kiosk, for form authors and
// tests.
#include <ctime>
#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>

#include "core/base/clock.h"
#include "core/form/form.h"
#include "kiosk/cli/commands.h"

namespace anteroom::cli {

namespace {

struct Document {
  std::string text;
  fhir::Json json;
};

Result<std::string> read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  // Not `<< rdbuf()`: that fails on an empty file, and no events is a valid list of events.
  std::string text((std::istreambuf_iterator<char>(file)), {});
  if (!file.is_open() || file.bad()) {
    return Error{
        "AR-C015", "The file cannot be read: " + path, path, "Check the name and the rights", 0, 0};
  }
  return text;
}

/// Code 2 for a file that cannot be read, 1 for one that is read and is no JSON.
int exit_code_of(const Error& error) {
  return error.code == "AR-C015" ? 2 : 1;
}

Result<Document> read_document(const std::string& path) {
  Result<std::string> text = read_text(path);
  if (!text) return text.error();
  Result<fhir::Json> json = fhir::parse_json(*text);
  if (!json) return json.error();
  return Document{std::move(text).value(), std::move(json).value()};
}

form::LaunchContext launch_now() {
  form::LaunchContext launch;
  launch.now = SystemClock().now();
  const std::time_t seconds =
      std::chrono::duration_cast<std::chrono::seconds>(launch.now.time_since_epoch()).count();
  std::tm local{};
  if (localtime_r(&seconds, &local) != nullptr)
    launch.utc_offset_minutes = static_cast<int>(local.tm_gmtoff / 60);
  return launch;
}

// ---- form fill ----

struct FillOptions {
  std::string questionnaire, answers, events, patient, encounter;
  std::vector<std::string> contexts;  ///< name=file
};

fhir::Json issue_json(const std::string& code, const std::string& link_id, const std::string& path,
                      std::string_view severity, const std::string& message) {
  fhir::Json issue = fhir::Json::object();
  issue.set("code", code).set("linkId", link_id);
  if (path != link_id) issue.set("path", path);
  return issue.set("severity", severity).set("message", message);
}

/// An event for an instance that is not there yet adds it: "g[1].q" makes g[1].
void add_missing_instances(form::Form& form, const std::string& path) {
  constexpr std::size_t kMostInstances = 1000;
  for (std::size_t open = path.find('['); open != std::string::npos;
       open = path.find('[', open + 1)) {
    const std::string group = path.substr(0, open);
    const std::size_t wanted = std::strtoull(path.c_str() + open + 1, nullptr, 10);
    if (form.instances(group) == 0 && !form.definition().find(group)) continue;
    if (wanted >= kMostInstances) return;
    while (form.instances(group) <= wanted && form.add_instance(group)) {
    }
  }
}

std::optional<Error> apply_event(form::Form& form, const fhir::Json& event) {
  const std::string path(event.string_or_empty("linkId"));
  add_missing_instances(form, path);
  const auto unknown = form::unknown_reason_from_code(event.string_or_empty("unknown"));
  const fhir::Json* answer = event.find("answer");
  // Nothing there must not be read as "clear the answer".
  if (!unknown && (answer == nullptr || !answer->is_array())) {
    return Error{"AR-C016", "An event needs `answer`: a list of answers, [] to clear.", path,
                 "Write {\"linkId\": ..., \"answer\": [{\"valueInteger\": 3}]}"};
  }
  std::vector<form::AnswerValue> values;
  for (const fhir::Json& each : event.array_or_empty("answer")) values.push_back({each});
  const auto done =
      unknown ? form.answer_unknown(path, *unknown) : form.answer(path, std::move(values));
  if (!done) return done.error();
  return std::nullopt;
}

Result<void> apply_events(form::Form& form, const std::string& file, fhir::Json& issues,
                          int& exit_code) {
  const Result<std::string> text = read_text(file);
  if (!text) return text.error();
  std::istringstream lines(*text);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const Result<fhir::Json> event = fhir::parse_json(line);
    if (!event) {
      Error error = event.error();
      error.line = number;
      return error;
    }
    const auto error = apply_event(form, *event);
    if (!error) continue;
    exit_code = 1;
    const std::string path(event->string_or_empty("linkId"));
    issues.push(issue_json(error->code, form::link_id_of(path), path, "error", error->message));
  }
  return {};
}

fhir::Json bare(const fhir::Json& value) {
  if (!value.is_object()) return value;
  // A quantity has a code too, of its unit: its value comes first.
  for (std::string_view name : {"value", "code", "display", "reference", "url"}) {
    if (const fhir::Json* part = value.find(name)) return *part;
  }
  return value;
}

void collect_values(const fhir::Json& element, fhir::Json& values) {
  for (const fhir::Json& item : element.array_or_empty("item")) {
    const std::string_view link_id = item.string_or_empty("linkId");
    for (const fhir::Json& answer : item.array_or_empty("answer")) {
      for (const auto& [name, value] : answer.as_object()) {
        if (!name.starts_with("value")) continue;
        if (values.find(link_id) == nullptr) values.set(link_id, fhir::Json::array());
        values.find(link_id)->push(bare(value));
      }
      collect_values(answer, values);
    }
    collect_values(item, values);
  }
}

fhir::Json enabled_link_ids(const form::Form& form) {
  fhir::Json enabled = fhir::Json::array();
  for (const std::string& link_id : form.definition().link_ids()) {
    for (const form::ItemState& state : form.states(link_id)) {
      if (!state.shown) continue;
      enabled.push(link_id);
      break;
    }
  }
  return enabled;
}

void print_filled(const form::Form& form, fhir::Json issues, Context& context) {
  for (const form::Issue& issue : form.validate()) {
    issues.push(issue_json(issue.code, issue.link_id, issue.path,
                           issue.severity == form::Severity::warning ? "warning" : "error",
                           issue.message));
  }
  fhir::Json response = form.response();
  fhir::Json values = fhir::Json::object();
  collect_values(response, values);
  fhir::Json out = fhir::Json::object();
  out.set("enabled", enabled_link_ids(form)).set("response", std::move(response));
  out.set("issues", std::move(issues)).set("values", std::move(values));
  context.print(out);
}

std::optional<Error> read_resource(const std::string& path, std::optional<fhir::Json>& out) {
  if (path.empty()) return std::nullopt;
  Result<Document> document = read_document(path);
  if (!document) return document.error();
  out = std::move(document->json);
  return std::nullopt;
}

void fill(const FillOptions& options, Context& context) {
  const Result<Document> questionnaire = read_document(options.questionnaire);
  if (!questionnaire) return context.fail(2, questionnaire.error());
  const auto definition = form::Definition::load(questionnaire->json);
  if (!definition)
    return context.fail(2, fhir::with_place(definition.error(), questionnaire->text));
  form::LaunchContext launch = launch_now();
  for (auto* part : {&launch.patient, &launch.encounter}) {
    const std::string& path = part == &launch.patient ? options.patient : options.encounter;
    if (const auto error = read_resource(path, *part)) return context.fail(2, *error);
  }
  auto resources = read_launch_resources(options.contexts);
  if (!resources) return context.fail(2, resources.error());
  launch.resources = std::move(resources).value();
  form::Form form(*definition, std::move(launch));
  fhir::Json issues = fhir::Json::array();
  int exit_code = 0;
  if (!options.answers.empty()) {
    const Result<Document> answers = read_document(options.answers);
    if (!answers) return context.fail(2, answers.error());
    for (const Error& error : form.load_response(answers->json)) {
      exit_code = 1;
      issues.push(issue_json(error.code, "", error.pointer, "error", error.message));
    }
  }
  if (!options.events.empty()) {
    const Result<void> applied = apply_events(form, options.events, issues, exit_code);
    if (!applied) return context.fail(2, applied.error());
  }
  print_filled(form, std::move(issues), context);
  context.exit_code = exit_code;
}

// ---- form check ----

fhir::Json placed(const Errors& errors, const std::string& text) {
  fhir::Json out = fhir::Json::array();
  for (const Error& error : errors) out.push(to_json(fhir::with_place(error, text)));
  return out;
}

void print_problems(std::string_view kind, const Errors& errors, const std::string& text) {
  for (const Error& error : errors) {
    const Error at = fhir::with_place(error, text);
    std::cout << at.line << ':' << at.column << ' ' << kind << ' ' << at.to_string() << '\n';
  }
}

enum class Strictness { errors_only, warnings_too };

void check(const std::string& path, Strictness strictness, Context& context) {
  const Result<Document> document = read_document(path);
  if (!document) return context.fail(exit_code_of(document.error()), document.error());
  const form::Definition::Problems problems = form::Definition::check(document->json);
  const bool strict = strictness == Strictness::warnings_too;
  const bool bad = !problems.errors.empty() || (strict && !problems.warnings.empty());
  context.exit_code = bad ? 1 : 0;
  if (context.output == Output::json) {
    fhir::Json out = fhir::Json::object();
    out.set("ok", !bad).set("errors", placed(problems.errors, document->text));
    context.print(out.set("warnings", placed(problems.warnings, document->text)));
    return;
  }
  print_problems("error", problems.errors, document->text);
  print_problems("warning", problems.warnings, document->text);
  std::cout << problems.errors.size() << " errors, " << problems.warnings.size() << " warnings\n";
}

// ---- form validate ----

void validate(const std::string& questionnaire_path, const std::string& response_path,
              Context& context) {
  const Result<Document> questionnaire = read_document(questionnaire_path);
  if (!questionnaire) return context.fail(2, questionnaire.error());
  const auto definition = form::Definition::load(questionnaire->json);
  if (!definition)
    return context.fail(2, fhir::with_place(definition.error(), questionnaire->text));
  const Result<Document> response = read_document(response_path);
  if (!response) return context.fail(exit_code_of(response.error()), response.error());
  const fhir::Json outcome = form::validate_response(*definition, response->json);
  for (const fhir::Json& issue : outcome.array_or_empty("issue")) {
    if (issue.string_or_empty("severity") == "error") context.exit_code = 1;
  }
  context.print(outcome);
}

}  // namespace

void add_form_commands(CLI::App& app, Context& context) {
  CLI::App* form = app.add_subcommand("form", "Questionnaires: fill, check, validate");
  form->require_subcommand(1);
  add_form_extract_commands(*form, context);
  add_form_populate_commands(*form, context);
  add_form_bench_command(*form, context);

  auto fill_options =
      std::make_shared<FillOptions>();  // lives as long as the callbacks that read it
  CLI::App* fill_command =
      form->add_subcommand("fill", "Apply answers and print what the form makes of them");
  fill_command->add_option("questionnaire", fill_options->questionnaire, "Questionnaire (JSON)")
      ->required();
  fill_command->add_option("--answers", fill_options->answers,
                           "QuestionnaireResponse to start from");
  fill_command->add_option("--events", fill_options->events,
                           "JSON lines: {\"linkId\":..,\"answer\":[..]}");
  fill_command->add_option("--patient", fill_options->patient, "Patient resource: %patient");
  fill_command->add_option("--encounter", fill_options->encounter,
                           "Encounter resource: %encounter");
  add_launch_option(*fill_command, fill_options->contexts);
  add_json_flag(*fill_command, context);
  fill_command->callback([fill_options, &context] { fill(*fill_options, context); });

  auto check_path = std::make_shared<std::string>();
  auto strictness = std::make_shared<Strictness>(Strictness::errors_only);
  CLI::App* check_command =
      form->add_subcommand("check", "List every problem of a questionnaire with its place");
  check_command->add_option("questionnaire", *check_path, "Questionnaire (JSON)")->required();
  check_command->add_flag_callback(
      "--strict", [strictness] { *strictness = Strictness::warnings_too; },
      "Warnings make the exit code 1");
  add_json_flag(*check_command, context);
  check_command->callback(
      [check_path, strictness, &context] { check(*check_path, *strictness, context); });

  auto paths = std::make_shared<std::pair<std::string, std::string>>();
  CLI::App* validate_command =
      form->add_subcommand("validate", "Print an OperationOutcome of a response");
  validate_command->add_option("questionnaire", paths->first, "Questionnaire (JSON)")->required();
  validate_command->add_option("response", paths->second, "QuestionnaireResponse (JSON)")
      ->required();
  add_json_flag(*validate_command, context);
  validate_command->callback([paths, &context] { validate(paths->first, paths->second, context); });
}

}  // namespace anteroom::cli
