#include "core/plugin/rehash.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>

#include "core/base/file.h"
#include "core/fhir/json.h"
#include "core/plugin/library_image.h"

namespace anteroom::plugin {
namespace {

namespace fs = std::filesystem;
using fhir::Json;

bool is_listed(const std::string& path) {
  // Editors leave hidden files and backups: not listed, so that `check` points at them.
  const std::string name = fs::path(path).filename();
  return path != "plugin.json" && path != "plugin.sig" && !name.starts_with('.') &&
         !name.ends_with('~');
}

Result<std::map<std::string, std::string>> hashes_of(const std::string& directory) {
  std::map<std::string, std::string> hashes;
  std::error_code failed;
  fs::recursive_directory_iterator entry(directory, failed), end;
  while (!failed && entry != end) {
    const std::string path = fs::path(entry->path()).lexically_relative(directory).generic_string();
    if (!fs::is_directory(entry->symlink_status(failed)) && is_listed(path)) {
      const Result<std::string> bytes = read_regular_file(entry->path().string(), kMaxLibraryBytes);
      if (!bytes) return bytes.error();
      hashes[path] = sha256_hex(*bytes);
    }
    entry.increment(failed);
  }
  if (failed)
    return Error{"AR-P001", "The directory cannot be read.", directory, "Check its permissions."};
  return hashes;
}

std::vector<std::string> differences(const std::map<std::string, std::string>& now,
                                     const Json* before) {
  std::vector<std::string> changed;
  for (const auto& [path, hash] : now) {
    if (before == nullptr || before->string_or_empty(path) != hash) changed.push_back(path);
  }
  if (before == nullptr || !before->is_object()) return changed;
  for (const auto& [path, hash] : before->as_object()) {
    if (!now.contains(path)) changed.push_back(path);
  }
  std::sort(changed.begin(), changed.end());
  return changed;
}

}  // namespace

Result<std::vector<std::string>> rehash_bundle(const std::string& directory) {
  const std::string path = directory + "/plugin.json";
  Result<Json> manifest = fhir::read_json_file(path);
  if (!manifest) return manifest.error();
  if (!manifest->is_object())
    return Error{"AR-P002", "A manifest is a JSON object.", path,
                 "See schemas/manifest.schema.json."};
  if (fs::exists(directory + "/CMakeLists.txt")) {
    return Error{"AR-P002", "These are the sources of a plugin, not a bundle.", directory,
                 "Build it: the build writes the hashes of the bundle it makes."};
  }
  const Result<std::map<std::string, std::string>> hashes = hashes_of(directory);
  if (!hashes) return hashes.error();
  std::vector<std::string> changed = differences(*hashes, manifest->find("files"));
  if (changed.empty()) return changed;
  Json files = Json::object();
  for (const auto& [file, hash] : *hashes) files.set(file, hash);
  manifest->set("files", std::move(files));
  if (const Json* library = manifest->find("library"); library != nullptr && library->is_object()) {
    const auto found = hashes->find(std::string(library->string_or_empty("file")));
    if (found != hashes->end()) {
      Json next = *library;
      next.set("sha256", found->second);
      manifest->set("library", std::move(next));
    }
  }
  const std::string text = fhir::write_json(*manifest, fhir::JsonLayout::pretty) + "\n";
  if (Result<void> done = replace_file(path, text, 0644); !done) return done.error();
  return changed;
}

}  // namespace anteroom::plugin
