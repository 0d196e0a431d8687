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

}  // namespace
}  // namespace anteroom::host
