// The SDC extension urls of extraction, population and assembly.
#pragma once

#include <string_view>

namespace anteroom::extract::url {

#define ANTEROOM_SDC "http://hl7.org/fhir/uv/sdc/StructureDefinition/"
inline constexpr std::string_view kVariable = "http://hl7.org/fhir/StructureDefinition/variable";
inline constexpr std::string_view kUnit =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-unit";
inline constexpr std::string_view kTargetConstraint =
    "http://hl7.org/fhir/StructureDefinition/targetConstraint";
inline constexpr std::string_view kLibrary = "http://hl7.org/fhir/StructureDefinition/cqf-library";

inline constexpr std::string_view kAllocateId = ANTEROOM_SDC "sdc-questionnaire-extractAllocateId";
inline constexpr std::string_view kObservationExtract =
    ANTEROOM_SDC "sdc-questionnaire-observationExtract";
inline constexpr std::string_view kObservationCategory =
    ANTEROOM_SDC "sdc-questionnaire-observation-extract-category";
inline constexpr std::string_view kDefinitionExtract =
    ANTEROOM_SDC "sdc-questionnaire-definitionExtract";
inline constexpr std::string_view kDefinitionExtractValue =
    ANTEROOM_SDC "sdc-questionnaire-definitionExtractValue";
inline constexpr std::string_view kExtractionContext =
    ANTEROOM_SDC "sdc-questionnaire-itemExtractionContext";
inline constexpr std::string_view kTemplateExtract =
    ANTEROOM_SDC "sdc-questionnaire-templateExtract";
inline constexpr std::string_view kTemplateBundle =
    ANTEROOM_SDC "sdc-questionnaire-templateExtractBundle";
inline constexpr std::string_view kTemplateContext =
    ANTEROOM_SDC "sdc-questionnaire-templateExtractContext";
inline constexpr std::string_view kTemplateValue =
    ANTEROOM_SDC "sdc-questionnaire-templateExtractValue";
inline constexpr std::string_view kStructureMap =
    ANTEROOM_SDC "sdc-questionnaire-targetStructureMap";

inline constexpr std::string_view kLaunchContext = ANTEROOM_SDC "sdc-questionnaire-launchContext";
inline constexpr std::string_view kSourceQueries = ANTEROOM_SDC "sdc-questionnaire-sourceQueries";
inline constexpr std::string_view kPopulationContext =
    ANTEROOM_SDC "sdc-questionnaire-itemPopulationContext";
inline constexpr std::string_view kInitialExpression =
    ANTEROOM_SDC "sdc-questionnaire-initialExpression";
inline constexpr std::string_view kObservationLinkPeriod =
    ANTEROOM_SDC "sdc-questionnaire-observationLinkPeriod";

inline constexpr std::string_view kSubQuestionnaire =
    ANTEROOM_SDC "sdc-questionnaire-subQuestionnaire";
inline constexpr std::string_view kAssembleExpectation =
    ANTEROOM_SDC "sdc-questionnaire-assemble-expectation";
inline constexpr std::string_view kAssembleContext =
    ANTEROOM_SDC "sdc-questionnaire-assembleContext";
inline constexpr std::string_view kAssembledFrom = ANTEROOM_SDC "sdc-questionnaire-assembledFrom";
#undef ANTEROOM_SDC

}  // namespace anteroom::extract::url
