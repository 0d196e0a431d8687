// A built bundle with the made-up languages beside its own: what a translation will do to its
// pages.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "core/fhir/json.h"
#include "core/plugin/library_image.h"
#include "kiosk/flow/pseudo.h"

namespace anteroom::flow::support {

/// Every text of a form by its key in i18n files.
inline void collect_texts(const fhir::Json& holder, fhir::Json& strings,
                          std::string_view language) {
  const auto add = [&](const std::string& key, const std::string& text) {
    if (text.empty() || strings.find(key) != nullptr) return;
    strings.set(key, fhir::Json::object()
                         .set("text", pseudo_text(text, language))
                         .set("source_hash", plugin::sha256_hex(text).substr(0, 16))
                         .set("status", "draft"));
  };
  for (const fhir::Json& item : holder.array_or_empty("item")) {
    const std::string link_id(item.string_or_empty("linkId"));
    add(link_id + "#text", std::string(item.string_or_empty("text")));
    for (const fhir::Json& option : item.array_or_empty("answerOption")) {
      const fhir::Json* coding = option.find("valueCoding");
      if (coding == nullptr) continue;
      add(link_id + "#" + std::string(coding->string_or_empty("code")),
          std::string(coding->string_or_empty("display")));
    }
    collect_texts(item, strings, language);
  }
}

/// Copies the bundle under `parent`, adds qps-ploc and qps-plocm; the copy's directory.
inline std::string with_pseudo_languages(const std::string& bundle, const std::string& parent) {
  namespace fs = std::filesystem;
  const fs::path copy = fs::path(parent) / fs::path(bundle).filename();
  fs::copy(bundle, copy, fs::copy_options::recursive);
  fhir::Json manifest = *fhir::read_json_file((copy / "plugin.json").string());
  for (const std::string_view language : {kPseudoLong, kPseudoRightToLeft}) {
    fhir::Json strings = fhir::Json::object();
    for (const auto& form : fs::directory_iterator(copy / "forms")) {
      const fhir::Json json = *fhir::read_json_file(form.path().string());
      collect_texts(json, strings, language);
    }
    const std::string text = fhir::write_json(fhir::Json::object()
                                                  .set("schema", "anteroom-i18n/1")
                                                  .set("version", "0.1.0")
                                                  .set("language", language)
                                                  .set("strings", std::move(strings)));
    const std::string path = "i18n/" + std::string(language) + ".json";
    fs::create_directories(copy / "i18n");
    std::ofstream(copy / path, std::ios::binary) << text;
    manifest.find("files")->set(path, plugin::sha256_hex(text));
    manifest.find("languages")->push(std::string(language));
    for (const char* words : {"title", "description"}) {
      fhir::Json* const texts = manifest.find(words);
      texts->set(language, pseudo_text(texts->string_or_empty("en"), language));
    }
  }
  std::ofstream(copy / "plugin.json", std::ios::binary) << fhir::write_json(manifest);
  return copy.string();
}

}  // namespace anteroom::flow::support
