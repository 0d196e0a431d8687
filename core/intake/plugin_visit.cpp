#include "core/intake/plugin_visit.h"

#include <algorithm>
#include <numeric>

#include "core/intake/answer_lines.h"
#include "core/intake/entries.h"

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
  switch (given.deed) {
    case Deed::added_instance:
      return form_.add_instance(given.path);
    case Deed::removed_instance:
      return remove_entry(given);
    case Deed::answered:
    case Deed::unset:
      break;
  }
  return given.reason == form::UnknownReason::none ? form_.answer(given.path, given.values)
                                                   : form_.answer_unknown(given.path, given.reason);
}

/// A group keeps one entry: without any, "never asked" would be drawn and printed as "none".
Result<form::ChangeSet> PluginVisit::remove_entry(const GivenAnswer& given) {
  const bool only = form_.instances(given.path) == 1 && given.index == 0;
  if (only)
    if (const auto fresh = form_.add_instance(given.path); !fresh) return fresh.error();
  return form_.remove_instance(given.path, given.index);
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

/// What an answer is about to replace.
void PluginVisit::note_answer(const GivenAnswer& given, Step& step) const {
  const std::string link_id = form::link_id_of(given.path);
  if (answered(form_, link_id) && !form_.prefilled(given.path)) step.replaced.push_back(link_id);
}

/// What a removed entry takes with it.
void PluginVisit::note_removal(const GivenAnswer& given, Step& step) const {
  EntryContent content = content_of(form_, given.path + "[" + std::to_string(given.index) + "]");
  step.replaced = std::move(content.answered);
  // An entry that was added and never filled in said nothing, so nothing is left open by it.
  if (!content.touched) return;
  step.held_items = std::move(content.unknown_safety);
  for (const triage::Finding& finding : triage_.findings()) {
    if (finding.state != triage::RuleState::unresolved) continue;
    triage::Finding open = finding;
    open.reason = "answers unknown in a removed entry";
    step.held.push_back({std::move(open), decisive_words(*bundle_, form_, finding, language_)});
  }
}

/// Of the rules that were open before the removal, those that it alone settled.
void PluginVisit::hold_open_rules(Step& step) const {
  std::erase_if(step.held, [&](const HeldRule& held) {
    const auto now = std::find_if(
        triage_.findings().begin(), triage_.findings().end(),
        [&](const triage::Finding& finding) { return finding.rule_id == held.finding.rule_id; });
    return now == triage_.findings().end() || now->state != triage::RuleState::not_fired;
  });
}

Result<Step> PluginVisit::apply(GivenAnswer given) {
  Step step;
  const bool answer = given.deed == Deed::answered;
  const std::vector<form::AnswerValue> before = form_.answers(given.path);
  if (answer) note_answer(given, step);
  if (given.deed == Deed::removed_instance) note_removal(given, step);
  Result<form::ChangeSet> change = give(given);
  if (!change) return change.error();
  if (answer && form_.answers(given.path) == before) step.replaced.clear();
  step.change = std::move(*change);
  // Another number of instances: every rule that reads one of them looks again.
  if (!answer) {
    const std::vector<std::string> below =
        link_ids_below(form_.definition(), form::link_id_of(given.path));
    step.change.states.insert(step.change.states.end(), below.begin(), below.end());
  }
  note_rules(triage_.update(triage::FormSource(form_), step.change.states), step);
  hold_open_rules(step);
  step.given = std::move(given);
  return step;
}

Result<Step> PluginVisit::follow(GivenAnswer given) {
  Result<Step> step = apply(given);
  const auto breaks = [](const form::Issue& issue) {
    return issue.severity == form::Severity::error;
  };
  const std::vector<form::Issue> issues = form_.validate(given.path);
  if (step && std::none_of(issues.begin(), issues.end(), breaks)) return step;
  given.values.clear();
  given.reason = form::UnknownReason::none;
  Result<Step> cleared = apply(std::move(given));
  if (!cleared || !step) return cleared;
  // Two changes in one step: judged against what stood before both.
  cleared->replaced = std::move(step->replaced);
  cleared->change.states.insert(cleared->change.states.end(), step->change.states.begin(),
                                step->change.states.end());
  cleared->notes.clear();
  cleared->new_findings.clear();
  note_rules(every_rule(), *cleared);
  return cleared;
}

void PluginVisit::commit(const Step& step, Instant at) {
  if (!step.given.path.empty()) {
    const std::string link_id = form::link_id_of(step.given.path);
    log_.push_back(step.given);
    replaced_.insert(step.replaced.begin(), step.replaced.end());
    for (const HeldRule& held : step.held) held_.emplace(held.finding.rule_id, held);
    held_items_.insert(step.held_items.begin(), step.held_items.end());
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

std::vector<triage::Finding> PluginVisit::findings() const {
  std::vector<triage::Finding> all = triage_.findings();
  for (triage::Finding& finding : all) {
    const auto held = held_.find(finding.rule_id);
    if (held != held_.end() && finding.state == triage::RuleState::not_fired)
      finding = held->second.finding;
  }
  return all;
}

const std::vector<std::string>* PluginVisit::held_words(const triage::Finding& finding) const {
  const auto held = held_.find(finding.rule_id);
  if (held == held_.end() || finding.reason != held->second.finding.reason) return nullptr;
  return &held->second.words;
}

triage::TriageResult PluginVisit::result() const {
  triage::TriageResult result = triage_.result(triage::FormSource(form_));
  if (held_.empty() && held_items_.empty()) return result;
  result.findings = findings();
  result.tier = triage::overall_tier(result.findings);
  std::vector<std::string> unknown;
  for (const std::string& link_id : triage_.rules().safety_items())
    if (held_items_.contains(link_id) || contains(result.unknown_safety_items, link_id))
      unknown.push_back(link_id);
  result.unknown_safety_items = std::move(unknown);
  return result;
}

PluginUse PluginVisit::use(std::string_view language) const {
  const plugin::Manifest& manifest = bundle_->manifest();
  return {manifest.id, manifest.version, manifest.sha256, manifest.title_in(language)};
}

}  // namespace anteroom::intake
