#include "core/fhirpath/reads.h"

#include <gtest/gtest.h>

namespace anteroom::fhirpath {
namespace {

// "a b p* %v anything time focus"
std::string reads(std::string_view text) {
  const auto compiled = compile(text);
  if (!compiled) return compiled.error().to_string();
  const Reads& reads = compiled->reads();
  std::string out;
  const auto add = [&](const std::string& word) { out += (out.empty() ? "" : " ") + word; };
  for (const auto& id : reads.link_ids) add(id);
  for (const auto& prefix : reads.link_id_prefixes) add(prefix + "*");
  for (const auto& name : reads.variables) add("%" + name);
  if (reads.anything) add("anything");
  if (reads.time) add("time");
  if (reads.focus) add("focus");
  return out;
}

TEST(Reads, NamedItems) {
  EXPECT_EQ(reads("%resource.item.where(linkId='g').item.where('q'=linkId).answer.value > 3"),
            "g q");
  EXPECT_EQ(reads("item.where(linkId='a').answer.exists()"), "a");
  EXPECT_EQ(reads("%resource.descendants().where(linkId='a').answer.value.code = 'y'"), "a");
  EXPECT_EQ(reads("%resource.repeat(item).where(linkId='a').answer.value"), "a");
  EXPECT_EQ(reads("item.where(linkId='a' or linkId='b').answer.value.sum()"), "a b");
  EXPECT_EQ(reads("item.where(linkId in ('a' | 'b')).answer.value.sum()"), "a b");
  EXPECT_EQ(reads("item.where(linkId='a' and answer.value > 3).exists()"), "a");
  EXPECT_EQ(reads("item.exists(linkId='a')"), "a");
  EXPECT_EQ(reads("item.where(linkId.startsWith('p')).answer.value.sum()"), "p*");
  EXPECT_EQ(reads("item.where(linkId='a').answer.value.select($this + 1).first()"), "a");
  EXPECT_EQ(reads("item.where(linkId='a')[0].answer.value"), "a");
  EXPECT_EQ(
      reads("iif(item.where(linkId='a').answer.value, item.where(linkId='b').answer.value, 0)"),
      "a b");
}

TEST(Reads, AnythingWhereNothingIsNamed) {
  EXPECT_EQ(reads("item.answer.value.sum()"), "anything");
  EXPECT_EQ(reads("item.count()"), "anything");
  EXPECT_EQ(reads("item.where(linkId='g').item.answer.value"), "g anything");
  EXPECT_EQ(reads("item.where(linkId='g').descendants().count()"), "g anything");
  EXPECT_EQ(reads("item.where(linkId.contains('.n')).answer.value.sum()"), "anything");
  EXPECT_EQ(reads("item.where(linkId='a' or true).answer"), "anything");
  EXPECT_EQ(reads("item.where(linkId='a').answer.item.answer.value"), "a anything");
  EXPECT_EQ(reads("item.linkId"), "anything");
  EXPECT_EQ(reads("item"), "anything");
  EXPECT_EQ(reads("%resource"), "anything");
  EXPECT_EQ(reads("item.first().where(linkId='a')"), "a anything");
  EXPECT_EQ(reads("item.where(linkId = 'a' | %b).answer"), "%b anything focus");
  EXPECT_EQ(reads("item.where(linkId in ('a' | item.first().linkId)).answer"), "anything");
  EXPECT_EQ(reads("item.where(linkId='a').answer | item.answer"), "a anything");
  EXPECT_EQ(reads("item.aggregate($total + $this.answer.value, 0)"), "anything");
  EXPECT_EQ(reads("item.all(answer.exists())"), "anything");
  EXPECT_EQ(reads("item.where(answer.exists()).where(linkId='a').linkId"), "a anything");
}

TEST(Reads, VariablesTimeAndFocus) {
  EXPECT_EQ(reads("%a + %patient.birthDate.toString().length()"), "%a %patient focus");
  EXPECT_EQ(reads("%g.item.where(linkId='a').answer.value"), "a %g");
  EXPECT_EQ(reads("today() > @2020-01-01"), "time");
  EXPECT_EQ(reads("1 + 2"), "");
  EXPECT_EQ(reads("%resource.status"), "");
  EXPECT_EQ(reads("%questionnaire.item.where(linkId='a').text"), "");
  EXPECT_EQ(reads("answer.value > 3"), "focus");
  EXPECT_EQ(reads("$this.exists()"), "focus");
  EXPECT_EQ(reads("linkId = 'x'"), "");
}

}  // namespace
}  // namespace anteroom::fhirpath
