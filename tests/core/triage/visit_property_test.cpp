// Whole visits through the real form: the golden patients, and the safety properties of the
// clinical content.
#include <gtest/gtest.h>

#include "tests/core/triage/oracle.h"

namespace anteroom::triage {
namespace {

using form::AnswerValue;
using form::UnknownReason;

const std::shared_ptr<const form::Definition>& definition() {
  static const auto out = form::Definition::load(testing::upper_back_pain_form()).value();
  return out;
}
const std::shared_ptr<const RuleSet>& rules() {
  static const auto out =
      RuleSet::load(testing::read_source_file("plugins/upper_back_pain/red-flags.json"),
                    *definition())
          .rules;
  return out;
}
const fhir::Json& cases() {
  static const fhir::Json out =
      testing::read_source_file("plugins/upper_back_pain/cases/upper-back-pain.json");
  return out;
}
const fhir::Json& case_named(std::string_view id) {
  for (const fhir::Json& one : cases().array_or_empty("cases")) {
    if (one.string_or_empty("id") == id) return one;
  }
  throw std::runtime_error("no such case");
}

std::string path_of(const std::string& link_id) {
  const form::ItemDefinition* item = definition()->find(link_id);
  return item->parent.empty() ? link_id : item->parent + "." + link_id;
}

std::optional<UnknownReason> unknown_word(const std::string& word) {
  if (word == "not-sure") return UnknownReason::asked_unknown;
  if (word == "prefer-not") return UnknownReason::asked_declined;
  if (word == "skipped") return UnknownReason::skipped;
  return std::nullopt;
}

/// One person at the form, rules after each answer, as the kiosk does it.
class Visit {
 public:
  explicit Visit(const std::string& recorded_sex)
      : form_(definition(), launch(recorded_sex)), triage_(rules()) {
    triage_.evaluate(FormSource(form_));
  }

  form::Form& form() { return form_; }

  void answer(const std::string& link_id, const fhir::Json& value) {
    const auto change = set(link_id, value);
    ASSERT_TRUE(change.ok()) << link_id << ": " << change.error().to_string();
    triage_.update(FormSource(form_), change->states);
  }
  Result<form::ChangeSet> set(const std::string& link_id, const fhir::Json& value) {
    const std::string path = path_of(link_id);
    if (value.is_integer()) return form_.answer(path, {AnswerValue::integer(value.as_integer())});
    const fhir::JsonArray list = value.is_array() ? value.as_array() : fhir::JsonArray{value};
    if (list.size() == 1) {
      if (const auto reason = unknown_word(list[0].as_string()))
        return form_.answer_unknown(path, *reason);
    }
    std::vector<AnswerValue> values;
    for (const fhir::Json& one : list) values.push_back(coding(link_id, one.as_string()));
    return form_.answer(path, std::move(values));
  }
  void unknown(const std::string& path, UnknownReason reason) {
    const auto change = form_.answer_unknown(path, reason);
    ASSERT_TRUE(change.ok()) << path << ": " << change.error().to_string();
    triage_.update(FormSource(form_), change->states);
  }
  void play(const fhir::Json& one_case) {
    const fhir::Json& answers = *one_case.find("answers");
    for (const std::string& link_id : definition()->link_ids()) {
      if (const fhir::Json* value = answers.find(link_id)) answer(link_id, *value);
    }
  }

  /// The live result; it must be what a fresh evaluation gives, or the form named too few changed
  /// states.
  TriageResult result() {
    const FormSource source(form_);
    Triage fresh(rules());
    fresh.evaluate(source);
    const TriageResult live = triage_.result(source);
    EXPECT_EQ(testing::of_result(live), testing::of_result(fresh.result(source)));
    return live;
  }

 private:
  static form::LaunchContext launch(const std::string& recorded_sex) {
    form::LaunchContext out;
    out.patient = fhir::Json::object();
    out.patient->set("resourceType", "Patient");
    if (!recorded_sex.empty()) out.patient->set("gender", recorded_sex);
    return out;
  }
  static AnswerValue coding(const std::string& link_id, const std::string& code) {
    for (const form::Option& option : definition()->find(link_id)->options) {
      if (option.code == code) return AnswerValue::coding(option.system, code, option.display);
    }
    return AnswerValue::coding("", code);
  }

  form::Form form_;
  Triage triage_;
};

std::string sex_of(const fhir::Json& one_case) {
  const fhir::Json* context = one_case.find("context");
  return context ? std::string(context->string_or_empty("recordedSex")) : std::string();
}

std::set<std::string> string_set(const fhir::JsonArray& list) {
  std::set<std::string> out;
  for (const fhir::Json& one : list) out.insert(one.as_string());
  return out;
}

TEST(GoldenPatients, AllOfThemGiveWhatIsExpected) {
  std::set<std::string> fired;
  for (const fhir::Json& one : cases().array_or_empty("cases")) {
    SCOPED_TRACE(std::string(one.string_or_empty("id")));
    Visit visit(sex_of(one));
    visit.play(one);
    const TriageResult result = visit.result();
    const auto got = testing::of_result(result);
    const fhir::Json& expected = *one.find("expected");
    EXPECT_EQ(got.fired, string_set(expected.array_or_empty("fired")));
    EXPECT_EQ(got.unresolved, string_set(expected.array_or_empty("unresolved")));
    EXPECT_EQ(got.tier, expected.string_or_empty("tier"));
    std::vector<std::string> open;
    for (const fhir::Json& link_id : expected.array_or_empty("unknownSafetyItems"))
      open.push_back(link_id.as_string());
    EXPECT_EQ(result.unknown_safety_items, open);
    fired.insert(got.fired.begin(), got.fired.end());
  }
  EXPECT_EQ(cases().array_or_empty("cases").size(), 21U);
  EXPECT_EQ(fired.size(), rules()->rules().size()) << "every rule fires for somebody";
}

/// (a) A "no" that becomes unknown never lowers the tier and never removes a fired flag.
/// Exception by meaning: better-by = none ("nothing helps") is the positive finding of RF-R02.
TEST(Property, ANoThatBecomesUnknownNeverCalmsTheResult) {
  const std::set<std::string> negative{"no", "none", "nothing"};
  int changes = 0;
  for (const fhir::Json& one : cases().array_or_empty("cases")) {
    Visit visit(sex_of(one));
    visit.play(one);
    const auto calm = visit.result();
    const auto calm_sets = testing::of_result(calm);
    for (const auto& [link_id, value] : one.find("answers")->as_object()) {
      const bool single = value.is_string() && negative.count(value.as_string()) > 0;
      const bool listed = value.is_array() && value.as_array().size() == 1 &&
                          negative.count(value.as_array()[0].as_string()) > 0;
      if ((!single && !listed) || link_id == "better-by") continue;
      for (const char* word : {"not-sure", "prefer-not", "skipped"}) {
        SCOPED_TRACE(std::string(one.string_or_empty("id")) + " " + link_id + " " + word);
        visit.answer(link_id, word);
        const TriageResult result = visit.result();
        const auto sets = testing::of_result(result);
        EXPECT_GE(result.tier, calm.tier);
        EXPECT_TRUE(std::includes(sets.fired.begin(), sets.fired.end(), calm_sets.fired.begin(),
                                  calm_sets.fired.end()));
        ++changes;
      }
      visit.answer(link_id, value);
      ASSERT_EQ(testing::of_result(visit.result()), calm_sets)
          << "the first answer brings the first result back";
    }
  }
  EXPECT_GT(changes, 1000);
}

/// (b) Every safety item that is shown and unknown, or partly unknown, is in the list.
TEST(Property, EveryUnknownSafetyItemShownIsListed) {
  for (const fhir::Json& one : cases().array_or_empty("cases")) {
    Visit visit(sex_of(one));
    visit.play(one);
    for (const std::string& link_id : rules()->safety_items()) {
      SCOPED_TRACE(std::string(one.string_or_empty("id")) + " " + link_id);
      if (!visit.form().enablement(path_of(link_id)).enabled) continue;
      visit.answer(link_id, "prefer-not");
      const auto open = visit.result().unknown_safety_items;
      for (const std::string& path : visit.form().enabled_paths()) {
        const std::string name = path.substr(path.rfind('.') + 1);
        const bool unanswered = visit.form().answers(path).empty() ||
                                visit.form().unknown_reason(path) != UnknownReason::none;
        if (!definition()->find(name)->safety || !unanswered) continue;
        EXPECT_NE(std::find(open.begin(), open.end(), name), open.end()) << name;
      }
      EXPECT_NE(std::find(open.begin(), open.end(), link_id), open.end());
      if (const fhir::Json* value = one.find("answers")->find(link_id))
        visit.answer(link_id, *value);
    }
  }
}

/// (c) Each of the plain warning signs alone makes the visit urgent at least.
TEST(Property, EveryWarningSignAloneIsUrgentAtLeast) {
  std::vector<std::pair<std::string, fhir::Json>> signs;
  for (const char* row : {"neuro-weak-legs", "neuro-weak-arms", "neuro-bladder", "neuro-bowel",
                          "now-belly-pain", "now-belly-throb", "gen-fever", "gen-weight-loss"}) {
    signs.emplace_back(row, "yes");
  }
  for (const char* place : {"arms-hands", "chest", "belly", "legs-feet", "groin"}) {
    signs.emplace_back("neuro-numb", fhir::Json(fhir::JsonArray{fhir::Json(place)}));
  }
  const fhir::Json& calm = case_named("C01");
  for (const auto& [link_id, value] : signs) {
    SCOPED_TRACE(link_id);
    Visit visit(sex_of(calm));
    visit.play(calm);
    ASSERT_EQ(visit.result().tier, Tier::none);
    visit.answer(link_id, value);
    const TriageResult result = visit.result();
    EXPECT_GE(result.tier, Tier::urgent);
    EXPECT_FALSE(testing::of_result(result).fired.empty()) << "fired, not merely unresolved";
  }
}

/// (d) Nothing reached, or everything skipped: urgent, and nothing fired (so no alarm).
TEST(Property, NothingReachedIsUrgentWithoutAlarm) {
  Visit visit("");
  const auto sets = testing::of_result(visit.result());
  EXPECT_TRUE(sets.fired.empty());
  EXPECT_EQ(sets.tier, "urgent");
}
TEST(Property, AllSkippedIsUrgentWithoutAlarm) {
  for (UnknownReason reason :
       {UnknownReason::skipped, UnknownReason::asked_unknown, UnknownReason::asked_declined}) {
    Visit visit("");
    // Skipping opens follow-ups, so one pass over the definition in its order meets all of them,
    // except those whose gate stands later (clot-risk reads worse-by, which comes before it): two
    // passes reach everything.
    for (int pass = 0; pass < 2; ++pass) {
      for (const std::string& path : visit.form().enabled_paths()) {
        const form::ItemDefinition* item = definition()->find(path.substr(path.rfind('.') + 1));
        if (item->type != form::ItemType::group && !item->hidden) visit.unknown(path, reason);
      }
    }
    const TriageResult result = visit.result();
    const auto sets = testing::of_result(result);
    EXPECT_TRUE(sets.fired.empty());
    EXPECT_EQ(sets.tier, "urgent");
    EXPECT_EQ(result.unknown_safety_items, rules()->safety_items());
  }
}

/// (e) A follow-up that is hidden again carries no answer, and has it back when shown again.
TEST(Property, HiddenFollowUpsCarryNoAnswer) {
  Visit visit("male");
  visit.play(case_named("C03"));
  const auto before = testing::of_result(visit.result());
  EXPECT_TRUE(before.fired.count("RF-E01"));
  for (const char* row :
       {"neuro-weak-legs", "neuro-weak-arms", "neuro-walk", "neuro-bladder", "neuro-bowel"}) {
    visit.answer(row, "no");
  }
  visit.answer("neuro-numb", fhir::Json(fhir::JsonArray{fhir::Json("none")}));
  const auto state = visit.form().states("neuro-onset").front();
  EXPECT_EQ(state.kind, form::ItemState::Kind::not_present);
  EXPECT_TRUE(state.codes.empty());
  EXPECT_EQ(fhir::write_json(visit.form().response()).find("neuro-onset"), std::string::npos);
  EXPECT_EQ(testing::of_result(visit.result()).fired.count("RF-E01"), 0U);
  visit.answer("neuro-weak-legs", "yes");
  EXPECT_EQ(visit.form().states("neuro-onset").front().kind, form::ItemState::Kind::answered);
  EXPECT_TRUE(testing::of_result(visit.result()).fired.count("RF-E01"));
}

/// (f) An exclusive answer beside another code is refused at entry, for every exclusive code of
/// every item.
TEST(Property, ExclusiveAnswersStandAlone) {
  int checked = 0;
  Visit visit("");
  for (const std::string& link_id : definition()->link_ids()) {
    const form::ItemDefinition* item = definition()->find(link_id);
    if (!item->repeats || item->options.size() < 2 ||
        !visit.form().enablement(path_of(link_id)).enabled)
      continue;
    for (const form::Option& option : item->options) {
      if (!option.exclusive || option.unknown != UnknownReason::none) continue;
      const std::string& other =
          item->options[0].code == option.code ? item->options[1].code : item->options[0].code;
      const auto refused = visit.set(
          link_id, fhir::Json(fhir::JsonArray{fhir::Json(other), fhir::Json(option.code)}));
      EXPECT_FALSE(refused.ok()) << link_id << " " << option.code;
      ++checked;
    }
  }
  EXPECT_GE(checked, 8);
}

}  // namespace
}  // namespace anteroom::triage
