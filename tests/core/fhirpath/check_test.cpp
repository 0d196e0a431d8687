#include "core/fhirpath/check.h"

#include <gtest/gtest.h>

namespace anteroom::fhirpath {
namespace {

std::vector<Error> findings(std::string_view expression, const RootTypes& roots) {
  const auto compiled = compile(expression);
  EXPECT_TRUE(compiled) << expression;
  return compiled ? unknown_elements(compiled->syntax(), roots) : std::vector<Error>{};
}

const RootTypes kResponse{"QuestionnaireResponse", "QuestionnaireResponse"};

/// The findings as "line:column message", one a line.
std::string found(std::string_view expression, const RootTypes& roots = kResponse) {
  std::string out;
  for (const Error& error : findings(expression, roots)) {
    EXPECT_EQ(error.code, "AR-X014");
    out += (out.empty() ? "" : "\n") + std::to_string(error.line) + ":" +
           std::to_string(error.column) + " " + error.message;
  }
  return out;
}

TEST(Check, WhatR4HasIsNoFinding) {
  for (const std::string_view expression :
       {"item.where(linkId = 'a').answer.value",
        "QuestionnaireResponse.item.answer.item.linkId",
        "item.answer.value.code",
        "item.answer.value.ofType(Quantity).unit",
        "%resource.repeat(item | answer).where(linkId = 'a').answer.value",
        "item.all(answer.exists())",
        "item.select(answer.value)",
        "descendants().whatever",
        "contained.anything",
        "subject.resolve().name",
        "item.extension('u').value.code",
        "item.id | item.linkId",
        "%questionnaire.item.enableWhen.answer",
        "%qitem.answerOption.value.display",
        "item.answer.value.as(Coding).display",
        "questionnaire.value",
        "%other.anything",
        "authored.extension.value",
        "item.sort(linkId).first().text",
        "item[0].answer[0].value",
        "iif(true, item, item.item).linkId",
        "item.answer.getReferenceKey(Patient)"})
    EXPECT_EQ(found(expression), "") << expression;
}

TEST(Check, TellsPlaceAndType) {
  EXPECT_EQ(found("item.lnkId"), "1:6 R4 has no element 'lnkId' in QuestionnaireResponse.item.");
  EXPECT_EQ(found("item.where(linkID = 'a').answer"),
            "1:12 R4 has no element 'linkID' in QuestionnaireResponse.item.");
  EXPECT_EQ(found("\n  %resource.items"),
            "2:13 R4 has no element 'items' in QuestionnaireResponse.");
  EXPECT_EQ(found("Patient.name"), "1:1 R4 has no element 'Patient' in QuestionnaireResponse.");
  EXPECT_EQ(found("item.answer.valueCoding"),
            "1:13 R4 has no element 'valueCoding' in QuestionnaireResponse.item.answer.");
  EXPECT_EQ(
      found("repeat(item | answer | foo)"),
      "1:24 R4 has no element 'foo' in QuestionnaireResponse or QuestionnaireResponse.item or "
      "QuestionnaireResponse.item.answer.");
  EXPECT_EQ(found("item.ofType(Coding).cod"), "1:21 R4 has no element 'cod' in Coding.");
  EXPECT_EQ(found("nme.given", {"Patient", ""}), "1:1 R4 has no element 'nme' in Patient.");
  EXPECT_EQ(found("name.given", {"Patient", ""}), "");
}

TEST(Check, SaysWhatWasExpected) {
  const auto first = [](std::string_view expression) {
    const auto all = findings(expression, kResponse);
    return all.empty() ? std::string() : all.front().mend;
  };
  EXPECT_EQ(first("item.lnkId"), "Expected one of: answer, definition, item, linkId, text.");
  EXPECT_EQ(first("item.answer.valueCoding"), "Write value, with ofType() for one type of it.");
}

TEST(Check, OneMistakeIsOneFinding) {
  EXPECT_EQ(findings("itm.answer.value.code", kResponse).size(), 1U);
  EXPECT_EQ(findings("itm.answer | item.anser", kResponse).size(), 2U);
}

TEST(Check, AnUnknownRootIsNotChecked) {
  EXPECT_EQ(found("whatever.there.is", {}), "");
  EXPECT_EQ(found("%resource.whatever", {"Patient", ""}), "");
  EXPECT_EQ(found("whatever", {"NoSuchType", ""}), "");
}

}  // namespace
}  // namespace anteroom::fhirpath
