// The bundles of the search path. A bad one is off and says why; two with one id are both off.
#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <system_error>

#include "core/plugin/bundle.h"
#include "core/plugin/library_image.h"
#include "core/plugin/manifest.h"
#include "core/plugin/verified_cache.h"

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
    if (entry->path().filename().string().starts_with('.')) continue;  // being installed
    if (fs::exists(entry->path() / "plugin.json", ignored)) found.push_back(entry->path().string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

using Reader = std::function<Bundle::Loaded(const std::string&)>;

/// ok when a key vouches for exactly this manifest, or nobody has to.
Result<void> vouch(const std::string& directory, const std::string& manifest_sha256,
                   const TrustedKeys* keys, Instant now) {
  if (keys == nullptr) return {};
  const Result<std::string> vouched = keys->verify(directory, now);
  if (!vouched) return vouched.error();
  if (*vouched == manifest_sha256) return {};
  return Error{"AR-P010", "The manifest changed while it was read.", directory,
               "Install the plugin again."};
}

Bundle::Loaded load_trusted(const std::string& directory, const TrustedKeys* keys, Instant now) {
  Bundle::Loaded loaded = Bundle::load(directory);
  if (!loaded.bundle) return loaded;
  const Result<void> good = vouch(directory, loaded.bundle->manifest().sha256, keys, now);
  if (good.ok()) return loaded;
  loaded.bundle = nullptr;
  loaded.errors.push_back(good.error());
  return loaded;
}

std::optional<Manifest> manifest_of(const std::string& directory) {
  const Result<std::string> text =
      read_regular_file(directory + "/plugin.json", std::size_t{1} << 20);
  if (!text) return std::nullopt;
  ManifestRead read = read_manifest(*text, fs::path(directory).filename().string());
  if (!read.errors.empty()) return std::nullopt;
  return std::move(read.manifest);
}

/// The signature is looked at in every start, the files only when they may have changed.
Bundle::Loaded list_trusted(const std::string& found, const Trust& trust, VerifiedCache& cache) {
  std::error_code failed;
  const fs::path real = fs::canonical(found, failed);
  const std::string directory = failed ? found : real.string();
  std::optional<Manifest> manifest = manifest_of(directory);
  Bundle::Loaded loaded;
  if (!manifest || !cache.knows(directory, manifest->sha256)) {
    loaded = Bundle::load(directory);
    if (!loaded.bundle) return loaded;
    manifest = loaded.bundle->manifest();
    cache.learn(directory, manifest->sha256);
    loaded.bundle = nullptr;  // read again, and verified again, when it is chosen
  }
  const Instant now = trust.clock != nullptr ? trust.clock->now() : Instant{};
  const Result<void> good = vouch(directory, manifest->sha256, trust.keys.get(), now);
  if (good.ok())
    loaded.bundle = Bundle::listed(directory, std::move(*manifest), trust);
  else
    loaded.errors.push_back(good.error());
  return loaded;
}

Catalogue load_all(const std::vector<std::string>& plugin_dirs, const Reader& read) {
  Catalogue catalogue;
  std::map<std::string, int> uses;
  for (const std::string& folder : plugin_dirs) {
    for (const std::string& directory : candidates(folder)) {
      Bundle::Loaded loaded = read(directory);
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
  return load_all(plugin_dirs,
                  [](const std::string& directory) { return Bundle::load(directory); });
}

Catalogue load_catalogue(const std::vector<std::string>& plugin_dirs, const TrustedKeys& keys,
                         Instant now) {
  return load_all(plugin_dirs, [&](const std::string& directory) {
    return load_trusted(directory, &keys, now);
  });
}

Catalogue list_catalogue(const std::vector<std::string>& plugin_dirs, const Trust& trust,
                         const std::string& cache_file) {
  VerifiedCache cache(cache_file);
  Catalogue catalogue = load_all(plugin_dirs, [&](const std::string& directory) {
    return list_trusted(directory, trust, cache);
  });
  cache.save();
  return catalogue;
}

Result<std::shared_ptr<const Bundle>> Bundle::open(const std::shared_ptr<const Bundle>& bundle) {
  if (bundle->opened()) return bundle;
  Loaded loaded = load(bundle->directory());
  if (!loaded.bundle) return loaded.errors.front();
  const std::string& sha256 = loaded.bundle->manifest().sha256;
  if (sha256 != bundle->manifest().sha256)
    return Error{"AR-P009", "This plugin was replaced while the kiosk was running.",
                 bundle->directory(), "Start the kiosk again."};
  const Trust& trust = bundle->trust();
  const Instant now = trust.clock != nullptr ? trust.clock->now() : Instant{};
  if (Result<void> good = vouch(bundle->directory(), sha256, trust.keys.get(), now); !good)
    return good.error();
  return loaded.bundle;
}

}  // namespace anteroom::plugin
