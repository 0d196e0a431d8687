#include "kiosk/cli/script.h"

#include <algorithm>
#include <set>

namespace anteroom::cli {
namespace {

using fhir::Json;
using form::AnswerValue;
using form::ItemType;
using form::UnknownReason;

constexpr std::string_view kSchema = "anteroom-script/1";

Error bad(const std::string& code, const std::string& message, const std::string& pointer,
          const std::string& mend = {}) {
  return Error{.code = code, .message = message, .pointer = pointer, .mend = mend};
}

/// Members of a script and of a case; anything else is a spelling mistake.
const std::set<std::string_view>& known_members() {
  static const std::set<std::string_view> names = {
      "schema", "language", "clock", "patient", "consent", "reasons",  "answers",
      "steps",  "id",       "title", "story",   "context", "expected", "notes"};
  return names;
}

Result<const Json*> find_case(const Json& document, std::string_view case_id) {
  if (document.find("cases") == nullptr) {
    if (case_id.empty()) return &document;
    return bad("AR-C030", "This is a script, not a case file", "/cases", "Leave out --case");
  }
  const fhir::JsonArray& cases = document.array_or_empty("cases");
  if (case_id.empty() && cases.size() == 1) return &cases.front();
  for (const Json& one : cases) {
    if (!case_id.empty() && one.string_or_empty("id") == case_id) return &one;
  }
  return bad("AR-C030",
             case_id.empty() ? "The case file has several cases" : "The case file has no such case",
             "/cases", "Name one with --case ID");
}

Result<ScriptStep> read_step(const Json& json, const std::string& pointer) {
  using Kind = ScriptStep::Kind;
  static const std::pair<std::string_view, Kind> kinds[] = {
      {"answer", Kind::answer},       {"back", Kind::back},
      {"language", Kind::language},   {"stop", Kind::stop},
      {"wait_s", Kind::wait_s},       {"kill_host", Kind::kill_host},
      {"add_entry", Kind::add_entry}, {"remove_entry", Kind::remove_entry}};
  ScriptStep step;
  if (!json.is_object()) return bad("AR-C032", "A step must be an object", pointer);
  for (const auto& [name, value] : json.as_object()) {
    if (name == "after" && value.is_string()) {
      step.after = value.as_string();
      continue;
    }
    const auto found = std::find_if(std::begin(kinds), std::end(kinds),
                                    [&](const auto& one) { return one.first == name; });
    if (found == std::end(kinds) || step.kind != Kind::unset) {
      return bad("AR-C032",
                 "A step has one of answer, back, language, stop, wait_s, kill_host, add_entry, "
                 "remove_entry",
                 pointer + "/" + name);
    }
    step.kind = found->second;
    if (value.is_object()) step.answers = value;
    if (value.is_integer()) step.number = value.as_integer();
    if (value.is_string()) step.text = value.as_string();
  }
  const bool complete =
      (step.kind == Kind::answer && step.answers.is_object()) || step.kind == Kind::stop ||
      ((step.kind == Kind::back || step.kind == Kind::wait_s) && step.number > 0) ||
      ((step.kind == Kind::language || step.kind == Kind::kill_host ||
        step.kind == Kind::add_entry || step.kind == Kind::remove_entry) &&
       !step.text.empty());
  if (!complete) {
    return bad(
        "AR-C032", "The step has no usable value", pointer,
        R"(For example {"after":"now-breath","language":"es"} or {"answer":{"now-breath":"no"}})");
  }
  return step;
}

void read_patient(const Json& body, intake::Patient& patient) {
  if (const Json* person = body.find("patient")) {
    patient.family = person->string_or_empty("family");
    patient.given = person->string_or_empty("given");
    patient.birth_date = person->string_or_empty("birthDate");
    patient.gender = person->string_or_empty("gender");
  }
  // A case knows the recorded sex alone.
  if (const Json* context = body.find("context"); context != nullptr && patient.gender.empty()) {
    patient.gender = context->string_or_empty("recordedSex");
  }
}

Result<void> read_reasons(const Json& document, const Json& body, Script& script) {
  for (const Json& reason : body.array_or_empty("reasons")) {
    if (!reason.is_string())
      return bad("AR-C031", "A reason must be the id of a condition", "/reasons");
    script.reasons.push_back(reason.as_string());
  }
  const std::string plugin(document.string_or_empty("plugin"));
  if (script.reasons.empty() && !plugin.empty()) script.reasons = {plugin};
  return {};
}

std::optional<UnknownReason> unknown_word(const Json& value) {
  if (!value.is_string()) return std::nullopt;
  if (value.as_string() == "not-sure") return UnknownReason::asked_unknown;
  if (value.as_string() == "prefer-not") return UnknownReason::asked_declined;
  if (value.as_string() == "skipped") return UnknownReason::skipped;
  return std::nullopt;
}

/// A code among the options, an unknown word as the item's own unknown option.
std::optional<AnswerValue> option_value(const form::ItemDefinition& item, const Json& value) {
  const std::optional<UnknownReason> unknown = unknown_word(value);
  for (const form::Option& option : item.options) {
    const bool same = unknown ? option.unknown == *unknown
                              : value.is_string() && option.code == value.as_string();
    if (same) return AnswerValue{option.value};
  }
  if (item.type == ItemType::open_choice && value.is_string() && !unknown)
    return AnswerValue::string(value.as_string());
  return std::nullopt;
}

std::optional<AnswerValue> plain_value(const form::ItemDefinition& item, const Json& value) {
  switch (item.type) {
    case ItemType::choice:
    case ItemType::open_choice:
      return option_value(item, value);
    case ItemType::boolean:
      return value.is_bool() ? std::optional(AnswerValue::boolean(value.as_bool())) : std::nullopt;
    case ItemType::integer:
      return value.is_integer() ? std::optional(AnswerValue::integer(value.as_integer()))
                                : std::nullopt;
    case ItemType::decimal:
      return value.is_number() ? std::optional(AnswerValue::decimal(value.as_decimal()))
                               : std::nullopt;
    case ItemType::date:
      return value.is_string() ? std::optional(AnswerValue::date(value.as_string())) : std::nullopt;
    case ItemType::string:
    case ItemType::text:
      return value.is_string() ? std::optional(AnswerValue::string(value.as_string()))
                               : std::nullopt;
    default:
      return std::nullopt;
  }
}

}  // namespace

Result<Script> read_script(const Json& document, std::string_view case_id) {
  const Result<const Json*> found = find_case(document, case_id);
  if (!found) return found.error();
  const Json& body = **found;
  if (!body.is_object()) return bad("AR-C031", "A script must be an object", "");
  for (const auto& [name, value] : body.as_object()) {
    if (!known_members().contains(name))
      return bad("AR-C031", "A script has no member of this name", "/" + name);
  }
  if (const Json* schema = body.find("schema");
      schema != nullptr && body.string_or_empty("schema") != kSchema) {
    return bad("AR-C031", "The schema must be \"anteroom-script/1\"", "/schema");
  }
  Script script;
  if (body.find("language") != nullptr) script.language = body.string_or_empty("language");
  script.clock = body.string_or_empty("clock");
  read_patient(body, script.patient);
  if (const Json* consent = body.find("consent"); consent != nullptr && consent->is_bool())
    script.consent = consent->as_bool();
  if (const Result<void> reasons = read_reasons(document, body, script); !reasons)
    return reasons.error();
  if (const Json* answers = body.find("answers"); answers != nullptr) script.answers = *answers;
  if (!script.answers.is_object())
    return bad("AR-C031", "answers must be an object: linkId -> value", "/answers");
  const fhir::JsonArray& steps = body.array_or_empty("steps");
  for (std::size_t i = 0; i < steps.size(); ++i) {
    Result<ScriptStep> step = read_step(steps[i], "/steps/" + std::to_string(i));
    if (!step) return step.error();
    script.steps.push_back(std::move(*step));
  }
  return script;
}

Result<PlayedValue> played_value(const form::Form& form, const std::string& path,
                                 const Json& value) {
  const form::ItemDefinition* item = form.definition().find(form::link_id_of(path));
  const std::string pointer = "/answers/" + path;
  if (item == nullptr) return bad("AR-C034", "The form has no such item", pointer);
  PlayedValue played;
  if (const std::optional<UnknownReason> unknown = unknown_word(value)) {
    played.unknown = *unknown;
    return played;
  }
  const fhir::JsonArray one = {value};
  for (const Json& element : value.is_array() ? value.as_array() : one) {
    std::optional<AnswerValue> answer = plain_value(*item, element);
    if (!answer) {
      return bad("AR-C034", "The item does not take this value", pointer,
                 "Give a code it offers, a number, text, or not-sure, prefer-not, skipped");
    }
    played.values.push_back(std::move(*answer));
  }
  return played;
}

}  // namespace anteroom::cli
