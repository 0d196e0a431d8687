#include <gtest/gtest.h>

#include "core/fhirpath/fhirpath.h"

namespace anteroom::fhirpath {
namespace {

std::string code_of(std::string_view text) {
  const auto result = compile(text);
  return result ? "ok" : result.error().code;
}

TEST(Compile, StaticChecks) {
  EXPECT_EQ(code_of("item.wher(linkId = 'a')"), "AR-X010");
  EXPECT_EQ(code_of("item.Where(linkId = 'a')"), "AR-X010");
  EXPECT_EQ(code_of("item.where()"), "AR-X011");
  EXPECT_EQ(code_of("item.count(1)"), "AR-X011");
  EXPECT_EQ(code_of("iif(a)"), "AR-X011");
  EXPECT_EQ(code_of("a.ofType('Coding')"), "AR-X013");
  EXPECT_EQ(code_of("a.ofType(FHIR.Coding)"), "ok");
  EXPECT_EQ(code_of("a.matches('(')"), "AR-X012");
  EXPECT_EQ(code_of("a.matches('(?=x)')"), "AR-X012");
  EXPECT_EQ(code_of("a.resolve()"), "ok");
  EXPECT_EQ(code_of("a +"), "AR-X001");
}

TEST(Compile, ErrorsStandAtTheFunction) {
  const auto result = compile("item\n  .foo()");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().line, 2);
  EXPECT_EQ(result.error().column, 4);
}

TEST(Compile, KeepsItsTextAndTree) {
  auto compiled = compile("1 + 2");
  ASSERT_TRUE(compiled);
  EXPECT_EQ(compiled->text(), "1 + 2");
  EXPECT_EQ(compiled->syntax().text, "+");
  const Compiled moved = *std::move(compiled);
  EXPECT_EQ(std::get<std::int64_t>(moved.evaluate({}, {})->at(0)), 3);
}

}  // namespace
}  // namespace anteroom::fhirpath
