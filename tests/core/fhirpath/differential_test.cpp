// Random expressions against fhirpath.js (tests/peers/make_differential_fhirpath.mjs). The
// committed fixture is a part; tests/peers/differential.sh makes thousands and hands them over in
// ANTEROOM_DIFFERENTIAL_FHIRPATH. A difference on purpose is one that a rule of
// fixtures/differential_differences.json explains; a rule that nothing meets fails here.
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iostream>

#include "core/fhirpath/values.h"
#include "tests/core/fhirpath/support.h"

namespace anteroom::fhirpath {
namespace {

using fhir::Json;

bool same_value(const Value& ours, const Json& theirs) {
  if (const auto number = number_of(system_value(ours)); number && theirs.is_number())
    return *number == theirs.as_decimal();
  const Json json = to_json(ours);
  if (json == theirs || write_json(json) == write_json(theirs)) return true;
  if (!theirs.is_string()) return false;
  const auto text = to_text(ours);
  if (text && *text == theirs.as_string()) return true;
  // Dates compare as what they mean: fhirpath.js writes milliseconds and zones its own way.
  const auto* temporal = std::get_if<Temporal>(&ours);
  if (temporal == nullptr) return false;
  const auto a = parse_temporal(temporal->kind, temporal->text);
  const auto b = parse_temporal(temporal->kind, theirs.as_string());
  return a && b && compare(*a, *b, 0) == Order::equal;
}

bool same_answer(const Result<Collection>& ours, const Json& one) {
  const Json* theirs = one.find("result");
  if (!ours || theirs == nullptr) return !ours && theirs == nullptr;
  const fhir::JsonArray& expected = theirs->as_array();
  if (ours->size() != expected.size()) return false;
  for (std::size_t i = 0; i < expected.size(); ++i)
    if (!same_value((*ours)[i], expected[i])) return false;
  return true;
}

Result<Collection> answer(const std::string& expression, const JsonModel& model) {
  const auto compiled = compile(expression);
  if (!compiled) return compiled.error();
  EvalContext context;
  context.resource = model.root();
  context.now = *parse_instant("2026-11-24T09:12:00Z");
  return compiled->evaluate(context, {Value{model.root()}});
}

/// One reason to differ: the expression matches `pattern`, and `ours` and `theirs` are of the named
/// kinds ("error", "empty", "value", "any").
struct Rule {
  std::string pattern, ours, theirs;
  int met = 0;
};

/// Numbers that agree to eight digits: what decimals and binary doubles make of one another.
bool near(const Result<Collection>& ours, const Json& one) {
  const Json* theirs = one.find("result");
  if (!ours || theirs == nullptr || ours->size() != 1 || theirs->as_array().size() != 1)
    return false;
  const auto number = number_of(system_value(ours->front()));
  if (!number || !theirs->as_array().front().is_number()) return false;
  const double a = std::stod(number->to_string());
  const double b = std::stod(theirs->as_array().front().as_decimal().to_string());
  return std::abs(a - b) <= 1e-8 * std::max(1.0, std::abs(b));
}

std::string kind_of(const Result<Collection>& ours, const Json& one) {
  if (near(ours, one)) return "near";
  return !ours ? "error" : ours->empty() ? "empty" : "value";
}

std::string kind_of(const Json& one) {
  const Json* result = one.find("result");
  return result == nullptr ? "error" : result->as_array().empty() ? "empty" : "value";
}

std::vector<Rule> rules() {
  std::vector<Rule> out;
  const auto file = fhir::read_json_file(
      ANTEROOM_SOURCE_DIR "/tests/core/fhirpath/fixtures/differential_differences.json");
  EXPECT_TRUE(file.ok()) << (file ? "" : file.error().to_string());
  if (!file) return out;
  for (const Json& rule : file->array_or_empty("rules")) {
    EXPECT_FALSE(rule.string_or_empty("reason").empty());
    out.push_back({std::string(rule.string_or_empty("pattern")),
                   std::string(rule.string_or_empty("ours")),
                   std::string(rule.string_or_empty("theirs"))});
  }
  return out;
}

bool explained(std::vector<Rule>& all, const std::string& expression, const std::string& ours,
               const std::string& theirs) {
  for (Rule& rule : all) {
    if (rule.ours != "any" && rule.ours != ours) continue;
    if (rule.theirs != "any" && rule.theirs != theirs) continue;
    if (!re2::RE2::PartialMatch(expression, rule.pattern)) continue;
    ++rule.met;
    return true;
  }
  return false;
}

TEST(Differential, RandomExpressionsGiveWhatFhirpathJsGives) {
  const char* given = std::getenv("ANTEROOM_DIFFERENTIAL_FHIRPATH");
  const std::string path = given != nullptr ? given
                                            : ANTEROOM_SOURCE_DIR
                               "/tests/core/fhirpath/fixtures/differential_fhirpath.json";
  const auto file = fhir::read_json_file(path);
  ASSERT_TRUE(file.ok()) << file.error().to_string();
  std::vector<Rule> reasons = rules();
  int same = 0, meant = 0, errors = 0;
  for (const Json& one : file->array_or_empty("cases")) {
    const std::string expression(one.string_or_empty("expression"));
    const JsonModel model(*file->find("resources")->find(one.string_or_empty("resource")));
    const auto ours = answer(expression, model);
    if (same_answer(ours, one)) {
      ++same;
      if (!ours) ++errors;
      continue;
    }
    ++meant;
    EXPECT_TRUE(explained(reasons, expression, kind_of(ours, one), kind_of(one)))
        << "D " << one.string_or_empty("resource") << ": " << expression << "\n  theirs "
        << (one.find("result") != nullptr ? write_json(*one.find("result")) : "error")
        << "\n  ours   " << (ours ? print(*ours) : ours.error().to_string());
  }
  std::cout << "random expressions, seed " << file->find("seed")->as_integer() << ": " << same
            << " the same (" << errors << " refused by both), " << meant << " differ\n";
  EXPECT_GE(same + meant, 1000);
  for (const Rule& rule : reasons)
    EXPECT_GT(rule.met, 0) << "nothing meets this rule: " << rule.pattern;
}

}  // namespace
}  // namespace anteroom::fhirpath
