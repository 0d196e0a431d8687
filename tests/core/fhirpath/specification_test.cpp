// fixtures/specification.json: cases by section of the specification. Every function of the table
// must have a case with a value, one of nothing, one of several items and one that is refused, or
// say why it has none.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "core/fhirpath/functions.h"
#include "tests/core/fhirpath/support.h"

namespace anteroom::fhirpath {
namespace {

using fhir::Json;

const Json& specification() {
  static const Json kFile = [] {
    auto file = fhir::read_json_file(ANTEROOM_SOURCE_DIR
                                     "/tests/core/fhirpath/fixtures/specification.json");
    return file ? *std::move(file) : Json();
  }();
  return kFile;
}

int check(const Json& cases, const Json& resource, const std::string& what) {
  int count = 0;
  EvalContext context;
  context.now = *parse_instant("2026-11-24T09:12:00Z");
  for (const Json& one : cases.as_array()) {
    const std::string& expression = one.as_array()[0].as_string();
    const Json& wanted = one.as_array()[1];
    EXPECT_EQ(evaluated(expression, resource, context),
              wanted.is_string() ? wanted.as_string() : write_json(wanted))
        << what << ": " << expression;
    ++count;
  }
  return count;
}

int check_kinds(const Json& entry, const Json& resource, const std::string& what) {
  int count = 0;
  for (const std::string_view kind : {"value", "empty", "many", "error"}) {
    const Json* cases = entry.find(kind);
    EXPECT_NE(cases, nullptr) << what << " " << kind;
    if (cases == nullptr) continue;
    EXPECT_TRUE(!cases->as_array().empty() || entry.find("none") != nullptr)
        << what << " has no case of kind " << kind << " and does not say why";
    count += check(*cases, resource, what);
  }
  return count;
}

TEST(Specification, FunctionsBySection) {
  ASSERT_TRUE(specification().is_object());
  const Json none = Json::object();
  std::map<std::string, std::string, std::less<>> sections;
  int count = 0;
  for (const Json& section : specification().array_or_empty("sections")) {
    const Json* resource = section.find("resource");
    const std::string number(section.string_or_empty("section"));
    for (const auto& [name, entry] : section.find("functions")->as_object()) {
      EXPECT_TRUE(sections.emplace(name, number).second) << name << " stands twice";
      count += check_kinds(entry, resource != nullptr ? *resource : none, number + " " + name);
    }
  }
  for (const FunctionEntry& entry : all_functions())
    EXPECT_TRUE(sections.contains(entry.name)) << entry.name << " has no cases";
  EXPECT_EQ(sections.size(), all_functions().size());
  EXPECT_GE(count, 600);
}

TEST(Specification, OperatorsBySection) {
  const Json& operators = *specification().find("operators");
  int count = 0;
  for (const Json& entry : operators.array_or_empty("cases"))
    count += check_kinds(entry, *operators.find("resource"),
                         std::string(entry.string_or_empty("section")) + " " +
                             std::string(entry.string_or_empty("operator")));
  EXPECT_GE(count, 200);
}

TEST(Specification, LexicalElements) {
  const Json& lexical = *specification().find("lexical");
  check(*lexical.find("value"), *lexical.find("resource"), "8");
  check(*lexical.find("error"), *lexical.find("resource"), "8");
}

}  // namespace
}  // namespace anteroom::fhirpath
