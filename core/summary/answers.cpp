#include "core/summary/answers.h"

#include <algorithm>

#include "core/summary/clean_text.h"
#include "core/summary/model_parts.h"
#include "core/summary/words.h"

namespace anteroom::summary {
namespace {

using Kind = AnswerRow::Kind;

std::string note_of(const intake::AnswerLine& line) {
  std::string note;
  if (line.private_item) note += "Private item. ";
  if (line.safety) note += "Safety item. ";
  if (!line.shown && line.kind == form::ItemState::Kind::answered) note += "Calculated. ";
  if (line.prefilled) note += "Filled from check-in. ";
  if (!line.shared.empty()) note += "Asked once for several reasons. ";
  if (line.changed) note += "Changed during the visit. ";
  if (!note.empty()) note.pop_back();
  return note;
}

// "health-checks" -> "Health checks"; a step in words stays as it is.
std::string step_words(const std::string& step) {
  std::string words = capital(clean_text(step));
  std::replace(words.begin(), words.end(), '-', ' ');
  return words;
}

AnswerRow row_of(const intake::AnswerLine& line) {
  AnswerRow row{Kind::answered, clean_text(line.question), "", note_of(line)};
  switch (line.kind) {
    case form::ItemState::Kind::answered: {
      const std::string typed = clean_text(line.free_text), answer = clean_text(line.answer);
      row.right = typed.empty() || typed == answer
                      ? answer
                      : answer + (answer.empty() ? "" : " ") + "\u201C" + typed + "\u201D";
      if (!typed.empty() && typed == answer) row.right = "\u201C" + typed + "\u201D";
      if (line.partial)
        row.right += " (rest " +
                     (line.reason == form::UnknownReason::none ? "not sure" : unknown_words(line)) +
                     ")";
      break;
    }
    case form::ItemState::Kind::not_present:
      row.kind = Kind::not_asked;
      row.right = "Not asked: does not apply";
      break;
    case form::ItemState::Kind::unknown:
      row.kind =
          line.shown || line.reason != form::UnknownReason::none ? Kind::unknown : Kind::not_asked;
      row.right = line.reason != form::UnknownReason::none ? "No answer: " + unknown_words(line)
                  : line.shown                             ? "No answer: not reached"
                                                           : "Not asked: an earlier answer is open";
      break;
  }
  return row;
}

std::string state_words(triage::RuleState state) {
  switch (state) {
    case triage::RuleState::fired:
      return "Fired";
    case triage::RuleState::not_fired:
      return "Not fired";
    case triage::RuleState::unresolved:
      return "Not decided: answers are missing";
    case triage::RuleState::not_evaluated:
      break;
  }
  return "Not evaluated";
}

AnswerRow row_of(const intake::RecordFinding& finding) {
  const auto state = finding.finding.state;
  AnswerRow row{Kind::rule, finding.finding.rule_id + " " + clean_text(finding.name),
                state_words(state), ""};
  row.left += " (" + tier_words(finding.finding.tier) + ")";
  if (state == triage::RuleState::fired) {
    row.note = clean_text(finding.clinician_message);
    if (!finding.suspected.empty()) row.note += " Consider: " + clean_text(finding.suspected) + ".";
    if (!finding.evidence.empty()) row.note += " Evidence: " + clean_text(finding.evidence) + ".";
  }
  return row;
}

AnswerRow row_of(const plugin::CheckOutcome& check) {
  AnswerRow row{Kind::rule, "Check " + check.id + " " + clean_text(check.title), "Not evaluated",
                clean_text(check.text)};
  if (check.outcome == plugin::Outcome::present) row.right = "Present";
  if (check.outcome == plugin::Outcome::absent) row.right = "Absent";
  if (check.outcome == plugin::Outcome::not_evaluated && !check.reason.empty())
    row.right += " (" + clean_text(check.reason) + ")";
  return row;
}

}  // namespace

std::vector<AnswerRow> answer_rows(const intake::Record& record) {
  std::vector<AnswerRow> rows;
  for (const intake::PluginUse& plugin : record.plugins) {
    std::string step = "\x01";  // no step of a form
    for (const intake::AnswerLine& line : record.answers) {
      if (line.plugin != plugin.id) continue;
      if (line.step != step) {
        step = line.step;
        rows.push_back({Kind::section,
                        clean_text(plugin.title) + (step.empty() ? "" : ": " + step_words(step)),
                        "", ""});
      }
      rows.push_back(row_of(line));
    }
    rows.push_back({Kind::section, clean_text(plugin.title) + ": rules and checks", "", ""});
    for (const intake::RecordFinding& finding : record.findings) {
      if (finding.plugin == plugin.id) rows.push_back(row_of(finding));
    }
    for (const auto& [id, check] : record.coded_checks) {
      if (id == plugin.id) rows.push_back(row_of(check));
    }
  }
  return rows;
}

}  // namespace anteroom::summary
