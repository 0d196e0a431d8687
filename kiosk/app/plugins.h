// The plugins of this kiosk: which may be used, and, for authors, whether they changed on disk.
//
//   InstalledPlugins plugins(options, *clock);
//   Result<plugin::Catalogue> catalogue = plugins.list();
//   if (plugins.changed()) ...list() again, between visits...
//
// A clinic build (ANTEROOM_DEVELOPER_MODE off) lists signed plugins only, whatever the options say.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/plugin/bundle.h"
#include "kiosk/app/options.h"

namespace anteroom::app {

class InstalledPlugins {
 public:
  InstalledPlugins(const Options& options, const Clock& clock);
  [[nodiscard]] Result<plugin::Catalogue> list();
  /// False: nobody vouches for the plugins, and every screen says so.
  [[nodiscard]] bool vouched_for() const {
    return options_.inspect.empty() && !options_.plugin_keys.empty();
  }
  /// Whether anything on disk is not as list() found it. Always false in a clinic build.
  [[nodiscard]] bool changed() const;

 private:
  [[nodiscard]] std::map<std::string, std::string> prints() const;
  const Options& options_;
  const Clock& clock_;
  std::map<std::string, std::string> listed_;  ///< directory -> fingerprint
};

}  // namespace anteroom::app
