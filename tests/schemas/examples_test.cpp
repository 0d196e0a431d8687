// Each schema takes its valid examples and refuses its invalid ones: by valijson here, and by an
// independent validator (python3-jsonschema).
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/schemas/examples.h"
#include "tests/support/command.h"

namespace anteroom::schemas {
namespace {

TEST(Examples, OfEveryFormatOfOurs) {
  std::set<std::string> seen;
  for (const std::string& file : example_files()) seen.insert(read_examples(file).schema_file);
  for (const char* schema :
       {"manifest.schema.json", "red-flags.schema.json", "cases.schema.json",
        "equivalent-mutants.schema.json", "shared-questions.schema.json", "settings.schema.json",
        "host-messages.json", "intake.schema.json", "stopped.schema.json"})
    EXPECT_TRUE(seen.contains(schema)) << schema;
}

TEST(Examples, ValidOnesFitAndInvalidOnesDoNot) {
  for (const std::string& file : example_files()) {
    const Examples examples = read_examples(file);
    const json::value schema = examples.schema();
    EXPECT_FALSE(examples.valid.empty()) << file;
    EXPECT_FALSE(examples.invalid.empty()) << file;
    for (const Example& each : examples.valid)
      EXPECT_EQ(problem(schema, each.value), "") << file << ": " << each.why;
    for (const Example& each : examples.invalid)
      EXPECT_NE(problem(schema, each.value), "") << file << ": " << each.why;
  }
}

TEST(Examples, AnIndependentValidatorAgrees) {
  const Outcome run =
      run_command("/usr/bin/python3 " ANTEROOM_SOURCE_DIR
                  "/tests/schemas/validate_examples.py " ANTEROOM_SOURCE_DIR "/schemas 2>&1");
  EXPECT_EQ(run.code, 0) << run.out;
  EXPECT_NE(run.out.find("examples agree"), std::string::npos) << run.out;
}

}  // namespace
}  // namespace anteroom::schemas
