#include "core/fhirpath/functions.h"

#include <gtest/gtest.h>

#include "tests/core/fhirpath/support.h"

namespace anteroom::fhirpath {
namespace {

struct Case {
  const char* expression;
  const char* result;
};

void check(std::initializer_list<Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(evaluated(c.expression), c.result) << c.expression;
}

TEST(CollectionFunctions, ExistenceAndSubsets) {
  check({{"{}.empty()", "[true]"},
         {"1.exists()", "[true]"},
         {"(1|2).exists($this > 1)", "[true]"},
         {"(1|2).all($this > 0)", "[true]"},
         {"{}.all($this > 0)", "[true]"},
         {"(1|2).all({})", "[false]"},
         {"(true|false).allTrue()", "[false]"},
         {"(true|false).anyTrue()", "[true]"},
         {"(true|false).allFalse()", "[false]"},
         {"(true|false).anyFalse()", "[true]"},
         {"{}.allTrue()", "[true]"},
         {"(1|2).subsetOf(1|2|3)", "[true]"},
         {"(1|4).subsetOf(1|2|3)", "[false]"},
         {"(1|2).supersetOf(2)", "[true]"},
         {"(1|2|3).count()", "[3]"},
         {"1.combine(1).isDistinct()", "[false]"},
         {"1.combine(1.0).distinct()", "[1]"}});
}

TEST(CollectionFunctions, FilteringAndSlices) {
  check({{"(1|2|3).where($this > 1)", "[2,3]"},
         {"(1|2).select($this * 2)", "[2,4]"},
         {"(1|2|3).first()", "[1]"},
         {"(1|2|3).last()", "[3]"},
         {"(1|2|3).tail()", "[2,3]"},
         {"(1|2|3).skip(2)", "[3]"},
         {"(1|2|3).skip(-1)", "[1,2,3]"},
         {"(1|2|3).take(2)", "[1,2]"},
         {"(1|2|3).take(0)", "[]"},
         {"1.single()", "[1]"},
         {"(1|2).single()", "AR-X030"},
         {"(1|2|3).intersect(2|3|4)", "[2,3]"},
         {"(1|2|3).exclude(2)", "[1,3]"},
         {"(1|2).union(2|3)", "[1,2,3]"},
         {"(1|2).combine(2)", "[1,2,2]"},
         {"1.repeat(iif($this < 4, $this + 1, {}))", "[2,3,4]"},
         {"iif(true, 'a', 1/0)", "[\"a\"]"},
         {"iif({}, 'a', 'b')", "[\"b\"]"},
         {"iif(false, 'a')", "[]"},
         {"(1|2|3).aggregate($this + $total, 0)", "[6]"},
         {"(1|2|3).aggregate(iif($total.empty(), $this, $total * $this))", "[6]"}});
}

TEST(TextFunctions, CountCharactersNotBytes) {
  check({{"'aé😀b'.length()", "[4]"},
         {"'aé😀b'.indexOf('b')", "[3]"},
         {"'aé😀b'.substring(1, 2)", "[\"é😀\"]"},
         {"'abc'.substring(3)", "[]"},
         {"'abc'.substring(1)", "[\"bc\"]"},
         {"'abc'.substring(1, 0)", "[\"\"]"},
         {"'abc'.indexOf('x')", "[-1]"},
         {"'abab'.lastIndexOf('ab')", "[2]"},
         {"'aé'.toChars()", "[\"a\",\"é\"]"},
         {"'ÄÖ'.lower()", "[\"äö\"]"},
         {"'straße'.upper()", "[\"STRASSE\"]"},
         {"{}.length()", "[]"},
         {"1.length()", "AR-X031"}});
}

TEST(TextFunctions, SearchAndReplace) {
  check({{"'abc'.startsWith('ab')", "[true]"},
         {"'abc'.endsWith('bc')", "[true]"},
         {"'abc'.contains('')", "[true]"},
         {"'abc'.contains({})", "[]"},
         {"'abcb'.replace('b', 'x')", "[\"axcx\"]"},
         {"'abc'.replace('', 'x')", "[\"xaxbxcx\"]"},
         {"'a1b'.matches('[0-9]')", "[true]"},
         {"'a1b'.matchesFull('[0-9]')", "[false]"},
         {"'a\\nb'.matches('a.b')", "[true]"},
         {"'11/30/1972'.replaceMatches('(\\\\d+)/(\\\\d+)/(\\\\d+)', '$2-$1-$3')",
          "[\"30-11-1972\"]"},
         {"'a,b,,c'.split(',')", "[\"a\",\"b\",\"\",\"c\"]"},
         {"('a'|'b').join('-')", "[\"a-b\"]"},
         {"'  a b '.trim()", "[\"a b\"]"},
         {"('a'|'b').upper()", "AR-X030"},
         {"'a'.matches('a' & '(')", "AR-X012"}});
}

TEST(NumberFunctions, ExactWhereTheyCanBe) {
  check({{"(623.9|623.8|624.0).sum()", "[1871.7]"},
         {"(1|2|3).sum()", "[6]"},
         {"{}.sum()", "[]"},
         {"(1 | 2.5).avg()", "[1.75]"},
         {"(3|1|2).min()", "[1]"},
         {"(3|1|2).max()", "[3]"},
         {"(1 | 'a').sum()", "AR-X031"},
         {"(-5).abs()", "[5]"},
         {"(-1.5).ceiling()", "[-1]"},
         {"(-1.5).floor()", "[-2]"},
         {"1.5.ceiling()", "[2]"},
         {"(-1.5).truncate()", "[-1]"},
         {"3.14159.round(3)", "[3.142]"},
         {"2.5.round()", "[3]"},
         {"2.345.round(2)", "[2.35]"},
         {"9.sqrt()", "[3]"},
         {"(-1).sqrt()", "[]"},
         {"2.power(10)", "[1024]"},
         {"2.power(0.5).round(6)", "[1.414214]"},
         {"0.exp()", "[1]"},
         {"1.ln()", "[0]"},
         {"16.log(2)", "[4]"},
         {"2.power(64)", "[]"},
         {"1.5.power(2)", "[2.25]"}});
}

TEST(ConvertFunctions, EmptyWhenItDoesNotConvert) {
  check({{"'12'.toInteger()", "[12]"},
         {"'+007'.toInteger()", "[7]"},
         {"'1.5'.toInteger()", "[]"},
         {"true.toInteger()", "[1]"},
         {"'1.50'.toDecimal()", "[1.50]"},
         {"'x'.toDecimal()", "[]"},
         {"1.50.toString()", "[\"1.50\"]"},
         {"true.toString()", "[\"true\"]"},
         {"'Y'.toBoolean()", "[true]"},
         {"'2'.toBoolean()", "[]"},
         {"'2020-05'.toDate()", "[\"2020-05\"]"},
         {"'2020-13'.toDate()", "[]"},
         {"@2020-05-06T10:00:00Z.toDate()", "[\"2020-05-06\"]"},
         {"'2020-05-06'.toDateTime()", "[\"2020-05-06\"]"},
         {"'10:30'.toTime()", "[\"10:30\"]"},
         {"'4 days'.toQuantity() = 4 days", "[true]"},
         {"'4 \\'mg\\''.toQuantity().unit", "[\"mg\"]"},
         {"5.toQuantity().toString()", "[\"5 '1'\"]"},
         {"(1 'kg').toQuantity('g').value", "[1000]"},
         {"'x'.convertsToInteger()", "[false]"},
         {"{}.convertsToInteger()", "[]"},
         {"'12'.convertsToDecimal()", "[true]"},
         {"4 days.toString()", "[\"4 days\"]"}});
}

TEST(TreeFunctions, TypeAndClock) {
  check({{"1.type().name", "[\"Integer\"]"},
         {"1.type().namespace", "[\"System\"]"},
         {"1.is(Integer)", "[true]"},
         {"1.as(String)", "[]"},
         {"(1 | 'a').ofType(String)", "[\"a\"]"},
         {"(1 | 'a').as(String)", "AR-X030"},
         {"1.5 is Decimal", "[true]"},
         {"1 is Any", "[true]"}});
  EvalContext context;
  context.now = *parse_instant("2026-11-24T23:30:05Z");
  context.utc_offset_minutes = 60;
  const fhir::Json none = fhir::Json::object();
  EXPECT_EQ(evaluated("today()", none, context), R"(["2026-11-25"])");
  EXPECT_EQ(evaluated("now()", none, context), R"(["2026-11-25T00:30:05.000+01:00"])");
  EXPECT_EQ(evaluated("timeOfDay()", none, context), R"(["00:30:05.000"])");
}

TEST(TreeFunctions, OnlyAPrimitiveHasAValue) {
  const char* resource = R"({"resourceType": "Observation", "status": "final",
    "valueQuantity": {"value": 5, "code": "mg"}, "_issued": {"extension": [{"url": "u"}]}})";
  const auto of = [&](const char* expression) { return evaluated(expression, resource); };
  EXPECT_EQ(of("status.hasValue()"), "[true]");
  EXPECT_EQ(of("value.hasValue()"), "[false]");
  EXPECT_EQ(of("value.getValue()"), "[]");
  EXPECT_EQ(of("(5 'mg').hasValue()"), "[false]");
  EXPECT_EQ(of("value.value.getValue()"), "[5]");
  EXPECT_EQ(of("{}.hasValue()"), "[false]");
  EXPECT_EQ(of("('a' | 'b').hasValue()"), "[false]");
}

TEST(TreeFunctions, WeightFromTheContextOrTheCodingItself) {
  const auto json = *fhir::parse_json(
      R"({"resourceType": "QuestionnaireResponse", "item": [{"linkId": "a", "answer": [
    {"valueCoding": {"code": "x", "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/itemWeight", "valueDecimal": 2}]}},
    {"valueCoding": {"code": "y"}}]}]})");
  EXPECT_EQ(evaluated("item.answer.value.weight()", json), "[2]");
  EXPECT_EQ(evaluated("item.answer.ordinal()", json), "[2]");
  EvalContext context;
  context.weight = [](const Node& coding) -> std::optional<fhir::Decimal> {
    std::vector<Node> codes;
    coding.model->children(coding, "code", codes);
    if (codes.empty() || to_json(Value{codes[0]}) != fhir::Json("y")) return std::nullopt;
    return fhir::Decimal(std::int64_t{5});
  };
  EXPECT_EQ(evaluated("item.answer.value.weight().sum()", json, context), "[7]");
}

TEST(TreeFunctions, TraceGoesToTheContext) {
  std::string traced;
  EvalContext context;
  context.trace = [&](std::string_view name, const Collection& values) {
    traced += std::string(name) + print(values);
  };
  const fhir::Json none = fhir::Json::object();
  EXPECT_EQ(evaluated("(1|2).trace('all').trace('one', $this + 1).count()", none, context), "[2]");
  EXPECT_EQ(traced, "all[1,2]one[2,3]");
}

TEST(FunctionTable, NamesAreUniqueAndArgumentsSane) {
  for (const char* name : {"where", "any", "resolve", "subsumes", "timeOfDay"})
    ASSERT_NE(find_function(name), nullptr) << name;
  EXPECT_EQ(find_function("wher"), nullptr);
  EXPECT_EQ(find_function("slice")->run, nullptr);
}

}  // namespace
}  // namespace anteroom::fhirpath
