#include "core/plugin/verified_cache.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "core/base/file.h"
#include "core/fhir/json.h"
#include "core/plugin/library_image.h"

namespace anteroom::plugin {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kSchema = "anteroom-verified-plugins/1";

std::string in_words(const std::string& path, const struct stat& info) {
  const auto time = [](const timespec& at) {
    return std::to_string(at.tv_sec) + "." + std::to_string(at.tv_nsec);
  };
  return path + '\0' + std::to_string(info.st_mode) + ' ' + std::to_string(info.st_ino) + ' ' +
         std::to_string(info.st_size) + ' ' + time(info.st_mtim) + ' ' + time(info.st_ctim) + '\n';
}

}  // namespace

std::string fingerprint(const std::string& directory, const std::string& manifest_sha256) {
  std::vector<std::string> lines;
  const auto add = [&](const std::string& path) {
    struct stat info {};
    if (lstat(path.c_str(), &info) != 0) return false;
    lines.push_back(in_words(path, info));
    return true;
  };
  if (!add(directory)) return {};
  std::error_code failed;
  for (fs::recursive_directory_iterator entry(directory, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    if (!add(entry->path().string())) return {};
  }
  if (failed) return {};
  std::sort(lines.begin(), lines.end());
  std::string all = manifest_sha256 + '\n';
  for (const std::string& line : lines) all += line;
  return sha256_hex(all);
}

VerifiedCache::VerifiedCache(std::string file) : file_(std::move(file)) {
  if (file_.empty()) return;
  const Result<fhir::Json> json = fhir::read_json_file(file_);
  if (!json || json->string_or_empty("schema") != kSchema) return;
  const fhir::Json* list = json->find("verified");
  if (list == nullptr || !list->is_object()) return;
  for (const auto& [directory, print] : list->as_object()) {
    if (print.is_string()) known_.emplace(directory, print.as_string());
  }
  saved_ = known_;
}

bool VerifiedCache::knows(const std::string& directory, const std::string& manifest_sha256) const {
  const auto found = known_.find(directory);
  return found != known_.end() && !found->second.empty() &&
         found->second == fingerprint(directory, manifest_sha256);
}

void VerifiedCache::learn(const std::string& directory, const std::string& manifest_sha256) {
  std::string print = fingerprint(directory, manifest_sha256);
  if (print.empty()) return;
  known_[directory] = std::move(print);
}

void VerifiedCache::save() {
  std::error_code ignored;
  std::erase_if(known_, [&](const auto& entry) { return !fs::exists(entry.first, ignored); });
  if (file_.empty() || known_ == saved_) return;
  fhir::Json list = fhir::Json::object();
  for (const auto& [directory, print] : known_) list.set(directory, print);
  const fhir::Json json =
      fhir::Json::object().set("schema", kSchema).set("verified", std::move(list));
  fs::create_directories(fs::path(file_).parent_path(), ignored);
  if (replace_file(file_, fhir::write_json(json, fhir::JsonLayout::pretty), 0600).ok())
    saved_ = known_;
}

}  // namespace anteroom::plugin
