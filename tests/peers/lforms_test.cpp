// Questionnaires that nobody here wrote, answered step by step: what is enabled and what the items
// hold, against what LForms showed and held (fixtures/lforms.json, made by
// make_lforms.mjs). The forms are read where ANTEROOM_SHARED/questionnaires is there; how many ran
// is printed. Every difference that is meant stands in fixtures/differences.json with its reason,
// and one that is gone must leave it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "tests/peers/lforms_expectation.h"
#include "tests/support/command.h"

namespace anteroom::peers {
namespace {

namespace fs = std::filesystem;
using fhir::Json;

const std::string kFixtures = ANTEROOM_SOURCE_DIR "/tests/peers/fixtures/";

/// Differences that are meant: "<file> <linkId>"; those met are ticked off.
class Meant {
 public:
  Meant() {
    const auto json = fhir::read_json_file(kFixtures + "differences.json");
    EXPECT_TRUE(json.ok()) << json.error().to_string();
    for (const Json& each : json->array_or_empty("differences")) {
      EXPECT_FALSE(each.string_or_empty("reason").empty());
      for (const Json& id : each.array_or_empty("linkIds"))
        left_.insert(std::string(each.string_or_empty("file")) + " " + id.as_string());
    }
    known_ = left_;
  }
  bool covers(const std::string& file, const std::string& link_id) {
    const std::string key = file + " " + link_id;
    left_.erase(key);
    return known_.contains(key);
  }
  [[nodiscard]] const std::set<std::string>& left() const { return left_; }

 private:
  std::set<std::string> known_, left_;
};

/// Our form without what the peer makes a part of the question above ("absent"), and without
/// displays that bear the linkId of another item ("10.1#2"): no items of their own there.
Snapshot comparable(Snapshot ours, const Json& each) {
  std::erase_if(ours.enabled, [](const std::string& id) { return id.find('#') != id.npos; });
  for (const Json& id : each.array_or_empty("absent")) ours.enabled.erase(id.as_string());
  return ours;
}

void expect_same(const std::string& file, std::size_t step, const Snapshot& ours,
                 const Snapshot& theirs, Meant& meant) {
  for (const Difference& found : compare(file, ours, theirs)) {
    if (meant.covers(file, found.link_id)) continue;
    ADD_FAILURE() << file << " step " << step << ": " << found.what << " of " << found.link_id;
  }
}

fs::path foreign_folder() {
  const char* shared = std::getenv("ANTEROOM_SHARED");
  return (shared == nullptr ? fs::path(ANTEROOM_SOURCE_DIR) / "../shared" : fs::path(shared)) /
         "questionnaires";
}

class LForms : public testing::Test {
 protected:
  void SetUp() override {
    const auto json = fhir::read_json_file(kFixtures + "lforms.json");
    ASSERT_TRUE(json.ok()) << json.error().to_string();
    expected = *json;
    for (const Json& each : expected.array_or_empty("forms")) {
      if (fs::exists(foreign_folder() / std::string(each.string_or_empty("file"))))
        forms.push_back(&each);
    }
    if (forms.empty()) GTEST_SKIP() << "the questionnaires of other projects are not here";
  }
  static std::shared_ptr<const form::Definition> definition(const std::string& file) {
    const auto loaded =
        form::Definition::load(fhir::read_json_file(foreign_folder() / file).value());
    EXPECT_TRUE(loaded.ok()) << file << " " << loaded.error().to_string();
    return loaded.value();
  }
  Json expected;
  std::vector<const Json*> forms;
};

TEST_F(LForms, ShowsAndHoldsTheSameAtEveryStep) {
  Meant meant;
  form::LaunchContext launch;
  launch.now = *parse_instant(std::string(expected.string_or_empty("today")) + "T12:00:00Z");
  std::size_t steps = 0;
  for (const Json* each : forms) {
    const std::string file(each->string_or_empty("file"));
    form::Form form(definition(file), launch);
    Snapshot theirs;
    std::size_t at = 0;
    for (const Json& step : each->array_or_empty("steps")) {
      advance(theirs, step);
      const std::string link_id(step.string_or_empty("linkId"));
      std::vector<form::AnswerValue> values;
      for (const Json& answer : step.array_or_empty("answer")) values.push_back({answer});
      if (!link_id.empty() && !form.answer(link_id, values) && !meant.covers(file, link_id))
        ADD_FAILURE() << file << " step " << at << ": an answer that the peer takes is refused";
      expect_same(file, at++, comparable(snapshot_of(form), *each), theirs, meant);
      ++steps;
    }
  }
  std::cout << "compared with " << expected.string_or_empty("by") << ": " << forms.size()
            << " forms, " << steps << " steps\n";
  for (const std::string& key : meant.left()) ADD_FAILURE() << "no longer a difference: " << key;
}

/// The same through the program: all events at once, and the end compared.
TEST_F(LForms, TheProgramEndsWhereLFormsEnds) {
  Meant meant;
  const fs::path events =
      fs::temp_directory_path() / ("anteroom-events-" + std::to_string(getpid()));
  for (const Json* each : forms) {
    const std::string file(each->string_or_empty("file"));
    Snapshot theirs;
    std::ofstream out(events);
    for (const Json& step : each->array_or_empty("steps")) {
      advance(theirs, step);
      if (step.find("linkId") == nullptr) continue;
      Json event = Json::object().set("linkId", step.string_or_empty("linkId"));
      out << fhir::write_json(event.set("answer", *step.find("answer"))) << '\n';
    }
    out.close();
    const Outcome run =
        run_command(ANTEROOM_BIN_DIR "/anteroom form fill '" + (foreign_folder() / file).string() +
                    "' --events " + events.string() + " --json 2>/dev/null");
    EXPECT_TRUE(run.code == 0 || run.code == 1) << file;
    expect_same(file, 0, comparable(snapshot_of(run.json()), *each), theirs, meant);
  }
  fs::remove(events);
  std::cout << "anteroom form fill: " << forms.size() << " forms\n";
}

}  // namespace
}  // namespace anteroom::peers
