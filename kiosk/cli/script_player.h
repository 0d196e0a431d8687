// Plays a Script through core/intake in page order, as a patient would: check-in, consent, reasons,
// every shown item once, finish. What the script does not list is skipped, so nothing is silently
// "no".
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/base/clock.h"
#include "core/intake/intake.h"
#include "kiosk/cli/script.h"

namespace anteroom::cli {

/// The clock of a played visit: fixed and moved by the script, or the system's.
class ScriptClock final : public Clock {
 public:
  ScriptClock() = default;
  explicit ScriptClock(Instant start) : fake_(std::make_unique<FakeClock>(start)) {}
  [[nodiscard]] Instant now() const override { return fake_ ? fake_->now() : system_.now(); }
  [[nodiscard]] std::chrono::milliseconds steady() const override {
    return fake_ ? fake_->steady() : system_.steady();
  }
  [[nodiscard]] bool fixed() const { return fake_ != nullptr; }
  /// Nothing when this is the system's clock.
  void advance(std::chrono::milliseconds by) {
    if (fake_) fake_->advance(by);
  }

 private:
  SystemClock system_;
  std::unique_ptr<FakeClock> fake_;
};

struct Played {
  intake::End end = intake::End::unset;
  intake::Record record;               ///< empty when stopped
  std::vector<std::string> not_shown;  ///< what the script answers and the visit never showed
};

class ScriptPlayer {
 public:
  ScriptPlayer(const Script& script, intake::Services services, ScriptClock& clock);
  [[nodiscard]] Result<Played> play();

 private:
  using Item = std::pair<std::string, std::string>;  ///< bundle id, path
  Result<void> begin();
  Result<bool> play_next();  ///< false: every shown item was played
  Result<void> play_item(const Item& item);
  Result<void> run_steps(std::string_view after);
  Result<void> run_step(const ScriptStep& step);
  Result<void> answer_again(const fhir::Json& answers);
  Result<void> go_back(std::int64_t count);
  Result<void> wait(std::int64_t seconds);
  Result<void> kill_host(const std::string& plugin) const;
  Result<void> add_entry(const std::string& group);
  Result<void> remove_entry(const std::string& entry);
  void forget_entries(const intake::ItemRef& group);
  [[nodiscard]] Result<intake::ItemRef> group_named(const std::string& name) const;
  [[nodiscard]] const fhir::Json* listed(const Item& item) const;
  [[nodiscard]] Result<Played> finished();
  [[nodiscard]] std::vector<std::string> not_shown() const;

  const Script& script_;
  intake::Services services_;
  ScriptClock& clock_;
  std::unique_ptr<intake::Intake> intake_;
  std::vector<Item> played_;
  std::set<Item> done_;
  std::map<std::string, fhir::Json> overrides_;  ///< values that `answer` steps gave
  std::set<const ScriptStep*> steps_done_;
  intake::End end_ = intake::End::unset;
};

}  // namespace anteroom::cli
