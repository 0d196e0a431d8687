#include "core/extract/assemble.h"

#include <vector>

#include "tests/core/extract/json_text.h"

namespace anteroom::extract {
namespace {

std::string part_of(const std::string& canonical) {
  return "{'linkId':'stand-in','type':'display','extension':[" +
         ext("subQuestionnaire", "'valueCanonical':'" + canonical + "'") + "]}";
}

fhir::Json form(const std::string& members) {
  return json("{'resourceType':'Questionnaire','url':'http://example.org/root'," + members + "}");
}

fhir::Json bundle(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts)
    text +=
        (text.empty() ? "" : ",") + ("{'resource':{'resourceType':'Questionnaire'," + part + "}}");
  return json("{'resourceType':'Bundle','entry':[" + text + "]}");
}

std::string prefix(const std::string& text) {
  return "{'url':'http://hl7.org/fhir/StructureDefinition/"
         "variable','valueExpression':{'name':'linkIdPrefix',"
         "'language':'text/fhirpath','expression':'\\u0027" +
         text + "\\u0027'}}";
}

const std::string kA =
    "'url':'http://example.org/a','version':'1','item':[{'linkId':'x','type':'string'},"
    "{'linkId':'y','type':'string','enableWhen':[{'question':'x','operator':'exists',"
    "'answerBoolean':true}]}]";

std::string error_of(const fhir::Json& questionnaire, const fhir::Json& parts) {
  const auto out = assemble(questionnaire, parts);
  return out ? "none" : out.error().code + " " + out.error().pointer;
}

TEST(Assemble, ThePartsItemsStandWhereTheDisplayWas) {
  const auto out =
      assemble(form("'item':[{'linkId':'1','type':'string'}," + part_of("http://example.org/a|1") +
                    ",{'linkId':'2','type':'string'}]"),
               bundle({kA}));
  ASSERT_TRUE(out) << out.error().to_string();
  std::string ids;
  for (const fhir::Json& item : out->array_or_empty("item"))
    ids += std::string(item.string_or_empty("linkId"));
  EXPECT_EQ(ids, "1xy2");
  EXPECT_EQ(out->array_or_empty("extension").at(0).string_or_empty("valueCanonical"),
            "http://example.org/a|1");
}

TEST(Assemble, PrefixesLinkIdsQuestionsAndContainedResources) {
  const auto out =
      assemble(form("'item':[{'linkId':'g','type':'group','extension':[" + prefix("p.") +
                    "],'item':[" + part_of("http://example.org/a") + "]}]"),
               bundle({kA + ",'contained':[{'resourceType':'ValueSet','id':'v'}]"}));
  ASSERT_TRUE(out) << out.error().to_string();
  const fhir::Json& group = out->array_or_empty("item").at(0);
  EXPECT_EQ(group.array_or_empty("item").at(1).string_or_empty("linkId"), "p.y");
  EXPECT_EQ(group.array_or_empty("item")
                .at(1)
                .array_or_empty("enableWhen")
                .at(0)
                .string_or_empty("question"),
            "p.x");
  EXPECT_EQ(out->array_or_empty("contained").at(0).string_or_empty("id"), "p.v");
}

TEST(Assemble, PartsOfPartsAreAssembledToo) {
  const auto out = assemble(form("'item':[" + part_of("http://example.org/b") + "]"),
                            bundle({kA, "'url':'http://example.org/b','item':[" +
                                            part_of("http://example.org/a") + "]"}));
  ASSERT_TRUE(out) << out.error().to_string();
  EXPECT_EQ(out->array_or_empty("item").size(), 2u);
}

TEST(Assemble, RefusesCirclesMissingPartsAndDoubleLinkIds) {
  const std::string two = part_of("http://example.org/a") + "," + part_of("http://example.org/a");
  EXPECT_EQ(error_of(form("'item':[" + two + "]"), bundle({kA})), "AR-D053 /item/2");
  EXPECT_EQ(error_of(form("'item':[" + part_of("http://example.org/a|2") + "]"), bundle({kA})),
            "AR-D050 /item/0");
  EXPECT_EQ(error_of(form("'item':[" + part_of("http://example.org/c") + "]"),
                     bundle({"'url':'http://example.org/c','item':[" +
                             part_of("http://example.org/root") + "]"})),
            "AR-D051 /item/0/item/0");
  EXPECT_EQ(error_of(form("'item':[" + part_of("http://example.org/c") + "]"),
                     bundle({"'url':'http://example.org/c','item':[" +
                             part_of("http://example.org/c") + "]"})),
            "AR-D051 /item/0/item/0");
}

TEST(Assemble, APartSaysWhatItNeedsAndWhereItMayStand) {
  const auto with = [](const std::string& extension) {
    return bundle({"'url':'http://example.org/a','extension':[" + extension + "],'item':[]"});
  };
  const fhir::Json root = form("'item':[" + part_of("http://example.org/a") + "]");
  EXPECT_EQ(error_of(root, with(ext("assembleContext", "'valueString':'linkIdPrefix'"))),
            "AR-D054 /item/0");
  EXPECT_EQ(error_of(root, with(ext("assemble-expectation", "'valueCode':'assemble-root'"))),
            "AR-D052 /item/0");
  EXPECT_EQ(error_of(root, bundle({"'url':'http://example.org/a','implicitRules':'x','item':[]"})),
            "AR-D052 /item/0");
}

TEST(Assemble, TheExpectationIsAdjusted) {
  const auto child =
      assemble(form("'extension':[" +
                    ext("assemble-expectation", "'valueCode':'assemble-root-or-child'") + "]"),
               bundle({}));
  ASSERT_TRUE(child);
  EXPECT_EQ(child->array_or_empty("extension").at(0).string_or_empty("valueCode"),
            "independent-root-or-child");
  const auto root = assemble(
      form("'extension':[" + ext("assemble-expectation", "'valueCode':'assemble-root'") + "]"),
      bundle({}));
  ASSERT_TRUE(root);
  EXPECT_TRUE(root->array_or_empty("extension").empty());
}

}  // namespace
}  // namespace anteroom::extract
