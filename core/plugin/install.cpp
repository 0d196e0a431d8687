#include "core/plugin/install.h"

#include <filesystem>
#include <system_error>

#include "core/base/file.h"
#include "core/plugin/key_format.h"
#include "core/plugin/library_image.h"

namespace anteroom::plugin {
namespace {

namespace fs = std::filesystem;

Error not_written(const fs::path& place) {
  return {"AR-P028", "The plugin could not be installed; nothing was changed.", place.string(),
          "Look at the permissions and the free space, and try again."};
}

/// One file, its bytes looked at once more: what was checked is what is installed.
Result<void> copy(const fs::path& from, const fs::path& to, const std::string& sha256) {
  const Result<std::string> bytes = read_regular_file(from.string(), kMaxLibraryBytes);
  if (!bytes) return bytes.error();
  if (!sha256.empty() && sha256_hex(*bytes) != sha256)
    return Error{"AR-P009", "This file changed while it was installed.", from.string(),
                 "Try again."};
  std::error_code failed;
  fs::create_directories(to.parent_path(), failed);
  if (failed || !write_new_file(to.string(), *bytes, 0644)) return not_written(to);
  return {};
}

Result<void> copy_all(const Bundle& bundle, const fs::path& to) {
  const fs::path from = bundle.directory();
  const Manifest& manifest = bundle.manifest();
  if (auto done = copy(from / "plugin.json", to / "plugin.json", manifest.sha256); !done)
    return done;
  for (const auto& [path, sha256] : manifest.files) {
    if (auto done = copy(from / path, to / path, sha256); !done) return done;
  }
  std::error_code ignored;
  if (!fs::exists(from / kSignatureFile, ignored)) return {};
  return copy(from / kSignatureFile, to / kSignatureFile, "");
}

}  // namespace

Result<std::string> install_bundle(const std::string& bundle_directory,
                                   const std::string& plugin_directory, const TrustedKeys* keys,
                                   Instant now) {
  const Bundle::Loaded loaded = Bundle::load(bundle_directory);
  if (!loaded.bundle) return loaded.errors.front();
  const Manifest& manifest = loaded.bundle->manifest();
  if (keys != nullptr) {
    const Result<std::string> vouched = keys->verify(loaded.bundle->directory(), now);
    if (!vouched) return vouched.error();
    if (*vouched != manifest.sha256)
      return Error{"AR-P010", "The manifest changed while it was read.", bundle_directory,
                   "Try again."};
  }
  // Hidden names: a kiosk that looks meanwhile does not see them.
  const fs::path parent = plugin_directory, place = parent / manifest.id,
                 next = parent / ("." + manifest.id + ".new"),
                 former = parent / ("." + manifest.id + ".old");
  std::error_code failed;
  fs::create_directories(parent, failed);
  fs::remove_all(next, failed);
  fs::remove_all(former, failed);
  if (auto copied = copy_all(*loaded.bundle, next); !copied) {
    fs::remove_all(next, failed);
    return copied.error();
  }
  const bool update = fs::exists(place, failed);
  if (update) fs::rename(place, former, failed);
  if (!failed) fs::rename(next, place, failed);
  if (failed) {
    std::error_code ignored;
    if (update && !fs::exists(place, ignored)) fs::rename(former, place, ignored);
    return not_written(place);
  }
  fs::remove_all(former, failed);
  if (!sync_directory(parent.string())) return not_written(parent);
  return place.string();
}

}  // namespace anteroom::plugin
