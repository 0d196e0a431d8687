#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "core/fhir/json.h"

namespace anteroom::fhir {
namespace {

TEST(WriteJson, CompactAndPretty) {
  const auto json = *parse_json(R"({"a":[1,{"b":1.50}],"c":{},"d":[],"e":"x\"\\\n\u0001é"})");
  EXPECT_EQ(write_json(json), R"({"a":[1,{"b":1.50}],"c":{},"d":[],"e":"x\"\\\n\u0001é"})");
  EXPECT_EQ(write_json(*parse_json(R"({"a":[1,2],"b":{"c":null}})"), JsonLayout::pretty),
            "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {\n    \"c\": null\n  }\n}");
}

Json random_json(int depth) {
  switch (*rc::gen::inRange(0, depth > 0 ? 7 : 5)) {
    case 0:
      return nullptr;
    case 1:
      return *rc::gen::arbitrary<bool>();
    case 2:
      return *rc::gen::arbitrary<std::int64_t>();
    case 3:
      return Decimal(static_cast<__int128>(*rc::gen::arbitrary<std::int64_t>()),
                     *rc::gen::inRange(1, 20));
    case 4:
      return *rc::gen::string<std::string>() == "" ? Json("") : Json("\t\x1f text \"é\" \\");
    case 5: {
      Json array = Json::array();
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) array.push(random_json(depth - 1));
      return array;
    }
    default: {
      Json object = Json::object();
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
        object.set("key" + std::to_string(i), random_json(depth - 1));
      return object;
    }
  }
}

RC_GTEST_PROP(WriteJsonProperties, ReadsBackTheSame, ()) {
  const Json json = random_json(4);
  const auto layout = *rc::gen::element(JsonLayout::compact, JsonLayout::pretty);
  const auto again = parse_json(write_json(json, layout));
  RC_ASSERT(again.ok());
  RC_ASSERT(*again == json);
  RC_ASSERT(write_json(*again, layout) == write_json(json, layout));
}

}  // namespace
}  // namespace anteroom::fhir
