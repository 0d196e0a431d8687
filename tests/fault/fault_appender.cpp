// Appends to a store for ever and says on stdout what was acknowledged, one line each, until it is
// killed.
//
//   fault_appender DIRECTORY
//     visit <uuid>             begin_visit returned
//     event <uuid> <sequence>  append returned
//     alert <uuid> <sequence>  append with an alert row returned
//     finished <uuid>          finish returned (two destinations)
//     discarded <uuid>         discard returned
#include <unistd.h>

#include <string>

#include "core/store/store.h"

namespace {

using namespace anteroom;

// write(2) straight to the pipe: a buffered line would be lost with the process, and the check
// would be too weak.
void say(const std::string& line) {
  const std::string text = line + "\n";
  if (::write(STDOUT_FILENO, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
    ::_exit(3);
}

int run(store::Store& store) {
  for (int round = 0;; ++round) {
    const auto visit = store.begin_visit("K1");
    if (!visit) return 4;
    say("visit " + visit->id.uuid);
    for (int i = 1; i <= 8; ++i) {
      std::vector<store::AlertRow> alerts;
      if (i == 3) alerts.push_back({"RF-E01", "fault", ""});
      const std::string payload = visit->id.uuid + "/" + std::to_string(i) + std::string(500, 'p');
      const auto sequence = store.append(visit->id, {{"answer", payload}}, alerts);
      if (!sequence) return 5;
      say((alerts.empty() ? "event " : "alert ") + visit->id.uuid + " " +
          std::to_string(*sequence));
    }
    if (round % 3 == 0) {
      if (!store.finish(visit->id, visit->id.uuid + " record", store::VisitState::finished,
                        {"a", "b"}))
        return 6;
      say("finished " + visit->id.uuid);
    } else if (round % 3 == 1) {
      if (!store.discard(visit->id)) return 7;
      say("discarded " + visit->id.uuid);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const SystemClock clock;
  store::StoreOptions options;
  options.directory = argv[1];
  options.key_file = options.directory + "/keys/device.key";
  auto store = store::Store::open(options, clock);
  return store ? run(**store) : 2;
}
