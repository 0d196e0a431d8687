// A small questionnaire with one item of each kind a page can ask, for tests of the flow without a
// plugin.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "core/form/form.h"

namespace anteroom::flow::support {

inline std::string extension(const std::string& name, const std::string& value) {
  return R"({"url":"https://anteroom.example/fhir/StructureDefinition/)" + name + R"(",)" + value +
         "}";
}

inline std::string option(const std::string& code, const std::string& display,
                          bool exclusive = false) {
  const std::string mark =
      exclusive
          ? R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive","valueBoolean":true}],)"
          : "";
  return "{" + mark + R"("valueCoding":{"system":"urn:t","code":")" + code + R"(","display":")" +
         display + R"("}})";
}

inline std::string unknown_options() {
  return R"({"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive","valueBoolean":true}],"valueCoding":{"system":"http://terminology.hl7.org/CodeSystem/data-absent-reason","code":"asked-unknown","display":"Not sure"}},)"
         R"({"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive","valueBoolean":true}],"valueCoding":{"system":"http://terminology.hl7.org/CodeSystem/data-absent-reason","code":"asked-declined","display":"Prefer not to answer"}},)"
         R"({"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive","valueBoolean":true}],"valueCoding":{"system":"https://anteroom.example/fhir/CodeSystem/unknown-reason","code":"skipped","display":"Skipped"}})";
}

inline std::string yes_no(const std::string& link_id, const std::string& text,
                          const std::string& extra = "") {
  return R"({"linkId":")" + link_id + R"(","type":"choice","text":")" + text + R"(",)" + extra +
         R"("extension":[)" + extension("safety-item", R"("valueBoolean":true)") +
         R"(],"answerOption":[)" + option("yes", "Yes") + "," + option("no", "No") + "," +
         unknown_options() + "]}";
}

/// Steps in order; `rash-where` opens on `rash` = yes; `secret` is private and stands before
/// `smoke` on purpose.
inline std::string small_questionnaire() {
  const auto group = [](const std::string& id, const std::string& text, const std::string& step,
                        const std::string& items) {
    return R"({"linkId":")" + id + R"(","type":"group","text":")" + text + R"(","extension":[)" +
           extension("step", R"("valueCode":")" + step + R"(")") + R"(],"item":[)" + items + "]}";
  };
  const std::string limits =
      R"("extension":[{"url":"http://hl7.org/fhir/StructureDefinition/minValue","valueInteger":0},{"url":"http://hl7.org/fhir/StructureDefinition/maxValue","valueInteger":)";
  const std::string numb =
      R"({"linkId":"numb","type":"choice","repeats":true,"text":"Where do you feel numb? Tap all that fit.","extension":[)" +
      extension("safety-item", R"("valueBoolean":true)") + R"(],"answerOption":[)" +
      option("arms", "Arms or hands") + "," + option("legs", "Legs or feet") + "," +
      option("none", "Nowhere", true) + "," + unknown_options() + "]}";
  const std::string checks =
      yes_no("chest", "Pain in your chest") + "," + yes_no("breath", "Hard to get your breath") +
      "," + yes_no("faint", "Passed out") + "," + yes_no("belly", "Pain in your belly") + "," +
      yes_no("fever", "Fever") + "," + numb + "," + yes_no("rash", "A rash") + "," +
      R"({"linkId":"rash-where","type":"string","text":"Where is the rash?","maxLength":20,"enableWhen":[{"question":"rash","operator":"=","answerCoding":{"system":"urn:t","code":"yes"}}]})";
  const std::string pain =
      R"({"linkId":"nrs-now","type":"integer","text":"How bad is it now? 0 is no pain. 10 is the worst you can think of.",)" +
      limits + "10}]}," +
      R"({"linkId":"quality","type":"choice","text":"How does it feel?","repeats":true,"answerOption":[)" +
      option("dull", "Dull: a steady ache") + "," + option("sharp", "Sharp") + "," +
      option("burning", "Burning") + "]}," +
      R"({"linkId":"weeks","type":"integer","text":"For how many weeks?",)" + limits + "520}]}," +
      R"({"linkId":"began","type":"date","text":"Which day did it begin?"})";
  const std::string words =
      R"x({"linkId":"story","type":"text","text":"In your own words, what is going on? (You can skip this.)","maxLength":240})x";
  const std::string secret =
      R"({"linkId":"secret","type":"choice","text":"A private matter?","extension":[)" +
      extension("private-item", R"("valueBoolean":true)") + R"(],"answerOption":[)" +
      option("yes", "Yes") + "," + option("no", "No") + "," + unknown_options() + "]}";
  const std::string smoke =
      R"({"linkId":"smoke","type":"choice","text":"Do you smoke?","answerOption":[)" +
      option("never", "Never") + "," + option("past", "In the past") + "," + option("now", "Now") +
      "," + unknown_options() + "]}";
  return R"({"resourceType":"Questionnaire","url":"urn:small","version":"1","status":"active","language":"en","item":[)" +
         group("checks", "Right now", "health-checks", checks) + "," +
         group("words", "How it began", "your-words", words) + "," +
         group("pain", "Your pain", "your-pain", pain) + "," +
         group("health", "Your health", "your-health", secret + "," + smoke) + "]}";
}

inline std::shared_ptr<const form::Definition> small_definition() {
  Result<fhir::Json> json = fhir::parse_json(small_questionnaire());
  EXPECT_TRUE(json.ok()) << (json.ok() ? "" : json.error().to_string());
  if (!json) return nullptr;
  auto definition = form::Definition::load(std::move(*json));
  EXPECT_TRUE(definition.ok()) << (definition.ok() ? "" : definition.error().to_string());
  return definition ? *definition : nullptr;
}

inline form::Form small_form() {
  return form::Form(small_definition(), form::LaunchContext{});
}

inline form::AnswerValue code(const std::string& value) {
  return form::AnswerValue::coding("urn:t", value);
}

}  // namespace anteroom::flow::support
