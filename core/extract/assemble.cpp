#include "core/extract/assemble.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "core/extract/scope.h"
#include "core/extract/urls.h"

namespace anteroom::extract {

namespace {

using fhir::Json;

constexpr std::string_view kPrefixName = "linkIdPrefix";

Error trouble(const char* code, std::string message, const std::string& pointer, const char* mend) {
  return Error{code, std::move(message), pointer, mend, 0, 0};
}

std::string name_of(const Json& variable) {
  const Json* expression = variable.find("valueExpression");
  return expression == nullptr ? "" : std::string(expression->string_or_empty("name"));
}

/// 'abc.' as a FHIRPath string literal is the only form a prefix takes before there are answers.
std::string literal_of(const Json& variable) {
  const Json* expression = variable.find("valueExpression");
  const std::string text(expression == nullptr ? "" : expression->string_or_empty("expression"));
  if (text.size() < 2 || text.front() != '\'' || text.back() != '\'') return "";
  return text.substr(1, text.size() - 2);
}

void append(Json& element, std::string_view list, Json value) {
  Json* there = element.find(list);
  if (there == nullptr || !there->is_array()) there = element.set(list, Json::array()).find(list);
  there->push(std::move(value));
}

/// Prefixes linkIds, enableWhen questions and references to contained resources.
void add_prefix(Json& value, const std::string& prefix) {
  if (value.is_array()) {
    for (Json& element : value.as_array()) add_prefix(element, prefix);
    return;
  }
  if (!value.is_object()) return;
  for (auto& [name, member] : value.as_object()) {
    if (!member.is_string()) {
      add_prefix(member, prefix);
    } else if (name == "linkId" || name == "question") {
      member = Json(prefix + member.as_string());
    } else if ((name == "reference" || name == "answerValueSet" || name == "valueCanonical" ||
                name == "valueUri") &&
               member.as_string().starts_with('#')) {
      member = Json("#" + prefix + member.as_string().substr(1));
    }
  }
}

class Assembly {
 public:
  Assembly(const Json& root, const Json& bundle) : root_(root), bundle_(bundle), out_(root) {}

  Result<Json> run() {
    if (const Json* found = extension(root_, url::kAssembleContext); found != nullptr)
      return trouble("AR-D052", "The questionnaire can only be part of another one", "",
                     "Assemble the questionnaire that includes it");
    under_way_.push_back(std::string(root_.string_or_empty("url")));
    const Result<void> done = expand(out_, out_, {}, "");
    if (!done) return done.error();
    if (const Result<void> unique = check_link_ids(out_, ""); !unique) return unique.error();
    adjust_expectation();
    for (const std::string& canonical : parts_)
      append(out_, "extension",
             Json::object().set("url", url::kAssembledFrom).set("valueCanonical", canonical));
    return std::move(out_);
  }

 private:
  /// Where a part goes: the element above it, the questionnaire that is in, and its list of items.
  struct Target {
    Json& parent;
    Json& resource;
    Json& items;
  };
  /// Variables in scope: name and literal.
  using Variables = std::vector<std::pair<std::string, std::string>>;

  static void add_variables(const Json& element, Variables& variables) {
    for (const Json* variable : extensions(element, url::kVariable))
      variables.emplace_back(name_of(*variable), literal_of(*variable));
  }

  /// Replaces the display items below `element` that stand for questionnaires.
  /// `resource` is the questionnaire it stands in: what a part brings for its root goes there, and
  /// from there further up with the prefixes of each level.
  Result<void> expand(Json& element, Json& resource, Variables variables,
                      const std::string& pointer) {
    if (!element.is_object()) return {};
    add_variables(element, variables);
    Json items = Json::array();
    const fhir::JsonArray before = element.array_or_empty("item");
    for (std::size_t i = 0; i < before.size(); ++i) {
      Json item = before[i];
      const std::string place = pointer + "/item/" + std::to_string(i);
      const Json* part = extension(item, url::kSubQuestionnaire);
      if (part == nullptr) {
        if (const Result<void> done = expand(item, resource, variables, place); !done) return done;
        items.push(std::move(item));
        continue;
      }
      const std::string canonical = text_of(part);
      const Result<void> done = include(canonical, variables, place, {element, resource, items});
      if (!done) return done;
    }
    if (!items.as_array().empty() || element.find("item") != nullptr)
      element.set("item", std::move(items));
    return {};
  }

  const Json* find_part(const std::string& canonical) const {
    const std::string url = canonical.substr(0, canonical.find('|'));
    const std::size_t bar = canonical.find('|');
    const std::string version = bar == std::string::npos ? "" : canonical.substr(bar + 1);
    for (const Json& entry : bundle_.array_or_empty("entry")) {
      const Json* resource = entry.find("resource");
      if (resource == nullptr || resource->string_or_empty("resourceType") != "Questionnaire" ||
          resource->string_or_empty("url") != url)
        continue;
      if (version.empty() || resource->string_or_empty("version") == version) return resource;
    }
    return nullptr;
  }

  std::optional<Error> refuse(const Json& part, const Variables& variables,
                              const std::string& place) const {
    for (const std::string_view name : {"implicitRules", "modifierExtension"})
      if (part.find(name) != nullptr)
        return trouble("AR-D052", "A part may not have " + std::string(name), place,
                       "Remove it from the part");
    const Json* language = part.find("language");
    if (language != nullptr && language->is_string() &&
        root_.string_or_empty("language") != language->as_string())
      return trouble("AR-D052", "A part has another language than the questionnaire", place,
                     "Include a part in the same language");
    const std::string expectation = text_of(extension(part, url::kAssembleExpectation));
    if (expectation == "assemble-root")
      return trouble("AR-D052", "A part says that it can only be a root", place,
                     "Include another one");
    for (const Json* needed : extensions(part, url::kAssembleContext)) {
      const std::string name = text_of(needed);
      if (std::ranges::none_of(variables, [&](const auto& one) { return one.first == name; }))
        return trouble("AR-D054", "A part needs a variable that is not there: " + name, place,
                       "Declare the variable above the part");
    }
    return std::nullopt;
  }

  Result<void> include(const std::string& canonical, const Variables& variables,
                       const std::string& place, const Target& target) {
    const std::string url = canonical.substr(0, canonical.find('|'));
    if (std::ranges::find(under_way_, url) != under_way_.end())
      return trouble("AR-D051", "Questionnaires include each other: " + url, place,
                     "Break the circle");
    const Json* found = find_part(canonical);
    if (found == nullptr)
      return trouble("AR-D050", "A part is not among the questionnaires given: " + canonical, place,
                     "Supply it in the bundle, in the version that is named");
    if (auto error = refuse(*found, variables, place)) return std::move(*error);
    const std::string version(found->string_or_empty("version"));
    if (const std::string named = version.empty() ? url : url + "|" + version;
        std::ranges::find(parts_, named) == parts_.end())
      parts_.push_back(named);
    Json part = *found;
    under_way_.push_back(url);
    const Result<void> inner = expand(part, part, variables, place);
    under_way_.pop_back();
    if (!inner) return inner;
    std::string prefix;
    for (const auto& [name, literal] : variables)
      if (name == kPrefixName) prefix = literal;
    return merge(std::move(part), prefix, place, target);
  }

  Result<void> merge(Json part, const std::string& prefix, const std::string& place,
                     const Target& target) {
    Json own = Json(part.array_or_empty("item"));
    if (!prefix.empty()) add_prefix(own, prefix);
    for (Json& item : own.as_array()) target.items.push(std::move(item));
    for (const Json& resource : part.array_or_empty("contained")) {
      Json copy = resource;
      if (!prefix.empty()) copy.set("id", prefix + std::string(resource.string_or_empty("id")));
      add_contained(target.resource, std::move(copy));
    }
    for (const Json& extension : part.array_or_empty("extension")) {
      const Result<void> done = merge_extension(extension, place, target);
      if (!done) return done;
    }
    return {};
  }

  static void add_contained(Json& root, Json resource) {
    const std::string_view id = resource.string_or_empty("id");
    const auto& there = root.array_or_empty("contained");
    if (std::ranges::any_of(there,
                            [&](const Json& one) { return one.string_or_empty("id") == id; }))
      return;
    append(root, "contained", std::move(resource));
  }

  Result<void> merge_extension(const Json& extension_json, const std::string& place,
                               const Target& target) {
    const std::string_view url = extension_json.string_or_empty("url");
    constexpr std::array<std::string_view, 4> kToRoot = {
        url::kLibrary, url::kLaunchContext, url::kObservationExtract, url::kObservationLinkPeriod};
    constexpr std::array<std::string_view, 4> kToParent = {
        url::kTargetConstraint, url::kVariable, url::kPopulationContext, url::kExtractionContext};
    const auto has = [&](const Json& element) {
      return std::ranges::any_of(element.array_or_empty("extension"),
                                 [&](const Json& one) { return one == extension_json; });
    };
    if (std::ranges::find(kToRoot, url) != kToRoot.end()) {
      if (!has(target.resource)) append(target.resource, "extension", extension_json);
      return {};
    }
    if (std::ranges::find(kToParent, url) == kToParent.end()) return {};
    for (const Json* there : extensions(target.parent, url)) {
      const bool one_only = url == url::kPopulationContext || url == url::kExtractionContext;
      const bool same_name = url == url::kVariable && name_of(*there) == name_of(extension_json);
      if (one_only || same_name)
        return trouble("AR-D053", "Two of one kind would stand at one place after assembly", place,
                       "Rename one, or put the part into a group");
    }
    append(target.parent, "extension", extension_json);
    return {};
  }

  Result<void> check_link_ids(const Json& element, const std::string& pointer) {
    const auto& items = element.array_or_empty("item");
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::string place = pointer + "/item/" + std::to_string(i);
      const std::string id(items[i].string_or_empty("linkId"));
      if (!link_ids_.insert(id).second)
        return trouble("AR-D053", "Two items have the linkId " + id + " after assembly", place,
                       "Declare a linkIdPrefix above the part");
      if (const Result<void> below = check_link_ids(items[i], place); !below) return below;
    }
    return {};
  }

  /// assemble-... becomes independent-..., and what was a root only needs to say nothing.
  void adjust_expectation() {
    Json kept = Json::array();
    for (const Json& one : out_.array_or_empty("extension")) {
      if (one.string_or_empty("url") != url::kAssembleExpectation) {
        kept.push(one);
        continue;
      }
      const std::string code = text_of(&one);
      if (code == "assemble-root") continue;
      Json adjusted = one;
      if (code.starts_with("assemble-")) adjusted.set("valueCode", "independent-" + code.substr(9));
      kept.push(std::move(adjusted));
    }
    if (out_.find("extension") != nullptr) out_.set("extension", std::move(kept));
  }

  const Json& root_;
  const Json& bundle_;
  Json out_;
  std::vector<std::string> under_way_;
  std::vector<std::string> parts_;
  std::set<std::string> link_ids_;
};

}  // namespace

Result<Json> assemble(const Json& questionnaire, const Json& bundle) {
  if (questionnaire.string_or_empty("resourceType") != "Questionnaire")
    return trouble("AR-D001", "The form is no FHIR Questionnaire", "", "Give a Questionnaire");
  return Assembly(questionnaire, bundle).run();
}

}  // namespace anteroom::extract
