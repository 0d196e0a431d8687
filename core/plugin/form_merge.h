// The forms of a bundle as one Questionnaire: the intake form first, then the history items, in the
// bundle's order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/fhir/json.h"

namespace anteroom::plugin {

struct FormFile {
  std::string path;
  fhir::Json json;
};

class MergedForm {
 public:
  /// `files` is not empty and all objects; the first gives url, version and title.
  explicit MergedForm(const std::vector<FormFile>& files);
  [[nodiscard]] const fhir::Json& json() const { return json_; }
  [[nodiscard]] fhir::Json& json() { return json_; }
  /// "/item/7/text" of the merged form -> {"forms/history.json", "/item/1/text"}.
  [[nodiscard]] std::pair<std::string, std::string> origin(std::string_view pointer) const;

 private:
  struct Part {
    std::string path;
    std::size_t first = 0, count = 0;  ///< its items in the merged list
  };
  fhir::Json json_;
  std::vector<Part> parts_;
};

}  // namespace anteroom::plugin
