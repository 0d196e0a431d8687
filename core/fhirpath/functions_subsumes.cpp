// subsumes() and subsumedBy(): the order of codes within a CodeSystem that the resource contains.
// Where only a terminology server could say, there is no answer.
#include "core/fhirpath/fhir_tree.h"
#include "core/fhirpath/functions.h"

namespace anteroom::fhirpath::functions {
namespace {

class Hierarchy {
 public:
  Hierarchy(Call& call, const Node& system) : call_(call), system_(system) {}

  /// Only a complete system whose nesting means "is a" can say no.
  [[nodiscard]] bool tells() const {
    const std::string meaning = child_text(system_, "hierarchyMeaning");
    return child_text(system_, "content") == "complete" && (meaning.empty() || meaning == "is-a");
  }

  Truth subsumes(const std::string& upper, const std::string& lower) {
    const auto above = find(system_, upper);
    if (!above || !find(system_, lower) || has_links_) return Truth::unknown;
    return find(*above, lower) ? Truth::yes : Truth::no;
  }

 private:
  std::optional<Node> find(const Node& parent, const std::string& code) {
    for (const Node& one : named_children(parent, "concept")) {
      call_.evaluator.tick(call_.expr);
      note_links(one);
      if (child_text(one, "code") == code) return one;
      if (auto inner = find(one, code)) return inner;
    }
    return std::nullopt;
  }

  // A system may order its codes by properties in place of nesting.
  void note_links(const Node& one) {
    for (const Node& property : named_children(one, "property")) {
      const std::string name = child_text(property, "code");
      has_links_ = has_links_ || name == "parent" || name == "child" || name == "subsumedBy";
    }
  }

  Call& call_;
  Node system_;
  bool has_links_ = false;
};

Truth subsumes(Call& call, const Code& upper, const Code& lower) {
  if (upper.code.empty() || lower.code.empty()) return Truth::unknown;
  const bool told = !upper.system.empty() && !lower.system.empty();
  if (upper.system == lower.system && upper.code == lower.code) return Truth::yes;
  if (!told || upper.system != lower.system) return Truth::unknown;
  const auto system =
      contained_by_url(root_nodes(call.evaluator.context()), "CodeSystem", upper.system);
  if (!system) return Truth::unknown;
  Hierarchy hierarchy(call, *system);
  return hierarchy.tells() ? hierarchy.subsumes(upper.code, lower.code) : Truth::unknown;
}

enum class Side { input_is_upper, input_is_lower };

Collection compare(Call& call, Side side) {
  if (call.input.empty()) return {};
  const Collection other = call.arg(0);
  if (call.input.size() > 1 || other.size() > 1)
    fail(call.expr, "AR-X030", call.expr.text + "() got several values where one is needed.");
  if (other.empty()) return {};
  const bool input_upper = side == Side::input_is_upper;
  Truth result = Truth::no;
  for (const Code& upper : codes_of(input_upper ? call.input.front() : other.front()))
    for (const Code& lower : codes_of(input_upper ? other.front() : call.input.front())) {
      const Truth one = subsumes(call, upper, lower);
      if (one == Truth::yes) return boolean(true);
      if (one == Truth::unknown) result = one;
    }
  return from_truth(result);
}

}  // namespace

Collection subsumes(Call& call) {
  return compare(call, Side::input_is_upper);
}
Collection subsumed_by(Call& call) {
  return compare(call, Side::input_is_lower);
}

}  // namespace anteroom::fhirpath::functions
