#include "core/extract/fhir_query.h"

#include "tests/core/extract/json_text.h"

namespace anteroom::extract {
namespace {

const fhir::Json& bundle() {
  static const fhir::Json kBundle = json(
      "{'resourceType':'Bundle','entry':["
      "{'resource':{'resourceType':'Patient','id':'p','name':[{'family':'Test'}],'birthDate':'1990-"
      "02-03'}},"
      "{'resource':{'resourceType':'Observation','id':'o1','status':'final','subject':{'reference':"
      "'Patient/p'},"
      "'code':{'coding':[{'system':'http://"
      "loinc.org','code':'1'}]},'effectiveDateTime':'2026-01-01'}},"
      "{'resource':{'resourceType':'Observation','id':'o2','status':'final','subject':{'reference':"
      "'Patient/p'},"
      "'code':{'coding':[{'system':'http://"
      "loinc.org','code':'2'}]},'effectiveDateTime':'2026-02-01'}},"
      "{'resource':{'resourceType':'Observation','id':'o3','status':'entered-in-error',"
      "'subject':{'reference':'Patient/q'},'code':{'coding':[{'system':'x','code':'1'}]}}}]}");
  return kBundle;
}

std::string found(const std::string& query) {
  const auto out = answer_query(query, bundle());
  if (!out) return out.error().code;
  if (out->string_or_empty("resourceType") != "Bundle")
    return "=" + std::string(out->string_or_empty("id"));
  std::string ids;
  for (const fhir::Json& entry : out->array_or_empty("entry"))
    ids += (ids.empty() ? "" : " ") + std::string(entry.find("resource")->string_or_empty("id"));
  return ids;
}

TEST(FhirQuery, ReadsAndSearches) {
  EXPECT_EQ(found("Patient/p"), "=p");
  EXPECT_EQ(found("Observation"), "o1 o2 o3");
  EXPECT_EQ(found("Observation?patient=p"), "o1 o2");
  EXPECT_EQ(found("Observation?subject=Patient/q"), "o3");
  EXPECT_EQ(found("Observation?code=http://loinc.org|1"), "o1");
  EXPECT_EQ(found("Observation?code=http%3A%2F%2Floinc.org%7C"), "o1 o2");
  EXPECT_EQ(found("Observation?code=1,2&status=final"), "o1 o2");
  EXPECT_EQ(found("Observation?_id=o2"), "o2");
  EXPECT_EQ(found("Patient?family=te"), "p");
  EXPECT_EQ(found("Patient?birthdate=1990"), "p");
  EXPECT_EQ(found("Patient?birthdate=gt1990-02-03"), "");
}

TEST(FhirQuery, OrdersAndCuts) {
  EXPECT_EQ(found("Observation?status=final&_sort=-date"), "o2 o1");
  EXPECT_EQ(found("Observation?status=final&_sort=-date&_count=1"), "o2");
  EXPECT_EQ(found("Observation?date=ge2026-02"), "o2");
}

TEST(FhirQuery, RefusesWhatItWouldAnswerWrongly) {
  EXPECT_EQ(found("Observation?code:in=x"), "AR-D042");
  EXPECT_EQ(found("Observation?_include=x"), "AR-D042");
  EXPECT_EQ(found("Observation?code="), "AR-D041");
  EXPECT_EQ(found("Nonsense?code=1"), "AR-D041");
  EXPECT_EQ(found("http://example.org/Observation"), "AR-D041");
  EXPECT_EQ(found("Patient/none"), "AR-D041");
  EXPECT_EQ(found(""), "AR-D041");
}

}  // namespace
}  // namespace anteroom::extract
