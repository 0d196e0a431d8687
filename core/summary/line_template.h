// One plugin of a record for the clinician's page: its labels and words, its templates filled by
// core/intake's AnswerWords (schemas/README.md "Templates"), everything cleaned for print.
#pragma once

#include <string>
#include <string_view>

#include "core/intake/record.h"
#include "core/intake/summary_lines.h"

namespace anteroom::summary {

/// The answers of one plugin of a record with the words of its summary.json. Borrows both.
class PluginView {
 public:
  PluginView(const intake::Record& record, std::size_t plugin_index);
  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const fhir::Json& summary() const { return *summary_; }
  [[nodiscard]] const intake::AnswerLine* find(std::string_view link_id) const;
  /// Short label of summary.json, else the question, else the linkId.
  [[nodiscard]] std::string label(std::string_view link_id) const;
  /// The answer in the clinic's words; unknowns spelled out ("not sure"); "does not apply" when not
  /// present.
  [[nodiscard]] std::string words(std::string_view link_id) const;
  /// One code of an item in words.
  [[nodiscard]] std::string code_words(std::string_view link_id, std::string_view code) const;
  /// `age_sex` replaces {@age-sex}.
  [[nodiscard]] std::string fill(std::string_view text, std::string_view age_sex = {}) const;

 private:
  std::string id_;
  const fhir::Json* summary_;
  intake::AnswerWords answers_;
};

}  // namespace anteroom::summary
