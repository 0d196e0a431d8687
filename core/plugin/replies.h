// Strict readers of what a plugin says. Nothing of a reply is used before all of it was read here
// (AR-P013).
#pragma once

#include <vector>

#include "core/base/result.h"
#include "core/fhir/json.h"
#include "core/plugin/bundle.h"
#include "core/plugin/host_client.h"

namespace anteroom::plugin {

struct Description {
  std::string id;
  std::vector<std::string> capabilities, checks, summary_lines;
};
[[nodiscard]] Result<Description> read_description(const fhir::Json& reply);
/// AR-P012 when it promises other things than the manifest, AR-P017 when it lacks a capability that
/// it needs.
[[nodiscard]] Result<void> compare(const Description& description, const Manifest& manifest);

/// One entry a check of the manifest, `not_evaluated` with `reason`.
[[nodiscard]] std::vector<CheckOutcome> all_not_evaluated(const Manifest& manifest,
                                                          std::string_view reason);
/// One entry a check of the manifest; a check that the reply leaves out stays not_evaluated
/// (AR-P013).
[[nodiscard]] Result<std::vector<CheckOutcome>> read_checks(const fhir::Json& reply,
                                                            const Manifest& manifest);
[[nodiscard]] Result<std::vector<SummaryLineReply>> read_lines(const fhir::Json& reply,
                                                               const Manifest& manifest);
[[nodiscard]] Result<void> read_selftest(const fhir::Json& reply);

[[nodiscard]] fhir::Json write_answers(const PluginAnswers& answers);

}  // namespace anteroom::plugin
