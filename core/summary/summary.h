// What the clinician reads: one model from the record, then text, HTML and PDF of exactly that
// model. Flags and gaps are never cut; "asked and denied" lists only what was asked and answered
// no.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/intake/record.h"

namespace anteroom::summary {

struct Flag {
  triage::Tier tier = triage::Tier::none;
  std::string title, answers, note, rule;  ///< note: alert and acknowledgement times
};
struct Labelled {
  std::string label, text;
};
struct Score {
  std::string label;
  int value = 0;        ///< 0..10, meaningless when unknown is not empty
  std::string unknown;  ///< "Not sure", ...: there is no number
};
struct BodyMapMark {
  std::string svg;                        ///< the plugin's body-map.svg
  std::vector<std::string> codes, words;  ///< marked regions; no codes: words say why
};

/// What the patient told about one condition.
struct Story {
  std::string condition;  ///< its name; "" in a visit with one reason
  std::string headline;
  std::string own_words, own_words_language;
  std::vector<Labelled> hpi;  ///< Onset, Provokes, ...
  std::vector<Score> impact;
  std::string impact_mean;
  std::vector<Labelled> pain;   ///< "Best" "Avg" "Now" "Worst" -> number as text, or why not
  BodyMapMark body_map;         ///< of the first plugin that has one with a mark
  std::vector<Labelled> tried;  ///< a label may be ""
};

/// The one page, in the clinic's language. Built only from a Record: there is no "no findings"
/// constructor. With one reason it holds that one's story itself; with several `conditions` has a
/// story of each and its own is empty. Flags, gaps, denials and the history are of all together.
struct Summary : Story {
  std::string clinic, name, birth_date, age, visit_time, kiosk, language, respondent, minutes,
      intake_number;
  std::vector<Story> conditions;
  triage::Tier tier = triage::Tier::none;
  std::string tier_words;  ///< "Tier 1: now", ..., "Gaps", "None raised"
  std::string tier_note;   ///< why the tier is above every flag: unanswered safety questions
  std::vector<Flag> flags;
  std::vector<std::string> asked_and_denied;
  std::vector<Labelled> gaps;  ///< not answered or not evaluated, with the reason spelled out
  std::vector<std::string> changed_answers;
  bool plugin_lines_evaluated = true;        ///< false: also one of the gaps
  std::vector<Labelled> history, medicines;  ///< a label may be ""
  std::vector<std::string> exam_prompts;
  int asked = 0, answered = 0, not_sure = 0, declined = 0, skipped = 0, not_reached = 0;
  std::vector<std::string> versions;  ///< plugin id, version, manifest hash
  std::string made_at, sha256;        ///< sha256 of the record's JSON
  std::string made_at_iso;            ///< the same moment, for the PDF's own date
};

[[nodiscard]] Summary summarise(const intake::Record& record);
[[nodiscard]] std::string to_text(const Summary& summary);
[[nodiscard]] std::string to_html(const Summary& summary);         ///< self-contained
[[nodiscard]] Result<std::string> to_pdf(const Summary& summary);  ///< bytes; exactly one A4 page
[[nodiscard]] std::string answers_html(const intake::Record& record);
[[nodiscard]] Result<std::string> answers_pdf(const intake::Record& record);

}  // namespace anteroom::summary
