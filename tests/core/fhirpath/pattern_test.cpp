#include "core/fhirpath/pattern.h"

#include <gtest/gtest.h>

namespace anteroom::fhirpath {
namespace {

TEST(Pattern, NamesOfGroupsInEitherSpelling) {
  for (const std::string_view text : {"(?<d>[0-9]+)-(?<m>[0-9]+)", "(?P<d>[0-9]+)-(?P<m>[0-9]+)"}) {
    const auto pattern = make_pattern(text);
    ASSERT_TRUE(pattern->ok()) << text;
    EXPECT_EQ(make_substitution(*pattern, "${m}/${d}"), "\\2/\\1");
  }
}

TEST(Pattern, LookBehindIsRefused) {
  EXPECT_FALSE(make_pattern("(?<=a)b")->ok());
  EXPECT_FALSE(make_pattern("(?<!a)b")->ok());
  EXPECT_FALSE(make_pattern("(a)\\1")->ok());
  EXPECT_TRUE(make_pattern("\\(?<a")->ok());
}

TEST(Pattern, SubstitutionsKeepWhatIsNoGroup) {
  const auto pattern = make_pattern("(a)");
  EXPECT_EQ(make_substitution(*pattern, "$1"), "\\1");
  EXPECT_EQ(make_substitution(*pattern, "\\1"), "\\\\1");
  EXPECT_EQ(make_substitution(*pattern, "$ ${x} ${"), "$ ${x} ${");
}

}  // namespace
}  // namespace anteroom::fhirpath
