// The frozen record: every rule, every promised check, every question, with what is unknown left
// unknown.
#include <algorithm>

#include "core/intake/answer_lines.h"
#include "core/intake/intake_state.h"
#include "core/intake/summary_lines.h"

namespace anteroom::intake {
namespace {

/// The rule's outcome now; what it said when it first fired, when that is no longer so.
RecordFinding frozen(const PluginVisit& visit, const triage::Finding& finding,
                     const std::string& language) {
  RecordFinding record;
  record.plugin = visit.id();
  record.finding = finding;
  for (const triage::Rule& rule : visit.triage().rules().rules()) {
    if (rule.id != finding.rule_id) continue;
    record.name = rule.name;
    record.summary_label = rule.summary_label;
    record.clinician_message = rule.clinician_message;
    record.suspected = rule.suspected;
    record.evidence = rule.evidence;
  }
  const auto first = visit.fired().find(finding.rule_id);
  if (first != visit.fired().end()) {
    record.at = first->second.at;
    record.changed_answer = finding.state != triage::RuleState::fired;
  }
  if (record.changed_answer) {
    record.answer_words = first->second.words;
  } else if (const std::vector<std::string>* held = visit.held_words(finding)) {
    record.answer_words = *held;
  } else {
    record.answer_words = decisive_words(visit.bundle(), visit.form(), finding, language);
  }
  return record;
}

/// The items whose answers took a fired rule back.
void add_changed(const PluginVisit& visit, const std::vector<triage::Finding>& findings,
                 Record& record) {
  const auto add = [&](const std::string& link_id) {
    const std::pair<std::string, std::string> item{visit.id(), link_id};
    if (std::find(record.changed_answers.begin(), record.changed_answers.end(), item) ==
        record.changed_answers.end())
      record.changed_answers.push_back(item);
  };
  for (const triage::Finding& finding : findings) {
    const auto first = visit.fired().find(finding.rule_id);
    if (first == visit.fired().end() || finding.state == triage::RuleState::fired) continue;
    const std::vector<std::string>& decisive = first->second.link_ids;
    const bool any = std::any_of(decisive.begin(), decisive.end(),
                                 [&](const auto& id) { return visit.replaced(id); });
    // None replaced: another answer hid them or excused the rule; then all that decided it are
    // named.
    for (const std::string& link_id : decisive)
      if (!any || visit.replaced(link_id)) add(link_id);
  }
}

void add_lines(const PluginVisit& visit, Record& record) {
  const AnswerWords words(record.answers, visit.id(), visit.bundle().summary());
  std::vector<Record::Line> lines = render_lines(visit.bundle(), words);
  if (visit.summary_expected() && !visit.summary().evaluated) record.plugin_lines_evaluated = false;
  if (visit.summary().evaluated) {
    const std::vector<std::string>& allowed = visit.bundle().manifest().summary_lines;
    for (const plugin::SummaryLineReply& reply : visit.summary().lines) {
      if (std::find(allowed.begin(), allowed.end(), reply.id) == allowed.end() ||
          reply.text.empty())
        continue;
      for (Record::Line& line : lines) {
        if (line.id != reply.id) continue;
        line.text = reply.text;
        line.source = "plugin";
      }
    }
  }
  std::erase_if(lines, [](const Record::Line& line) { return line.text.empty(); });
  record.summary_lines.insert(record.summary_lines.end(), lines.begin(), lines.end());
}

/// Who filled the form in: the item of any form that offers exactly these answers.
std::string respondent_of(const PluginVisit& visit) {
  const form::Definition& definition = visit.form().definition();
  const auto offers = [](const form::ItemDefinition& item, std::string_view code) {
    return std::any_of(item.options.begin(), item.options.end(),
                       [&](const auto& each) { return each.code == code; });
  };
  for (const std::string& link_id : definition.link_ids()) {
    const form::ItemDefinition& item = *definition.find(link_id);
    if (!offers(item, "self") || !offers(item, "helper") || !offers(item, "staff")) continue;
    for (const form::ItemState& state : visit.form().states(link_id))
      if (state.kind == form::ItemState::Kind::answered && !state.codes.empty())
        return state.codes.front();
  }
  return "unknown";
}

void add_plugin(const PluginVisit& visit, const Services& services, End end, Record& record) {
  const std::string& language = services.clinic_language;
  record.plugins.push_back(visit.use(language));
  record.responses.push_back(
      visit.form().response(end == End::finished ? "completed" : "in-progress"));
  record.summaries.push_back(visit.bundle().summary());
  record.body_maps.push_back(visit.bundle().body_map_svg());
  const triage::TriageResult result = visit.result();
  for (const triage::Finding& finding : result.findings)
    record.findings.push_back(frozen(visit, finding, language));
  const std::vector<plugin::CheckOutcome> checks = visit.checks();
  for (const plugin::CheckOutcome& check : checks)
    record.coded_checks.emplace_back(visit.id(), check);
  record.tier = std::max(record.tier, tier_with_checks(result.findings, checks));
  for (const std::string& link_id : result.unknown_safety_items)
    record.unknown_safety_items.emplace_back(visit.id(), link_id);
  for (AnswerLine& line : answer_lines(visit.bundle(), visit.form(), language)) {
    line.changed = visit.replaced(line.link_id);
    record.answers.push_back(std::move(line));
  }
  add_changed(visit, result.findings, record);
  add_lines(visit, record);
  if (record.respondent == "unknown") record.respondent = respondent_of(visit);
}

}  // namespace

triage::Tier tier_with_checks(std::vector<triage::Finding> findings,
                              const std::vector<plugin::CheckOutcome>& checks) {
  for (const plugin::CheckOutcome& check : checks) {
    triage::Finding finding;
    finding.rule_id = check.id;
    finding.tier = check.tier;
    finding.state = check.outcome == plugin::Outcome::present  ? triage::RuleState::fired
                    : check.outcome == plugin::Outcome::absent ? triage::RuleState::not_fired
                                                               : triage::RuleState::unresolved;
    findings.push_back(std::move(finding));
  }
  return triage::overall_tier(findings);
}

triage::Tier Intake::tier() const {
  triage::Tier tier = triage::Tier::none;
  for (const PluginVisit* visit : state_->reported())
    tier = std::max(tier, tier_with_checks(visit->findings(), visit->checks()));
  return tier;
}

/// In a visit with several plugins: what each of them is, and which answers are one.
void Intake::State::mark_shared(Record& record) const {
  if (record.plugins.size() < 2) return;
  for (PluginUse& use : record.plugins)
    use.role = visit(use.id)->bundle().manifest().common_history() ? PluginRole::common_history
                                                                   : PluginRole::reason;
  for (AnswerLine& line : record.answers) line.shared = shared_key({line.plugin, line.link_id});
}

Record Intake::State::freeze(End end) const {
  Record record;
  record.id = info.id.uuid;
  record.intake_number = info.intake_number;
  record.kiosk = services.kiosk_id;
  record.clinic = services.clinic;
  record.started = info.started;
  record.finished = services.clock->now();
  record.end = end;
  record.language = language;
  record.respondent = "unknown";
  record.patient = patient;
  record.consent = consent;
  for (const PluginVisit* visit : reported()) add_plugin(*visit, services, end, record);
  mark_shared(record);
  if (const auto alerts = services.store->alerts(info.id); alerts) {
    for (const store::StoredAlert& stored : *alerts) {
      Alert alert{stored.alert.plugin_id, stored.alert.rule_id, stored.raised_at, {}};
      if (stored.acknowledged_at)
        alert.acks.emplace_back(*stored.acknowledged_at, stored.acknowledged_by);
      record.alerts.push_back(std::move(alert));
    }
  }
  if (const auto head = services.store->audit_head(); head) record.audit_head = *head;
  return record;
}

}  // namespace anteroom::intake
