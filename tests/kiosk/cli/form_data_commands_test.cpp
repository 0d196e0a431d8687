// `anteroom form extract | populate | assemble | bench` and the OperationOutcome of `validate` from
// outside: what they print, with which exit code, and what they say of bad input.
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/support/command.h"

namespace anteroom {
namespace {

namespace fs = std::filesystem;

class FormData : public testing::Test {
 protected:
  FormData() : folder_(fs::temp_directory_path() / ("anteroom-data-" + std::to_string(getpid()))) {
    fs::create_directories(folder_);
  }
  ~FormData() override { fs::remove_all(folder_); }
  std::string put(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  [[nodiscard]] static Outcome run(const std::string& rest) {
    return run_command(ANTEROOM_BIN_DIR "/anteroom form " + rest + " 2>&1");
  }
  static std::string text(const fhir::Json& json, std::initializer_list<const char*> steps) {
    const fhir::Json* at = &json;
    for (const char* step : steps) {
      if (at->is_array()) {
        const auto index = static_cast<std::size_t>(std::stoul(step));
        if (index >= at->as_array().size()) return "nothing";
        at = &at->as_array()[index];
      } else {
        at = at->find(step);
      }
      if (at == nullptr) return "nothing";
    }
    return at->is_string() ? at->as_string() : fhir::write_json(*at);
  }

  fs::path folder_;
};

const std::string kObserved =
    R"({"resourceType":"Questionnaire","status":"draft","url":"http://x/q","item":[{"linkId":"w","type":"decimal",
  "code":[{"system":"http://loinc.org","code":"29463-7"}],"extension":[{"url":
  "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-observationExtract","valueBoolean":true}]}]})";

std::string response(const std::string& items) {
  return R"({"resourceType":"QuestionnaireResponse","questionnaire":"http://x/q","status":"completed",
    "authored":"2026-11-24T09:00:00Z","item":[)" +
         items + "]}";
}

TEST_F(FormData, ExtractPrintsATransaction) {
  const std::string form = put("q.json", kObserved);
  const std::string filled =
      put("r.json", response(R"({"linkId":"w","answer":[{"valueDecimal":70.5}]})"));
  const Outcome done = run("extract " + form + " " + filled);
  EXPECT_EQ(done.code, 0) << done.out;
  const fhir::Json bundle = done.json();
  EXPECT_EQ(text(bundle, {"type"}), "transaction");
  EXPECT_EQ(text(bundle, {"entry", "0", "resource", "resourceType"}), "Observation");
  EXPECT_EQ(text(bundle, {"entry", "0", "resource", "code", "coding", "0", "code"}), "29463-7");
  EXPECT_NE(text(bundle, {"entry", "0", "resource"}).find("70.5"), std::string::npos);
}

TEST_F(FormData, ExtractSaysWhatItLeftOut) {
  const std::string form = put("q.json", kObserved);
  const std::string skipped = put(
      "r.json",
      response(
          R"({"linkId":"w","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason",
        "valueCode":"asked-unknown"}]})"));
  const Outcome left = run("extract --json " + form + " " + skipped);
  EXPECT_EQ(left.code, 1) << left.out;
  EXPECT_EQ(text(left.json(), {"notes", "0", "code"}), "AR-D030");
  EXPECT_EQ(text(left.json(), {"bundle", "entry", "0"}), "nothing");
  const Outcome said = run("extract --json --say-unknown " + form + " " + skipped);
  EXPECT_NE(said.out.find("dataAbsentReason"), std::string::npos) << said.out;
  EXPECT_EQ(run("extract " + form + " " + (folder_ / "none.json").string()).code, 2);
  EXPECT_EQ(run("extract " + put("broken.json", "{") + " " + skipped).code, 2);
}

TEST_F(FormData, PopulateFillsFromContextAndBundle) {
  const std::string form = put(
      "q.json",
      R"({"resourceType":"Questionnaire","status":"draft","url":"http://x/q","extension":[{"url":
      "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-launchContext","extension":[
      {"url":"name","valueCoding":{"code":"patient"}},{"url":"type","valueCode":"Patient"}]}],"item":[
      {"linkId":"born","type":"date","extension":[{"url":
        "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression",
        "valueExpression":{"language":"text/fhirpath","expression":"%patient.birthDate"}}]}]})");
  const std::string patient =
      put("p.json", R"({"resourceType":"Patient","id":"1","birthDate":"1970-02-03"})");
  const Outcome filled = run("populate " + form + " --context patient=" + patient);
  EXPECT_EQ(filled.code, 0) << filled.out;
  EXPECT_EQ(text(filled.json(), {"item", "0", "answer", "0", "valueDate"}), "1970-02-03");
  EXPECT_NE(run("populate " + form + " --context patient").code, 0) << "NAME=FILE";
  EXPECT_EQ(run("populate " + form + " --context patient=/nowhere.json").code, 2);
}

TEST_F(FormData, FillTakesAnyLaunchContext) {
  const std::string form =
      put("q.json", R"({"resourceType":"Questionnaire","status":"draft","extension":[
      {"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-launchContext","extension":[
      {"url":"name","valueCoding":{"code":"user"}},{"url":"type","valueCode":"Practitioner"}]}],"item":[
      {"linkId":"who","type":"string","extension":[{"url":
        "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-initialExpression",
        "valueExpression":{"language":"text/fhirpath","expression":"%user.name.family"}}]}]})");
  const std::string user =
      put("u.json", R"({"resourceType":"Practitioner","name":[{"family":"Sample"}]})");
  const Outcome filled = run("fill " + form + " --context user=" + user + " --json");
  EXPECT_EQ(filled.code, 0) << filled.out;
  EXPECT_EQ(text(filled.json(), {"values", "who", "0"}), "Sample");
  EXPECT_EQ(run("fill " + form + " --context user=/nowhere.json").code, 2);
}

TEST_F(FormData, AnElementThatR4DoesNotHaveIsNoticedOrRefused) {
  const std::string patient = put("p.json", R"({"resourceType":"Patient","id":"1"})");
  const std::string ask =
      std::string(ANTEROOM_BIN_DIR) + "/anteroom fhirpath 'Patient.nane.given' " + patient;
  const Outcome lenient = run_command(ask + " 2>/dev/null");
  EXPECT_EQ(lenient.code, 0);
  EXPECT_EQ(lenient.json(), fhir::Json::array());
  EXPECT_NE(run_command(ask + " 2>&1 >/dev/null").out.find("AR-X014"), std::string::npos);
  const Outcome strict = run_command(ask + " --strict --json");
  EXPECT_EQ(strict.code, 2);
  EXPECT_EQ(text(strict.json(), {"error", "code"}), "AR-X014");
  EXPECT_EQ(text(strict.json(), {"error", "column"}), "9");
}

TEST_F(FormData, AssemblePutsThePartsIn) {
  const std::string form = put(
      "q.json",
      R"({"resourceType":"Questionnaire","status":"draft","url":"http://x/q","item":[{"linkId":"part","type":"display",
      "extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-subQuestionnaire",
        "valueCanonical":"http://x/part"}]}]})");
  const std::string bundle = put(
      "b.json",
      R"({"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Questionnaire",
      "status":"draft","url":"http://x/part","item":[{"linkId":"inner","type":"string"}]}}]})");
  const Outcome whole = run("assemble " + form + " --bundle " + bundle);
  EXPECT_EQ(whole.code, 0) << whole.out;
  EXPECT_EQ(text(whole.json(), {"item", "0", "linkId"}), "inner");
  const Outcome alone = run("assemble " + form);
  EXPECT_EQ(alone.code, 1);
  EXPECT_NE(alone.out.find("AR-D050"), std::string::npos) << alone.out;
}

TEST_F(FormData, BenchCountsWhatItTimed) {
  const std::string form = put(
      "q.json",
      R"({"resourceType":"Questionnaire","status":"draft","item":[{"linkId":"a","type":"boolean"},{"linkId":"b",
      "type":"integer"},{"linkId":"c","type":"integer","readOnly":true}]})");
  const Outcome timed = run("bench --json " + form);
  EXPECT_EQ(timed.code, 0) << timed.out;
  EXPECT_EQ(text(timed.json(), {"answer", "count"}), "2") << "read only takes no answer";
  EXPECT_EQ(text(timed.json(), {"load", "count"}), text(timed.json(), {"start", "count"}));
  EXPECT_NE(text(timed.json(), {"answer", "medianUs"}), "nothing");
  EXPECT_EQ(run("bench /nowhere.json").code, 2);
}

struct OutcomeCase {
  const char* what;
  const char* items;  ///< of the response
  const char* type;   ///< FHIR IssueType
  const char* code;
  const char* expression;
};

class ValidateCommand : public FormData, public testing::WithParamInterface<OutcomeCase> {};

const std::string kStrict =
    R"({"resourceType":"Questionnaire","status":"draft","url":"http://x/q","item":[
  {"linkId":"must","type":"string","required":true,"maxLength":3},
  {"linkId":"n","type":"integer"},
  {"linkId":"c","type":"choice","answerOption":[{"valueCoding":{"system":"s","code":"a"}}]},
  {"linkId":"gated","type":"string","required":true,"enableWhen":[{"question":"n","operator":"=","answerInteger":7}]},
  {"linkId":"hidden","type":"string","required":true,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-hidden","valueBoolean":true}]},
  {"linkId":"two","type":"string","repeats":true,"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-maxOccurs","valueInteger":1}]},
  {"linkId":"even","type":"integer","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-constraint","extension":[
    {"url":"key","valueId":"e"},{"url":"severity","valueCode":"error"},{"url":"human","valueString":"An even number."},
    {"url":"expression","valueString":"answer.value.empty() or answer.value mod 2 = 0"}]}]}]})";

constexpr const char* kFine = R"({"linkId":"must","answer":[{"valueString":"x"}]})";

TEST_P(ValidateCommand, NamesTheIssueTypeAndThePlace) {
  const OutcomeCase& given = GetParam();
  const std::string items =
      given.what == std::string("required") ? given.items : std::string(kFine) + "," + given.items;
  const Outcome done =
      run("validate " + put("q.json", kStrict) + " " + put("r.json", response(items)));
  EXPECT_EQ(done.code, 1) << done.out;
  const fhir::Json outcome = done.json();
  EXPECT_EQ(text(outcome, {"resourceType"}), "OperationOutcome");
  EXPECT_EQ(text(outcome, {"issue", "0", "severity"}), "error");
  EXPECT_EQ(text(outcome, {"issue", "0", "code"}), given.type);
  EXPECT_EQ(text(outcome, {"issue", "0", "details", "coding", "0", "code"}), given.code);
  EXPECT_EQ(text(outcome, {"issue", "0", "expression", "0"}), given.expression);
  EXPECT_EQ(text(outcome, {"issue", "1"}), "nothing") << "hidden and disabled are never required";
}

INSTANTIATE_TEST_SUITE_P(
    All, ValidateCommand,
    testing::Values(
        OutcomeCase{"required", R"({"linkId":"n","answer":[{"valueInteger":1}]})", "required",
                    "AR-F101", "QuestionnaireResponse.item.where(linkId='must')"},
        OutcomeCase{"structure", R"({"linkId":"n","answer":[{"valueString":"1"}]})", "structure",
                    "AR-F021", "QuestionnaireResponse.item[1].answer[0]"},
        OutcomeCase{"invariant", R"({"linkId":"even","answer":[{"valueInteger":3}]})", "invariant",
                    "AR-F114", "QuestionnaireResponse.item.where(linkId='even')"},
        OutcomeCase{"not-found", R"({"linkId":"who"})", "not-found", "AR-F041",
                    "QuestionnaireResponse.item[1].linkId"},
        OutcomeCase{"code-invalid",
                    R"({"linkId":"c","answer":[{"valueCoding":{"system":"s","code":"b"}}]})",
                    "code-invalid", "AR-F023", "QuestionnaireResponse.item.where(linkId='c')"},
        OutcomeCase{"business-rule", R"({"linkId":"gated","answer":[{"valueString":"x"}]})",
                    "business-rule", "AR-F043", "QuestionnaireResponse.item.where(linkId='gated')"},
        OutcomeCase{"too many",
                    R"({"linkId":"two","answer":[{"valueString":"x"},{"valueString":"y"}]})",
                    "business-rule", "AR-F109", "QuestionnaireResponse.item.where(linkId='two')"}));

TEST_F(FormData, ValidateTellsAValueThatIsTooLong) {
  const Outcome done =
      run("validate " + put("q.json", kStrict) + " " +
          put("r.json", response(R"({"linkId":"must","answer":[{"valueString":"wxyz"}]})")));
  EXPECT_EQ(done.code, 1);
  EXPECT_EQ(text(done.json(), {"issue", "0", "code"}), "value");
  EXPECT_EQ(done.out.find("wxyz"), std::string::npos) << "never the answer";
  const Outcome fine =
      run("validate " + put("q.json", kStrict) + " " + put("r.json", response(kFine)));
  EXPECT_EQ(fine.code, 0) << fine.out;
}

}  // namespace
}  // namespace anteroom
