// Native part of upper-back-pain: the coded check `pain-inconsistent` and the history lines in
// telegraphic form. A line says only what was answered; what is unknown is spelled out ("not sure",
// "declined", "skipped", "not asked"), and an item that is known not to apply is left out.
#include <optional>
#include <string>
#include <string_view>

#include "anteroom/condition_plugin.h"
#include "summary_words.h"

namespace {

using anteroom::sdk::Answer;
using anteroom::sdk::Answers;
using anteroom::sdk::Check;
using anteroom::sdk::Json;
using anteroom::sdk::Truth;

/// The clinician's words for codes: the item's own, then "*", then the code itself.
class Words {
 public:
  Words() : summary_(Json::parse(upper_back_pain::kSummaryJson)) {}
  [[nodiscard]] std::string_view operator()(std::string_view link_id, std::string_view code) const {
    const Json* words = summary_ ? summary_->find("words") : nullptr;
    if (words == nullptr) return code;
    for (const std::string_view item : {link_id, std::string_view("*")}) {
      const Json* own = words->find(item);
      if (own == nullptr) continue;
      if (const std::string_view word = own->text_or_empty(code); !word.empty()) return word;
    }
    return code;
  }
  [[nodiscard]] bool loaded() const { return summary_ && summary_->find("words") != nullptr; }

 private:
  std::optional<Json> summary_;
};

const Words& words() {
  static const Words all;
  return all;
}

std::string_view unknown_word(std::string_view reason) {
  if (reason == "asked-unknown") return "not sure";
  if (reason == "asked-declined") return "declined";
  if (reason == "skipped") return "skipped";
  return "not asked";
}

/// An answered or unknown item in words; "" when it is known not to apply.
std::string in_words(const Answers& answers, std::string_view link_id) {
  const Answer& answer = answers[link_id];
  if (answer.state == Answer::State::not_present) return {};
  if (!answer.answered()) return std::string(unknown_word(answer.reason));
  std::string text;
  for (const std::string& code : answer.codes) {
    if (!text.empty()) text += ", ";
    text += words()(link_id, code);
  }
  if (answer.codes.empty()) text = answer.number_text;
  if (answer.partial) text += " (rest not known)";
  return text;
}

/// Parts of a line, joined by "; ".
class LineBuilder {
 public:
  explicit LineBuilder(const Answers& answers) : answers_(answers) {}
  /// Whatever the item's state, unless it is known not to apply.
  LineBuilder& always(std::string_view before, std::string_view link_id) {
    return part(before, in_words(answers_, link_id));
  }
  /// Only when the patient said something about it, be it "not sure".
  LineBuilder& if_asked(std::string_view before, std::string_view link_id) {
    const Answer& answer = answers_[link_id];
    return answer.answered() || !answer.reason.empty() ? always(before, link_id) : *this;
  }
  LineBuilder& part(std::string_view before, const std::string& text) {
    if (text.empty()) return *this;
    if (!line_.empty()) line_ += "; ";
    line_.append(before).append(text);
    return *this;
  }
  /// With a capital and a full stop.
  [[nodiscard]] std::string line() {
    if (line_.empty()) return {};
    if (line_[0] >= 'a' && line_[0] <= 'z') line_[0] = static_cast<char>(line_[0] - 'a' + 'A');
    return line_ + ".";
  }

 private:
  const Answers& answers_;
  std::string line_;
};

/// now above worst, or average above worst; needs the two numbers that it compares.
Truth pain_inconsistent(const Answers& answers) {
  const Answer& worst = answers["nrs-worst"];
  return answers["nrs-now"].greater_than(worst) || answers["nrs-avg"].greater_than(worst);
}

Check check_pain(const Answers& answers) {
  Check check = Check::of(pain_inconsistent(answers));
  check.answers = {"nrs-now", "nrs-worst", "nrs-avg"};
  if (check.present == Truth::yes)
    check.text = "Pain numbers disagree (now " + in_words(answers, "nrs-now") + ", average " +
                 in_words(answers, "nrs-avg") + ", worst " + in_words(answers, "nrs-worst") +
                 "): ask again.";
  return check;
}

std::string abrupt(const Answers& answers) {
  const Answer& sudden = answers["now-sudden"];
  if (sudden.has({"yes"}) == Truth::yes) return "abrupt and severe";
  if (sudden.has({"no"}) == Truth::yes) return "not abrupt";
  const std::string word = in_words(answers, "now-sudden");
  return word.empty() ? word : "abrupt: " + word;
}

std::string onset(const Answers& answers) {
  return LineBuilder(answers)
      .always("", "onset-when")
      .always("trigger: ", "onset-cause")
      .part("", abrupt(answers))
      .always("", "course")
      .line();
}

std::string quality(const Answers& answers) {
  LineBuilder line(answers);
  line.always("", "quality").if_asked("", "pattern");
  const Answer& stiff = answers["stiff-morning"];
  if (stiff.has({"no"}) == Truth::yes)
    line.part("", "no morning stiffness");
  else
    line.if_asked("morning stiffness ", "stiff-morning");
  return line.line();
}

std::string region(const Answers& answers) {
  LineBuilder line(answers);
  line.always("", "where-regions").if_asked("worst: ", "where-main");
  if (answers["where-spread"].has({"no"}) == Truth::yes &&
      answers["where-spread"].codes.size() == 1)
    line.part("", "no spread");
  else
    line.always("spreads ", "where-spread");
  if (answers["neuro-numb"].has({"none"}) == Truth::yes)
    line.part("", "no numbness or tingling");
  else
    line.always("numb or tingling: ", "neuro-numb");
  return line.line();
}

std::string severity(const Answers& answers) {
  LineBuilder line(answers);
  line.always("now ", "nrs-now").always("average ", "nrs-avg").always("worst ", "nrs-worst");
  line.part("", "0 to 10, last 7 days");
  if (pain_inconsistent(answers) == Truth::yes) line.part("", "the numbers disagree");
  return line.line();
}

std::string timing(const Answers& answers) {
  return LineBuilder(answers)
      .always("night: ", "night-pain")
      .if_asked("wakes: ", "night-wakes")
      .if_asked("at night ", "night-notice")
      .always("nerve signs began ", "neuro-onset")
      .line();
}

std::string lying(const Answers& answers) {
  return LineBuilder(answers)
      .always("lying: ", "lying-link")
      .if_asked("starts ", "lying-timing")
      .always("lies flat: ", "lying-flat")
      .if_asked("hurts most ", "lying-worst")
      .if_asked("sleeps: ", "sleep-position")
      .if_asked("pillow ", "pillow-fit")
      .if_asked("bed ", "mattress-fit")
      .if_asked("tosses: ", "toss-turn")
      .if_asked("rounded back: ", "rounding")
      .line();
}

class UpperBackPain final : public anteroom::ConditionPlugin {
 public:
  UpperBackPain() : ConditionPlugin("upper-back-pain") {
    add_check("pain-inconsistent", check_pain);
    add_line("onset", onset);
    add_line("provokes",
             [](const Answers& a) { return LineBuilder(a).always("", "worse-by").line(); });
    add_line("palliates", [](const Answers& a) {
      return LineBuilder(a).always("", "better-by").if_asked("in bed: ", "lying-eases").line();
    });
    add_line("quality", quality);
    add_line("region", region);
    add_line("severity", severity);
    add_line("timing", timing);
    add_line("lying", lying);
  }
  [[nodiscard]] std::string selftest() override {
    return words().loaded() ? "" : "the words of summary.json are not in this library";
  }
};

}  // namespace

ANTEROOM_EXPORT_PLUGIN(UpperBackPain)
