#include "core/plugin/form_merge.h"

#include <algorithm>
#include <charconv>

namespace anteroom::plugin {
namespace {

/// The list `key` of `target` to append to. Null when either side holds something else there: that
/// then stands in the merged form, whose check refuses it.
fhir::Json* list_for(fhir::Json& target, const fhir::Json& source, std::string_view key) {
  const fhir::Json* added = source.find(key);
  if (target.find(key) == nullptr) target.set(key, fhir::Json::array());
  if (!target.find(key)->is_array()) return nullptr;
  if (added != nullptr && !added->is_array()) {
    target.set(key, *added);
    return nullptr;
  }
  return target.find(key);
}

/// Appends the elements that are not there yet (launchContext stands in every form of a bundle).
void append_new(fhir::Json& target, const fhir::Json& source, std::string_view key) {
  if (source.find(key) == nullptr) return;
  fhir::Json* list = list_for(target, source, key);
  if (list == nullptr) return;
  for (const fhir::Json& element : source.array_or_empty(key)) {
    const fhir::JsonArray& known = list->as_array();
    if (std::find(known.begin(), known.end(), element) == known.end()) list->push(element);
  }
}

}  // namespace

MergedForm::MergedForm(const std::vector<FormFile>& files) : json_(files.front().json) {
  parts_.push_back({files.front().path, 0, json_.array_or_empty("item").size()});
  for (std::size_t i = 1; i < files.size(); ++i) {
    const fhir::JsonArray& items = files[i].json.array_or_empty("item");
    parts_.push_back({files[i].path, parts_.back().first + parts_.back().count, items.size()});
    append_new(json_, files[i].json, "extension");
    append_new(json_, files[i].json, "contained");
    fhir::Json* list = list_for(json_, files[i].json, "item");
    for (std::size_t k = 0; list != nullptr && k < items.size(); ++k) list->push(items[k]);
  }
}

std::pair<std::string, std::string> MergedForm::origin(std::string_view pointer) const {
  constexpr std::string_view prefix = "/item/";
  std::size_t index = 0;
  if (pointer.starts_with(prefix)) {
    const auto [end, error] =
        std::from_chars(pointer.data() + prefix.size(), pointer.data() + pointer.size(), index);
    if (error == std::errc{}) {
      for (const Part& part : parts_) {
        if (index >= part.first && index < part.first + part.count)
          return {part.path, std::string(prefix) + std::to_string(index - part.first) +
                                 std::string(end, pointer.data() + pointer.size())};
      }
    }
  }
  return {parts_.front().path, std::string(pointer)};
}

}  // namespace anteroom::plugin
