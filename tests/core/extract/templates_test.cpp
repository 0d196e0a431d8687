#include "tests/core/extract/extraction.h"

namespace anteroom::extract {
namespace {

std::string value(const std::string& expression) {
  return "{'extension':[" + ext("templateExtractValue", "'valueString':'" + expression + "'") +
         "]}";
}

std::string form(const std::string& members, const std::string& more = "") {
  return "'contained':[{'resourceType':'Patient','id':'t'," + members +
         "}],'item':[{'linkId':'a','type':'string','repeats':true,'extension':[" +
         ext("templateExtract",
             "'extension':[{'url':'template','valueReference':{'reference':'#t'}}" + more + "]") +
         "]}]";
}

const std::string kOne = "{'linkId':'a','answer':[{'valueString':'x'}]}";

TEST(Templates, ExpressionsFillPrimitivesAndTheTemplatesIdGoes) {
  const Outcome out = extracted(
      form("'gender':'unknown','_gender':" + value("answer.value") + ",'active':true"), kOne);
  ASSERT_EQ(out.count(), 1u) << out.codes();
  EXPECT_EQ(text(out.resource(0)), "{'resourceType':'Patient','gender':'x','active':true}");
}

TEST(Templates, AnEmptyResultRemovesTheElement) {
  const Outcome out = extracted(form("'gender':'unknown','_gender':" + value("{}") +
                                     ",'name':[{'_family':" + value("{}") + "}]"),
                                kOne);
  ASSERT_EQ(out.count(), 1u) << out.codes();
  EXPECT_EQ(text(out.resource(0)), "{'resourceType':'Patient'}");
}

TEST(Templates, AContextRepeatsItsElement) {
  const Outcome out = extracted(
      form("'identifier':[{'extension':[" +
           ext("templateExtractContext", "'valueString':'(\\u00271\\u0027 | \\u00272\\u0027)'") +
           "],'system':'s','_value':" + value("$this") + "}]"),
      kOne);
  ASSERT_EQ(out.count(), 1u) << out.codes();
  EXPECT_EQ(member(out.resource(0), "identifier"),
            "[{'system':'s','value':'1'},{'system':'s','value':'2'}]");
}

TEST(Templates, EachAnswerOfARepeatingQuestionIsAResource) {
  const Outcome out =
      extracted(form("'_gender':" + value("answer.value")),
                "{'linkId':'a','answer':[{'valueString':'x'},{'valueString':'y'}]}");
  ASSERT_EQ(out.count(), 2u);
  EXPECT_EQ(out.resource(0).string_or_empty("gender"), "x");
  EXPECT_EQ(out.resource(1).string_or_empty("gender"), "y");
}

TEST(Templates, TextBecomesAReferenceWhereFhirHasOne) {
  const Outcome out =
      extracted(form("'managingOrganization':" + value("\\u0027Organization/1\\u0027")), kOne);
  ASSERT_EQ(out.count(), 1u) << out.codes();
  EXPECT_EQ(member(out.resource(0), "managingOrganization"), "{'reference':'Organization/1'}");
}

TEST(Templates, ConditionsAndIdComeFromExpressions) {
  const Outcome out =
      extracted(form("'active':true",
                     ",{'url':'resourceId','valueString':'\\u00279\\u0027'},{'url':'ifNoneExist',"
                     "'valueString':'\\u0027identifier=\\u0027 + answer.value'}"),
                kOne);
  ASSERT_EQ(out.count(), 1u) << out.codes();
  EXPECT_EQ(member(out.entry(0), "request"),
            "{'method':'PUT','url':'Patient/9','ifNoneExist':'identifier=x'}");
}

TEST(Templates, AFailingExpressionLeavesTheResourceOutAndSaysWhere) {
  const Outcome out = extracted(form("'_gender':" + value("answer.(")), kOne);
  EXPECT_EQ(out.count(), 0u);
  EXPECT_EQ(out.codes(), "AR-D020");
  EXPECT_EQ(out.notes.at(0).pointer, "/item/0");
}

TEST(Templates, SeveralValuesForOnePlaceAreRefused) {
  const Outcome out = extracted(form("'_gender':" + value("(1 | 2).toString()")), kOne);
  EXPECT_EQ(out.count(), 0u);
  const Outcome two =
      extracted(form("'_gender':" + value("(\\u0027a\\u0027 | \\u0027b\\u0027)")), kOne);
  EXPECT_EQ(two.codes(), "AR-D022");
}

TEST(Templates, AMissingTemplateIsSaid) {
  const Outcome out =
      extracted("'item':[{'linkId':'a','type':'string','extension':[" +
                    ext("templateExtract",
                        "'extension':[{'url':'template','valueReference':{'reference':'#no'}}]") +
                    "]}]",
                kOne);
  EXPECT_EQ(out.codes(), "AR-D026");
}

TEST(Templates, AnUnknownAnswerMakesNoResource) {
  const Outcome out = extracted(
      form("'_active':" + value("answer.value = \\u0027yes\\u0027")),
      "{'linkId':'a','answer':[{'valueCoding':{'system':"
      "'http://terminology.hl7.org/CodeSystem/data-absent-reason','code':'asked-unknown'}}]}");
  EXPECT_EQ(out.count(), 0u);
}

}  // namespace
}  // namespace anteroom::extract
