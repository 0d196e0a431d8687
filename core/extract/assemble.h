// $assemble of SDC: display items with a subQuestionnaire become the items of that questionnaire.
//
//   Result<fhir::Json> whole = assemble(questionnaire, bundle);   // bundle: where the parts are
//
// A questionnaire without parts comes back as it is. Any thread.
#pragma once

#include "core/base/result.h"
#include "core/fhir/json.h"

namespace anteroom::extract {

/// AR-D001 no Questionnaire, AR-D050 part not there, AR-D051 parts include each other, AR-D052 a
/// part may not be used so, AR-D053 two linkIds or variables of one name, AR-D054 a variable that
/// the part needs (assembleContext) is missing.
[[nodiscard]] Result<fhir::Json> assemble(const fhir::Json& questionnaire,
                                          const fhir::Json& bundle);

}  // namespace anteroom::extract
