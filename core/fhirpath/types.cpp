// The type table, written as text: a line a type is easier to check against hl7.org/fhir/R4 than
// code would be.
#include "core/fhirpath/types.h"

#include <algorithm>
#include <array>
#include <sstream>

namespace anteroom::fhirpath {
namespace {

// name base element:type ... ; a choice element needs no entry, see kChoices.
constexpr std::string_view kTable = R"(
Resource - id:id meta:Meta implicitRules:uri language:code
DomainResource Resource text:Narrative contained:Resource extension:Extension modifierExtension:Extension
Element - id:string extension:Extension
BackboneElement Element modifierExtension:Extension
boolean Element
string Element
code string
id string
markdown string
uri Element
url uri
canonical uri
oid uri
uuid uri
integer Element
positiveInt integer
unsignedInt integer
decimal Element
date Element
dateTime Element
instant Element
time Element
base64Binary Element
xhtml Element
Extension Element url:uri
Meta Element versionId:id lastUpdated:instant source:uri profile:canonical security:Coding tag:Coding
Narrative Element status:code div:xhtml
Coding Element system:uri version:string code:code display:string userSelected:boolean
CodeableConcept Element coding:Coding text:string
Quantity Element value:decimal comparator:code unit:string system:uri code:code
SimpleQuantity Quantity
Age Quantity
Count Quantity
Distance Quantity
Duration Quantity
MoneyQuantity Quantity
Money Element value:decimal currency:code
Identifier Element use:code type:CodeableConcept system:uri value:string period:Period assigner:Reference
Period Element start:dateTime end:dateTime
HumanName Element use:code text:string family:string given:string prefix:string suffix:string period:Period
Address Element use:code type:code text:string line:string city:string district:string state:string postalCode:string country:string period:Period
ContactPoint Element system:code value:string use:code rank:positiveInt period:Period
Reference Element reference:string type:uri identifier:Identifier display:string
Range Element low:SimpleQuantity high:SimpleQuantity
Ratio Element numerator:Quantity denominator:Quantity
Attachment Element contentType:code language:code data:base64Binary url:url size:unsignedInt hash:base64Binary title:string creation:dateTime
Annotation Element time:dateTime text:markdown
Signature Element type:Coding when:instant who:Reference onBehalfOf:Reference targetFormat:code sigFormat:code data:base64Binary
SampledData Element origin:SimpleQuantity period:decimal factor:decimal lowerLimit:decimal upperLimit:decimal dimensions:positiveInt data:string
ContactDetail Element name:string telecom:ContactPoint
UsageContext Element code:Coding
Expression Element description:string name:id language:code expression:string reference:uri
Timing BackboneElement event:dateTime repeat:Timing.repeat code:CodeableConcept
Timing.repeat Element count:positiveInt countMax:positiveInt duration:decimal durationMax:decimal durationUnit:code frequency:positiveInt frequencyMax:positiveInt period:decimal periodMax:decimal periodUnit:code dayOfWeek:code timeOfDay:time when:code offset:unsignedInt
Dosage BackboneElement sequence:integer text:string patientInstruction:string timing:Timing site:CodeableConcept route:CodeableConcept
Questionnaire DomainResource url:uri identifier:Identifier version:string name:string title:string derivedFrom:canonical status:code experimental:boolean subjectType:code date:dateTime publisher:string contact:ContactDetail description:markdown useContext:UsageContext jurisdiction:CodeableConcept purpose:markdown copyright:markdown approvalDate:date lastReviewDate:date effectivePeriod:Period code:Coding item:Questionnaire.item
Questionnaire.item BackboneElement linkId:string definition:uri code:Coding prefix:string text:string type:code enableWhen:Questionnaire.item.enableWhen enableBehavior:code required:boolean repeats:boolean readOnly:boolean maxLength:integer answerValueSet:canonical answerOption:Questionnaire.item.answerOption initial:Questionnaire.item.initial item:Questionnaire.item
Questionnaire.item.enableWhen BackboneElement question:string operator:code
Questionnaire.item.answerOption BackboneElement initialSelected:boolean
Questionnaire.item.initial BackboneElement
QuestionnaireResponse DomainResource identifier:Identifier basedOn:Reference partOf:Reference questionnaire:canonical status:code subject:Reference encounter:Reference authored:dateTime author:Reference source:Reference item:QuestionnaireResponse.item
QuestionnaireResponse.item BackboneElement linkId:string definition:uri text:string answer:QuestionnaireResponse.item.answer item:QuestionnaireResponse.item
QuestionnaireResponse.item.answer BackboneElement item:QuestionnaireResponse.item
Patient DomainResource identifier:Identifier active:boolean name:HumanName telecom:ContactPoint gender:code birthDate:date address:Address maritalStatus:CodeableConcept photo:Attachment contact:Patient.contact communication:Patient.communication generalPractitioner:Reference managingOrganization:Reference link:Patient.link
Patient.contact BackboneElement relationship:CodeableConcept name:HumanName telecom:ContactPoint address:Address gender:code organization:Reference period:Period
Patient.communication BackboneElement language:CodeableConcept preferred:boolean
Patient.link BackboneElement other:Reference type:code
Practitioner DomainResource identifier:Identifier active:boolean name:HumanName telecom:ContactPoint address:Address gender:code birthDate:date
RelatedPerson DomainResource identifier:Identifier active:boolean patient:Reference relationship:CodeableConcept name:HumanName telecom:ContactPoint gender:code birthDate:date address:Address
Organization DomainResource identifier:Identifier active:boolean type:CodeableConcept name:string alias:string telecom:ContactPoint address:Address partOf:Reference
Observation DomainResource identifier:Identifier basedOn:Reference partOf:Reference status:code category:CodeableConcept code:CodeableConcept subject:Reference focus:Reference encounter:Reference issued:instant performer:Reference dataAbsentReason:CodeableConcept interpretation:CodeableConcept note:Annotation bodySite:CodeableConcept method:CodeableConcept specimen:Reference device:Reference referenceRange:Observation.referenceRange hasMember:Reference derivedFrom:Reference component:Observation.component
Observation.referenceRange BackboneElement low:SimpleQuantity high:SimpleQuantity type:CodeableConcept appliesTo:CodeableConcept age:Range text:string
Observation.component BackboneElement code:CodeableConcept dataAbsentReason:CodeableConcept interpretation:CodeableConcept referenceRange:Observation.referenceRange
Encounter DomainResource identifier:Identifier status:code class:Coding type:CodeableConcept serviceType:CodeableConcept priority:CodeableConcept subject:Reference participant:Encounter.participant period:Period length:Duration reasonCode:CodeableConcept reasonReference:Reference serviceProvider:Reference partOf:Reference
Encounter.participant BackboneElement type:CodeableConcept period:Period individual:Reference
Condition DomainResource identifier:Identifier clinicalStatus:CodeableConcept verificationStatus:CodeableConcept category:CodeableConcept severity:CodeableConcept code:CodeableConcept bodySite:CodeableConcept subject:Reference encounter:Reference recordedDate:dateTime recorder:Reference asserter:Reference note:Annotation
ValueSet DomainResource url:uri version:string name:string title:string status:code compose:ValueSet.compose expansion:ValueSet.expansion
ValueSet.compose BackboneElement include:ValueSet.compose.include exclude:ValueSet.compose.include
ValueSet.compose.include BackboneElement system:uri version:string concept:ValueSet.compose.include.concept valueSet:canonical
ValueSet.compose.include.concept BackboneElement code:code display:string
ValueSet.expansion BackboneElement identifier:uri timestamp:dateTime total:integer contains:ValueSet.expansion.contains
ValueSet.expansion.contains BackboneElement system:uri abstract:boolean version:string code:code display:string contains:ValueSet.expansion.contains
Bundle Resource identifier:Identifier type:code timestamp:instant total:unsignedInt link:Bundle.link entry:Bundle.entry
Bundle.link BackboneElement relation:string url:uri
Bundle.entry BackboneElement link:Bundle.link fullUrl:uri resource:Resource
)";

// Names that a choice element may have; the suffix is the type.
constexpr std::array<std::string_view, 22> kChoices{
    "value",   "answer",    "initial",    "effective",  "deceased",     "multipleBirth",
    "onset",   "abatement", "occurrence", "performed",  "defaultValue", "fixed",
    "pattern", "minValue",  "maxValue",   "medication", "author",       "age",
    "born",    "timing",    "serviced",   "asNeeded"};

using Table = std::map<std::string, TypeSpec, std::less<>>;

Table read_table() {
  Table table;
  std::istringstream lines{std::string(kTable)};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    TypeSpec spec;
    if (!(words >> spec.name >> spec.base)) continue;
    if (spec.base == "-") spec.base.clear();
    for (std::string word; words >> word;) {
      const std::size_t colon = word.find(':');
      spec.elements.emplace(word.substr(0, colon), word.substr(colon + 1));
    }
    table.emplace(spec.name, spec);
  }
  return table;
}

const Table& table() {
  static const Table read = read_table();
  return read;
}

const std::pair<const std::string, std::string>* find_element(const TypeSpec* owner,
                                                              std::string_view key) {
  for (; owner != nullptr; owner = find_type(owner->base)) {
    const auto found = owner->elements.find(key);
    if (found != owner->elements.end()) return &*found;
  }
  return nullptr;
}

// "Coding" -> Coding, "DateTime" -> dateTime.
const TypeSpec* type_of_suffix(std::string_view suffix) {
  if (suffix.empty() || suffix[0] < 'A' || suffix[0] > 'Z') return nullptr;
  if (const TypeSpec* spec = find_type(suffix)) return spec;
  std::string lower(suffix);
  lower[0] = static_cast<char>(lower[0] - 'A' + 'a');
  return find_type(lower);
}

std::string_view type_of_json(const fhir::Json& value) {
  switch (value.kind()) {
    case fhir::Json::Kind::boolean:
      return "boolean";
    case fhir::Json::Kind::integer:
      return "integer";
    case fhir::Json::Kind::decimal:
      return "decimal";
    case fhir::Json::Kind::string:
      return "string";
    default:
      return "";
  }
}

ElementType resource_type(std::string_view name, const fhir::Json& value) {
  const std::string_view type = value.string_or_empty("resourceType");
  const TypeSpec* spec = find_type(type);
  return {name, type, spec != nullptr ? spec : find_type("DomainResource")};
}

}  // namespace

const TypeSpec* find_type(std::string_view name) {
  const auto found = table().find(name);
  return found == table().end() ? nullptr : &found->second;
}

bool is_subtype(std::string_view type, std::string_view ancestor) {
  if (type == ancestor) return !type.empty();
  const TypeSpec* spec = find_type(type);
  if (spec == nullptr)  // a resource that is not in the table still is a resource
    return !type.empty() && type[0] >= 'A' && type[0] <= 'Z' &&
           (ancestor == "DomainResource" || ancestor == "Resource");
  return !spec->base.empty() && is_subtype(spec->base, ancestor);
}

ElementType element_type(const TypeSpec* owner, std::string_view key, const fhir::Json& value) {
  if (value.is_object() && value.find("resourceType") != nullptr) return resource_type(key, value);
  if (const auto* element = find_element(owner, key)) {
    const TypeSpec* spec = find_type(element->second);
    return {element->first, spec != nullptr ? spec->display() : std::string_view(element->second),
            spec};
  }
  for (const std::string_view choice : kChoices) {
    if (!key.starts_with(choice)) continue;
    if (const TypeSpec* spec = type_of_suffix(key.substr(choice.size())))
      return {choice, spec->display(), spec};
  }
  if (key == "extension" || key == "modifierExtension")
    return {key, "Extension", find_type("Extension")};
  return {key, type_of_json(value), find_type(type_of_json(value))};
}

}  // namespace anteroom::fhirpath
