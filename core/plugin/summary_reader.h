// summary.json: its lines, and a check that every template and label names items of the form.
// core/summary renders it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/fhir/json.h"
#include "core/form/form.h"
#include "core/plugin/bundle.h"

namespace anteroom::plugin {

/// The {linkId} marks of a template, "@age-sex" too; nullopt when a bracket is not closed.
[[nodiscard]] std::optional<std::vector<std::string>> template_items(std::string_view text);
/// Lines by `order`. Errors: AR-P002 for the shape, AR-P019 for an item that `definition` (may be
/// null) lacks.
[[nodiscard]] std::vector<SummaryLine> read_summary(const fhir::Json& summary,
                                                    const form::Definition* definition,
                                                    Errors& errors);

}  // namespace anteroom::plugin
