#include "kiosk/cli/script_player.h"

#include <csignal>

#include <algorithm>
#include <array>
#include <charconv>

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

/// Under what a script may answer an item, closest first.
std::array<std::string, 4> keys_of(const std::pair<std::string, std::string>& item) {
  const auto& [plugin, path] = item;
  const std::string link_id = form::link_id_of(path);
  return {plugin + "/" + path, path, plugin + "/" + link_id, link_id};
}

bool answers_to(const std::pair<std::string, std::string>& item, const std::string& key) {
  const auto keys = keys_of(item);
  return std::find(keys.begin(), keys.end(), key) != keys.end();
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
  for (const auto& [plugin, path] : intake_->questions()) {
    const form::Form* form = intake_->form(plugin);
    const Item item{plugin, path};
    const form::ItemDefinition* definition = form->definition().find(form::link_id_of(path));
    if (definition == nullptr || !is_question(*definition) || done_.contains(item)) continue;
    // The visit filled it, and the script says nothing else: a page is not shown.
    if (form->prefilled(path) && listed(item) == nullptr) continue;
    if (const Result<void> played = play_item(item); !played) return played.error();
    if (const Result<void> stepped = run_steps(definition->link_id); !stepped)
      return stepped.error();
    return true;
  }
  return false;
}

Result<void> ScriptPlayer::play_item(const Item& item) {
  done_.insert(item);
  if (std::find(played_.begin(), played_.end(), item) == played_.end()) played_.push_back(item);
  clock_.advance(kQuestionTime);
  const auto& [plugin, path] = item;
  const fhir::Json* value = listed(item);
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

/// The closest key wins; under one key the newest value.
const fhir::Json* ScriptPlayer::listed(const Item& item) const {
  for (const std::string& key : keys_of(item)) {
    if (const auto found = overrides_.find(key); found != overrides_.end()) return &found->second;
    if (const fhir::Json* value = script_.answers.find(key)) return value;
  }
  return nullptr;
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
    case ScriptStep::Kind::add_entry:
      return add_entry(step.text);
    case ScriptStep::Kind::remove_entry:
      return remove_entry(step.text);
    case ScriptStep::Kind::unset:
      break;
  }
  return bad_step("A step without a kind");
}

/// A changed answer: played at once where the item was played already, otherwise when its turn
/// comes.
Result<void> ScriptPlayer::answer_again(const fhir::Json& answers) {
  for (const auto& [key, value] : answers.as_object()) {
    overrides_[key] = value;
    for (const Item& item : std::vector<Item>(played_)) {
      if (!answers_to(item, key)) continue;
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

/// "meds" or "neck-pain/meds": the chosen condition that has this repeating group.
Result<intake::ItemRef> ScriptPlayer::group_named(const std::string& name) const {
  for (const std::string& plugin : intake_->chosen()) {
    const std::string own = plugin + "/";
    const std::string path = name.starts_with(own) ? name.substr(own.size()) : name;
    const form::ItemDefinition* group =
        intake_->form(plugin)->definition().find(form::link_id_of(path));
    if (group != nullptr && group->type == ItemType::group && group->repeats)
      return intake::ItemRef{plugin, path};
  }
  return bad_step("No chosen condition has this repeating group: " + name);
}

Result<void> ScriptPlayer::add_entry(const std::string& group) {
  const Result<intake::ItemRef> found = group_named(group);
  if (!found) return found.error();
  const Result<intake::Change> added = intake_->add_instance(*found);
  return added ? Result<void>() : Result<void>(added.error());
}

Result<void> ScriptPlayer::remove_entry(const std::string& entry) {
  const std::size_t open = entry.rfind('[');
  std::size_t index = 0;
  const bool closed = open != std::string::npos && entry.back() == ']';
  const char* const end = entry.data() + entry.size() - (closed ? 1 : 0);
  if (!closed || std::from_chars(entry.data() + open + 1, end, index).ptr != end)
    return bad_step("An entry is named by its group and number, for example meds[1]");
  const Result<intake::ItemRef> found = group_named(entry.substr(0, open));
  if (!found) return found.error();
  const Result<intake::Change> removed = intake_->remove_instance(*found, index);
  if (!removed) return removed.error();
  forget_entries(*found);
  return {};
}

/// The entries behind a removed one have new numbers: what was answered stays answered, the rest is
/// played when its turn comes.
void ScriptPlayer::forget_entries(const intake::ItemRef& group) {
  const form::Form& form = *intake_->form(group.plugin);
  const auto gone = [&](const Item& item) {
    return item.first == group.plugin && item.second.starts_with(group.path + "[") &&
           form.answers(item.second).empty() &&
           form.unknown_reason(item.second) == UnknownReason::none;
  };
  std::erase_if(done_, gone);
  std::erase_if(played_, gone);
}

std::vector<std::string> ScriptPlayer::not_shown() const {
  std::vector<std::string> out;
  for (const auto& [key, value] : script_.answers.as_object()) {
    const bool played = std::any_of(played_.begin(), played_.end(),
                                    [&](const Item& item) { return answers_to(item, key); });
    if (!played) out.push_back(key);
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
