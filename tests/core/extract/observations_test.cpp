#include "tests/core/extract/extraction.h"

namespace anteroom::extract {
namespace {

const std::string kYes = "'extension':[" + ext("observationExtract", "'valueBoolean':true") + "]";

std::string coded(const std::string& id, const std::string& type, const std::string& more = kYes) {
  return "{'linkId':'" + id + "','type':'" + type + "','code':[{'system':'s','code':'" + id +
         "'}]," + more + "}";
}

std::string answered(const std::string& id, const std::string& answers) {
  return "{'linkId':'" + id + "','answer':[" + answers + "]}";
}

TEST(Observations, CarryEverythingOfTheResponse) {
  const Outcome out =
      extracted("'item':[" + coded("a", "boolean") + "]", answered("a", "{'valueBoolean':true}"));
  ASSERT_EQ(out.count(), 1u);
  EXPECT_EQ(text(out.resource(0)),
            "{'resourceType':'Observation','status':'final','code':{'coding':[{'system':'s','code':"
            "'a'}]},"
            "'subject':{'reference':'Patient/p'},'encounter':{'reference':'Encounter/e'},"
            "'effectiveDateTime':'2026-01-02T03:04:05Z','issued':'2026-01-02T03:04:05Z',"
            "'performer':[{'reference':'Patient/p'}],"
            "'derivedFrom':[{'reference':'QuestionnaireResponse/r1'}],'valueBoolean':true}");
  EXPECT_EQ(member(out.entry(0), "request"), "{'method':'POST','url':'Observation'}");
  EXPECT_EQ(out.codes(), "");
}

TEST(Observations, ValuesBecomeTypesThatAnObservationTakes) {
  const Outcome out = extracted(
      "'item':[" + coded("c", "choice") + "," + coded("d", "date") + "," + coded("n", "decimal") +
          "," +
          coded("i", "integer",
                "'extension':[" + ext("observationExtract", "'valueBoolean':true") +
                    ",{'url':'http://hl7.org/fhir/StructureDefinition/"
                    "questionnaire-unit','valueCoding':"
                    "{'system':'http://unitsofmeasure.org','code':'kg','display':'kilo'}}]") +
          "]",
      answered("c", "{'valueCoding':{'code':'x'}}") + "," +
          answered("d", "{'valueDate':'2020-02-03'}") + "," +
          answered("n", "{'valueDecimal':1.50}") + "," + answered("i", "{'valueInteger':7}"));
  ASSERT_EQ(out.count(), 4u);
  EXPECT_EQ(member(out.resource(0), "valueCodeableConcept"), "{'coding':[{'code':'x'}]}");
  EXPECT_EQ(member(out.resource(1), "valueDateTime"), "'2020-02-03'");
  EXPECT_EQ(member(out.resource(2), "valueQuantity"), "{'value':1.50}");
  EXPECT_EQ(member(out.resource(3), "valueQuantity"),
            "{'value':7,'unit':'kilo','system':'http://unitsofmeasure.org','code':'kg'}");
}

TEST(Observations, EachAnswerIsOne) {
  const Outcome out = extracted("'item':[" + coded("a", "string") + "]",
                                answered("a", "{'valueString':'x'},{'valueString':'y'}"));
  EXPECT_EQ(out.count(), 2u);
}

TEST(Observations, UnknownIsLeftOutAndSaidNeverNo) {
  for (const std::string unknown :
       {"{'linkId':'a','answer':[{'valueCoding':{'system':"
        "'http://terminology.hl7.org/CodeSystem/data-absent-reason','code':'asked-unknown'}}]}",
        "{'linkId':'a','extension':[{'url':'http://hl7.org/fhir/StructureDefinition/"
        "data-absent-reason','valueCode':'asked-unknown'}]}"}) {
    const Outcome left_out = extracted("'item':[" + coded("a", "choice") + "]", unknown);
    EXPECT_EQ(left_out.count(), 0u);
    EXPECT_EQ(left_out.codes(), "AR-D030");
    const Outcome said = extracted("'item':[" + coded("a", "choice") + "]", unknown,
                                   UnknownAnswers::data_absent_reason);
    ASSERT_EQ(said.count(), 1u);
    EXPECT_EQ(member(said.resource(0), "dataAbsentReason"),
              "{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/data-absent-reason',"
              "'code':'asked-unknown'}]}");
    for (const auto& [name, value] : said.resource(0).as_object())
      EXPECT_FALSE(name.starts_with("value"));
  }
}

TEST(Observations, NoAnswerIsNoObservation) {
  EXPECT_EQ(extracted("'item':[" + coded("a", "string") + "]", "{'linkId':'a'}").count(), 0u);
}

TEST(Observations, MarkedCodesAreTheOnlyOnes) {
  const Outcome out = extracted(
      "'item':[{'linkId':'a','type':'string','code':[{'code':'1'},{'code':'2','extension':[" +
          ext("observationExtract", "'valueBoolean':true") + "]}]}]",
      answered("a", "{'valueString':'x'}"));
  ASSERT_EQ(out.count(), 1u);
  EXPECT_EQ(member(out.resource(0), "code"), "{'coding':[{'code':'2'}]}");
}

TEST(Observations, AtTheRootItMeansAllButWhatIsExcluded) {
  const std::string no = "'extension':[" + ext("observationExtract", "'valueBoolean':false") + "]";
  const Outcome out =
      extracted(kYes + ",'item':[" + coded("a", "string", "'prefix':'1'") + "," +
                    coded("b", "string", no) + "]",
                answered("a", "{'valueString':'x'}") + "," + answered("b", "{'valueString':'x'}"));
  ASSERT_EQ(out.count(), 1u);
  EXPECT_EQ(member(out.resource(0), "code"), "{'coding':[{'system':'s','code':'a'}]}");
}

TEST(Observations, ALowerCategoryOverridesAHigherOne) {
  const auto category = [](const std::string& code) {
    return ext("observation-extract-category", "'valueCodeableConcept':{'text':'" + code + "'}");
  };
  const Outcome out =
      extracted("'extension':[" + ext("observationExtract", "'valueBoolean':true") + "," +
                    category("high") + "],'item':[" + coded("a", "string", "'prefix':'1'") + "," +
                    coded("b", "string", "'extension':[" + category("low") + "]") + "]",
                answered("a", "{'valueString':'x'}") + "," + answered("b", "{'valueString':'x'}"));
  ASSERT_EQ(out.count(), 2u);
  EXPECT_EQ(member(out.resource(0), "category"), "[{'text':'high'}]");
  EXPECT_EQ(member(out.resource(1), "category"), "[{'text':'low'}]");
}

TEST(Observations, ComponentsAndMembersHangOnTheirGroup) {
  const auto related = [](const std::string& code) {
    return "'extension':[" + ext("observationExtract", "'valueCode':'" + code + "'") + "]";
  };
  const Outcome out =
      extracted("'item':[" +
                    coded("g", "group",
                          kYes + ",'item':[" + coded("sys", "integer", related("component")) + "," +
                              coded("note", "string", related("member")) + "]") +
                    "]",
                "{'linkId':'g','item':[" + answered("sys", "{'valueInteger':120}") + "," +
                    answered("note", "{'valueString':'x'}") + "]}");
  ASSERT_EQ(out.count(), 2u);
  EXPECT_EQ(member(out.resource(1), "component"),
            "[{'code':{'coding':[{'system':'s','code':'sys'}]},'valueInteger':120}]");
  EXPECT_EQ(out.resource(1).array_or_empty("hasMember").at(0).string_or_empty("reference"),
            out.entry(0).string_or_empty("fullUrl"));
}

TEST(Observations, WhatAnObservationCannotHoldIsSaid) {
  const Outcome out = extracted("'item':[" + coded("a", "attachment") + "]",
                                answered("a", "{'valueAttachment':{'title':'x'}}"));
  EXPECT_EQ(out.count(), 0u);
  EXPECT_EQ(out.codes(), "AR-D032");
  EXPECT_EQ(out.notes.at(0).pointer, "/item/0");
}

}  // namespace
}  // namespace anteroom::extract
