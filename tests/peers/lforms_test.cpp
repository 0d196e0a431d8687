// Questionnaires that nobody here wrote, answered step by step: what is shown and what the items
// hold, against what LForms showed and held (fixtures/lforms.json, made by make_lforms.mjs). The
// forms are read where ANTEROOM_SHARED/questionnaires is there; how many ran is printed. Every
// difference that is meant stands in fixtures/differences.json with its reason, and one that is
// gone must leave it.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>

#include "core/form/form.h"
#include "tests/support/command.h"

namespace anteroom::form {
namespace {

namespace fs = std::filesystem;
using fhir::Json;

const std::string kFixtures = ANTEROOM_SOURCE_DIR "/tests/peers/fixtures/";

/// linkId -> bare values, as text: codes, numbers, words.
using Values = std::map<std::string, std::vector<std::string>>;

struct Seen {
  std::set<std::string> shown;
  Values values;
};

std::string bare_text(const Json& value) {
  if (value.is_string()) return value.as_string();
  if (value.is_bool()) return value.as_bool() ? "true" : "false";
  // 2.50 and 2.5 are one number to a peer of binary doubles.
  if (value.is_number()) {
    std::string text = value.as_decimal().to_string();
    if (text.find('.') != std::string::npos) {
      text.erase(text.find_last_not_of('0') + 1);
      if (text.back() == '.') text.pop_back();
    }
    return text;
  }
  for (const char* member : {"code", "value", "display", "url"}) {
    if (const Json* found = value.find(member)) return bare_text(*found);
  }
  return {};
}

void take_step(const Json& step, Seen& seen) {
  for (const Json& id : step.array_or_empty("shows")) seen.shown.insert(id.as_string());
  for (const Json& id : step.array_or_empty("hides")) seen.shown.erase(id.as_string());
  const Json* values = step.find("values");
  if (values == nullptr) return;
  for (const auto& [id, list] : values->as_object()) {
    seen.values.erase(id);
    for (const Json& value : list.as_array()) seen.values[id].push_back(bare_text(value));
  }
}

Values values_in(const Json& response) {
  Values values;
  const auto walk = [&](const auto& self, const Json& parent) -> void {
    for (const Json& item : parent.array_or_empty("item")) {
      for (const Json& answer : item.array_or_empty("answer")) {
        for (const auto& [name, value] : answer.as_object()) {
          if (name.starts_with("value"))
            values[std::string(item.string_or_empty("linkId"))].push_back(bare_text(value));
        }
        self(self, answer);
      }
      self(self, item);
    }
  };
  walk(walk, response);
  return values;
}

Seen seen_by_us(const Form& form) {
  Seen seen;
  for (const std::string& id : form.definition().link_ids()) {
    if (!form.definition().find(id)->hidden && form.enablement(id).enabled) seen.shown.insert(id);
  }
  seen.values = values_in(form.response());
  return seen;
}

/// Differences that are meant: "<file> <linkId>" -> reason; those met are ticked off.
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

void compare(const std::string& file, std::size_t step, const Seen& peer, const Seen& ours,
             Meant& meant) {
  std::set<std::string> ids;
  for (const Seen* side : {&peer, &ours}) {
    ids.insert(side->shown.begin(), side->shown.end());
    for (const auto& [id, values] : side->values) ids.insert(id);
  }
  for (const std::string& id : ids) {
    const auto held = [&](const Seen& seen) {
      const auto found = seen.values.find(id);
      return found == seen.values.end() ? std::vector<std::string>() : found->second;
    };
    const bool same =
        peer.shown.contains(id) == ours.shown.contains(id) && held(peer) == held(ours);
    if (same || meant.covers(file, id)) continue;
    ADD_FAILURE() << file << " step " << step << " item " << id << ": shown "
                  << peer.shown.contains(id) << " by the peer, " << ours.shown.contains(id)
                  << " by us; values " << testing::PrintToString(held(peer)) << " and "
                  << testing::PrintToString(held(ours));
  }
}

/// Items that the peer makes a part of the question above.
void leave_out(const Json& form, Seen& seen) {
  for (const Json& id : form.array_or_empty("absent")) seen.shown.erase(id.as_string());
}

Form form_of(const fs::path& path, std::string_view today) {
  const auto definition = Definition::load(fhir::read_json_file(path).value());
  EXPECT_TRUE(definition.ok()) << path << definition.error().to_string();
  LaunchContext launch;
  launch.now = *parse_instant(std::string(today) + "T12:00:00Z");
  return Form(definition.value(), launch);
}

std::vector<AnswerValue> answers_of(const Json& step) {
  std::vector<AnswerValue> values;
  for (const Json& answer : step.array_or_empty("answer")) values.push_back({answer});
  return values;
}

fs::path foreign_folder() {
  const char* shared = std::getenv("ANTEROOM_SHARED");
  const fs::path folder =
      shared == nullptr ? fs::path(ANTEROOM_SOURCE_DIR) / "../shared" : fs::path(shared);
  return folder / "questionnaires";
}

TEST(LForms, ShowsAndHoldsTheSameAtEveryStep) {
  const auto expected = fhir::read_json_file(kFixtures + "lforms.json");
  ASSERT_TRUE(expected.ok()) << expected.error().to_string();
  Meant meant;
  int forms = 0, steps = 0;
  for (const Json& each : expected->array_or_empty("forms")) {
    const std::string file(each.string_or_empty("file"));
    if (!fs::exists(foreign_folder() / file)) continue;
    Form form = form_of(foreign_folder() / file, expected->string_or_empty("today"));
    Seen peer;
    std::size_t at = 0;
    for (const Json& step : each.array_or_empty("steps")) {
      take_step(step, peer);
      const std::string link_id(step.string_or_empty("linkId"));
      if (!link_id.empty()) {
        const auto change = form.answer(link_id, answers_of(step));
        if (!change && !meant.covers(file, link_id))
          ADD_FAILURE() << file << " step " << at << ": " << change.error().to_string();
      }
      Seen ours = seen_by_us(form);
      leave_out(each, ours);
      compare(file, at++, peer, ours, meant);
      ++steps;
    }
    ++forms;
  }
  std::cout << "compared with " << expected->string_or_empty("by") << ": " << forms << " forms, "
            << steps << " steps\n";
  if (forms == 0) GTEST_SKIP() << "the questionnaires of other projects are not on this machine";
  for (const std::string& key : meant.left()) ADD_FAILURE() << "no longer a difference: " << key;
}

/// The same through the program: all events at once, and the end compared.
TEST(LForms, TheProgramEndsWhereLFormsEnds) {
  const auto expected = fhir::read_json_file(kFixtures + "lforms.json");
  ASSERT_TRUE(expected.ok()) << expected.error().to_string();
  Meant meant;
  int forms = 0;
  const std::string events =
      (fs::temp_directory_path() / ("anteroom-events-" + std::to_string(getpid()))).string();
  for (const Json& each : expected->array_or_empty("forms")) {
    const std::string file(each.string_or_empty("file"));
    if (!fs::exists(foreign_folder() / file)) continue;
    Seen peer;
    std::ofstream out(events);
    for (const Json& step : each.array_or_empty("steps")) {
      take_step(step, peer);
      if (step.find("linkId") == nullptr) continue;
      Json event = Json::object().set("linkId", step.string_or_empty("linkId"));
      const Json* answer = step.find("answer");
      out << fhir::write_json(event.set("answer", *answer)) << '\n';
    }
    out.close();
    const std::string command = ANTEROOM_BIN_DIR "/anteroom form fill '" +
                                (foreign_folder() / file).string() + "' --events " + events +
                                " --json 2>/dev/null";
    const Outcome run = run_command(command);
    EXPECT_TRUE(run.code == 0 || run.code == 1) << file;
    const Json result = run.json();
    const auto definition = Definition::load(fhir::read_json_file(foreign_folder() / file).value());
    Seen ours;
    for (const Json& id : result.array_or_empty("enabled")) {
      const ItemDefinition* item = definition.value()->find(id.as_string());
      if (item != nullptr && !item->hidden) ours.shown.insert(id.as_string());
    }
    ours.values = values_in(*result.find("response"));
    leave_out(each, ours);
    compare(file, 0, peer, ours, meant);
    ++forms;
  }
  fs::remove(events);
  std::cout << "anteroom form fill: " << forms << " forms\n";
  if (forms == 0) GTEST_SKIP() << "the questionnaires of other projects are not on this machine";
}

}  // namespace
}  // namespace anteroom::form
