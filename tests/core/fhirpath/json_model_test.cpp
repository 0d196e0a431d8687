#include <gtest/gtest.h>

#include "tests/core/fhirpath/support.h"

namespace anteroom::fhirpath {
namespace {

constexpr std::string_view kPatient =
    R"({"resourceType": "Patient", "active": true, "birthDate": "1974-12-25",
  "_birthDate": {"extension": [{"url": "http://x/time", "valueDateTime": "1974-12-25T14:35:45-05:00"}]},
  "name": [{"family": "Example", "given": ["Ada", null], "_given": [null, {"extension": [{"url": "u", "valueCode": "c"}]}]}],
  "multipleBirthInteger": 2, "deceasedBoolean": false, "contact": [{"name": {"text": "A"}}],
  "contained": [{"resourceType": "Observation", "id": "o", "valueQuantity": {"value": 5, "unit": "kg", "code": "kg"}}]})";

TEST(JsonModel, ChoiceElements) {
  EXPECT_EQ(evaluated("multipleBirth is integer", kPatient), "[true]");
  EXPECT_EQ(evaluated("deceased", kPatient), "[false]");
  EXPECT_EQ(evaluated("contained.value is Quantity", kPatient), "[true]");
  EXPECT_EQ(evaluated("contained.value > 4000 'g'", kPatient), "[true]");
  EXPECT_EQ(evaluated("contained.value.unit", kPatient), R"(["kg"])");
}

TEST(JsonModel, TypesAndTheirAncestors) {
  EXPECT_EQ(
      evaluated("$this is Patient and $this is DomainResource and $this is Resource", kPatient),
      "[true]");
  EXPECT_EQ(evaluated("name is HumanName and name is Element", kPatient), "[true]");
  EXPECT_EQ(evaluated("contact.type().name", kPatient), R"(["BackboneElement"])");
  EXPECT_EQ(evaluated("active is boolean", kPatient), "[true]");
  EXPECT_EQ(evaluated("active is System.Boolean", kPatient), "[false]");
  EXPECT_EQ(evaluated("birthDate is date", kPatient), "[true]");
  EXPECT_EQ(evaluated("name.family is FHIR.string", kPatient), "[true]");
  EXPECT_EQ(evaluated("contained.ofType(Observation).id", kPatient), R"(["o"])");
  EXPECT_EQ(evaluated("contained.ofType(Patient)", kPatient), "[]");
}

TEST(JsonModel, DatesAreDates) {
  EXPECT_EQ(evaluated("birthDate < @1975-01-01", kPatient), "[true]");
  EXPECT_EQ(evaluated("birthDate + 1 year", kPatient), R"(["1975-12-25"])");
}

TEST(JsonModel, ExtensionsOfPrimitives) {
  EXPECT_EQ(evaluated("birthDate.extension('http://x/time').value", kPatient),
            R"(["1974-12-25T14:35:45-05:00"])");
  EXPECT_EQ(evaluated("name.given.extension.value", kPatient), R"(["c"])");
  EXPECT_EQ(evaluated("name.given.count()", kPatient), "[2]");
  EXPECT_EQ(evaluated("name.given.where(hasValue())", kPatient), R"(["Ada"])");
}

TEST(JsonModel, UnknownTypesStillRead) {
  EXPECT_EQ(evaluated("thing.part.where(n > 1).n",
                      R"({"resourceType": "Strange", "thing": {"part": [{"n": 1}, {"n": 2}]}})"),
            "[2]");
  EXPECT_EQ(evaluated("$this is DomainResource", R"({"resourceType": "Strange"})"), "[true]");
  EXPECT_EQ(evaluated("a.b", R"({"a": [{"b": 1}, {"b": [2, 3]}]})"), "[1,2,3]");
  EXPECT_EQ(evaluated("$this", "5"), "[5]");
}

TEST(JsonModel, ChildrenWithoutResourceType) {
  EXPECT_EQ(evaluated("children().count()", R"({"resourceType": "Patient", "active": true})"),
            "[1]");
  EXPECT_EQ(evaluated("resourceType", R"({"resourceType": "Patient"})"), R"(["Patient"])");
}

}  // namespace
}  // namespace anteroom::fhirpath
