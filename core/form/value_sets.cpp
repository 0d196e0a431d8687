// Expands a contained value set: its expansion where it brings one, else its compose, with what
// lies in the questionnaire itself (concepts, other contained value sets, contained code systems).
// What would need a terminology server is told (AR-F012).
#include "core/form/value_sets.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

namespace anteroom::form {

namespace {

using Key = std::pair<std::string, std::string>;  // system, code

Key key_of(const Concept& each) {
  return {each.system, std::string(each.entry->string_or_empty("code"))};
}

class Expander {
 public:
  Expander(const CompiledForm& form, const std::string& place, Findings& findings)
      : form_(form), place_(place), findings_(findings) {}

  std::vector<Concept> expand(std::string_view reference) {
    const bool local = reference.starts_with('#');
    // A canonical may name a value set that is contained all the same.
    const std::string_view url = reference.substr(0, reference.find('|'));
    const fhir::Json* resource = contained([&](const fhir::Json& each) {
      return local ? each.string_or_empty("id") == reference.substr(1)
                   : each.string_or_empty("resourceType") == "ValueSet" &&
                         each.string_or_empty("url") == url;
    });
    if (resource == nullptr && !local) {
      not_here("The value set is not contained in the questionnaire: any coding is taken");
      return {};
    }
    if (resource == nullptr) {
      findings_.error("AR-F012", place_,
                      "The contained value set '" + std::string(reference) + "' is not there",
                      "Contain it under this id");
      return {};
    }
    if (std::find(open_.begin(), open_.end(), resource) != open_.end()) {
      findings_.error("AR-F012", place_,
                      "The value set '" + std::string(reference) + "' includes itself",
                      "Break the circle");
      return {};
    }
    open_.push_back(resource);
    std::vector<Concept> out = concepts_of(*resource);
    open_.pop_back();
    return out;
  }

 private:
  void not_here(const std::string& message) {
    findings_.warning("AR-F012", place_, message, "Contain the value set with its concepts");
  }

  [[nodiscard]] const fhir::Json* contained(
      const std::function<bool(const fhir::Json&)>& wanted) const {
    for (const fhir::Json& each : form_.questionnaire.array_or_empty("contained")) {
      if (wanted(each)) return &each;
    }
    return nullptr;
  }

  std::vector<Concept> concepts_of(const fhir::Json& value_set) {
    std::vector<Concept> out;
    const fhir::Json* expansion = value_set.find("expansion");
    if (expansion != nullptr && !expansion->array_or_empty("contains").empty()) {
      read_expansion(expansion->array_or_empty("contains"), out);
      return out;
    }
    const fhir::Json* compose = value_set.find("compose");
    if (compose == nullptr) return out;
    std::set<Key> taken;
    for (const fhir::Json& include : compose->array_or_empty("include")) {
      for (Concept& each : included(include)) {
        if (taken.insert(key_of(each)).second) out.push_back(std::move(each));
      }
    }
    for (const fhir::Json& exclude : compose->array_or_empty("exclude")) {
      std::set<Key> gone;
      for (const Concept& each : included(exclude)) gone.insert(key_of(each));
      std::erase_if(out, [&](const Concept& each) { return gone.contains(key_of(each)); });
    }
    return out;
  }

  void read_expansion(const fhir::JsonArray& contains, std::vector<Concept>& out) {
    for (const fhir::Json& entry : contains) {
      const fhir::Json* abstract = entry.find("abstract");
      if (abstract == nullptr || !abstract->is_bool() || !abstract->as_bool()) {
        out.push_back({std::string(entry.string_or_empty("system")), &entry});
      }
      read_expansion(entry.array_or_empty("contains"), out);
    }
  }

  /// One include or exclude: what its system and all of its value sets have in common.
  std::vector<Concept> included(const fhir::Json& include) {
    const fhir::JsonArray& value_sets = include.array_or_empty("valueSet");
    const bool has_system =
        !include.string_or_empty("system").empty() || !include.array_or_empty("concept").empty();
    std::vector<Concept> out = has_system ? of_system(include) : std::vector<Concept>();
    bool first = !has_system;
    for (const fhir::Json& each : value_sets) {
      if (!each.is_string()) continue;
      std::vector<Concept> others = expand(each.as_string());
      if (std::exchange(first, false)) {
        out = std::move(others);
        continue;
      }
      std::set<Key> shared;
      for (const Concept& other : others) shared.insert(key_of(other));
      std::erase_if(out, [&](const Concept& own) { return !shared.contains(key_of(own)); });
    }
    return out;
  }

  std::vector<Concept> of_system(const fhir::Json& include) {
    const std::string system(include.string_or_empty("system"));
    std::vector<Concept> out;
    if (!include.array_or_empty("concept").empty()) {
      for (const fhir::Json& entry : include.array_or_empty("concept"))
        out.push_back({system, &entry});
      return out;
    }
    const fhir::Json* code_system = contained([&](const fhir::Json& each) {
      return each.string_or_empty("resourceType") == "CodeSystem" &&
             each.string_or_empty("url") == system;
    });
    if (code_system == nullptr) {
      not_here(
          "The contained value set names a whole code system or a filter: not all codes are known "
          "here");
      return out;
    }
    read_system(code_system->array_or_empty("concept"), system, include.array_or_empty("filter"),
                {}, out);
    return out;
  }

  /// Codes of a contained code system that pass the filters; `above` are the codes over them.
  void read_system(const fhir::JsonArray& concepts, const std::string& system,
                   const fhir::JsonArray& filters, const std::vector<std::string>& above,
                   std::vector<Concept>& out) {
    for (const fhir::Json& entry : concepts) {
      std::vector<std::string> path = above;
      path.emplace_back(entry.string_or_empty("code"));
      const bool passes =
          std::all_of(filters.begin(), filters.end(),
                      [&](const fhir::Json& filter) { return passes_filter(filter, path); });
      if (passes) out.push_back({system, &entry});
      read_system(entry.array_or_empty("concept"), system, filters, path, out);
    }
  }

  /// The filters over the hierarchy of a system; `path` ends with the code itself.
  bool passes_filter(const fhir::Json& filter, const std::vector<std::string>& path) {
    const std::string_view op = filter.string_or_empty("op");
    const std::string_view value = filter.string_or_empty("value");
    const bool itself = path.back() == value;
    const bool below = std::find(path.begin(), path.end() - 1, value) != path.end() - 1;
    const std::string_view property = filter.string_or_empty("property");
    if (property == "concept" || property == "code") {
      if (op == "is-a") return itself || below;
      if (op == "descendent-of") return below;
      if (op == "is-not-a") return !itself && !below;
      if (op == "=") return itself;
      if (op == "in") return listed(value, path.back());
      if (op == "not-in") return !listed(value, path.back());
    }
    if (!std::exchange(filter_told_, true))
      not_here("A filter of the contained value set is not understood: not all codes are known");
    return false;
  }

  static bool listed(std::string_view list, std::string_view code) {
    while (!list.empty()) {
      const std::size_t comma = list.find(',');
      if (list.substr(0, comma) == code) return true;
      list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    }
    return false;
  }

  const CompiledForm& form_;
  const std::string& place_;
  Findings& findings_;
  std::vector<const fhir::Json*> open_;
  bool filter_told_ = false;
};

}  // namespace

std::vector<Concept> contained_concepts(const CompiledForm& form, std::string_view reference,
                                        const std::string& place, Findings& findings) {
  return Expander(form, place, findings).expand(reference);
}

}  // namespace anteroom::form
