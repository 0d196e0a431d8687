// The form of upper-back-pain does what its content says: prefilled age, gates, calculated impact,
// offered answers.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/triage/support.h"

namespace anteroom::triage {
namespace {

using form::AnswerValue;
using form::UnknownReason;
using Kind = form::ItemState::Kind;

constexpr std::string_view kSystem = "https://anteroom.example/fhir/CodeSystem/upper-back-pain";

const std::shared_ptr<const form::Definition>& definition() {
  static const auto out = form::Definition::load(testing::upper_back_pain_form()).value();
  return out;
}

/// 24 November 2026, 09:00 UTC.
form::LaunchContext launch(std::string_view gender, std::string_view birth_date) {
  form::LaunchContext out;
  out.now = Instant(std::chrono::milliseconds(1'795'510'800'000));
  out.patient = fhir::Json::object();
  out.patient->set("resourceType", "Patient");
  if (!gender.empty()) out.patient->set("gender", gender);
  if (!birth_date.empty()) out.patient->set("birthDate", birth_date);
  return out;
}

class Sheet {
 public:
  explicit Sheet(std::string_view gender = {}, std::string_view birth_date = {})
      : form(definition(), launch(gender, birth_date)) {}

  static std::string path(std::string_view link_id) {
    return definition()->find(link_id)->parent + "." + std::string(link_id);
  }
  void choose(std::string_view link_id, const std::vector<std::string>& codes) {
    std::vector<AnswerValue> values;
    for (const std::string& code : codes) values.push_back(AnswerValue::coding(kSystem, code));
    const auto change = form.answer(path(link_id), std::move(values));
    ASSERT_TRUE(change.ok()) << link_id << ": " << change.error().to_string();
  }
  void number(std::string_view link_id, int value) {
    ASSERT_TRUE(form.answer(path(link_id), {AnswerValue::integer(value)}).ok()) << link_id;
  }
  void unknown(std::string_view link_id, UnknownReason reason = UnknownReason::skipped) {
    ASSERT_TRUE(form.answer_unknown(path(link_id), reason).ok()) << link_id;
  }
  bool shown(std::string_view link_id) { return form.enablement(path(link_id)).enabled; }
  form::ItemState state(std::string_view link_id) { return form.states(link_id).front(); }
  std::vector<std::string> offered(std::string_view link_id) {
    std::vector<std::string> out;
    for (const form::Option& option : form.offered_options(path(link_id))) {
      if (option.unknown == UnknownReason::none) out.push_back(option.code);
    }
    return out;
  }

  form::Form form;
};

TEST(UpperBackPainForm, LoadsWithoutAWarning) {
  const auto problems = form::Definition::check(testing::upper_back_pain_form());
  for (const Error& error : problems.errors) ADD_FAILURE() << error.to_string();
  for (const Error& warning : problems.warnings) ADD_FAILURE() << warning.to_string();
}

TEST(UpperBackPainForm, AgeComesFromTheBirthDate) {
  EXPECT_EQ(Sheet("", "1984-11-24").state("start-age").number, fhir::Decimal(42))
      << "birthday today";
  EXPECT_EQ(Sheet("", "1984-11-25").state("start-age").number, fhir::Decimal(41))
      << "birthday tomorrow";
  Sheet sheet("", "2009-03-01");
  EXPECT_TRUE(sheet.form.prefilled(Sheet::path("start-age")));
  EXPECT_TRUE(sheet.shown("start-age")) << "prefilled, not hidden: a rule must read it";
  EXPECT_EQ(Sheet().state("start-age").kind, Kind::unknown);
  EXPECT_EQ(Sheet("", "1984").state("start-age").kind, Kind::unknown) << "a year alone is no age";
}

TEST(UpperBackPainForm, PregnancyIsAskedUnlessKnownNotToApply) {
  EXPECT_TRUE(Sheet("female", "1990-01-01").shown("preg"));
  EXPECT_TRUE(Sheet("", "1990-01-01").shown("preg")) << "no recorded sex: ask";
  EXPECT_TRUE(Sheet("female", "").shown("preg")) << "age unknown: ask";
  EXPECT_TRUE(Sheet().shown("preg"));
  EXPECT_EQ(Sheet("male", "1990-01-01").state("preg").kind, Kind::not_present);
  EXPECT_EQ(Sheet("male", "").state("preg").kind, Kind::not_present);
  EXPECT_EQ(Sheet("female", "1960-01-01").state("preg").kind, Kind::not_present);
  EXPECT_EQ(Sheet("female", "2020-01-01").state("preg").kind, Kind::not_present);
}

struct Gate {
  const char* gate;
  const char* negative;  ///< the answer that closes it
  const char* follow_up;
};
class Gates : public ::testing::TestWithParam<Gate> {};
TEST_P(Gates, AnUnknownGateOpensTheFollowUpAndANoClosesIt) {
  const Gate& gate = GetParam();
  for (UnknownReason reason :
       {UnknownReason::asked_unknown, UnknownReason::asked_declined, UnknownReason::skipped}) {
    Sheet sheet;
    EXPECT_FALSE(sheet.shown(gate.follow_up));
    EXPECT_EQ(sheet.state(gate.follow_up).kind, Kind::unknown) << "an unanswered gate is no no";
    sheet.unknown(gate.gate, reason);
    EXPECT_TRUE(sheet.shown(gate.follow_up)) << gate.gate << " " << form::to_code(reason);
    EXPECT_EQ(sheet.state(gate.follow_up).kind, Kind::unknown);
  }
  Sheet sheet;
  sheet.choose(gate.gate, {gate.negative});
  EXPECT_FALSE(sheet.shown(gate.follow_up));
}
INSTANTIATE_TEST_SUITE_P(UpperBackPainForm, Gates,
                         ::testing::Values(Gate{"neuro-weak-legs", "no", "neuro-onset"},
                                           Gate{"neuro-numb", "none", "neuro-onset"},
                                           Gate{"gen-cough", "no", "hx-tb"},
                                           Gate{"hx-health", "none", "hx-tb"},
                                           Gate{"now-sudden", "no", "hx-aorta-family"},
                                           Gate{"now-cough-blood", "no", "clot-risk"},
                                           Gate{"worse-by", "none", "clot-risk"},
                                           Gate{"lying-link", "same", "lying-flat"},
                                           Gate{"night-pain", "none", "night-wakes"},
                                           Gate{"night-pain", "same", "night-notice"},
                                           Gate{"hx-cancer", "no", "hx-cancer-what"}));

TEST(UpperBackPainForm, HeightLossIsAskedFromFiftyOrWithoutAnAge) {
  EXPECT_TRUE(Sheet("", "1976-11-24").shown("height-loss"));
  EXPECT_EQ(Sheet("", "1976-11-25").state("height-loss").kind, Kind::not_present);
  Sheet sheet;
  sheet.unknown("start-age");
  EXPECT_TRUE(sheet.shown("height-loss"));
}

TEST(UpperBackPainForm, OptionalNotesOpenOnARealAnswerOnly) {
  Sheet sheet;
  sheet.unknown("hx-injury");
  sheet.unknown("imaging");
  EXPECT_FALSE(sheet.shown("hx-injury-what"));
  EXPECT_FALSE(sheet.shown("imaging-what"));
  sheet.choose("hx-injury", {"yes"});
  sheet.choose("imaging", {"mri"});
  EXPECT_TRUE(sheet.shown("hx-injury-what"));
  EXPECT_TRUE(sheet.shown("imaging-what"));
}

TEST(UpperBackPainForm, TheWorstSpotIsOneOfMoreThanTwo) {
  Sheet sheet;
  EXPECT_EQ(sheet.state("where-main").kind, Kind::unknown);
  sheet.choose("where-regions", {"low-back", "ribs-left"});
  EXPECT_EQ(sheet.state("where-main").kind, Kind::not_present);
  sheet.choose("where-regions", {"low-back", "ribs-left", "neck-base"});
  EXPECT_TRUE(sheet.shown("where-main"));
  EXPECT_EQ(sheet.offered("where-main"),
            (std::vector<std::string>{"neck-base", "ribs-left", "low-back"}));
  EXPECT_FALSE(
      sheet.form.answer(Sheet::path("where-main"), {AnswerValue::coding(kSystem, "arm-left")})
          .ok());
}

TEST(UpperBackPainForm, WhatHelpedIsOneOfWhatWasTried) {
  Sheet sheet;
  EXPECT_EQ(sheet.state("tried-helped").kind, Kind::unknown);
  sheet.choose("tried", {"none"});
  EXPECT_EQ(sheet.state("tried-helped").kind, Kind::not_present);
  sheet.choose("tried", {"heat", "nsaid"});
  EXPECT_EQ(sheet.offered("tried-helped"), (std::vector<std::string>{"heat", "nsaid", "none"}));
  EXPECT_EQ(sheet.offered("tried-worse"), (std::vector<std::string>{"heat", "nsaid", "none"}));
  sheet.unknown("tried");
  EXPECT_EQ(sheet.state("tried-helped").kind, Kind::unknown) << "hidden by an unknown, not by a no";
}

TEST(UpperBackPainForm, ImpactIsTheMeanOfAllThreeHalfUp) {
  Sheet sheet;
  const auto mean = [&] { return sheet.state("impact-mean").number; };
  sheet.number("nrs-avg", 5);
  sheet.number("impact-enjoy", 6);
  EXPECT_EQ(mean(), std::nullopt);
  sheet.number("impact-activity", 6);
  EXPECT_EQ(mean(), fhir::Decimal::parse("5.67"));
  sheet.number("nrs-avg", 4);
  EXPECT_EQ(mean(), fhir::Decimal::parse("5.33"));
  sheet.number("nrs-avg", 0);
  EXPECT_EQ(mean(), fhir::Decimal(4));
  sheet.unknown("impact-enjoy");
  EXPECT_EQ(mean(), std::nullopt);
}

TEST(UpperBackPainForm, AWorstBelowNowWarnsAndDoesNotBlock) {
  Sheet sheet;
  sheet.number("nrs-now", 6);
  sheet.number("nrs-worst", 6);
  EXPECT_TRUE(sheet.form.validate(Sheet::path("nrs-worst")).empty());
  sheet.number("nrs-worst", 5);
  const auto issues = sheet.form.validate(Sheet::path("nrs-worst"));
  ASSERT_EQ(issues.size(), 1U);
  EXPECT_EQ(issues[0].severity, form::Severity::warning);
}

}  // namespace
}  // namespace anteroom::triage
