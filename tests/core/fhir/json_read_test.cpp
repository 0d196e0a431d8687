#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "core/fhir/json.h"

namespace anteroom::fhir {
namespace {

std::string code_of(std::string_view text, const JsonLimits& limits = {}) {
  const auto read = parse_json(text, limits);
  return read ? "ok" : read.error().code;
}

TEST(ParseJson, KeepsOrderAndExactNumbers) {
  const auto read =
      parse_json(R"({"z":1.10,"a":[-5,12345678901234567890,1e2,true,null,"\u00e9\ud83d\ude00"]})");
  ASSERT_TRUE(read) << read.error().to_string();
  EXPECT_EQ(read->as_object()[0].first, "z");
  EXPECT_EQ(read->find("z")->as_decimal().to_string(), "1.10");
  const JsonArray& array = read->array_or_empty("a");
  EXPECT_EQ(array[0].as_integer(), -5);
  EXPECT_EQ(array[1].as_decimal().to_string(), "12345678901234567890");
  EXPECT_EQ(array[2].kind(), Json::Kind::decimal);
  EXPECT_EQ(array[5].as_string(), "é😀");
}

TEST(ParseJson, LongStringsAndNumbersInPieces) {
  const std::string text(200'000, 'x');
  const auto read = parse_json("[\"" + text + "\\n" + text + "\",0.12345678901234567890123456]");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->as_array()[0].as_string().size(), 400'001u);
  EXPECT_EQ(read->as_array()[1].as_decimal().to_string(), "0.12345678901234567890123456");
}

TEST(ParseJson, RefusesDuplicateMembersInSmallAndLargeObjects) {
  EXPECT_EQ(code_of(R"({"a":1,"a":2})"), "AR-J004");
  std::string large = "{";
  for (int i = 0; i < 100; ++i) large += "\"k" + std::to_string(i) + "\":1,";
  EXPECT_EQ(code_of(large + "\"x\":1}"), "ok");
  EXPECT_EQ(code_of(large + "\"k7\":1}"), "AR-J004");
  EXPECT_EQ(code_of(R"({"a":{"b":1},"c":{"b":1}})"), "ok");
}

TEST(ParseJson, RefusesWhatIsNotJson) {
  for (const char* text : {"{", "[1,", "\"abc", "", "   "})
    EXPECT_EQ(code_of(text), "AR-J007") << text;
  for (const char* text : {"{a:1}", "[1,]", "{\"a\" 1}", "nul!", "'a'", "[01]", "// c\n1"})
    EXPECT_EQ(code_of(text), "AR-J001") << text;
  EXPECT_EQ(code_of("1 2"), "AR-J008");
  EXPECT_EQ(code_of("\"\xff\""), "AR-J005");
  EXPECT_EQ(code_of("\"\xc3\x28\""), "AR-J005");
  EXPECT_EQ(code_of(R"("\ude00")"), "AR-J005");
  EXPECT_EQ(code_of(R"("\ud83d\u0041")"), "AR-J005");
  EXPECT_EQ(code_of("[1e99]"), "AR-J006");
}

TEST(ParseJson, Limits) {
  EXPECT_EQ(code_of(std::string(64, '[') + std::string(64, ']')), "ok");
  EXPECT_EQ(code_of(std::string(65, '[') + std::string(65, ']')), "AR-J003");
  EXPECT_EQ(code_of("[1,2,3]", {.max_bytes = 6}), "AR-J002");
}

TEST(ParseJson, CommentsOnlyWhenAsked) {
  EXPECT_EQ(code_of("{ // why\n\"a\": 1 }", {.comments = true}), "ok");
  EXPECT_EQ(code_of("\xEF\xBB\xBF{}"), "ok");
}

TEST(ParseJson, ErrorsCarryThePlaceAndThePointer) {
  const auto read =
      parse_json("{\n  \"item\": [\n    {\"linkId\": \"a\"},\n    {\"linkId\": tru }\n  ]\n}");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().pointer, "/item/1/linkId");
  EXPECT_EQ(read.error().line, 4);
  EXPECT_GT(read.error().column, 14);
}

TEST(ReadJsonFile, TellsWhichFile) {
  const auto missing = read_json_file("/nonexistent/x.json");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, "AR-J010");
  EXPECT_EQ(read_json_file("/").error().code, "AR-J010");
  const std::string path =
      testing::TempDir() + "json_read_test." + std::to_string(getpid()) + ".json";
  std::ofstream(path) << R"({"a": [1, 2]})";
  const auto read = read_json_file(path);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->array_or_empty("a").size(), 2u);
  std::ofstream(path, std::ios::trunc) << "";
  EXPECT_EQ(read_json_file(path).error().code, "AR-J007");
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace anteroom::fhir
