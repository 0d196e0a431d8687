// What FHIR adds and a kiosk can answer without a network: resolve() within the resource or its
// Bundle, memberOf() of contained and supplied value sets, conformsTo() of the base types,
// checkModifiers(), keys. What cannot be found has no answer.
#include <algorithm>

#include "core/fhirpath/fhir_tree.h"
#include "core/fhirpath/functions.h"
#include "core/fhirpath/html_check.h"
#include "core/fhirpath/types.h"

namespace anteroom::fhirpath::functions {
namespace {

constexpr std::string_view kBase = "http://hl7.org/fhir/StructureDefinition/";
constexpr int kMostNested = 16;  // value sets that include value sets

std::string reference_of(const Value& value) {
  if (const auto text = text_of(system_value(value))) return *text;
  const auto* node = std::get_if<Node>(&value);
  return node == nullptr ? std::string() : child_text(*node, "reference");
}

std::optional<Node> in_bundle(Call& call, const Node& bundle, std::string_view reference) {
  for (const Node& entry : named_children(bundle, "entry")) {
    call.evaluator.tick(call.expr);
    const std::vector<Node> resources = named_children(entry, "resource");
    if (resources.size() != 1) continue;
    const Node& resource = resources[0];
    const std::string url = child_text(entry, "fullUrl");
    const std::string own = resource.model->type_name(resource) + "/" + child_text(resource, "id");
    if (reference == url || reference == own ||
        (!url.empty() && url.ends_with("/" + own) && reference.ends_with("/" + own)))
      return resource;
  }
  return std::nullopt;
}

std::optional<Node> find_reference(Call& call, const std::string& reference) {
  if (reference.empty()) return std::nullopt;
  const std::vector<Node> within = root_nodes(call.evaluator.context());
  if (reference[0] == '#') return contained_by_id(within, std::string_view(reference).substr(1));
  for (const Node& root : within)
    if (root.model->type_name(root) == "Bundle")
      if (auto found = in_bundle(call, root, reference)) return found;
  return std::nullopt;
}

// Whether a code is in a value set; unknown where only a terminology server could say.
class Membership {
 public:
  explicit Membership(Call& call) : call_(call) {}

  Truth in(const std::string& canonical, const Code& code, int depth = 0) {
    const auto set = find(canonical);
    if (!set || depth > kMostNested) return Truth::unknown;
    const std::vector<Node> expansions = named_children(*set, "expansion");
    if (!expansions.empty()) return listed(expansions[0], "contains", code, {});
    const std::vector<Node> composes = named_children(*set, "compose");
    if (composes.empty()) return Truth::unknown;
    const Truth included = any(composes[0], "include", code, depth);
    if (included == Truth::no || named_children(composes[0], "exclude").empty()) return included;
    const Truth excluded = any(composes[0], "exclude", code, depth);
    if (excluded == Truth::yes) return Truth::no;
    return excluded == Truth::unknown ? Truth::unknown : included;
  }

 private:
  std::optional<Node> find(const std::string& canonical) {
    const std::string url = canonical.substr(0, canonical.find('|'));
    const EvalContext& context = call_.evaluator.context();
    if (!url.empty() && url[0] == '#')
      return contained_by_id(root_nodes(context), std::string_view(url).substr(1));
    if (auto found = contained_by_url(root_nodes(context), "ValueSet", url)) return found;
    return context.value_set ? context.value_set(canonical) : std::nullopt;
  }

  // Codes of an expansion (nested) or of an include; `system` is that of the include.
  Truth listed(const Node& parent, std::string_view name, const Code& code,
               const std::string& system) {
    for (const Node& one : named_children(parent, name)) {
      call_.evaluator.tick(call_.expr);
      const std::string own = name == "contains" ? child_text(one, "system") : system;
      if (child_text(one, "code") == code.code && (code.system.empty() || own == code.system))
        return Truth::yes;
      if (listed(one, name, code, system) == Truth::yes) return Truth::yes;
    }
    return Truth::no;
  }

  Truth any(const Node& compose, std::string_view kind, const Code& code, int depth) {
    Truth result = Truth::no;
    for (const Node& part : named_children(compose, kind)) {
      const Truth one = one_include(part, code, depth);
      if (one == Truth::yes) return one;
      if (one == Truth::unknown) result = one;
    }
    return result;
  }

  // All that an include says must hold: its system, its codes, each of its value sets.
  Truth one_include(const Node& part, const Code& code, int depth) {
    Truth result = Truth::yes;
    const std::string system = child_text(part, "system");
    if (!system.empty()) {
      if (!code.system.empty() && code.system != system) return Truth::no;
      if (!named_children(part, "concept").empty())
        result = listed(part, "concept", code, system);
      else if (!named_children(part, "filter").empty() || code.system.empty())
        result = Truth::unknown;
    }
    for (const Node& set : named_children(part, "valueSet")) {
      const auto url = part.model->primitive(set);
      const Truth one = url ? in(text_of(*url).value_or(""), code, depth + 1) : Truth::unknown;
      if (one == Truth::no) return one;
      if (one == Truth::unknown && result == Truth::yes) result = one;
    }
    return result;
  }

  Call& call_;
};

void check_modifiers(Call& call, const Node& node, const std::vector<std::string>& allowed) {
  for (const Node& extension : named_children(node, "modifierExtension")) {
    const std::string url = child_text(extension, "url");
    if (std::find(allowed.begin(), allowed.end(), url) == allowed.end())
      fail(call.expr, "AR-X031", "checkModifiers() found a modifier that is not listed.",
           "Add its address to the arguments.");
  }
}

}  // namespace

Collection resolve(Call& call) {
  Collection out;
  for (const Value& value : call.input)
    if (const auto found = find_reference(call, reference_of(value))) out.emplace_back(*found);
  return out;
}

Collection member_of(Call& call) {
  if (call.input.empty()) return {};
  if (call.input.size() > 1)
    fail(call.expr, "AR-X030", "memberOf() got several values where one is needed.",
         "Use all() or exists().");
  const auto url = call.text(call.arg(0));
  if (!url) return {};
  Truth result = Truth::no;
  for (const Code& code : codes_of(call.input.front())) {
    const Truth one = Membership(call).in(*url, code);
    if (one == Truth::yes) return boolean(true);
    if (one == Truth::unknown) result = one;
  }
  return from_truth(result);
}

Collection conforms_to(Call& call) {
  if (call.input.empty()) return {};
  if (call.input.size() > 1)
    fail(call.expr, "AR-X030", "conformsTo() got several values where one is needed.");
  const auto url = call.text(call.arg(0));
  const auto* node = std::get_if<Node>(&call.input.front());
  if (!url || node == nullptr || !url->starts_with(kBase)) return {};
  const std::string_view type = std::string_view(*url).substr(kBase.size());
  if (find_type(type) == nullptr) return {};  // a profile of its own: not known here
  return boolean(is_subtype(node->model->type_name(*node), type));
}

Collection check_modifiers(Call& call) {
  std::vector<std::string> allowed;
  for (std::size_t i = 0; i < call.count(); ++i)
    if (const auto url = call.text(call.arg(i))) allowed.push_back(*url);
  for (const Value& value : call.input)
    if (const auto* node = std::get_if<Node>(&value)) check_modifiers(call, *node, allowed);
  return call.input;
}

Collection html_checks(Call& call) {
  const auto text = call.text(call.input);
  return text ? boolean(is_safe_narrative(*text)) : Collection{};
}

Collection get_resource_key(Call& call) {
  Collection out;
  for (const Value& value : call.input) {
    const auto* node = std::get_if<Node>(&value);
    const std::string id = node != nullptr ? child_text(*node, "id") : std::string();
    if (!id.empty()) out.emplace_back(node->model->type_name(*node) + "/" + id);
  }
  return out;
}

Collection get_reference_key(Call& call) {
  std::string wanted = call.count() > 0 ? type_argument(*call.expr.args[0]) : std::string();
  if (wanted.starts_with("FHIR.")) wanted.erase(0, 5);
  Collection out;
  for (const Value& value : call.input) {
    const std::string reference = reference_of(value);
    const std::size_t slash = reference.rfind('/');
    if (slash == std::string::npos || reference.starts_with("urn:")) continue;
    const std::size_t before = slash == 0 ? std::string::npos : reference.rfind('/', slash - 1);
    const std::string key = before == std::string::npos ? reference : reference.substr(before + 1);
    if (wanted.empty() || key.starts_with(wanted + "/")) out.emplace_back(key);
  }
  return out;
}

}  // namespace anteroom::fhirpath::functions
