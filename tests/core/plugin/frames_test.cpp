#include "core/plugin/frames.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

namespace anteroom::plugin {
namespace {

RC_GTEST_PROP(Frames, AnySplitGivesThePayloadBack, (const std::string& text, unsigned char step)) {
  const std::string payload = "{" + text + "}";
  const std::string frame = encode_frame(payload);
  FrameReader reader;
  const std::size_t size = step % 7U + 1U;
  for (std::size_t at = 0; at < frame.size(); at += size) {
    RC_ASSERT(reader.state() == FrameReader::State::reading);
    reader.feed(std::string_view(frame).substr(at, size));
  }
  RC_ASSERT(reader.state() == FrameReader::State::complete);
  RC_ASSERT(reader.payload() == payload);
}

TEST(Frames, AByteBehindTheFrameBreaksIt) {
  FrameReader together, later;
  EXPECT_EQ(together.feed(encode_frame("{}") + "x"), FrameReader::State::broken);
  EXPECT_EQ(later.feed(encode_frame("{}")), FrameReader::State::complete);
  EXPECT_EQ(later.feed("x"), FrameReader::State::broken);
}

TEST(Frames, SizeIsBounded) {
  FrameReader zero, large, largest;
  EXPECT_EQ(zero.feed(std::string(4, '\0')), FrameReader::State::broken);
  EXPECT_EQ(large.feed(std::string("\x01\x00\x40\x00", 4)), FrameReader::State::broken);
  EXPECT_EQ(largest.feed(std::string("\x00\x00\x40\x00", 4)), FrameReader::State::reading);
}

TEST(Reply, ResultAndError) {
  const auto result = parse_reply(R"({"jsonrpc":"2.0","id":7,"result":{"a":1}})", 7);
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->error_code, "");
  EXPECT_EQ(result->result.find("a")->as_integer(), 1);
  const auto error = parse_reply(
      R"({"jsonrpc":"2.0","id":7,"error":{"code":-32000,"message":"no\u0007","data":{"code":"AR-P003"}}})",
      7);
  ASSERT_TRUE(error.ok());
  EXPECT_EQ(error->error_code, "AR-P003");
  EXPECT_EQ(error->message, "no?");
}

class BadReply : public testing::TestWithParam<const char*> {};
TEST_P(BadReply, IsRefused) {
  const auto reply = parse_reply(GetParam(), 7);
  ASSERT_FALSE(reply.ok());
  EXPECT_EQ(reply.error().code, "AR-P013");
}
INSTANTIATE_TEST_SUITE_P(
    Reply, BadReply,
    testing::Values(
        "", "7", "[]", "{}", R"({"jsonrpc":"2.0","id":8,"result":{}})",
        R"({"jsonrpc":"2.0","id":"7","result":{}})", R"({"jsonrpc":"1.0","id":7,"result":{}})",
        R"({"jsonrpc":"2.0","id":7})", R"({"jsonrpc":"2.0","id":7,"result":{},"error":{}})",
        R"({"jsonrpc":"2.0","id":7,"result":{},"more":1})",
        R"({"jsonrpc":"2.0","id":7,"id":7,"result":{}})",
        R"({"jsonrpc":"2.0","id":7,"result":{"a":1,"a":2}})",
        R"({"jsonrpc":"2.0","id":7,"error":{"code":1,"message":"m","data":{"code":"AR-P001"}}})",
        R"({"jsonrpc":"2.0","id":7,"error":{"code":1,"message":"m"}})",
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":\"\xff\"}"));

TEST(Reply, DepthIsBounded) {
  const auto nested = [](int depth) {
    return R"({"jsonrpc":"2.0","id":1,"result":)" +
           std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']') + "}";
  };
  EXPECT_TRUE(parse_reply(nested(20), 1).ok());
  EXPECT_FALSE(parse_reply(nested(40), 1).ok());
}

}  // namespace
}  // namespace anteroom::plugin
