#include "core/plugin/bundle_files.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "core/plugin/library_image.h"

namespace anteroom::plugin {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kMaxDataBytes = std::size_t{16} << 20;
constexpr std::size_t kMaxEntries = 2000;

bool named(const Manifest& manifest, std::string_view path) {
  if (path == "plugin.json" || path == "plugin.sig") return true;
  return std::any_of(manifest.files.begin(), manifest.files.end(),
                     [&](const auto& file) { return file.first == path; });
}

/// Refuses links, devices and files that the manifest does not name.
void check_entries(const std::string& directory, const Manifest& manifest, Errors& errors) {
  std::error_code failed;
  std::size_t count = 0;
  fs::recursive_directory_iterator entry(directory, failed), end;
  while (!failed && entry != end && ++count <= kMaxEntries) {
    const fs::file_status status = entry->symlink_status(failed);
    const std::string path = fs::path(entry->path()).lexically_relative(directory).generic_string();
    if (fs::is_symlink(status))
      errors.push_back({"AR-P002", "A bundle holds no links.", path, "Copy the file itself."});
    else if (!fs::is_directory(status) && !named(manifest, path))
      errors.push_back({"AR-P002", "The manifest does not name this file.", path,
                        "Remove it, or add it to `files`."});
    entry.increment(failed);
  }
  if (failed || count > kMaxEntries)
    errors.push_back(
        {"AR-P001", "The directory cannot be read, or holds too many files.", directory, ""});
}

}  // namespace

BundleFiles::BundleFiles(const std::string& directory, const Manifest& manifest, Errors& errors) {
  check_entries(directory, manifest, errors);
  for (const auto& [path, sha256] : manifest.files) {
    Result<std::string> bytes = read_regular_file(
        directory + "/" + path, path == manifest.library ? kMaxLibraryBytes : kMaxDataBytes);
    if (!bytes) {
      Error error = bytes.error();
      error.pointer = path;
      errors.push_back(std::move(error));
    } else if (sha256_hex(*bytes) != sha256) {
      errors.push_back({"AR-P009",
                        "This file is not the one that the manifest names: its hash differs.", path,
                        "Build or install the plugin again."});
    } else if (path != manifest.library) {  // its bytes are sealed when a host is started
      texts_.emplace(path, std::move(*bytes));
    }
  }
}

const std::string& BundleFiles::text(std::string_view path) const {
  static const std::string none;
  const auto found = texts_.find(path);
  return found == texts_.end() ? none : found->second;
}

fhir::Json BundleFiles::json(std::string_view path, Errors& errors) const {
  Result<fhir::Json> json = fhir::parse_json(text(path));
  if (json.ok()) return std::move(*json);
  Error error = json.error();
  error.pointer = std::string(path) + "#" + error.pointer;
  errors.push_back(std::move(error));
  return {};
}

Error BundleFiles::placed(Error error, std::string_view path) const {
  if (error.line == 0) {
    error = fhir::with_place(std::move(error), text(path));
  } else if (error.pointer.ends_with("/when")) {
    // Counted inside the rule: an author looks for the place in the file. A rule of one line starts
    // behind the quotation mark.
    const auto [line, column] = fhir::locate(text(path), error.pointer);
    error.column = error.line == 1 ? column + error.column : column;
    error.line = line;
  }
  error.pointer = std::string(path) + "#" + error.pointer;
  return error;
}

}  // namespace anteroom::plugin
