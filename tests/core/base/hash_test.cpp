#include "core/base/hash.h"

#include <gtest/gtest.h>

namespace anteroom {
namespace {

TEST(Hash, Sha256OfTheStandardsOwnExamples) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Hash, HexGoesThereAndBack) {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  EXPECT_EQ(from_hex(to_hex(all)), all);
  EXPECT_EQ(from_hex("AbFf"), std::string("\xab\xff"));
}

TEST(Hash, WhatIsNotHexIsRefused) {
  EXPECT_EQ(from_hex("abc"), std::nullopt);
  EXPECT_EQ(from_hex("zz"), std::nullopt);
  EXPECT_EQ(from_hex("0 "), std::nullopt);
}

}  // namespace
}  // namespace anteroom
