// Template-based extraction: a contained resource (or a contained Bundle) with expressions in the
// places that answers fill.
#include <algorithm>

#include "core/extract/job.h"
#include "core/extract/r4_shape.h"
#include "core/extract/urls.h"

namespace anteroom::extract {

namespace {

using fhir::Json;
using fhirpath::Collection;

/// Where the filling stands: what the expressions see, and which R4 element it is.
struct Place {
  const Scope& scope;
  const Collection& focus;
  std::string owner;  ///< type or backbone path of the object being filled, "" when not known
};

const Json* contained(const Json& questionnaire, std::string_view reference) {
  if (!reference.starts_with('#')) return nullptr;
  for (const Json& resource : questionnaire.array_or_empty("contained"))
    if (resource.string_or_empty("id") == reference.substr(1)) return &resource;
  return nullptr;
}

bool is_extraction(const Json& extension) {
  const std::string_view url = extension.string_or_empty("url");
  return url == url::kTemplateContext || url == url::kTemplateValue;
}

bool is_dynamic(const Json& element) {
  return std::ranges::any_of(element.array_or_empty("extension"), is_extraction);
}

/// Fills one template for one occasion.
class Filler {
 public:
  Filler(Job& job, std::string pointer) : job_(job), pointer_(std::move(pointer)) {}

  /// The filled element: none, one, or one a context value.
  Result<std::vector<Json>> element(const Json& source, const Place& place) {
    const Json* context = extension(source, url::kTemplateContext);
    if (context == nullptr) return value_or_members(source, place);
    const Result<Collection> contexts = evaluate(*context, place);
    if (!contexts) return contexts.error();
    const ExtensionValue expression = value_of(*context);
    const std::string name(expression.value->string_or_empty("name"));
    std::vector<Json> out;
    for (const fhirpath::Value& one : *contexts) {
      const Collection focus = {one};
      Scope inner{&place.scope, nullptr, focus, {}};
      if (!name.empty()) inner.names[name] = focus;
      Result<std::vector<Json>> filled = value_or_members(source, {inner, focus, place.owner});
      if (!filled) return filled.error();
      std::ranges::move(*filled, std::back_inserter(out));
    }
    return out;
  }

 private:
  Result<Collection> evaluate(const Json& extension, const Place& place) {
    const ExtensionValue expression = value_of(extension);
    if (expression.value == nullptr)
      return Error{
          "AR-D025", "A template expression is empty", pointer_, "Write one, or remove it", 0, 0};
    if (expression.value->is_object())
      return job_.evaluator.evaluate_expression(*expression.value, place.scope, place.focus,
                                                pointer_);
    return job_.evaluator.evaluate(text_of(&extension), place.scope, place.focus, pointer_);
  }

  Result<std::vector<Json>> value_or_members(const Json& source, const Place& place) {
    const Json* value = extension(source, url::kTemplateValue);
    Result<Json> fixed = members(source, place);
    if (!fixed) return fixed.error();
    if (value == nullptr) {
      if (fixed->as_object().empty()) return std::vector<Json>{};
      return std::vector<Json>{std::move(fixed).value()};
    }
    const Result<Collection> results = evaluate(*value, place);
    if (!results) return results.error();
    std::vector<Json> out;
    for (const fhirpath::Value& result : *results) {
      Result<Json> made = as_element(result, *fixed, place.owner);
      if (!made) return made.error();
      out.push_back(std::move(made).value());
    }
    return out;
  }

  /// A result laid over the fixed members of its element; text becomes what the element needs.
  Result<Json> as_element(const fhirpath::Value& result, const Json& fixed,
                          const std::string& type) {
    Json json = fhir_json(result);
    if (!type.empty() && type.find('.') == std::string::npos && !is_resource_type(type)) {
      Result<Json> typed = as_type(json, fhir_type(result), type);
      if (!typed && !json.is_object()) return placed(typed.error());
      if (typed) json = std::move(typed).value();
    }
    if (!json.is_object()) return json;
    Json out = fixed;
    for (const auto& [name, value] : json.as_object()) out.set(name, value);
    return out;
  }

  Error placed(Error error) const {
    error.pointer = pointer_;
    return error;
  }

  Result<Json> members(const Json& source, const Place& given) {
    const std::string_view resource = source.string_or_empty("resourceType");
    const Place place{given.scope, given.focus,
                      resource.empty() ? given.owner : std::string(resource)};
    Json out = Json::object();
    for (const auto& [name, value] : source.as_object()) {
      const Result<void> done = member(source, name, value, place, out);
      if (!done) return done.error();
    }
    return out;
  }

  Result<void> member(const Json& source, const std::string& name, const Json& value,
                      const Place& place, Json& out) {
    if (name == "extension") {
      Json kept = Json::array();
      for (const Json& extension : source.array_or_empty(name))
        if (!is_extraction(extension)) kept.push(extension);
      if (!kept.as_array().empty()) out.set(name, std::move(kept));
      return {};
    }
    if (name.starts_with('_')) return companion(source, name.substr(1), value, place, out);
    const Json* own = source.find("_" + name);
    if (own != nullptr && has_expression(*own)) return {};  // the companion fills it
    if (value.is_object()) return object_member(name, value, place, out);
    if (!value.is_array()) {
      out.set(name, value);
      return {};
    }
    Json list = Json::array();
    for (const Json& one : value.as_array()) {
      if (!one.is_object()) {
        list.push(one);
        continue;
      }
      Result<std::vector<Json>> filled = element(one, below(place, name));
      if (!filled) return filled.error();
      for (Json& made : *filled) list.push(std::move(made));
    }
    if (!list.as_array().empty()) out.set(name, std::move(list));
    return {};
  }

  static bool has_expression(const Json& companion) {
    if (companion.is_array()) return std::ranges::any_of(companion.as_array(), is_dynamic);
    return is_dynamic(companion);
  }

  Place below(const Place& place, std::string_view name) const {
    const auto element = element_of(place.owner, name);
    std::string owner = element ? element->owner : "";
    if (owner == "Resource") owner.clear();
    return {place.scope, place.focus, std::move(owner)};
  }

  Result<void> object_member(const std::string& name, const Json& value, const Place& place,
                             Json& out) {
    Result<std::vector<Json>> filled = element(value, below(place, name));
    if (!filled) return filled.error();
    if (filled->size() > 1) return several(name);
    if (!filled->empty()) out.set(name, std::move(filled->front()));
    return {};
  }

  Error several(const std::string& name) const {
    return Error{
        "AR-D022", "An expression gives several values for an element that takes one: " + name,
        pointer_,  "Add first()",
        0,         0};
  }

  /// "_name": the expressions of a primitive element.
  Result<void> companion(const Json& source, const std::string& name, const Json& value,
                         const Place& place, Json& out) {
    if (!has_expression(value)) {
      out.set("_" + name, value);
      return {};
    }
    if (!value.is_array()) {
      Result<std::vector<Json>> filled = primitive(value, below(place, name));
      if (!filled) return filled.error();
      if (filled->size() > 1) return several(name);
      if (!filled->empty()) out.set(name, std::move(filled->front()));
      return {};
    }
    Json list = Json::array();
    const auto& given = source.array_or_empty(name);
    for (std::size_t i = 0; i < value.as_array().size(); ++i) {
      if (!is_dynamic(value.as_array()[i])) {
        if (i < given.size()) list.push(given[i]);
        continue;
      }
      Result<std::vector<Json>> filled = primitive(value.as_array()[i], below(place, name));
      if (!filled) return filled.error();
      for (Json& made : *filled) list.push(std::move(made));
    }
    if (!list.as_array().empty()) out.set(name, std::move(list));
    return {};
  }

  Result<std::vector<Json>> primitive(const Json& companion, const Place& place) {
    Result<std::vector<Json>> filled = element(companion, place);
    if (!filled) return filled;
    for (const Json& made : *filled) {
      if (!made.is_object()) continue;
      return Error{"AR-D024", "An expression gives a complex value where FHIR has a primitive one",
                   pointer_,  "Name the part that is wanted, like .code",
                   0,         0};
    }
    return filled;
  }

  Job& job_;
  std::string pointer_;
};

class Templates {
 public:
  explicit Templates(Job& job) : job_(job) {}

  void run() {
    const Json& questionnaire = job_.request.questionnaire;
    for (const Json* found : extensions(questionnaire, url::kTemplateBundle)) bundle(*found);
    for (const Json* found : extensions(questionnaire, url::kTemplateExtract))
      resource(*found, job_.root, "");
    for (const ResponseItem& item : job_.items) visit(item, job_.root);
  }

 private:
  void visit(const ResponseItem& item, const Scope& outer) {
    const auto found = extensions(*item.definition, url::kTemplateExtract);
    const Scope scope = job_.enter(outer, item);
    if (!found.empty() && item.has_content()) {
      for (const ResponseItem& one : job_.by_answer(item)) {
        const Scope own = job_.enter(outer, one);
        for (const Json* extract : found) resource(*extract, own, item.pointer);
      }
    }
    for (const ResponseItem& child : item.items) visit(child, scope);
    for (const ResponseAnswer& answer : item.answers)
      for (const ResponseItem& child : answer.items) visit(child, scope);
  }

  const Json* template_of(const Json* reference, const std::string& pointer) {
    const ExtensionValue value = reference == nullptr ? ExtensionValue{} : value_of(*reference);
    const Json* found =
        value.value == nullptr
            ? nullptr
            : contained(job_.request.questionnaire, value.value->string_or_empty("reference"));
    if (found == nullptr)
      job_.note({"AR-D026", "A template is named that the questionnaire does not contain", pointer,
                 "Contain the resource and refer to it as #id", 0, 0});
    return found;
  }

  void resource(const Json& extract, const Scope& scope, const std::string& pointer) {
    const Json* source = template_of(extension(extract, "template"), pointer);
    if (source == nullptr) return;
    Filler filler(job_, pointer);
    auto filled = filler.element(*source, {scope, scope.focus, ""});
    if (!filled) return job_.note(filled.error());
    for (Json& made : *filled) {
      if (!made.is_object()) continue;  // an expression on the resource itself gave a mere value
      Json plain = Json::object();
      for (auto& [name, value] : made.as_object())
        if (name != "id") plain.set(name, std::move(value));  // the template's own name
      const std::string expression = text_of(extension(extract, "resourceId"));
      if (!expression.empty()) {
        const auto id = job_.evaluator.text(expression, scope, pointer);
        if (!id) return job_.note(id.error());
        if (*id) plain.set("id", **id);
      }
      const auto added = job_.add_entry(std::move(plain), &extract, scope, pointer);
      if (!added) job_.note(added.error());
    }
  }

  void bundle(const Json& extension) {
    const Json* source = template_of(&extension, "");
    if (source == nullptr) return;
    const auto& entries = source->array_or_empty("entry");
    for (std::size_t i = 0; i < entries.size(); ++i) {
      Filler filler(job_, "");
      auto filled = filler.element(entries[i], {job_.root, job_.root.focus, "Bundle.entry"});
      if (!filled) {
        job_.note(filled.error());
        continue;
      }
      bool first = true;
      for (Json& entry : *filled) {
        if (entry.find("resource") == nullptr) continue;
        // A second resource of one template entry is another resource: it needs its own name.
        if (!first || entry.find("fullUrl") == nullptr)
          entry.set("fullUrl", "urn:uuid:" + job_.request.uuid());
        first = false;
        add_bundle_entry(std::move(entry));
      }
    }
  }

  void add_bundle_entry(Json entry) {
    if (entry.find("request") == nullptr) {
      const Json& resource = *entry.find("resource");
      const std::string type(resource.string_or_empty("resourceType"));
      const std::string id(resource.string_or_empty("id"));
      entry.set("request", Json::object()
                               .set("method", id.empty() ? "POST" : "PUT")
                               .set("url", id.empty() ? type : type + "/" + id));
    }
    job_.entries.push(std::move(entry));
  }

  Job& job_;
};

}  // namespace

void extract_templates(Job& job) {
  Templates(job).run();
}

}  // namespace anteroom::extract
