#include "core/summary/model_parts.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "core/base/hash.h"
#include "core/summary/clean_text.h"
#include "core/summary/names.h"
#include "core/summary/words.h"

namespace anteroom::summary {
namespace {

using triage::RuleState;

std::string finding_title(const intake::RecordFinding& finding) {
  if (!finding.summary_label.empty()) return clean_text(finding.summary_label);
  return finding.name.empty() ? finding.finding.rule_id : clean_text(finding.name);
}

std::string alert_note(const intake::Record& record, const intake::RecordFinding& finding,
                       Offset offset) {
  for (const intake::Alert& alert : record.alerts) {
    if (alert.rule != finding.finding.rule_id || alert.plugin != finding.plugin) continue;
    std::string note = "Alert raised " + time_words(alert.raised_at, offset);
    if (alert.acks.empty()) return note + ", not acknowledged yet.";
    for (const auto& [at, by] : alert.acks) {
      note +=
          ", acknowledged " + time_words(at, offset) + (by.empty() ? "" : " by " + clean_text(by));
    }
    return note + ".";
  }
  return "";
}

Flag flag_of(const intake::Record& record, const intake::RecordFinding& finding,
             const PluginView* view) {
  Flag flag;
  flag.tier = finding.finding.tier;
  flag.title = finding_title(finding);
  // The clinician's short label when there is one; else the question as it was asked.
  const auto& decisive = finding.finding.answers;
  const bool labelled =
      view != nullptr && std::all_of(decisive.begin(), decisive.end(), [&](const auto& answer) {
        return view->find(answer.link_id) != nullptr;
      });
  if (labelled && !decisive.empty()) {
    for (const triage::DecisiveAnswer& answer : decisive) {
      flag.answers += (flag.answers.empty() ? "" : "; ") + view->label(answer.link_id) + ": " +
                      view->words(answer.link_id);
    }
  } else {
    for (const std::string& words : finding.answer_words) {
      flag.answers += (flag.answers.empty() ? "" : "; ") + clean_text(words);
    }
  }
  flag.note = alert_note(record, finding, offset_of(record));
  flag.rule = "Rule " + rule_name(record, finding.plugin, finding.finding.rule_id);
  return flag;
}

Flag flag_of_check(const intake::Record& record, const std::string& plugin,
                   const plugin::CheckOutcome& check, const PluginView* view) {
  Flag flag;
  flag.tier = check.tier;
  flag.title = check.title.empty() ? check.id : clean_text(check.title);
  for (const std::string& item : check.answers) {
    if (view == nullptr) break;
    flag.answers +=
        (flag.answers.empty() ? "" : "; ") + view->label(item) + ": " + view->words(item);
  }
  flag.note = clean_text(check.text);
  flag.rule = "Check " + rule_name(record, plugin, check.id);
  return flag;
}

/// The same flag of two conditions, from one answer to a shared question, is one with both rules.
void join_flags(std::vector<Flag>& flags) {
  std::vector<Flag> joined;
  for (Flag& flag : flags) {
    const auto same = std::find_if(joined.begin(), joined.end(), [&](const Flag& other) {
      return other.tier == flag.tier && other.title == flag.title &&
             other.answers == flag.answers && other.note == flag.note;
    });
    if (same == joined.end()) {
      joined.push_back(std::move(flag));
    } else {
      same->rule += "; " + flag.rule;
    }
  }
  flags = std::move(joined);
}

std::string undecided_text(const intake::RecordFinding& finding, const PluginView* view) {
  if (finding.finding.state == RuleState::not_evaluated) {
    return finding.finding.reason.empty()
               ? "not evaluated"
               : "not evaluated (" + clean_text(finding.finding.reason) + ")";
  }
  std::string open;
  for (const triage::DecisiveAnswer& answer : finding.finding.answers) {
    open += (open.empty() ? "" : ", ") +
            (view == nullptr ? answer.link_id : view->label(answer.link_id));
  }
  return open.empty() ? "not decided" : "not decided, open: " + open;
}

void add_safety_gaps(Summary& summary, const intake::Record& record,
                     const std::vector<PluginView>& views) {
  std::set<std::string> listed;
  const auto first = [&](const PluginView* view, const std::string& plugin,
                         const std::string& item) {
    return listed.insert(view == nullptr ? plugin + "/" + item : question_name(*view, item)).second;
  };
  for (const auto& [plugin, item] : record.unknown_safety_items) {
    const PluginView* view = view_of(views, plugin);
    if (!first(view, plugin, item)) continue;
    const intake::AnswerLine* line = view == nullptr ? nullptr : view->find(item);
    std::string text = line == nullptr ? "not asked" : unknown_words(*line);
    if (line != nullptr && line->kind == form::ItemState::Kind::answered)
      text = "partly answered: " + view->words(item);
    summary.gaps.push_back({view == nullptr ? item : label_of(record, views, *view, item), text});
  }
  // A second look at the answers themselves: a safety item that the list forgot is still a gap.
  for (const intake::AnswerLine& line : record.answers) {
    const bool unknown = line.kind == form::ItemState::Kind::unknown;
    const PluginView* view = view_of(views, line.plugin);
    if (!line.safety || (!unknown && !line.partial) || !first(view, line.plugin, line.link_id))
      continue;
    const std::string label =
        view == nullptr ? clean_text(line.question) : label_of(record, views, *view, line.link_id);
    summary.gaps.push_back({label, unknown || view == nullptr
                                       ? unknown_words(line)
                                       : "partly answered: " + view->words(line.link_id)});
  }
}

void add_rule_gaps(Summary& summary, const intake::Record& record,
                   const std::vector<PluginView>& views) {
  for (const intake::RecordFinding& finding : record.findings) {
    const RuleState state = finding.finding.state;
    if (state != RuleState::unresolved && state != RuleState::not_evaluated) continue;
    const std::string rule = rule_name(record, finding.plugin, finding.finding.rule_id);
    summary.gaps.push_back(
        {finding_title(finding) + " (" + rule + ", " + short_tier_words(finding.finding.tier) + ")",
         undecided_text(finding, view_of(views, finding.plugin))});
  }
  // A rule that the bundle knows and the record does not hold was lost on the way: not evaluated,
  // never "no".
  for (const PluginView& view : views) {
    const fhir::Json* prompts = view.summary().find("exam_prompts");
    const fhir::Json* rules = prompts == nullptr ? nullptr : prompts->find("rules");
    if (rules == nullptr || !rules->is_object()) continue;
    for (const auto& [rule, prompt] : rules->as_object()) {
      const bool held =
          std::any_of(record.findings.begin(), record.findings.end(),
                      [&](const intake::RecordFinding& finding) {
                        return finding.plugin == view.id() && finding.finding.rule_id == rule;
                      });
      if (!held)
        summary.gaps.push_back({"Rule " + rule_name(record, view.id(), rule), "not evaluated"});
    }
  }
}

}  // namespace

std::string capital(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 32);
  return text;
}

const PluginView* view_of(const std::vector<PluginView>& views, std::string_view plugin) {
  const auto found = std::find_if(views.begin(), views.end(),
                                  [&](const PluginView& view) { return view.id() == plugin; });
  return found == views.end() ? nullptr : &*found;
}

std::vector<const intake::RecordFinding*> fired_in_order(const intake::Record& record) {
  std::vector<const intake::RecordFinding*> fired;
  for (const intake::RecordFinding& finding : record.findings) {
    if (finding.finding.state == RuleState::fired) fired.push_back(&finding);
  }
  std::stable_sort(fired.begin(), fired.end(),
                   [](const auto* a, const auto* b) { return a->finding.tier > b->finding.tier; });
  return fired;
}

void fill_flags(Summary& summary, const intake::Record& record,
                const std::vector<PluginView>& views) {
  for (const intake::RecordFinding* finding : fired_in_order(record)) {
    summary.flags.push_back(flag_of(record, *finding, view_of(views, finding->plugin)));
  }
  for (const auto& [plugin, check] : record.coded_checks) {
    if (check.outcome == plugin::Outcome::present)
      summary.flags.push_back(flag_of_check(record, plugin, check, view_of(views, plugin)));
  }
  std::stable_sort(summary.flags.begin(), summary.flags.end(),
                   [](const Flag& a, const Flag& b) { return a.tier > b.tier; });
  if (has_several_reasons(record)) join_flags(summary.flags);
}

void fill_gaps(Summary& summary, const intake::Record& record,
               const std::vector<PluginView>& views) {
  if (record.end == intake::End::timed_out || record.end == intake::End::stopped) {
    summary.gaps.push_back({"Visit", record.end == intake::End::stopped
                                         ? "stopped before the end"
                                         : "timed out before the end"});
  }
  add_safety_gaps(summary, record, views);
  add_rule_gaps(summary, record, views);
  for (const auto& [plugin, check] : record.coded_checks) {
    if (check.outcome != plugin::Outcome::not_evaluated) continue;
    const std::string why = check.reason.empty() ? "" : " (" + clean_text(check.reason) + ")";
    summary.gaps.push_back({(check.title.empty() ? check.id : clean_text(check.title)) +
                                " (check " + rule_name(record, plugin, check.id) + ")",
                            "not evaluated" + why});
  }
  if (!record.plugin_lines_evaluated) summary.gaps.push_back({"Plugin lines", "not evaluated"});
}

void fill_denied(Summary& summary, const intake::Record& record,
                 const std::vector<PluginView>& views) {
  const bool several = has_several_reasons(record);
  std::set<std::string> listed;
  for (const PluginView& view : views) {
    for (const fhir::Json& entry : view.summary().array_or_empty("denied")) {
      const intake::AnswerLine* line = view.find(entry.string_or_empty("item"));
      if (line == nullptr || line->kind != form::ItemState::Kind::answered || line->partial)
        continue;
      if (line->reason != form::UnknownReason::none || line->codes.empty()) continue;
      const auto& accepted = entry.array_or_empty("codes");
      const bool all_no =
          std::all_of(line->codes.begin(), line->codes.end(), [&](const std::string& code) {
            return std::find(accepted.begin(), accepted.end(), fhir::Json(code)) != accepted.end();
          });
      if (!all_no) continue;
      if (several && !listed.insert(question_name(view, line->link_id)).second) continue;
      std::string label(entry.string_or_empty("label"));
      const std::string condition = condition_of(record, view.id());
      if (!condition.empty() && denied_elsewhere(views, view, line->link_id, label))
        label += " (" + condition + ")";
      summary.asked_and_denied.push_back(std::move(label));
    }
  }
}

void fill_changed(Summary& summary, const intake::Record& record,
                  const std::vector<PluginView>& views) {
  for (const auto& [plugin, item] : record.changed_answers) {
    const PluginView* view = view_of(views, plugin);
    if (view == nullptr) continue;
    const std::string text = label_of(record, views, *view, item) + ", now " + view->words(item);
    auto& all = summary.changed_answers;
    if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(text);
  }
  for (const intake::RecordFinding& finding : record.findings) {
    if (!finding.changed_answer || finding.finding.state == RuleState::fired) continue;
    const std::string text = finding_title(finding) + " (" +
                             rule_name(record, finding.plugin, finding.finding.rule_id) +
                             ") was raised and the answer changed after";
    const std::string note = alert_note(record, finding, offset_of(record));
    summary.changed_answers.push_back(note.empty() ? text
                                                   : text + "; " + note.substr(0, note.size() - 1));
  }
}

void fill_tier(Summary& summary, const intake::Record& record) {
  summary.tier = record.tier;
  for (const Flag& flag : summary.flags) summary.tier = std::max(summary.tier, flag.tier);
  summary.tier_words = summary.tier == triage::Tier::none && !summary.gaps.empty()
                           ? "Gaps"
                           : tier_words(summary.tier);
  const triage::Tier highest =
      summary.flags.empty() ? triage::Tier::none : summary.flags.front().tier;
  if (summary.tier > highest) summary.tier_note = "Raised by safety questions without an answer";
}

void fill_prompts(Summary& summary, const intake::Record& record,
                  const std::vector<PluginView>& views) {
  std::size_t most = 6;
  for (const intake::RecordFinding* finding : fired_in_order(record)) {
    const PluginView* view = view_of(views, finding->plugin);
    const fhir::Json* prompts = view == nullptr ? nullptr : view->summary().find("exam_prompts");
    const fhir::Json* rules = prompts == nullptr ? nullptr : prompts->find("rules");
    std::string text =
        rules == nullptr ? "" : clean_text(rules->string_or_empty(finding->finding.rule_id));
    if (text.empty()) text = clean_text(finding->clinician_message);
    if (const fhir::Json* max = prompts == nullptr ? nullptr : prompts->find("max");
        max != nullptr && max->is_integer()) {
      most = std::min(most, static_cast<std::size_t>(std::max<std::int64_t>(max->as_integer(), 0)));
    }
    if (text.empty() || summary.exam_prompts.size() >= most) continue;
    if (std::find(summary.exam_prompts.begin(), summary.exam_prompts.end(), text) ==
        summary.exam_prompts.end()) {
      summary.exam_prompts.push_back(capital(text));
    }
  }
}

std::optional<std::int64_t> number_of(const PluginView& view, std::string_view link_id) {
  const intake::AnswerLine* line = view.find(link_id);
  if (line == nullptr || line->kind != form::ItemState::Kind::answered) return std::nullopt;
  std::int64_t value = 0;
  const std::string& text = line->answer;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = code == std::errc{} && (end == text.data() + text.size() || *end == ' ');
  return whole ? std::optional(value) : std::nullopt;
}

namespace {
std::string one_place(const fhir::Decimal& value) {
  const std::string text = value.rounded(1).to_string();
  return text.find('.') == std::string::npos ? text + ".0" : text;
}

const fhir::Json* find_item(const fhir::Json& parent, std::string_view link_id) {
  for (const fhir::Json& item : parent.array_or_empty("item")) {
    if (item.string_or_empty("linkId") == link_id) return &item;
    if (const fhir::Json* inner = find_item(item, link_id)) return inner;
  }
  return nullptr;
}
}  // namespace

std::string decimal_answer(const intake::Record& record, const PluginView& view,
                           std::string_view link_id) {
  if (link_id.empty()) return "";
  for (std::size_t i = 0; i < record.responses.size() && i < record.plugins.size(); ++i) {
    if (record.plugins[i].id != view.id()) continue;
    const fhir::Json* item = find_item(record.responses[i], link_id);
    if (item == nullptr || item->array_or_empty("answer").empty()) continue;
    const fhir::Json& answer = item->array_or_empty("answer").front();
    for (const char* key : {"valueDecimal", "valueInteger"}) {
      const fhir::Json* value = answer.find(key);
      if (value != nullptr && value->is_number()) return one_place(value->as_decimal());
    }
  }
  const intake::AnswerLine* line = view.find(link_id);
  if (line == nullptr || line->kind != form::ItemState::Kind::answered) return "";
  const auto decimal = fhir::Decimal::parse(line->answer);
  return decimal ? one_place(*decimal) : "";
}

std::string headline_of(const intake::Record& record, const PluginView& view,
                        const std::string& age_sex) {
  for (const intake::Record::Line& line : record.summary_lines) {
    if (line.plugin == view.id() && line.id == "headline") return clean_text(line.text);
  }
  return view.fill(view.summary().string_or_empty("headline"), age_sex);
}

}  // namespace anteroom::summary
