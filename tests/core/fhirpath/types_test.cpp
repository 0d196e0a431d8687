#include "core/fhirpath/types.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "core/fhirpath/r4_types.h"
#include "tests/core/fhirpath/support.h"

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

TEST(Types, ElementsAreFoundWithTheirAncestors) {
  const TypeSpec* item = find_type("QuestionnaireResponse.item");
  ASSERT_NE(item, nullptr);
  EXPECT_EQ(find_element(item, "answer")->second.repeats, Repeats::yes);
  EXPECT_EQ(find_element(item, "linkId")->second.repeats, Repeats::no);
  EXPECT_EQ(find_element(item, "extension")->second.type, "Extension");
  EXPECT_EQ(find_element(item, "lnkId"), nullptr);
  EXPECT_EQ(element_types(find_element(find_type("Age"), "value")->second),
            (std::vector<std::string_view>{"decimal"}));
  EXPECT_EQ(element_types(find_element(find_type("Extension"), "value")->second).size(), 50U);
}

// Every base and element names a type of the table: a slip there would silently untype an element.
TEST(Types, TheTableIsClosedAndSorted) {
  EXPECT_TRUE(std::is_sorted(kR4Types.begin(), kR4Types.end()));
  for (const std::string_view line : kR4Types) {
    const TypeSpec* spec = find_type(line.substr(0, line.find(' ')));
    ASSERT_NE(spec, nullptr) << line;
    EXPECT_TRUE(spec->base.empty() || find_type(spec->base) != nullptr) << line;
    for (const auto& [element, one] : spec->elements)
      for (const std::string_view type : element_types(one))
        EXPECT_NE(find_type(type), nullptr) << spec->name << "." << element;
  }
  EXPECT_EQ(find_type("Patient.nothing"), nullptr);
  EXPECT_EQ(find_type(""), nullptr);
}

TEST(Types, AnyResourceIsTyped) {
  const char* request = R"({"resourceType": "MedicationRequest", "reportedBoolean": true,
    "dosageInstruction": [{"timing": {"repeat": {"boundsPeriod": {"start": "2026-01"}}}}]})";
  EXPECT_EQ(evaluated("reported is boolean", request), "[true]");
  EXPECT_EQ(evaluated("dosageInstruction.timing.repeat.bounds.start < @2026-02", request),
            "[true]");
  EXPECT_EQ(evaluated("dosageInstruction.timing.type().name", request), R"(["Timing"])");
}

TEST(Types, ATypeThatIsNoneIsRefusedWhenCompiling) {
  EXPECT_EQ(compile("value is Codeing").error().code, "AR-X013");
  EXPECT_EQ(compile("1 + value.ofType(FHIR.Sting)").error().column, 23);
  EXPECT_EQ(compile("value as System.Patient").error().code, "AR-X013");
  for (const char* good : {"value is FHIR.Patient", "value as System.Quantity", "1 is Long",
                           "value.ofType(boolean)", "value is Any"})
    EXPECT_TRUE(compile(good)) << good;
}

}  // namespace
}  // namespace anteroom::fhirpath
