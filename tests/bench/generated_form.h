// Generated questionnaires for the bench: groups of ten questions, four enableWhen patterns and one
// score a group.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/form/form.h"

namespace anteroom::bench {

/// A Questionnaire with `questions` questions (a multiple of 10), the same at every run.
[[nodiscard]] fhir::Json generated_questionnaire(int questions);

struct Event {
  std::string link_id;
  form::AnswerValue answer;
};

/// Answers of the same mix whatever the size: the same groups' worth of choices, numbers, booleans
/// and texts.
[[nodiscard]] std::vector<Event> generated_events(int questions, int count);

}  // namespace anteroom::bench
