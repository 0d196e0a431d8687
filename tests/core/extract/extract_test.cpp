#include "core/extract/extract.h"

#include <cstdlib>
#include <iostream>
#include <set>

#include "tests/core/extract/json_text.h"

namespace anteroom::extract {
namespace {

TEST(Extract, RefusesWhatIsNoPair) {
  const fhir::Json form = json("{'resourceType':'Questionnaire','url':'http://example.org/a'}");
  const fhir::Json other =
      json("{'resourceType':'QuestionnaireResponse','questionnaire':'http://example.org/b'}");
  EXPECT_EQ(extract({other, other}).error().code, "AR-D001");
  EXPECT_EQ(extract({form, form}).error().code, "AR-D002");
  EXPECT_EQ(extract({form, other}).error().code, "AR-D003");
}

TEST(Extract, SaysWhenTheResponseIsNotFinishedOrHasForeignItems) {
  const fhir::Json form = json("{'resourceType':'Questionnaire','item':[]}");
  const fhir::Json response = json(
      "{'resourceType':'QuestionnaireResponse','status':'in-progress','item':[{'linkId':'x'}]}");
  const auto out = extract({form, response});
  ASSERT_TRUE(out);
  ASSERT_EQ(out->notes.size(), 2u);
  EXPECT_EQ(out->notes[0].code, "AR-D010");
  EXPECT_EQ(out->notes[1].code, "AR-D011");
  EXPECT_EQ(text(out->bundle), "{'resourceType':'Bundle','type':'transaction'}");
}

TEST(Extract, WrongTypesInTheFormAreNoCrash) {
  const fhir::Json form = json(
      "{'resourceType':'Questionnaire','extension':[7,{'url':3}],'contained':['x',{'resourceType':'"
      "Patient',"
      "'id':'t','extension':{'a':1},'name':'x','_name':[1]}],'item':[3,{'linkId':'a','type':'"
      "string',"
      "'code':['x',{'code':1}],'definition':7,'extension':[" +
      ext("observationExtract", "'valueBoolean':true") + "," +
      ext("templateExtract",
          "'extension':[{'url':'template','valueReference':{'reference':'#t'}}]") +
      "," + ext("definitionExtract", "'extension':'x'") + "]}]}");
  for (const std::string items : {"[{'linkId':'a','answer':[{'valueString':'x'}]}]", "[3]", "{}",
                                  "'x'", "[{'linkId':'a','answer':[3,{'valueString':{}}]}]"}) {
    const fhir::Json response =
        json("{'resourceType':'QuestionnaireResponse','status':'completed','item':" + items + "}");
    EXPECT_TRUE(extract({form, response})) << items;
  }
}

/// Answers for the official examples of SDC (Patient with names, two contacts, three observations).
constexpr const char* kItems = R"(
 {'linkId':'patient','item':[
  {'linkId':'name','item':[{'linkId':'given','answer':[{'valueString':'Ann'},{'valueString':'Bee'}]},
                           {'linkId':'family','answer':[{'valueString':'Test'}]}]},
  {'linkId':'gender','answer':[{'valueCoding':{'system':'http://hl7.org/fhir/administrative-gender','code':'female'}}]},
  {'linkId':'ihi','answer':[{'valueString':'8003601'}]},{'linkId':'mobile-phone','answer':[{'valueString':'0400'}]}]},
 {'linkId':'contacts','item':[{'linkId':'contact-name','answer':[{'valueString':'Cee'}]}]},
 {'linkId':'contacts','item':[{'linkId':'contact-name','answer':[{'valueString':'Dee'}]}]},
 {'linkId':'obs','item':[{'linkId':'height','answer':[{'valueDecimal':1.72}]},
                         {'linkId':'weight','answer':[{'valueDecimal':70.5}]}]})";

/// The official examples, when a folder with published data is given.
TEST(Extract, OfficialExamples) {
  const char* shared = std::getenv("ANTEROOM_SHARED");
  if (shared == nullptr) GTEST_SKIP() << "ANTEROOM_SHARED is not set: no official examples to read";
  int ran = 0;
  for (const std::string name :
       {"extract-complex-template", "extract-complex-template2", "extract-complex-defn3"}) {
    const auto form =
        fhir::read_json_file(std::string(shared) + "/questionnaires/hl7-sdc/" + name + ".json");
    if (!form) continue;
    ++ran;
    const fhir::Json response = json(
        "{'resourceType':'QuestionnaireResponse','id':'r','status':'completed','authored':'2026-01-"
        "02T03:04:05Z',"
        "'author':{'reference':'Practitioner/p'},'item':[" +
        std::string(kItems) + "]}");
    const auto out = extract({*form, response});
    ASSERT_TRUE(out) << out.error().to_string();
    EXPECT_TRUE(out->notes.empty()) << out->notes.front().to_string();
    const auto& entries = out->bundle.array_or_empty("entry");
    ASSERT_EQ(entries.size(), 5u) << name;
    const fhir::Json& patient = *entries[0].find("resource");
    EXPECT_EQ(patient.string_or_empty("gender"), "female");
    EXPECT_EQ(patient.array_or_empty("name").at(0).string_or_empty("text"), "Ann Bee Test");
    EXPECT_EQ(patient.array_or_empty("identifier").at(0).string_or_empty("value"), "8003601");
    const std::string_view me = entries[0].string_or_empty("fullUrl");
    std::set<std::string_view> urls;
    for (const fhir::Json& entry : entries) urls.insert(entry.string_or_empty("fullUrl"));
    EXPECT_EQ(urls.size(), 5u);
    EXPECT_EQ(entries[1].find("resource")->find("patient")->string_or_empty("reference"), me);
    const fhir::Json& height = *entries[3].find("resource");
    EXPECT_EQ(height.find("subject")->string_or_empty("reference"), me);
    EXPECT_EQ(height.string_or_empty("effectiveDateTime"), "2026-01-02T03:04:05Z");
    ASSERT_NE(height.find("valueQuantity"), nullptr) << text(height);
  }
  std::cout << "official examples extracted: " << ran << '\n';
}

}  // namespace
}  // namespace anteroom::extract
