// Items found through the index are those that a scan finds, in its order: `linkId.first() = 'x'`
// is the same test, written so that no index serves it.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tests/core/fhirpath/support.h"

namespace anteroom::fhirpath {
namespace {

using fhir::Json;

Json random_item(int depth);

/// Few linkIds and few values, so that many items are equal.
Json random_items(int depth) {
  Json items = Json::array();
  const int count = *rc::gen::inRange(0, 4);
  for (int i = 0; i < count; ++i) items.push(random_item(depth));
  return items;
}

Json random_item(int depth) {
  Json item = Json::object().set("linkId", *rc::gen::element("a", "b", "c"));
  if (*rc::gen::inRange(0, 2) == 0) {
    Json answer = Json::object().set("valueInteger", *rc::gen::inRange(0, 3));
    if (depth > 0) answer.set("item", random_items(depth - 1));
    item.set("answer", Json::array().push(answer));
  }
  if (depth > 0) item.set("item", random_items(depth - 1));
  return item;
}

Json random_response() {
  return Json::object().set("resourceType", "QuestionnaireResponse").set("item", random_items(4));
}

void same(const Json& response, const std::string& path) {
  const std::string by_index = path + ".where(linkId = 'b')";
  const std::string by_scan = path + ".where(linkId.first() = 'b')";
  RC_LOG() << path << '\n';
  RC_ASSERT(evaluated(by_index, response) == evaluated(by_scan, response));
  const std::string more = " and answer.value > 0)";
  RC_ASSERT(evaluated(path + ".where(linkId = 'b'" + more, response) ==
            evaluated(path + ".where(linkId.first() = 'b'" + more, response));
}

RC_GTEST_PROP(ItemsByLinkId, IndexAndScanFindTheSame, ()) {
  const Json response = random_response();
  for (const char* path :
       {"item", "descendants()", "%resource.descendants()", "repeat(item)", "repeat($this.item)",
        "repeat(item | answer.item)", "repeat(answer.item | item)", "repeat(answer.item)",
        "item.where(linkId = 'a').descendants()", "item.first().descendants()",
        "item.first().repeat(item)", "item.descendants()", "item.repeat(item)",
        "item.where(linkId = 'c').repeat(item | answer.item)", "item.answer.first().descendants()"})
    same(response, path);
}

TEST(ItemsByLinkId, AnIndexInTheCriterionCountsWhatIsSearched) {
  const char* response = R"({"resourceType":"QuestionnaireResponse","item":[
      {"linkId":"a"},{"linkId":"b","text":"one"},{"linkId":"b","text":"two"}]})";
  EXPECT_EQ(evaluated("item.where(linkId = 'b' and $index = 2).text", response), R"(["two"])");
  EXPECT_EQ(evaluated("repeat(item).where(linkId = 'b' and $index = 1).text", response),
            R"(["one"])");
}

TEST(ItemsByLinkId, ALinkIdThatIsNoTextIsComparedByScan) {
  const char* response = R"({"resourceType":"QuestionnaireResponse","item":[
      {"linkId":["b"],"text":"list"},{"linkId":7},{"linkId":"b","text":"plain"}]})";
  EXPECT_EQ(evaluated("descendants().where(linkId = 'b').text", response), R"(["list","plain"])");
  EXPECT_EQ(evaluated("item.where(linkId = 'b').text", response), R"(["list","plain"])");
}

TEST(ItemsByLinkId, WhatIsDefinedAboveIsKnownBelow) {
  const char* response =
      R"({"resourceType":"QuestionnaireResponse","item":[{"linkId":"b","text":"x"}]})";
  EXPECT_EQ(evaluated("defineVariable('n', 'x').descendants().where(linkId = 'b' and text = %n)"
                      ".linkId",
                      response),
            R"(["b"])");
}

TEST(ItemsByLinkId, TheIndexSparesTheSteps) {
  Json items = Json::array();
  for (int i = 0; i < 500; ++i) items.push(Json::object().set("linkId", "q" + std::to_string(i)));
  const Json response =
      Json::object().set("resourceType", "QuestionnaireResponse").set("item", items);
  EvalContext few;
  few.max_steps = 50;
  for (const char* path : {"item", "descendants()", "repeat(item)", "%resource.descendants()"}) {
    EXPECT_EQ(evaluated(std::string(path) + ".where(linkId = 'q77').linkId", response, few),
              R"(["q77"])")
        << path;
    EXPECT_EQ(evaluated(std::string(path) + ".where(linkId.first() = 'q77').linkId", response, few),
              "AR-X090")
        << path;
  }
}

}  // namespace
}  // namespace anteroom::fhirpath
