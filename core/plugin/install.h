// A checked bundle goes into a kiosk's plugin directory: whole, or not at all.
//
//   Result<std::string> where = install_bundle("org.example.knee-pain",
//   "/usr/lib/anteroom/plugins",
//                                              &keys, clock.now());
#pragma once

#include <string>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/plugin/bundle.h"

namespace anteroom::plugin {

/// Copies what the manifest names, as it names it, and takes the place of an older version in one
/// step. `keys` null = nobody has to vouch for it (developers). Returns its new directory. The
/// first error of the bundle, AR-P010 when no key vouches for it, AR-P028 when it cannot be
/// written.
[[nodiscard]] Result<std::string> install_bundle(const std::string& bundle_directory,
                                                 const std::string& plugin_directory,
                                                 const TrustedKeys* keys, Instant now);

}  // namespace anteroom::plugin
