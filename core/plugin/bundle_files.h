// The bytes of a bundle: every file hashed as it is read, nothing beside what the manifest names,
// no links.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/fhir/json.h"
#include "core/plugin/bundle.h"

namespace anteroom::plugin {

class BundleFiles {
 public:
  /// Reads and checks all of `manifest.files` under `directory` (AR-P001, AR-P002, AR-P009).
  BundleFiles(const std::string& directory, const Manifest& manifest, Errors& errors);
  [[nodiscard]] bool has(std::string_view path) const { return texts_.contains(path); }
  /// "" when there is none.
  [[nodiscard]] const std::string& text(std::string_view path) const;
  /// The file as JSON; null and a complaint when it is none or missing.
  [[nodiscard]] fhir::Json json(std::string_view path, Errors& errors) const;
  /// `error` about a JSON pointer in `path`: with line and column, and "path#pointer" as its place.
  [[nodiscard]] Error placed(Error error, std::string_view path) const;

 private:
  std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace anteroom::plugin
