// The small value types of form.h: unknown reasons and answer values.
#include "core/form/form.h"

namespace anteroom::form {

std::string_view to_code(UnknownReason reason) {
  switch (reason) {
    case UnknownReason::asked_unknown:
      return "asked-unknown";
    case UnknownReason::asked_declined:
      return "asked-declined";
    case UnknownReason::skipped:
      return "skipped";
    case UnknownReason::none:
      break;
  }
  return "";
}

std::optional<UnknownReason> unknown_reason_from_code(std::string_view code) {
  for (auto reason :
       {UnknownReason::asked_unknown, UnknownReason::asked_declined, UnknownReason::skipped}) {
    if (to_code(reason) == code) return reason;
  }
  return std::nullopt;
}

namespace {
AnswerValue make(std::string_view name, fhir::Json value) {
  AnswerValue answer;
  answer.json.set(name, std::move(value));
  return answer;
}
}  // namespace

AnswerValue AnswerValue::coding(std::string_view system, std::string_view code,
                                std::string_view display) {
  fhir::Json coding = fhir::Json::object();
  if (!system.empty()) coding.set("system", system);
  coding.set("code", code);
  if (!display.empty()) coding.set("display", display);
  return make("valueCoding", std::move(coding));
}
AnswerValue AnswerValue::integer(std::int64_t value) {
  return make("valueInteger", value);
}
AnswerValue AnswerValue::decimal(fhir::Decimal value) {
  return make("valueDecimal", value);
}
AnswerValue AnswerValue::boolean(bool value) {
  return make("valueBoolean", value);
}
AnswerValue AnswerValue::string(std::string_view value) {
  return make("valueString", value);
}
AnswerValue AnswerValue::date(std::string_view iso) {
  return make("valueDate", iso);
}

}  // namespace anteroom::form
