// The coded checks of low-back-pain, called as the host calls them. Unknown is never absent.
#include <gtest/gtest.h>

#include <string>

#include "anteroom/json.h"
#include "anteroom/plugin_abi.h"

extern "C" const anteroom_plugin_table* anteroom_plugin_entry(std::uint32_t host_abi_major);

namespace anteroom {
namespace {

using sdk::Json;

void keep(void* context, const char* json, std::size_t size) {
  static_cast<std::string*>(context)->assign(json, size);
}

/// The reply of redflag.check to these answers (the inside of a JSON array).
std::string reply_to(const std::string& answers) {
  const anteroom_plugin_table* table = anteroom_plugin_entry(ANTEROOM_ABI_MAJOR);
  if (table == nullptr) return {};
  const std::string method = "redflag.check";
  const std::string params = R"({"language":"en","answers":[)" + answers + "]}";
  std::string reply;
  const std::int32_t status = table->call(
      method.data(), method.size(), params.data(), params.size(),
      [](void* context, const char* json, std::size_t size) { keep(context, json, size); }, &reply);
  EXPECT_EQ(status, ANTEROOM_OK);
  return reply;
}

/// "outcome|text" of one check.
std::string check(const std::string& id, const std::string& answers) {
  const auto reply = Json::parse(reply_to(answers));
  if (!reply || reply->find("checks") == nullptr) return "no reply";
  for (const Json& one : reply->find("checks")->elements()) {
    if (one.text_or_empty("id") == id)
      return std::string(one.text_or_empty("outcome")) + "|" +
             std::string(one.text_or_empty("text"));
  }
  return "no such check";
}

std::string number(const std::string& id, int value) {
  return R"({"linkId":")" + id + R"(","state":"answered","number":)" + std::to_string(value) + "}";
}
std::string codes(const std::string& id, const std::string& list, bool partial = false) {
  return R"({"linkId":")" + id + R"(","state":"answered","partial":)" +
         (partial ? "true" : "false") + R"(,"codes":[)" + list + "]}";
}
std::string unknown(const std::string& id) {
  return R"({"linkId":")" + id + R"(","state":"unknown","reason":"skipped"})";
}

std::string pain(const std::string& now, const std::string& average, const std::string& worst) {
  return check("pain-inconsistent", now + "," + average + "," + worst);
}

TEST(PainInconsistent, ComparesNowAndAverageWithWorst) {
  EXPECT_EQ(pain(number("nrs-now", 3), number("nrs-avg", 4), number("nrs-worst", 5)), "absent|");
  EXPECT_EQ(pain(number("nrs-now", 5), number("nrs-avg", 5), number("nrs-worst", 5)), "absent|");
  EXPECT_EQ(pain(number("nrs-now", 6), number("nrs-avg", 4), number("nrs-worst", 5)),
            "present|The pain numbers disagree: ask again.");
  EXPECT_EQ(pain(number("nrs-now", 3), number("nrs-avg", 6), number("nrs-worst", 5)),
            "present|The pain numbers disagree: ask again.");
}

TEST(PainInconsistent, UnknownIsNeverAbsent) {
  EXPECT_EQ(pain(number("nrs-now", 3), unknown("nrs-avg"), number("nrs-worst", 5)),
            "not_evaluated|");
  EXPECT_EQ(pain(number("nrs-now", 3), number("nrs-avg", 4), unknown("nrs-worst")),
            "not_evaluated|");
  EXPECT_EQ(pain(number("nrs-now", 9), unknown("nrs-avg"), number("nrs-worst", 5)),
            "present|The pain numbers disagree: ask again.");
}

std::string position(const std::string& worse, const std::string& better) {
  return check("position-contradicts", worse + "," + better);
}

TEST(PositionContradicts, NamesWhatIsOnBothSides) {
  EXPECT_EQ(position(codes("worse-by", R"("sitting")"), codes("better-by", R"("lying")")),
            "absent|");
  EXPECT_EQ(
      position(codes("worse-by", R"("sitting","walking")"), codes("better-by", R"("walking")")),
      "present|Said to ease the pain and to make it worse: walking.");
  EXPECT_EQ(position(codes("worse-by", R"("lying","sitting")"),
                     codes("better-by", R"("sitting","lying")")),
            "present|Said to ease the pain and to make it worse: lying, sitting.");
  EXPECT_EQ(position(codes("worse-by", R"("none")"), codes("better-by", R"("none")")), "absent|");
}

TEST(PositionContradicts, UnknownIsNeverAbsent) {
  EXPECT_EQ(position(unknown("worse-by"), codes("better-by", R"("lying")")), "not_evaluated|");
  EXPECT_EQ(position(codes("worse-by", R"("bending")", true), codes("better-by", R"("lying")")),
            "not_evaluated|");
  // Nothing eases it: whatever makes it worse, nothing is on both sides.
  EXPECT_EQ(position(unknown("worse-by"), codes("better-by", R"("none")")), "absent|");
}

TEST(Library, KnowsItsMajorOnly) {
  EXPECT_EQ(anteroom_plugin_entry(ANTEROOM_ABI_MAJOR + 1), nullptr);
}

}  // namespace
}  // namespace anteroom
