#include "kiosk/cli/plugin_template.h"

#include <filesystem>
#include <fstream>
#include <system_error>
#include <vector>

#include "core/fhir/json.h"
#include "core/form/form.h"
#include "core/plugin/library_image.h"
#include "core/plugin/manifest.h"

namespace anteroom::cli {
namespace {

using fhir::Json;

Json list(std::initializer_list<Json> elements) {
  Json json = Json::array();
  for (const Json& element : elements) json.push(element);
  return json;
}

Json flag(std::string_view url) {
  return Json::object().set("url", url).set("valueBoolean", true);
}

/// A yes/no question with the three ways of not answering.
Json yes_no(const std::string& system, std::string_view link_id, std::string_view text,
            bool safety) {
  const auto option = [](std::string_view from, std::string_view code, std::string_view display) {
    return Json::object().set(
        "valueCoding",
        Json::object().set("system", from).set("code", code).set("display", display));
  };
  const auto unknown = [&](std::string_view from, std::string_view code, std::string_view display) {
    Json extensions =
        list({flag("http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive")});
    Json json = Json::object().set("extension", std::move(extensions));
    return json.set("valueCoding", *option(from, code, display).find("valueCoding"));
  };
  Json item = Json::object().set("linkId", link_id).set("text", text).set("type", "choice");
  if (safety)
    item.set("extension",
             list({flag(std::string(form::kCanonicalBase) + "/StructureDefinition/safety-item")}));
  return item.set(
      "answerOption",
      list({option(system, "yes", "Yes"), option(system, "no", "No"),
            unknown(form::kDataAbsentReasonSystem, "asked-unknown", "Not sure"),
            unknown(form::kDataAbsentReasonSystem, "asked-declined", "Prefer not to answer"),
            unknown(form::kUnknownReasonSystem, "skipped", "Skipped")}));
}

Json group(std::string_view link_id, std::string_view text, Json items) {
  return Json::object()
      .set("linkId", link_id)
      .set("text", text)
      .set("type", "group")
      .set("item", std::move(items));
}

Json questionnaire(const std::string& id, const std::string& title) {
  const std::string system = std::string(form::kCanonicalBase) + "/CodeSystem/" + id;
  Json number = Json::object()
                    .set("linkId", "pain-now")
                    .set("text", "How bad is it now? 0 is none.")
                    .set("type", "integer");
  number.set("extension", list({Json::object()
                                    .set("url", "http://hl7.org/fhir/StructureDefinition/minValue")
                                    .set("valueInteger", 0),
                                Json::object()
                                    .set("url", "http://hl7.org/fhir/StructureDefinition/maxValue")
                                    .set("valueInteger", 10)}));
  Json words = Json::object()
                   .set("linkId", "own-words")
                   .set("text", "What is going on?")
                   .set("type", "text")
                   .set("maxLength", 240);
  Json json = Json::object().set("resourceType", "Questionnaire").set("language", "en");
  json.set("url", std::string(form::kCanonicalBase) + "/Questionnaire/" + id)
      .set("version", "0.1.0");
  json.set("title", title).set("status", "draft");
  return json.set("item",
                  list({group("safety", "Health checks",
                              list({yes_no(system, "fever", "Do you have a fever?", true)})),
                        group("story", "Your words", list({number, words}))}));
}

Json red_flags() {
  Json rule = Json::object()
                  .set("id", "RF-U01")
                  .set("tier", "urgent")
                  .set("name", "Fever")
                  .set("when", "has('fever', 'yes')");
  rule.set("suspected", "Infection")
      .set("clinicianMessage", "Fever: take the temperature before the exam.");
  rule.set("evidence", "E1").set("caveat", "").set("summaryLabel", "Fever");
  return Json::object().set("schema", "anteroom-red-flags/1").set("rules", list({rule}));
}

Json golden_patients(const std::string& id) {
  const auto one = [](std::string_view name, std::string_view title, std::string_view fever,
                      Json fired, Json unresolved, std::string_view tier, Json unknown) {
    Json expected =
        Json::object().set("fired", std::move(fired)).set("unresolved", std::move(unresolved));
    expected.set("tier", tier).set("unknownSafetyItems", std::move(unknown));
    return Json::object()
        .set("id", name)
        .set("title", title)
        .set("answers", Json::object().set("fever", fever).set("pain-now", 4))
        .set("expected", std::move(expected));
  };
  return Json::object()
      .set("format", "anteroom-clinical-case/1")
      .set("plugin", id)
      .set("cases",
           list({one("C01", "No fever", "no", Json::array(), Json::array(), "none", Json::array()),
                 one("C02", "Fever", "yes", list({"RF-U01"}), Json::array(), "urgent",
                     Json::array()),
                 one("C03", "Fever not known", "not-sure", Json::array(), list({"RF-U01"}),
                     "routine", list({"fever"}))}));
}

Json summary() {
  Json line = Json::object()
                  .set("id", "severity")
                  .set("label", "Severity")
                  .set("order", 1)
                  .set("template", "Now {pain-now} (0 to 10).");
  return Json::object()
      .set("schema", "anteroom-summary/1")
      .set("own_words", "own-words")
      .set("lines", list({line}));
}

Json manifest(const std::string& id, const std::string& title, Json files) {
  Json provides = Json::object().set("forms", list({"forms/intake.json"}));
  provides.set("red_flags", list({Json::object().set("id", "RF-U01").set("tier", "urgent")}));
  Json json =
      Json::object().set("schema", "anteroom-manifest/1").set("id", id).set("version", "0.1.0");
  json.set("title", Json::object().set("en", title))
      .set("description", Json::object().set("en", "Questions about " + title + "."));
  json.set("languages", list({"en"}))
      .set("author", "Your name")
      .set("license", "Apache-2.0")
      .set("contact", "Your address");
  json.set("intended_use",
           "Collects answers before a visit. It does not diagnose. Not reviewed by a clinician.");
  json.set("condition", Json::object()
                            .set("system", "http://snomed.info/sct")
                            .set("code", "404684003")
                            .set("display", "Clinical finding"));
  const Json evidence = Json::object()
                            .set("id", "E1")
                            .set("citation", "The guideline this rule follows")
                            .set("year", 0)
                            .set("link", "");
  json.set("provides", std::move(provides))
      .set("evidence", list({evidence}))
      .set("reviewed_by", "")
      .set("review_due", "");
  return json.set("files", std::move(files));
}

/// What a manifest promises of a library. The build writes the library's name and hash.
Json with_library(Json json) {
  Json provides = *json.find("provides");
  provides.set("checks", list({Json::object()
                                   .set("id", "fever-with-pain")
                                   .set("tier", "routine")
                                   .set("title", "Fever together with strong pain")}));
  return json.set("provides", std::move(provides))
      .set("reads", list({"fever", "pain-now"}))
      .set("abi", Json::object().set("major", 1).set("minor", 0));
}

/// "org.example.knee-pain" -> "org_example_knee_pain": a name for CMake and the linker.
std::string identifier_of(std::string id) {
  for (char& c : id) c = c == '-' || c == '.' ? '_' : c;
  return id;
}

std::string cmake_lists(const std::string& id) {
  const std::string target = identifier_of(id);
  return "cmake_minimum_required(VERSION 3.25)\nproject(" + target +
         " LANGUAGES CXX)\nfind_package(Anteroom REQUIRED)\nanteroom_add_plugin(" + target +
         " SOURCES native/plugin.cpp)\nanteroom_bundle(" + id + " LIBRARY " + target + ")\n";
}

std::string library_source(const std::string& id) {
  return R"(// A coded check: only for what rules of red-flags.json cannot say. Unknown is never no: `unknown`
// reads "not evaluated" at the clinician's.
#include <anteroom/condition_plugin.h>

namespace {

using namespace anteroom::sdk;

class Plugin final : public anteroom::ConditionPlugin {
 public:
  Plugin() : ConditionPlugin(")" +
         id + R"(") {
    add_check("fever-with-pain", [](const Answers& answers) {
      return Check::of(answers["fever"].has({"yes"}) && answers["pain-now"].at_least(7));
    });
  }
};

}  // namespace

ANTEROOM_EXPORT_PLUGIN(Plugin)
)";
}

bool write_file(const std::filesystem::path& path, const std::string& text) {
  std::error_code failed;
  std::filesystem::create_directories(path.parent_path(), failed);
  std::ofstream out(path, std::ios::binary);
  out << text;
  return out.flush().good();
}

/// "org.example.knee-pain" -> "Knee pain".
std::string title_of(const std::string& id) {
  std::string title = id.substr(id.rfind('.') + 1);
  for (char& c : title) c = c == '-' ? ' ' : c;
  if (title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 'a' + 'A');
  return title;
}

}  // namespace

Result<std::string> create_plugin(const std::string& id, const std::string& parent,
                                  PluginKind kind) {
  namespace fs = std::filesystem;
  if (!plugin::valid_plugin_id(id) || id.find('.') == std::string::npos)
    return Error{"AR-C003", "This is no id for a plugin of yours.", id,
                 "Write it like org.example.knee-pain: a name you own, then the condition."};
  const fs::path directory = fs::path(parent) / id;
  std::error_code failed;
  if (fs::exists(directory, failed))
    return Error{"AR-C004", "There is something here already; nothing was changed.",
                 directory.string(), "Give another id or --in DIR."};
  const std::string title = title_of(id);
  const std::vector<std::pair<std::string, Json>> parts{
      {"forms/intake.json", questionnaire(id, title)},
      {"red-flags.json", red_flags()},
      {"summary.json", summary()},
      {"cases/patients.json", golden_patients(id)}};
  Json files = Json::object();
  bool ok = true;
  for (const auto& [path, json] : parts) {
    const std::string text = fhir::write_json(json, fhir::JsonLayout::pretty) + "\n";
    files.set(path, plugin::sha256_hex(text));
    ok = ok && write_file(directory / path, text);
  }
  Json top = manifest(id, title, std::move(files));
  if (kind == PluginKind::native) {
    top = with_library(std::move(top));
    ok = ok && write_file(directory / "CMakeLists.txt", cmake_lists(id)) &&
         write_file(directory / "native/plugin.cpp", library_source(id));
  }
  ok = ok && write_file(directory / "plugin.json",
                        fhir::write_json(top, fhir::JsonLayout::pretty) + "\n");
  if (!ok)
    return Error{"AR-C004", "The files could not be written.", directory.string(),
                 "Look at the permissions and the free space."};
  return directory.string();
}

}  // namespace anteroom::cli
