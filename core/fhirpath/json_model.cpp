// A NodeModel over a JSON resource. All nodes are made once, children of one node side by side, so
// that a Node is a plain pointer, children are a range, and items are found by linkId without a
// scan.
#include <span>
#include <unordered_map>

#include "core/fhirpath/fhirpath.h"
#include "core/fhirpath/temporal.h"
#include "core/fhirpath/types.h"

namespace anteroom::fhirpath {
namespace {

using fhir::Json;

struct Entry {
  const Json* value = nullptr;      // null for an element that has extensions only
  const Json* companion = nullptr;  // the "_name" member beside a primitive
  std::string_view name;
  std::string_view type;
  const TypeSpec* spec = nullptr;
  std::size_t first_child = 0;
  std::size_t child_count = 0;
};

std::size_t count_values(const Json& json) {
  std::size_t count = 1;
  if (json.is_array())
    for (const Json& element : json.as_array()) count += count_values(element);
  if (json.is_object())
    for (const auto& [key, value] : json.as_object()) count += count_values(value);
  return count;
}

const Entry& entry(const Node& node) {
  return *static_cast<const Entry*>(node.place);
}

std::optional<Value> as_temporal(Temporal::Kind kind, const std::string& text) {
  if (parse_temporal(kind, text)) return Temporal{kind, text};
  return Value{text};  // not a date: still the text that stands there
}

struct ItemKey {
  const Entry* parent;
  std::string_view link_id;
  friend bool operator==(const ItemKey&, const ItemKey&) = default;
};
struct ItemHash {
  std::size_t operator()(const ItemKey& key) const {
    return std::hash<const void*>()(key.parent) * 31 + std::hash<std::string_view>()(key.link_id);
  }
};

}  // namespace

struct JsonModel::State {
  std::vector<Entry> entries;  // reserved once: entries never move
  std::unordered_map<ItemKey, std::vector<const Entry*>, ItemHash> items;

  void build(const Json& root) {
    entries.reserve(count_values(root) + 1);
    const ElementType type = element_type(nullptr, "", root);
    entries.push_back({&root, nullptr, "", type.type, type.spec, 0, 0});
    for (std::size_t i = 0; i < entries.size(); ++i) {
      entries[i].first_child = entries.size();
      if (entries[i].value != nullptr && entries[i].value->is_object())
        add_members(entries[i], *entries[i].value);
      if (entries[i].companion != nullptr && entries[i].companion->is_object())
        add_members(entries[i], *entries[i].companion);
      entries[i].child_count = entries.size() - entries[i].first_child;
    }
    for (const Entry& parent : entries) index_items(parent);
  }

  // `parent` is a copy: the vector grows below, though it never moves.
  void add_members(const Entry parent, const Json& object) {
    for (const auto& [key, value] : object.as_object()) {
      if (key.starts_with("_")) {
        const std::string_view plain = std::string_view(key).substr(1);
        if (object.find(plain) == nullptr) add_companion_only(parent, plain, value);
        continue;
      }
      const Json* companion = object.find("_" + key);
      if (!value.is_array()) {
        add(parent, key, &value, companion);
        continue;
      }
      const JsonList companions = list_of(companion);
      for (std::size_t i = 0; i < value.as_array().size(); ++i)
        add(parent, key, &value.as_array()[i], i < companions.size() ? &companions[i] : nullptr);
    }
  }

  using JsonList = std::span<const Json>;
  static JsonList list_of(const Json* json) {
    if (json == nullptr || !json->is_array()) return {};
    return json->as_array();
  }

  void add_companion_only(const Entry& parent, std::string_view key, const Json& value) {
    if (value.is_object()) add(parent, key, nullptr, &value);
    for (const Json& element : list_of(&value)) add(parent, key, nullptr, &element);
  }

  void add(const Entry& parent, std::string_view key, const Json* value, const Json* companion) {
    static const Json nothing;
    if (value != nullptr && value->is_null()) value = nullptr;
    if (companion != nullptr && !companion->is_object()) companion = nullptr;
    if (value == nullptr && companion == nullptr) return;
    const ElementType type = element_type(parent.spec, key, value == nullptr ? nothing : *value);
    entries.push_back({value, companion, type.name, type.type, type.spec, 0, 0});
  }

  void index_items(const Entry& parent) {
    for (std::size_t i = 0; i < parent.child_count; ++i) {
      const Entry& child = entries[parent.first_child + i];
      if (child.name != "item" || child.value == nullptr) continue;
      const std::string_view link_id = child.value->string_or_empty("linkId");
      if (!link_id.empty()) items[{&parent, link_id}].push_back(&child);
    }
  }
};

JsonModel::JsonModel(const Json& root) : state_(std::make_unique<State>()) {
  state_->build(root);
}
JsonModel::~JsonModel() = default;

Node JsonModel::root() const {
  return {this, &state_->entries.front(), 0};
}

void JsonModel::children(const Node& node, std::string_view name, std::vector<Node>& out) const {
  const Entry& parent = entry(node);
  for (std::size_t i = 0; i < parent.child_count; ++i) {
    const Entry& child = state_->entries[parent.first_child + i];
    if (child.name == name) out.push_back({this, &child, 0});
  }
}

void JsonModel::all_children(const Node& node, std::vector<Node>& out) const {
  const Entry& parent = entry(node);
  for (std::size_t i = 0; i < parent.child_count; ++i) {
    const Entry& child = state_->entries[parent.first_child + i];
    if (child.name != "resourceType") out.push_back({this, &child, 0});
  }
}

std::string JsonModel::type_name(const Node& node) const {
  return std::string(entry(node).type);
}

std::optional<Value> JsonModel::primitive(const Node& node) const {
  const Entry& place = entry(node);
  if (place.value == nullptr) return std::nullopt;
  const Json& json = *place.value;
  switch (json.kind()) {
    case Json::Kind::boolean:
      return json.as_bool();
    case Json::Kind::decimal:
      return json.as_decimal();
    case Json::Kind::integer:
      if (place.type == "decimal") return json.as_decimal();
      return json.as_integer();
    case Json::Kind::string:
      if (place.type == "date") return as_temporal(Temporal::Kind::date, json.as_string());
      if (place.type == "dateTime" || place.type == "instant")
        return as_temporal(Temporal::Kind::date_time, json.as_string());
      if (place.type == "time") return as_temporal(Temporal::Kind::time, json.as_string());
      return json.as_string();
    default:
      return std::nullopt;
  }
}

Json JsonModel::to_json(const Node& node) const {
  const Entry& place = entry(node);
  return place.value == nullptr ? Json() : *place.value;
}

bool JsonModel::items_by_link_id(const Node& parent, std::string_view link_id,
                                 std::vector<Node>& out) const {
  const auto found = state_->items.find({&entry(parent), link_id});
  if (found != state_->items.end())
    for (const Entry* item : found->second) out.push_back({this, item, 0});
  return true;
}

}  // namespace anteroom::fhirpath
