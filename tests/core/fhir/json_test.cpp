#include "core/fhir/json.h"

#include <gtest/gtest.h>

namespace anteroom::fhir {
namespace {

TEST(Json, SetReplacesAndPushAppends) {
  Json json;
  json.set("a", 1).set("b", Json::array()).set("a", "two");
  json.find("b")->push(true).push(nullptr);
  EXPECT_EQ(write_json(json), R"({"a":"two","b":[true,null]})");
  EXPECT_EQ(json.string_or_empty("a"), "two");
  EXPECT_EQ(json.string_or_empty("missing"), "");
  EXPECT_EQ(json.array_or_empty("b").size(), 2u);
  EXPECT_TRUE(json.array_or_empty("a").empty());
  EXPECT_EQ(json.find("b")->find("x"), nullptr);
}

TEST(Json, AsDecimalTakesIntegersToo) {
  EXPECT_EQ(Json(7).as_decimal().to_string(), "7");
  EXPECT_EQ(Json(*Decimal::parse("7.50")).as_decimal().to_string(), "7.50");
}

}  // namespace
}  // namespace anteroom::fhir
