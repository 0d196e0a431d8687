#include "core/plugin/bundle.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "core/plugin/bundle_files.h"
#include "core/plugin/form_merge.h"
#include "core/plugin/library_image.h"
#include "core/plugin/manifest.h"
#include "core/plugin/shared_questions.h"
#include "core/plugin/strict_reader.h"
#include "core/plugin/summary_reader.h"
#include "core/plugin/translations.h"

namespace anteroom::plugin {

struct Bundle::State {
  std::string directory;
  Manifest manifest;
  std::shared_ptr<const form::Definition> definition;
  std::shared_ptr<const triage::RuleSet> rules;
  std::vector<SummaryLine> lines;
  std::string body_map;
  fhir::Json summary = fhir::Json::object();
  std::map<std::string, Translations, std::less<>> translations;  ///< by language
  Trust trust;                                                    ///< of a listed one
  std::vector<TranslationState> translation_states;
};

namespace {

constexpr std::string_view kRedFlags = "red-flags.json", kSummary = "summary.json";

/// One bundle being read; every step adds its complaints and the next one goes on where that makes
/// sense.
class Loader {
 public:
  Loader(Bundle::Loaded& out, const Manifest& manifest, const BundleFiles& files)
      : out_(out), manifest_(manifest), files_(files) {}

  std::shared_ptr<const form::Definition> definition(
      std::map<std::string, Translations, std::less<>>& translations) {
    std::vector<FormFile> parts;
    for (const std::vector<std::string>* paths : {&manifest_.forms, &manifest_.history}) {
      for (const std::string& path : *paths) {
        fhir::Json json = files_.json(path, out_.errors);
        if (json.is_object()) parts.push_back({path, std::move(json)});
      }
    }
    if (parts.size() != manifest_.forms.size() + manifest_.history.size()) return nullptr;
    MergedForm merged(parts);
    const std::string source_language(merged.json().string_or_empty("language"));
    for (const std::string& language : manifest_.languages) {
      if (language == source_language || (source_language.empty() && language == "en")) continue;
      translate(merged.json(), language, translations);
    }
    return checked(merged);
  }

  [[nodiscard]] std::vector<TranslationState> translation_states() && { return std::move(states_); }

  std::shared_ptr<const triage::RuleSet> rules(const form::Definition& definition,
                                               const std::vector<DeclaredRule>& declared) {
    fhir::Json json = fhir::Json::object();
    json.set("schema", "anteroom-red-flags/1").set("rules", fhir::Json::array());
    if (files_.has(kRedFlags)) json = files_.json(kRedFlags, out_.errors);
    if (!json.is_object()) return nullptr;
    triage::RuleSet::Loaded loaded = triage::RuleSet::load(json, definition);
    for (Error& error : loaded.errors)
      out_.errors.push_back(files_.placed(std::move(error), kRedFlags));
    if (loaded.rules) compare(*loaded.rules, declared);
    return loaded.rules;
  }

  void names(const form::Definition& definition, const std::vector<SummaryLine>& lines) {
    for (std::size_t i = 0; i < manifest_.reads.size(); ++i) {
      if (definition.find(manifest_.reads[i]) == nullptr)
        manifest_error("AR-P019", pointer_to("/reads", i),
                       "No form has the item \"" + manifest_.reads[i] + "\".");
    }
    for (const std::string& link_id : manifest_.fixed_wording) {
      if (definition.find(link_id) == nullptr)
        manifest_error("AR-P019", "/instruments", "No form has the item \"" + link_id + "\".");
    }
    for (std::size_t i = 0; i < manifest_.summary_lines.size(); ++i) {
      const bool known = std::any_of(lines.begin(), lines.end(), [&](const SummaryLine& line) {
        return line.id == manifest_.summary_lines[i];
      });
      if (!known)
        manifest_error("AR-P019", pointer_to("/provides/summary_lines", i),
                       "summary.json has no line with this id.");
    }
  }

 private:
  void translate(fhir::Json& questionnaire, const std::string& language,
                 std::map<std::string, Translations, std::less<>>& translations) {
    const std::string path = "i18n/" + language + ".json";
    if (!files_.has(path)) {
      out_.errors.push_back(
          {"AR-P018", "The manifest promises a language that has no file.", path,
           "Add the file to the bundle, or take the language out of `languages`."});
      return;
    }
    const fhir::Json json = files_.json(path, out_.errors);
    if (!json.is_object()) return;
    Errors errors;
    Translations strings = read_translations(json, language, errors);
    for (Error& error : errors) out_.errors.push_back(files_.placed(std::move(error), path));
    states_.push_back(merge_translations(questionnaire, language, strings, out_.warnings));
    translations[language] = std::move(strings);
  }

  std::shared_ptr<const form::Definition> checked(MergedForm& merged) {
    form::Definition::Problems problems = form::Definition::check(merged.json());
    append(merged, std::move(problems.errors), out_.errors);
    append(merged, std::move(problems.warnings), out_.warnings);
    Result<std::shared_ptr<const form::Definition>> definition =
        form::Definition::load(merged.json());
    if (definition.ok()) {
      Errors errors, warnings;
      check_shared_questions(merged.json(), **definition, errors, warnings);
      append(merged, std::move(errors), out_.errors);
      append(merged, std::move(warnings), out_.warnings);
      return *definition;
    }
    if (out_.errors.empty()) append(merged, {definition.error()}, out_.errors);
    return nullptr;
  }

  void append(const MergedForm& merged, Errors from, Errors& to) const {
    for (Error& error : from) {
      auto [path, pointer] = merged.origin(error.pointer);
      error.pointer = std::move(pointer);
      error.line = error.column = 0;  // of the merged form, which no file holds
      to.push_back(files_.placed(std::move(error), path));
    }
  }

  void compare(const triage::RuleSet& rules, const std::vector<DeclaredRule>& declared) {
    std::set<std::pair<std::string, triage::Tier>> promised, real;
    for (const DeclaredRule& rule : declared) promised.emplace(rule.id, rule.tier);
    for (const triage::Rule& rule : rules.rules()) real.emplace(rule.id, rule.tier);
    for (const auto& rule : promised) {
      if (!real.contains(rule))
        manifest_error("AR-P002", "/provides/red_flags",
                       "red-flags.json has no rule " + rule.first + " of that tier.");
    }
    for (const auto& rule : real) {
      if (!promised.contains(rule))
        manifest_error("AR-P002", "/provides/red_flags",
                       "The rule " + rule.first + " is not listed here with its tier.");
    }
  }

  void manifest_error(std::string code, std::string_view pointer, std::string message) {
    out_.errors.push_back(
        {std::move(code), std::move(message), "plugin.json#" + std::string(pointer), ""});
  }

  Bundle::Loaded& out_;
  const Manifest& manifest_;
  const BundleFiles& files_;
  std::vector<TranslationState> states_;
};

/// The manifest of a directory; nullopt and complaints when it cannot be used.
std::optional<ManifestRead> open_manifest(const std::string& directory, Errors& errors) {
  const Result<std::string> text =
      read_regular_file(directory + "/plugin.json", std::size_t{1} << 20);
  if (!text) {
    errors.push_back({"AR-P001", "There is no readable plugin.json here, so this is no plugin.",
                      directory, "Give the directory that holds plugin.json."});
    return std::nullopt;
  }
  ManifestRead read = read_manifest(*text, std::filesystem::path(directory).filename().string());
  for (Error& error : read.errors) {
    error.pointer = "plugin.json#" + error.pointer;
    errors.push_back(std::move(error));
  }
  if (!errors.empty()) return std::nullopt;
  return read;
}

}  // namespace

Bundle::Bundle(std::unique_ptr<State> state) : state_(std::move(state)) {}
Bundle::~Bundle() = default;

Bundle::Loaded Bundle::load(const std::string& directory) {
  Loaded out;
  auto state = std::make_unique<State>();
  std::error_code failed;
  state->directory = std::filesystem::canonical(directory, failed).string();
  if (failed) state->directory = directory;
  std::optional<ManifestRead> read = open_manifest(state->directory, out.errors);
  if (!read) return out;
  state->manifest = std::move(read->manifest);
  const BundleFiles files(state->directory, state->manifest, out.errors);
  if (!out.errors.empty()) return out;
  Loader loader(out, state->manifest, files);
  state->definition = loader.definition(state->translations);
  if (files.has(kSummary)) {
    state->summary = files.json(kSummary, out.errors);
    Errors errors;
    state->lines = read_summary(state->summary, state->definition.get(), errors);
    for (Error& error : errors) out.errors.push_back(files.placed(std::move(error), kSummary));
  }
  if (state->definition) {
    state->rules = loader.rules(*state->definition, read->red_flags);
    loader.names(*state->definition, state->lines);
  }
  state->translation_states = std::move(loader).translation_states();
  state->body_map = files.text(state->manifest.body_map);
  if (out.errors.empty()) out.bundle.reset(new Bundle(std::move(state)));
  return out;
}

std::shared_ptr<const Bundle> Bundle::listed(std::string directory, Manifest manifest,
                                             Trust trust) {
  auto state = std::make_unique<State>();
  state->directory = std::move(directory);
  state->manifest = std::move(manifest);
  state->trust = std::move(trust);
  return std::shared_ptr<const Bundle>(new Bundle(std::move(state)));
}

bool Bundle::opened() const {
  return state_->definition != nullptr;
}

const Trust& Bundle::trust() const {
  return state_->trust;
}

const std::string& Bundle::directory() const {
  return state_->directory;
}
const Manifest& Bundle::manifest() const {
  return state_->manifest;
}
std::shared_ptr<const form::Definition> Bundle::definition() const {
  return state_->definition;
}
std::shared_ptr<const triage::RuleSet> Bundle::rules() const {
  return state_->rules;
}
const std::vector<SummaryLine>& Bundle::summary_lines() const {
  return state_->lines;
}
const std::string& Bundle::body_map_svg() const {
  return state_->body_map;
}
const fhir::Json& Bundle::summary() const {
  return state_->summary;
}

const std::vector<TranslationState>& Bundle::translation_states() const {
  return state_->translation_states;
}

std::string Bundle::translation(std::string_view language, std::string_view key) const {
  const auto strings = state_->translations.find(language);
  if (strings == state_->translations.end()) return {};
  const auto found = strings->second.find(key);
  return found == strings->second.end() ? std::string() : found->second.text;
}

}  // namespace anteroom::plugin
