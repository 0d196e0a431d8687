// Scripts are read strictly, cases are valid bodies, and the notation of values knows the three
// unknowns.
#include "kiosk/cli/script.h"

#include <gmock/gmock.h>

#include "tests/support/small_form.h"

namespace anteroom::cli {
namespace {

using flow::support::small_form;

fhir::Json json(std::string_view text) {
  auto read = fhir::parse_json(text);
  EXPECT_TRUE(read.ok()) << text;
  return read ? *read : fhir::Json();
}

std::string error_of(std::string_view text, std::string_view case_id = "") {
  const auto script = read_script(json(text), case_id);
  return script ? "" : script.error().code + " " + script.error().pointer;
}

TEST(Script, ReadsEveryMember) {
  const auto script = read_script(
      json(R"({"schema":"anteroom-script/1","language":"es","clock":"2026-11-24T09:12:00Z",
    "patient":{"family":"Oakley","given":"Mara","birthDate":"1984-03-17","gender":"female"},"consent":false,
    "reasons":["upper-back-pain"],"answers":{"fever":"no"},
    "steps":[{"after":"fever","language":"en"},{"answer":{"fever":"yes"}},{"back":2},{"wait_s":30},{"stop":true},{"kill_host":"p"}]})"),
      "");
  ASSERT_TRUE(script.ok()) << script.error().to_string();
  EXPECT_EQ(script->language, "es");
  EXPECT_EQ(script->patient.birth_date, "1984-03-17");
  EXPECT_FALSE(script->consent);
  EXPECT_THAT(script->reasons, testing::ElementsAre("upper-back-pain"));
  ASSERT_EQ(script->steps.size(), 6u);
  EXPECT_EQ(script->steps[0].after, "fever");
  EXPECT_EQ(script->steps[2].number, 2);
  EXPECT_EQ(script->steps[5].kind, ScriptStep::Kind::kill_host);
}

TEST(Script, ACaseIsAValidBody) {
  const std::string cases =
      R"({"format":"anteroom-clinical-case/1","plugin":"upper-back-pain","cases":[
    {"id":"C01","title":"t","story":"s","context":{"recordedSex":"male"},"answers":{"a":"b"},"expected":{}},
    {"id":"C02","answers":{}}]})";
  const auto script = read_script(json(cases), "C01");
  ASSERT_TRUE(script.ok());
  EXPECT_EQ(script->patient.gender, "male");
  EXPECT_THAT(script->reasons, testing::ElementsAre("upper-back-pain"));
  EXPECT_EQ(error_of(cases), "AR-C030 /cases");
  EXPECT_EQ(error_of(cases, "C09"), "AR-C030 /cases");
}

TEST(Script, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(error_of(R"({"anwsers":{}})"), "AR-C031 /anwsers");
  EXPECT_EQ(error_of(R"({"schema":"anteroom-script/2"})"), "AR-C031 /schema");
  EXPECT_EQ(error_of(R"({"answers":[]})"), "AR-C031 /answers");
  EXPECT_EQ(error_of(R"({"steps":[{"jump":1}]})"), "AR-C032 /steps/0/jump");
  EXPECT_EQ(error_of(R"({"steps":[{"back":0}]})"), "AR-C032 /steps/0");
  EXPECT_EQ(error_of(R"({"steps":[{"after":"x"}]})"), "AR-C032 /steps/0");
}

TEST(Script, EntriesOfGroupsAndSeveralReasons) {
  const auto script = read_script(
      json(R"({"reasons":["upper-back-pain","neck-pain"],"answers":{"neck-pain/nrs-now":7},
    "steps":[{"after":"med-name","add_entry":"meds"},{"remove_entry":"meds[1]"}]})"),
      "");
  ASSERT_TRUE(script.ok()) << script.error().to_string();
  EXPECT_THAT(script->reasons, testing::ElementsAre("upper-back-pain", "neck-pain"));
  EXPECT_EQ(script->steps[0].kind, ScriptStep::Kind::add_entry);
  EXPECT_EQ(script->steps[0].text, "meds");
  EXPECT_EQ(script->steps[1].kind, ScriptStep::Kind::remove_entry);
  EXPECT_EQ(error_of(R"({"steps":[{"add_entry":""}]})"), "AR-C032 /steps/0");
}

TEST(Script, ValuesOfEachKind) {
  const form::Form form = small_form();
  const auto played = [&](const char* path, std::string_view text) {
    return played_value(form, path, json(text));
  };
  EXPECT_EQ(played("fever", R"("yes")")->values.size(), 1u);
  EXPECT_EQ(played("numb", R"(["arms","legs"])")->values.size(), 2u);
  EXPECT_EQ(played("nrs-now", "6")->values.at(0), form::AnswerValue::integer(6));
  EXPECT_EQ(played("story", R"("It aches")")->values.at(0), form::AnswerValue::string("It aches"));
  EXPECT_EQ(played("fever", R"("not-sure")")->unknown, form::UnknownReason::asked_unknown);
  EXPECT_EQ(played("fever", R"("prefer-not")")->unknown, form::UnknownReason::asked_declined);
  EXPECT_EQ(played("nrs-now", R"("skipped")")->unknown, form::UnknownReason::skipped);
  EXPECT_EQ(played("numb", R"(["arms","not-sure"])")->values.size(), 2u);
}

TEST(Script, AWrongValueIsNamedByItsItemOnly) {
  const form::Form form = small_form();
  const auto wrong = played_value(form, "fever", json(R"("maybe")"));
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.error().code, "AR-C034");
  EXPECT_EQ(wrong.error().pointer, "/answers/fever");
  EXPECT_THAT(wrong.error().to_string(), testing::Not(testing::HasSubstr("maybe")));
  EXPECT_FALSE(played_value(form, "nrs-now", json(R"("six")")).ok());
  EXPECT_FALSE(played_value(form, "nobody", json("1")).ok());
}

}  // namespace
}  // namespace anteroom::cli
