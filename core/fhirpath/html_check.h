// The rules for a Narrative's XHTML (invariants txt-1 and txt-2 of FHIR R4).
#pragma once

#include <string_view>

namespace anteroom::fhirpath {

/// True when the text is one well-formed <div> that holds some text or image, uses only the
/// elements and attributes that a Narrative may have, and no script, style sheet or handler.
[[nodiscard]] bool is_safe_narrative(std::string_view xhtml);

}  // namespace anteroom::fhirpath
