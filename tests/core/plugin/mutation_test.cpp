// Golden patients against mutants: who is killed, who survives, and the list of equivalent ones.
#include "core/plugin/mutation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/plugin/cases.h"
#include "tests/core/plugin/small_bundle.h"

namespace anteroom::plugin {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kYes =
    R"({"id":"yes","title":"t","answers":{"a":"yes"},"expected":{"fired":["RF-1"],"unresolved":[],"tier":"urgent","unknownSafetyItems":[]}})";
constexpr const char* kNobody =
    R"({"id":"nobody","title":"t","answers":{},"expected":{"fired":[],"unresolved":["RF-1"],"tier":"routine","unknownSafetyItems":["a"]}})";
constexpr const char* kWrong =
    R"({"id":"wrong","title":"t","answers":{"a":"no"},"expected":{"fired":["RF-1"],"unresolved":[],"tier":"urgent","unknownSafetyItems":[]}})";

MutationReport report(const std::string& cases, const std::string& equivalents = "") {
  SmallBundle small;
  if (!equivalents.empty()) small.files[std::string("cases/equivalent-mutants.json")] = equivalents;
  const Bundle::Loaded loaded = Bundle::load(small.write());
  EXPECT_TRUE(loaded.bundle) << (loaded.errors.empty() ? "" : loaded.errors[0].to_string());
  return run_mutants(
      *loaded.bundle,
      {{"cases/c.json",
        *fhir::parse_json(R"({"format":"anteroom-clinical-case/1","plugin":"small","cases":[)" +
                          cases + "]}")}});
}

std::string listed(const std::string& entries) {
  return R"({"schema":"anteroom-equivalent-mutants/1","mutants":[)" + entries + "]}";
}

TEST(Mutation, APatientKillsWhatHeGivesAway) {
  const MutationReport r = report(kYes);
  EXPECT_THAT(r.errors, IsEmpty());
  EXPECT_EQ(r.safety.mutants, 2);
  EXPECT_EQ(r.safety.killed, 2);
  EXPECT_TRUE(r.safety.complete());
  EXPECT_EQ(r.mutants[0].killed_by, "yes");
  EXPECT_EQ(r.other.mutants, 0);
  EXPECT_EQ(r.other.value(), 1.0);
}

TEST(Mutation, SurvivorsAreListedWithAHint) {
  const MutationReport r = report(kNobody);  // unresolved either way when turned around
  EXPECT_EQ(r.safety.killed, 1);
  EXPECT_EQ(r.safety.value(), 0.5);
  EXPECT_FALSE(r.safety.complete());
  EXPECT_EQ(r.mutants[1].killed_by, "");
  EXPECT_EQ(r.mutants[1].hint, "all quiet");
}

TEST(Mutation, AFailingCaseKillsNothing) {
  const MutationReport r = report(kWrong);
  EXPECT_EQ(r.safety.killed, 0);
  ASSERT_EQ(r.errors.size(), 1U);
  EXPECT_EQ(r.errors[0].code, "AR-P022");
}

TEST(Mutation, EquivalentMutantsNeedToBeSo) {
  const std::string survivor = report(kNobody).mutants[1].mutant.id;
  const auto entry = [](const std::string& id, const std::string& reason) {
    return R"({"id":")" + id + R"(","reason":")" + reason + R"("})";
  };
  const MutationReport right = report(kNobody, listed(entry(survivor, "nobody is asked")));
  EXPECT_THAT(right.errors, IsEmpty());
  EXPECT_EQ(right.safety.equivalent, 1);
  EXPECT_EQ(right.safety.value(), 1.0);
  EXPECT_TRUE(right.safety.complete());

  const MutationReport killed = report(kYes, listed(entry(survivor, "nobody is asked")));
  ASSERT_EQ(killed.errors.size(), 1U);
  EXPECT_EQ(killed.errors[0].code, "AR-P026");
  EXPECT_THAT(killed.errors[0].message, HasSubstr("not equivalent"));
  EXPECT_EQ(killed.safety.equivalent, 0);

  const MutationReport gone = report(kYes, listed(entry("RF-1/drop/9/00000000", "gone")));
  ASSERT_EQ(gone.errors.size(), 1U);
  EXPECT_THAT(gone.errors[0].message, HasSubstr("There is no mutant"));
  EXPECT_EQ(gone.errors[0].pointer, "cases/equivalent-mutants.json");

  EXPECT_EQ(report(kNobody, listed(entry(survivor, ""))).errors.at(0).code, "AR-P026");
  EXPECT_EQ(report(kNobody, "{}").errors.at(0).code, "AR-P026");
}

/// No clause of a shipped rule can be lost or turned around unnoticed.
TEST(Mutation, UpperBackPainCatchesEveryMutant) {
  const Bundle::Loaded loaded = Bundle::load(ANTEROOM_BINARY_DIR "/plugins/upper-back-pain");
  ASSERT_TRUE(loaded.bundle);
  std::map<std::string, fhir::Json> cases;
  for (const std::string& path : golden_files(loaded.bundle->manifest()))
    cases.emplace(path, *fhir::read_json_file(loaded.bundle->directory() + "/" + path));
  const MutationReport r = run_mutants(*loaded.bundle, cases);
  EXPECT_THAT(r.errors, IsEmpty());
  EXPECT_GT(r.safety.mutants, 300);
  EXPECT_TRUE(r.safety.complete());
  EXPECT_TRUE(r.other.complete());
  for (const MutantResult& result : r.mutants)
    EXPECT_FALSE(result.killed_by.empty() && result.equivalent.empty())
        << result.mutant.id << ' ' << result.mutant.clause << "; try " << result.hint;
}

}  // namespace
}  // namespace anteroom::plugin
