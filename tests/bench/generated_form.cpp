#include "tests/bench/generated_form.h"

#include <array>
#include <cstdint>

namespace anteroom::bench {

namespace {

using fhir::Json;

constexpr const char* kSystem = "http://example.org/cs/yn";
constexpr std::array<const char*, 5> kTypes = {"choice", "boolean", "integer", "string", "decimal"};
constexpr std::array<char, 5> kLetters = {'c', 'b', 'n', 's', 'n'};
constexpr std::array<const char*, 3> kCodes = {"y", "n", "m"};

std::string id(int group, int question) {
  return "g" + std::to_string(group) + "." + kLetters[static_cast<std::size_t>(question % 5)] +
         std::to_string(question);
}

Json object() {
  return Json::object();
}

Json options() {
  Json out = Json::array();
  for (const char* code : kCodes) {
    out.push(object().set("valueCoding",
                          object().set("system", kSystem).set("code", code).set("display", code)));
  }
  return out;
}

Json gate(const std::string& question, const char* op, const char* name, Json value) {
  return Json::array().push(
      object().set("question", question).set("operator", op).set(name, std::move(value)));
}

/// Questions 3, 6, 7 and 9 of a group are gated: by a code, a number, a boolean, and a code of the
/// group before.
void add_gate(Json& item, int group, int question) {
  const Json yes = object().set("system", kSystem).set("code", "y");
  if (question == 3) item.set("enableWhen", gate(id(group, 0), "=", "answerCoding", yes));
  if (question == 6) item.set("enableWhen", gate(id(group, 2), ">", "answerInteger", 4));
  if (question == 7) item.set("enableWhen", gate(id(group, 1), "=", "answerBoolean", true));
  if (question == 9)
    item.set("enableWhen", gate(id(group > 1 ? group - 1 : group, 5), "=", "answerCoding", yes));
}

Json score(int group) {
  const std::string name = "g" + std::to_string(group);
  Json expression = object().set("language", "text/fhirpath");
  expression.set("expression", "%resource.item.where(linkId='" + name +
                                   "').item.where(linkId.startsWith('" + name +
                                   ".n')).answer.value.sum()");
  Json extension = object().set(
      "url",
      "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression");
  extension.set("valueExpression", std::move(expression));
  Json item = object()
                  .set("linkId", name + ".score")
                  .set("text", "Score")
                  .set("type", "decimal")
                  .set("readOnly", true);
  return item.set("extension", Json::array().push(std::move(extension)));
}

/// The numbers of a linear congruential generator: every run and machine measures the same answers.
class Numbers {
 public:
  explicit Numbers(std::uint32_t seed) : state_(seed) {}
  int below(int limit) {
    state_ = state_ * 1664525U + 1013904223U;
    return static_cast<int>(
        (static_cast<std::uint64_t>(state_) * static_cast<std::uint64_t>(limit)) >> 32U);
  }

 private:
  std::uint32_t state_;
};

form::AnswerValue answer_for(int question, Numbers& numbers) {
  switch (question % 5) {
    case 0:
      return form::AnswerValue::coding(kSystem, kCodes[static_cast<std::size_t>(numbers.below(3))]);
    case 1:
      return form::AnswerValue::boolean(numbers.below(2) == 0);
    case 2:
      return form::AnswerValue::integer(numbers.below(10));
    case 3:
      return form::AnswerValue::string("text " + std::to_string(numbers.below(1000)));
    default:
      return form::AnswerValue::decimal(fhir::Decimal(numbers.below(101), 1));
  }
}

}  // namespace

fhir::Json generated_questionnaire(int questions) {
  Json items = Json::array();
  for (int group = 1; group <= questions / 10; ++group) {
    Json inner = Json::array();
    for (int question = 0; question < 10; ++question) {
      Json item = object()
                      .set("linkId", id(group, question))
                      .set("text", "Question " + id(group, question));
      item.set("type", kTypes[static_cast<std::size_t>(question % 5)]);
      if (question % 5 == 0) item.set("answerOption", options());
      add_gate(item, group, question);
      inner.push(std::move(item));
    }
    inner.push(score(group));
    const std::string name = "g" + std::to_string(group);
    Json item = object().set("linkId", name).set("text", "Group " + name).set("type", "group");
    items.push(item.set("item", std::move(inner)));
  }
  Json questionnaire = object().set("resourceType", "Questionnaire").set("status", "active");
  questionnaire.set("url", "http://example.org/Questionnaire/bench").set("version", "1.0.0");
  return questionnaire.set("item", std::move(items));
}

std::vector<Event> generated_events(int questions, int count) {
  Numbers numbers(12345);
  std::vector<Event> events;
  for (int i = 0; i < count; ++i) {
    const int question = i % 10;
    // The generator is the same at each size; only which group is meant differs.
    const int group = 1 + numbers.below(questions / 10);
    events.push_back({id(group, question), answer_for(question, numbers)});
  }
  return events;
}

}  // namespace anteroom::bench
