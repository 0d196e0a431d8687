// core/fhirpath: an expression from a stranger, compiled and evaluated over a small response.
#include "core/fhirpath/fhirpath.h"

#include <string>

#include "tests/fuzz/entries/entries.h"

namespace anteroom::fuzz {

namespace {

const fhir::Json& resource() {
  static const auto parsed = fhir::parse_json(R"({
    "resourceType": "QuestionnaireResponse", "id": "r", "status": "completed",
    "authored": "2026-11-24T09:00:00Z", "_status": {"extension": [{"url": "u", "valueCode": "c"}]},
    "item": [
      {"linkId": "a", "answer": [{"valueInteger": 3}, {"valueDecimal": 2.50}]},
      {"linkId": "b", "answer": [{"valueCoding": {"system": "s", "code": "yes", "display": "Yes"}}]},
      {"linkId": "c", "answer": [{"valueQuantity": {"value": 70, "unit": "kg", "code": "kg"}}]},
      {"linkId": "g", "item": [
        {"linkId": "d", "answer": [{"valueDate": "2020-02"}]},
        {"linkId": "e", "answer": [{"valueString": "word"}, {"valueBoolean": true}]},
        {"linkId": "f", "answer": [{"valueTime": "10:30:00"}], "item": []}]}]})");
  promise(parsed.ok(), "the target's own resource is JSON");
  return *parsed;
}

std::string outcome(const fhirpath::Compiled& compiled) {
  const fhirpath::JsonModel model(resource());
  fhirpath::EvalContext context;
  context.resource = model.root();
  context.now = parse_instant("2026-11-24T09:00:00Z").value();
  context.max_steps = 20'000;
  context.variable = [&](const std::string_view name) -> std::optional<fhirpath::Collection> {
    if (name == "v") return fhirpath::Collection{std::int64_t{1}, std::string("x"), true};
    return std::nullopt;
  };
  const auto result = compiled.evaluate(context, {fhirpath::Value{model.root()}});
  if (!result) {
    promise(result.error().code.starts_with("AR-"), "an error has a code");
    return result.error().to_string();
  }
  (void)fhirpath::to_truth(*result);
  std::string out;
  for (const auto& value : *result) {
    (void)fhirpath::type_of(value);
    const std::string text = fhir::write_json(fhirpath::to_json(value));
    promise(fhir::parse_json(text).ok(), "a value is JSON");
    out += text + "\n";
  }
  return out;
}

}  // namespace

void fhirpath(const std::string_view bytes) {
  const auto tree = fhirpath::parse(bytes);
  const auto compiled = fhirpath::compile(bytes);
  promise(tree.ok() || !compiled.ok(), "what compiles parses");
  if (!compiled) return;
  (void)compiled->reads();
  promise(outcome(*compiled) == outcome(*compiled), "an expression gives the same value twice");
}

}  // namespace anteroom::fuzz
