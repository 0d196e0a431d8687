#include "core/plugin/translations.h"

#include <algorithm>
#include <set>

#include "core/form/extensions.h"
#include "core/form/form.h"
#include "core/plugin/library_image.h"
#include "core/plugin/strict_reader.h"

namespace anteroom::plugin {
namespace {

constexpr std::string_view kTranslationUrl = "http://hl7.org/fhir/StructureDefinition/translation";

/// Adds {lang, content} to a primitive's companion member (_text, _display).
void add_extension(fhir::Json& holder, std::string_view member, std::string_view language,
                   const std::string& text) {
  fhir::Json lang = fhir::Json::object(), content = fhir::Json::object(),
             extension = fhir::Json::object();
  lang.set("url", "lang").set("valueCode", language);
  content.set("url", "content").set("valueString", text);
  extension.set("extension", fhir::Json::array().push(std::move(lang)).push(std::move(content)));
  extension.set("url", kTranslationUrl);
  if (holder.find(member) == nullptr) holder.set(member, fhir::Json::object());
  fhir::Json& companion = *holder.find(member);
  if (!companion.is_object()) return;  // not FHIR: the source text is shown
  if (companion.find("extension") == nullptr) companion.set("extension", fhir::Json::array());
  if (companion.find("extension")->is_array())
    companion.find("extension")->push(std::move(extension));
}

/// A safety item, or a group of some: its heading is read with the questions.
bool asks_about_safety(const fhir::Json& item) {
  for (const fhir::Json& extension : item.array_or_empty("extension")) {
    if (extension.string_or_empty("url") != form::ext::kSafetyItem) continue;
    const fhir::Json* value = extension.find("valueBoolean");
    return value != nullptr && value->is_bool() && value->as_bool();
  }
  const auto& children = item.array_or_empty("item");
  return item.string_or_empty("type") == "group" &&
         std::any_of(children.begin(), children.end(), asks_about_safety);
}

class Merger {
 public:
  Merger(std::string_view language, const Translations& translations)
      : language_(language), translations_(translations) {}

  void items(fhir::Json& holder) {
    fhir::Json* list = holder.find("item");
    if (list == nullptr || !list->is_array()) return;
    for (fhir::Json& item : list->as_array()) {
      const std::string link_id(item.string_or_empty("linkId"));
      safety_ = asks_about_safety(item);
      if (const std::string text(item.string_or_empty("text")); !text.empty())
        place(item, "_text", link_id + "#text", text);
      options(item, link_id);
      items(item);
    }
  }

  [[nodiscard]] TranslationState state() const {
    return {std::string(language_), texts_, missing_.size(), stale_.size() + stale_safety_.size(),
            stale_safety_.size(),   draft_};
  }

  void report(Errors& warnings) const {
    warn(warnings, "AR-P018", missing_, " have no translation yet");
    warn(warnings, "AR-P029", stale_, " changed since they were translated");
    warn(warnings, "AR-P030", stale_safety_, " of safety items changed since they were translated");
    std::set<std::string> unknown;
    for (const auto& [key, translation] : translations_) {
      // Texts of rules belong to nobody here.
      if (!used_.contains(key) && !key.ends_with("#patient")) unknown.insert(key);
    }
    warn(warnings, "AR-P018", unknown, " translate nothing of the form");
  }

 private:
  void options(fhir::Json& item, const std::string& link_id) {
    fhir::Json* list = item.find("answerOption");
    if (list == nullptr || !list->is_array()) return;
    for (fhir::Json& option : list->as_array()) {
      fhir::Json* coding = option.find("valueCoding");
      if (coding == nullptr) continue;
      const std::string code(coding->string_or_empty("code")),
          display(coding->string_or_empty("display"));
      // "Not sure", "Prefer not to answer" and "Skipped" are the kiosk's own words.
      const std::string_view system = coding->string_or_empty("system");
      if (system == form::kDataAbsentReasonSystem || system == form::kUnknownReasonSystem ||
          display.empty())
        continue;
      place(*coding, "_display", link_id + "#" + code, display);
    }
  }

  void place(fhir::Json& holder, std::string_view member, const std::string& key,
             const std::string& source) {
    ++texts_;
    const auto found = translations_.find(key);
    if (found == translations_.end()) {
      missing_.insert(key);
      return;
    }
    used_.insert(key);
    if (!found->second.reviewed) ++draft_;
    if (found->second.source_hash != sha256_hex(source).substr(0, 16)) {
      (safety_ ? stale_safety_ : stale_).insert(key);
      if (safety_) return;  // old words must not stand for a new question
    }
    add_extension(holder, member, language_, found->second.text);
  }

  void warn(Errors& warnings, const char* code, const std::set<std::string>& keys,
            std::string_view what) const {
    if (keys.empty()) return;
    std::string names;
    std::size_t shown = 0;
    for (const std::string& key : keys) {
      if (++shown > 8) break;
      names += (names.empty() ? "" : ", ") + key;
    }
    if (keys.size() > 8) names += ", ...";
    warnings.push_back(
        {code, std::to_string(keys.size()) + " texts" + std::string(what) + ": " + names + ".",
         "i18n/" + std::string(language_) + ".json",
         "The kiosk shows the source text until this is mended."});
  }

  std::string_view language_;
  const Translations& translations_;
  std::set<std::string> missing_, stale_, stale_safety_, used_;
  std::size_t texts_ = 0, draft_ = 0;
  bool safety_ = false;  ///< of the item in hand
};

}  // namespace

Translations read_translations(const fhir::Json& json, std::string_view language, Errors& errors) {
  const StrictReader reader("AR-P018", errors);
  Translations out;
  if (!reader.object(json, "", {"version", "language", "strings"}, {"schema", "review"}))
    return out;
  if (json.string_or_empty("language") != language)
    reader.complain("/language", "The file's name says another language.",
                    "Write \"" + std::string(language) + "\".");
  const fhir::Json& strings = *json.find("strings");
  if (!strings.is_object()) {
    reader.complain("/strings", "An object must stand here.");
    return out;
  }
  for (const auto& [key, entry] : strings.as_object()) {
    const std::string pointer = pointer_to("/strings", key);
    if (!reader.object(entry, pointer, {"text", "source_hash", "status"}, {"reviewer", "grade"}))
      continue;
    out[key] = {reader.string(entry, pointer, "text", 2000),
                reader.string(entry, pointer, "source_hash", 16),
                entry.string_or_empty("status") == "reviewed"};
  }
  return out;
}

TranslationState merge_translations(fhir::Json& questionnaire, std::string_view language,
                                    const Translations& translations, Errors& warnings) {
  Merger merger(language, translations);
  merger.items(questionnaire);
  merger.report(warnings);
  return merger.state();
}

}  // namespace anteroom::plugin
