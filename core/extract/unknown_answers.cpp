#include "core/extract/unknown_answers.h"

#include "core/extract/scope.h"
#include "core/form/form.h"

namespace anteroom::extract {

namespace {

using fhir::Json;

/// FHIR's code list has no "skipped": the value is unknown, and nothing more is said.
std::string data_absent_code(std::string_view code) {
  return code.empty() || code == "skipped" ? "unknown" : std::string(code);
}

std::string reason_in_extensions(const Json& element) {
  for (const std::string_view url :
       {form::kDataAbsentReasonExtension, form::kUnknownReasonExtension}) {
    const Json* found = extension(element, url);
    if (found == nullptr) continue;
    const ExtensionValue value = value_of(*found);
    if (value.value != nullptr && value.value->is_object())
      return data_absent_code(value.value->string_or_empty("code"));
    return data_absent_code(text_of(found));
  }
  return "";
}

/// The reason an answer gives instead of a value, "" for a real answer.
std::string reason_in_answer(const Json& answer) {
  if (!answer.is_object()) return "";
  if (std::string reason = reason_in_extensions(answer); !reason.empty()) return reason;
  for (const auto& [name, value] : answer.as_object()) {
    if (name.starts_with("_value") || name.starts_with("value")) {
      if (std::string reason = reason_in_extensions(value); !reason.empty()) return reason;
    }
    if (!name.starts_with("value")) continue;
    const std::string_view system = value.string_or_empty("system");
    if (system == form::kDataAbsentReasonSystem || system == form::kUnknownReasonSystem)
      return data_absent_code(value.string_or_empty("code"));
  }
  return "";
}

Json clean(const Json& element);

Json clean_all(const fhir::JsonArray& elements) {
  Json out = Json::array();
  for (const Json& element : elements) out.push(clean(element));
  return out;
}

/// The answers that say something; `reason` takes what the others gave instead.
Json real_answers(const fhir::JsonArray& answers, std::string& reason) {
  Json out = Json::array();
  for (const Json& answer : answers) {
    const std::string found = reason_in_answer(answer);
    if (found.empty())
      out.push(clean(answer));
    else
      reason = found;
  }
  return out;
}

Json clean(const Json& element) {
  if (!element.is_object()) return element;
  Json out = Json::object();
  std::string reason;
  for (const auto& [name, value] : element.as_object()) {
    if (name == "item" && value.is_array()) {
      out.set(name, clean_all(value.as_array()));
    } else if (name == "answer" && value.is_array()) {
      Json answers = real_answers(value.as_array(), reason);
      if (!answers.as_array().empty()) out.set(name, std::move(answers));
    } else {
      out.set(name, value);
    }
  }
  if (reason.empty() || out.find("answer") != nullptr) return out;
  Json mark = Json::object().set("url", form::kDataAbsentReasonExtension);
  mark.set("valueCode", reason);
  Json list = Json::array();
  for (const Json& kept : out.array_or_empty("extension")) list.push(kept);
  return out.set("extension", list.push(std::move(mark)));
}

}  // namespace

std::string unknown_reason(const Json& item) {
  if (!item.array_or_empty("answer").empty()) return "";
  return reason_in_extensions(item);
}

Json without_unknown_answers(const Json& response) {
  return clean(response);
}

}  // namespace anteroom::extract
