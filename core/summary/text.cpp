// The page as plain text, 78 columns: for records that take no PDF, and for tests that a person can
// read.
#include <algorithm>

#include "core/summary/clean_text.h"
#include "core/summary/summary.h"
#include "core/summary/words.h"

namespace anteroom::summary {
namespace {

constexpr std::size_t kColumns = 78;

std::size_t width_of(std::string_view text) {
  std::size_t count = 0;
  for_each_code_point(text, [&](char32_t) { ++count; });
  return count;
}

// `first` opens the first line, later lines are indented by as much.
void wrap(std::string& out, std::string_view first, std::string_view text) {
  const std::string indent(width_of(first), ' ');
  std::string line(first);
  bool empty = true;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    if (!empty && width_of(line) + 1 + width_of(word) > kColumns) {
      out += line + "\n";
      line = indent;
      empty = true;
    }
    if (!empty) line += ' ';
    line += word;
    empty = false;
    begin = end + 1;
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  out += line + "\n";
}

void heading(std::string& out, std::string_view words) {
  out += "\n" + std::string(words) + "\n";
}

void entries(std::string& out, std::string_view words, const std::vector<Labelled>& lines) {
  heading(out, words);
  if (lines.empty()) out += "  Nothing recorded.\n";
  for (const Labelled& line : lines)
    wrap(out, "  ", line.label.empty() ? line.text : line.label + ": " + line.text);
}

void flags(std::string& out, const Summary& summary) {
  heading(out, "RED FLAGS: " + flags_words(summary) + " [" + summary.tier_words + "]");
  if (!summary.tier_note.empty()) wrap(out, "  ", summary.tier_note + ".");
  for (const Flag& flag : summary.flags) {
    wrap(out, "  * ", "[" + tier_words(flag.tier) + "] " + flag.title);
    if (!flag.answers.empty()) wrap(out, "    ", flag.answers + ".");
    wrap(out, "    ", flag.note.empty() ? flag.rule : flag.note + " " + flag.rule);
  }
}

void gaps(std::string& out, const Summary& summary) {
  heading(out,
          "NOT ANSWERED OR NOT EVALUATED: " +
              (summary.gaps.empty() ? std::string("none") : std::to_string(summary.gaps.size())));
  for (const Labelled& gap : summary.gaps) wrap(out, "  - ", gap.label + ": " + gap.text);
  if (!summary.changed_answers.empty()) {
    heading(out, "CHANGED ANSWERS");
    for (const std::string& changed : summary.changed_answers) wrap(out, "  - ", changed);
  }
}

void denied(std::string& out, const Summary& summary) {
  const auto& all = summary.asked_and_denied;
  heading(out,
          "ASKED AND DENIED: " + (all.empty() ? std::string("none") : std::to_string(all.size())));
  std::string text;
  for (const std::string& entry : all) text += (text.empty() ? "" : " ") + entry + ".";
  if (!text.empty()) wrap(out, "  ", text);
}

void scores(std::string& out, const Story& summary) {
  if (summary.impact.empty() && summary.pain.empty()) return;
  heading(out, "Pain (0 to 10, past week)");
  std::string line;
  for (const Labelled& value : summary.pain)
    line += (line.empty() ? "" : ", ") + value.label + " " + value.text;
  if (!line.empty()) wrap(out, "  ", line + ".");
  line.clear();
  for (const Score& score : summary.impact) {
    line += (line.empty() ? "" : ", ") + score.label + " " +
            (score.unknown.empty() ? std::to_string(score.value) : score.unknown);
  }
  wrap(out, "  ", "Impact: " + line + ".");
  wrap(out, "  ",
       summary.impact_mean.empty()
           ? "Impact mean: no score, it needs all three answers."
           : "Impact mean " + summary.impact_mean + " of 10 (own wording).");
}

/// Headline, own words and lines of one story.
void story(std::string& out, const Story& told) {
  if (!told.headline.empty()) {
    out += "\n";
    wrap(out, "", told.headline);
  }
  heading(out, "Chief complaint, in the patient's own words" +
                   (told.own_words_language.empty() ? "" : " (" + told.own_words_language + ")"));
  wrap(out, "  ",
       told.own_words.empty() ? "Left empty by the patient." : "\"" + told.own_words + "\"");
  heading(out, "History of present illness");
  for (const Labelled& line : told.hpi) wrap(out, "  ", line.label + ": " + line.text);
  const std::string regions = joined(told.body_map.words, ", ");
  if (!regions.empty()) wrap(out, "  ", "Marked on the body map: " + regions);
  scores(out, told);
}

}  // namespace

std::string to_text(const Summary& summary) {
  std::string out;
  wrap(out, "", summary.clinic + ", intake summary " + summary.intake_number);
  wrap(out, "", summary.name.empty() ? "Name not given" : summary.name);
  wrap(out, "",
       "Born " + (summary.birth_date.empty() ? "not known" : summary.birth_date) + ", age " +
           (summary.age.empty() ? "not known" : summary.age) + ". Visit " + summary.visit_time +
           ", kiosk " + summary.kiosk + ". Language used: " + summary.language +
           ". Answered by: " + summary.respondent +
           (summary.minutes.empty() ? "" : ", " + summary.minutes + " min") + ".");
  flags(out, summary);
  gaps(out, summary);
  denied(out, summary);
  for (const Story& told : summary.conditions) {
    out += "\n== " + told.condition + " ==\n";
    story(out, told);
    entries(out, "Treatments tried", told.tried);
  }
  const bool one = summary.conditions.empty();
  if (one) story(out, summary);
  if (!one) out += "\n== History, for all reasons ==\n";
  entries(out, "Relevant history", summary.history);
  entries(out, "Medicines and allergies", summary.medicines);
  if (one) entries(out, "Treatments tried", summary.tried);
  if (!summary.exam_prompts.empty()) {
    heading(out, "Exam and test prompts, from the flags raised");
    for (const std::string& prompt : summary.exam_prompts) wrap(out, "  - ", prompt);
  }
  out += "\n";
  wrap(out, "", "Patient-reported, not verified. Not a diagnosis and not a triage decision.");
  wrap(out, "", counts_words(summary));
  std::string versions = "Anteroom " ANTEROOM_VERSION ". Plugins: ";
  for (std::size_t i = 0; i < summary.versions.size(); ++i)
    versions += (i == 0 ? "" : "; ") + summary.versions[i];
  wrap(out, "", versions + ". Made " + summary.made_at + ".");
  out += "sha256 " + summary.sha256 + "\n";
  return out;
}

}  // namespace anteroom::summary
