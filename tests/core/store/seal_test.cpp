#include "core/store/seal.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "core/base/random.h"

namespace anteroom::store {
namespace {

const Instant kAt{std::chrono::milliseconds(1000)};

TEST(Seal, OpensWithItsKeyAndContextAlone) {
  ASSERT_TRUE(sodium_ready());
  const Secret key = Secret::random();
  const std::string context = event_context("visit", 1, kAt, "answer");
  const std::string sealed = seal(key, "yes", context);
  EXPECT_EQ(unseal(key, sealed, context), "yes");
  EXPECT_EQ(unseal(Secret::random(), sealed, context), std::nullopt);
  EXPECT_EQ(unseal(key, sealed, event_context("visit", 2, kAt, "answer")), std::nullopt);
  EXPECT_EQ(unseal(key, sealed, event_context("other", 1, kAt, "answer")), std::nullopt);
  EXPECT_EQ(unseal(key, sealed, event_context("visit", 1, kAt, "unknown")), std::nullopt);
  EXPECT_EQ(unseal(key, sealed, record_context("visit")), std::nullopt);
  EXPECT_EQ(unseal(key, "", context), std::nullopt);
  EXPECT_NE(seal(key, "yes", context), sealed) << "every seal has a nonce of its own";
}

TEST(Seal, AnyChangedByteIsNoticed) {
  const Secret key = Secret::random();
  const std::string sealed = seal(key, "yes", "context");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 0x10);
    EXPECT_EQ(unseal(key, changed, "context"), std::nullopt) << i;
  }
}

TEST(Seal, WhateverGoesInComesOut) {
  const Secret key = Secret::random();
  EXPECT_TRUE(rc::check([&](const std::string& plain, const std::string& context) {
    RC_ASSERT(unseal(key, seal(key, plain, context), context) == plain);
  }));
}

TEST(Seal, VisitKeysAreWrappedForOneVisit) {
  const Secret device = Secret::random();
  const Secret key = Secret::random();
  const std::string wrapped = wrap_key(device, key, "visit");
  ASSERT_TRUE(unwrap_key(device, wrapped, "visit").has_value());
  EXPECT_EQ(unwrap_key(device, wrapped, "visit")->view(), key.view());
  EXPECT_FALSE(unwrap_key(device, wrapped, "other").has_value());
  EXPECT_FALSE(unwrap_key(key, wrapped, "visit").has_value());
}

TEST(Seal, KeysHave32Bytes) {
  EXPECT_FALSE(Secret::from("short").has_value());
  EXPECT_TRUE(Secret::from(std::string(32, 'k')).has_value());
  EXPECT_EQ(seal_for_clinic("short", "plain"), std::nullopt);
}

TEST(Seal, WipeLeavesNothing) {
  std::string secret = "secret secret secret secret";
  const char* bytes = secret.data();
  wipe(secret);
  EXPECT_TRUE(secret.empty());
  for (int i = 0; i < 20; ++i) EXPECT_EQ(bytes[i], '\0');
}

}  // namespace
}  // namespace anteroom::store
