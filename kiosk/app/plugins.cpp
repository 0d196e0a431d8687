#include "kiosk/app/plugins.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "core/plugin/verified_cache.h"

namespace anteroom::app {
namespace {

namespace fs = std::filesystem;

#ifdef ANTEROOM_DEVELOPER_MODE
/// The one bundle that an author tries; it need not lie in a plugin directory.
Result<plugin::Catalogue> only(const std::string& directory) {
  plugin::Catalogue catalogue;
  plugin::Bundle::Loaded loaded = plugin::Bundle::load(directory);
  if (loaded.bundle)
    catalogue.bundles.push_back(std::move(loaded.bundle));
  else
    catalogue.refused.emplace_back(directory, std::move(loaded.errors));
  return catalogue;
}
#endif

#ifdef ANTEROOM_DEVELOPER_MODE
constexpr plugin::KeyOwner kKeyOwner = plugin::KeyOwner::root_or_self;
#else
constexpr plugin::KeyOwner kKeyOwner = plugin::KeyOwner::root;
#endif

}  // namespace

InstalledPlugins::InstalledPlugins(const Options& options, const Clock& clock)
    : options_(options), clock_(clock) {}

Result<plugin::Catalogue> InstalledPlugins::list() {
#ifdef ANTEROOM_DEVELOPER_MODE
  listed_ = prints();
  if (!options_.inspect.empty()) return only(options_.inspect);
#endif
  plugin::Trust trust;
  if (vouched_for()) {
    Result<plugin::TrustedKeys> keys = plugin::TrustedKeys::read(options_.plugin_keys, kKeyOwner);
    if (!keys) return keys.error();
    trust = {std::make_shared<const plugin::TrustedKeys>(std::move(*keys)), &clock_};
  }
  return plugin::list_catalogue(options_.plugin_dirs, trust,
                                options_.state + "/plugins/.verified.json");
}

bool InstalledPlugins::changed() const {
#ifdef ANTEROOM_DEVELOPER_MODE
  return !vouched_for() && prints() != listed_;
#else
  return false;
#endif
}

std::map<std::string, std::string> InstalledPlugins::prints() const {
  std::map<std::string, std::string> out;
  std::vector<std::string> directories;
  std::error_code failed;
  if (!options_.inspect.empty()) {
    directories.push_back(options_.inspect);
  } else {
    for (const std::string& folder : options_.plugin_dirs) {
      for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end;
           entry.increment(failed))
        if (entry->is_directory(failed)) directories.push_back(entry->path().string());
    }
  }
  for (const std::string& directory : directories)
    out[directory] = plugin::fingerprint(directory, "");
  return out;
}

}  // namespace anteroom::app
