#include "core/intake/entries.h"

#include <algorithm>

namespace anteroom::intake {
namespace {

using form::ItemDefinition;
using form::ItemType;

bool repeats(const ItemDefinition& item) {
  return item.type == ItemType::group && item.repeats;
}

bool is_question(const ItemDefinition& item) {
  return item.type != ItemType::unset && item.type != ItemType::group &&
         item.type != ItemType::display;
}

class EntryReader {
 public:
  explicit EntryReader(const form::Form& form) : form_(form) {}

  /// Only repeating groups stand in a path, so a plain group hands its entry's path on.
  void read(const ItemDefinition& item, const std::string& entry) {
    for (const std::string& link_id : item.children) {
      const ItemDefinition* child = form_.definition().find(link_id);
      if (child == nullptr) continue;
      if (repeats(*child)) {
        const std::string group = entry + "." + link_id;
        for (std::size_t i = 0; i < form_.instances(group); ++i)
          read(*child, group + "[" + std::to_string(i) + "]");
        continue;
      }
      if (is_question(*child)) question(*child, entry + "." + link_id);
      read(*child, entry);
    }
  }

  EntryContent content;

 private:
  void question(const ItemDefinition& item, const std::string& path) {
    const form::Enablement gate = form_.enablement(path);
    const form::UnknownReason reason = form_.unknown_reason(path);
    const bool has_value = !form_.answers(path).empty();
    const bool said = has_value || reason != form::UnknownReason::none;
    // What the form filled in by itself was not said by the patient.
    if (said && !form_.prefilled(path) && !item.read_only) content.touched = true;
    const bool answered = has_value && reason == form::UnknownReason::none;
    if (gate.enabled && answered) content.answered.push_back(item.link_id);
    const bool known_absent = !gate.enabled && gate.known == fhirpath::Truth::no;
    if (item.safety && !known_absent && !(gate.enabled && answered))
      content.unknown_safety.push_back(item.link_id);
  }

  const form::Form& form_;
};

}  // namespace

std::vector<std::string> link_ids_below(const form::Definition& definition,
                                        std::string_view group) {
  std::vector<std::string> below;
  const ItemDefinition* item = definition.find(group);
  if (item == nullptr) return below;
  for (const std::string& child : item->children) {
    below.push_back(child);
    const std::vector<std::string> deeper = link_ids_below(definition, child);
    below.insert(below.end(), deeper.begin(), deeper.end());
  }
  return below;
}

EntryContent content_of(const form::Form& form, const std::string& entry) {
  EntryReader reader(form);
  const ItemDefinition* group = form.definition().find(form::link_id_of(entry));
  if (group != nullptr) reader.read(*group, entry);
  return std::move(reader.content);
}

}  // namespace anteroom::intake
