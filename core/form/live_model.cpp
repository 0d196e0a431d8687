// The live response as a FHIRPath tree. Nodes point straight at instances; nothing is copied for an
// evaluation. Values of answers are nodes of the answer's own JsonModel, which knows the types of
// value[x].
#include "core/form/live_form.h"

namespace anteroom::form {

namespace {

enum class Place : std::uint64_t { item = 0, answer = 1, link_id = 2, text = 3 };

fhirpath::Node node_of(const LiveModel* model, const Instance& instance, Place place,
                       std::size_t index = 0) {
  return {model, &instance,
          (static_cast<std::uint64_t>(index) << 8) | static_cast<std::uint64_t>(place)};
}
Place place_of(const fhirpath::Node& node) {
  return static_cast<Place>(node.detail & 0xff);
}
std::size_t index_of(const fhirpath::Node& node) {
  return static_cast<std::size_t>(node.detail >> 8);
}
const Instance& instance_of(const fhirpath::Node& node) {
  return *static_cast<const Instance*>(node.place);
}
bool is_root(const Instance& instance) {
  return instance.parent == nullptr;
}

/// Children of a question hang below its answers (R4: answer.item), those of a group below the
/// group.
bool holds_items(const fhirpath::Node& node) {
  const Instance& instance = instance_of(node);
  if (!instance.item->is_question()) return place_of(node) == Place::item;
  return place_of(node) == Place::answer && (instance.has_holders() || index_of(node) == 0);
}

/// The instance whose children are the items of the node.
const Instance& items_of(const fhirpath::Node& node) {
  const Instance& instance = instance_of(node);
  return place_of(node) == Place::answer ? instance.below_answer(index_of(node)) : instance;
}

/// A question without an answer, but with answered questions below, still needs an answer to hang
/// them on.
std::size_t answer_count(const Instance& instance) {
  if (!instance.answers.empty() || !instance.item->is_question()) return instance.answers.size();
  return instance.content > (instance.has_own_content() ? 1U : 0U) ? 1 : 0;
}

}  // namespace

fhirpath::Node LiveModel::node(const Instance& instance) const {
  return node_of(this, instance, Place::item);
}

void LiveModel::items(const Instance& instance, std::vector<fhirpath::Node>& out) const {
  for (const auto& position : instance.children) {
    for (const auto& child : position) {
      if (child->in_response()) out.push_back(node(*child));
    }
  }
}

bool LiveModel::items_by_link_id(const fhirpath::Node& parent, std::string_view link_id,
                                 std::vector<fhirpath::Node>& out) const {
  if (place_of(parent) == Place::link_id || place_of(parent) == Place::text || !holds_items(parent))
    return true;
  const Instance& instance = instance_of(parent);
  const ItemRecord* item = form_.definition().find(link_id);
  if (item == nullptr || item->parent != instance.item->index) return true;
  for (const auto& child : items_of(parent).children[item->position]) {
    if (child->in_response()) out.push_back(node(*child));
  }
  return true;
}

bool LiveModel::items_below(const fhirpath::Node& top, std::string_view link_id,
                            fhirpath::ItemReach reach, std::vector<fhirpath::Node>& out) const {
  const Instance& above = instance_of(top);
  if (place_of(top) != Place::item) return false;
  const ItemRecord* item = form_.definition().find(link_id);
  if (item == nullptr || item == above.item) return true;
  // The way down: repeat(item) stops at questions, whose items lie below their answers.
  const bool answers_too = reach != fhirpath::ItemReach::items;
  int at = item->parent;
  for (; at != above.item->index; at = form_.definition().record(at).parent) {
    if (at < 0) return true;
    if (!answers_too && form_.definition().record(at).is_question()) return true;
  }
  if (!answers_too && above.item->is_question()) return true;
  std::vector<Instance*> found;
  form_.instances_below(above, *item, found);
  const auto shown = [](const Instance* instance) {
    for (; instance != nullptr && instance->parent != nullptr; instance = instance->parent)
      if (!instance->in_response()) return false;
    return true;
  };
  std::erase_if(found, [&](const Instance* instance) { return !shown(instance); });
  // Equal ones are one to repeat(): the scan compares them.
  if (reach != fhirpath::ItemReach::descendants && found.size() > 1) return false;
  for (const Instance* instance : found) out.push_back(node(*instance));
  return true;
}

void LiveModel::children(const fhirpath::Node& node, std::string_view name,
                         std::vector<fhirpath::Node>& out) const {
  const Instance& instance = instance_of(node);
  const Place place = place_of(node);
  if (place == Place::link_id || place == Place::text) return;
  if (name == "item") {
    if (holds_items(node)) items(items_of(node), out);
    return;
  }
  if (place == Place::answer) {
    if (index_of(node) >= instance.models.size()) return;
    const fhirpath::JsonModel& model = *instance.models[index_of(node)];
    return model.children(model.root(), name, out);
  }
  if (is_root(instance)) {
    const fhirpath::JsonModel& model = form_.header_model();
    return model.children(model.root(), name, out);
  }
  if (name == "answer") {
    for (std::size_t i = 0; i < answer_count(instance); ++i)
      out.push_back(node_of(this, instance, Place::answer, i));
  } else if (name == "linkId") {
    out.push_back(node_of(this, instance, Place::link_id));
  } else if (name == "text" && !instance.item->definition.text.empty()) {
    out.push_back(node_of(this, instance, Place::text));
  }
}

void LiveModel::all_children(const fhirpath::Node& node, std::vector<fhirpath::Node>& out) const {
  const Instance& instance = instance_of(node);
  const Place place = place_of(node);
  if (place == Place::link_id || place == Place::text) return;
  if (place == Place::answer) {
    if (index_of(node) < instance.models.size()) {
      const fhirpath::JsonModel& model = *instance.models[index_of(node)];
      model.all_children(model.root(), out);
    }
  } else if (is_root(instance)) {
    const fhirpath::JsonModel& model = form_.header_model();
    model.all_children(model.root(), out);
  } else {
    for (std::string_view name : {"linkId", "text", "answer"}) children(node, name, out);
  }
  children(node, "item", out);
}

std::string LiveModel::type_name(const fhirpath::Node& node) const {
  switch (place_of(node)) {
    case Place::item:
      return is_root(instance_of(node)) ? "QuestionnaireResponse" : "BackboneElement";
    case Place::answer:
      return "BackboneElement";
    case Place::link_id:
    case Place::text:
      return "string";
  }
  return "";
}

std::optional<fhirpath::Value> LiveModel::primitive(const fhirpath::Node& node) const {
  const ItemDefinition& definition = instance_of(node).item->definition;
  switch (place_of(node)) {
    case Place::link_id:
      return definition.link_id;
    case Place::text:
      return definition.text;
    case Place::item:
    case Place::answer:
      break;
  }
  return std::nullopt;
}

fhir::Json LiveModel::to_json(const fhirpath::Node& node) const {
  const Instance& instance = instance_of(node);
  switch (place_of(node)) {
    case Place::link_id:
      return instance.item->definition.link_id;
    case Place::text:
      return instance.item->definition.text;
    case Place::answer:
      return form_.answer_json(instance, index_of(node));
    case Place::item:
      break;
  }
  if (!is_root(instance)) return form_.response_item(instance);
  fhir::Json json = form_.header();
  json.set("item", form_.response_items(instance));
  return json;
}

}  // namespace anteroom::form
