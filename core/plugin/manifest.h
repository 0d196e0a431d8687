// plugin.json, read to the letter (schemas/manifest.schema.json says the same): unknown keys
// refused, every complaint with its JSON pointer, line and column.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/plugin/bundle.h"

namespace anteroom::plugin {

inline constexpr int kAbiMajor = 1;
inline constexpr int kRedflagDeadlineMs = 250,
                     kSummaryDeadlineMs = 500;  ///< a manifest may only lower them

struct DeclaredRule {
  std::string id;
  triage::Tier tier = triage::Tier::none;
};
struct ManifestRead {
  Manifest manifest;
  std::vector<DeclaredRule> red_flags;
  Errors errors;
};
/// `directory_name` must equal the id.
[[nodiscard]] ManifestRead read_manifest(std::string_view text, std::string_view directory_name);

/// "upper-back-pain", "org.example.knee-pain".
[[nodiscard]] bool valid_plugin_id(std::string_view id);
/// Relative, plain characters, no empty, "." or ".." part.
[[nodiscard]] bool valid_bundle_path(std::string_view path);

}  // namespace anteroom::plugin
