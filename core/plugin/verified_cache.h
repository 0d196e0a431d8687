// Which bundles were verified in full before, file by file, and have not been touched since: so
// that a kiosk with many plugins starts as fast as with one. A wrong entry could only put a bundle
// on the list of reasons: when a patient chooses it, everything is verified again.
//
//   VerifiedCache cache(state + "/plugins/.verified.json");
//   if (!cache.knows(directory, manifest_sha256)) { ...verify...; cache.learn(directory, sha); }
//   cache.save();
#pragma once

#include <map>
#include <string>

namespace anteroom::plugin {

class VerifiedCache {
 public:
  /// `file` "" = nothing is remembered. What cannot be read is an empty cache.
  explicit VerifiedCache(std::string file);
  /// True when the bundle has this manifest and every path, size, mtime and ctime in it is as it
  /// was.
  [[nodiscard]] bool knows(const std::string& directory, const std::string& manifest_sha256) const;
  void learn(const std::string& directory, const std::string& manifest_sha256);
  /// Writes what was learned and still exists, when anything changed. A disk that does not take it
  /// costs the next start its speed.
  void save();

 private:
  std::string file_;
  std::map<std::string, std::string> known_;  ///< directory -> fingerprint
  std::map<std::string, std::string> saved_;
};

/// Hash over path, kind, size, mtime and ctime of everything below the directory, and the
/// manifest's hash; "" when it cannot be read.
[[nodiscard]] std::string fingerprint(const std::string& directory,
                                      const std::string& manifest_sha256);

}  // namespace anteroom::plugin
