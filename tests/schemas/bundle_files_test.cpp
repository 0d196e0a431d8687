// Every data file of upper-back-pain is what its schema says, and each schema refuses what it
// should.
#include <gtest/gtest.h>

#include "tests/schemas/support.h"

namespace anteroom::schemas {
namespace {

const std::string kBundle = "plugins/upper_back_pain/";
const std::string kOwn = "https://anteroom.example/fhir/StructureDefinition/";

struct Pair {
  const char* schema;
  const char* file;
};
// Without it the test's name would hold addresses, which differ between finding a test and running
// it.
void PrintTo(const Pair& pair, std::ostream* out) {
  *out << pair.schema;
}
class BundleFile : public ::testing::TestWithParam<Pair> {};
TEST_P(BundleFile, FitsItsSchema) {
  EXPECT_EQ(problem_by(GetParam().schema, read_json(kBundle + GetParam().file)), "");
}
INSTANTIATE_TEST_SUITE_P(UpperBackPain, BundleFile,
                         ::testing::Values(Pair{"red-flags", "red-flags.json"},
                                           Pair{"summary", "summary.json"},
                                           Pair{"cases", "cases/upper-back-pain.json"},
                                           Pair{"i18n", "i18n/es.json"}));

TEST(Schemas, RefuseAMemberTheyDoNotKnow) {
  for (const auto& [schema, file] :
       {Pair{"red-flags", "red-flags.json"}, Pair{"summary", "summary.json"},
        Pair{"cases", "cases/upper-back-pain.json"}, Pair{"i18n", "i18n/es.json"}}) {
    json::value document = read_json(kBundle + file);
    document.as_object()["surprise"] = 1;
    EXPECT_NE(problem_by(schema, document), "") << schema;
  }
}

TEST(Schemas, RedFlagsRefuseATierThatIsNone) {
  json::value document = read_json(kBundle + "red-flags.json");
  document.as_object()["rules"].as_array()[0].as_object()["tier"] = "none";
  EXPECT_NE(problem_by("red-flags", document), "");
}

TEST(Schemas, TranslationsRefuseAKeyWithoutItsItem) {
  json::value document = read_json(kBundle + "i18n/es.json");
  json::object& strings = document.as_object()["strings"].as_object();
  strings["no-hash-mark"] = strings.begin()->value();
  EXPECT_NE(problem_by("i18n", document), "");
}

/// Validates every own extension of the items below `node`; returns how many there were.
int check_extensions(const json::value& schema, const json::value& node) {
  int seen = 0;
  if (node.is_array()) {
    for (const json::value& one : node.as_array()) seen += check_extensions(schema, one);
  } else if (node.is_object()) {
    const json::object& object = node.as_object();
    if (const json::value* url = object.if_contains("url");
        url && std::string(url->as_string()).rfind(kOwn, 0) == 0) {
      EXPECT_EQ(problem(schema, node), "") << json::serialize(node);
      return 1;
    }
    for (const auto& member : object) seen += check_extensions(schema, member.value());
  }
  return seen;
}

TEST(Extensions, OursOnItemsFitTheirSchema) {
  const json::value schema = read_json("schemas/questionnaire-extensions.schema.json");
  int seen = 0;
  for (const char* file : {"forms/intake.json", "forms/history.json"}) {
    seen += check_extensions(schema, read_json(kBundle + file).as_object().at("item"));
  }
  EXPECT_GE(seen, 14 + 30) << "a step a group, and the safety items";
  EXPECT_NE(problem(schema, json::parse(R"({"url": ")" + kOwn + R"(step", "valueCode": "lunch"})")),
            "");
  EXPECT_NE(problem(schema,
                    json::parse(R"({"url": ")" + kOwn + R"(safety-item", "valueBoolean": false})")),
            "");
}

}  // namespace
}  // namespace anteroom::schemas
