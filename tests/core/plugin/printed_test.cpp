#include "core/plugin/printed.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <string>

#include "core/plugin/fd.h"

namespace anteroom::plugin {
namespace {

class PrintedWords : public testing::Test {
 protected:
  void SetUp() override {
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe2(ends.data(), O_NONBLOCK | O_CLOEXEC), 0);
    out_ = Fd(ends[0]);
    in_ = Fd(ends[1]);
  }
  void print(const std::string& words) {
    ASSERT_EQ(write(in_.get(), words.data(), words.size()), static_cast<ssize_t>(words.size()));
  }
  Printed heard(MayHoldAnswers may) {
    reader_.drain(out_.get(), may);
    return reader_.take();
  }
  Fd out_, in_;
  FakeClock clock_{Instant{}};
  PrintedReader reader_{clock_, {.burst = 100, .a_minute = 60, .a_drain = 8192}};
};

TEST_F(PrintedWords, AreKeptOnceAndCleaned) {
  print("one\ttwo\x1b\xff\n");
  EXPECT_EQ(heard(MayHoldAnswers::no).words, "one?two??\n");
  EXPECT_TRUE(heard(MayHoldAnswers::no).nothing());
}

TEST_F(PrintedWords, ThatMayHoldAnswersAreOnlyCounted) {
  print("the answer is 7");
  const Printed heard_now = heard(MayHoldAnswers::yes);
  EXPECT_EQ(heard_now.words, "");
  EXPECT_EQ(heard_now.unkept, 15U);
}

TEST_F(PrintedWords, AreLimitedByTime) {
  print(std::string(150, 'a'));
  const Printed first = heard(MayHoldAnswers::no);
  EXPECT_EQ(first.words.size(), 100U);
  EXPECT_EQ(first.unkept, 50U);
  print("b");
  EXPECT_EQ(heard(MayHoldAnswers::no).unkept, 1U);
  clock_.advance(std::chrono::seconds(10));  // earns ten bytes
  print(std::string(11, 'c'));
  const Printed later = heard(MayHoldAnswers::no);
  EXPECT_EQ(later.words.size(), 10U);
  EXPECT_EQ(later.unkept, 1U);
  clock_.advance(std::chrono::hours(10));  // never more than a burst
  print(std::string(150, 'd'));
  EXPECT_EQ(heard(MayHoldAnswers::no).words.size(), 100U);
}

TEST_F(PrintedWords, OneDrainEnds) {
  for (int i = 0; i < 4; ++i) print(std::string(4096, 'x'));
  reader_.drain(out_.get(), MayHoldAnswers::yes);
  EXPECT_EQ(reader_.take().unkept, 8192U);
}

TEST_F(PrintedWords, OfADeadProcessAreStillHeard) {
  print("last words");
  in_.reset();
  EXPECT_EQ(heard(MayHoldAnswers::no).words, "last words");
  EXPECT_TRUE(heard(MayHoldAnswers::no).nothing());
}

}  // namespace
}  // namespace anteroom::plugin
