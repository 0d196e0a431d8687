// anteroom plugin new | check | test | explain: what the author of a condition needs, with the
// kiosk's own code.
#include <filesystem>
#include <iostream>
#include <memory>

#include "core/plugin/bundle.h"
#include "core/plugin/cases.h"
#include "core/plugin/check.h"
#include "kiosk/cli/error_codes.h"
#include "kiosk/cli/plugin_commands.h"
#include "kiosk/cli/plugin_template.h"

namespace anteroom::cli {
namespace {

using fhir::Json;

Json to_json(const Errors& errors) {
  Json list = Json::array();
  for (const Error& error : errors) list.push(cli::to_json(error));
  return list;
}

Json to_json(const std::vector<std::string>& words) {
  Json list = Json::array();
  for (const std::string& word : words) list.push(word);
  return list;
}

void print_problem(std::string_view kind, const Error& error) {
  std::cout << kind << "  " << error.pointer;
  if (error.line > 0) std::cout << ':' << error.line << ':' << error.column;
  std::cout << "  " << error.message << "  [" << error.code << "]\n";
  if (!error.mend.empty()) std::cout << "  mend  " << error.mend << '\n';
}

Json languages_json(const plugin::CheckReport& report) {
  Json list = Json::array();
  if (!report.bundle) return list;
  for (const plugin::TranslationState& state : report.bundle->translation_states()) {
    list.push(Json::object()
                  .set("language", state.language)
                  .set("texts", static_cast<std::int64_t>(state.texts))
                  .set("missing", static_cast<std::int64_t>(state.missing))
                  .set("stale", static_cast<std::int64_t>(state.stale))
                  .set("stale_safety", static_cast<std::int64_t>(state.stale_safety))
                  .set("draft", static_cast<std::int64_t>(state.draft)));
  }
  return list;
}

void print_languages(const plugin::Bundle& bundle) {
  for (const plugin::TranslationState& state : bundle.translation_states()) {
    std::cout << "language " << state.language << ": " << state.texts << " texts, " << state.missing
              << " missing, " << state.stale << " stale (" << state.stale_safety
              << " of safety items, not shown)";
    if (state.draft > 0) std::cout << ", " << state.draft << ' ' << plugin::kDraftWords;
    std::cout << '\n';
  }
}

Json report_json(const plugin::CheckReport& report) {
  Json json = Json::object();
  if (report.bundle)
    json.set("plugin", report.bundle->manifest().id)
        .set("version", report.bundle->manifest().version);
  json.set("ok", report.errors.empty())
      .set("questions", report.questions)
      .set("rules", report.rules);
  json.set("cases", Json::object().set("total", report.cases).set("passed", report.cases_passed));
  json.set("library_checked", report.library_checked);
  json.set("printed", report.printed);
  json.set("languages", languages_json(report));
  json.set("errors", to_json(report.errors)).set("warnings", to_json(report.warnings));
  return json;
}

void print_report(const plugin::CheckReport& report) {
  std::cout << "Anteroom " << ANTEROOM_VERSION;
  if (report.bundle) {
    const plugin::Manifest& manifest = report.bundle->manifest();
    std::cout << ", plugin " << manifest.id << ' ' << manifest.version << ", " << report.questions
              << " questions, " << report.rules << " red-flag rules\n"
              << "cases " << report.cases_passed << " of " << report.cases << ", library "
              << (manifest.library.empty() ? "none"
                  : report.library_checked ? "ok"
                                           : "failed")
              << '\n';
    print_languages(*report.bundle);
  }
  std::cout << '\n';
  if (!report.printed.empty()) std::cout << "library printed: " << report.printed << "\n\n";
  for (const Error& error : report.errors) print_problem("error", error);
  for (const Error& warning : report.warnings) print_problem("warning", warning);
  std::cout << report.errors.size() << " errors, " << report.warnings.size() << " warnings.";
  if (report.errors.empty())
    std::cout << " The plugin can be installed.\n";
  else
    std::cout << "\nMore about one message: anteroom plugin explain " << report.errors.front().code
              << '\n';
}

bool is_directory(const std::string& path) {
  std::error_code failed;
  return std::filesystem::is_directory(path, failed);
}

Error no_directory(const std::string& path) {
  return {"AR-C001", "There is no directory here.", path,
          "Name the directory that holds plugin.json."};
}

enum class Strictness { lenient, strict };

void check(Context& context, const std::string& path, Strictness strictness) {
  if (!is_directory(path)) return context.fail(2, no_directory(path));
  plugin::HostOptions host;
  host.host_path = context.executable_directory + "/anteroom-plugin-host";
  if (std::error_code failed; !std::filesystem::exists(host.host_path, failed))
    host.host_path.clear();
  const plugin::CheckReport report = plugin::check_bundle(path, host);
  if (context.output == Output::json)
    context.print(report_json(report));
  else
    print_report(report);
  const bool bad =
      !report.errors.empty() || (strictness == Strictness::strict && !report.warnings.empty());
  context.exit_code = bad ? 1 : 0;
}

Json case_json(const plugin::CaseResult& result) {
  Json json = Json::object();
  json.set("id", result.id)
      .set("fired", to_json(result.fired))
      .set("unresolved", to_json(result.unresolved));
  json.set("tier", triage::to_string(result.tier))
      .set("unknownSafetyItems", to_json(result.unknown_safety_items));
  return json.set("pass", result.pass).set("differences", to_json(result.differences));
}

void print_case(const plugin::CaseResult& result) {
  std::cout << (result.pass ? "ok    " : "FAIL  ") << result.id << "  "
            << triage::to_string(result.tier) << ", " << result.fired.size() << " fired, "
            << result.unresolved.size() << " unresolved\n";
  for (const std::string& difference : result.differences)
    std::cout << "        " << difference << '\n';
}

/// The case files given, else those of the bundle.
std::vector<std::string> case_files(const plugin::Bundle& bundle,
                                    const std::vector<std::string>& given) {
  if (!given.empty()) return given;
  std::vector<std::string> files;
  for (const std::string& path : plugin::golden_files(bundle.manifest()))
    files.push_back(bundle.directory() + "/" + path);
  return files;
}

enum class Examination { patients, mutants };

void test(Context& context, const std::string& path, const std::vector<std::string>& given,
          Examination examination) {
  if (!is_directory(path)) return context.fail(2, no_directory(path));
  const plugin::Bundle::Loaded loaded = plugin::Bundle::load(path);
  if (!loaded.bundle) return context.fail(1, loaded.errors.front());
  if (examination == Examination::mutants)
    return mutate(context, *loaded.bundle, case_files(*loaded.bundle, given));
  Json cases = Json::array();
  int passed = 0, total = 0;
  for (const std::string& file : case_files(*loaded.bundle, given)) {
    const Result<Json> json = fhir::read_json_file(file);
    if (!json) return context.fail(2, json.error());
    const Result<std::vector<plugin::CaseResult>> results =
        plugin::run_cases(*loaded.bundle, *json);
    if (!results) return context.fail(2, results.error());
    for (const plugin::CaseResult& result : *results) {
      ++total;
      passed += result.pass ? 1 : 0;
      cases.push(case_json(result));
      if (context.output == Output::text) print_case(result);
    }
  }
  context.exit_code = passed == total && total > 0 ? 0 : 1;
  if (context.output == Output::text) {
    std::cout << passed << " of " << total << " golden patients pass.\n";
    return;
  }
  context.print(cases);
}

void create(Context& context, const std::string& id, const std::string& parent, PluginKind kind) {
  const Result<std::string> directory = create_plugin(id, parent, kind);
  if (!directory) return context.fail(2, directory.error());
  if (context.output == Output::json)
    return context.print(Json::object().set("directory", *directory));
  std::cout << "Made " << *directory << "\nNext: ";
  if (kind == PluginKind::native) {
    const std::string build = *directory + "/build";
    std::cout << "cmake -S " << *directory << " -B " << build << " && cmake --build " << build
              << "\n      anteroom plugin check " << build << "/plugins/" << id << '\n';
    return;
  }
  std::cout << "anteroom plugin check " << *directory << '\n';
}

}  // namespace

void add_plugin_commands(CLI::App& app, Context& context) {
  struct Arguments {
    std::string bundle, id, parent = ".", code;
    std::vector<std::string> cases;
    Strictness strictness = Strictness::lenient;
    PluginKind kind = PluginKind::data;
    Examination examination = Examination::patients;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App* plugin = app.add_subcommand("plugin", "Make, check and test condition plugins");
  plugin->require_subcommand(1);

  CLI::App* make = plugin->add_subcommand("new", "A new plugin that passes `check`");
  make->add_option("id", arguments->id, "Its id, like org.example.knee-pain")->required();
  make->add_option("--in", arguments->parent, "The directory to make it in (default: here)");
  add_json_flag(*make, context);
  make->add_flag_callback(
      "--native", [arguments] { arguments->kind = PluginKind::native; },
      "With a C++ library; built with the SDK's CMake package");
  make->callback([&context, arguments] {
    create(context, arguments->id, arguments->parent, arguments->kind);
  });

  CLI::App* examine = plugin->add_subcommand(
      "check", "Everything the kiosk checks, the golden patients, the library");
  examine->add_option("bundle", arguments->bundle, "Directory of the plugin")->required();
  examine->add_flag_callback(
      "--strict", [arguments] { arguments->strictness = Strictness::strict; },
      "Warnings count as errors");
  add_json_flag(*examine, context);
  examine->callback(
      [&context, arguments] { check(context, arguments->bundle, arguments->strictness); });

  CLI::App* prove = plugin->add_subcommand(
      "test",
      "Plays golden patients and compares the red flags; --json prints an array, "
      "one object a case");
  prove->add_option("bundle", arguments->bundle, "Directory of the plugin")->required();
  prove->add_option("--cases", arguments->cases, "Case files (default: those of the bundle)");
  prove->add_flag_callback(
      "--mutate", [arguments] { arguments->examination = Examination::mutants; },
      "Drops and negates each clause of each rule and lists the mutants that no case catches; "
      "exit 1 when one of an emergency or urgent rule survives");
  add_json_flag(*prove, context);
  prove->callback([&context, arguments] {
    test(context, arguments->bundle, arguments->cases, arguments->examination);
  });

  add_plugin_run_command(*plugin, context);
  add_plugin_sign_commands(*plugin, context);

  CLI::App* tell = plugin->add_subcommand("explain", "What an error code means and how to mend it");
  tell->add_option("code", arguments->code, "Like AR-P014")->required();
  add_json_flag(*tell, context);
  tell->callback([&context, arguments] { explain(context, arguments->code); });
}

}  // namespace anteroom::cli
