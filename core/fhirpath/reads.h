// What an expression may read of a response, found without evaluating it.
#pragma once

#include "core/fhirpath/fhirpath.h"

namespace anteroom::fhirpath {

[[nodiscard]] Reads collect_reads(const Expr& expr);

}  // namespace anteroom::fhirpath
