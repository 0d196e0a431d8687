// Twin of core/fhir/json_name.h: the quick comparison of names is that of string_view, whatever the
// length.
#include "core/fhir/json_name.h"

#include <gtest/gtest.h>

#include <string>

namespace anteroom::fhir {
namespace {

TEST(SameName, OneByteThatDiffersIsSeenAtEveryPlaceOfEveryLength) {
  for (std::size_t size = 0; size <= 40; ++size) {
    std::string name;
    for (std::size_t i = 0; i < size; ++i) name += static_cast<char>('a' + i % 26);
    EXPECT_TRUE(same_name(name, std::string(name))) << size;
    EXPECT_FALSE(same_name(name, name + "x")) << size;
    for (std::size_t at = 0; at < size; ++at) {
      std::string other = name;
      other[at] = '-';
      EXPECT_FALSE(same_name(name, other)) << size << " at " << at;
    }
  }
}

}  // namespace
}  // namespace anteroom::fhir
