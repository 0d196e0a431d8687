// Questionnaires of other projects, read where ANTEROOM_SHARED/questionnaires is there: each loads
// and answers a response, or is refused with a code and a place. The number that ran is printed.
#include <cstdlib>
#include <filesystem>
#include <iostream>
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
      for (const Issue& issue : f.validate()) EXPECT_TRUE(issue.code.starts_with("AR-F")) << issue.code;
    }
  }
  std::cout << "foreign questionnaires: " << loaded << " loaded, " << refused << " refused\n";
  EXPECT_LE(refused, loaded);
}

}  // namespace
}  // namespace anteroom::form
