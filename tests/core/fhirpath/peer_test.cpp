// Every expression of fixtures/fhirpath_js.json gives what fhirpath.js gave
// (tests/peers/make_fhirpath.mjs), but for the deliberate differences listed here with their
// reasons; a listed one that no longer differs fails too.
#include <gtest/gtest.h>

#include <map>

#include "core/fhirpath/values.h"
#include "tests/core/fhirpath/support.h"

namespace anteroom::fhirpath {
namespace {

using fhir::Json;

const std::map<std::string, std::string, std::less<>>& differences() {
  static const std::map<std::string, std::string, std::less<>> list{
      {"name.take(-1).use", "N1: take() of zero or less is empty"},
      {"name.given.subsetOf('Ada' | 'Maria' | 'Adi')",
       "theirs tells an element from a literal of the same text"},
      {"item.where(linkId = 'temps').answer.value.avg()", "decimal digits, not those of a double"},
      {"item.where(linkId = 'when').answer.value.toDate()", "N1: a DateTime converts to its Date"},
      {"item.where(linkId = 'note').answer.value ~ 'it HURTS when i sit.'",
       "N1: ~ normalizes white space"},
      {"item.exists(linkId = 'pain' and answer.value > 6)",
       "'and' is decided by its left side; items found by linkId are the only ones read"},
      {"code.coding.where(system = %loinc).code", "N1 defines %loinc"},
      {"code.coding.where(system = %sct).code", "N1 defines %sct"},
      {"0.1 + 0.2", "exact decimals"},
      {"5.5 mod 0.7", "exact decimals"},
      {"(1 | 2) ~ (2 | 1)", "N1: ~ does not look at the order"},
      {"1 'kg' = 1 'm'", "quantities that do not compare have no answer: unknown is never no"},
      {"true > false", "N1: Booleans have no order"},
      {"$index", "outside an iteration it has no meaning: an error, not an empty result"},
  };
  return list;
}

// Dates compare as what they mean: fhirpath.js writes milliseconds and zones its own way.
bool same_time(const Value& ours, const std::string& theirs) {
  const auto* temporal = std::get_if<Temporal>(&ours);
  if (temporal == nullptr) return false;
  const auto a = parse_temporal(temporal->kind, temporal->text);
  const auto b = parse_temporal(temporal->kind, theirs);
  return a && b && compare(*a, *b, 0) == Order::equal;
}

bool same(const Value& ours, const Json& theirs) {
  if (const auto number = number_of(system_value(ours)); number && theirs.is_number())
    return *number == theirs.as_decimal();
  const Json json = to_json(ours);
  if (json == theirs) return true;
  if (!theirs.is_string()) return write_json(json) == write_json(theirs);
  const auto text = to_text(ours);
  return (text && *text == theirs.as_string()) || same_time(ours, theirs.as_string());
}

bool same(const Result<Collection>& ours, const Json& one) {
  const Json* theirs = one.find("result");
  if (!ours || theirs == nullptr) return !ours && theirs == nullptr;
  const fhir::JsonArray& expected = theirs->as_array();
  if (ours->size() != expected.size()) return false;
  for (std::size_t i = 0; i < expected.size(); ++i)
    if (!same((*ours)[i], expected[i])) return false;
  return true;
}

Result<Collection> run(const std::string& expression, const JsonModel& model) {
  const auto compiled = compile(expression);
  if (!compiled) return compiled.error();
  EvalContext context;
  context.resource = model.root();
  context.now = *parse_instant("2026-11-24T09:12:00Z");
  return compiled->evaluate(context, {Value{model.root()}});
}

TEST(Peer, FhirpathJsAgrees) {
  const auto file =
      fhir::read_json_file(ANTEROOM_SOURCE_DIR "/tests/core/fhirpath/fixtures/fhirpath_js.json");
  ASSERT_TRUE(file) << file.error().to_string();
  const fhir::JsonArray& cases = file->array_or_empty("cases");
  EXPECT_GE(cases.size(), 250U);
  std::size_t listed = 0;
  for (const Json& one : cases) {
    const std::string expression(one.string_or_empty("expression"));
    const Json* resource = file->find("resources")->find(one.string_or_empty("resource"));
    ASSERT_NE(resource, nullptr) << expression;
    const JsonModel model(*resource);
    const auto ours = run(expression, model);
    const bool difference = differences().contains(expression);
    listed += difference ? 1 : 0;
    EXPECT_EQ(same(ours, one), !difference)
        << one.string_or_empty("resource") << ": " << expression << "\n  theirs "
        << (one.find("result") != nullptr ? write_json(*one.find("result")) : "error")
        << "\n  ours   " << (ours ? print(*ours) : ours.error().to_string());
  }
  EXPECT_EQ(listed, differences().size()) << "a listed expression is not in the fixture";
}

}  // namespace
}  // namespace anteroom::fhirpath
