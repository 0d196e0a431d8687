// Reading of the committed expectation, and the comparison itself.
#include "tests/peers/lforms_expectation.h"

#include <algorithm>
#include <iterator>

namespace anteroom::peers {

namespace {

/// 12.50 -> 12.5, 12.0 -> 12.
std::string plain_number(std::string text) {
  if (text.find('.') == std::string::npos) return text;
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text;
}

const fhir::Json& bare(const fhir::Json& value) {
  if (!value.is_object()) return value;
  for (const char* name : {"value", "code", "reference", "url", "display"}) {
    if (const fhir::Json* part = value.find(name)) return *part;
  }
  return value;
}

void collect(const fhir::Json& element, fhir::Json& values) {
  for (const fhir::Json& item : element.array_or_empty("item")) {
    const std::string_view link_id = item.string_or_empty("linkId");
    for (const fhir::Json& answer : item.array_or_empty("answer")) {
      for (const auto& [name, value] : answer.as_object()) {
        if (!name.starts_with("value")) continue;
        if (values.find(link_id) == nullptr) values.set(link_id, fhir::Json::array());
        values.find(link_id)->push(bare(value));
      }
      collect(answer, values);
    }
    collect(item, values);
  }
}

std::map<std::string, std::string> values_of_response(const fhir::Json& response) {
  fhir::Json values = fhir::Json::object();
  collect(response, values);
  std::map<std::string, std::string> out;
  for (const auto& [link_id, list] : values.as_object()) out[link_id] = canonical(list);
  return out;
}

}  // namespace

std::string canonical(const fhir::Json& values) {
  std::string out;
  for (const fhir::Json& value : values.as_array()) {
    if (!out.empty()) out += ", ";
    out += value.is_number() ? plain_number(value.as_decimal().to_string())
                             : fhir::write_json(value, fhir::JsonLayout::compact);
  }
  return out;
}

void advance(Snapshot& state, const fhir::Json& step) {
  for (const fhir::Json& id : step.array_or_empty("on")) state.enabled.insert(id.as_string());
  for (const fhir::Json& id : step.array_or_empty("off")) state.enabled.erase(id.as_string());
  for (const fhir::Json& id : step.array_or_empty("unset")) state.values.erase(id.as_string());
  const fhir::Json* set = step.find("set");
  if (set == nullptr) return;
  for (const auto& [link_id, list] : set->as_object()) state.values[link_id] = canonical(list);
}

Snapshot snapshot_of(const form::Form& form) {
  Snapshot out;
  for (const std::string& link_id : form.definition().link_ids()) {
    const auto states = form.states(link_id);
    if (std::any_of(states.begin(), states.end(), [](const auto& state) { return state.shown; }))
      out.enabled.insert(link_id);
  }
  out.values = values_of_response(form.response());
  return out;
}

Snapshot snapshot_of(const fhir::Json& printed) {
  Snapshot out;
  for (const fhir::Json& id : printed.array_or_empty("enabled")) out.enabled.insert(id.as_string());
  if (const fhir::Json* response = printed.find("response"))
    out.values = values_of_response(*response);
  return out;
}

void add_folded(Snapshot& theirs, const form::Definition& definition, const fhir::Json& form) {
  std::set<std::string> folded;
  for (const fhir::Json& id : form.array_or_empty("folded")) folded.insert(id.as_string());
  for (const std::string& link_id : definition.link_ids()) {
    const form::ItemDefinition& item = *definition.find(link_id);
    if (item.type != form::ItemType::display) continue;
    // A display that bears the linkId of a question is renamed by us ("10.1#2") and unknown to the
    // peer.
    if (!folded.contains(link_id) && link_id.find('#') == std::string::npos) continue;
    if (item.parent.empty() || theirs.enabled.contains(item.parent)) {
      theirs.enabled.insert(link_id);
    } else {
      theirs.enabled.erase(link_id);
    }
  }
}

std::vector<Difference> compare(const std::string& file, const Snapshot& ours,
                                const Snapshot& theirs) {
  std::vector<Difference> out;
  std::set<std::string> ids;
  std::set_symmetric_difference(ours.enabled.begin(), ours.enabled.end(), theirs.enabled.begin(),
                                theirs.enabled.end(), std::inserter(ids, ids.end()));
  for (const std::string& id : ids) out.push_back({file, id, "enabled"});
  ids.clear();
  for (const auto* side : {&ours.values, &theirs.values}) {
    for (const auto& [id, value] : *side) ids.insert(id);
  }
  for (const std::string& id : ids) {
    const auto our = ours.values.find(id);
    const auto their = theirs.values.find(id);
    const bool same =
        our != ours.values.end() && their != theirs.values.end() && our->second == their->second;
    if (!same) out.push_back({file, id, "value"});
  }
  return out;
}

}  // namespace anteroom::peers
