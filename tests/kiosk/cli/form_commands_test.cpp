// `anteroom form fill` from outside: events in, enabled items, values and issues out; bad input
// says what is wrong and changes nothing.
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/support/command.h"

namespace anteroom {
namespace {

namespace fs = std::filesystem;

const std::string kForm =
    R"({"resourceType":"Questionnaire","status":"draft","url":"http://x/q","item":[
  {"linkId":"n","type":"integer"},
  {"linkId":"why","type":"string","enableWhen":[{"question":"n","operator":">","answerInteger":5}]},
  {"linkId":"w","type":"quantity"},
  {"linkId":"g","type":"group","repeats":true,"item":[{"linkId":"g.k","type":"string"}]}]})";

class FormFill : public testing::Test {
 protected:
  FormFill() : folder_(fs::temp_directory_path() / ("anteroom-fill-" + std::to_string(getpid()))) {
    fs::create_directories(folder_);
    put("form.json", kForm);
  }
  ~FormFill() override { fs::remove_all(folder_); }
  void put(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] Outcome fill(const std::string& events) {
    put("events.jsonl", events);
    return run_command(ANTEROOM_BIN_DIR "/anteroom form fill --json " +
                       (folder_ / "form.json").string() + " --events " +
                       (folder_ / "events.jsonl").string());
  }
  static std::string enabled(const Outcome& run) {
    std::string ids;
    const fhir::Json json = run.json();
    for (const fhir::Json& id : json.array_or_empty("enabled"))
      ids += (ids.empty() ? "" : " ") + id.as_string();
    return ids;
  }

  fs::path folder_;
};

TEST_F(FormFill, AppliesEventsInOrder) {
  const Outcome run = fill(R"({"linkId":"n","answer":[{"valueInteger":7}]}
{"linkId":"why","answer":[{"valueString":"words"}]}
{"linkId":"w","answer":[{"valueQuantity":{"value":70.5,"unit":"kg","code":"kg"}}]}

{"linkId":"g[1].g.k","answer":[{"valueString":"second"}]}
)");
  EXPECT_EQ(run.code, 0) << run.out;
  EXPECT_EQ(enabled(run), "n why w g g.k");
  const fhir::Json json = run.json();
  const fhir::Json& values = *json.find("values");
  EXPECT_EQ(fhir::write_json(values), R"({"n":[7],"why":["words"],"w":[70.5],"g.k":["second"]})");
}

TEST_F(FormFill, NoEventsIsAnUntouchedForm) {
  const Outcome run = fill("");
  EXPECT_EQ(run.code, 0) << run.out;
  EXPECT_EQ(enabled(run), "n w g g.k");
}

TEST_F(FormFill, AnEmptyListClearsAndAMissingOneDoesNot) {
  EXPECT_EQ(enabled(fill(R"({"linkId":"n","answer":[{"valueInteger":7}]}
{"linkId":"n","answer":[]})")),
            "n w g g.k");
  const Outcome run = fill(R"({"linkId":"n","answer":[{"valueInteger":7}]}
{"linkId":"n"}
{"linkId":"n","answer":{"valueInteger":1}})");
  EXPECT_EQ(run.code, 1);
  EXPECT_EQ(enabled(run), "n why w g g.k");
  const fhir::Json json = run.json();
  ASSERT_EQ(json.array_or_empty("issues").size(), 2U);
  for (const fhir::Json& issue : json.array_or_empty("issues")) {
    EXPECT_EQ(issue.string_or_empty("code"), "AR-C016");
    EXPECT_EQ(issue.string_or_empty("linkId"), "n");
  }
}

TEST_F(FormFill, WhatCannotBeReadSaysWhere) {
  const Outcome broken = fill("{\"linkId\":\"n\",\"answer\":[]}\nnot json\n");
  EXPECT_EQ(broken.code, 2);
  EXPECT_EQ(broken.json().find("error")->find("line")->as_integer(), 2);
  const Outcome missing = run_command(ANTEROOM_BIN_DIR "/anteroom form fill --json /nonexistent");
  EXPECT_EQ(missing.code, 2);
  EXPECT_EQ(missing.json().find("error")->string_or_empty("code"), "AR-C015");
}

TEST_F(FormFill, AWrongAnswerIsAnIssueAndTheOldOneStays) {
  const Outcome run = fill(R"({"linkId":"n","answer":[{"valueInteger":7}]}
{"linkId":"n","answer":[{"valueString":"seven"}]}
{"linkId":"nobody","answer":[]})");
  EXPECT_EQ(run.code, 1);
  EXPECT_EQ(enabled(run), "n why w g g.k");
  const fhir::Json json = run.json();
  ASSERT_EQ(json.array_or_empty("issues").size(), 2U);
  EXPECT_EQ(json.array_or_empty("issues")[0].string_or_empty("code"), "AR-F021");
  EXPECT_EQ(json.array_or_empty("issues")[1].string_or_empty("code"), "AR-F020");
  EXPECT_EQ(run.out.find("seven"), std::string::npos) << "no message repeats an answer";
}

}  // namespace
}  // namespace anteroom
