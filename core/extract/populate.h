// $populate of SDC: a QuestionnaireResponse with the values that are known before anybody answers.
//
//   Population request{questionnaire};
//   request.context["patient"] = &patient;  request.bundle = &bundle;
//   Result<Populated> out = populate(request);     // out->response, out->notes
//
// By expression (initialExpression, itemPopulationContext, variable, sourceQueries, launchContext),
// by Observation (observationLinkPeriod) and by plain initial values. Queries are answered out of
// the bundle; nothing goes to a network. What is not known stays unanswered: no value is ever made
// up. Any thread.
#pragma once

#include <map>
#include <string>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/fhir/json.h"

namespace anteroom::extract {

struct Population {
  const fhir::Json& questionnaire;
  /// launchContext by name: "patient", "encounter", "user", "practitioner", "location"...
  std::map<std::string, const fhir::Json*, std::less<>> context = {};
  const fhir::Json* bundle = nullptr;  ///< what queries are answered from; may be null
  Instant now{};
  int utc_offset_minutes = 0;
};

struct Populated {
  fhir::Json response;  ///< status in-progress
  Errors notes;         ///< what could not be filled and why, with places; never a value
};

/// AR-D001 no Questionnaire, AR-D043 it has parts that are not assembled. Notes: AR-D020..D024,
/// AR-D040..D044.
[[nodiscard]] Result<Populated> populate(const Population& request);

}  // namespace anteroom::extract
