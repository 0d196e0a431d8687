// Repeating groups: instance paths, adding, removing, nesting, and expressions over all instances.
#include "tests/core/form/form_testing.h"

namespace anteroom::form {
namespace {

using namespace testing;
using ::testing::ElementsAre;

const char* const kNested =
    R"({"linkId":"g","type":"group","repeats":true,"item":[{"linkId":"q","type":"integer"},
  {"linkId":"h","type":"group","repeats":true,"item":[{"linkId":"r","type":"integer"}]}]})";

TEST(Paths, EndInTheLinkId) {
  EXPECT_EQ(link_id_of("now-breath"), "now-breath");
  EXPECT_EQ(link_id_of("g[1].q"), "q");
  EXPECT_EQ(link_id_of("g[1].h[0].1.2"), "1.2");
  EXPECT_EQ(link_id_of("dotted.q"), "dotted.q");
  EXPECT_EQ(link_id_of("g[2]"), "g");
}

TEST(Repeats, NestedPaths) {
  Form f = form(kNested);
  must(f.add_instance("g"));
  must(f.add_instance("g[1].h"));
  EXPECT_EQ(f.instances("g"), 2U);
  EXPECT_EQ(f.instances("g[0].h"), 1U);
  EXPECT_EQ(f.instances("g[1].h"), 2U);
  const ChangeSet change = must(f.answer("g[1].h[1].r", {AnswerValue::integer(5)}));
  EXPECT_THAT(change.values, ElementsAre("g[1].h[1].r"));
  EXPECT_EQ(f.states("r").size(), 3U);
  EXPECT_EQ(refusal(f.answer("g[2].q", {})), "AR-F020");
  EXPECT_EQ(refusal(f.answer("g[x].q", {})), "AR-F020");
  EXPECT_THAT(f.enabled_paths(),
              ElementsAre("g[0]", "g[0].q", "g[0].h[0]", "g[0].h[0].r", "g[1]", "g[1].q",
                          "g[1].h[0]", "g[1].h[0].r", "g[1].h[1]", "g[1].h[1].r"));
}

TEST(Repeats, RemovingMovesTheRest) {
  Form f = form(
      std::string(kNested) + R"(,{"linkId":"sum","type":"integer","extension":[)" +
      expression("calculatedExpression",
                 "%resource.item.where(linkId='g').item.where(linkId='q').answer.value.sum()") +
      "]}");
  must(f.add_instance("g"));
  must(f.add_instance("g"));
  for (int i = 0; i < 3; ++i)
    must(f.answer("g[" + std::to_string(i) + "].q", {AnswerValue::integer(1 << i)}));
  EXPECT_EQ(f.states("sum")[0].number, fhir::Decimal(7));
  const ChangeSet change = must(f.remove_instance("g", 1));
  EXPECT_EQ(f.states("sum")[0].number, fhir::Decimal(5));
  EXPECT_THAT(change.states, ::testing::IsSupersetOf({"g", "q", "sum"}));
  EXPECT_EQ(f.answers("g[1].q"), std::vector{AnswerValue::integer(4)});
  EXPECT_EQ(f.response().array_or_empty("item").size(), 3U);
  EXPECT_EQ(refusal(f.remove_instance("g", 2)), "AR-F027");
  EXPECT_EQ(refusal(f.add_instance("q")), "AR-F027");
}

TEST(Repeats, NewInstancesGetTheirInitialValues) {
  Form f = form(
      R"({"linkId":"g","type":"group","repeats":true,"item":[{"linkId":"q","type":"integer","initial":[{"valueInteger":3}]}]})");
  must(f.add_instance("g"));
  EXPECT_EQ(f.answers("g[1].q"), std::vector{AnswerValue::integer(3)});
}

TEST(Repeats, LinkIdsMayHoldDotsAndBrackets) {
  Form f = form(
      R"({"linkId":"g.1","type":"group","repeats":true,"item":[{"linkId":"q[0]","type":"integer"},{"linkId":"g.1.x","type":"integer"}]})");
  must(f.add_instance("g.1"));
  must(f.answer("g.1[1].q[0]", {AnswerValue::integer(3)}));
  must(f.answer("g.1[1].g.1.x", {AnswerValue::integer(4)}));
  EXPECT_EQ(f.states("q[0]")[1].number, fhir::Decimal(3));
  EXPECT_EQ(f.states("g.1.x")[1].number, fhir::Decimal(4));
}

TEST(Repeats, PlainGroupsDoNotStandInPathsButMayBeWritten) {
  Form f = form(R"({"linkId":"p","type":"group","item":[{"linkId":"q","type":"integer"}]})");
  const ChangeSet change = must(f.answer("p.q", {AnswerValue::integer(3)}));
  EXPECT_THAT(change.values, ElementsAre("q"));
}

TEST(LiveForm, ARemovedInstanceLeavesNoVariableBehind) {
  Form f = form(
      R"({"linkId":"g","type":"group","repeats":true,"item":[{"linkId":"q","type":"integer"}]},
      {"linkId":"sum","type":"integer","extension":[)" +
          expression("calculatedExpression", "%all.sum()") + "]}",
      R"("extension":[)" + variable("all", "%resource.item.where(linkId='g').item.answer.value") +
          "],");
  must(f.add_instance("g"));
  must(f.answer("g[0].q", {AnswerValue::integer(1)}));
  must(f.answer("g[1].q", {AnswerValue::integer(2)}));
  EXPECT_EQ(f.answers("sum"), std::vector{AnswerValue::integer(3)});
  must(f.remove_instance("g", 1));
  EXPECT_EQ(f.answers("sum"), std::vector{AnswerValue::integer(1)});
}

}  // namespace
}  // namespace anteroom::form
