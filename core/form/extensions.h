// The extension urls that forms use: HL7's, SDC's and our own.
#pragma once

#include <string_view>

namespace anteroom::form::ext {

inline constexpr std::string_view kHidden =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden";
inline constexpr std::string_view kItemControl =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl";
inline constexpr std::string_view kUnit =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-unit";
inline constexpr std::string_view kMinValue = "http://hl7.org/fhir/StructureDefinition/minValue";
inline constexpr std::string_view kMaxValue = "http://hl7.org/fhir/StructureDefinition/maxValue";
inline constexpr std::string_view kMinQuantity =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-minQuantity";
inline constexpr std::string_view kMaxQuantity =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-maxQuantity";
inline constexpr std::string_view kMinLength = "http://hl7.org/fhir/StructureDefinition/minLength";
inline constexpr std::string_view kMaxDecimalPlaces =
    "http://hl7.org/fhir/StructureDefinition/maxDecimalPlaces";
inline constexpr std::string_view kMinOccurs =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-minOccurs";
inline constexpr std::string_view kMaxOccurs =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-maxOccurs";
inline constexpr std::string_view kRegex = "http://hl7.org/fhir/StructureDefinition/regex";
inline constexpr std::string_view kMimeType = "http://hl7.org/fhir/StructureDefinition/mimeType";
inline constexpr std::string_view kMaxSize = "http://hl7.org/fhir/StructureDefinition/maxSize";
inline constexpr std::string_view kOptionExclusive =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive";
inline constexpr std::string_view kOptionPrefix =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-optionPrefix";
inline constexpr std::string_view kOrdinalValue =
    "http://hl7.org/fhir/StructureDefinition/ordinalValue";
inline constexpr std::string_view kItemWeight =
    "http://hl7.org/fhir/StructureDefinition/itemWeight";
inline constexpr std::string_view kTranslation =
    "http://hl7.org/fhir/StructureDefinition/translation";
inline constexpr std::string_view kVariable = "http://hl7.org/fhir/StructureDefinition/variable";
inline constexpr std::string_view kConstraint =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-constraint";
inline constexpr std::string_view kTargetConstraint =
    "http://hl7.org/fhir/StructureDefinition/targetConstraint";
inline constexpr std::string_view kCalculated =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression";
inline constexpr std::string_view kEnableWhen =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression";
inline constexpr std::string_view kInitial =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression";
inline constexpr std::string_view kToggle =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/"
    "sdc-questionnaire-answerOptionsToggleExpression";
inline constexpr std::string_view kAnswerExpression =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-answerExpression";
inline constexpr std::string_view kCandidate =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-candidateExpression";
inline constexpr std::string_view kCqfExpression =
    "http://hl7.org/fhir/StructureDefinition/cqf-expression";
inline constexpr std::string_view kLaunchContext =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-launchContext";

inline constexpr std::string_view kRenderingXhtml =
    "http://hl7.org/fhir/StructureDefinition/rendering-xhtml";
inline constexpr std::string_view kRenderingMarkdown =
    "http://hl7.org/fhir/StructureDefinition/rendering-markdown";
inline constexpr std::string_view kSubQuestionnaire =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-subQuestionnaire";
inline constexpr std::string_view kChoiceOrientation =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-choiceOrientation";
inline constexpr std::string_view kSliderStep =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-sliderStepValue";
inline constexpr std::string_view kCollapsible =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-collapsible";
inline constexpr std::string_view kShortText =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-shortText";
inline constexpr std::string_view kItemMedia =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-itemMedia";
inline constexpr std::string_view kItemAnswerMedia =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-itemAnswerMedia";
inline constexpr std::string_view kOpenLabel =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-openLabel";
inline constexpr std::string_view kEntryFormat =
    "http://hl7.org/fhir/StructureDefinition/entryFormat";
inline constexpr std::string_view kSupportLink =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-supportLink";
inline constexpr std::string_view kUsageMode =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-usageMode";
inline constexpr std::string_view kSignatureRequired =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-signatureRequired";
inline constexpr std::string_view kUnitOption =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption";
inline constexpr std::string_view kUnitValueSet =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-unitValueSet";
inline constexpr std::string_view kUnitOpen =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-unitOpen";
inline constexpr std::string_view kUnitSystem =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-unitSupplementalSystem";

// Our own.
inline constexpr std::string_view kSafetyItem =
    "https://anteroom.example/fhir/StructureDefinition/safety-item";
inline constexpr std::string_view kPrivateItem =
    "https://anteroom.example/fhir/StructureDefinition/private-item";
inline constexpr std::string_view kStep = "https://anteroom.example/fhir/StructureDefinition/step";
inline constexpr std::string_view kSharedQuestion =
    "https://anteroom.example/fhir/StructureDefinition/shared-question";
inline constexpr std::string_view kBodyMap =
    "https://anteroom.example/fhir/StructureDefinition/body-map";

}  // namespace anteroom::form::ext
