// Our own bundle's forms load without a problem, and the items that decisions are hung on behave.
#include <filesystem>

#include "tests/core/form/form_testing.h"

namespace anteroom::form {
namespace {

using namespace testing;
using ::testing::IsEmpty;

fhir::Json bundle_form(const std::string& name) {
  return fhir::read_json_file(std::string(ANTEROOM_SOURCE_DIR) + "/plugins/upper_back_pain/forms/" +
                              name)
      .value();
}

AnswerValue back(const std::string& code) {
  return AnswerValue::coding("https://anteroom.example/fhir/CodeSystem/upper-back-pain", code);
}

TEST(BundleForms, LoadWithoutErrors) {
  for (const char* name : {"intake.json", "history.json"}) {
    EXPECT_THAT(codes(Definition::check(bundle_form(name)).errors), IsEmpty()) << name;
  }
}

TEST(BundleForms, WhereMainOffersTheAnswersOfWhereRegions) {
  Form f(load(bundle_form("intake.json")), launch_at());
  must(f.answer("where-regions", {back("blade-left"), back("blade-right"), back("neck-base")}));
  EXPECT_TRUE(f.enablement("where-main").enabled);
  std::vector<std::string> offered;
  for (const Option& option : f.offered_options("where-main")) {
    if (option.unknown == UnknownReason::none) offered.push_back(option.code);
  }
  EXPECT_THAT(offered, ::testing::UnorderedElementsAre("blade-left", "blade-right", "neck-base"));
}

}  // namespace
}  // namespace anteroom::form
