#include "core/extract/populate.h"

#include "tests/core/extract/json_text.h"

namespace anteroom::extract {
namespace {

const std::string kContext = ext("launchContext",
                                 "'extension':[{'url':'name','valueCoding':{'code':'patient'}},"
                                 "{'url':'type','valueCode':'Patient'}]");

const fhir::Json& patient() {
  static const fhir::Json kPatient = json(
      "{'resourceType':'Patient','id':'p','gender':'female','birthDate':'1990-02-03',"
      "'name':[{'family':'Test','given':['A']},{'family':'Other'}]}");
  return kPatient;
}

const fhir::Json& bundle() {
  static const fhir::Json kBundle = json(
      "{'resourceType':'Bundle','entry':["
      "{'resource':{'resourceType':'AllergyIntolerance','patient':{'reference':'Patient/"
      "p'},'code':{'text':'nuts'}}},"
      "{'resource':{'resourceType':'AllergyIntolerance','patient':{'reference':'Patient/"
      "p'},'code':{'text':'milk'}}},"
      "{'resource':{'resourceType':'Observation','status':'final','subject':{'reference':'Patient/"
      "p'},"
      "'code':{'coding':[{'system':'http://"
      "loinc.org','code':'29463-7'}]},'effectiveDateTime':'2026-01-01',"
      "'valueQuantity':{'value':70.5,'code':'kg'}}},"
      "{'resource':{'resourceType':'Observation','status':'final','subject':{'reference':'Patient/"
      "p'},"
      "'code':{'coding':[{'system':'http://"
      "loinc.org','code':'29463-7'}]},'effectiveDateTime':'2020-01-01',"
      "'valueQuantity':{'value':60,'code':'kg'}}}]}");
  return kBundle;
}

std::string initial(const std::string& expression) {
  return "'extension':[" +
         ext("initialExpression",
             "'valueExpression':{'language':'text/fhirpath','expression':'" + expression + "'}") +
         "]";
}

std::string item(const std::string& id, const std::string& type, const std::string& more) {
  return "{'linkId':'" + id + "','type':'" + type + "'," + more + "}";
}

struct Outcome {
  std::string items;
  std::string codes;
  fhir::Json response;
};

Outcome populated(const std::string& extensions, const std::string& items) {
  const fhir::Json form = json(
      "{'resourceType':'Questionnaire','url':'http://example.org/q','version':'2',"
      "'extension':[" +
      extensions + "],'item':[" + items + "]}");
  Population request{form};
  request.context["patient"] = &patient();
  request.bundle = &bundle();
  request.now = *parse_instant("2026-02-01T00:00:00Z");
  const auto out = populate(request);
  EXPECT_TRUE(out) << out.error().to_string();
  Outcome result{member(out->response, "item"), "", out->response};
  for (const Error& note : out->notes)
    result.codes += (result.codes.empty() ? "" : " ") + note.code;
  return result;
}

TEST(Populate, SaysWhatItAnswersAndForWhom) {
  const Outcome out = populated(kContext, "");
  EXPECT_EQ(text(out.response),
            "{'resourceType':'QuestionnaireResponse','questionnaire':'http://example.org/q|2',"
            "'status':'in-progress','subject':{'reference':'Patient/"
            "p'},'authored':'2026-02-01T00:00:00Z'}");
}

TEST(Populate, ExpressionsReadTheLaunchContext) {
  const Outcome out =
      populated(kContext, item("b", "date", initial("%patient.birthDate")) + "," +
                              item("f", "string", initial("%patient.name.family.first()")) + "," +
                              item("m", "string", initial("%patient.maritalStatus.text")));
  EXPECT_EQ(out.items,
            "[{'linkId':'b','answer':[{'valueDate':'1990-02-03'}]},"
            "{'linkId':'f','answer':[{'valueString':'Test'}]}]");
  EXPECT_EQ(out.codes, "");
}

TEST(Populate, ACodeBecomesTheFormsOwnOption) {
  const Outcome out = populated(
      kContext,
      item("g", "choice",
           initial("%patient.gender") +
               ",'answerOption':[{'valueCoding':{'system':'s','code':'female','display':'F'}}]"));
  EXPECT_EQ(
      out.items,
      "[{'linkId':'g','answer':[{'valueCoding':{'system':'s','code':'female','display':'F'}}]}]");
}

TEST(Populate, ARepeatingGroupIsFilledForEachThingFound) {
  const std::string context =
      "'repeats':true,'extension':[" +
      ext("itemPopulationContext",
          "'valueExpression':{'name':'a','language':'application/x-fhir-query',"
          "'expression':'AllergyIntolerance?patient={{%patient.id}}'}") +
      "],'item':[" + item("t", "string", initial("%a.code.text")) + "]";
  const Outcome out = populated(kContext, item("g", "group", context));
  EXPECT_EQ(out.items,
            "[{'linkId':'g','item':[{'linkId':'t','answer':[{'valueString':'nuts'}]}]},"
            "{'linkId':'g','item':[{'linkId':'t','answer':[{'valueString':'milk'}]}]}]");
}

TEST(Populate, SourceQueriesAreAnsweredFromTheBundle) {
  const fhir::Json form = json(
      "{'resourceType':'Questionnaire','contained':[{'resourceType':'Bundle','id':'pre','type':'"
      "batch','entry':["
      "{'request':{'method':'GET','url':'AllergyIntolerance?patient={{%patient.id}}'}}]}],'"
      "extension':[" +
      kContext + "," + ext("sourceQueries", "'valueReference':{'reference':'#pre'}") +
      "],'item':[" +
      item("t", "string",
           "'repeats':true," + initial("%pre.entry[0].resource.entry.resource.code.text")) +
      "]}");
  Population request{form};
  request.context["patient"] = &patient();
  request.bundle = &bundle();
  const auto out = populate(request);
  ASSERT_TRUE(out);
  EXPECT_EQ(member(out->response, "item"),
            "[{'linkId':'t','answer':[{'valueString':'nuts'},{'valueString':'milk'}]}]");
}

TEST(Populate, TheNewestObservationWithinThePeriodIsTaken) {
  const auto linked = [](const std::string& years) {
    return "'code':[{'system':'http://loinc.org','code':'29463-7'}],'extension':[" +
           ext("observationLinkPeriod", "'valueDuration':{'value':" + years + ",'code':'mo'}") +
           "]";
  };
  const Outcome out = populated(
      kContext, item("w", "quantity", linked("6")) + "," + item("v", "decimal", linked("100")));
  EXPECT_EQ(out.items,
            "[{'linkId':'w','answer':[{'valueQuantity':{'value':70.5,'code':'kg'}}]},"
            "{'linkId':'v','answer':[{'valueDecimal':70.5}]}]");
  EXPECT_EQ(populated(kContext, item("w", "quantity", linked("0"))).items, "absent");
}

TEST(Populate, PlainInitialValuesStandWhereNothingIsKnown) {
  const Outcome out =
      populated(kContext, item("a", "string", "'initial':[{'valueString':'x'}]," + initial("{}")));
  EXPECT_EQ(out.items, "[{'linkId':'a','answer':[{'valueString':'x'}]}]");
}

TEST(Populate, WhatIsNotKnownIsSaidAndNeverMadeUp) {
  const std::string user = ext("launchContext",
                               "'extension':[{'url':'name','valueCoding':{'code':'user'}},"
                               "{'url':'type','valueCode':'Practitioner'}]");
  const Outcome out =
      populated(user, item("a", "string", initial("%user.name.text")) + "," +
                          item("b", "boolean", initial("%patient.name.exists().toString()")) + "," +
                          item("c", "string", initial("nonsense(")));
  EXPECT_EQ(out.items, "absent");
  EXPECT_EQ(out.codes, "AR-D040 AR-D024 AR-D020");
}

TEST(Populate, AQueryWithAnUnknownPartAsksForNothing) {
  const Outcome out = populated(
      kContext,
      item("t", "string",
           "'extension':[" +
               ext("initialExpression",
                   "'valueExpression':{'language':'text/"
                   "fhirpath','expression':'%all.entry.count().toString()'}") +
               ",{'url':'http://hl7.org/fhir/StructureDefinition/"
               "variable','valueExpression':{'name':'all',"
               "'language':'application/x-fhir-query','expression':'AllergyIntolerance?patient="
               "{{%patient.maritalStatus.text}}'}}]"));
  EXPECT_EQ(out.items, "[{'linkId':'t','answer':[{'valueString':'0'}]}]");
}

TEST(Populate, SeveralValuesForOneAnswerAreSaid) {
  const Outcome out = populated(kContext, item("f", "string", initial("%patient.name.family")));
  EXPECT_EQ(out.items, "[{'linkId':'f','answer':[{'valueString':'Test'}]}]");
  EXPECT_EQ(out.codes, "AR-D022");
}

TEST(Populate, RefusesAFormThatIsNotAssembled) {
  const fhir::Json form =
      json("{'resourceType':'Questionnaire','item':[{'linkId':'d','type':'display','extension':[" +
           ext("subQuestionnaire", "'valueCanonical':'http://example.org/x'") + "]}]}");
  EXPECT_EQ(populate({form}).error().code, "AR-D043");
  EXPECT_EQ(populate({patient()}).error().code, "AR-D001");
}

}  // namespace
}  // namespace anteroom::extract
