#include "core/fhirpath/types.h"

#include <gtest/gtest.h>

namespace anteroom::fhirpath {
namespace {

std::string type_in(const char* owner, std::string_view key, const fhir::Json& value) {
  const ElementType type = element_type(find_type(owner), key, value);
  return std::string(type.name) + ":" + std::string(type.type);
}

TEST(Types, ElementsByTheirOwner) {
  EXPECT_EQ(type_in("Patient", "birthDate", "2000"), "birthDate:date");
  EXPECT_EQ(type_in("Patient", "contact", fhir::Json::object()), "contact:BackboneElement");
  EXPECT_EQ(type_in("Patient", "text", fhir::Json::object()), "text:Narrative");
  EXPECT_EQ(type_in("QuestionnaireResponse.item", "text", "x"), "text:string");
  EXPECT_EQ(type_in("Patient", "strange", 5), "strange:integer");
}

TEST(Types, ChoicesAreSplit) {
  EXPECT_EQ(type_in("Observation", "valueCodeableConcept", fhir::Json::object()),
            "value:CodeableConcept");
  EXPECT_EQ(type_in("Observation", "effectiveDateTime", "2000"), "effective:dateTime");
  EXPECT_EQ(type_in("Questionnaire.item", "answerValueSet", "u"), "answerValueSet:canonical");
  EXPECT_EQ(type_in("Patient", "deceasedBoolean", true), "deceased:boolean");
  EXPECT_EQ(type_in("Observation", "valueless", true), "valueless:boolean");
}

TEST(Types, Ancestors) {
  EXPECT_TRUE(is_subtype("code", "string"));
  EXPECT_TRUE(is_subtype("Age", "Quantity"));
  EXPECT_TRUE(is_subtype("canonical", "uri"));
  EXPECT_TRUE(is_subtype("Medication", "DomainResource"));
  EXPECT_FALSE(is_subtype("string", "code"));
  EXPECT_FALSE(is_subtype("Bundle", "DomainResource"));
  EXPECT_FALSE(is_subtype("", ""));
}

// Every element names a type of the table: a slip there would silently untype an element.
TEST(Types, TheTableIsClosed) {
  for (const char* name :
       {"Patient", "Observation", "Questionnaire", "Questionnaire.item", "QuestionnaireResponse",
        "QuestionnaireResponse.item", "Encounter", "Condition", "ValueSet", "Bundle", "Timing",
        "Extension", "HumanName", "Attachment", "Dosage", "Observation.component", "Element",
        "Resource", "Meta"}) {
    const TypeSpec* spec = find_type(name);
    ASSERT_NE(spec, nullptr) << name;
    for (const auto& [element, type] : spec->elements)
      EXPECT_NE(find_type(type), nullptr) << name << "." << element;
  }
}

}  // namespace
}  // namespace anteroom::fhirpath
