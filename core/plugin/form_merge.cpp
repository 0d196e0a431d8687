#include "core/plugin/form_merge.h"

#include <algorithm>
#include <charconv>

namespace anteroom::plugin {
namespace {

/// Appends the elements that are not there yet (launchContext stands in every form of a bundle).
void append_new(fhir::Json& target, const fhir::Json& source, std::string_view key) {
  for (const fhir::Json& element : source.array_or_empty(key)) {
    const fhir::JsonArray& known = target.array_or_empty(key);
    if (std::find(known.begin(), known.end(), element) != known.end()) continue;
    if (target.find(key) == nullptr) target.set(key, fhir::Json::array());
    target.find(key)->push(element);
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
    if (json_.find("item") == nullptr) json_.set("item", fhir::Json::array());
    for (const fhir::Json& item : items) json_.find("item")->push(item);
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
