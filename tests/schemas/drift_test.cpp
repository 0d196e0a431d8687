// The schemas and the code that reads the same documents agree: on every example, and on every
// example with each member taken out, made something else, or joined by a stranger.
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <regex>

#include "core/exchange/exchange.h"
#include "core/intake/record.h"
#include "core/intake/settings.h"
#include "core/plugin/case_reader.h"
#include "core/plugin/manifest.h"
#include "core/plugin/replies.h"
#include "core/plugin/shared_questions.h"
#include "tests/schemas/examples.h"

namespace anteroom::schemas {
namespace {

using fhir::Json;

/// "" when the code takes the document, else its complaint.
using Reader = std::function<std::string(const Json&)>;

std::string first_of(const Errors& errors) {
  return errors.empty() ? "" : errors.front().to_string();
}
template <typename T>
std::string error_of(const Result<T>& result) {
  return result.ok() ? "" : result.error().to_string();
}

std::string read_rules(const Json& json) {
  static const auto form = form::Definition::load(
      fhir::parse_json(R"({"resourceType":"Questionnaire","url":"http://x.example/q",)"
                       R"("status":"draft","item":[{"linkId":"a","text":"A?","type":"choice",)"
                       R"("answerOption":[{"valueCoding":{"code":"yes"}}]}]})")
          .value());
  return first_of(triage::RuleSet::load(json, *form.value()).errors);
}

/// What the replies of the examples answer to.
const plugin::Manifest& promised() {
  static const plugin::Manifest manifest = [] {
    plugin::Manifest out;
    out.checks.push_back({"locked", triage::Tier::urgent, "Locked knee"});
    out.reads = {"a"};
    out.summary_lines = {"onset"};
    return out;
  }();
  return manifest;
}

const std::map<std::string, Reader>& readers() {
  static const std::map<std::string, Reader> all{
      {"manifest",
       [](const Json& json) {
         return first_of(
             plugin::read_manifest(fhir::write_json(json), json.string_or_empty("id")).errors);
       }},
      {"red-flags", read_rules},
      {"cases", [](const Json& json) { return first_of(plugin::case_problems(json)); }},
      {"equivalent-mutants",
       [](const Json& json) {
         Errors errors;
         static_cast<void>(plugin::read_equivalents(json, errors));
         return first_of(errors);
       }},
      {"shared-questions",
       [](const Json& json) { return first_of(plugin::shared_question_problems(json)); }},
      {"settings",
       [](const Json& json) { return error_of(intake::parse_settings(fhir::write_json(json))); }},
      {"host-describe", [](const Json& json) { return error_of(plugin::read_description(json)); }},
      {"host-redflag-check",
       [](const Json& json) { return error_of(plugin::read_checks(json, promised())); }},
      {"host-summary-lines",
       [](const Json& json) { return error_of(plugin::read_lines(json, promised())); }},
      {"host-selftest", [](const Json& json) { return error_of(plugin::read_selftest(json)); }},
      {"intake", [](const Json& json) { return error_of(intake::record_from_json(json)); }}};
  return all;
}

/// Where the code knows more than a schema can say: it may refuse what fits there, never the
/// reverse.
const std::map<std::string, std::regex>& stricter() {
  static const std::map<std::string, std::regex> all{
      // paths and hashes must stand in `files`; languages and titles, library and promises go
      // together
      {"manifest",
       std::regex("/(provides|files|library|abi|reads|deadlines|languages|title|description).*")},
      {"red-flags", std::regex("/rules/[0-9]+/when")},  // the language of `when`
      {"host-redflag-check", std::regex("/checks/[0-9]+/(id|answers).*")},  // of this manifest
      {"host-summary-lines", std::regex("/lines/[0-9]+/id")}};
  return all;
}

void each_pointer(const json::value& node, const std::string& here,
                  const std::function<void(const std::string&, const json::value&)>& visit) {
  visit(here, node);
  if (node.is_object()) {
    for (const auto& [key, value] : node.as_object()) {
      std::string escaped;
      for (const char c : std::string(key))
        escaped += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
      each_pointer(value, here + "/" + escaped, visit);
    }
  } else if (node.is_array()) {
    for (std::size_t i = 0; i < node.as_array().size(); ++i)
      each_pointer(node.as_array()[i], here + "/" + std::to_string(i), visit);
  }
}

struct Bent {
  std::string pointer, what;
  json::value document;
};

std::vector<Bent> all_bent(const json::value& document) {
  static const std::vector<json::value> strangers{
      nullptr, true, 7, -1, 2.5, "", "x", "not a code", json::array{}, json::object{}};
  std::vector<Bent> out;
  each_pointer(document, "", [&](const std::string& pointer, const json::value& node) {
    for (const json::value& stranger : strangers) {
      Bent bent{pointer, "is " + json::serialize(stranger), document};
      if (pointer.empty())
        bent.document = stranger;
      else
        put_at(bent.document, pointer, stranger);
      out.push_back(std::move(bent));
    }
    if (!pointer.empty()) {
      out.push_back({pointer, "is gone", document});
      remove_at(out.back().document, pointer);
    }
    if (node.is_object()) {
      out.push_back({pointer, "has a surprise", document});
      json::value& object =
          pointer.empty() ? out.back().document : out.back().document.at_pointer(pointer);
      object.as_object()["surprise"] = 1;
    }
  });
  return out;
}

class Drift : public testing::TestWithParam<std::string> {};

TEST_P(Drift, SchemaAndCodeTakeTheSame) {
  const Examples examples = read_examples("schemas/examples/" + GetParam() + ".json");
  const json::value schema = examples.schema();
  Checker checker(schema);
  const Reader& read = readers().at(GetParam());
  const auto code = [&](const json::value& document) {
    return read(fhir::parse_json(json::serialize(document)).value());
  };
  for (const Example& each : examples.valid) EXPECT_EQ(code(each.value), "") << each.why;
  for (const Example& each : examples.invalid) EXPECT_NE(code(each.value), "") << each.why;
  int compared = 0;
  for (const Example& each : examples.valid) {
    for (const Bent& bent : all_bent(each.value)) {
      ++compared;
      const std::string by_schema = checker.problem(bent.document), by_code = code(bent.document);
      if (by_schema.empty() == by_code.empty()) continue;
      const auto known = stricter().find(GetParam());
      if (by_schema.empty() && known != stricter().end() &&
          std::regex_match(bent.pointer, known->second))
        continue;
      ADD_FAILURE() << GetParam() << ' ' << bent.pointer << ' ' << bent.what
                    << "\n  schema: " << by_schema << "\n  code:   " << by_code;
    }
  }
  EXPECT_GT(compared, 20);
}
INSTANTIATE_TEST_SUITE_P(Formats, Drift,
                         testing::Values("manifest", "red-flags", "cases", "equivalent-mutants",
                                         "shared-questions", "settings", "host-describe",
                                         "host-redflag-check", "host-summary-lines",
                                         "host-selftest", "intake"));

json::value as_boost(const Json& json) {
  return json::parse(fhir::write_json(json));
}

// What we only write fits, too.

TEST(Written, AnswersToAPlugin) {
  const Examples examples = read_examples("schemas/examples/host-answers.json");
  plugin::PluginAnswers answers;
  answers.language = "en";
  form::ItemState said, declined, gone, number;
  said.kind = number.kind = form::ItemState::Kind::answered;
  said.codes = {"yes"};
  declined.reason = form::UnknownReason::asked_declined;
  gone.kind = form::ItemState::Kind::not_present;
  number.partial = true;
  number.number = fhir::Decimal(4);
  answers.items = {{"a", said}, {"b", declined}, {"c", gone}, {"n", number}};
  EXPECT_EQ(as_boost(plugin::write_answers(answers)), examples.valid.at(0).value);
}

TEST(Written, AStoppedVisit) {
  const Examples examples = read_examples("schemas/examples/stopped.json");
  exchange::StoppedVisit visit;
  visit.id = "7b3f4a52-0c1e-4a7e-9d53-0f7c2a5e9b11";
  visit.intake_number = "K1-0007";
  visit.stopped = parse_instant("2026-11-24T09:12:00Z").value();
  store::StoredAlert alert;
  alert.alert.plugin_id = "upper-back-pain";
  alert.alert.rule_id = "RF-E01";
  alert.raised_at = parse_instant("2026-11-24T09:10:00Z").value();
  visit.alerts.push_back(alert);
  const json::value written = as_boost(exchange::stopped_json(visit));
  EXPECT_EQ(problem(examples.schema(), written), "");
  EXPECT_EQ(written.as_object().size(), examples.valid.at(0).value.as_object().size());
}

TEST(Written, ARecordComesBack) {
  const Examples examples = read_examples("schemas/examples/intake.json");
  const Json example = fhir::parse_json(json::serialize(examples.valid.at(0).value)).value();
  const auto record = intake::record_from_json(example);
  ASSERT_TRUE(record.ok()) << record.error().to_string();
  const json::value written = as_boost(intake::to_json(*record));
  EXPECT_EQ(problem(examples.schema(), written), "");
  each_pointer(examples.valid.at(0).value, "", [&](const std::string& pointer, const json::value&) {
    boost::system::error_code missing;
    EXPECT_NE(written.find_pointer(pointer, missing), nullptr) << pointer;
  });
}

}  // namespace
}  // namespace anteroom::schemas
