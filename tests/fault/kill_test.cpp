// Invariant: what was acknowledged is on disk. A process that appends is killed (SIGKILL) at a
// random moment, again and again on the same store; nothing it acknowledged may be missing, and
// nothing may be half there.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <random>
#include <sstream>
#include <thread>

#include "core/base/file.h"
#include "core/base/random.h"
#include "core/store/store.h"

extern char** environ;

namespace anteroom {
namespace {

constexpr int kRounds = 40;

/// What the killed process had said about one visit.
struct Acknowledged {
  std::int64_t sequence = 0;
  bool alert = false, finished = false, discarded = false;
};
using Ledger = std::map<std::string, Acknowledged>;

/// Runs the appender until it said `lines` things, kills it a moment later, and returns all it
/// said. Counted in lines, not in milliseconds: a busy machine changes nothing.
std::string run_and_kill(const std::string& directory, int lines,
                         std::chrono::microseconds moment) {
  int ends[2];
  EXPECT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  const Descriptor reading(ends[0]);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  std::string program = std::string(ANTEROOM_BIN_DIR) + "/fault_appender", folder = directory;
  char* arguments[] = {program.data(), folder.data(), nullptr};
  pid_t child = -1;
  const int spawned = ::posix_spawn(&child, program.c_str(), &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  EXPECT_EQ(spawned, 0) << program;
  if (spawned != 0) return "";
  std::string output;
  bool killed = false;
  char chunk[4096];
  for (;;) {
    if (!killed && std::count(output.begin(), output.end(), '\n') >= lines) {
      std::this_thread::sleep_for(moment);
      killed = ::kill(child, SIGKILL) == 0;
    }
    const ssize_t count = ::read(reading.get(), chunk, sizeof chunk);
    if (count <= 0) break;
    output.append(chunk, static_cast<std::size_t>(count));
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(killed && WIFSIGNALED(status))
      << "the appender ended by itself with " << WEXITSTATUS(status);
  return output;
}

void read_into(Ledger& ledger, const std::string& output) {
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string what, visit;
    std::int64_t sequence = 0;
    words >> what >> visit >> sequence;
    Acknowledged& entry = ledger[visit];
    if (what == "event" || what == "alert") entry.sequence = sequence;
    if (what == "alert") entry.alert = true;
    if (what == "finished") entry.finished = true;
    if (what == "discarded") entry.discarded = true;
  }
}

void check_visit(store::Store& store, const std::string& uuid, const Acknowledged& said) {
  SCOPED_TRACE(uuid);
  const store::VisitId visit{uuid};
  const auto alerts = store.alerts(visit);
  ASSERT_TRUE(alerts.ok());
  EXPECT_TRUE(!said.alert || alerts->size() == 1);
  const auto events = store.events(visit);
  if (said.discarded) {
    ASSERT_FALSE(events.ok());
    EXPECT_EQ(events.error().code, "AR-S025");
    return;
  }
  // The one step after the last acknowledgement may or may not have happened, whole.
  if (!events.ok() && said.sequence == 8 && events.error().code == "AR-S025") return;
  ASSERT_TRUE(events.ok()) << events.error().to_string();
  ASSERT_GE(static_cast<std::int64_t>(events->size()), said.sequence);
  ASSERT_LE(static_cast<std::int64_t>(events->size()), said.sequence + 1);
  for (const store::StoredEvent& event : *events)
    EXPECT_EQ(event.event.payload.substr(0, uuid.size() + 2),
              uuid + "/" + std::to_string(event.sequence));
  EXPECT_TRUE(!said.finished || *store.record(visit) == uuid + " record");
}

TEST(Kill, NothingAcknowledgedIsLost) {
  const std::string directory =
      std::filesystem::temp_directory_path() / ("anteroom-fault-" + new_uuid());
  const SystemClock clock;
  store::StoreOptions options;
  options.directory = directory;
  options.key_file = directory + "/keys/device.key";
  std::mt19937 random(20261124);
  std::uniform_int_distribution<int> lines(0, 40), moment(0, 4000);
  Ledger ledger;
  std::size_t finished = 0;
  for (int round = 0; round < kRounds; ++round) {
    SCOPED_TRACE(round);
    read_into(ledger,
              run_and_kill(directory, lines(random), std::chrono::microseconds(moment(random))));
    if (!std::filesystem::exists(directory + "/anteroom.db")) continue;
    auto store = store::Store::open(options, clock);
    ASSERT_TRUE(store.ok()) << store.error().to_string();
    for (const auto& [uuid, said] : ledger) check_visit(**store, uuid, said);
    const Errors errors = (*store)->verify();
    EXPECT_TRUE(errors.empty()) << errors.front().to_string();
    if (HasFatalFailure()) break;
  }
  auto store = store::Store::open(options, clock);
  ASSERT_TRUE(store.ok());
  for (const auto& [uuid, said] : ledger) finished += said.finished ? 1 : 0;
  const store::Stats stats = *(*store)->stats();
  std::cout << kRounds << " kills, " << ledger.size() << " visits, " << stats.events
            << " events kept, " << finished << " finishes acknowledged\n";
  EXPECT_GT(ledger.size(), 20u) << "the appender hardly ran: the test would prove nothing";
  EXPECT_GE(stats.visits_finished, static_cast<std::int64_t>(finished));
  EXPECT_EQ(stats.outbox_created, 2 * stats.visits_finished);
  std::filesystem::remove_all(directory);
}

}  // namespace
}  // namespace anteroom
