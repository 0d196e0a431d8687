#include "core/intake/summary_lines.h"

#include <gtest/gtest.h>

namespace anteroom::intake {
namespace {

using Kind = form::ItemState::Kind;
using form::UnknownReason;

/// One line of each state that schemas/README.md "Templates" has a row for.
struct Templates : testing::Test {
  std::vector<AnswerLine> answers;
  fhir::Json summary = *fhir::parse_json(
      R"({"words": {"*": {"yes": "yes"}, "quality": {"dull": "dull ache", "sharp": "sharp"}}})");

  void add(const std::string& id, Kind kind, std::vector<std::string> codes,
           const std::string& answer = "", UnknownReason reason = UnknownReason::none) {
    AnswerLine line;
    line.plugin = "p";
    line.link_id = id;
    line.kind = kind;
    line.codes = std::move(codes);
    line.answer = answer;
    line.reason = reason;
    answers.push_back(line);
  }
  Templates() {
    add("quality", Kind::answered, {"dull", "sharp"}, "Dull, Sharp");
    add("other", Kind::answered, {"yes", "odd"}, "Yes, Odd one");
    add("score", Kind::answered, {}, "7");
    add("words", Kind::answered, {}, "typed", UnknownReason::none);
    answers.back().free_text = "as typed. yes";
    add("partial", Kind::answered, {"yes"}, "Yes", UnknownReason::asked_unknown);
    answers.back().partial = true;
    add("unsure", Kind::unknown, {}, "", UnknownReason::asked_unknown);
    add("declined", Kind::unknown, {}, "", UnknownReason::asked_declined);
    add("skipped", Kind::unknown, {}, "", UnknownReason::skipped);
    add("open", Kind::unknown, {});
    add("safety", Kind::unknown, {});
    answers.back().safety = true;
    add("gone", Kind::not_present, {});
  }
  std::string fill(std::string_view text) { return AnswerWords(answers, "p", summary).fill(text); }
};

TEST_F(Templates, AnswersInTheClinicsWords) {
  EXPECT_EQ(fill("{quality}"), "Dull ache, sharp");
  EXPECT_EQ(fill("{other}"), "Yes, Odd one")
      << "one code without a clinic word: the form's own words, whole";
  EXPECT_EQ(fill("now {score}/10"), "Now 7/10");
  EXPECT_EQ(fill("{words}"), "As typed. Yes");
  EXPECT_EQ(fill("{partial}"), "Yes (rest not sure)");
}

TEST_F(Templates, UnknownIsSpelledOut) {
  EXPECT_EQ(fill("{unsure}"), "Not sure");
  EXPECT_EQ(fill("{declined}"), "Declined");
  EXPECT_EQ(fill("{skipped}"), "Skipped");
  EXPECT_EQ(fill("{open}"), "Not asked");
  EXPECT_EQ(fill("{gone}"), "Does not apply");
  EXPECT_EQ(fill("{nobody}"), "Not asked");
}

TEST_F(Templates, SegmentsVanishUnlessAnsweredOrUnknownSafety) {
  EXPECT_EQ(fill("A.[ B {open}.][ C {gone}.][ D {unsure}.]"), "A.");
  EXPECT_EQ(fill("A.[ b {safety}.]"), "A. B not asked.");
  EXPECT_EQ(fill("A.[ b {open}, {score}.]"), "A. B not asked, 7.");
  EXPECT_EQ(fill("[{open}]"), "");
}

TEST_F(Templates, MarksCanBeWrittenAsThemselves) {
  EXPECT_EQ(fill(R"(a \{x\} \[y\] \\ z)"), R"(A {x} [y] \ z)");
  EXPECT_EQ(fill("  two   spaces .  and more "), "Two spaces . And more");
}

TEST_F(Templates, AnswersOfAnotherConditionAreNotRead) {
  EXPECT_EQ(AnswerWords(answers, "q", summary).fill("{score}"), "Not asked");
}

}  // namespace
}  // namespace anteroom::intake
