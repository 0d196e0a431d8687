// anteroom plugin run: fill a plugin's form in the terminal and see the red flags move. For
// authors: what an answer shows, hides, computes and raises stands below it. A script may feed it
// lines.
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>

#include "core/base/clock.h"
#include "core/plugin/bundle.h"
#include "kiosk/cli/plugin_commands.h"

namespace anteroom::cli {
namespace {

using fhir::Json;
using form::ItemType;

struct Arguments {
  std::string bundle, language = "en", patient;
  enum class Where { terminal, kiosk } where = Where::terminal;
};

/// What a line of the terminal means for one question.
struct Reply {
  enum class Kind { answer, quit, back, why, bad } kind = Kind::bad;
  Json value;  ///< in the notation of golden patients
};

class Terminal {
 public:
  Terminal(Context& context, const plugin::Bundle& bundle, form::LaunchContext launch,
           std::string language)
      : context_(context),
        bundle_(bundle),
        language_(std::move(language)),
        form_(bundle.definition(), std::move(launch)),
        triage_(bundle.rules()) {
    triage_.evaluate(triage::FormSource(form_));
  }

  void run() {
    while (const std::optional<std::string> path = next()) {
      if (!ask(*path)) break;
    }
    finish();
  }

 private:
  /// The next question that is shown, wants an answer and was not asked yet.
  [[nodiscard]] std::optional<std::string> next() const {
    for (const std::string& path : form_.enabled_paths()) {
      const form::ItemDefinition* item = item_of(path);
      if (item == nullptr || item->type == ItemType::group || item->type == ItemType::display)
        continue;
      if (item->read_only || item->hidden || form_.prefilled(path)) continue;
      if (std::find(asked_.begin(), asked_.end(), path) == asked_.end()) return path;
    }
    return std::nullopt;
  }

  [[nodiscard]] const form::ItemDefinition* item_of(std::string_view path) const {
    return bundle_.definition()->find(form::link_id_of(path));
  }

  /// False when the input is over.
  bool ask(const std::string& path) {
    const std::vector<form::Option> options = form_.offered_options(path);
    if (context_.output == Output::text) show(path, options);
    std::string line;
    if (!std::getline(std::cin, line)) return false;
    const Reply reply = read(line, options, path);
    switch (reply.kind) {
      case Reply::Kind::quit:
        return false;
      case Reply::Kind::back:
        if (!asked_.empty()) asked_.pop_back();
        return true;
      case Reply::Kind::why:
        show_findings();
        return true;
      case Reply::Kind::bad:
        std::cerr << "Type a number of the list, a value, ? (not sure), - (prefer not), an empty "
                     "line (skip), :back, :why or :quit.\n";
        return true;
      case Reply::Kind::answer:
        return give(path, reply.value);
    }
    return true;
  }

  void show(const std::string& path, const std::vector<form::Option>& options) const {
    const form::ItemDefinition* item = item_of(path);
    std::cout << '\n'
              << path << "  " << bundle_.definition()->item_text(item->link_id, language_).text
              << (item->safety ? "  [safety]" : "") << (item->repeats ? "  [several, 1,3]" : "")
              << '\n';
    for (std::size_t i = 0; i < options.size(); ++i) {
      if (options[i].unknown != form::UnknownReason::none) continue;
      std::cout << "  " << i + 1 << ". "
                << bundle_.definition()->option_text(item->link_id, options[i].code, language_).text
                << "  (" << options[i].code << ")\n";
    }
    std::cout << "> " << std::flush;
  }

  [[nodiscard]] Reply read(std::string line, const std::vector<form::Option>& options,
                           const std::string& path) const {
    const auto trimmed = [](std::string_view text) {
      const std::size_t first = text.find_first_not_of(" \t\r");
      return first == std::string_view::npos
                 ? std::string()
                 : std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
    };
    line = trimmed(line);
    if (line == ":quit") return {Reply::Kind::quit, {}};
    if (line == ":back") return {Reply::Kind::back, {}};
    if (line == ":why") return {Reply::Kind::why, {}};
    if (line.empty()) return {Reply::Kind::answer, Json("skipped")};
    if (line == "?") return {Reply::Kind::answer, Json("not-sure")};
    if (line == "-") return {Reply::Kind::answer, Json("prefer-not")};
    if (options.empty()) return {Reply::Kind::answer, free_value(line, path)};
    Json codes = Json::array();
    for (std::size_t at = 0; at <= line.size();) {
      const std::size_t comma = std::min(line.find(',', at), line.size());
      const std::optional<std::string> code =
          code_of(trimmed(line.substr(at, comma - at)), options);
      if (!code) return {};
      codes.push(*code);
      at = comma + 1;
    }
    if (codes.as_array().size() == 1) return {Reply::Kind::answer, codes.as_array().front()};
    return {Reply::Kind::answer, std::move(codes)};
  }

  /// Numbers are read as numbers where the item is one.
  [[nodiscard]] Json free_value(const std::string& line, const std::string& path) const {
    const form::ItemDefinition* item = item_of(path);
    if (item->type == ItemType::integer || item->type == ItemType::decimal ||
        item->type == ItemType::boolean || item->type == ItemType::quantity) {
      const Result<Json> json = fhir::parse_json(line);
      if (json) return *json;
    }
    return Json(line);
  }

  [[nodiscard]] static std::optional<std::string> code_of(
      const std::string& word, const std::vector<form::Option>& options) {
    for (std::size_t i = 0; i < options.size(); ++i) {
      if (word == std::to_string(i + 1) || word == options[i].code) return options[i].code;
    }
    return std::nullopt;
  }

  bool give(const std::string& path, const Json& value) {
    const Result<form::ChangeSet> change = plugin::play_answer(form_, path, value);
    if (!change) {
      std::cerr << change.error().to_string() << '\n';
      return true;
    }
    asked_.push_back(path);
    const std::vector<std::size_t> moved =
        triage_.update(triage::FormSource(form_), change->states);
    if (context_.output == Output::text) {
      show_list("shows", change->shown);
      show_list("hides", change->hidden);
      for (const std::size_t rule : moved) show_finding(triage_.findings()[rule]);
    }
    return true;
  }

  static void show_list(const char* what, const std::vector<std::string>& paths) {
    if (paths.empty()) return;
    std::cout << "    " << what;
    for (const std::string& path : paths) std::cout << ' ' << path;
    std::cout << '\n';
  }

  static void show_finding(const triage::Finding& finding) {
    std::cout << "    " << finding.rule_id << "  " << triage::to_string(finding.tier) << "  "
              << triage::to_string(finding.state);
    for (const triage::DecisiveAnswer& answer : finding.answers) std::cout << ' ' << answer.link_id;
    std::cout << '\n';
  }

  void show_findings() const {
    if (context_.output == Output::json) return;
    for (const triage::Finding& finding : triage_.findings()) {
      if (finding.state != triage::RuleState::not_fired) show_finding(finding);
    }
  }

  void finish() {
    const triage::TriageResult result = triage_.result(triage::FormSource(form_));
    Json fired = Json::array(), unresolved = Json::array(), unknown = Json::array();
    for (const triage::Finding& finding : result.findings) {
      if (finding.state == triage::RuleState::fired) fired.push(finding.rule_id);
      if (finding.state == triage::RuleState::unresolved) unresolved.push(finding.rule_id);
    }
    for (const std::string& item : result.unknown_safety_items) unknown.push(item);
    if (context_.output == Output::json) {
      return context_.print(Json::object()
                                .set("plugin", bundle_.manifest().id)
                                .set("fired", std::move(fired))
                                .set("unresolved", std::move(unresolved))
                                .set("tier", triage::to_string(result.tier))
                                .set("unknownSafetyItems", std::move(unknown))
                                .set("response", form_.response("completed")));
    }
    std::cout << "\nTier: " << triage::to_string(result.tier) << ", " << fired.as_array().size()
              << " red flags, " << unresolved.as_array().size() << " open, "
              << unknown.as_array().size() << " safety questions without an answer\n";
    show_findings();
  }

  Context& context_;
  const plugin::Bundle& bundle_;
  std::string language_;
  form::Form form_;
  triage::Triage triage_;
  std::vector<std::string> asked_;
};

void run(Context& context, const Arguments& arguments) {
#ifdef ANTEROOM_DEVELOPER_MODE
  if (arguments.where == Arguments::Where::kiosk)
    return run_in_kiosk(context, arguments.bundle, arguments.language);
#endif
  const plugin::Bundle::Loaded loaded = plugin::Bundle::load(arguments.bundle);
  if (!loaded.bundle) return context.fail(1, loaded.errors.front());
  form::LaunchContext launch;
  launch.now = SystemClock().now();
  if (!arguments.patient.empty()) {
    Result<Json> patient = fhir::read_json_file(arguments.patient);
    if (!patient) return context.fail(2, patient.error());
    launch.patient = std::move(*patient);
  }
  Terminal(context, *loaded.bundle, std::move(launch), arguments.language).run();
}

}  // namespace

void add_plugin_run_command(CLI::App& plugin, Context& context) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = plugin.add_subcommand(
      "run", "Fills the form in the terminal and shows what each answer changes");
  command->add_option("bundle", arguments->bundle, "Directory of the plugin")->required();
  command->add_option("--language", arguments->language, "BCP 47 tag")->capture_default_str();
  command->add_option("--patient", arguments->patient, "A FHIR Patient for %patient");
#ifdef ANTEROOM_DEVELOPER_MODE
  command->add_flag_callback(
      "--kiosk", [arguments] { arguments->where = Arguments::Where::kiosk; },
      "In the real kiosk window, with an inspector beside the page");
#endif
  add_json_flag(*command, context);
  command->callback([&context, arguments] { run(context, *arguments); });
}

}  // namespace anteroom::cli
