// Answers in the clinician's words, and the templates of summary.json filled with them
// (schemas/README.md "Templates"). What is unknown is spelled out; what was not asked is never
// worded as a no.
//
//   AnswerWords words(record.answers, "upper-back-pain", bundle.summary());
//   std::string onset = words.fill("[Began {onset-when}. ][Trigger: {onset-cause}.]");
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/intake/record.h"

namespace anteroom::intake {

/// The answers of one plugin with the words of its summary.json. Borrows both.
class AnswerWords {
 public:
  AnswerWords(const std::vector<AnswerLine>& answers, std::string_view plugin,
              const fhir::Json& summary);
  [[nodiscard]] const AnswerLine* find(std::string_view link_id) const;
  /// The answer in words, free text as typed; "not sure", "declined", "skipped", "not asked"; "does
  /// not apply" when not present. The rest of a partial list is spelled out too.
  [[nodiscard]] std::string words(std::string_view link_id) const;
  /// The item's own word of a code, else that of "*", else "".
  [[nodiscard]] std::string code_words(std::string_view link_id, std::string_view code) const;
  /// A template filled; `age_sex` replaces {@age-sex}.
  [[nodiscard]] std::string fill(std::string_view text, std::string_view age_sex = {}) const;

 private:
  [[nodiscard]] bool keeps_segment(std::string_view link_id) const;

  const fhir::Json& summary_;
  std::map<std::string, const AnswerLine*, std::less<>> lines_;
};

/// "not sure", "declined", "skipped", "not asked".
[[nodiscard]] std::string unknown_words(form::UnknownReason reason);

/// The HPI lines of one bundle as core renders them, in their order; empty ones too, because a
/// library may have words where core has none.
[[nodiscard]] std::vector<Record::Line> render_lines(const plugin::Bundle& bundle,
                                                     const AnswerWords& words);

}  // namespace anteroom::intake
