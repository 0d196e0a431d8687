#include "core/plugin/case_reader.h"

#include <algorithm>
#include <array>

#include "core/plugin/strict_reader.h"

namespace anteroom::plugin {
namespace {

constexpr std::string_view kCases = "anteroom-clinical-case/1",
                           kEquivalents = "anteroom-equivalent-mutants/1";

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool all_strings(const fhir::Json& list) {
  const fhir::JsonArray& elements = list.as_array();
  return std::all_of(elements.begin(), elements.end(),
                     [](const fhir::Json& element) { return element.is_string(); });
}

/// A member that must be a string, and with `filled` not an empty one.
enum class Text { any, filled };

class CaseReader {
 public:
  explicit CaseReader(Errors& errors) : reader_("AR-P021", errors) {}

  void file(const fhir::Json& json) {
    if (!json.is_object() || json.string_or_empty("format") != kCases)
      return reader_.complain(
          "/format", "This is no file of golden patients.",
          "Its `format` is \"" + std::string(kCases) + "\" and it has a list `cases`.");
    if (!reader_.object(json, "", {"format", "plugin", "cases"}, {"notes"})) return;
    text(json, "", "plugin", Text::any);
    text(json, "", "notes", Text::any);
    const fhir::Json& list = *json.find("cases");
    if (!list.is_array()) return reader_.complain("/cases", "This must be a list.");
    for (std::size_t i = 0; i < list.as_array().size(); ++i)
      one_case(list.as_array()[i], pointer_to("/cases", i));
  }

 private:
  void text(const fhir::Json& object, const std::string& pointer, std::string_view key, Text kind) {
    const fhir::Json* value = object.find(key);
    if (value == nullptr) return;
    if (!value->is_string() || (kind == Text::filled && value->as_string().empty()))
      reader_.complain(pointer_to(pointer, key), "This must be a text.");
  }

  void one_case(const fhir::Json& json, const std::string& pointer) {
    if (!reader_.object(json, pointer, {"id", "title", "answers", "expected"},
                        {"story", "context"}))
      return;
    text(json, pointer, "id", Text::filled);
    text(json, pointer, "title", Text::filled);
    text(json, pointer, "story", Text::any);
    if (const fhir::Json* context = json.find("context")) {
      const std::string place = pointer_to(pointer, "context");
      if (reader_.object(*context, place, {}, {"recordedSex"}) &&
          context->find("recordedSex") != nullptr &&
          !is_one_of(context->string_or_empty("recordedSex"),
                     {"male", "female", "other", "unknown"}))
        reader_.complain(pointer_to(place, "recordedSex"), "Write male, female, other or unknown.");
    }
    answers(*json.find("answers"), pointer_to(pointer, "answers"));
    expected(*json.find("expected"), pointer_to(pointer, "expected"));
  }

  void answers(const fhir::Json& json, const std::string& pointer) {
    if (!json.is_object()) return reader_.complain(pointer, "This must be an object.");
    for (const auto& [link_id, value] : json.as_object()) {
      const bool list = value.is_array() && !value.as_array().empty() && all_strings(value);
      if (!value.is_string() && !value.is_number() && !value.is_bool() && !list)
        reader_.complain(
            pointer_to(pointer, link_id),
            "An answer is a code, a number, a text, true or false, or a list of codes.");
    }
  }

  void expected(const fhir::Json& json, const std::string& pointer) {
    if (!reader_.object(json, pointer, {"fired", "unresolved", "tier", "unknownSafetyItems"}, {}))
      return;
    for (const char* key : {"fired", "unresolved", "unknownSafetyItems"}) {
      const fhir::Json& list = *json.find(key);
      if (!list.is_array() || !all_strings(list))
        reader_.complain(pointer_to(pointer, key), "This must be a list of ids.");
    }
    if (!is_one_of(json.string_or_empty("tier"), {"none", "routine", "urgent", "emergency"}))
      reader_.complain(pointer_to(pointer, "tier"), "Write none, routine, urgent or emergency.");
  }

  StrictReader reader_;
};

}  // namespace

Errors case_problems(const fhir::Json& cases) {
  Errors errors;
  CaseReader(errors).file(cases);
  return errors;
}

std::vector<EquivalentMutant> read_equivalents(const fhir::Json& list, Errors& errors) {
  std::vector<EquivalentMutant> out;
  const StrictReader reader("AR-P026", errors);
  if (!reader.object(list, "", {"schema", "mutants"}, {})) return out;
  if (list.string_or_empty("schema") != kEquivalents)
    reader.complain("/schema", "This is no list of equivalent mutants.",
                    "Its `schema` is \"" + std::string(kEquivalents) + "\".");
  const fhir::JsonArray& entries = reader.array(list, "", "mutants", 10000);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string pointer = pointer_to("/mutants", i);
    if (!reader.object(entries[i], pointer, {"id", "reason"}, {})) continue;
    EquivalentMutant entry{reader.string(entries[i], pointer, "id", 1000),
                           reader.string(entries[i], pointer, "reason", 1000)};
    if (!entry.id.empty() && !entry.reason.empty()) out.push_back(std::move(entry));
  }
  return out;
}

}  // namespace anteroom::plugin
