// The full questions and answers as rows, from which answers.html and answers.pdf are made alike.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/intake/record.h"

namespace anteroom::summary {

struct AnswerRow {
  enum class Kind : std::uint8_t { unset = 0, section, answered, unknown, not_asked, rule };
  Kind kind = Kind::unset;
  std::string left;   ///< question, section heading or rule
  std::string right;  ///< answer in words, or why there is none
  std::string note;   ///< "Private item. Filled from check-in. Changed during the visit."
};

/// Every item in asked order, private ones too, then every rule and coded check with its state and
/// message.
[[nodiscard]] std::vector<AnswerRow> answer_rows(const intake::Record& record);

}  // namespace anteroom::summary
