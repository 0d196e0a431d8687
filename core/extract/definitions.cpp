// Definition-based extraction: item.definition says which element of which resource an answer is.
#include "core/extract/element_path.h"
#include "core/extract/job.h"
#include "core/extract/urls.h"

namespace anteroom::extract {

namespace {

using fhir::Json;

/// One resource being filled.
struct Target {
  std::string definition;  ///< canonical without version
  const Json* extract = nullptr;
  Resource resource;
};

constexpr std::string_view kCore = "http://hl7.org/fhir/StructureDefinition/";

std::string without_version(std::string_view canonical) {
  return std::string(canonical.substr(0, canonical.find('|')));
}

/// What stands in an item's `definition`, or in that of an extract value.
bool fits(const Target& target, const ElementPath& path) {
  return path.definition == target.definition;
}

class Definitions {
 public:
  explicit Definitions(Job& job) : job_(job) {}

  void run() {
    const Json& questionnaire = job_.request.questionnaire;
    std::vector<Target> targets = targets_of(questionnaire, "");
    Frame frame;
    put_fixed(questionnaire, "", job_.root, targets, frame);
    for (const ResponseItem& item : job_.items) visit(item, job_.root, targets, frame);
    for (Target& target : targets) finish(target, job_.root, "");
  }

 private:
  // ---- which resources an item starts ----

  std::vector<Target> targets_of(const Json& element, const std::string& pointer) {
    std::vector<Target> out;
    for (const Json* extract : extensions(element, url::kDefinitionExtract)) {
      const std::string canonical = without_version(text_of(extension(*extract, "definition")));
      const std::string type = type_of_definition(canonical, element);
      if (!is_resource_type(type)) {
        unknown_type(canonical, pointer);
        continue;
      }
      out.push_back({canonical, extract, Resource(type)});
      if (!canonical.starts_with(kCore)) put_profile(out.back(), type);
    }
    for (const Json* context : extensions(element, url::kExtractionContext)) {
      const std::string type = context_type(*context);
      if (!is_resource_type(type)) {
        unknown_type(type, pointer);
        continue;
      }
      out.push_back({std::string(kCore) + type, nullptr, Resource(type)});
    }
    return out;
  }

  void unknown_type(const std::string& canonical, const std::string& pointer) {
    job_.note({"AR-D029", "It is not known which resource this definition describes: " + canonical,
               pointer, "Supply its StructureDefinition, or name a resource of FHIR R4", 0, 0});
  }

  /// itemExtractionContext: a resource type as code, or a query that begins with one.
  static std::string context_type(const Json& extension) {
    const std::string text = text_of(&extension);
    return text.substr(0, text.find_first_of("?/"));
  }

  const Json* profile(const std::string& canonical) const {
    if (job_.request.resources == nullptr) return nullptr;
    for (const Json& entry : job_.request.resources->array_or_empty("entry")) {
      const Json* resource = entry.find("resource");
      if (resource != nullptr && resource->string_or_empty("url") == canonical &&
          resource->string_or_empty("resourceType") == "StructureDefinition")
        return resource;
    }
    return nullptr;
  }

  std::string type_of_definition(const std::string& canonical, const Json& element) const {
    if (canonical.starts_with(kCore)) return canonical.substr(kCore.size());
    if (const Json* found = profile(canonical)) return std::string(found->string_or_empty("type"));
    return type_below(canonical, element);
  }

  /// The type that the paths below give: "url#Patient.name" is a Patient.
  static std::string type_below(const std::string& canonical, const Json& element) {
    const auto own = read_element_path(element.string_or_empty("definition"));
    if (own && own->definition == canonical) return own->type;
    for (const Json& item : element.array_or_empty("item")) {
      std::string type = type_below(canonical, item);
      if (!type.empty()) return type;
    }
    return "";
  }

  /// meta.profile, and the values the profile fixes for elements of the resource itself.
  void put_profile(Target& target, const std::string& type) {
    Frame frame;
    const std::vector<PathPart> parts = {{"meta", ""}, {"profile", ""}};
    if (const auto done = target.resource.put(parts, Json(target.definition), "canonical", frame);
        !done)
      job_.note(done.error());
    const Json* found = profile(target.definition);
    if (found == nullptr) return;
    const Json* view = found->find("snapshot");
    if (view == nullptr) view = found->find("differential");
    if (view == nullptr) return;
    for (const Json& element : view->array_or_empty("element"))
      put_profile_value(target, type, element);
  }

  void put_profile_value(Target& target, const std::string& type, const Json& element) {
    const std::string_view path = element.string_or_empty("path");
    if (!path.starts_with(type + ".") || path.find('.', type.size() + 1) != std::string_view::npos)
      return;
    if (element.find("sliceName") != nullptr)
      return;  // a slice is there only when an item fills it
    for (const auto& [name, value] : element.as_object()) {
      const std::size_t stem = name.starts_with("fixed") ? 5 : name.starts_with("pattern") ? 7 : 0;
      if (stem == 0) continue;
      std::string value_type = name.substr(stem);
      if (!value.is_object())
        value_type.front() = static_cast<char>(value_type.front() - 'A' + 'a');
      Frame frame;
      const std::vector<PathPart> parts = {{std::string(path.substr(type.size() + 1)), ""}};
      if (const auto done = target.resource.put(parts, value, value_type, frame); !done)
        job_.note(done.error());
    }
  }

  // ---- the walk ----

  void visit(const ResponseItem& item, const Scope& outer, std::vector<Target>& targets,
             Frame& above) {
    const bool starts = extension(*item.definition, url::kDefinitionExtract) != nullptr ||
                        extension(*item.definition, url::kExtractionContext) != nullptr;
    if (!starts) return fill(item, job_.enter(outer, item), targets, above);
    if (!item.has_content()) return;
    for (const ResponseItem& one : job_.by_answer(item)) {
      const Scope scope = job_.enter(outer, one);
      std::vector<Target> own = targets_of(*item.definition, item.pointer);
      Frame frame;
      fill(one, scope, own, frame);
      for (Target& target : own) finish(target, scope, item.pointer);
    }
  }

  void fill(const ResponseItem& item, const Scope& scope, std::vector<Target>& targets,
            Frame& above) {
    if (!item.has_content()) return;
    const auto path = read_element_path(item.definition->string_or_empty("definition"));
    if (item.answers.empty()) {
      Frame frame{&above, {}, {}};
      if (path) open_group(item, *path, targets, frame);
      put_fixed(*item.definition, item.pointer, scope, targets, frame);
      // A group that is no element of its own does not part what stands in it from the rest.
      const bool own = path && !frame.chosen.empty();
      for (const ResponseItem& child : item.items)
        visit(child, scope, targets, own ? frame : above);
      return;
    }
    bool first = true;
    for (const ResponseAnswer& answer : item.answers) {
      Frame frame{&above, {}, {}};
      if (path) put_answer(item, answer, *path, targets, frame);
      if (first || (path && path->parts.size() > 1))
        put_fixed(*item.definition, item.pointer, scope, targets, frame);
      first = false;
      for (const ResponseItem& child : answer.items) visit(child, scope, targets, frame);
    }
  }

  void open_group(const ResponseItem& item, const ElementPath& path, std::vector<Target>& targets,
                  Frame& frame) {
    for (Target& target : targets) {
      if (!fits(target, path)) continue;
      note_at(target.resource.open(path.parts, frame), item.pointer);
    }
  }

  void put_answer(const ResponseItem& item, const ResponseAnswer& answer, const ElementPath& path,
                  std::vector<Target>& targets, Frame& frame) {
    for (Target& target : targets) {
      if (!fits(target, path)) continue;
      note_at(target.resource.put(path.parts, *answer.value, answer.type, frame), item.pointer);
    }
  }

  void note_at(const Result<void>& done, const std::string& pointer) {
    if (done) return;
    Error error = done.error();
    if (error.pointer.empty()) error.pointer = pointer;
    job_.note(std::move(error));
  }

  /// definitionExtractValue: fixed and computed values.
  void put_fixed(const Json& element, const std::string& pointer, const Scope& scope,
                 std::vector<Target>& targets, Frame& frame) {
    for (const Json* value : extensions(element, url::kDefinitionExtractValue)) {
      const auto path = read_element_path(text_of(extension(*value, "definition")));
      if (!path) {
        job_.note({"AR-D027", "A definitionExtractValue names no element", pointer,
                   "Write the definition as url#Type.element", 0, 0});
        continue;
      }
      for (Target& target : targets)
        if (fits(target, *path)) put_one_fixed(*value, *path, pointer, scope, target, frame);
    }
  }

  void put_one_fixed(const Json& value, const ElementPath& path, const std::string& pointer,
                     const Scope& scope, Target& target, Frame& frame) {
    if (const Json* fixed = extension(value, "fixed-value")) {
      const ExtensionValue found = value_of(*fixed);
      if (found.value != nullptr)
        note_at(target.resource.put(path.parts, *found.value, found.type, frame), pointer);
      return;
    }
    const Json* computed = extension(value, "expression");
    const Json* expression = computed == nullptr ? nullptr : computed->find("valueExpression");
    if (expression == nullptr) return;
    const auto results =
        job_.evaluator.evaluate_expression(*expression, scope, scope.focus, pointer);
    if (!results) return job_.note(results.error());
    for (const fhirpath::Value& result : *results)
      note_at(target.resource.put(path.parts, fhir_json(result), fhir_type(result), frame),
              pointer);
  }

  void finish(Target& target, const Scope& scope, const std::string& pointer) {
    Json resource = target.resource.finished();
    const auto added = job_.add_entry(std::move(resource), target.extract, scope, pointer);
    if (!added) job_.note(added.error());
  }

  Job& job_;
};

}  // namespace

void extract_definitions(Job& job) {
  Definitions(job).run();
}

}  // namespace anteroom::extract
