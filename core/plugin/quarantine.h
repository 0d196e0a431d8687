// Plugins whose library is switched off because it died too often: three deaths in five minutes, or
// one while it was loaded. Off until staff lift it, or another version of the bundle (another
// manifest) is installed. One ledger for all visits of a kiosk, on disk, so that a restart forgets
// nothing.
//
//   auto quarantine = std::make_shared<Quarantine>(state + "/quarantine");
//   host_options.quarantine = quarantine;
//
// Any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"

namespace anteroom::plugin {

struct QuarantineLimits {
  int deaths = 3;
  std::chrono::milliseconds window = std::chrono::minutes{5};
};

class Quarantine {
 public:
  enum class During : std::uint8_t { unset = 0, load, call };
  struct Entry {
    std::string plugin, manifest_sha256;  ///< "" = its file cannot be read: every version is off
    std::string since;                    ///< UTC
    During during = During::unset;
  };

  /// `directory` holds one file a plugin, `<id>.json`; "" = nothing outlives this object.
  explicit Quarantine(std::string directory = {}, QuarantineLimits limits = {});
  void record_death(const std::string& plugin, const std::string& manifest_sha256, During during,
                    const Clock& clock);
  [[nodiscard]] bool holds(const std::string& plugin, const std::string& manifest_sha256) const;
  /// Staff switch it on again. False when it was on; AR-P016 when its file stays.
  Result<bool> lift(const std::string& plugin);
  [[nodiscard]] std::vector<Entry> entries() const;

 private:
  [[nodiscard]] std::string file_of(const std::string& plugin) const;
  void read();
  void write(const Entry& entry) const;

  const std::string directory_;
  const QuarantineLimits limits_;
  mutable std::mutex mutex_;
  std::map<std::string, Entry> held_;                                    ///< by plugin
  std::map<std::string, std::deque<std::chrono::milliseconds>> deaths_;  ///< inside the window
};

[[nodiscard]] std::string_view to_string(Quarantine::During during);

}  // namespace anteroom::plugin
