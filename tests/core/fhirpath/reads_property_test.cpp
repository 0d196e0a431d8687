// The promise of Reads, tested on every response expression of the peer fixture: an answer of an
// item that is not named must not change the result. A broken promise would leave a red flag on an
// old answer.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/fhirpath/support.h"

namespace anteroom::fhirpath {
namespace {

using fhir::Json;

bool names(const Reads& reads, std::string_view link_id) {
  return reads.link_ids.contains(std::string(link_id)) ||
         std::any_of(reads.link_id_prefixes.begin(), reads.link_id_prefixes.end(),
                     [&](const std::string& prefix) { return link_id.starts_with(prefix); });
}

// Gives every item that `reads` does not name another answer.
void change_others(Json& owner, const Reads& reads, int& changed) {
  Json* items = owner.find("item");
  if (items == nullptr) return;
  for (Json& item : items->as_array()) {
    change_others(item, reads, changed);
    Json* answers = item.find("answer");
    if (answers == nullptr) continue;
    for (Json& answer : answers->as_array()) change_others(answer, reads, changed);
    if (names(reads, item.string_or_empty("linkId"))) continue;
    for (Json& answer : answers->as_array()) {
      Json replaced = Json::object();
      replaced.set("valueString", "another answer");
      if (const Json* nested = answer.find("item")) replaced.set("item", *nested);
      answer = std::move(replaced);
      ++changed;
    }
  }
}

TEST(ReadsProperty, AnswersThatAreNotNamedDoNotMatter) {
  const auto file =
      fhir::read_json_file(ANTEROOM_SOURCE_DIR "/tests/core/fhirpath/fixtures/fhirpath_js.json");
  ASSERT_TRUE(file);
  const Json& response = *file->find("resources")->find("response");
  int tried = 0;
  for (const Json& one : file->array_or_empty("cases")) {
    if (one.string_or_empty("resource") != "response") continue;
    const std::string expression(one.string_or_empty("expression"));
    const auto compiled = compile(expression);
    ASSERT_TRUE(compiled) << expression;
    if (compiled->reads().anything) continue;
    Json other = response;
    int changed = 0;
    change_others(other, compiled->reads(), changed);
    EXPECT_GT(changed, 0) << expression;
    EXPECT_EQ(evaluated(expression, response), evaluated(expression, other)) << expression;
    ++tried;
  }
  EXPECT_GE(tried, 40);
}

}  // namespace
}  // namespace anteroom::fhirpath
