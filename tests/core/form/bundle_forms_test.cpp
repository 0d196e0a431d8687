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

/// The bundle's forms are one form to the patient: history asks about answers of intake.
fhir::Json merged() {
  fhir::Json form = bundle_form("intake.json");
  const fhir::Json history = bundle_form("history.json");
  for (const fhir::Json& item : history.array_or_empty("item")) form.find("item")->push(item);
  return form;
}

TEST(BundleForms, LoadWithoutErrors) {
  EXPECT_THAT(codes(Definition::check(merged()).errors), IsEmpty());
}

TEST(BundleForms, PregnancyIsAskedUnlessSexOrAgeSayNo) {
  const auto asked = [](const char* gender, int age) {
    LaunchContext launch = launch_at();
    if (gender != nullptr) {
      launch.patient =
          json(std::string(R"({"resourceType":"Patient","gender":")") + gender + "\"}");
    }
    Form f(load(merged()), launch);
    if (age > 0) must(f.answer("start-age", {AnswerValue::integer(age)}));
    return f.enablement("preg").enabled;
  };
  EXPECT_FALSE(asked("male", 30));
  EXPECT_TRUE(asked("female", 30));
  EXPECT_TRUE(asked(nullptr, 30)) << "no recorded sex: ask";
  EXPECT_TRUE(asked("female", 0)) << "no known age: ask";
  EXPECT_FALSE(asked("female", 70));
}

TEST(BundleForms, ImpactMeanOnlyWithAllThree) {
  Form f(load(merged()), launch_at());
  must(f.answer("nrs-avg", {AnswerValue::integer(5)}));
  must(f.answer("impact-enjoy", {AnswerValue::integer(6)}));
  EXPECT_TRUE(f.answers("impact-mean").empty());
  must(f.answer("impact-activity", {AnswerValue::integer(6)}));
  EXPECT_EQ(f.states("impact-mean")[0].number, fhir::Decimal(567, 2));
  must(f.answer_unknown("impact-activity", UnknownReason::asked_unknown));
  EXPECT_TRUE(f.answers("impact-mean").empty());
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
