#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/plugin/bundle.h"
#include "tests/core/plugin/small_bundle.h"

namespace anteroom::plugin {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

fhir::Json json(const std::string& text) {
  return *fhir::parse_json(text);
}

std::shared_ptr<const Bundle> small() {
  SmallBundle small;
  return Bundle::load(small.write()).bundle;
}

TEST(Cases, UpperBackPainPassesAllOfItsPatients) {
  const Bundle::Loaded loaded = Bundle::load(ANTEROOM_BINARY_DIR "/plugins/upper-back-pain");
  ASSERT_TRUE(loaded.bundle) << (loaded.errors.empty() ? "" : loaded.errors[0].to_string());
  const auto results = run_cases(
      *loaded.bundle, *fhir::read_json_file(ANTEROOM_SOURCE_DIR
                                            "/plugins/upper_back_pain/cases/upper-back-pain.json"));
  ASSERT_TRUE(results.ok()) << results.error().to_string();
  EXPECT_GE(results->size(), 21U);
  for (const CaseResult& result : *results)
    EXPECT_TRUE(result.pass) << result.id << ": " << testing::PrintToString(result.differences);
}

TEST(Cases, DifferencesAreNamed) {
  const auto bundle = small();
  const auto results =
      run_cases(*bundle, json(R"({"format":"anteroom-clinical-case/1","plugin":"small","cases":[
    {"id":"1","title":"t","answers":{"a":"yes"},"expected":{"fired":[],"unresolved":[],"tier":"none","unknownSafetyItems":[]}},
    {"id":"2","title":"t","answers":{"a":"not-sure"},"expected":{"fired":[],"unresolved":["RF-1"],"tier":"routine","unknownSafetyItems":["a"]}},
    {"id":"3","title":"t","answers":{},"expected":{"fired":[],"unresolved":["RF-1"],"tier":"routine","unknownSafetyItems":["a"]}},
    {"id":"4","title":"t","answers":{"b":"yes"},"expected":{"fired":[],"unresolved":["RF-1"],"tier":"routine","unknownSafetyItems":["a"]}}]})"));
  ASSERT_TRUE(results.ok());
  EXPECT_FALSE((*results)[0].pass);
  EXPECT_THAT((*results)[0].differences, ElementsAre("RF-1 is fired and should not be",
                                                     "the tier is urgent and should be none"));
  EXPECT_TRUE((*results)[1].pass);
  EXPECT_TRUE((*results)[2].pass);   // not reached is unknown, not no
  EXPECT_FALSE((*results)[3].pass);  // an item that does not exist
}

TEST(Cases, FileOfAnotherKind) {
  const auto bundle = small();
  const auto hollow = run_cases(
      *bundle,
      json(
          R"({"format":"anteroom-clinical-case/1","plugin":"small","cases":[{"id":"5","title":"t","answers":{}}]})"));
  ASSERT_FALSE(hollow.ok()) << "a case that expects nothing proves nothing";
  EXPECT_EQ(hollow.error().code, "AR-P021");
  EXPECT_EQ(hollow.error().pointer, "/cases/0");
  EXPECT_EQ(run_cases(*bundle, json("{}")).error().code, "AR-P021");
  EXPECT_EQ(run_cases(*bundle,
                      json(R"({"format":"anteroom-clinical-case/1","plugin":"other","cases":[]})"))
                .error()
                .code,
            "AR-P021");
}

TEST(PlayAnswer, EveryKind) {
  const auto bundle = small();
  form::Form form(bundle->definition(), {});
  EXPECT_TRUE(play_answer(form, "a", "yes").ok());
  EXPECT_THAT(form.states("a").at(0).codes, ElementsAre("yes"));
  EXPECT_TRUE(play_answer(form, "a", "prefer-not").ok());
  EXPECT_EQ(form.states("a").at(0).reason, form::UnknownReason::asked_declined);
  EXPECT_TRUE(play_answer(form, "n", 4).ok());
  EXPECT_EQ(form.states("n").at(0).number, fhir::Decimal(4));
  EXPECT_TRUE(play_answer(form, "h", "yes").ok());
  EXPECT_THAT(form.states("h").at(0).codes, ElementsAre("true"));
  EXPECT_TRUE(play_answer(form, "n", "skipped").ok());
  EXPECT_EQ(form.states("n").at(0).kind, form::ItemState::Kind::unknown);
}

TEST(PlayAnswer, RefusalsNameTheItemAndNeverTheAnswer) {
  const auto bundle = small();
  form::Form form(bundle->definition(), {});
  for (const auto& [path, value] : std::vector<std::pair<std::string, fhir::Json>>{
           {"a", "secret-code"}, {"n", "secret-code"}, {"zz", "secret-code"}, {"a", 7}}) {
    const auto change = play_answer(form, path, value);
    ASSERT_FALSE(change.ok()) << path;
    EXPECT_EQ(change.error().to_string().find("secret"), std::string::npos)
        << change.error().to_string();
    EXPECT_EQ(change.error().pointer, path);
  }
  EXPECT_THAT(play_answers(form, json(R"({"a":"yes"})")), IsEmpty());
}

}  // namespace
}  // namespace anteroom::plugin
