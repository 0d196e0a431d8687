// Native part of low-back-pain: two coded checks that rules cannot say, because a rule compares an
// answer with a code or a number and never with another answer. The history lines stay templates
// (../summary.json).
#include <array>
#include <string>
#include <string_view>

#include "anteroom/condition_plugin.h"

namespace {

using anteroom::sdk::Answers;
using anteroom::sdk::Check;
using anteroom::sdk::Truth;

/// now above worst, or average above worst; needs the two numbers that it compares.
Check pain_inconsistent(const Answers& answers) {
  const auto& worst = answers["nrs-worst"];
  Check check =
      Check::of(answers["nrs-now"].greater_than(worst) || answers["nrs-avg"].greater_than(worst));
  check.answers = {"nrs-now", "nrs-worst", "nrs-avg"};
  if (check.present == Truth::yes) check.text = "The pain numbers disagree: ask again.";
  return check;
}

struct Position {
  std::string_view code, words;
};
/// What is offered under `worse-by` and under `better-by`.
constexpr std::array<Position, 3> kPositions = {
    {{"lying", "lying"}, {"sitting", "sitting"}, {"walking", "walking"}}};

/// The same position eases the pain and makes it worse.
Check position_contradicts(const Answers& answers) {
  Truth any = Truth::no;
  std::string which;
  for (const Position& position : kPositions) {
    const Truth both =
        answers["worse-by"].has({position.code}) && answers["better-by"].has({position.code});
    any = any || both;
    if (both == Truth::yes) which.append(which.empty() ? "" : ", ").append(position.words);
  }
  Check check = Check::of(any);
  check.answers = {"worse-by", "better-by"};
  if (any == Truth::yes) check.text = "Said to ease the pain and to make it worse: " + which + ".";
  return check;
}

class LowBackPain final : public anteroom::ConditionPlugin {
 public:
  LowBackPain() : ConditionPlugin("low-back-pain") {
    add_check("pain-inconsistent", pain_inconsistent);
    add_check("position-contradicts", position_contradicts);
  }
};

}  // namespace

ANTEROOM_EXPORT_PLUGIN(LowBackPain)
