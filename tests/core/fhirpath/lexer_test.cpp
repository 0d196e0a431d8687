#include "core/fhirpath/lexer.h"

#include <gtest/gtest.h>

namespace anteroom::fhirpath {
namespace {

std::string tokens(std::string_view text) {
  Lexer lexer(text);
  std::string out;
  for (Token token = lexer.next(); token.kind != Token::Kind::end; token = lexer.next()) {
    if (token.kind == Token::Kind::bad) return out + lexer.error().code;
    out += token.text + "@" + std::to_string(token.line) + ":" + std::to_string(token.column) + " ";
  }
  return out;
}

TEST(Lexer, TokensAndTheirPlaces) {
  EXPECT_EQ(tokens("a.b(1.5)\n >='x'"), "a@1:1 .@1:2 b@1:3 (@1:4 1.5@1:5 )@1:8 >=@2:2 x@2:4 ");
  EXPECT_EQ(tokens("1.a"), "1@1:1 .@1:2 a@1:3 ");
  EXPECT_EQ(tokens("1L + 2"), "1@1:1 +@1:4 2@1:6 ");
  EXPECT_EQ(tokens("1Lx"), "1@1:1 Lx@1:2 ");
  EXPECT_EQ(tokens("@2026-11-24.a"), "2026-11-24@1:1 .@1:12 a@1:13 ");
  EXPECT_EQ(tokens("'\xC3\xA9' b"), "\xC3\xA9@1:1 b@1:5 ");
}

TEST(Lexer, BadTokens) {
  EXPECT_EQ(tokens("a ; b"), "a@1:1 AR-X001");
  EXPECT_EQ(tokens("'open"), "AR-X002");
  EXPECT_EQ(tokens("@20"), "AR-X004");
  EXPECT_EQ(tokens("@2026-13"), "AR-X004");
}

}  // namespace
}  // namespace anteroom::fhirpath
