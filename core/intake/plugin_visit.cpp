#include "core/intake/plugin_visit.h"

#include <algorithm>
#include <numeric>

#include "core/intake/answer_lines.h"

namespace anteroom::intake {
namespace {

using Kind = form::ItemState::Kind;

bool answered(const form::Form& form, std::string_view link_id) {
  const auto states = form.states(link_id);
  return std::any_of(states.begin(), states.end(),
                     [](const auto& state) { return state.kind == Kind::answered; });
}

bool contains(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

}  // namespace

PluginVisit::PluginVisit(std::shared_ptr<const plugin::Bundle> bundle, form::LaunchContext launch,
                         std::string words_language)
    : bundle_(std::move(bundle)),
      launch_(std::move(launch)),
      language_(std::move(words_language)),
      form_(bundle_->definition(), launch_),
      triage_(bundle_->rules()) {}

Result<form::ChangeSet> PluginVisit::give(const GivenAnswer& given) {
  return given.reason == form::UnknownReason::none ? form_.answer(given.path, given.values)
                                                   : form_.answer_unknown(given.path, given.reason);
}

void PluginVisit::note_rules(const std::vector<std::size_t>& rules, Step& step) const {
  for (const std::size_t index : rules) {
    const triage::Finding& finding = triage_.findings().at(index);
    const auto before = fired_.find(finding.rule_id);
    const bool fires = finding.state == triage::RuleState::fired;
    if (before == fired_.end() && fires) step.new_findings.push_back(finding);
    const bool was_true = before != fired_.end() && !before->second.withdrawn;
    if (fires != was_true)
      step.notes.push_back({id(), finding.rule_id, finding.tier,
                            fires ? FindingStep::fired : FindingStep::withdrawn});
  }
}

std::vector<std::size_t> PluginVisit::every_rule() const {
  std::vector<std::size_t> all(triage_.findings().size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

Step PluginVisit::start() {
  Step step;
  triage_.evaluate(triage::FormSource(form_));
  note_rules(every_rule(), step);
  return step;
}

Result<Step> PluginVisit::apply(GivenAnswer given) {
  Step step;
  const std::string link_id = form::link_id_of(given.path);
  const bool had_answer = answered(form_, link_id) && !form_.prefilled(given.path);
  const std::vector<form::AnswerValue> before = form_.answers(given.path);
  Result<form::ChangeSet> change = give(given);
  if (!change) return change.error();
  step.replaced = had_answer && form_.answers(given.path) != before;
  step.change = std::move(*change);
  note_rules(triage_.update(triage::FormSource(form_), step.change.states), step);
  step.given = std::move(given);
  return step;
}

void PluginVisit::commit(const Step& step, Instant at) {
  if (!step.given.path.empty()) {
    const std::string link_id = form::link_id_of(step.given.path);
    log_.push_back(step.given);
    if (step.replaced) replaced_.insert(link_id);
    const auto reads = [&](const std::string& changed) {
      return contains(bundle_->manifest().reads, changed);
    };
    checks_due_ = checks_due_ || reads(link_id) ||
                  std::any_of(step.change.states.begin(), step.change.states.end(), reads);
  }
  for (const triage::Finding& finding : step.new_findings) {
    FirstFired& first = fired_[finding.rule_id];
    first.at = at;
    first.words = decisive_words(*bundle_, form_, finding, language_);
    for (const triage::DecisiveAnswer& answer : finding.answers)
      first.link_ids.push_back(answer.link_id);
  }
  for (const FindingNote& note : step.notes)
    fired_[note.rule].withdrawn = note.step == FindingStep::withdrawn;
}

Result<void> PluginVisit::take_back() {
  form_ = form::Form(bundle_->definition(), launch_);
  triage_ = triage::Triage(bundle_->rules());
  Result<void> done;
  for (const GivenAnswer& given : log_)
    if (const auto change = give(given); !change && done) done = change.error();
  triage_.evaluate(triage::FormSource(form_));
  return done;
}

Result<Step> PluginVisit::relaunch(form::LaunchContext launch) {
  std::swap(launch_, launch);
  if (Result<void> replayed = take_back(); !replayed) {
    std::swap(launch_, launch);
    if (Result<void> restored = take_back(); !restored) return restored.error();
    return Error{
        "AR-I004", "An answer given before does not fit the corrected check-in.", "", "", 0, 0};
  }
  Step step;
  note_rules(every_rule(), step);
  checks_due_ = true;
  return step;
}

void PluginVisit::remember(const FindingNote& note, Instant at) {
  if (note.step == FindingStep::fired && !fired_.contains(note.rule)) {
    FirstFired& first = fired_[note.rule];
    first.at = at;
    first.withdrawn = true;  // the replay did not find it true
  }
}

plugin::HostClient& PluginVisit::host(const plugin::HostOptions& options) {
  if (!host_) host_ = std::make_unique<plugin::HostClient>(bundle_, options);
  return *host_;
}

bool PluginVisit::run_checks(const plugin::HostOptions& options) {
  const plugin::Manifest& manifest = bundle_->manifest();
  if (!checks_due_ || manifest.checks.empty() || manifest.library.empty()) return false;
  plugin::PluginAnswers answers = plugin::answers_for(manifest, form_);
  answers.language = language_;
  outcomes_ = host(options).check(answers);
  checks_due_ = false;
  return true;
}

bool PluginVisit::summary_expected() const {
  return !bundle_->manifest().library.empty() && !bundle_->manifest().summary_lines.empty();
}

void PluginVisit::run_summary(const plugin::HostOptions& options) {
  if (!summary_expected()) return;
  plugin::PluginAnswers answers = plugin::answers_for(bundle_->manifest(), form_);
  answers.language = language_;
  summary_ = host(options).summary(answers);
}

std::vector<plugin::CheckOutcome> PluginVisit::checks() const {
  std::vector<plugin::CheckOutcome> all;
  for (const plugin::CheckDeclaration& promised : bundle_->manifest().checks) {
    const auto found = std::find_if(
        outcomes_.begin(), outcomes_.end(),
        [&](const plugin::CheckOutcome& outcome) { return outcome.id == promised.id; });
    plugin::CheckOutcome entry;
    // An outcome over answers that have changed since says nothing about the ones now.
    if (found != outcomes_.end() && !checks_due_) {
      entry = *found;
    } else {
      entry.reason = bundle_->manifest().library.empty() ? "no-library" : "not-run";
    }
    entry.id = promised.id;
    entry.tier = promised.tier;
    entry.title = promised.title;
    all.push_back(std::move(entry));
  }
  return all;
}

triage::TriageResult PluginVisit::result() const {
  return triage_.result(triage::FormSource(form_));
}

PluginUse PluginVisit::use(std::string_view language) const {
  const plugin::Manifest& manifest = bundle_->manifest();
  return {manifest.id, manifest.version, manifest.sha256, manifest.title_in(language)};
}

}  // namespace anteroom::intake
