#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>

#include "plugins/host/sandbox.h"

namespace anteroom::host {
namespace {

bool limit(__rlimit_resource resource, rlim_t value) {
  const rlimit both{value, value};
  return setrlimit(resource, &both) == 0;
}

/// A folder or file that dlopen may read: the C++ runtime's dependencies of a plugin. Missing ones
/// are fine.
bool allow_reading(int ruleset, const char* path) {
  const int fd = open(path, O_PATH | O_CLOEXEC);
  if (fd < 0) return true;
  struct stat info {};
  const bool folder = fstat(fd, &info) == 0 && S_ISDIR(info.st_mode);
  landlock_path_beneath_attr rule{};
  rule.parent_fd = fd;
  rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE;
  if (folder) rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
  const bool ok =
      syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
  close(fd);
  return ok;
}

/// Best effort: a kernel without Landlock still has the seccomp filters. A kernel that has it must
/// accept it.
bool enter_landlock() {
  landlock_ruleset_attr all{};
  all.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;  // every right of ABI 1
  const auto ruleset = static_cast<int>(syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0));
  if (ruleset < 0) return errno == ENOSYS || errno == EOPNOTSUPP;
  bool ok = true;
  for (const char* path :
       {"/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib", "/etc/ld.so.cache"})
    ok = allow_reading(ruleset, path) && ok;
  ok = ok && syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
  close(ruleset);
  return ok;
}

}  // namespace

bool enter_process_limits(const Policy& policy) {
  if (close_range(kLibraryDescriptor + 1, ~0U, 0) != 0) return false;
  if (clearenv() != 0 || chdir("/") != 0) return false;
  umask(0777);
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || prctl(PR_SET_DUMPABLE, 0) != 0 ||
      prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return false;
  if (policy.memory_bytes != 0 && !limit(RLIMIT_AS, policy.memory_bytes)) return false;
  return limit(RLIMIT_CPU, policy.cpu_seconds) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) &&
         limit(RLIMIT_NPROC, 0) && limit(RLIMIT_MEMLOCK, 0) && limit(RLIMIT_MSGQUEUE, 0) &&
         limit(RLIMIT_NOFILE, policy.descriptors) && enter_landlock();
}

}  // namespace anteroom::host
