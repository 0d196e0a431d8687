// Each system call in a child of its own behind the filters: allowed, refused with ENOSYS, or
// deadly.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <functional>
#include <set>

#include "plugins/host/sandbox.h"

namespace anteroom::host {
namespace {

enum class Filters { loading, both };
enum class Fate { works, no_such_call, killed, other };

/// What becomes of `call` (-1 = refused) in a child that entered the filters.
Fate fate(Filters filters, const std::function<long()>& call) {
  const pid_t child = fork();
  if (child == 0) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !enter_loading_filter(kPolicy)) _exit(90);
    if (filters == Filters::both && !enter_running_filter(kPolicy)) _exit(91);
    errno = 0;
    const long result = call();
    _exit(result >= 0 ? 0 : errno == ENOSYS ? 1 : 2);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) return WTERMSIG(status) == SIGSYS ? Fate::killed : Fate::other;
  if (WEXITSTATUS(status) == 0) return Fate::works;
  return WEXITSTATUS(status) == 1 ? Fate::no_such_call : Fate::other;
}

TEST(Filters, WhatAPluginNeedsWorks) {
  EXPECT_EQ(fate(Filters::both, [] { return syscall(SYS_getpid); }), Fate::works);
  EXPECT_EQ(fate(Filters::both,
                 [] {
                   void* memory = mmap(nullptr, 4096, PROT_READ | PROT_WRITE,
                                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
                   return memory == MAP_FAILED ? -1L : 0L;
                 }),
            Fate::works);
  EXPECT_EQ(fate(Filters::both, [] { return syscall(SYS_tgkill, getpid(), gettid(), 0); }),
            Fate::works);
}

TEST(Filters, LoadingMayReadFilesAndRunningMayNot) {
  const auto open_file = [] { return syscall(SYS_openat, AT_FDCWD, "/dev/null", O_RDONLY); };
  EXPECT_EQ(fate(Filters::loading, open_file), Fate::works);
#ifndef ANTEROOM_HOST_SANITIZED
  EXPECT_EQ(fate(Filters::both, open_file), Fate::no_such_call);
  EXPECT_EQ(
      fate(Filters::loading, [] { return syscall(SYS_openat, AT_FDCWD, "/dev/null", O_WRONLY); }),
      Fate::no_such_call);
  EXPECT_EQ(fate(Filters::both,
                 [] {
                   void* memory = mmap(nullptr, 4096, PROT_READ | PROT_EXEC,
                                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
                   return memory == MAP_FAILED ? -1L : 0L;
                 }),
            Fate::no_such_call);
#endif
}

TEST(Filters, TheWorldIsNotThere) {
  for (const Filters filters : {Filters::loading, Filters::both}) {
    EXPECT_EQ(fate(filters, [] { return long{socket(AF_INET, SOCK_STREAM, 0)}; }),
              Fate::no_such_call);
    EXPECT_EQ(fate(filters, [] { return long{socket(AF_UNIX, SOCK_STREAM, 0)}; }),
              Fate::no_such_call);
    EXPECT_EQ(fate(filters, [] { return syscall(SYS_fork); }), Fate::no_such_call);
    EXPECT_EQ(fate(filters, [] { return syscall(SYS_clone3, nullptr, 0); }), Fate::no_such_call);
    EXPECT_EQ(fate(filters, [] { return syscall(SYS_kill, 1, 0); }), Fate::no_such_call);
    EXPECT_EQ(fate(filters, [] { return syscall(SYS_unlink, "/nonexistent"); }),
              Fate::no_such_call);
    EXPECT_EQ(fate(filters, [] { return syscall(SYS_tgkill, 1, 1, 0); }), Fate::no_such_call);
  }
}

TEST(Filters, AttacksAreDeadly) {
  const long deadly[] = {SYS_execve,           SYS_execveat,    SYS_ptrace,
                         SYS_process_vm_readv, SYS_mount,       SYS_bpf,
                         SYS_io_uring_setup,   SYS_userfaultfd, SYS_perf_event_open,
                         SYS_unshare,          SYS_setns,       SYS_chroot};
  for (const Filters filters : {Filters::loading, Filters::both}) {
    for (const long number : deadly)
      EXPECT_EQ(fate(filters, [number] { return syscall(number, 0, 0, 0, 0, 0); }), Fate::killed)
          << number;
  }
}

#ifndef ANTEROOM_HOST_SANITIZED
/// What a plugin may still call when it runs; written down here a second time, by hand.
const std::set<long>& running_calls() {
  static const std::set<long> calls{SYS_read,
                                    SYS_write,
                                    SYS_close,
                                    SYS_fstat,
                                    SYS_lseek,
                                    SYS_munmap,
                                    SYS_brk,
                                    SYS_mremap,
                                    SYS_madvise,
                                    SYS_futex,
                                    SYS_getpid,
                                    SYS_gettid,
                                    SYS_exit,
                                    SYS_exit_group,
                                    SYS_rt_sigaction,
                                    SYS_rt_sigprocmask,
                                    SYS_rt_sigreturn,
                                    SYS_clock_gettime,
                                    SYS_clock_getres,
                                    SYS_gettimeofday,
                                    SYS_clock_nanosleep,
                                    SYS_nanosleep,
                                    SYS_restart_syscall,
                                    SYS_getrandom,
                                    SYS_sched_yield,
                                    SYS_tgkill,
                                    SYS_mmap,
                                    SYS_mprotect};
  return calls;
}
/// Besides, while it is loaded.
const std::set<long>& loading_calls() {
  static const std::set<long> calls{SYS_openat, SYS_pread64, SYS_newfstatat, SYS_readlink,
                                    SYS_access, SYS_getcwd,  SYS_prctl,      SYS_seccomp};
  return calls;
}

/// Every number the kernel could know: what is not on the list is refused or deadly, never served.
TEST(Filters, EverySystemCallThatIsNotListedIsRefused) {
  constexpr long kBeyondTheLast = 512;
  for (const Filters filters : {Filters::loading, Filters::both}) {
    for (long number = 0; number < kBeyondTheLast; ++number) {
      // uretprobe and uprobe: newer kernels hand these past every filter; outside a probe they only
      // end the process.
      if (number == 335 || number == 336) continue;
      if (running_calls().contains(number)) continue;
      if (filters == Filters::loading && loading_calls().contains(number)) continue;
      const Fate what = fate(filters, [number] { return syscall(number, -1, 0, 0, 0, 0, 0); });
      EXPECT_TRUE(what == Fate::no_such_call || what == Fate::killed)
          << "system call " << number << ", " << (filters == Filters::loading ? "loading" : "both");
    }
  }
}
#endif

}  // namespace
}  // namespace anteroom::host
