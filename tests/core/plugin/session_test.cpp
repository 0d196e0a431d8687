#include "core/plugin/session.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace anteroom::plugin {
namespace {

TEST(Phases, EachRequestHasItsPhase) {
  const std::map<std::pair<Phase, std::string>, Phase> allowed{
      {{Phase::started, "hello"}, Phase::greeted},
      {{Phase::greeted, "load"}, Phase::loaded},
      {{Phase::loaded, "describe"}, Phase::ready},
      {{Phase::ready, "redflag.check"}, Phase::ready},
      {{Phase::ready, "summary.lines"}, Phase::ready},
      {{Phase::ready, "selftest"}, Phase::ready}};
  for (const Phase phase :
       {Phase::over, Phase::started, Phase::greeted, Phase::loaded, Phase::ready}) {
    for (const char* method :
         {"hello", "load", "describe", "redflag.check", "summary.lines", "selftest", "other", ""}) {
      const auto expected = allowed.find({phase, method});
      const auto next = next_phase(phase, method);
      EXPECT_EQ(next.has_value(), expected != allowed.end()) << method;
      if (next && expected != allowed.end()) {
        EXPECT_EQ(*next, expected->second) << method;
      }
    }
  }
}

TEST(Phases, ZeroIsOver) {
  EXPECT_EQ(Phase{}, Phase::over);
}

}  // namespace
}  // namespace anteroom::plugin
