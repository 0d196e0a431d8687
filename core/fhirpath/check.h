// Static checks beyond what compile() refuses: elements that R4 does not have, where the type that
// a path starts on is known. They are findings, not refusals: a form that reads an element of a
// later release, or an extension's own, still runs, and that path is empty.
#pragma once

#include <string>
#include <vector>

#include "core/fhirpath/fhirpath.h"

namespace anteroom::fhirpath {

/// The R4 types of what an expression starts on; "" = not known, and not checked. A backbone
/// element is named by its path: "QuestionnaireResponse.item".
struct RootTypes {
  std::string context;   ///< the input: $this and %context
  std::string resource;  ///< %resource and %rootResource
};

/// AR-X014 for each element that its type does not have, with line and column, what the type is
/// called and which elements were expected.
[[nodiscard]] std::vector<Error> unknown_elements(const Expr& expr, const RootTypes& roots);

}  // namespace anteroom::fhirpath
