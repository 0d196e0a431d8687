#include <fcntl.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <initializer_list>

#include "plugins/host/sandbox.h"

namespace anteroom::host {
namespace {

/// RAII over libseccomp's context; remembers whether every rule was taken.
class Filter {
 public:
  Filter() : context_(seccomp_init(SCMP_ACT_ERRNO(ENOSYS))), ok_(context_ != nullptr) {
    ok_ =
        ok_ && seccomp_attr_set(context_, SCMP_FLTATR_CTL_NNP, 0) == 0;  // set already, and checked
    ok_ = ok_ && seccomp_attr_set(context_, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0;
  }
  ~Filter() {
    if (context_ != nullptr) seccomp_release(context_);
  }
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;

  void allow(std::initializer_list<int> calls) {
    for (const int call : calls) add(SCMP_ACT_ALLOW, call);
  }
  void allow_if(int call, scmp_arg_cmp condition) {
    ok_ = ok_ && seccomp_rule_add(context_, SCMP_ACT_ALLOW, call, 1, condition) == 0;
  }
  void kill(std::initializer_list<int> calls) {
    for (const int call : calls) add(SCMP_ACT_KILL_PROCESS, call);
  }
  [[nodiscard]] bool load() { return ok_ && seccomp_load(context_) == 0; }

 private:
  void add(std::uint32_t action, int call) {
    ok_ = ok_ && seccomp_rule_add(context_, action, call, 0) == 0;
  }
  scmp_filter_ctx context_;
  bool ok_;
};

scmp_arg_cmp masked(unsigned argument, std::uint64_t mask, std::uint64_t value) {
  return scmp_arg_cmp{argument, SCMP_CMP_MASKED_EQ, mask, value};
}
scmp_arg_cmp equal(unsigned argument, std::uint64_t value) {
  return scmp_arg_cmp{argument, SCMP_CMP_EQ, value, 0};
}

void common_rules(Filter& filter) {
  filter.kill({SCMP_SYS(execve),
               SCMP_SYS(execveat),
               SCMP_SYS(ptrace),
               SCMP_SYS(process_vm_readv),
               SCMP_SYS(process_vm_writev),
               SCMP_SYS(mount),
               SCMP_SYS(umount2),
               SCMP_SYS(pivot_root),
               SCMP_SYS(chroot),
               SCMP_SYS(bpf),
               SCMP_SYS(io_uring_setup),
               SCMP_SYS(io_uring_enter),
               SCMP_SYS(io_uring_register),
               SCMP_SYS(userfaultfd),
               SCMP_SYS(perf_event_open),
               SCMP_SYS(keyctl),
               SCMP_SYS(add_key),
               SCMP_SYS(init_module),
               SCMP_SYS(finit_module),
               SCMP_SYS(kexec_load),
               SCMP_SYS(setns),
               SCMP_SYS(unshare),
               SCMP_SYS(open_by_handle_at)});
  filter.allow({SCMP_SYS(read),
                SCMP_SYS(write),
                SCMP_SYS(close),
                SCMP_SYS(fstat),
                SCMP_SYS(lseek),
                SCMP_SYS(munmap),
                SCMP_SYS(brk),
                SCMP_SYS(mremap),
                SCMP_SYS(madvise),
                SCMP_SYS(futex),
                SCMP_SYS(getpid),
                SCMP_SYS(gettid),
                SCMP_SYS(exit),
                SCMP_SYS(exit_group),
                SCMP_SYS(rt_sigaction),
                SCMP_SYS(rt_sigprocmask),
                SCMP_SYS(rt_sigreturn),
                SCMP_SYS(clock_gettime),
                SCMP_SYS(clock_getres),
                SCMP_SYS(gettimeofday),
                SCMP_SYS(clock_nanosleep),
                SCMP_SYS(nanosleep),
                SCMP_SYS(restart_syscall),
                SCMP_SYS(getrandom),
                SCMP_SYS(sched_yield)});
  // abort() signals its own thread; no other process may be signalled.
  filter.allow_if(SCMP_SYS(tgkill), equal(0, static_cast<std::uint64_t>(getpid())));
}

/// What AddressSanitizer, UBSan and ThreadSanitizer need to report; sanitizer builds only.
void sanitizer_rules(Filter& filter) {
  filter.allow({SCMP_SYS(mmap), SCMP_SYS(mprotect), SCMP_SYS(sigaltstack), SCMP_SYS(openat),
                SCMP_SYS(readlink), SCMP_SYS(prctl), SCMP_SYS(getrlimit), SCMP_SYS(prlimit64),
                SCMP_SYS(newfstatat), SCMP_SYS(ioctl), SCMP_SYS(sched_getaffinity),
                SCMP_SYS(pread64), SCMP_SYS(getcwd), SCMP_SYS(uname)});
}

}  // namespace

bool enter_loading_filter(const Policy& policy) {
  Filter filter;
  common_rules(filter);
  if (policy.sanitizer_calls) sanitizer_rules(filter);
  // dlopen: opens to read only, maps, protects, and looks at what it opened.
  filter.allow_if(SCMP_SYS(openat), masked(2, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY));
  filter.allow({SCMP_SYS(mmap), SCMP_SYS(mprotect), SCMP_SYS(pread64), SCMP_SYS(newfstatat),
                SCMP_SYS(readlink), SCMP_SYS(access), SCMP_SYS(getcwd), SCMP_SYS(prctl),
                SCMP_SYS(seccomp)});
  return filter.load();
}

bool enter_running_filter(const Policy& policy) {
  Filter filter;
  common_rules(filter);
  if (policy.sanitizer_calls) {
    sanitizer_rules(filter);
  } else {
    filter.allow_if(SCMP_SYS(mmap), masked(2, PROT_EXEC, 0));
    filter.allow_if(SCMP_SYS(mprotect), masked(2, PROT_EXEC, 0));
  }
  return filter.load();
}

}  // namespace anteroom::host
