#include "core/plugin/host_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <functional>
#include <future>
#include <mutex>
#include <string>
#include <thread>

namespace anteroom::plugin {
namespace {

/// Runs jobs on one thread until the program ends.
class SpawnThread {
 public:
  static SpawnThread& instance() {
    static SpawnThread thread;
    return thread;
  }
  void run(std::packaged_task<void()> job) {
    std::future<void> done = job.get_future();
    {
      const std::lock_guard lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
    done.get();
  }
  SpawnThread(const SpawnThread&) = delete;
  SpawnThread& operator=(const SpawnThread&) = delete;

 private:
  SpawnThread() : thread_([this](const std::stop_token& stop) { loop(stop); }) {}
  void loop(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (wake_.wait(lock, stop, [this] { return !jobs_.empty(); })) {
      std::vector<std::packaged_task<void()>> jobs;
      jobs.swap(jobs_);
      lock.unlock();
      for (auto& job : jobs) job();
      lock.lock();
    }
  }
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::vector<std::packaged_task<void()>> jobs_;
  std::jthread thread_;  // last: it uses the members above
};

/// Own descriptors above 10, so that placing them at 3 and 4 in the child overwrites none of them.
Fd high_copy(int fd) {
  return Fd(fcntl(fd, F_DUPFD_CLOEXEC, 10));
}

struct SpawnSetup {
  posix_spawn_file_actions_t actions{};
  posix_spawnattr_t attributes{};
  SpawnSetup() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
  }
  ~SpawnSetup() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  SpawnSetup(const SpawnSetup&) = delete;
  SpawnSetup& operator=(const SpawnSetup&) = delete;
};

bool prepare(SpawnSetup& setup, int line, int library, int printed) {
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  int failed = 0;
  for (int fd = 0; fd <= 1; ++fd)
    failed |= posix_spawn_file_actions_addopen(&setup.actions, fd, "/dev/null",
                                               fd == 0 ? O_RDONLY : O_WRONLY, 0);
  failed |= posix_spawn_file_actions_adddup2(&setup.actions, printed, 2);
  failed |= posix_spawn_file_actions_adddup2(&setup.actions, line, 3);
  failed |= posix_spawn_file_actions_adddup2(&setup.actions, library, 4);
  failed |= posix_spawnattr_setsigmask(&setup.attributes, &none);
  failed |= posix_spawnattr_setsigdefault(&setup.attributes, &all);
  failed |= posix_spawnattr_setpgroup(&setup.attributes, 0);
  failed |= posix_spawnattr_setflags(
      &setup.attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  return failed == 0;
}

pid_t spawn_child(int host, int line, int library, int printed) {
  SpawnSetup setup;
  if (!prepare(setup, line, library, printed)) return -1;
  const std::string path = "/proc/self/fd/" + std::to_string(host);
  std::string name = "anteroom-plugin-host";
  const std::array<char*, 2> arguments{name.data(), nullptr};
  const std::array<char*, 1> environment{nullptr};
  pid_t pid = -1;
  SpawnThread::instance().run(std::packaged_task<void()>([&] {
    if (posix_spawn(&pid, path.c_str(), &setup.actions, &setup.attributes, arguments.data(),
                    environment.data()) != 0)
      pid = -1;
  }));
  return pid;
}

Error no_box(std::string_view what) {
  return {"AR-P020", "The plugin's process could not be started: " + std::string(what) + ".", "",
          "Check that anteroom-plugin-host is installed beside this program."};
}

}  // namespace

Result<HostProcess> HostProcess::spawn(int host, int library) {
  std::array<int, 2> ends{-1, -1};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return no_box("no socket");
  HostProcess process;
  process.line_ = Fd(ends[0]);
  const Fd theirs(ends[1]);
  // Both ends never block: a plugin that prints too much loses its words, and nobody waits for it.
  if (pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) return no_box("no pipe");
  process.printed_ = Fd(ends[0]);
  const Fd their_print(ends[1]);
  const Fd high_line = high_copy(theirs.get()), high_library = high_copy(library),
           high_host = high_copy(host), high_print = high_copy(their_print.get());
  if (!high_print.valid() || !high_line.valid() || !high_library.valid() || !high_host.valid() ||
      fcntl(process.line_.get(), F_SETFL, O_NONBLOCK) != 0)
    return no_box("no descriptor");
  process.pid_ =
      spawn_child(high_host.get(), high_line.get(), high_library.get(), high_print.get());
  if (process.pid_ < 0) return no_box("spawn failed");
  process.pidfd_ = Fd(static_cast<int>(syscall(SYS_pidfd_open, process.pid_, 0)));
  if (!process.pidfd_.valid()) {
    process.end(std::chrono::milliseconds{0});
    return no_box("no pidfd");
  }
  return process;
}

HostProcess& HostProcess::operator=(HostProcess&& other) noexcept {
  if (this != &other) {
    end(std::chrono::milliseconds{0});
    pid_ = std::exchange(other.pid_, -1);
    pidfd_ = std::move(other.pidfd_);
    line_ = std::move(other.line_);
    printed_ = std::move(other.printed_);
  }
  return *this;
}

HostProcess::~HostProcess() {
  end(std::chrono::milliseconds{0});
}

std::optional<int> HostProcess::end(std::chrono::milliseconds grace) {
  if (pid_ < 0) return std::nullopt;
  line_.reset();
  if (grace.count() > 0 && pidfd_.valid()) {
    pollfd ended{pidfd_.get(), POLLIN, 0};
    poll(&ended, 1, static_cast<int>(grace.count()));
  }
  siginfo_t info{};
  if (pidfd_.valid()) {  // by pidfd: a number could name another process by now
    syscall(SYS_pidfd_send_signal, pidfd_.get(), SIGKILL, nullptr, 0);
  } else {
    kill(pid_, SIGKILL);
  }
  const idtype_t type = pidfd_.valid() ? P_PIDFD : P_PID;
  const auto id = static_cast<id_t>(pidfd_.valid() ? pidfd_.get() : pid_);
  while (waitid(type, id, &info, WEXITED) != 0 && errno == EINTR) {
  }
  pid_ = -1;
  pidfd_.reset();
  if (info.si_code != CLD_EXITED) return std::nullopt;
  return info.si_status;
}

}  // namespace anteroom::plugin
