#include "core/fhirpath/fhir_tree.h"

namespace anteroom::fhirpath {

std::vector<Node> named_children(const Node& node, std::string_view name) {
  std::vector<Node> out;
  node.model->children(node, name, out);
  return out;
}

std::string child_text(const Node& node, std::string_view name) {
  const std::vector<Node> found = named_children(node, name);
  const auto value = found.size() == 1 ? node.model->primitive(found[0]) : std::nullopt;
  const auto text = value ? text_of(*value) : std::nullopt;
  return text.value_or("");
}

std::vector<Node> root_nodes(const EvalContext& context) {
  std::vector<Node> out;
  for (const auto& node : {context.root_resource, context.resource, context.questionnaire})
    if (node) out.push_back(*node);
  return out;
}

std::optional<Node> contained_by_id(const std::vector<Node>& within, std::string_view id) {
  for (const Node& root : within) {
    if (id.empty()) return root;
    for (const Node& resource : named_children(root, "contained"))
      if (child_text(resource, "id") == id) return resource;
  }
  return std::nullopt;
}

std::optional<Node> contained_by_url(const std::vector<Node>& within, std::string_view type,
                                     std::string_view url) {
  for (const Node& root : within)
    for (const Node& resource : named_children(root, "contained"))
      if (resource.model->type_name(resource) == type && child_text(resource, "url") == url)
        return resource;
  return std::nullopt;
}

std::vector<Code> codes_of(const Value& value) {
  if (const auto text = text_of(system_value(value))) return {{"", *text}};
  const auto* node = std::get_if<Node>(&value);
  if (node == nullptr) return {};
  const std::vector<Node> codings = named_children(*node, "coding");
  if (codings.empty()) return {{child_text(*node, "system"), child_text(*node, "code")}};
  std::vector<Code> out;
  for (const Node& coding : codings)
    out.push_back({child_text(coding, "system"), child_text(coding, "code")});
  return out;
}

}  // namespace anteroom::fhirpath
