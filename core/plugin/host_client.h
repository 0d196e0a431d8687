// The kiosk's side of one plugin's host process: spawn, phases, deadlines, crash and hang recovery,
// quarantine.
//
//   HostClient client(bundle, host_options);
//   std::vector<CheckOutcome> outcomes = client.check(answers);   // never throws, never blocks
//   longer than the deadlines
//
// One thread at a time; core/intake calls it off the UI thread. A failure of any kind reads
// `not_evaluated`.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/form/form.h"
#include "core/plugin/bundle.h"
#include "core/plugin/printed.h"
#include "core/plugin/quarantine.h"

namespace anteroom::plugin {

enum class Outcome : std::uint8_t { not_evaluated = 0, absent, present };
[[nodiscard]] std::string_view to_string(Outcome outcome);

struct CheckOutcome {
  std::string id;  ///< from the manifest, never from the reply
  triage::Tier tier = triage::Tier::none;
  std::string title;
  Outcome outcome = Outcome::not_evaluated;
  std::string reason;                ///< "AR-P014" etc. or "unknown-answers"; "" when evaluated
  std::string text;                  ///< the library's clinician sentence, "" none
  std::vector<std::string> answers;  ///< linkIds it read
};

struct SummaryLineReply {
  std::string id, text;
};
struct SummaryReply {
  bool evaluated = false;
  std::string reason;  ///< code when not evaluated
  std::vector<SummaryLineReply> lines;
};

/// Answers that the manifest's `reads` allows, three-valued.
struct PluginAnswers {
  std::vector<std::pair<std::string, form::ItemState>> items;
  std::string language = "en";
};
[[nodiscard]] PluginAnswers answers_for(const Manifest& manifest, const form::Form& form);

struct HostOptions {
  std::string
      host_path;  ///< anteroom-plugin-host; "" = beside this program, else /usr/libexec/anteroom
  std::chrono::milliseconds load_deadline{2000}, describe_deadline{1000}, shutdown_deadline{200};
  /// The kiosk's ledger of plugins that are switched off; null = one of this client's own.
  std::shared_ptr<Quarantine> quarantine;
  /// Told after a call what the library printed, if anything: for a log, with the plugin's id.
  /// Never shown to a patient. On the thread that called.
  std::function<void(const std::string& plugin, const Printed& printed)> on_printed;
  /// `no` for authors, whose patients are invented: then words are kept in calls with answers too.
  MayHoldAnswers answers = MayHoldAnswers::yes;
  const Clock* clock =
      nullptr;  ///< of the quarantine window; null = the system's. Deadlines are real time.
};

/// What a client needs of a bundle; `directory` holds the library.
struct HostedPlugin {
  Manifest manifest;
  std::string directory;
};

class HostClient {
 public:
  HostClient(std::shared_ptr<const Bundle> bundle, HostOptions options);
  HostClient(HostedPlugin plugin, HostOptions options);
  ~HostClient();  ///< kills the child and reaps it
  HostClient(const HostClient&) = delete;
  HostClient& operator=(const HostClient&) = delete;
  /// One entry a check of the manifest, always. Data-only bundles: an empty vector.
  [[nodiscard]] std::vector<CheckOutcome> check(const PluginAnswers& answers);
  [[nodiscard]] SummaryReply summary(const PluginAnswers& answers);
  /// Loads the library in the box and lets it prove itself; the error says what the loader said.
  [[nodiscard]] Result<void> selftest();
  [[nodiscard]] bool quarantined() const;
  void lift_quarantine();
  [[nodiscard]] int deaths() const;
  [[nodiscard]] int child_pid() const;  ///< -1 when none runs (tests kill it)

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace anteroom::plugin
