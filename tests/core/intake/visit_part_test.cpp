// Where a question of each real bundle stands in a visit with several conditions.
#include "core/intake/visit_part.h"

#include "tests/core/intake/two_conditions.h"

namespace anteroom::intake {
namespace {

TEST(VisitPart, StepsAreKnownByNameAndNumber) {
  EXPECT_EQ(step_number("health-checks"), 3);
  EXPECT_EQ(step_number("Health checks"), 3);
  EXPECT_EQ(step_number("health_checks"), 3);
  EXPECT_EQ(step_number("8"), 8);
  EXPECT_EQ(step_number("9"), 0);
  EXPECT_EQ(step_number(""), 0);
}

TEST(VisitPart, TreatmentsBelongToTheirComplaintAndMedicinesToThePerson) {
  const auto part = [](const std::string& id, const std::string& link_id) {
    const auto bundle = bundle_of(id);
    return part_of(bundle->manifest(), *bundle->definition(), *bundle->definition()->find(link_id));
  };
  EXPECT_EQ(part(kNeck, "start-who"), VisitPart::person);
  EXPECT_EQ(part(kNeck, "gen-fever"), VisitPart::checks);
  EXPECT_EQ(part(kNeck, "nrs-now"), VisitPart::story);
  EXPECT_EQ(part(kNeck, "tried"), VisitPart::story);
  EXPECT_EQ(part(kNeck, "meds-thinner"), VisitPart::history);
  EXPECT_EQ(part(kNeck, "hx-inject"), VisitPart::history);
  EXPECT_EQ(part(kHistory, "hx-surgery"), VisitPart::history);
}

}  // namespace
}  // namespace anteroom::intake
