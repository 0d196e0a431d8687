#include "core/fhirpath/evaluator.h"

#include <gtest/gtest.h>

#include "tests/core/fhirpath/support.h"

namespace anteroom::fhirpath {
namespace {

constexpr std::string_view kResponse =
    R"({"resourceType": "QuestionnaireResponse", "status": "in-progress", "item": [
  {"linkId": "g", "item": [
    {"linkId": "a", "answer": [{"valueInteger": 3}]},
    {"linkId": "b", "answer": [{"valueDecimal": 1.20}, {"valueDecimal": 2.5}]},
    {"linkId": "c", "answer": [{"valueCoding": {"system": "s", "code": "y", "display": "Yes"}}]}]},
  {"linkId": "p1"}, {"linkId": "p2", "answer": [{"valueBoolean": true}]}]})";

std::string on_response(std::string_view expression) {
  return evaluated(expression, kResponse);
}

TEST(Evaluate, PathsAndIndexes) {
  EXPECT_EQ(on_response("item.item.linkId"), R"(["a","b","c"])");
  EXPECT_EQ(on_response("QuestionnaireResponse.status"), R"(["in-progress"])");
  EXPECT_EQ(on_response("Patient.status"), "[]");
  EXPECT_EQ(on_response("item[0].item[1].answer.value"), "[1.20,2.5]");
  EXPECT_EQ(on_response("item[9]"), "[]");
  EXPECT_EQ(on_response("item[-1]"), "[]");
  EXPECT_EQ(on_response("item.where($index > 0).linkId"), R"(["p1","p2"])");
}

TEST(Evaluate, ItemsByLinkId) {
  EXPECT_EQ(on_response("%resource.item.where(linkId = 'g').item.where('a' = linkId).answer.value"),
            "[3]");
  EXPECT_EQ(on_response("item.where(linkId = 'p2' and answer.exists()).linkId"), R"(["p2"])");
  EXPECT_EQ(on_response("item.where(linkId = 'p1' and answer.exists()).linkId"), "[]");
  EXPECT_EQ(on_response("item.where(linkId = 'a')"), "[]");
  EXPECT_EQ(on_response("item.where(linkId.startsWith('p')).linkId"), R"(["p1","p2"])");
  EXPECT_EQ(on_response("descendants().where(linkId = 'c').answer.value.code = 'y'"), "[true]");
}

// A model that answers by linkId and fails the test when its items are read one by one.
class NoScanModel final : public NodeModel {
 public:
  explicit NoScanModel(const JsonModel& inner) : inner_(inner) {}
  [[nodiscard]] Node wrap(Node node) const {
    node.model = this;
    return node;
  }
  void children(const Node& node, std::string_view name, std::vector<Node>& out) const override {
    if (name == "item") ADD_FAILURE() << "scanned the items";
    inner_.children(node, name, out);
    for (Node& child : out) child = wrap(child);
  }
  void all_children(const Node& node, std::vector<Node>& out) const override {
    ADD_FAILURE() << "scanned everything";
    inner_.all_children(node, out);
  }
  [[nodiscard]] std::string type_name(const Node& node) const override {
    return inner_.type_name(node);
  }
  [[nodiscard]] std::optional<Value> primitive(const Node& node) const override {
    return inner_.primitive(node);
  }
  [[nodiscard]] fhir::Json to_json(const Node& node) const override { return inner_.to_json(node); }
  bool items_by_link_id(const Node& parent, std::string_view link_id,
                        std::vector<Node>& out) const override {
    ++asked;
    std::vector<Node> found;
    inner_.items_by_link_id(parent, link_id, found);
    for (const Node& node : found) out.push_back(wrap(node));
    return true;
  }
  mutable int asked = 0;

 private:
  const JsonModel& inner_;
};

TEST(Evaluate, LinkIdTestsAskTheModelAndNeverScan) {
  const auto json = *fhir::parse_json(kResponse);
  const JsonModel inner(json);
  const NoScanModel model(inner);
  EvalContext context;
  context.resource = model.wrap(inner.root());
  for (const char* text :
       {"%resource.item.where(linkId='g').item.where(linkId='a').answer.value",
        "item.where('g'=linkId).item.where($this.linkId='a' and true).answer.value"}) {
    const auto result = compile(text)->evaluate(context, {Value{*context.resource}});
    ASSERT_TRUE(result);
    EXPECT_EQ(print(*result), "[3]");
  }
  EXPECT_EQ(model.asked, 4);
}

TEST(Evaluate, ThreeValuedLogic) {
  const char* names[] = {"true", "false", "{}"};
  const char* expected_and[] = {"[true]",  "[false]", "[]",      "[false]", "[false]",
                                "[false]", "[]",      "[false]", "[]"};
  const char* expected_or[] = {"[true]", "[true]", "[true]", "[true]", "[false]",
                               "[]",     "[true]", "[]",     "[]"};
  const char* expected_xor[] = {"[false]", "[true]", "[]", "[true]", "[false]",
                                "[]",      "[]",     "[]", "[]"};
  const char* expected_implies[] = {"[true]", "[false]", "[]", "[true]", "[true]",
                                    "[true]", "[true]",  "[]", "[]"};
  for (int a = 0; a < 3; ++a) {
    for (int b = 0; b < 3; ++b) {
      const auto run = [&](const char* op) {
        return evaluated(std::string(names[a]) + op + names[b]);
      };
      EXPECT_EQ(run(" and "), expected_and[a * 3 + b]) << names[a] << " and " << names[b];
      EXPECT_EQ(run(" or "), expected_or[a * 3 + b]) << names[a] << " or " << names[b];
      EXPECT_EQ(run(" xor "), expected_xor[a * 3 + b]) << names[a] << " xor " << names[b];
      EXPECT_EQ(run(" implies "), expected_implies[a * 3 + b])
          << names[a] << " implies " << names[b];
    }
  }
  EXPECT_EQ(evaluated("{}.not()"), "[]");
  EXPECT_EQ(evaluated("'x' and true"), "[true]");
  EXPECT_EQ(evaluated("(true | false) and true"), "AR-X030");
}

TEST(Evaluate, EqualityAndOrder) {
  EXPECT_EQ(evaluated("1 = 1.0"), "[true]");
  EXPECT_EQ(evaluated("1 = {}"), "[]");
  EXPECT_EQ(evaluated("{} != 1"), "[]");
  EXPECT_EQ(evaluated("(1|2) = (2|1)"), "[false]");
  EXPECT_EQ(evaluated("(1|2) ~ (2|1)"), "[true]");
  EXPECT_EQ(evaluated("'Abc  d' ~ 'aBC d'"), "[true]");
  EXPECT_EQ(evaluated("1.05 ~ 1.1"), "[true]");
  EXPECT_EQ(evaluated("@2012 = @2012-05"), "[]");
  EXPECT_EQ(evaluated("@2012 ~ @2012-05"), "[false]");
  EXPECT_EQ(evaluated("@2012-05 > @2011"), "[true]");
  EXPECT_EQ(evaluated("1 > 'a'"), "AR-X031");
  EXPECT_EQ(evaluated("'b' > 'a'"), "[true]");
  EXPECT_EQ(evaluated("(1|2) > 1"), "AR-X030");
  EXPECT_EQ(evaluated("2 'kg' > 1999 'g'"), "[true]");
  EXPECT_EQ(evaluated("1 year = 1 'a'"), "[]");
  EXPECT_EQ(evaluated("1 year = 12 months"), "[true]");
  EXPECT_EQ(evaluated("1 'mg' = 1 'widget'"), "[]");
  EXPECT_EQ(evaluated("1 'mg' > 1 'mL'"), "[]");
  EXPECT_EQ(evaluated("2 in (1|2)"), "[true]");
  EXPECT_EQ(evaluated("(1|2) contains 3"), "[false]");
  EXPECT_EQ(evaluated("{} in (1|2)"), "[]");
}

TEST(Evaluate, ArithmeticIsExact) {
  EXPECT_EQ(evaluated("0.1 + 0.2"), "[0.3]");
  EXPECT_EQ(evaluated("1 / 3"), "[0.33333333]");
  EXPECT_EQ(evaluated("4 / 2"), "[2]");
  EXPECT_EQ(evaluated("7 div 2"), "[3]");
  EXPECT_EQ(evaluated("-7 div 2"), "[-3]");
  EXPECT_EQ(evaluated("-7 mod 2"), "[-1]");
  EXPECT_EQ(evaluated("5.5 mod 0.7"), "[0.6]");
  EXPECT_EQ(evaluated("29999999999999999 div 10000000000000000"), "[2]");
  EXPECT_EQ(evaluated("1 / 0"), "[]");
  EXPECT_EQ(evaluated("1 div 0"), "[]");
  EXPECT_EQ(evaluated("9223372036854775807 + 1"), "[]");
  EXPECT_EQ(evaluated("'a' + 'b'"), R"(["ab"])");
  EXPECT_EQ(evaluated("'a' + {}"), "[]");
  EXPECT_EQ(evaluated("'a' & {} & 'b'"), R"(["ab"])");
  EXPECT_EQ(evaluated("1 + 'a'"), "AR-X031");
  EXPECT_EQ(evaluated("-(1.50)"), "[-1.50]");
  EXPECT_EQ(evaluated("@2020-02-29 + 1 year"), R"(["2021-02-28"])");
  EXPECT_EQ(evaluated("@2020-02-29 - 6 months"), R"(["2019-08-29"])");
  EXPECT_EQ(evaluated("(1 'kg' + 500 'g').value"), "[1500]");
}

TEST(Evaluate, Variables) {
  const auto json = *fhir::parse_json(kResponse);
  EvalContext context;
  context.variable = [](std::string_view name) -> std::optional<Collection> {
    if (name == "score") return Collection{Value{std::int64_t{7}}};
    return std::nullopt;
  };
  EXPECT_EQ(evaluated("%score + 1", json, context), "[8]");
  EXPECT_EQ(evaluated("%other", json, context), "AR-X032");
  EXPECT_EQ(evaluated("%resource.status = %rootResource.status", json, context), "[true]");
  EXPECT_EQ(evaluated("%context.status", json, context), R"(["in-progress"])");
  EXPECT_EQ(evaluated("%ucum", json, context), R"(["http://unitsofmeasure.org"])");
  EXPECT_EQ(evaluated("%`ext-patient-birthTime`", json, context),
            R"(["http://hl7.org/fhir/StructureDefinition/patient-birthTime"])");
  EXPECT_EQ(evaluated("%questionnaire", json, context), "AR-X032");
  EXPECT_EQ(evaluated("$index", json, context), "AR-X033");
}

TEST(Evaluate, NoExpressionRunsForEver) {
  EXPECT_EQ(evaluated("(1|2|3|4|5|6|7|8|9).aggregate($total.combine($total).combine($total), 1|2|3)"
                      ".aggregate($total.combine($total), 1|2|3).count()"),
            "AR-X090");
  EXPECT_EQ(evaluated("'0123456789'.toChars().aggregate($total & $total & $total & $total, "
                      "'0123456789').length()"),
            "AR-X090");
  const auto json = *fhir::parse_json(kResponse);
  EvalContext context;
  context.max_steps = 5;
  EXPECT_EQ(evaluated("descendants().count()", json, context), "AR-X090");
}

TEST(Evaluate, NoExpressionFillsTheMemory) {
  std::string items;
  for (int i = 0; i < 1100; ++i)
    items += std::string(i == 0 ? "" : ",") + R"({"linkId":")" + std::to_string(i) +
             R"(","answer":[{"valueString":")" + std::string(400, 'x') + R"("}]})";
  const auto many =
      *fhir::parse_json(R"({"resourceType":"QuestionnaireResponse","item":[)" + items + "]}");
  for (const char* expression :
       {"item.select(%resource.item).count()", "item.select(%resource).item.count()",
        "item.select(%resource).children().count()", "item.select(%resource).descendants().count()",
        "defineVariable('t', item.answer.value.join('')).item.select(%t).count()",
        "item.aggregate($total | $this, {}).select(%resource | %resource).count()",
        "item.select(%resource.item.first() ~ %resource.item.last() or %resource = %resource.item)"
        ".select(%resource in %resource.descendants()).count()"})
    EXPECT_EQ(evaluated(expression, many), "AR-X090") << expression;
  EXPECT_EQ(evaluated("item.select(linkId).count()", many), "[1100]");
}

TEST(Evaluate, ManyItemsOfOneLinkIdAreCountedEachTimeTheyAreSearched) {
  std::string items;
  for (int i = 0; i < 3000; ++i) items += std::string(i == 0 ? "" : ",") + R"({"linkId":"x"})";
  const auto same =
      *fhir::parse_json(R"({"resourceType":"QuestionnaireResponse","item":[)" + items + "]}");
  for (const char* expression : {"item.select(%resource.repeat(item).where(linkId='x')).count()",
                                 "item.select(%resource.descendants().where(linkId='x')).count()"})
    EXPECT_EQ(evaluated(expression, same), "AR-X090") << expression;
  EXPECT_EQ(evaluated("item.select(descendants().where(linkId='x')).count()", same), "[0]");
  EXPECT_EQ(evaluated("repeat(item).where(linkId='x').count()", same), "[1]");
  EXPECT_EQ(evaluated("descendants().where(linkId='x').count()", same), "[3000]");
}

TEST(Evaluate, KnownButNotBuiltIsAnErrorNeverAResult) {
  EXPECT_EQ(evaluated("elementDefinition()"), "AR-X020");
  EXPECT_EQ(evaluated("code.slice('u', 'a')"), "AR-X020");
}

TEST(LinkIdTest, IsFoundInEitherOrderAndBeforeAnd) {
  const auto test = [](std::string_view text) {
    const auto expr = *parse(text);
    const std::string* id = link_id_test(*expr);
    return id == nullptr ? std::string("none") : *id;
  };
  EXPECT_EQ(test("linkId = 'x'"), "x");
  EXPECT_EQ(test("'x' = linkId"), "x");
  EXPECT_EQ(test("linkId = 'x' and a"), "x");
  EXPECT_EQ(test("linkId = 'x' or a"), "none");
  EXPECT_EQ(test("a.linkId = 'x'"), "none");
  EXPECT_EQ(test("linkId != 'x'"), "none");
}

}  // namespace
}  // namespace anteroom::fhirpath
