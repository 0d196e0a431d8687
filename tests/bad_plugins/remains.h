// What a plugin's process could leave behind in this program.
#pragma once

#include <sys/wait.h>

#include <cerrno>
#include <filesystem>
#include <set>
#include <string>

namespace anteroom::plugin {

inline std::set<std::string> open_descriptors() {
  std::set<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;  // the iterator's own
    const auto target = std::filesystem::read_symlink(entry.path(), gone);
    if (!gone) out.insert(entry.path().filename().string() + " " + target.string());
  }
  // the one that reads this folder
  std::erase_if(out, [](const std::string& entry) {
    return entry.find("/proc/") != std::string::npos && entry.ends_with("/fd");
  });
  return out;
}

/// Neither running nor waiting to be reaped.
inline bool no_child() {
  siginfo_t info{};
  return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0 && errno == ECHILD;
}

}  // namespace anteroom::plugin
