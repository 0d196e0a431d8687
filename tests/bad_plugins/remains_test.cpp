// Nothing is left of an animal: no process, no descriptor, no zombie; and none of them adds an
// `absent`.
#include <gtest/gtest.h>

#include "tests/bad_plugins/animals.h"
#include "tests/bad_plugins/remains.h"

namespace anteroom::plugin {
namespace {

/// Two good plugins and one that misbehaves, as in one visit: absents with it are never more than
/// without it.
TEST(Remains, OfEveryFaultNothingAndNoAbsent) {
  {
    HostClient warm(animal(zoo_library("good")), options());  // starts the thread that spawns
    check(warm);
  }
  ASSERT_TRUE(no_child());
  const std::set<std::string> before = open_descriptors();
  for (const std::string& fault : faults()) {
    SCOPED_TRACE(fault);
    {
      HostedPlugin plugin = animal(zoo_library("calls"));
      plugin.manifest.redflag_deadline_ms = 300;  // so that what hangs is soon cut
      HostClient bad(plugin, options()), good(animal(zoo_library("good")), options());
      int absent = 0;
      for (const CheckOutcome& outcome : {check(good), check(bad, fault), check(good)})
        absent += outcome.outcome == Outcome::absent ? 1 : 0;
      EXPECT_EQ(absent, 2) << "the good one's two, and nothing of the bad one";
    }
    EXPECT_EQ(open_descriptors(), before);
    EXPECT_TRUE(no_child());
  }
}

TEST(Remains, OfEveryLoadingFaultNothing) {
  const std::set<std::string> before = open_descriptors();
  for (const std::string& name : loading_faults()) {
    SCOPED_TRACE(name);
    {
      HostOptions set = options();
      set.load_deadline = std::chrono::milliseconds{2000};
      HostClient client(animal(zoo_library(name)), set);
      EXPECT_EQ(check(client).outcome, Outcome::not_evaluated);
    }
    EXPECT_EQ(open_descriptors(), before);
    EXPECT_TRUE(no_child());
  }
}

}  // namespace
}  // namespace anteroom::plugin
