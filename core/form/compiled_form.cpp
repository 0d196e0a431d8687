// Look-ups in a CompiledForm and in FHIR elements.
#include "core/form/compiled_form.h"

namespace anteroom::form {

const ItemRecord* CompiledForm::find(std::string_view link_id) const {
  const auto found = by_link_id.find(link_id);
  return found == by_link_id.end() ? nullptr : items[static_cast<std::size_t>(found->second)].get();
}

bool CompiledForm::below(int item, int ancestor) const {
  while (item >= 0 && item != ancestor) item = record(item).parent;
  return item == ancestor;
}

void Findings::error(std::string code, std::string pointer, std::string message, std::string mend) {
  errors.push_back(
      {std::move(code), std::move(message), std::move(pointer), std::move(mend), 0, 0});
}

void Findings::warning(std::string code, std::string pointer, std::string message,
                       std::string mend) {
  warnings.push_back(
      {std::move(code), std::move(message), std::move(pointer), std::move(mend), 0, 0});
}

const fhir::Json* find_extension(const fhir::Json& element, std::string_view url) {
  for (const fhir::Json& extension : element.array_or_empty("extension")) {
    if (extension.string_or_empty("url") == url) return &extension;
  }
  return nullptr;
}

const fhir::Json* extension_value(const fhir::Json& element, std::string_view url) {
  const fhir::Json* extension = find_extension(element, url);
  if (extension == nullptr) return nullptr;
  const fhir::JsonMember* member = value_member(*extension);
  return member == nullptr ? nullptr : &member->second;
}

const fhir::JsonMember* value_member(const fhir::Json& element, std::string_view prefix) {
  if (!element.is_object()) return nullptr;
  for (const fhir::JsonMember& member : element.as_object()) {
    const std::string& name = member.first;
    if (name.size() > prefix.size() && name.starts_with(prefix) && name[prefix.size()] >= 'A' &&
        name[prefix.size()] <= 'Z') {
      return &member;
    }
  }
  return nullptr;
}

}  // namespace anteroom::form
