// The resources of the Bundle, one builder a kind (exchange room only).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/intake/record.h"

namespace anteroom::exchange {

/// What a builder needs and what it adds to.
struct BundleDraft {
  const intake::Record& record;
  fhir::Json entries = fhir::Json::array();
  std::vector<std::string> targets = {};  ///< references, for Provenance

  [[nodiscard]] std::string urn(std::string_view part) const;       ///< "urn:uuid:..."
  [[nodiscard]] fhir::Json reference(std::string_view part) const;  ///< {"reference": urn}
  [[nodiscard]] fhir::Json identifier(
      std::string_view part) const;  ///< our system, "<record id>/<part>"
  /// POST with ifNoneExist on our identifier: a second delivery finds the first one's resource.
  void add(std::string_view part, fhir::Json resource);
};

[[nodiscard]] fhir::Json codeable(std::string_view system, std::string_view code,
                                  std::string_view display, std::string_view text);
[[nodiscard]] std::string local_system(std::string_view plugin_id);

void add_patient(BundleDraft& draft);
void add_responses(BundleDraft& draft);
void add_observations(BundleDraft& draft);
/// Flag for what fired or is present, DetectedIssue (preliminary) for what could not be decided or
/// evaluated.
void add_findings(BundleDraft& draft);
void add_document(BundleDraft& draft, std::string_view pdf);
void add_provenance(BundleDraft& draft);

}  // namespace anteroom::exchange
