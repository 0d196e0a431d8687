// A small right bundle on disk that tests bend in one place.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "core/fhir/json.h"
#include "core/plugin/library_image.h"

namespace anteroom::plugin {

class SmallBundle {
 public:
  SmallBundle() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "anteroom-bundle-XXXXXX").string();
    parent_ = mkdtemp(pattern.data());
    files["forms/intake.json"] =
        R"({"resourceType":"Questionnaire","language":"en","url":"http://x.example/Questionnaire/q","status":"draft","item":[)"
        R"({"linkId":"a","text":"First?","type":"choice","answerOption":[)"
        R"({"valueCoding":{"system":"http://x.example","code":"yes","display":"Yes"}},)"
        R"({"valueCoding":{"system":"http://x.example","code":"no","display":"No"}}],)"
        R"("extension":[{"url":"https://anteroom.example/fhir/StructureDefinition/safety-item","valueBoolean":true}]},)"
        R"({"linkId":"n","text":"How much?","type":"integer"}]})";
    files["forms/history.json"] =
        R"({"resourceType":"Questionnaire","language":"en","url":"http://x.example/Questionnaire/h","status":"draft","item":[)"
        R"({"linkId":"h","text":"Before?","type":"boolean"}]})";
    files["red-flags.json"] =
        R"j({"schema":"anteroom-red-flags/1","rules":[{"id":"RF-1","tier":"urgent","name":"N","when":"has('a', 'yes')",)j"
        R"("suspected":"S","clinicianMessage":"M","evidence":"E1","caveat":"","summaryLabel":"L"}]})";
    files["summary.json"] =
        R"({"schema":"anteroom-summary/1","lines":[{"id":"two","label":"Two","order":2,"template":"{n}."},)"
        R"({"id":"one","label":"One","order":1,"template":"{a}.[ Before: {h}.]"}]})";
    files["i18n/es.json"] = R"({"version":"1.0.0","language":"es","strings":{)" +
                            entry("a#text", "¿Primero?", "First?") + "," +
                            entry("a#yes", "Sí", "Yes") + "," + entry("a#no", "No", "No") + "," +
                            entry("n#text", "¿Cuánto?", "How much?") + "," +
                            entry("h#text", "¿Antes?", "Before?") + "," +
                            entry("RF-1#patient", "Avise", "Tell us") + "}}";
    manifest = *fhir::parse_json(
        R"({"schema":"anteroom-manifest/1","id":"small","version":"1.0.0","title":{"en":"Small","es":"Pequeño"},)"
        R"("description":{"en":"A small one."},"languages":["en","es"],"author":"A","license":"Apache-2.0","contact":"C",)"
        R"("intended_use":"Tests.","condition":{"system":"s","code":"c","display":"d"},)"
        R"("provides":{"forms":["forms/intake.json"],"history":["forms/history.json"],)"
        R"("red_flags":[{"id":"RF-1","tier":"urgent"}]},"evidence":[],"reviewed_by":"","review_due":""})");
  }
  ~SmallBundle() { std::filesystem::remove_all(parent_); }
  SmallBundle(const SmallBundle&) = delete;
  SmallBundle& operator=(const SmallBundle&) = delete;

  static std::string entry(const std::string& key, const std::string& text,
                           const std::string& source) {
    return "\"" + key + R"(":{"text":")" + text + R"(","source_hash":")" +
           sha256_hex(source).substr(0, 16) + R"(","status":"draft","reviewer":"","grade":null})";
  }

  /// Writes it all, hashes included; the bundle's directory.
  std::string write(const std::string& name = "small") {
    const std::string directory = parent_ + "/" + name;
    fhir::Json hashes = fhir::Json::object();
    for (const auto& [path, text] : files) {
      put(directory + "/" + path, text);
      hashes.set(path, sha256_hex(text));
    }
    if (manifest.find("files") == nullptr) manifest.set("files", hashes);
    put(directory + "/plugin.json", fhir::write_json(manifest, fhir::JsonLayout::pretty));
    return directory;
  }
  static void put(const std::string& path, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  [[nodiscard]] const std::string& parent() const { return parent_; }

  fhir::Json manifest;
  std::map<std::string, std::string> files;

 private:
  std::string parent_;
};

}  // namespace anteroom::plugin
