// Expands a contained value set: its expansion where it brings one, else its compose.
#include "core/form/value_sets.h"

namespace anteroom::form {

namespace {

class Expander {
 public:
  Expander(const CompiledForm& form, const std::string& place, Findings& findings)
      : form_(form), place_(place), findings_(findings) {}

  std::vector<Concept> expand(std::string_view reference) {
    if (!reference.starts_with('#')) {
      findings_.warning("AR-F012", place_,
                        "The value set is not contained in the questionnaire: any coding is taken",
                        "Contain the value set with its concepts");
      return {};
    }
    for (const fhir::Json& resource : form_.questionnaire.array_or_empty("contained")) {
      if (resource.string_or_empty("id") != reference.substr(1)) continue;
      read_contained(resource);
      return std::move(out_);
    }
    findings_.error("AR-F012", place_,
                    "The contained value set '" + std::string(reference) + "' is not there",
                    "Contain it under this id");
    return {};
  }

 private:
  void read_contained(const fhir::Json& value_set) {
    const fhir::Json* expansion = value_set.find("expansion");
    if (expansion != nullptr && !expansion->array_or_empty("contains").empty()) {
      return read_expansion(expansion->array_or_empty("contains"));
    }
    const fhir::Json* compose = value_set.find("compose");
    if (compose == nullptr) return;
    for (const fhir::Json& include : compose->array_or_empty("include")) {
      if (include.find("filter") != nullptr || include.array_or_empty("concept").empty()) {
        findings_.warning("AR-F012", place_,
                          "The contained value set names a whole code system or a filter: not all "
                          "codes are known here");
      }
      for (const fhir::Json& entry : include.array_or_empty("concept")) {
        out_.push_back({std::string(include.string_or_empty("system")), &entry});
      }
    }
  }

  void read_expansion(const fhir::JsonArray& contains) {
    for (const fhir::Json& entry : contains) {
      const fhir::Json* abstract = entry.find("abstract");
      if (abstract == nullptr || !abstract->is_bool() || !abstract->as_bool()) {
        out_.push_back({std::string(entry.string_or_empty("system")), &entry});
      }
      read_expansion(entry.array_or_empty("contains"));
    }
  }

  const CompiledForm& form_;
  const std::string& place_;
  Findings& findings_;
  std::vector<Concept> out_;
};

}  // namespace

std::vector<Concept> contained_concepts(const CompiledForm& form, std::string_view reference,
                                        const std::string& place, Findings& findings) {
  return Expander(form, place, findings).expand(reference);
}

}  // namespace anteroom::form
