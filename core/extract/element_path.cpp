#include "core/extract/element_path.h"

#include <span>

namespace anteroom::extract {

namespace {

using fhir::Json;

/// The name a part has in JSON: "valueQuantity" of "value[x]:valueQuantity", "value" of "value[x]".
std::string json_name(const PathPart& part) {
  if (!part.name.ends_with("[x]")) return part.name;
  if (!part.slice.empty()) return part.slice;
  return part.name.substr(0, part.name.size() - 3);
}

std::string own_id(const PathPart& part) {
  return part.slice.empty() ? part.name : part.name + ":" + part.slice;
}

/// Whether the place a path leads to holds a value that allows no second one.
bool is_taken(const Json& object, std::span<const PathPart> parts, std::string_view owner) {
  const auto element = element_of(owner, json_name(parts.front()));
  if (!element) return false;
  const std::string stem = element->name.substr(0, element->name.find('['));
  for (const auto& [name, value] : object.as_object()) {
    if (name != stem && !(element->is_choice() && name.starts_with(stem))) continue;
    if (parts.size() == 1) return element->repeats == Repeats::no;
    const Json& below =
        value.is_array() && !value.as_array().empty() ? value.as_array().back() : value;
    return below.is_object() && is_taken(below, parts.subspan(1), element->owner);
  }
  return false;
}

Json pruned(const Json& value) {
  if (value.is_array()) {
    Json out = Json::array();
    for (const Json& element : value.as_array()) {
      Json kept = pruned(element);
      if (!kept.is_null()) out.push(std::move(kept));
    }
    return out.as_array().empty() ? Json() : out;
  }
  if (!value.is_object()) return value;
  Json out = Json::object();
  for (const auto& [name, member] : value.as_object()) {
    Json kept = pruned(member);
    if (!kept.is_null()) out.set(name, std::move(kept));
  }
  return out.as_object().empty() ? Json() : out;
}

}  // namespace

std::optional<ElementPath> read_element_path(std::string_view text) {
  const std::size_t hash = text.find('#');
  if (hash == std::string_view::npos) return std::nullopt;
  ElementPath path;
  path.definition = text.substr(0, hash);
  if (const std::size_t version = path.definition.find('|'); version != std::string::npos)
    path.definition.resize(version);
  std::string_view rest = text.substr(hash + 1);
  bool first = true;
  while (!rest.empty()) {
    const std::size_t dot = rest.find('.');
    const std::string_view piece = rest.substr(0, dot);
    rest.remove_prefix(dot == std::string_view::npos ? rest.size() : dot + 1);
    const std::size_t colon = piece.find(':');
    PathPart part{std::string(piece.substr(0, colon)), ""};
    if (colon != std::string_view::npos) part.slice = piece.substr(colon + 1);
    if (first)
      path.type = part.name;
    else
      path.parts.push_back(std::move(part));
    first = false;
  }
  if (path.type.empty()) return std::nullopt;
  return path;
}

Resource::Resource(std::string_view type)
    : type_(type), json_(Json::object().set("resourceType", type)) {}

Result<Element> Resource::find(const Step& step, const PathPart& part) const {
  if (auto element = element_of(step.owner, json_name(part))) return std::move(*element);
  return Error{"AR-D027", "FHIR R4 has no element " + step.id + "." + part.name,
               "",        "Correct the path after the #",
               0,         0};
}

std::size_t Resource::choose(const Json& list, const std::string& id,
                             const std::vector<PathPart>& rest, const std::string& owner,
                             Frame& frame) const {
  for (const Frame* at = &frame; at != nullptr; at = at->outer) {
    const auto found = at->chosen.find(id);
    if (found != at->chosen.end()) return found->second;
  }
  std::size_t index = list.as_array().size();
  if (frame.outer != nullptr) {
    const auto found = frame.outer->latest.find(id);
    if (found != frame.outer->latest.end() && found->second < index &&
        !is_taken(list.as_array()[found->second], rest, owner))
      index = found->second;
    frame.outer->latest[id] = index;
  }
  frame.chosen[id] = index;
  return index;
}

Result<void> Resource::descend(Step& step, const std::vector<PathPart>& parts, std::size_t index,
                               Frame& frame) {
  const PathPart& part = parts[index];
  const Result<Element> element = find(step, part);
  if (!element) return element.error();
  if (element->types.size() > 1)
    return Error{"AR-D027",
                 "The element has several types and the path goes on: " + step.id + "." + part.name,
                 "",
                 "Name the type like value[x]:valueQuantity",
                 0,
                 0};
  step.id += "." + own_id(part);
  const std::string name =
      element->is_choice() ? choice_name(element->name, element->types.front()) : element->name;
  if (step.object->find(name) == nullptr)
    step.object->set(name, element->repeats == Repeats::yes ? Json::array() : Json::object());
  Json* next = step.object->find(name);
  if (element->repeats == Repeats::yes) {
    const std::vector<PathPart> rest(parts.begin() + static_cast<std::ptrdiff_t>(index) + 1,
                                     parts.end());
    const std::size_t at = choose(*next, step.id, rest, element->owner, frame);
    while (next->as_array().size() <= at) next->push(Json::object());
    next = &next->as_array()[at];
  }
  step.object = next;
  step.owner = element->owner;
  return {};
}

Result<void> Resource::put(const std::vector<PathPart>& parts, const Json& value,
                           std::string_view type, Frame& frame) {
  if (parts.empty())
    return Error{"AR-D027", "The definition names a resource and no element of it",
                 "",        "Write the element after the type",
                 0,         0};
  Step step{&json_, type_, type_};
  for (std::size_t i = 0; i + 1 < parts.size(); ++i)
    if (const Result<void> done = descend(step, parts, i, frame); !done) return done;
  const Result<Element> element = find(step, parts.back());
  if (!element) return element.error();
  const Result<Typed> typed = as_one_of(value, type, element->types);
  if (!typed) return typed.error();
  const std::string name =
      element->is_choice() ? choice_name(element->name, typed->type) : element->name;
  Json* there = step.object->find(name);
  if (element->repeats == Repeats::yes) {
    if (there == nullptr) there = step.object->set(name, Json::array()).find(name);
    there->push(typed->value);
    return {};
  }
  if (there != nullptr && *there != typed->value)
    return Error{
        "AR-D028", "Two answers would fill one element: " + step.id + "." + parts.back().name,
        "",        "Put them into groups that have a definition, or name slices",
        0,         0};
  step.object->set(name, typed->value);
  return {};
}

Result<void> Resource::open(const std::vector<PathPart>& parts, Frame& frame) {
  if (parts.empty()) return {};
  Step step{&json_, type_, type_};
  for (std::size_t i = 0; i + 1 < parts.size(); ++i)
    if (const Result<void> done = descend(step, parts, i, frame); !done) return done;
  const Result<Element> element = find(step, parts.back());
  if (!element) return element.error();
  if (element->repeats == Repeats::no || element->is_choice()) return {};
  const std::string name(element->name);
  Json* there = step.object->find(name);
  if (there == nullptr) there = step.object->set(name, Json::array()).find(name);
  frame.chosen[step.id + "." + own_id(parts.back())] = there->as_array().size();
  there->push(Json::object());
  return {};
}

Json Resource::finished() const {
  return pruned(json_);
}

}  // namespace anteroom::extract
