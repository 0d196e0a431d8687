#include "core/base/result.h"

#include <gtest/gtest.h>

namespace anteroom {
namespace {

TEST(Result, HoldsAValueOrAnError) {
  const Result<int> good = 4;
  const Result<int> bad = Error{"AR-B001", "What", "/a", "How", 3, 7};
  EXPECT_TRUE(good.ok());
  EXPECT_EQ(*good, 4);
  EXPECT_FALSE(bad.ok());
  EXPECT_EQ(bad.error().to_string(), "AR-B001 /a (line 3, column 7): What Mend: How");
}

TEST(Result, VoidIsSuccessWithoutAValue) {
  EXPECT_TRUE(Result<void>{}.ok());
  const Result<void> bad = Error{"AR-B002", "What", "", "", 0, 0};
  EXPECT_EQ(bad.error().code, "AR-B002");
  EXPECT_EQ(bad.error().to_string(), "AR-B002: What");
}

}  // namespace
}  // namespace anteroom
