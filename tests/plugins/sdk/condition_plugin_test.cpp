#include "anteroom/condition_plugin.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace anteroom {
namespace {

using sdk::Answer;
using sdk::Answers;
using sdk::Check;
using sdk::Json;
using sdk::Number;
using sdk::Truth;

TEST(Truth, Tables) {
  const Truth all[] = {Truth::unknown, Truth::no, Truth::yes};
  for (const Truth a : all) {
    EXPECT_EQ(a && Truth::no, Truth::no);
    EXPECT_EQ(a && Truth::yes, a);
    EXPECT_EQ(a || Truth::yes, Truth::yes);
    EXPECT_EQ(a || Truth::no, a);
    EXPECT_EQ(!!a, a);
  }
  EXPECT_EQ(Truth::unknown && Truth::unknown, Truth::unknown);
  EXPECT_EQ(Truth{}, Truth::unknown);
}

TEST(Number, ComparesExactly) {
  EXPECT_TRUE(*Number::parse("7.10") > *Number::parse("7.09"));
  EXPECT_FALSE(*Number::parse("7.1") > *Number::parse("7.10"));
  EXPECT_TRUE(*Number::parse("-2") < *Number::parse("-1.5"));
  EXPECT_TRUE(*Number::parse("0.1") < *Number::parse("0.10000000000000001"));
  for (const char* bad : {"", "-", "1e3", "1.2.3", "1234567890123456789"})
    EXPECT_FALSE(Number::parse(bad)) << bad;
}

TEST(Json, RefusesWhatIsNotJson) {
  for (const char* bad :
       {"", "{", "[1,]", "{\"a\":1,\"a\":2}", "01", "1.", "\"\x01\"", "\"\\ud800\"", "nul", "[1] 2",
        "\"\xff\"", "{\"a\"}", "'a'", "+1", "\"\\q\""})
    EXPECT_FALSE(Json::parse(bad)) << bad;
  EXPECT_FALSE(Json::parse(std::string(40, '[') + std::string(40, ']')));
  EXPECT_TRUE(Json::parse(std::string(30, '[') + std::string(30, ']')));
}

TEST(Json, RoundTrip) {
  const std::string text = R"({"a":[1,-2.50,true,false,null],"b":{"c":"x\"\\ é 😀"}})";
  const auto json = Json::parse(text);
  ASSERT_TRUE(json);
  sdk::JsonWriter out;
  sdk::write(out, *json);
  EXPECT_EQ(out.text(), text);
  EXPECT_EQ(Json::parse(R"("\u00e9\ud83d\ude00\n")")->text(), "é😀\n");
}

Answers read(const std::string& list) {
  auto answers = Answers::read(*Json::parse(R"({"language":"en","answers":)" + list + "}"));
  EXPECT_TRUE(answers);
  return answers ? *answers : Answers();
}

TEST(Answers, UnknownIsNeverNo) {
  const Answers answers = read(R"([{"linkId":"a","state":"answered","partial":false,"codes":["x"]},
    {"linkId":"p","state":"answered","partial":true,"codes":["x"]},{"linkId":"u","state":"unknown","reason":"skipped"},
    {"linkId":"n","state":"not_present"}])");
  EXPECT_EQ(answers["a"].has({"x", "y"}), Truth::yes);
  EXPECT_EQ(answers["a"].has({"y"}), Truth::no);
  EXPECT_EQ(answers["p"].has({"y"}), Truth::unknown);
  EXPECT_EQ(answers["u"].has({"x"}), Truth::unknown);
  EXPECT_EQ(answers["n"].has({"x"}), Truth::no);
  EXPECT_EQ(answers["never sent"].has({"x"}), Truth::unknown);
  EXPECT_EQ(answers["u"].greater_than(answers["a"]), Truth::unknown);
}

TEST(Answers, AtLeastIsThreeValued) {
  const Answers answers = read(R"([{"linkId":"seven","state":"answered","number":7},
    {"linkId":"less","state":"answered","number":6.9},{"linkId":"u","state":"unknown"},
    {"linkId":"n","state":"not_present"},{"linkId":"words","state":"answered","codes":["x"]}])");
  EXPECT_EQ(answers["seven"].at_least(7), Truth::yes);
  EXPECT_EQ(answers["less"].at_least(7), Truth::no);
  EXPECT_EQ(answers["n"].at_least(7), Truth::no);
  EXPECT_EQ(answers["u"].at_least(7), Truth::unknown);
  EXPECT_EQ(answers["words"].at_least(7), Truth::unknown);
}

TEST(Answers, RefusesAStateItDoesNotKnow) {
  EXPECT_FALSE(Answers::read(*Json::parse(R"({"answers":[{"linkId":"a","state":"maybe"}]})")));
}

class Knee final : public ConditionPlugin {
 public:
  Knee() : ConditionPlugin("knee") {
    add_check("locked", [](const Answers& a) { return Check::of(a["locks"].has({"yes"})); });
    add_line("one", [](const Answers&) { return std::string("Text."); });
    add_line("two", [](const Answers& a) -> std::string {
      if (a["locks"].answered()) throw std::runtime_error("an answer");
      return "";
    });
  }
};

std::string call(std::string_view method, std::string_view params,
                 std::int32_t expected = ANTEROOM_OK) {
  Knee knee;
  std::string reply;
  EXPECT_EQ(knee.call(method, params, reply), expected);
  return reply;
}

TEST(ConditionPlugin, Describes) {
  EXPECT_EQ(
      call("describe", "{}"),
      R"({"id":"knee","capabilities":["redflag.check/1","summary.lines/1","selftest/1"],"checks":["locked"],)"
      R"("summary_lines":["one","two"]})");
  EXPECT_EQ(call("selftest", "{}"), R"({"ok":true,"message":""})");
}

TEST(ConditionPlugin, Checks) {
  EXPECT_EQ(call("redflag.check",
                 R"({"answers":[{"linkId":"locks","state":"answered","codes":["yes"]}]})"),
            R"({"checks":[{"id":"locked","outcome":"present","answers":[]}]})");
  EXPECT_EQ(
      call("redflag.check", R"({"answers":[]})"),
      R"({"checks":[{"id":"locked","outcome":"not_evaluated","reason":"unknown-answers","answers":[]}]})");
}

TEST(ConditionPlugin, EmptyLinesAreLeftOut) {
  EXPECT_EQ(call("summary.lines", R"({"answers":[]})"),
            R"({"lines":[{"id":"one","text":"Text."}]})");
}

TEST(ConditionPlugin, ExceptionsStayInside) {
  EXPECT_EQ(call("summary.lines",
                 R"({"answers":[{"linkId":"locks","state":"answered","codes":["yes"]}]})",
                 ANTEROOM_ERROR_INTERNAL),
            "");
}

TEST(ConditionPlugin, BadRequests) {
  call("other", "{}", ANTEROOM_ERROR_UNKNOWN_METHOD);
  call("redflag.check", "{}", ANTEROOM_ERROR_BAD_PARAMS);
  call("describe", "{", ANTEROOM_ERROR_BAD_PARAMS);
}

}  // namespace
}  // namespace anteroom
