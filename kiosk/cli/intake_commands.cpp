// anteroom intake play SCRIPT.json --out DIR: a whole visit without a screen, and the clinician's
// files from it.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "core/exchange/exchange.h"
#include "core/plugin/bundle.h"
#include "core/store/store.h"
#include "kiosk/cli/commands.h"
#include "kiosk/cli/script_player.h"

namespace anteroom::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kScriptHelp =
    R"(A script is JSON; what it does not answer is skipped:
  {"schema": "anteroom-script/1", "language": "en",
   "patient": {"family": "Sample", "given": "Sam", "birthDate": "1984-03-17", "gender": "male"},
   "reasons": ["upper-back-pain", "neck-pain"],
   "answers": {"gen-fever": "no", "nrs-now": 4, "neck-pain/nrs-now": 7, "quality": ["aching"]},
   "steps": [{"after": "gen-fever", "answer": {"gen-fever": "not-sure"}}]}
Several reasons make one visit: a question that they share is asked once, and the common
history comes last. An answer under "<bundle id>/<linkId>" is for that condition alone.
Steps: answer, back, language, stop, wait_s, kill_host, and for repeating groups
  {"after": "med-name", "add_entry": "meds"} and {"remove_entry": "meds[0]"};
"meds[1].med-name" in answers is the second entry's item.)";

struct PlayOptions {
  std::string script, out, clock, case_id, clinic;
  std::vector<std::string> plugin_dirs;
  std::uint64_t seed = 0;
};

/// A state directory of its own, gone afterwards; the store in it is sealed as always.
class TemporaryState {
 public:
  TemporaryState() {
    std::string pattern = (fs::temp_directory_path() / "anteroom-play-XXXXXX").string();
    if (::mkdtemp(pattern.data()) != nullptr) directory_ = pattern;
  }
  ~TemporaryState() {
    std::error_code ignored;
    if (!directory_.empty()) fs::remove_all(directory_, ignored);
  }
  TemporaryState(const TemporaryState&) = delete;
  TemporaryState& operator=(const TemporaryState&) = delete;
  [[nodiscard]] const std::string& directory() const { return directory_; }

 private:
  std::string directory_;
};

std::string host_path(const Context& context) {
  const fs::path beside = fs::path(context.executable_directory) / "anteroom-plugin-host";
  std::error_code failed;
  return fs::exists(beside, failed) ? beside.string()
                                    : "/usr/libexec/anteroom/anteroom-plugin-host";
}

std::vector<std::string> plugin_dirs(const Context& context, const PlayOptions& options) {
  if (!options.plugin_dirs.empty()) return options.plugin_dirs;
  std::vector<std::string> dirs;
  for (const fs::path& dir : {fs::path(context.executable_directory) / ".." / "plugins",
                              fs::path("/usr/lib/anteroom/plugins")}) {
    std::error_code failed;
    if (fs::is_directory(dir, failed)) dirs.push_back(fs::weakly_canonical(dir, failed).string());
  }
  return dirs;
}

Result<ScriptClock> make_clock(const PlayOptions& options, const Script& script) {
  const std::string& text = options.clock.empty() ? script.clock : options.clock;
  if (text.empty()) return ScriptClock();
  const Result<Instant> start = parse_instant(text);
  if (!start) return start.error();
  return ScriptClock(*start);
}

std::string_view end_word(intake::End end) {
  if (end == intake::End::finished) return "finished";
  if (end == intake::End::timed_out) return "timed_out";
  return end == intake::End::stopped ? "stopped" : "unset";
}

/// Two conditions may have rules and items of one name: with several, the bundle id comes before.
std::string named(const intake::Record& record, const std::string& plugin,
                  const std::string& name) {
  return record.plugins.size() > 1 ? plugin + "/" + name : name;
}

fhir::Json rules_in(const intake::Record& record, triage::RuleState state) {
  fhir::Json ids = fhir::Json::array();
  for (const intake::RecordFinding& finding : record.findings) {
    if (finding.finding.state == state)
      ids.push(named(record, finding.plugin, finding.finding.rule_id));
  }
  return ids;
}

fhir::Json plugins_in(const intake::Record& record) {
  fhir::Json list = fhir::Json::array();
  for (const intake::PluginUse& use : record.plugins)
    list.push(fhir::Json::object()
                  .set("id", use.id)
                  .set("version", use.version)
                  .set("manifest_sha256", use.manifest_sha256));
  return list;
}

/// Rule ids, outcomes and file names: never an answer.
fhir::Json report_of(const Played& played, const std::vector<exchange::ExportFile>& files) {
  fhir::Json report = fhir::Json::object();
  report.set("end", end_word(played.end));
  fhir::Json hidden = fhir::Json::array();
  for (const std::string& link_id : played.not_shown) hidden.push(link_id);
  if (played.end != intake::End::stopped) {
    const intake::Record& record = played.record;
    report.set("id", record.id)
        .set("intake_number", record.intake_number)
        .set("tier", triage::to_string(record.tier))
        .set("plugins", plugins_in(record));
    report.set("fired", rules_in(record, triage::RuleState::fired));
    report.set("unresolved", rules_in(record, triage::RuleState::unresolved));
    fhir::Json open = fhir::Json::array();
    for (const auto& [plugin, link_id] : record.unknown_safety_items)
      open.push(named(record, plugin, link_id));
    report.set("unknown_safety_items", std::move(open));
    fhir::Json checks = fhir::Json::array();
    for (const auto& [plugin, check] : record.coded_checks) {
      checks.push(fhir::Json::object()
                      .set("plugin", plugin)
                      .set("id", check.id)
                      .set("outcome", plugin::to_string(check.outcome))
                      .set("reason", check.reason));
    }
    report.set("coded_checks", std::move(checks));
  }
  fhir::Json names = fhir::Json::array();
  for (const exchange::ExportFile& file : files) names.push(file.name);
  return report.set("not_shown", std::move(hidden)).set("files", std::move(names));
}

std::string joined(const fhir::Json& ids) {
  std::string out;
  for (const fhir::Json& id : ids.as_array()) out += (out.empty() ? "" : " ") + id.as_string();
  return out.empty() ? "none" : out;
}

void print_report(const Context& context, const fhir::Json& report, const std::string& out) {
  if (context.output == Output::json) {
    context.print(report);
    return;
  }
  std::cout << "end: " << report.string_or_empty("end") << '\n';
  if (report.find("tier") == nullptr) return;
  std::cout << "tier: " << report.string_or_empty("tier")
            << "\nfired: " << joined(*report.find("fired"))
            << "\nunresolved: " << joined(*report.find("unresolved")) << '\n';
  const bool several = report.array_or_empty("plugins").size() > 1;
  for (const fhir::Json& check : report.array_or_empty("coded_checks")) {
    std::cout << "check "
              << (several ? std::string(check.string_or_empty("plugin")) + "/" : std::string())
              << check.string_or_empty("id") << ": " << check.string_or_empty("outcome") << '\n';
  }
  std::cout << "files: " << report.array_or_empty("files").size() << " in " << out << '\n';
}

Result<std::unique_ptr<store::Store>> open_store(const std::string& directory, std::uint64_t seed,
                                                 const Clock& clock) {
  std::error_code failed;
  fs::create_directories(fs::path(directory) / "keys", failed);
  store::StoreOptions store_options;
  store_options.directory = directory;
  store_options.key_file = directory + "/keys/device.key";
  store_options.id_seed = seed;
  return store::Store::open(std::move(store_options), clock);
}

Result<void> play(Context& context, const PlayOptions& options) {
  const Result<fhir::Json> document = fhir::read_json_file(options.script);
  if (!document) return document.error();
  const Result<Script> script = read_script(*document, options.case_id);
  if (!script) return script.error();
  Result<ScriptClock> clock = make_clock(options, *script);
  if (!clock) return clock.error();
  const plugin::Catalogue catalogue = plugin::load_catalogue(plugin_dirs(context, options));
  for (const auto& [directory, errors] : catalogue.refused) {
    for (const Error& error : errors) std::cerr << directory << ": " << error.to_string() << '\n';
  }
  const TemporaryState temporary;
  Result<std::unique_ptr<store::Store>> store =
      open_store(context.state_directory.empty() ? temporary.directory() : context.state_directory,
                 options.seed, *clock);
  if (!store) return store.error();
  intake::Services services;
  services.store = store->get();
  services.clock = &*clock;
  services.catalogue = catalogue.bundles;
  services.host.host_path = host_path(context);
  if (!options.clinic.empty()) services.clinic = options.clinic;
  ScriptPlayer player(*script, std::move(services), *clock);
  const Result<Played> played = player.play();
  if (!played) return played.error();
  std::vector<exchange::ExportFile> files;
  if (played->end != intake::End::stopped) {
    Result<std::vector<exchange::ExportFile>> rendered = exchange::render(played->record);
    if (!rendered) return rendered.error();
    files = std::move(*rendered);
    std::error_code failed;
    fs::create_directories(options.out, failed);
    if (const Result<void> written = exchange::write_files(options.out, files); !written)
      return written;
  }
  print_report(context, report_of(*played, files), options.out);
  return {};
}

}  // namespace

void add_intake_commands(CLI::App& app, Context& context) {
  CLI::App* intake = app.add_subcommand("intake", "Visits without a screen");
  intake->require_subcommand(1);
  CLI::App* command =
      intake->add_subcommand("play", "Play a scripted visit and write the clinician's files");
  auto options = std::make_shared<PlayOptions>();  // shared: CLI11 copies the callback that
                                                   // outlives this function
  command->add_option("script", options->script, "anteroom-script/1, or a case file with --case")
      ->required();
  command->footer(kScriptHelp);
  command->add_option("--out", options->out, "Folder for the files")->required();
  command->add_option("--case", options->case_id, "Case id of a case file");
  command->add_option("--plugins", options->plugin_dirs,
                      "Folders of plugin bundles (default: beside this program)");
  command->add_option("--clock", options->clock, "Fixed start of the clock, 2026-11-24T09:12:00Z");
  command->add_option("--seed", options->seed, "Repeatable visit ids");
  command->add_option("--clinic", options->clinic, "Clinic name on the summary");
  add_json_flag(*command, context);
  command->callback([&context, options] {
    const Result<void> done = play(context, *options);
    if (!done) context.fail(2, done.error());
  });
}

}  // namespace anteroom::cli
