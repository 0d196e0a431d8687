// $extract of SDC: a finished QuestionnaireResponse becomes a transaction Bundle, by Observation,
// by item.definition or by template, as its Questionnaire asks.
//
//   Extraction request{questionnaire, response};
//   request.now = clock.now();
//   Result<Extracted> out = extract(request);      // out->bundle, out->notes
//
// One call, no state; any thread. What the patient does not know, will not say or skipped is taken
// out of the response first: no expression of a form can turn it into a "no". Source: SDC 4.0
// (hl7.org/fhir/uv/sdc/extraction.html); where it and 3.0 differ, README.md says what is done.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/result.h"
#include "core/fhir/json.h"

namespace anteroom::extract {

/// What becomes of an Observation whose answer is unknown.
enum class UnknownAnswers : std::uint8_t {
  leave_out = 0,      ///< as SDC says: no answer, no Observation
  data_absent_reason  ///< an Observation without value that says why
};

struct Extraction {
  const fhir::Json& questionnaire;
  const fhir::Json& response;
  /// Profiles (StructureDefinition) that item.definition names; may be null.
  const fhir::Json* resources = nullptr;
  UnknownAnswers unknown = UnknownAnswers::leave_out;
  Instant now{};
  int utc_offset_minutes = 0;
  std::function<std::string()> uuid = [] { return new_uuid(); };
};

struct Extracted {
  fhir::Json bundle;  ///< type transaction
  /// What was left out and why, with places in the questionnaire. Never an answer.
  Errors notes;
};

/// Errors (nothing is extracted): AR-D001..D009. Notes (the rest is): AR-D010..D039.
[[nodiscard]] Result<Extracted> extract(const Extraction& request);

}  // namespace anteroom::extract
