#include "core/base/hash.h"
#include "core/store/state.h"
#include "tests/core/store/store_fixture.h"

namespace anteroom::store {
namespace {

using testing::IsEmpty;

TEST_F(StoreTest, TheAuditHeadMovesWithEveryRow) {
  auto store = open();
  const std::string first = *store->audit_head();
  EXPECT_EQ(first.size(), 64u);
  ASSERT_TRUE(store->audit("staff.unlocked", "K1").ok());
  const std::string second = *store->audit_head();
  EXPECT_NE(first, second);
  EXPECT_EQ(store->stats()->audit_rows, 2);
  EXPECT_THAT(store->verify(), IsEmpty());
}

TEST_F(StoreTest, TwoConnectionsKeepOneChain) {
  auto kiosk = open();
  auto courier = open();
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(kiosk->audit("a", "1").ok());
    ASSERT_TRUE(courier->audit("b", "2").ok());
  }
  EXPECT_EQ(*kiosk->audit_head(), *courier->audit_head());
  EXPECT_THAT(kiosk->verify(), IsEmpty());
}

// The bytes that are hashed, written out by hand as schemas/store.md says: an outside reader can
// check the chain.
TEST(Audit, HashIsWhatTheLayoutSays) {
  std::string bytes(32, '\0');
  bytes += std::string("\x01\0\0\0\0\0\0\0", 8) + std::string("\x02\x01\0\0\0\0\0\0", 8);
  bytes += std::string("\x01\0\0\0\0\0\0\0", 8) + "k" + std::string("\x02\0\0\0\0\0\0\0", 8) + "de";
  EXPECT_EQ(audit_hash(std::string(32, '\0'), 1, 258, "k", "de"), sha256(bytes));
  EXPECT_NE(audit_hash("", 1, 1, "ab", "c"), audit_hash("", 1, 1, "a", "bc"));
}

}  // namespace
}  // namespace anteroom::store
