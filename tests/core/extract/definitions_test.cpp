#include "tests/core/extract/extraction.h"

namespace anteroom::extract {
namespace {

const std::string kPatient = "http://hl7.org/fhir/StructureDefinition/Patient";

std::string patient(const std::string& more = "") {
  return "'extension':[" +
         ext("definitionExtract",
             "'extension':[{'url':'definition','valueCanonical':'" + kPatient + "'}" + more + "]") +
         "]";
}

std::string item(const std::string& id, const std::string& type, const std::string& path,
                 const std::string& more = "") {
  return "{'linkId':'" + id + "','type':'" + type + "','definition':'" + kPatient + "#" + path +
         "'" + more + "}";
}

std::string answered(const std::string& id, const std::string& answers) {
  return "{'linkId':'" + id + "','answer':[" + answers + "]}";
}

TEST(Definitions, QuestionsOfOneGroupFillOneElement) {
  const Outcome out =
      extracted(patient() + ",'item':[" + item("g", "string", "Patient.name.given") + "," +
                    item("f", "string", "Patient.name.family") + "]",
                answered("g", "{'valueString':'A'},{'valueString':'B'}") + "," +
                    answered("f", "{'valueString':'C'}"));
  ASSERT_EQ(out.count(), 1u) << out.codes();
  EXPECT_EQ(text(out.resource(0)),
            "{'resourceType':'Patient','name':[{'given':['A','B'],'family':'C'}]}");
}

TEST(Definitions, TwoValuesOfOneKindAreTwoElements) {
  const Outcome out =
      extracted(patient() + ",'item':[" + item("a", "string", "Patient.identifier.value") + "," +
                    item("b", "string", "Patient.identifier.value") + "]",
                answered("a", "{'valueString':'1'}") + "," + answered("b", "{'valueString':'2'}"));
  ASSERT_EQ(out.count(), 1u);
  EXPECT_EQ(member(out.resource(0), "identifier"), "[{'value':'1'},{'value':'2'}]");
}

TEST(Definitions, ARepeatingGroupIsARepeatingElement) {
  const Outcome out =
      extracted(patient() + ",'item':[" +
                    item("n", "group", "Patient.name",
                         ",'item':[" + item("f", "string", "Patient.name.family") + "]") +
                    "]",
                "{'linkId':'n','item':[" + answered("f", "{'valueString':'A'}") +
                    "]},{'linkId':'n','item':[" + answered("f", "{'valueString':'B'}") + "]}");
  ASSERT_EQ(out.count(), 1u);
  EXPECT_EQ(member(out.resource(0), "name"), "[{'family':'A'},{'family':'B'}]");
}

TEST(Definitions, ACodingIsACodeWhereFhirHasACode) {
  const Outcome out =
      extracted(patient() + ",'item':[" + item("g", "choice", "Patient.gender") + "]",
                answered("g", "{'valueCoding':{'code':'female'}}"));
  ASSERT_EQ(out.count(), 1u);
  EXPECT_EQ(member(out.resource(0), "gender"), "'female'");
}

TEST(Definitions, AChoiceOfTypesTakesTheTypeOfTheAnswer) {
  const Outcome out =
      extracted(patient() + ",'item':[" + item("d", "boolean", "Patient.deceased[x]") + "]",
                answered("d", "{'valueBoolean':false}"));
  ASSERT_EQ(out.count(), 1u);
  EXPECT_EQ(member(out.resource(0), "deceasedBoolean"), "false");
}

TEST(Definitions, AnUnknownAnswerFillsNothing) {
  const std::string unknown =
      "{'valueCoding':{'system':'http://terminology.hl7.org/CodeSystem/data-absent-reason',"
      "'code':'asked-declined'}}";
  const std::string computed =
      ",'extension':[" +
      ext("definitionExtractValue",
          "'extension':[{'url':'definition','valueUri':'" + kPatient +
              "#Patient.active'},{'url':'expression','valueExpression':{'language':'text/fhirpath',"
              "'expression':'answer.value.code = \\u0027yes\\u0027'}}]") +
      "]";
  const Outcome out = extracted(
      patient() + ",'item':[" + item("d", "choice", "Patient.deceased[x]", computed) + "]",
      answered("d", unknown));
  ASSERT_EQ(out.count(), 1u);
  EXPECT_EQ(text(out.resource(0)), "{'resourceType':'Patient'}");
}

TEST(Definitions, AnIdMakesAnUpdate) {
  const Outcome out = extracted(patient(",{'url':'ifMatch','valueString':'\\u0027W/3\\u0027'}") +
                                    ",'item':[" + item("i", "string", "Patient.id") + "]",
                                answered("i", "{'valueString':'77'}"));
  ASSERT_EQ(out.count(), 1u);
  EXPECT_EQ(member(out.entry(0), "request"), "{'method':'PUT','url':'Patient/77','ifMatch':'W/3'}");
}

TEST(Definitions, AnItemWithoutAnswersMakesNoResource) {
  const Outcome out = extracted("'item':[{'linkId':'g','type':'group'," + patient() + ",'item':[" +
                                    item("f", "string", "Patient.name.family") + "]}]",
                                "{'linkId':'g'}");
  EXPECT_EQ(out.count(), 0u);
}

TEST(Definitions, AllocatedIdsJoinResources) {
  const std::string condition = "http://hl7.org/fhir/StructureDefinition/Condition";
  const std::string fixed =
      ext("definitionExtractValue",
          "'extension':[{'url':'definition','valueUri':'" + condition +
              "#Condition.subject.reference'},{'url':'expression','valueExpression':{'language':"
              "'text/fhirpath','expression':'%me'}}]");
  const Outcome out = extracted(
      "'extension':[" + ext("extractAllocateId", "'valueString':'me'") + "," +
          ext("definitionExtract", "'extension':[{'url':'definition','valueCanonical':'" +
                                       kPatient + "'},{'url':'fullUrl','valueString':'%me'}]") +
          "],'item':[{'linkId':'c','type':'string','definition':'" + condition +
          "#Condition.code.text','extension':[" +
          ext("definitionExtract",
              "'extension':[{'url':'definition','valueCanonical':'" + condition + "'}]") +
          "," + fixed + "]}]",
      answered("c", "{'valueString':'x'}"));
  ASSERT_EQ(out.count(), 2u) << out.codes();
  EXPECT_EQ(out.resource(0).find("subject")->string_or_empty("reference"),
            out.entry(1).string_or_empty("fullUrl"));
}

TEST(Definitions, AProfileGivesTypeNameAndFixedValues) {
  const fhir::Json resources = json(
      "{'resourceType':'Bundle','entry':[{'resource':{'resourceType':'StructureDefinition','url':"
      "'http://example.org/p','type':'Condition','differential':{'element':[{'path':"
      "'Condition.clinicalStatus','patternCodeableConcept':{'text':'active'}}]}}}]}");
  const Outcome out = extracted(
      "'extension':[" +
          ext("definitionExtract",
              "'extension':[{'url':'definition','valueCanonical':'http://example.org/p|2'}]") +
          "],'item':[{'linkId':'c','type':'string','definition':'http://example.org/"
          "p#Condition.code.text'}]",
      answered("c", "{'valueString':'x'}"), UnknownAnswers::leave_out, &resources);
  ASSERT_EQ(out.count(), 1u) << out.codes();
  EXPECT_EQ(text(out.resource(0)),
            "{'resourceType':'Condition','meta':{'profile':['http://example.org/p']},"
            "'clinicalStatus':{'text':'active'},'code':{'text':'x'}}");
}

TEST(Definitions, MistakesAreSaidWithTheirPlace) {
  const Outcome out = extracted(
      patient() + ",'item':[" + item("a", "string", "Patient.nonsense") + "," +
          item("b", "boolean", "Patient.birthDate") + "," + item("c", "date", "Patient.birthDate") +
          "," + item("d", "date", "Patient.birthDate") + "]",
      answered("a", "{'valueString':'x'}") + "," + answered("b", "{'valueBoolean':true}") + "," +
          answered("c", "{'valueDate':'2000-01-01'}") + "," +
          answered("d", "{'valueDate':'2000-01-02'}"));
  EXPECT_EQ(out.codes(), "AR-D027 AR-D024 AR-D028");
  ASSERT_EQ(out.notes.size(), 3u);
  EXPECT_EQ(out.notes[0].pointer, "/item/0");
  EXPECT_EQ(out.notes[2].pointer, "/item/3");
}

}  // namespace
}  // namespace anteroom::extract
