#include "core/summary/body_map.h"

#include <gtest/gtest.h>

#include "core/summary/path_data.h"
#include "tests/core/summary/sample_record.h"

namespace anteroom::summary {
namespace {

TEST(BodyMap, ReadsTheBundlesOwnMap) {
  const BodyMap map = read_body_map(testing::read_source("plugins/upper_back_pain/body-map.svg"));
  EXPECT_EQ(map.views, (std::vector<std::string>{"back", "front"}));
  EXPECT_EQ(map.views_with({"blade-left"}), std::vector<std::string>{"back"});
  EXPECT_EQ(map.views_with({"chest-front"}), std::vector<std::string>{"front"});
  EXPECT_TRUE(map.views_with({"other"}).empty());
}

TEST(BodyMap, IgnoresEverythingElse) {
  const BodyMap map = read_body_map(
      "<svg><!-- <path data-view='b' d='M 0 0 Z'/> --><script>x</script><g data-view=\"b\"><path "
      "data-code=\"a\" d=\"M 0 0 L 1 1 Z\"/>"
      "<path d=\"m 0 0 q 1 1\"/></g><path data-code=\"c\" d=\"M 0 0 Z\"/></svg>");
  ASSERT_EQ(map.shapes.size(), 1U);
  EXPECT_EQ(map.shapes[0].code, "a");
  EXPECT_TRUE(read_body_map("").empty());
  EXPECT_TRUE(read_body_map("<svg><g data-view='b'><path d='M 0").empty());
}

TEST(PathData, TakesAbsoluteCommandsOnly) {
  ASSERT_TRUE(parse_path("M0 0L10,10 20 20C1 2 3 4 5 6Z"));
  EXPECT_EQ(parse_path("M0 0L10,10 20 20C1 2 3 4 5 6Z")->size(), 5U);
  for (const char* bad : {"", "L 0 0", "M 0", "M 0 0 l 1 1", "M 0 0 A 1 1 0 0 1 2 2", "M nan 0",
                          "M 0 0 Z 1 1", "M 0 0 x"}) {
    EXPECT_FALSE(parse_path(bad)) << bad;
  }
}

}  // namespace
}  // namespace anteroom::summary
