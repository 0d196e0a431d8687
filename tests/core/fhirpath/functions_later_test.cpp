// The functions of later editions of the language, and those that FHIR adds, by file of
// core/fhirpath.
#include <gtest/gtest.h>

#include "core/fhirpath/functions.h"
#include "tests/core/fhirpath/support.h"

namespace anteroom::fhirpath {
namespace {

struct Case {
  const char* expression;
  const char* result;
};

void check(std::initializer_list<Case> cases, const char* resource = "{}") {
  for (const Case& c : cases)
    EXPECT_EQ(evaluated(c.expression, resource), c.result) << c.expression;
}

TEST(EncodeFunctions, ThereAndBack) {
  check({{"'test'.encode('base64')", R"(["dGVzdA=="])"},
         {"'dGVzdA=='.decode('base64')", R"(["test"])"},
         {"'subjects?_d'.encode('urlbase64')", R"(["c3ViamVjdHM_X2Q="])"},
         {"'c3ViamVjdHM_X2Q='.decode('urlbase64')", R"(["subjects?_d"])"},
         {"'test'.encode('hex')", R"(["74657374"])"},
         {"'74657374'.decode('hex')", R"(["test"])"},
         {"''.encode('base64')", R"([""])"},
         {"'7465737'.decode('hex')", "[]"},
         {"'x!'.decode('base64')", "[]"},
         {"'test'.encode('rot13')", "[]"},
         {"{}.encode('hex')", "[]"},
         {"('a' | 'b').encode('hex')", "AR-X030"},
         {"1.encode('hex')", "AR-X031"},
         {"'a'.encode()", "AR-X011"}});
}

TEST(EncodeFunctions, EscapeAndUnescape) {
  check({{"'\"1<2\"'.escape('html')", R"(["&quot;1&lt;2&quot;"])"},
         {"'&quot;1&lt;2&quot;'.unescape('html') = '\"1<2\"'", "[true]"},
         {"'&amp;lt;'.unescape('html')", R"(["&lt;"])"},
         {"'\"a\"'.escape('json') = '\\\\\"a\\\\\"'", "[true]"},
         {"'\\\\\"a\\\\\"'.unescape('json') = '\"a\"'", "[true]"},
         {"'\"'.unescape('json')", "[]"},
         {"{}.escape('html')", "[]"}});
}

TEST(BoundaryFunctions, Numbers) {
  check({{"1.587.lowBoundary()", "[1.58650000]"},
         {"1.587.highBoundary()", "[1.58750000]"},
         {"1.587.lowBoundary(2)", "[1.58]"},
         {"1.587.highBoundary(2)", "[1.59]"},
         {"(-1.587).lowBoundary(2)", "[-1.59]"},
         {"(-1.587).highBoundary(2)", "[-1.58]"},
         {"1.587.lowBoundary(-1)", "[]"},
         {"1.587.lowBoundary(40)", "[]"},
         {"1.lowBoundary()", "[0.50000000]"},
         {"(1.5 'mg').highBoundary(3).value", "[1.550]"},
         {"{}.lowBoundary()", "[]"},
         {"'a'.lowBoundary()", "AR-X031"},
         {"(1 | 2).lowBoundary()", "AR-X030"}});
}

TEST(BoundaryFunctions, DatesAndTimes) {
  check({{"@2014.lowBoundary(6)", R"(["2014-01"])"},
         {"@2014.highBoundary(6)", R"(["2014-12"])"},
         {"@2024-02.highBoundary()", R"(["2024-02-29"])"},
         {"@2014-01-01T08.lowBoundary(17)", R"(["2014-01-01T08:00:00.000+14:00"])"},
         {"@2014-01-01T08.highBoundary(17)", R"(["2014-01-01T08:59:59.999-12:00"])"},
         {"@2014-01-01T08:05+08:00.lowBoundary(17)", R"(["2014-01-01T08:05:00.000+08:00"])"},
         {"@T10:30.lowBoundary(9)", R"(["10:30:00.000"])"},
         {"@T10:30.highBoundary(9)", R"(["10:30:59.999"])"},
         {"@2014.lowBoundary(5)", "[]"},
         {"@2014.lowBoundary(17)", "[]"}});
}

TEST(BoundaryFunctions, PrecisionAndParts) {
  check({{"1.58700.precision()", "[5]"},
         {"@2014.precision()", "[4]"},
         {"@2014-01-05T10:30:00.000.precision()", "[17]"},
         {"@T10:30.precision()", "[4]"},
         {"@T10:30:00.000.precision()", "[9]"},
         {"{}.precision()", "[]"},
         {"@2014-05-06.monthOf()", "[5]"},
         {"@2014.monthOf()", "[]"},
         {"@T10:30.hourOf()", "[10]"},
         {"@T10:30.yearOf()", "[]"},
         {"@2014-05-06T10:30:01.250-05:30.millisecondOf()", "[250]"},
         {"@2014-05-06T10:30:01.250-05:30.timezoneOffsetOf()", "[-5.5]"},
         {"@2014-05-06T10:30:01.250-05:30.dateOf()", R"(["2014-05-06"])"},
         {"@2014-05-06T10:30-05:30.timeOf()", R"(["10:30"])"},
         {"'a'.yearOf()", "AR-X031"},
         {"(1 'kg').comparable(1 'g')", "[true]"},
         {"(1 'kg').comparable(1 'm')", "[false]"}});
}

TEST(ScopeFunctions, DefineVariable) {
  check({{"(1|2).defineVariable('v').select(%v.count() + $this)", "[3,4]"},
         {"(1|2).select(defineVariable('v', $this * 2).select(%v))", "[2,4]"},
         {"1.defineVariable('a', 5).defineVariable('b', %a + 1).select(%b)", "[6]"},
         {"1.defineVariable('a', {}).select(%a)", "[]"},
         {"1.defineVariable('a').select(%a) | %a", "AR-X032"},
         {"1.select(defineVariable('a')).select(%a)", "AR-X032"},
         {"1.defineVariable('a').defineVariable('a')", "AR-X032"},
         {"1.defineVariable('context')", "AR-X032"},
         {"defineVariable()", "AR-X011"}});
}

TEST(ScopeFunctions, Sort) {
  check({{"(3|1|2).sort()", "[1,2,3]"},
         {"(3|1|2).sort(-$this)", "[3,2,1]"},
         {"('b'|'a').sort($this desc)", R"(["b","a"])"},
         {"('b'|'a').sort($this asc)", R"(["a","b"])"},
         {"('bb'|'a'|'ab').sort(length(), -$this)", R"(["a","bb","ab"])"},
         {"{}.sort()", "[]"},
         {"(1|'a').sort()", "AR-X031"},
         {"(1|2).sort($this up)", "AR-X001"}});
}

TEST(ScopeFunctions, CoalesceAndRepeatAll) {
  check({{"coalesce({}, 2, 3)", "[2]"},
         {"coalesce({}, {})", "[]"},
         {"coalesce(1, 1 / 'a')", "[1]"},
         {"coalesce()", "AR-X011"},
         {"1.repeatAll(iif($this < 3, $this + 1))", "[2,3]"},
         {"1.combine(1).repeatAll(iif($this < 2, $this + 1))", "[2,2]"},
         {"1.repeatAll($this)", "AR-X090"}});
}

constexpr const char* kObservation = R"({"resourceType": "Observation", "id": "o",
  "contained": [{"resourceType": "Patient", "id": "p", "gender": "female"},
    {"resourceType": "ValueSet", "id": "vs", "url": "http://example.org/vs", "compose": {
      "include": [{"system": "http://example.org/s", "concept": [{"code": "a"}, {"code": "b"}]}],
      "exclude": [{"system": "http://example.org/s", "concept": [{"code": "b"}]}]}},
    {"resourceType": "ValueSet", "id": "filtered", "compose": {
      "include": [{"system": "http://example.org/s", "filter": [{"property": "p"}]}]}}],
  "subject": {"reference": "#p"}, "performer": [{"reference": "Practitioner/7"}],
  "code": {"coding": [{"system": "http://example.org/s", "code": "a"}]},
  "valueCodeableConcept": {"coding": [{"system": "http://example.org/s", "code": "b"}]}})";

TEST(FhirFunctions, ResolveWithinTheResource) {
  check({{"subject.resolve().gender", R"(["female"])"},
         {"'#p'.resolve().id", R"(["p"])"},
         {"performer.resolve()", "[]"},
         {"(subject | performer).resolve().count()", "[1]"},
         {"{}.resolve()", "[]"},
         {"performer.getReferenceKey()", R"(["Practitioner/7"])"},
         {"performer.getReferenceKey(Patient)", "[]"},
         {"getResourceKey()", R"(["Observation/o"])"}},
        kObservation);
}

TEST(FhirFunctions, ResolveWithinABundle) {
  check({{"entry.resource.subject.resolve().gender", R"(["male"])"}},
        R"({"resourceType": "Bundle", "entry": [
      {"fullUrl": "urn:uuid:1", "resource": {"resourceType": "Patient", "id": "p", "gender": "male"}},
      {"resource": {"resourceType": "Observation", "subject": {"reference": "urn:uuid:1"}}}]})");
}

TEST(FhirFunctions, MemberOfKnowsWhatItDoesNotKnow) {
  check({{"code.memberOf('http://example.org/vs')", "[true]"},
         {"code.coding.memberOf('#vs')", "[true]"},
         {"value.memberOf('#vs')", "[false]"},
         {"code.memberOf('#filtered')", "[]"},
         {"code.memberOf('http://example.org/other')", "[]"},
         {"'a'.memberOf('#vs')", "[true]"},
         {"{}.memberOf('#vs')", "[]"},
         {"(code | value).memberOf('#vs')", "AR-X030"}},
        kObservation);
}

TEST(FhirFunctions, ConformsToTheBaseTypes) {
  check({{"conformsTo('http://hl7.org/fhir/StructureDefinition/Observation')", "[true]"},
         {"conformsTo('http://hl7.org/fhir/StructureDefinition/DomainResource')", "[true]"},
         {"conformsTo('http://hl7.org/fhir/StructureDefinition/Patient')", "[false]"},
         {"conformsTo('http://example.org/profile')", "[]"}},
        kObservation);
}

TEST(FhirFunctions, ModifiersMustBeListed) {
  const char* resource = R"({"resourceType": "Patient", "modifierExtension": [{"url": "u"}]})";
  check({{"checkModifiers('u').exists()", "[true]"}, {"checkModifiers('v')", "AR-X031"}}, resource);
}

TEST(FhirFunctions, HtmlChecks) {
  const auto narrative = [](const std::string& div) {
    const fhir::Json text = fhir::Json::object().set("status", "generated").set("div", div);
    return evaluated("text.`div`.htmlChecks()",
                     fhir::Json::object().set("resourceType", "Patient").set("text", text));
  };
  const std::string open = "<div xmlns=\"http://www.w3.org/1999/xhtml\">";
  EXPECT_EQ(narrative(open + "<p class='x'>a<br/>b</p></div>"), "[true]");
  EXPECT_EQ(narrative(open + " </div>"), "[false]");
  EXPECT_EQ(narrative(open + "<script>a</script></div>"), "[false]");
  EXPECT_EQ(narrative(open + "<p onclick=\"x\">a</p></div>"), "[false]");
  EXPECT_EQ(narrative(open + "<a href=\" Java\tscript:x\">a</a></div>"), "[false]");
  EXPECT_EQ(narrative(open + "<p>a</div>"), "[false]");
  EXPECT_EQ(narrative("<p>a</p>"), "[false]");
}

TEST(ReadsOfLaterFunctions, ADefinedVariableIsNoVariableOfTheForm) {
  const auto known =
      compile("item.where(linkId = 'a').defineVariable('v').select(%v.answer.value)");
  ASSERT_TRUE(known);
  EXPECT_TRUE(known->reads().variables.empty());
  EXPECT_FALSE(known->reads().anything);
  EXPECT_EQ(known->reads().link_ids, (std::set<std::string>{"a"}));
  EXPECT_TRUE(compile("item.sort(linkId)")->reads().anything);
}

}  // namespace
}  // namespace anteroom::fhirpath
