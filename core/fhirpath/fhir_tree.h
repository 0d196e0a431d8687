// Reading FHIR's own structures through a NodeModel: children by name, codes, contained resources.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fhirpath/evaluator.h"

namespace anteroom::fhirpath {

[[nodiscard]] std::vector<Node> named_children(const Node& node, std::string_view name);
/// The text of the one child of that name; empty when there is none.
[[nodiscard]] std::string child_text(const Node& node, std::string_view name);

/// %rootResource, %resource and %questionnaire: where contained resources are looked for.
[[nodiscard]] std::vector<Node> root_nodes(const EvalContext& context);
/// A contained resource by its id; "" is the resource that contains.
[[nodiscard]] std::optional<Node> contained_by_id(const std::vector<Node>& within,
                                                  std::string_view id);
/// A contained resource of that type by its url.
[[nodiscard]] std::optional<Node> contained_by_url(const std::vector<Node>& within,
                                                   std::string_view type, std::string_view url);

struct Code {
  std::string system;  ///< empty: not told, any system may be meant
  std::string code;
};
/// Of a code, a Coding or a CodeableConcept.
[[nodiscard]] std::vector<Code> codes_of(const Value& value);

}  // namespace anteroom::fhirpath
