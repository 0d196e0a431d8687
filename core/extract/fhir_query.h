// x-fhir-query, answered out of a Bundle that is at hand: no network. Plain reads and searches by
// simple parameters; what is more is refused, never answered wrongly.
#pragma once

#include <string>

#include "core/base/result.h"
#include "core/fhir/json.h"

namespace anteroom::extract {

/// "Patient/123" gives that resource, "Observation?code=8302-2&_sort=-date&_count=1" a searchset
/// Bundle. Parameters: _id, identifier, patient, subject, encounter, code, category, status,
/// clinical-status, name, family, birthdate, date, _count, _sort (date). AR-D041 for a query that
/// is not of this kind, AR-D042 for another parameter.
[[nodiscard]] Result<fhir::Json> answer_query(const std::string& query, const fhir::Json& bundle);

}  // namespace anteroom::extract
