#include "kiosk/cli/script_player.h"

#include <csignal>

#include <algorithm>

namespace anteroom::cli {
namespace {

using namespace std::chrono_literals;
using form::ItemType;
using form::UnknownReason;

/// What a question takes on a fixed clock, so that start and finish differ and nothing depends on
/// the machine.
constexpr auto kQuestionTime = 4s;
/// Idle page after 120 s, then a countdown of 60 s: a longer wait times the visit out.
constexpr std::int64_t kTimeOutSeconds = 180;

bool is_question(const form::ItemDefinition& item) {
  return item.type != ItemType::group && item.type != ItemType::display && !item.hidden &&
         !item.read_only;
}

Error bad_step(const std::string& message) {
  return Error{.code = "AR-C033", .message = message, .pointer = "/steps", .mend = {}};
}

}  // namespace

ScriptPlayer::ScriptPlayer(const Script& script, intake::Services services, ScriptClock& clock)
    : script_(script), services_(std::move(services)), clock_(clock) {}

Result<Played> ScriptPlayer::play() {
  if (const Result<void> begun = begin(); !begun) return begun.error();
  if (const Result<void> stepped = run_steps(""); !stepped) return stepped.error();
  while (end_ == intake::End::unset) {
    const Result<bool> next = play_next();
    if (!next) return next.error();
    if (!*next) break;
  }
  return finished();
}

Result<void> ScriptPlayer::begin() {
  Result<std::unique_ptr<intake::Intake>> begun = intake::Intake::begin(services_);
  if (!begun) return begun.error();
  intake_ = std::move(*begun);
  if (const Result<void> set = intake_->set_language(script_.language); !set) return set;
  if (const Result<void> checked_in = intake_->check_in(script_.patient); !checked_in)
    return checked_in;
  intake::Consent consent;
  consent.given = script_.consent;
  consent.document = "anteroom-consent";
  consent.version = "1";
  consent.language = script_.language;
  consent.given_at = clock_.now();
  if (const Result<void> consented = intake_->give_consent(consent); !consented) return consented;
  // Without consent a patient is sent to the desk: no reason is asked, and nothing is shared.
  if (!script_.consent) {
    end_ = intake::End::stopped;
    return intake_->stop();
  }
  std::vector<std::string> reasons = script_.reasons;
  if (reasons.empty() && services_.catalogue.size() == 1)
    reasons = {services_.catalogue.front()->manifest().id};
  if (reasons.empty()) {
    return Error{.code = "AR-C033",
                 .message = "The script names no reason for the visit",
                 .pointer = "/reasons",
                 .mend = "Give the id of a condition"};
  }
  return intake_->choose(reasons);
}

Result<bool> ScriptPlayer::play_next() {
  for (const std::string& plugin : intake_->chosen()) {
    const form::Form* form = intake_->form(plugin);
    for (const std::string& path : form->enabled_paths()) {
      const Item item{plugin, path};
      const form::ItemDefinition* definition = form->definition().find(form::link_id_of(path));
      if (definition == nullptr || !is_question(*definition) || done_.contains(item)) continue;
      // The visit filled it, and the script says nothing else: a page is not shown.
      if (form->prefilled(path) && listed(definition->link_id) == nullptr) continue;
      if (const Result<void> played = play_item(item); !played) return played.error();
      if (const Result<void> stepped = run_steps(definition->link_id); !stepped)
        return stepped.error();
      return true;
    }
  }
  return false;
}

Result<void> ScriptPlayer::play_item(const Item& item) {
  done_.insert(item);
  if (std::find(played_.begin(), played_.end(), item) == played_.end()) played_.push_back(item);
  clock_.advance(kQuestionTime);
  const auto& [plugin, path] = item;
  const fhir::Json* value = listed(form::link_id_of(path));
  PlayedValue played;
  played.unknown = UnknownReason::skipped;
  if (value != nullptr) {
    Result<PlayedValue> read = played_value(*intake_->form(plugin), path, *value);
    if (!read) return read.error();
    played = std::move(*read);
  }
  const intake::ItemRef reference{plugin, path};
  const Result<intake::Change> change = played.unknown != UnknownReason::none
                                            ? intake_->answer_unknown(reference, played.unknown)
                                            : intake_->answer(reference, std::move(played.values));
  if (!change) return change.error();
  return {};
}

const fhir::Json* ScriptPlayer::listed(const std::string& link_id) const {
  const auto found = overrides_.find(link_id);
  return found != overrides_.end() ? &found->second : script_.answers.find(link_id);
}

Result<void> ScriptPlayer::run_steps(std::string_view after) {
  for (const ScriptStep& step : script_.steps) {
    if (step.after != after || end_ != intake::End::unset || !steps_done_.insert(&step).second)
      continue;
    if (const Result<void> done = run_step(step); !done) return done;
  }
  return {};
}

Result<void> ScriptPlayer::run_step(const ScriptStep& step) {
  switch (step.kind) {
    case ScriptStep::Kind::answer:
      return answer_again(step.answers);
    case ScriptStep::Kind::back:
      return go_back(step.number);
    case ScriptStep::Kind::language:
      return intake_->set_language(step.text);
    case ScriptStep::Kind::stop:
      end_ = intake::End::stopped;
      return intake_->stop();
    case ScriptStep::Kind::wait_s:
      return wait(step.number);
    case ScriptStep::Kind::kill_host:
      return kill_host(step.text);
    case ScriptStep::Kind::unset:
      break;
  }
  return bad_step("A step without a kind");
}

/// A changed answer: played at once where the item was played already, otherwise when its turn
/// comes.
Result<void> ScriptPlayer::answer_again(const fhir::Json& answers) {
  for (const auto& [link_id, value] : answers.as_object()) {
    overrides_[link_id] = value;
    for (const Item& item : std::vector<Item>(played_)) {
      if (form::link_id_of(item.second) != link_id) continue;
      if (const Result<void> again = play_item(item); !again) return again;
    }
  }
  return {};
}

/// Back and forward again: the last questions are answered a second time.
Result<void> ScriptPlayer::go_back(std::int64_t count) {
  const std::size_t most = std::min(played_.size(), static_cast<std::size_t>(count));
  const std::vector<Item> last(played_.end() - static_cast<std::ptrdiff_t>(most), played_.end());
  for (const Item& item : last) {
    if (!intake_->form(item.first)->enablement(item.second).enabled) continue;
    if (const Result<void> again = play_item(item); !again) return again;
  }
  return {};
}

Result<void> ScriptPlayer::wait(std::int64_t seconds) {
  if (!clock_.fixed()) return bad_step("wait_s needs a fixed clock: give \"clock\" or --clock");
  clock_.advance(std::chrono::seconds(seconds));
  if (seconds >= kTimeOutSeconds) end_ = intake::End::timed_out;
  return {};
}

Result<void> ScriptPlayer::kill_host(const std::string& plugin) const {
  intake_->run_checks();  // the host starts with its first call
  const int pid = intake_->host_pid(plugin);
  if (pid <= 0) return bad_step("This condition has no running host to kill");
  ::kill(pid, SIGKILL);
  return {};
}

std::vector<std::string> ScriptPlayer::not_shown() const {
  std::vector<std::string> out;
  for (const auto& [link_id, value] : script_.answers.as_object()) {
    const bool played = std::any_of(played_.begin(), played_.end(), [&](const Item& item) {
      return form::link_id_of(item.second) == link_id;
    });
    if (!played) out.push_back(link_id);
  }
  return out;
}

Result<Played> ScriptPlayer::finished() {
  Played played;
  played.not_shown = not_shown();
  played.end = end_ == intake::End::unset ? intake::End::finished : end_;
  if (played.end == intake::End::stopped) return played;
  Result<intake::Record> record = intake_->finish(played.end);
  if (!record) return record.error();
  played.record = std::move(*record);
  return played;
}

}  // namespace anteroom::cli
