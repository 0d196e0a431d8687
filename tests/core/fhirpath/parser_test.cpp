#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "core/fhirpath/fhirpath.h"

namespace anteroom::fhirpath {
namespace {

// The tree as a prefix form: precedence and association become visible.
std::string shape(const Expr& e) {
  std::string args;
  for (const auto& arg : e.args) args += (args.empty() ? "" : " ") + shape(*arg);
  const std::string input = e.input ? shape(*e.input) + "." : "";
  switch (e.kind) {
    case Expr::Kind::literal_null:
      return "{}";
    case Expr::Kind::literal_string:
      return "'" + e.text + "'";
    case Expr::Kind::literal_temporal:
      return e.type + ":" + e.text;
    case Expr::Kind::literal_quantity:
      return e.text + "_" + e.type;
    case Expr::Kind::member:
      return input + e.text;
    case Expr::Kind::function:
      return input + e.text + "(" + args + ")";
    case Expr::Kind::index:
      return shape(*e.input) + "[" + args + "]";
    case Expr::Kind::variable:
      return "%" + e.text;
    case Expr::Kind::special:
      return input + "$" + e.text;
    case Expr::Kind::unary:
    case Expr::Kind::binary:
      return "(" + e.text + " " + args + ")";
    case Expr::Kind::type_op:
      return "(" + e.text + " " + shape(*e.input) + " " + e.type + ")";
    default:
      return e.text;
  }
}

std::string parsed(std::string_view text) {
  const auto result = parse(text);
  return result ? shape(**result) : result.error().to_string();
}

TEST(Parse, Precedence) {
  EXPECT_EQ(parsed("a or b and c = d"), "(or a (and b (= c d)))");
  EXPECT_EQ(parsed("a implies b or c xor d"), "(implies a (xor (or b c) d))");
  EXPECT_EQ(parsed("1 + 2 * 3 - 4"), "(- (+ 1 (* 2 3)) 4)");
  EXPECT_EQ(parsed("-a.b + 1"), "(+ (- a.b) 1)");
  EXPECT_EQ(parsed("2 * -3"), "(* 2 (- 3))");
  EXPECT_EQ(parsed("a | b is T | c"), "(| (| a (is b T)) c)");
  EXPECT_EQ(parsed("a < b = c > d"), "(= (< a b) (> c d))");
  EXPECT_EQ(parsed("a in b and c contains d"), "(and (in a b) (contains c d))");
  EXPECT_EQ(parsed("10 div 3 mod 2"), "(mod (div 10 3) 2)");
  EXPECT_EQ(parsed("'a' & 'b' = 'ab'"), "(= (& 'a' 'b') 'ab')");
  EXPECT_EQ(parsed("(1 + 2) * 3"), "(* (+ 1 2) 3)");
  EXPECT_EQ(parsed("a !~ b != c ~ d"), "(~ (!= (!~ a b) c) d)");
  EXPECT_EQ(parsed("a <= 1 >= b"), "(>= (<= a 1) b)");
}

TEST(Parse, EveryKindOfTerm) {
  EXPECT_EQ(parsed("{}"), "{}");
  EXPECT_EQ(parsed("true.not()"), "true.not()");
  EXPECT_EQ(parsed("@2015"), "Date:2015");
  EXPECT_EQ(parsed("@2015-02-04"), "Date:2015-02-04");
  EXPECT_EQ(parsed("@2015T"), "DateTime:2015T");
  EXPECT_EQ(parsed("@2015-02-04T14:34:28.123+09:00"), "DateTime:2015-02-04T14:34:28.123+09:00");
  EXPECT_EQ(parsed("@T14:34"), "Time:14:34");
  EXPECT_EQ(parsed("@2015-02-04.toString()"), "Date:2015-02-04.toString()");
  EXPECT_EQ(parsed("4.5 'mg'"), "4.5_mg");
  EXPECT_EQ(parsed("today() - 3 months"), "(- today() 3_months)");
  EXPECT_EQ(parsed("%resource.item"), "%resource.item");
  EXPECT_EQ(parsed("%`us-zip` | %'ext'"), "(| %us-zip %ext)");
  EXPECT_EQ(parsed("`PID-1`.a"), "PID-1.a");
  EXPECT_EQ(parsed("$this.length() > $index + $total"), "(> $this.length() (+ $index $total))");
  EXPECT_EQ(parsed("a[0].b[1 + 2]"), "a[0].b[(+ 1 2)]");
  EXPECT_EQ(parsed("iif(a, 1, 2)"), "iif(a 1 2)");
  EXPECT_EQ(parsed("a.as(Patient).is.contains.in.as"), "a.as(Patient).is.contains.in.as");
  EXPECT_EQ(parsed("a is System.Integer"), "(is a System.Integer)");
  EXPECT_EQ(parsed("value.year"), "value.year");
}

TEST(Parse, StringsAndComments) {
  EXPECT_EQ(parsed(R"('a\'b\n\u00e9\ud83d\ude00\\')"), "'a'b\né😀\\'");
  EXPECT_EQ(parsed("a // to the end\n + /* inside */ b"), "(+ a b)");
  EXPECT_EQ(parsed("''"), "''");
}

struct Bad {
  const char* text;
  const char* code;
  int line, column;
};

TEST(Parse, ErrorsSayWhereAndWhatWasExpected) {
  for (const Bad& bad : {Bad{"", "AR-X001", 1, 1},        {"a +", "AR-X001", 1, 4},
                         {"a\n  and )", "AR-X001", 2, 7}, {"a.", "AR-X001", 1, 3},
                         {"'abc", "AR-X002", 1, 1},       {"a(1", "AR-X001", 1, 4},
                         {"a(1 2)", "AR-X001", 1, 5},     {"a b", "AR-X001", 1, 3},
                         {"[1]", "AR-X001", 1, 1},        {"@2015-13", "AR-X004", 1, 1},
                         {"@T25", "AR-X004", 1, 1},       {"@2015-02-30", "AR-X004", 1, 1},
                         {"a # b", "AR-X001", 1, 3},      {"$that", "AR-X001", 1, 1},
                         {"a /* b", "AR-X002", 1, 3},     {"%", "AR-X001", 1, 2},
                         {"a is 3", "AR-X001", 1, 6},     {"'\\u12'", "AR-X002", 1, 2},
                         {"é", "AR-X001", 1, 1},          {"'é' x", "AR-X001", 1, 5},
                         {"a(,)", "AR-X001", 1, 3},       {"{1}", "AR-X001", 1, 2},
                         {"a.and", "AR-X001", 1, 3}}) {
    const auto result = parse(bad.text);
    ASSERT_FALSE(result) << bad.text;
    EXPECT_EQ(result.error().code, bad.code) << bad.text;
    EXPECT_EQ(result.error().line, bad.line) << bad.text;
    EXPECT_EQ(result.error().column, bad.column) << bad.text;
  }
  EXPECT_EQ(parse("a(1").error().message, "Expected ',', found the end.");
  EXPECT_EQ(parse("1 + )").error().message, "Expected an expression, found ')'.");
}

TEST(Parse, DepthIsBounded) {
  EXPECT_EQ(parse(std::string(100000, '(')).error().code, "AR-X003");
  EXPECT_EQ(parse(std::string(5000, '(')).error().code, "AR-X003");
  EXPECT_EQ(parse(std::string(5000, '-') + "1").error().code, "AR-X003");
  std::string chain = "a";
  for (int i = 0; i < 5000; ++i) chain += ".a";
  EXPECT_EQ(parse(chain).error().code, "AR-X003");
  std::string fine = "a";
  for (int i = 0; i < 300; ++i) fine += " or a";
  EXPECT_TRUE(parse(fine));
}

// Whatever is typed: a tree or an error with a place, and what compiles evaluates without harm.
RC_GTEST_PROP(ParseProperties, AnyTokensGiveATreeOrAPlace, ()) {
  static const std::vector<std::string> kWords{
      "a",     ".",     "(",       ")",       "[",
      "]",     "1",     "'x'",     "and",     "or",
      "is",    "as",    "Integer", "+",       "-",
      "|",     "=",     "~",       "where",   "first",
      "{",     "}",     "%",       "$this",   "$total",
      "@2026", "2.5",   "days",    ",",       "in",
      "not",   "sum()", "item",    "linkId",  "iif",
      "/",     "mod",   "count()", "repeat",  "`",
      "'",     "\\u00", "//",      "implies", "where($this=1)"};
  std::string text;
  for (const auto& word : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kWords)))
    text += word + *rc::gen::element<std::string>("", " ");
  const auto compiled = compile(text);
  if (!compiled) {
    RC_ASSERT(compiled.error().line >= 1);
    RC_ASSERT(compiled.error().column >= 1);
    return;
  }
  const auto json =
      *fhir::parse_json(R"({"a": [1, {"item": [{"linkId": "x"}]}], "item": [{"linkId": "x"}]})");
  const JsonModel model(json);
  EvalContext context;
  context.resource = model.root();
  context.max_steps = 10000;
  const auto result = compiled->evaluate(context, {Value{model.root()}});
  if (!result) RC_ASSERT(result.error().code.starts_with("AR-X"));
}

TEST(Parser, HalfACharacterIsRefused) {
  EXPECT_TRUE(parse("'caf\xC3\xA9'"));
  for (const std::string_view text : {"'caf\xC3'", "'\xFF'", "'\xED\xA0\x80'", "'\xC0\xAF'"}) {
    const auto parsed = parse(text);
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().code, "AR-X002");
  }
}

}  // namespace
}  // namespace anteroom::fhirpath
