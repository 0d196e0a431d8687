// Questionnaires of other projects, read where ANTEROOM_SHARED/questionnaires is there: each loads
// and answers a response, or is refused with a code and a place. The number that ran is printed.
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include "tests/core/form/form_testing.h"

namespace anteroom::form {
namespace {

using namespace testing;

TEST(ForeignForms, LoadOrAreRefusedWithAReason) {
  const char* shared = std::getenv("ANTEROOM_SHARED");
  const std::filesystem::path folder =
      shared == nullptr ? "" : std::filesystem::path(shared) / "questionnaires";
  int loaded = 0;
  int refused = 0;
  if (shared != nullptr && std::filesystem::is_directory(folder)) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (entry.path().extension() != ".json") continue;
      const auto document = fhir::read_json_file(entry.path());
      ASSERT_TRUE(document.ok()) << entry.path() << " " << document.error().to_string();
      if (document->string_or_empty("resourceType") != "Questionnaire") continue;
      const auto definition = Definition::load(document.value());
      if (!definition) {
        ++refused;
        std::cout << entry.path().filename() << ": " << definition.error().to_string() << "\n";
        EXPECT_TRUE(definition.error().code.starts_with("AR-F"));
        EXPECT_FALSE(definition.error().pointer.empty());
        continue;
      }
      ++loaded;
      Form f(definition.value(), launch_at());
      EXPECT_EQ(f.response().string_or_empty("resourceType"), "QuestionnaireResponse");
      const auto paths = f.enabled_paths();
      EXPECT_EQ(std::set<std::string>(paths.begin(), paths.end()).size(), paths.size());
      for (const Issue& issue : f.validate())
        EXPECT_TRUE(issue.code.starts_with("AR-F")) << issue.code;
    }
  }
  std::cout << "foreign questionnaires: " << loaded << " loaded, " << refused << " refused\n";
  EXPECT_LE(refused, loaded);
}

std::map<std::string, std::string> values_of(const Form& f) {
  std::map<std::string, std::string> out;
  for (const std::string& id : f.definition().link_ids()) {
    const ItemState state = f.states(id)[0];
    if (state.shown && state.number) out[id] = state.number->to_string();
  }
  return out;
}

// fixtures/foreign_expectations.json was made with fhirpath.js (tests/peers/make_forms.mjs).
TEST(ForeignForms, EnabledItemsAndCalculatedValuesEqualFhirpathJs) {
  const auto expected = fhir::read_json_file(std::string(ANTEROOM_SOURCE_DIR) +
                                             "/tests/core/form/fixtures/foreign_expectations.json");
  ASSERT_TRUE(expected.ok()) << expected.error().to_string();
  const char* shared = std::getenv("ANTEROOM_SHARED");
  int steps = 0;
  for (const fhir::Json& each : expected->array_or_empty("forms")) {
    const std::filesystem::path file = std::filesystem::path(shared == nullptr ? "" : shared) /
                                       "questionnaires/android-fhir" / each.string_or_empty("file");
    if (!std::filesystem::exists(file)) continue;
    Form f(load(fhir::read_json_file(file).value()),
           launch_at(std::string(expected->string_or_empty("today")) + "T12:00:00Z"));
    for (const fhir::Json& step : each.array_or_empty("steps")) {
      must(f.answer(step.string_or_empty("linkId"), {{*step.find("answer")}}));
      std::set<std::string> enabled, wanted;
      for (const std::string& id : f.definition().link_ids()) {
        if (f.enablement(id).enabled) enabled.insert(id);
      }
      for (const fhir::Json& id : step.array_or_empty("enabled")) wanted.insert(id.as_string());
      EXPECT_EQ(enabled, wanted) << file.filename() << " step " << steps;
      std::map<std::string, std::string> values;
      for (const auto& [id, value] : step.find("values")->as_object())
        values[id] = value.as_decimal().to_string();
      EXPECT_EQ(values_of(f), values) << file.filename() << " step " << steps;
      ++steps;
    }
  }
  std::cout << "steps compared with fhirpath.js: " << steps << "\n";
}

}  // namespace
}  // namespace anteroom::form
