// The bundles of the search path. A bad one is off and says why; two with one id are both off.
#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>

#include "core/plugin/bundle.h"

namespace anteroom::plugin {
namespace {

namespace fs = std::filesystem;

/// Directories that hold a plugin.json, by name. A search folder that is not there is fine.
std::vector<std::string> candidates(const std::string& folder) {
  std::vector<std::string> found;
  std::error_code failed;
  for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end;
       entry.increment(failed)) {
    std::error_code ignored;
    if (fs::exists(entry->path() / "plugin.json", ignored)) found.push_back(entry->path().string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

struct Trust {
  const TrustedKeys* keys = nullptr;  ///< null = whatever loads
  Instant now{};
};

Bundle::Loaded load_trusted(const std::string& directory, const Trust& trust) {
  Bundle::Loaded loaded = Bundle::load(directory);
  if (trust.keys == nullptr || !loaded.bundle) return loaded;
  const Result<std::string> vouched = trust.keys->verify(directory, trust.now);
  if (vouched && *vouched == loaded.bundle->manifest().sha256) return loaded;
  loaded.bundle = nullptr;
  loaded.errors.push_back(vouched ? Error{"AR-P010", "The manifest changed while it was read.",
                                          directory, "Install the plugin again."}
                                  : vouched.error());
  return loaded;
}

Catalogue load_all(const std::vector<std::string>& plugin_dirs, const Trust& trust) {
  Catalogue catalogue;
  std::map<std::string, int> uses;
  for (const std::string& folder : plugin_dirs) {
    for (const std::string& directory : candidates(folder)) {
      Bundle::Loaded loaded = load_trusted(directory, trust);
      // A bundle that is broken still holds its id: the other copy must not quietly take its place.
      ++uses[fs::path(directory).filename().string()];
      if (loaded.bundle)
        catalogue.bundles.push_back(std::move(loaded.bundle));
      else
        catalogue.refused.emplace_back(directory, std::move(loaded.errors));
    }
  }
  std::erase_if(catalogue.bundles, [&](const auto& bundle) {
    if (uses[bundle->manifest().id] < 2) return false;
    catalogue.refused.emplace_back(
        bundle->directory(),
        Errors{{"AR-P011",
                "Two installed plugins have the id " + bundle->manifest().id + ", so both are off.",
                bundle->directory(), "Remove one of them."}});
    return true;
  });
  return catalogue;
}

}  // namespace

Catalogue load_catalogue(const std::vector<std::string>& plugin_dirs) {
  return load_all(plugin_dirs, {});
}

Catalogue load_catalogue(const std::vector<std::string>& plugin_dirs, const TrustedKeys& keys,
                         Instant now) {
  return load_all(plugin_dirs, {&keys, now});
}

}  // namespace anteroom::plugin
