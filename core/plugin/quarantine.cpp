#include "core/plugin/quarantine.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "core/base/file.h"
#include "core/fhir/json.h"

namespace anteroom::plugin {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kSchema = "anteroom-quarantine/1";

/// What cannot be read keeps its plugin off, whatever its version: unknown is never "well".
Quarantine::Entry read_entry(const fs::path& path) {
  Quarantine::Entry entry;
  entry.plugin = path.stem().string();
  const Result<fhir::Json> json = fhir::read_json_file(path.string());
  if (!json || json->string_or_empty("schema") != kSchema ||
      json->string_or_empty("plugin") != entry.plugin)
    return entry;
  entry.manifest_sha256 = json->string_or_empty("manifest_sha256");
  entry.since = json->string_or_empty("since");
  entry.during = json->string_or_empty("during") == "load" ? Quarantine::During::load
                                                           : Quarantine::During::call;
  return entry;
}

}  // namespace

std::string_view to_string(Quarantine::During during) {
  switch (during) {
    case Quarantine::During::load:
      return "load";
    case Quarantine::During::call:
      return "call";
    case Quarantine::During::unset:
      break;
  }
  return "unknown";
}

Quarantine::Quarantine(std::string directory, QuarantineLimits limits)
    : directory_(std::move(directory)), limits_(limits) {
  if (!directory_.empty()) read();
}

void Quarantine::read() {
  std::error_code failed;
  for (fs::directory_iterator entry(directory_, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    if (entry->path().extension() != ".json") continue;
    Entry found = read_entry(entry->path());
    std::string id = found.plugin;
    held_.emplace(std::move(id), std::move(found));
  }
}

void Quarantine::record_death(const std::string& plugin, const std::string& manifest_sha256,
                              During during, const Clock& clock) {
  const std::lock_guard lock(mutex_);
  const std::chrono::milliseconds now = clock.steady();
  std::deque<std::chrono::milliseconds>& deaths = deaths_[plugin];
  deaths.push_back(now);
  while (!deaths.empty() && now - deaths.front() > limits_.window) deaths.pop_front();
  if (during != During::load && static_cast<int>(deaths.size()) < limits_.deaths) return;
  const Entry entry{plugin, manifest_sha256, to_iso(clock.now()), during};
  held_[plugin] = entry;
  deaths.clear();
  if (!directory_.empty()) write(entry);
}

bool Quarantine::holds(const std::string& plugin, const std::string& manifest_sha256) const {
  const std::lock_guard lock(mutex_);
  const auto found = held_.find(plugin);
  return found != held_.end() && (found->second.manifest_sha256.empty() ||
                                  found->second.manifest_sha256 == manifest_sha256);
}

Result<bool> Quarantine::lift(const std::string& plugin) {
  const std::lock_guard lock(mutex_);
  deaths_.erase(plugin);
  if (held_.erase(plugin) == 0) return false;
  if (directory_.empty()) return true;
  std::error_code failed;
  fs::remove(file_of(plugin), failed);
  if (failed)
    return Error{"AR-P016", "The plugin stays switched off: its file could not be removed.",
                 file_of(plugin), "Remove it as the user who owns it."};
  return true;
}

std::vector<Quarantine::Entry> Quarantine::entries() const {
  const std::lock_guard lock(mutex_);
  std::vector<Entry> out;
  for (const auto& [plugin, entry] : held_) out.push_back(entry);
  return out;
}

std::string Quarantine::file_of(const std::string& plugin) const {
  return directory_ + "/" + plugin + ".json";
}

/// A disk that takes no file costs the memory of a restart, never the switch itself.
void Quarantine::write(const Entry& entry) const {
  std::error_code failed;
  fs::create_directories(directory_, failed);
  fhir::Json json = fhir::Json::object();
  json.set("schema", kSchema)
      .set("plugin", entry.plugin)
      .set("manifest_sha256", entry.manifest_sha256)
      .set("since", entry.since)
      .set("during", to_string(entry.during));
  static_cast<void>(
      replace_file(file_of(entry.plugin), fhir::write_json(json, fhir::JsonLayout::pretty), 0600));
}

}  // namespace anteroom::plugin
