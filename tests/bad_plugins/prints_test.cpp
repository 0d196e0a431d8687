// What a plugin prints: words before it saw an answer, a count afterwards, never a wait.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/bad_plugins/animals.h"

namespace anteroom::plugin {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Log {
  std::string words;
  std::size_t unkept = 0;
  HostOptions options() {
    HostOptions set = plugin::options();
    set.on_printed = [this](const std::string& id, const Printed& printed) {
      EXPECT_EQ(id, "zoo");
      words += printed.words;
      unkept += printed.unkept;
    };
    return set;
  }
};

TEST(Prints, WordsBeforeAnAnswerAndACountAfterwards) {
  Log log;
  {
    HostClient client(animal(zoo_library("calls")), log.options());
    EXPECT_EQ(check(client, "prints-the-answers").outcome, Outcome::absent);
  }
  EXPECT_THAT(log.words, HasSubstr("zoo: described\n?[2J\n")) << "no escape sequence in a log";
  EXPECT_THAT(log.words, Not(HasSubstr("SECRET")));
  EXPECT_EQ(log.unkept, std::string("SECRET-ANSWER\n").size());
}

TEST(Prints, AnAuthorSeesAllWords) {
  Log log;
  HostOptions set = log.options();
  set.answers = MayHoldAnswers::no;
  {
    HostClient client(animal(zoo_library("calls")), set);
    EXPECT_EQ(check(client, "prints-the-answers").outcome, Outcome::absent);
  }
  EXPECT_THAT(log.words, HasSubstr("SECRET-ANSWER"));
}

TEST(Prints, TooMuchCostsThePrinterItsWordsAndNobodyTime) {
  Log log;
  HostOptions set = log.options();
  set.answers = MayHoldAnswers::no;
  {
    HostClient client(animal(zoo_library("calls")), set);
    for (int i = 0; i < 3; ++i)
      EXPECT_EQ(check(client, "prints-without-end").outcome, Outcome::absent);
    EXPECT_EQ(client.deaths(), 0);
  }
  EXPECT_LE(log.words.size(), PrintedLimits{}.burst + 1024) << "and what a minute earns";
  EXPECT_GT(log.unkept, log.words.size());
}

}  // namespace
}  // namespace anteroom::plugin
