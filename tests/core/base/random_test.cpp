#include "core/base/random.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace anteroom {
namespace {

const std::regex kUuid4("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

TEST(Random, UuidsAreVersion4AndDiffer) {
  ASSERT_TRUE(sodium_ready());
  std::set<std::string> seen;
  for (int i = 0; i < 200; ++i) {
    const std::string id = new_uuid();
    EXPECT_TRUE(std::regex_match(id, kUuid4)) << id;
    EXPECT_TRUE(seen.insert(id).second);
  }
}

TEST(Random, SeededUuidsRepeat) {
  EXPECT_TRUE(std::regex_match(seeded_uuid(7, 1), kUuid4));
  EXPECT_EQ(seeded_uuid(7, 1), seeded_uuid(7, 1));
  EXPECT_NE(seeded_uuid(7, 1), seeded_uuid(7, 2));
  EXPECT_NE(seeded_uuid(7, 1), seeded_uuid(8, 1));
}

TEST(Random, BytesHaveTheLengthAskedFor) {
  EXPECT_EQ(random_bytes(0).size(), 0u);
  EXPECT_EQ(random_bytes(32).size(), 32u);
  EXPECT_NE(random_bytes(32), random_bytes(32));
}

}  // namespace
}  // namespace anteroom
