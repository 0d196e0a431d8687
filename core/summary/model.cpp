// The record becomes the page's model: what was flagged, what is not known, and only then what was
// denied.
#include <algorithm>
#include <map>
#include <set>

#include "core/base/hash.h"
#include "core/summary/clean_text.h"
#include "core/summary/line_template.h"
#include "core/summary/model_parts.h"
#include "core/summary/words.h"

namespace anteroom::summary {
namespace {

std::string age_text(const intake::Record& record, const std::vector<PluginView>& views,
                     Offset offset) {
  if (const auto years = age_at(record.patient.birth_date, record.started, offset))
    return std::to_string(*years);
  for (const PluginView& view : views) {
    const intake::AnswerLine* line = view.find("start-age");
    if (line != nullptr && line->kind == form::ItemState::Kind::answered)
      // "72 years": the page has its own word for the unit.
      return clean_text(line->answer.substr(0, line->answer.find(' ')));
  }
  return "";
}

std::string age_sex(const std::string& age, const std::string& gender) {
  if (age.empty()) return "age not known";
  if (gender == "male") return age + "M";
  if (gender == "female") return age + "F";
  return age;
}

void fill_identity(Summary& summary, const intake::Record& record,
                   const std::vector<PluginView>& views) {
  const Offset offset = offset_of(record);
  summary.clinic = clean_text(record.clinic);
  summary.name = name_words(record.patient);
  summary.birth_date = date_words(record.patient.birth_date);
  summary.age = age_text(record, views, offset);
  summary.visit_time = moment_words(record.started, offset);
  summary.kiosk = clean_text(record.kiosk);
  summary.language = language_name(record.language);
  summary.respondent = respondent_words(record.respondent);
  const auto minutes =
      std::chrono::round<std::chrono::minutes>(record.finished - record.started).count();
  if (minutes >= 0) summary.minutes = std::to_string(minutes);
  summary.intake_number = clean_text(record.intake_number);
  summary.made_at = moment_words(record.finished, offset);
  summary.made_at_iso = to_iso(record.finished);
  for (const intake::PluginUse& plugin : record.plugins) {
    summary.versions.push_back(plugin.id + " " + plugin.version + " (" +
                               plugin.manifest_sha256.substr(0, 8) + ")");
  }
}

void count_answers(Summary& summary, const intake::Record& record) {
  for (const intake::AnswerLine& line : record.answers) {
    if (!line.shown) continue;  // calculated, or hidden by another answer: nobody was asked
    if (line.kind == form::ItemState::Kind::answered) {
      ++summary.asked;
      ++summary.answered;
    } else if (line.reason == form::UnknownReason::asked_unknown) {
      ++summary.asked;
      ++summary.not_sure;
    } else if (line.reason == form::UnknownReason::asked_declined) {
      ++summary.asked;
      ++summary.declined;
    } else if (line.reason == form::UnknownReason::skipped) {
      ++summary.asked;
      ++summary.skipped;
    } else if (line.kind == form::ItemState::Kind::unknown) {
      ++summary.not_reached;
    }
  }
}

void fill_own_words(Summary& summary, const PluginView& view, std::string_view language) {
  const intake::AnswerLine* line = view.find(view.summary().string_or_empty("own_words"));
  if (line == nullptr || line->kind != form::ItemState::Kind::answered) return;
  const std::string typed = clean_text(line->free_text.empty() ? line->answer : line->free_text);
  if (typed.empty()) return;
  summary.own_words += (summary.own_words.empty() ? "" : " / ") + typed;
  summary.own_words_language = language_name(language);
}

// Lines frozen in the record (a library may have replaced some); a bundle's own templates when
// there are none.
void fill_history_lines(Summary& summary, const intake::Record& record, const PluginView& view) {
  bool any = false;
  for (const intake::Record::Line& line : record.summary_lines) {
    if (line.plugin != view.id() || line.id == "headline") continue;
    summary.hpi.push_back({clean_text(line.label), clean_text(line.text)});
    any = true;
  }
  if (any) return;
  for (const fhir::Json& line : view.summary().array_or_empty("lines")) {
    summary.hpi.push_back(
        {std::string(line.string_or_empty("label")), view.fill(line.string_or_empty("template"))});
  }
}

std::vector<Labelled> group_lines(const PluginView& view, std::string_view group) {
  std::vector<Labelled> lines;
  std::string plain_no;
  for (const fhir::Json& line : view.summary().array_or_empty(group)) {
    const std::string label(line.string_or_empty("label"));
    const std::string text = view.fill(line.string_or_empty("template"));
    if (text.empty()) continue;
    // Plain noes share one line; anything else, unknown above all, keeps its own.
    if (text == "No." || text == "None." || text == "None listed.") {
      plain_no += (plain_no.empty() ? "" : "; ") + label;
    } else {
      lines.push_back({label, text});
    }
  }
  if (!plain_no.empty()) lines.push_back({"Answered no or none", plain_no + "."});
  return lines;
}

void append(std::vector<Labelled>& to, std::vector<Labelled> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void fill_impact(Summary& summary, const intake::Record& record, const PluginView& view) {
  const fhir::Json* impact = view.summary().find("impact");
  if (impact == nullptr) return;
  for (const fhir::Json& entry : impact->array_or_empty("items")) {
    const std::string_view item = entry.string_or_empty("item");
    Score score{std::string(entry.string_or_empty("label"))};
    if (const auto value = number_of(view, item)) {
      score.value = static_cast<int>(*value);
    } else {
      score.unknown = view.words(item);
    }
    summary.impact.push_back(score);
  }
  if (summary.impact_mean.empty())
    summary.impact_mean = decimal_answer(record, view, impact->string_or_empty("mean"));
}

void fill_pain(Summary& summary, const PluginView& view) {
  if (!summary.pain.empty()) return;
  for (const fhir::Json& entry : view.summary().array_or_empty("pain")) {
    const std::string_view item = entry.string_or_empty("item");
    const auto value = number_of(view, item);
    summary.pain.push_back({std::string(entry.string_or_empty("label")),
                            value ? std::to_string(*value) : view.words(item)});
  }
}

void fill_body_map(Summary& summary, const std::string& svg, const PluginView& view) {
  const std::string_view item = view.summary().string_or_empty("body_map");
  if (item.empty() || !summary.body_map.codes.empty()) return;
  const intake::AnswerLine* line = view.find(item);
  summary.body_map = {svg, {}, {}};
  if (line == nullptr || line->kind != form::ItemState::Kind::answered) {
    summary.body_map.words = {"No region marked: " + view.words(item) + "."};
    return;
  }
  summary.body_map.codes = line->codes;
  for (const std::string& code : line->codes) {
    const std::string word = view.code_words(item, code);
    summary.body_map.words.push_back(capital(word.empty() ? code : word));
  }
  if (line->partial) summary.body_map.words.push_back("rest not sure");
}

void fill_plugin(Summary& summary, const intake::Record& record, std::size_t index,
                 const PluginView& view) {
  const std::string headline =
      headline_of(record, view, age_sex(summary.age, record.patient.gender));
  if (!headline.empty()) summary.headline += (summary.headline.empty() ? "" : " / ") + headline;
  fill_own_words(summary, view, record.language);
  fill_history_lines(summary, record, view);
  append(summary.history, group_lines(view, "history"));
  append(summary.history, group_lines(view, "work"));
  append(summary.medicines, group_lines(view, "medicines"));
  append(summary.tried, group_lines(view, "tried"));
  fill_impact(summary, record, view);
  fill_pain(summary, view);
  fill_body_map(summary, index < record.body_maps.size() ? record.body_maps[index] : std::string(),
                view);
}

}  // namespace

Summary summarise(const intake::Record& record) {
  Summary summary;
  std::vector<PluginView> views;
  for (std::size_t i = 0; i < record.plugins.size(); ++i) views.emplace_back(record, i);
  fill_identity(summary, record, views);
  count_answers(summary, record);
  fill_flags(summary, record, views);
  fill_gaps(summary, record, views);
  fill_denied(summary, views);
  fill_changed(summary, record, views);
  fill_tier(summary, record);
  summary.plugin_lines_evaluated = record.plugin_lines_evaluated;
  for (std::size_t i = 0; i < views.size(); ++i) fill_plugin(summary, record, i, views[i]);
  fill_prompts(summary, record, views);
  summary.sha256 = record_sha256(record);
  return summary;
}

}  // namespace anteroom::summary
