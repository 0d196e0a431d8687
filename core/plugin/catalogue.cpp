// The bundles of the search path. A bad one is off and says why; two with one id are both off.
#include <algorithm>
#include <filesystem>
#include <functional>
#include <future>
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

/// What every start looks at: the manifest, whether its files are those that were verified, and who
/// signed it.
struct Glance {
  std::string directory;
  std::optional<Manifest> manifest;
  bool known = false;
  Result<void> vouched;
};

/// Reads only; several threads may do it at once.
Glance glance_at(const std::string& found, const TrustedKeys* keys, Instant now,
                 const VerifiedCache& cache) {
  std::error_code failed;
  const fs::path real = fs::canonical(found, failed);
  Glance glance;
  glance.directory = failed ? found : real.string();
  glance.manifest = manifest_of(glance.directory);
  if (!glance.manifest) return glance;
  glance.known = cache.knows(glance.directory, glance.manifest->sha256);
  glance.vouched = vouch(glance.directory, glance.manifest->sha256, keys, now);
  return glance;
}

/// A glance at each, on two threads: fifty plugins must not be felt when the kiosk starts.
std::map<std::string, Glance> glance_at_all(const std::vector<std::string>& plugin_dirs,
                                            const TrustedKeys* keys, Instant now,
                                            const VerifiedCache& cache) {
  std::vector<std::string> found;
  for (const std::string& folder : plugin_dirs)
    for (std::string& directory : candidates(folder)) found.push_back(std::move(directory));
  std::vector<Glance> glances(found.size());
  const auto every_second = [&](std::size_t first) {
    for (std::size_t i = first; i < found.size(); i += 2)
      glances[i] = glance_at(found[i], keys, now, cache);
  };
  std::future<void> odd = std::async(std::launch::async, every_second, std::size_t{1});
  every_second(0);
  odd.get();
  std::map<std::string, Glance> out;
  for (std::size_t i = 0; i < found.size(); ++i)
    out.insert_or_assign(found[i], std::move(glances[i]));
  return out;
}

/// The signature is looked at in every start, the files only when they may have changed.
Bundle::Loaded list_trusted(Glance glance, const Trust& trust, Instant now, VerifiedCache& cache) {
  Bundle::Loaded loaded;
  if (!glance.known) {
    loaded = Bundle::load(glance.directory);
    if (!loaded.bundle) return loaded;
    glance.manifest = loaded.bundle->manifest();
    cache.learn(glance.directory, glance.manifest->sha256);
    loaded.bundle = nullptr;  // read again, and verified again, when it is chosen
    glance.vouched = vouch(glance.directory, glance.manifest->sha256, trust.keys.get(), now);
  }
  if (glance.vouched.ok())
    loaded.bundle = Bundle::listed(glance.directory, std::move(*glance.manifest), trust);
  else
    loaded.errors.push_back(glance.vouched.error());
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
  const Instant now = trust.clock != nullptr ? trust.clock->now() : Instant{};
  const std::map<std::string, Glance> glances =
      glance_at_all(plugin_dirs, trust.keys.get(), now, cache);
  Catalogue catalogue = load_all(plugin_dirs, [&](const std::string& directory) {
    const auto glance = glances.find(directory);
    // One that came between the two looks is looked at now. Copied: a folder may be named twice.
    return list_trusted(glance != glances.end()
                            ? glance->second
                            : glance_at(directory, trust.keys.get(), now, cache),
                        trust, now, cache);
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
