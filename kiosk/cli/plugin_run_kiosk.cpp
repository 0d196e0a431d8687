// anteroom plugin run --kiosk: the real kiosk window with this plugin alone and the inspector
// beside the page, on a state directory that is thrown away. Not part of a clinic build.
#include "kiosk/cli/plugin_commands.h"

#ifdef ANTEROOM_DEVELOPER_MODE

#include <spawn.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

extern char** environ;

namespace anteroom::cli {
namespace {

namespace fs = std::filesystem;

/// A directory of its own that is gone afterwards: invented answers are not kept either.
class ThrownAway {
 public:
  ThrownAway() {
    std::string pattern = (fs::temp_directory_path() / "anteroom-try-XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~ThrownAway() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  ThrownAway(const ThrownAway&) = delete;
  ThrownAway& operator=(const ThrownAway&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// The exit status of the program, or -1 when it could not be started or was killed.
int run_program(std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t pid = -1;
  if (posix_spawn(&pid, words.front().c_str(), nullptr, nullptr, arguments.data(), environ) != 0)
    return -1;
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

void run_in_kiosk(Context& context, const std::string& bundle, const std::string& language) {
  const std::string program = context.executable_directory + "/anteroom-kiosk";
  if (!fs::exists(program))
    return context.fail(2, {"AR-C001", "There is no anteroom-kiosk beside this program.", program,
                            "Install the kiosk, or leave --kiosk out: the terminal asks too."});
  const plugin::Bundle::Loaded loaded = plugin::Bundle::load(bundle);
  if (!loaded.bundle) return context.fail(1, loaded.errors.front());
  const ThrownAway state;
  if (state.path().empty())
    return context.fail(2,
                        {"AR-C001", "No temporary directory can be made.", "", "Free some disk."});
  const int status = run_program({program, "--inspect", loaded.bundle->directory(), "--state",
                                  state.path(), "--language", language});
  if (status != 0)
    context.fail(2, {"AR-C001", "The kiosk window ended with an error.", program,
                     "A display is needed: see DISPLAY or WAYLAND_DISPLAY."});
}

}  // namespace anteroom::cli

#endif
