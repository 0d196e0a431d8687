// A draft that a crash left, played back from its journal: the same commands without the store.
#include <algorithm>

#include "core/intake/intake_state.h"

namespace anteroom::intake {
namespace {

Error changed_plugin(const std::string& id) {
  return {"AR-I005",
          "The condition '" + id +
              "' was updated or removed since this visit began; its draft cannot go on.",
          "",
          "Finish the visit as timed out, or install the former version again.",
          0,
          0};
}

Error cannot_replay(const store::StoredEvent& event) {
  return {"AR-I004",
          "Event " + std::to_string(event.sequence) + " (" + event.event.kind +
              ") of this visit does not fit any more.",
          "",
          "",
          0,
          0};
}

}  // namespace

Result<void> Intake::State::replay_choice(const store::StoredEvent& event) {
  const Result<fhir::Json> payload = payload_of(event);
  if (!payload) return payload.error();
  std::vector<std::string> wanted;
  for (const fhir::Json& use : payload->array_or_empty("plugins")) {
    const std::string id(use.string_or_empty("id"));
    const auto bundle = find_bundle(id);
    if (!bundle || bundle->manifest().sha256 != use.string_or_empty("manifest_sha256"))
      return changed_plugin(id);
    wanted.push_back(id);
    if (visit(id) != nullptr) continue;
    const auto opened = plugin::Bundle::open(bundle);
    if (!opened) return opened.error();
    auto fresh = std::make_unique<PluginVisit>(*opened, launch(), services.clinic_language);
    fresh->commit(fresh->start(), event.at);
    visits.push_back(std::move(fresh));
  }
  chosen = std::move(wanted);
  sharing = Sharing(chosen_visits());
  return {};
}

Result<void> Intake::State::replay_answer(const store::StoredEvent& event) {
  Result<GivenAnswer> given = read_answer(event);
  if (!given) return given.error();
  PluginVisit* target = visit(given->plugin);
  if (target == nullptr) return cannot_replay(event);
  const Result<Step> step = target->apply(std::move(*given));
  if (!step) return cannot_replay(event);
  target->commit(*step, event.at);
  return {};
}

Result<void> Intake::State::replay(const store::StoredEvent& event) {
  const std::string& kind = event.event.kind;
  if (kind == kAnswerEvent || kind == kUnknownEvent || kind == kAddInstanceEvent ||
      kind == kRemoveInstanceEvent)
    return replay_answer(event);
  if (kind == kChooseEvent) return replay_choice(event);
  if (kind == kFindingEvent) {
    const Result<FindingNote> note = read_finding(event);
    if (!note) return note.error();
    if (PluginVisit* target = visit(note->plugin)) target->remember(*note, event.at);
    return {};
  }
  const Result<fhir::Json> payload = payload_of(event);
  if (!payload) return payload.error();
  if (kind == kLanguageEvent) language = payload->string_or_empty("language");
  if (kind == kConsentEvent) consent = consent_from(*payload);
  if (kind == kCheckInEvent) {
    const Result<std::vector<Step>> steps = relaunch_all(patient_from(*payload));
    if (!steps) return cannot_replay(event);
    for (std::size_t i = 0; i < steps->size(); ++i) visits[i]->commit((*steps)[i], event.at);
  }
  // Outcomes of coded checks are not played back: the library is asked again about the answers as
  // they are.
  return {};
}

Result<std::unique_ptr<Intake>> Intake::resume(Services services, const store::VisitId& visit) {
  if (services.store == nullptr || services.clock == nullptr)
    return Error{"AR-I008", "A visit needs a store and a clock.", "", "", 0, 0};
  const Result<std::vector<store::VisitInfo>> drafts = services.store->drafts();
  if (!drafts) return drafts.error();
  const auto draft = std::find_if(drafts->begin(), drafts->end(),
                                  [&](const store::VisitInfo& info) { return info.id == visit; });
  if (draft == drafts->end())
    return Error{"AR-I006", "This visit is no draft.", visit.uuid, "", 0, 0};
  const Result<std::vector<store::StoredEvent>> events = services.store->events(visit);
  if (!events) return events.error();
  auto state = std::make_unique<State>();
  state->language = services.clinic_language;
  state->services = std::move(services);
  state->info = *draft;
  for (const store::StoredEvent& event : *events)
    if (Result<void> replayed = state->replay(event); !replayed) return replayed.error();
  return std::unique_ptr<Intake>(new Intake(std::move(state)));
}

}  // namespace anteroom::intake
