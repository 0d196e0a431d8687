// The record becomes the page's model: what was flagged, what is not known, and only then what was
// denied.
#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "core/base/hash.h"
#include "core/summary/clean_text.h"
#include "core/summary/line_template.h"
#include "core/summary/model_parts.h"
#include "core/summary/names.h"
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
  std::set<std::string> asked_once;
  for (const intake::AnswerLine& line : record.answers) {
    if (!line.shown) continue;  // calculated, or hidden by another answer: nobody was asked
    if (!line.shared.empty() && !asked_once.insert(line.shared).second) continue;
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

void fill_own_words(Story& summary, const PluginView& view, std::string_view language) {
  const intake::AnswerLine* line = view.find(view.summary().string_or_empty("own_words"));
  if (line == nullptr || line->kind != form::ItemState::Kind::answered) return;
  const std::string typed = clean_text(line->free_text.empty() ? line->answer : line->free_text);
  if (typed.empty()) return;
  summary.own_words += (summary.own_words.empty() ? "" : " / ") + typed;
  summary.own_words_language = language_name(language);
}

// Lines frozen in the record (a library may have replaced some); a bundle's own templates when
// there are none.
void fill_history_lines(Story& summary, const intake::Record& record, const PluginView& view) {
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

/// The questions whose answers stand in the history already. A plugin's own lines may repeat one.
struct Said {
  std::set<std::string> before, now;
  void next_plugin() { before.merge(now); }
};

std::vector<std::string> questions_of(const PluginView& view, const fhir::Json& line) {
  std::vector<std::string> all;
  const std::string_view text = line.string_or_empty("template");
  for (std::size_t open = text.find('{'); open != std::string_view::npos;
       open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) break;
    all.push_back(question_name(view, text.substr(open + 1, close - open - 1)));
  }
  return all;
}

/// The lines of one group of several plugins. A line is left out when earlier plugins' lines hold
/// the answers of all its questions.
class GroupLines {
 public:
  explicit GroupLines(Said& said) : said_(said) {}
  void add(const PluginView& view, std::string_view group) {
    for (const fhir::Json& line : view.summary().array_or_empty(group)) {
      const std::string text = view.fill(line.string_or_empty("template"));
      if (text.empty()) continue;
      const std::vector<std::string> questions = questions_of(view, line);
      const bool repeats = std::all_of(questions.begin(), questions.end(), [&](const auto& each) {
        return said_.before.contains(each);
      });
      if (repeats && !questions.empty()) continue;
      said_.now.insert(questions.begin(), questions.end());
      add(std::string(line.string_or_empty("label")), text);
    }
  }
  void add(const std::string& label, const std::string& text) {
    // Plain noes share one line; anything else, unknown above all, keeps its own.
    if (text == "No." || text == "None." || text == "None listed.") {
      plain_no_ += (plain_no_.empty() ? "" : "; ") + label;
    } else {
      lines_.push_back({label, text});
    }
  }
  [[nodiscard]] std::vector<Labelled> take() {
    if (!plain_no_.empty()) lines_.push_back({"Answered no or none", plain_no_ + "."});
    plain_no_.clear();
    return std::exchange(lines_, {});
  }

 private:
  Said& said_;
  std::vector<Labelled> lines_;
  std::string plain_no_;
};

void append(std::vector<Labelled>& to, std::vector<Labelled> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void fill_impact(Story& summary, const intake::Record& record, const PluginView& view) {
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

void fill_pain(Story& summary, const PluginView& view) {
  if (!summary.pain.empty()) return;
  for (const fhir::Json& entry : view.summary().array_or_empty("pain")) {
    const std::string_view item = entry.string_or_empty("item");
    const auto value = number_of(view, item);
    summary.pain.push_back({std::string(entry.string_or_empty("label")),
                            value ? std::to_string(*value) : view.words(item)});
  }
}

void fill_body_map(Story& summary, const std::string& svg, const PluginView& view) {
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

void fill_story(Story& story, const Summary& summary, const intake::Record& record,
                std::size_t index, const PluginView& view) {
  const std::string headline =
      headline_of(record, view, age_sex(summary.age, record.patient.gender));
  if (!headline.empty()) story.headline += (story.headline.empty() ? "" : " / ") + headline;
  fill_own_words(story, view, record.language);
  fill_history_lines(story, record, view);
  Said nothing;
  GroupLines tried(nothing);
  tried.add(view, "tried");
  append(story.tried, tried.take());
  fill_impact(story, record, view);
  fill_pain(story, view);
  fill_body_map(story, index < record.body_maps.size() ? record.body_maps[index] : std::string(),
                view);
}

/// One history of all plugins: a common history first, because its lines say the most.
void fill_history(Summary& summary, const intake::Record& record,
                  const std::vector<PluginView>& views) {
  std::vector<std::size_t> order(views.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto common = [&](std::size_t i) {
    return record.plugins[i].role == intake::PluginRole::common_history;
  };
  std::stable_partition(order.begin(), order.end(), common);
  Said said;
  GroupLines history(said), work(said), medicines(said);
  for (const std::size_t i : order) {
    if (common(i)) {
      Story lines;
      fill_history_lines(lines, record, views[i]);
      for (const Labelled& line : lines.hpi) history.add(line.label, line.text);
      for (const fhir::Json& line : views[i].summary().array_or_empty("lines"))
        for (std::string& question : questions_of(views[i], line))
          said.now.insert(std::move(question));
    }
    history.add(views[i], "history");
    work.add(views[i], "work");
    medicines.add(views[i], "medicines");
    said.next_plugin();
  }
  append(summary.history, history.take());
  append(summary.history, work.take());
  append(summary.medicines, medicines.take());
}

void fill_stories(Summary& summary, const intake::Record& record,
                  const std::vector<PluginView>& views) {
  const bool several = has_several_reasons(record);
  for (std::size_t i = 0; i < views.size(); ++i) {
    if (several && record.plugins[i].role == intake::PluginRole::common_history) continue;
    Story* story = &summary;
    if (several) {
      story = &summary.conditions.emplace_back();
      story->condition = clean_text(record.plugins[i].title);
    }
    fill_story(*story, summary, record, i, views[i]);
  }
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
  fill_denied(summary, record, views);
  fill_changed(summary, record, views);
  fill_tier(summary, record);
  summary.plugin_lines_evaluated = record.plugin_lines_evaluated;
  fill_stories(summary, record, views);
  fill_history(summary, record, views);
  fill_prompts(summary, record, views);
  summary.sha256 = record_sha256(record);
  return summary;
}

}  // namespace anteroom::summary
