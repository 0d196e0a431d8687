#include "core/intake/intake.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/intake/intake_state.h"

namespace anteroom::intake {
namespace {

Error over_error() {
  return {"AR-I006", "This visit is over.", "", "", 0, 0};
}

Error not_chosen(std::string_view plugin_id) {
  return {"AR-I002", "The condition '" + std::string(plugin_id) + "' is not part of this visit.",
          "",        "",
          0,         0};
}

bool raises_alert(const FindingNote& note) {
  return note.step == FindingStep::fired && note.tier >= triage::Tier::urgent;
}

triage::Tier highest(const std::vector<triage::Finding>& findings) {
  triage::Tier tier = triage::Tier::none;
  for (const triage::Finding& finding : findings) tier = std::max(tier, finding.tier);
  return tier;
}

}  // namespace

PluginVisit* Intake::State::visit(std::string_view plugin_id) const {
  for (const auto& each : visits)
    if (each->id() == plugin_id) return each.get();
  return nullptr;
}

bool Intake::State::is_chosen(std::string_view plugin_id) const {
  return std::find(chosen.begin(), chosen.end(), plugin_id) != chosen.end();
}

std::shared_ptr<const plugin::Bundle> Intake::State::find_bundle(std::string_view plugin_id) const {
  for (const auto& bundle : services.catalogue)
    if (bundle->manifest().id == plugin_id) return bundle;
  return nullptr;
}

form::LaunchContext Intake::State::launch() const {
  form::LaunchContext launch;
  launch.patient = patient.to_fhir();
  // The visit's start, not the moment of choosing: a replay must calculate the same ages and dates.
  launch.now = info.started;
  launch.utc_offset_minutes = services.utc_offset_minutes;
  return launch;
}

std::vector<PluginVisit*> Intake::State::reported() const {
  std::vector<PluginVisit*> all;
  for (const std::string& id : chosen) all.push_back(visit(id));
  for (const auto& each : visits)
    if (!is_chosen(each->id()) && !each->fired().empty()) all.push_back(each.get());
  return all;
}

void Intake::State::add_notes(const std::vector<FindingNote>& notes, Batch& batch) const {
  for (const FindingNote& note : notes) {
    batch.events.push_back(finding_event(note));
    if (raises_alert(note)) batch.alerts.push_back({note.rule, note.plugin, info.intake_number});
  }
}

Result<void> Intake::State::write(const Batch& batch, Instant at) {
  const Result<std::int64_t> written =
      services.store->append(info.id, batch.events, batch.alerts, at);
  if (!written) return written.error();
  return {};
}

Intake::Intake(std::unique_ptr<State> state) : state_(std::move(state)) {}
Intake::~Intake() = default;

Result<std::unique_ptr<Intake>> Intake::begin(Services services) {
  if (services.store == nullptr || services.clock == nullptr)
    return Error{"AR-I008", "A visit needs a store and a clock.", "", "", 0, 0};
  Result<store::VisitInfo> info = services.store->begin_visit(services.kiosk_id);
  if (!info) return info.error();
  auto state = std::make_unique<State>();
  state->language = services.clinic_language;
  state->services = std::move(services);
  state->info = std::move(*info);
  return std::unique_ptr<Intake>(new Intake(std::move(state)));
}

Result<void> Intake::set_language(std::string_view language) {
  State& s = *state_;
  if (s.over) return over_error();
  if (Result<void> written = s.write({{language_event(language)}, {}}, s.services.clock->now());
      !written)
    return written;
  s.language = language;
  return {};
}

Result<std::vector<Step>> Intake::State::relaunch_all(const Patient& corrected) {
  const Patient former = std::exchange(patient, corrected);
  std::vector<Step> steps;
  for (const auto& each : visits) {
    Result<Step> step = each->relaunch(launch());
    if (step) {
      steps.push_back(std::move(*step));
      continue;
    }
    patient = former;
    // relaunch() changed nothing in the one that refused; those before it go back.
    for (std::size_t i = 0; i < steps.size(); ++i)
      if (const Result<Step> undone = visits[i]->relaunch(launch()); !undone) return undone.error();
    return step.error();
  }
  return steps;
}

Result<void> Intake::check_in(Patient patient) {
  State& s = *state_;
  if (s.over) return over_error();
  const Patient former = s.patient;
  const Result<std::vector<Step>> steps = s.relaunch_all(patient);
  if (!steps) return steps.error();
  Batch batch{{check_in_event(s.patient)}, {}};
  for (const Step& step : *steps) s.add_notes(step.notes, batch);
  const Instant at = s.services.clock->now();
  if (Result<void> written = s.write(batch, at); !written) {
    if (const auto undone = s.relaunch_all(former); !undone) return undone.error();
    return written;
  }
  for (std::size_t i = 0; i < steps->size(); ++i) s.visits[i]->commit((*steps)[i], at);
  return {};
}

Result<void> Intake::give_consent(Consent consent) {
  State& s = *state_;
  if (s.over) return over_error();
  const Instant at = s.services.clock->now();
  if (consent.given && consent.given_at == Instant{}) consent.given_at = at;
  if (Result<void> written = s.write({{consent_event(consent)}, {}}, at); !written) return written;
  s.consent = std::move(consent);
  return {};
}

Result<void> Intake::choose(const std::vector<std::string>& plugin_ids) {
  State& s = *state_;
  if (s.over) return over_error();
  std::vector<std::string> wanted;
  for (const std::string& id : plugin_ids)
    if (std::find(wanted.begin(), wanted.end(), id) == wanted.end()) wanted.push_back(id);
  wanted = s.with_history(std::move(wanted));
  std::vector<PluginUse> uses;
  std::vector<std::pair<std::unique_ptr<PluginVisit>, Step>> fresh;
  Batch notes;
  std::vector<std::string> opened;
  for (const std::string& id : wanted) {
    const auto listed = s.find_bundle(id);
    if (!listed)
      return Error{"AR-I001", "There is no condition '" + id + "' on this kiosk.", "", "", 0, 0};
    // Verified again, in full, each time it is chosen.
    const auto bundle = plugin::Bundle::open(listed);
    // A common history that joined by itself and is damaged costs its own questions only.
    const bool asked_for = std::find(plugin_ids.begin(), plugin_ids.end(), id) != plugin_ids.end();
    if (!bundle && !asked_for) continue;
    if (!bundle) return bundle.error();
    const plugin::Manifest& manifest = (*bundle)->manifest();
    opened.push_back(id);
    uses.push_back({id, manifest.version, manifest.sha256, ""});
    if (s.visit(id) != nullptr) continue;
    auto visit = std::make_unique<PluginVisit>(*bundle, s.launch(), s.services.clinic_language);
    Step step = visit->start();
    s.add_notes(step.notes, notes);
    fresh.emplace_back(std::move(visit), std::move(step));
  }
  notes.events.insert(notes.events.begin(), choose_event(uses));
  const Instant at = s.services.clock->now();
  if (Result<void> written = s.write(notes, at); !written) return written;
  for (auto& [visit, step] : fresh) {
    visit->commit(step, at);
    s.visits.push_back(std::move(visit));
  }
  const std::vector<std::string> before = std::exchange(s.chosen, std::move(opened));
  s.sharing = Sharing(s.chosen_visits());
  return s.take_over(before);
}

Result<Change> Intake::give(GivenAnswer given) {
  State& s = *state_;
  if (s.over) return over_error();
  const std::string plugin = given.plugin;
  PluginVisit* visit = s.is_chosen(plugin) ? s.visit(plugin) : nullptr;
  if (visit == nullptr) return not_chosen(plugin);
  given.questionnaire = visit->form().definition().url();
  Result<std::vector<Step>> steps = s.apply(std::move(given));
  if (!steps) return steps.error();
  Batch batch;
  for (const Step& step : *steps) {
    batch.events.push_back(answer_event(step.given));
    s.add_notes(step.notes, batch);
  }
  const Instant at = s.services.clock->now();
  if (const Result<void> written = s.write(batch, at); !written) {
    // What the screen would acknowledge is not on disk, so the forms must not have it either.
    for (const Step& step : *steps)
      if (const Result<void> back = s.visit(step.given.plugin)->take_back(); !back)
        return back.error();
    return written.error();
  }
  std::vector<Change> changes;
  triage::Tier tier = triage::Tier::none;
  for (Step& step : *steps) {
    s.visit(step.given.plugin)->commit(step, at);
    const triage::Tier own = highest(step.new_findings);
    tier = std::max(tier, own);
    changes.push_back(
        {step.given.plugin, std::move(step.change), std::move(step.new_findings), own, {}});
  }
  Change change = std::move(changes.front());
  change.alert_tier = tier;
  change.shared.assign(std::make_move_iterator(changes.begin() + 1),
                       std::make_move_iterator(changes.end()));
  return change;
}

Result<Change> Intake::answer(const ItemRef& item, std::vector<form::AnswerValue> values) {
  return give({item.plugin, {}, item.path, std::move(values)});
}

Result<Change> Intake::answer_unknown(const ItemRef& item, form::UnknownReason reason) {
  if (reason == form::UnknownReason::none)
    return Error{"AR-I009", "An unknown answer needs its reason.", item.path, "", 0, 0};
  return give({item.plugin, {}, item.path, {}, reason});
}

Result<Change> Intake::add_instance(const ItemRef& group) {
  GivenAnswer given{group.plugin, {}, group.path, {}};
  given.deed = Deed::added_instance;
  return give(std::move(given));
}

Result<Change> Intake::remove_instance(const ItemRef& group, std::size_t index) {
  GivenAnswer given{group.plugin, {}, group.path, {}};
  given.deed = Deed::removed_instance;
  given.index = index;
  return give(std::move(given));
}

const store::VisitInfo& Intake::info() const {
  return state_->info;
}
const std::string& Intake::language() const {
  return state_->language;
}
const Patient& Intake::patient() const {
  return state_->patient;
}
const Consent& Intake::consent() const {
  return state_->consent;
}
const std::vector<std::string>& Intake::chosen() const {
  return state_->chosen;
}
const Services& Intake::services() const {
  return state_->services;
}

const form::Form* Intake::form(std::string_view plugin_id) const {
  const PluginVisit* visit = state_->visit(plugin_id);
  return visit == nullptr ? nullptr : &visit->form();
}

const plugin::Bundle* Intake::bundle(std::string_view plugin_id) const {
  const PluginVisit* visit = state_->visit(plugin_id);
  return visit == nullptr ? nullptr : &visit->bundle();
}

triage::TriageResult Intake::triage(std::string_view plugin_id) const {
  const PluginVisit* visit = state_->visit(plugin_id);
  return visit == nullptr ? triage::TriageResult{} : visit->result();
}

std::vector<store::StoredAlert> Intake::alerts() const {
  const auto found = state_->services.store->alerts(state_->info.id);
  return found ? *found : std::vector<store::StoredAlert>{};
}

int Intake::host_pid(std::string_view plugin_id) const {
  const PluginVisit* visit = state_->visit(plugin_id);
  return visit == nullptr ? -1 : visit->host_pid();
}

void Intake::run_checks() {
  State& s = *state_;
  if (s.over) return;
  for (const std::string& id : s.chosen) {
    PluginVisit* visit = s.visit(id);
    if (!visit->run_checks(s.services.host)) continue;
    const std::vector<plugin::CheckOutcome> outcomes = visit->checks();
    Batch batch{{check_event(id, outcomes)}, {}};
    for (const plugin::CheckOutcome& outcome : outcomes)
      if (outcome.outcome == plugin::Outcome::present && outcome.tier >= triage::Tier::urgent)
        batch.alerts.push_back({outcome.id, id, s.info.intake_number});
    // The outcomes are part of the frozen record in any case; a store that refuses now will refuse
    // finish() aloud, so an urgent one is asked again then.
    if (!s.write(batch, s.services.clock->now())) visit->ask_checks_again();
  }
}

Result<Record> Intake::finish(End end) {
  State& s = *state_;
  if (s.over) return over_error();
  if (end != End::finished && end != End::timed_out)
    return Error{
        "AR-I007", "A visit finishes as finished or timed out; stop() clears it.", "", "", 0, 0};
  run_checks();
  for (const std::string& id : s.chosen) s.visit(id)->run_summary(s.services.host);
  Record record = s.freeze(end);
  const auto state =
      end == End::finished ? store::VisitState::finished : store::VisitState::timed_out;
  const Result<void> stored = s.services.store->finish(s.info.id, fhir::write_json(to_json(record)),
                                                       state, s.services.destinations);
  if (!stored) return stored.error();
  s.over = true;
  s.visits.clear();
  s.chosen.clear();
  s.patient = {};
  return record;
}

Result<void> Intake::stop() {
  State& s = *state_;
  if (s.over) return over_error();
  if (Result<void> discarded = s.services.store->discard(s.info.id, s.services.destinations);
      !discarded)
    return discarded;
  s.over = true;
  s.visits.clear();
  s.chosen.clear();
  s.patient = {};
  return {};
}

Record Intake::preview() const {
  return state_->freeze(End::unset);
}

}  // namespace anteroom::intake
