// Which questions the chosen conditions of a visit share: the same id of the shared-question
// catalogue, or the same code. Such a question is asked once; what is answered, or why not, holds
// for all. Internal to core/intake.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/intake/plugin_visit.h"
#include "core/intake/visit_part.h"

namespace anteroom::intake {

class Sharing {
 public:
  /// One question and the item of each condition that asks it, in the order chosen.
  struct Question {
    std::string key;  ///< the catalogue's id, else "<system>|<code>"
    std::vector<ItemRef> members;
  };

  Sharing() = default;
  explicit Sharing(const std::vector<const PluginVisit*>& chosen);

  /// By (plugin, linkId); nullptr when no other condition has the question.
  [[nodiscard]] const Question* find(const ItemRef& item) const;
  [[nodiscard]] const std::vector<Question>& questions() const { return questions_; }

 private:
  std::vector<Question> questions_;
  std::map<ItemRef, std::size_t> by_item_;
};

/// The answers of one item as those of another with the same answer codes: each condition has a
/// code system of its own.
[[nodiscard]] std::vector<form::AnswerValue> translated(
    const std::vector<form::AnswerValue>& values, const form::ItemDefinition& to);

/// Neither answered nor said why not; what the visit filled in itself counts as nothing said.
[[nodiscard]] bool nothing_said(const form::Form& form, const std::string& path);

/// The same answers, or the same reason for none.
[[nodiscard]] bool same_answer(const form::Form& left, const std::string& left_path,
                               const form::Form& right, const std::string& right_path);

}  // namespace anteroom::intake
