#include "core/intake/visit_part.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace anteroom::intake {
namespace {

constexpr int kHealthChecks = 3, kYourHealth = 7;

/// "Health checks", "health_checks" and "health-checks" are one word.
std::string normalised(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += c == ' ' || c == '_' ? '-' : static_cast<char>(std::tolower(byte));
  }
  return out;
}

const form::ItemDefinition& outermost(const form::Definition& definition,
                                      const form::ItemDefinition& item) {
  const form::ItemDefinition* above = &item;
  while (!above->parent.empty()) {
    const form::ItemDefinition* next = definition.find(above->parent);
    if (next == nullptr) break;
    above = next;
  }
  return *above;
}

bool claims_a_shared_question(const form::Definition& definition,
                              const form::ItemDefinition& item) {
  if (!item.shared_question.empty()) return true;
  return std::any_of(item.children.begin(), item.children.end(), [&](const std::string& child) {
    const form::ItemDefinition* below = definition.find(child);
    return below != nullptr && claims_a_shared_question(definition, *below);
  });
}

}  // namespace

int step_number(std::string_view step) {
  static constexpr std::array<std::string_view, kStepsOfAForm> kNames = {
      "about-you", "your-visit", "health-checks", "your-words",
      "your-pain", "daily-life", "your-health",   "check-answers"};
  const std::string word = normalised(step);
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (word == kNames[i] || word == std::to_string(i + 1)) return static_cast<int>(i) + 1;
  }
  return 0;
}

VisitPart part_of(const plugin::Manifest& manifest, const form::Definition& definition,
                  const form::ItemDefinition& item) {
  const form::ItemDefinition& top = outermost(definition, item);
  // What lies in a repeating group stays with it, so that an entry's questions stand together.
  const int own = step_number(top.repeats ? top.step : item.step);
  const int step = own == 0 ? kYourHealth : own;
  if (step < kHealthChecks) return VisitPart::person;
  if (step == kHealthChecks) return VisitPart::checks;
  if (manifest.common_history()) return VisitPart::history;
  if (step < kYourHealth) return VisitPart::story;
  return step > kYourHealth || claims_a_shared_question(definition, top) ? VisitPart::history
                                                                         : VisitPart::story;
}

}  // namespace anteroom::intake
