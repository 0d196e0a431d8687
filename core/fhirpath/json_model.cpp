// A NodeModel over a JSON resource. All nodes are made at the first look below the root, children
// of one node side by side, so that a Node is a plain pointer, children are a range, and items are
// found by linkId without a scan.
#include <algorithm>
#include <mutex>
#include <span>
#include <unordered_map>

#include "core/fhir/json_name.h"
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
  const Entry* parent = nullptr;
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

/// Whether `top` lies above and the way from it down to `item` is one that `reach` goes.
bool reached(const Entry& item, const Entry& top, ItemReach reach) {
  const auto passes = [&](const Entry& step) {
    if (reach == ItemReach::descendants) return true;
    if (step.name == "item") return true;
    return reach == ItemReach::items_of_answers_too && step.name == "answer";
  };
  if (reach != ItemReach::descendants && item.name != "item") return false;
  for (const Entry* at = &item; at != nullptr && passes(*at); at = at->parent)
    if (at->parent == &top) return true;
  return false;
}

}  // namespace

struct JsonModel::State {
  std::once_flag built;
  Entry root;
  std::vector<Entry> entries;  // all below the root; reserved once: entries never move
  /// Whatever has a linkId, in the order of the entries: level by level, children of one side by
  /// side.
  std::unordered_map<std::string_view, std::vector<const Entry*>> by_link_id;
  bool odd_link_ids = false;  ///< one that is no string: only a scan compares it rightly

  explicit State(const Json& resource) {
    const ElementType type = element_type(nullptr, "", resource);
    root = {&resource, nullptr, "", type.type, type.spec, nullptr, 0, 0};
  }

  /// Called by whatever looks below the root. Most forms never look into their own questionnaire.
  void build() {
    std::call_once(built, [this] {
      entries.reserve(count_values(*root.value));
      expand(root);
      for (std::size_t i = 0; i < entries.size(); ++i) expand(entries[i]);
      index(root);
      for (const Entry& each : entries) index(each);
    });
  }

  void expand(Entry& parent) {
    parent.first_child = entries.size();
    if (parent.value != nullptr && parent.value->is_object()) add_members(parent, *parent.value);
    if (parent.companion != nullptr && parent.companion->is_object())
      add_members(parent, *parent.companion);
    parent.child_count = entries.size() - parent.first_child;
  }

  void add_members(const Entry& parent, const Json& object) {
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
    entries.push_back({value, companion, type.name, type.type, type.spec, &parent, 0, 0});
  }

  void index(const Entry& each) {
    const Json* link_id = each.value == nullptr ? nullptr : each.value->find("linkId");
    if (link_id == nullptr || link_id->is_null()) return;
    if (link_id->is_string())
      by_link_id[link_id->as_string()].push_back(&each);
    else
      odd_link_ids = true;
  }

  [[nodiscard]] const std::vector<const Entry*>& named(std::string_view link_id) const {
    static const std::vector<const Entry*> none;
    const auto found = by_link_id.find(link_id);
    return found == by_link_id.end() ? none : found->second;
  }
};

JsonModel::JsonModel(const Json& root) : state_(std::make_unique<State>(root)) {}
JsonModel::~JsonModel() = default;

Node JsonModel::root() const {
  return {this, &state_->root, 0};
}

void JsonModel::children(const Node& node, std::string_view name, std::vector<Node>& out) const {
  state_->build();
  const Entry& parent = entry(node);
  for (std::size_t i = 0; i < parent.child_count; ++i) {
    const Entry& child = state_->entries[parent.first_child + i];
    if (fhir::same_name(child.name, name)) out.push_back({this, &child, 0});
  }
}

void JsonModel::all_children(const Node& node, std::vector<Node>& out) const {
  state_->build();
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
  state_->build();
  if (state_->odd_link_ids) return false;
  const auto& named = state_->named(link_id);
  const Entry& above = entry(parent);
  const Entry* first = state_->entries.data() + above.first_child;
  const Entry* end = first + above.child_count;
  for (auto at = std::lower_bound(named.begin(), named.end(), first);
       at != named.end() && *at < end; ++at)
    if ((*at)->name == "item") out.push_back({this, *at, 0});
  return true;
}

bool JsonModel::items_below(const Node& top, std::string_view link_id, ItemReach reach,
                            std::vector<Node>& out) const {
  state_->build();
  if (state_->odd_link_ids) return false;
  const auto& named = state_->named(link_id);
  // Equal items are one to repeat(), and a level of `item | answer.item` is two levels of entries
  // for some. Of many, each would be walked up from, uncounted. The scan does all of it, and
  // counts.
  constexpr std::size_t kFew = 64;
  if (named.size() > (reach == ItemReach::descendants ? kFew : 1)) return false;
  for (const Entry* item : named)
    if (reached(*item, entry(top), reach)) out.push_back({this, item, 0});
  return true;
}

}  // namespace anteroom::fhirpath
