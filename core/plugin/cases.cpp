// Golden patients: answers in the notation of case files, played through the form and the rules.
#include <algorithm>
#include <optional>
#include <set>

#include "core/plugin/cases.h"

#include "core/plugin/case_reader.h"

namespace anteroom::plugin {
namespace {

using form::AnswerValue;
using form::ItemDefinition;
using form::ItemType;
using form::UnknownReason;

std::optional<UnknownReason> unknown_word(const fhir::Json& value) {
  if (!value.is_string()) return std::nullopt;
  const std::string& word = value.as_string();
  if (word == "not-sure") return UnknownReason::asked_unknown;
  if (word == "prefer-not") return UnknownReason::asked_declined;
  if (word == "skipped") return UnknownReason::skipped;
  return std::nullopt;
}

Error does_not_fit(std::string_view path) {
  return {"AR-P021", "The answer given for \"" + std::string(path) + "\" does not fit this item.",
          std::string(path),
          "Write a code of the item, a list of codes, a number, a text, or not-sure, prefer-not, "
          "skipped."};
}

/// The item of an instance path: "q", "g[1].q", "g.q"; linkIds may hold dots themselves.
const ItemDefinition* item_of(const form::Definition& definition, std::string_view path) {
  for (std::string_view rest = path;;) {
    if (const ItemDefinition* item = definition.find(rest)) return item;
    const std::size_t dot = rest.find('.');
    if (dot == std::string_view::npos) return nullptr;
    rest.remove_prefix(dot + 1);
  }
}

std::optional<AnswerValue> choice(const ItemDefinition& item, const fhir::Json& value) {
  const std::optional<UnknownReason> unknown = unknown_word(value);
  const std::string word = value.is_string() ? value.as_string() : fhir::write_json(value);
  for (const form::Option& option : item.options) {
    if (unknown ? option.unknown == *unknown
                : option.unknown == UnknownReason::none && option.code == word)
      return AnswerValue{option.value};
  }
  if (item.type == ItemType::open_choice && value.is_string() && !unknown)
    return AnswerValue::string(word);
  return std::nullopt;
}

std::optional<AnswerValue> boolean(const fhir::Json& value) {
  if (value.is_bool()) return AnswerValue::boolean(value.as_bool());
  if (!value.is_string()) return std::nullopt;
  if (value.as_string() == "true" || value.as_string() == "yes") return AnswerValue::boolean(true);
  if (value.as_string() == "false" || value.as_string() == "no") return AnswerValue::boolean(false);
  return std::nullopt;
}

std::optional<AnswerValue> text(std::string_view key, const fhir::Json& value) {
  if (!value.is_string()) return std::nullopt;
  return AnswerValue{fhir::Json::object().set(key, value)};
}

std::optional<AnswerValue> number(const ItemDefinition& item, const fhir::Json& value) {
  if (item.type == ItemType::integer)
    return value.is_integer() ? std::optional(AnswerValue::integer(value.as_integer()))
                              : std::nullopt;
  if (!value.is_number()) return std::nullopt;
  if (item.type == ItemType::decimal) return AnswerValue::decimal(value.as_decimal());
  fhir::Json quantity = fhir::Json::object();
  quantity.set("value", value);
  if (!item.unit.empty()) quantity.set("unit", item.unit);
  return AnswerValue{fhir::Json::object().set("valueQuantity", std::move(quantity))};
}

std::optional<AnswerValue> one_value(const ItemDefinition& item, const fhir::Json& value) {
  switch (item.type) {
    case ItemType::choice:
    case ItemType::open_choice:
      return choice(item, value);
    case ItemType::boolean:
      return boolean(value);
    case ItemType::integer:
    case ItemType::decimal:
    case ItemType::quantity:
      return number(item, value);
    case ItemType::date:
      return text("valueDate", value);
    case ItemType::date_time:
      return text("valueDateTime", value);
    case ItemType::time:
      return text("valueTime", value);
    case ItemType::string:
    case ItemType::text:
      return text("valueString", value);
    case ItemType::url:
      return text("valueUri", value);
    default:
      return std::nullopt;  // groups, displays, attachments and references are not answered here
  }
}

form::LaunchContext launch_of(const fhir::Json& one_case) {
  form::LaunchContext launch;
  fhir::Json patient = fhir::Json::object();
  patient.set("resourceType", "Patient");
  if (const fhir::Json* context = one_case.find("context")) {
    if (const auto sex = context->string_or_empty("recordedSex"); !sex.empty())
      patient.set("gender", sex);
  }
  launch.patient = std::move(patient);
  return launch;
}

std::vector<std::string> strings(const fhir::Json& json, std::string_view key) {
  std::vector<std::string> out;
  for (const fhir::Json& element : json.array_or_empty(key)) {
    if (element.is_string()) out.push_back(element.as_string());
  }
  return out;
}

void compare_sets(std::string_view what, const std::vector<std::string>& expected,
                  const std::vector<std::string>& real, std::vector<std::string>& differences) {
  const std::set<std::string> wanted(expected.begin(), expected.end()),
      got(real.begin(), real.end());
  for (const std::string& id : wanted) {
    if (!got.contains(id))
      differences.push_back(id + " should be " + std::string(what) + " and is not");
  }
  for (const std::string& id : got) {
    if (!wanted.contains(id))
      differences.push_back(id + " is " + std::string(what) + " and should not be");
  }
}

void compare(const fhir::Json& expected, CaseResult& result) {
  compare_sets("fired", strings(expected, "fired"), result.fired, result.differences);
  compare_sets("unresolved", strings(expected, "unresolved"), result.unresolved,
               result.differences);
  const std::vector<std::string> unknown = strings(expected, "unknownSafetyItems");
  compare_sets("an unknown safety item", unknown, result.unknown_safety_items, result.differences);
  if (result.differences.empty() && unknown != result.unknown_safety_items)
    result.differences.emplace_back("the unknown safety items are not in form order");
  if (expected.string_or_empty("tier") != triage::to_string(result.tier))
    result.differences.push_back("the tier is " + std::string(triage::to_string(result.tier)) +
                                 " and should be " + std::string(expected.string_or_empty("tier")));
}

CaseResult run_case(const Bundle& bundle, const fhir::Json& one_case) {
  CaseResult result;
  result.id = one_case.string_or_empty("id");
  Errors errors;
  const form::Form form = play_case(bundle, one_case, errors);
  for (const Error& error : errors) result.differences.push_back(error.to_string());
  const triage::FormSource source(form);
  triage::Triage triage(bundle.rules());
  triage.evaluate(source);
  triage::TriageResult found = triage.result(source);
  for (const triage::Finding& finding : found.findings) {
    if (finding.state == triage::RuleState::fired) result.fired.push_back(finding.rule_id);
    if (finding.state == triage::RuleState::unresolved ||
        finding.state == triage::RuleState::not_evaluated)
      result.unresolved.push_back(finding.rule_id);
  }
  result.tier = found.tier;
  result.unknown_safety_items = std::move(found.unknown_safety_items);
  compare(*one_case.find("expected"), result);
  result.pass = result.differences.empty();
  return result;
}

}  // namespace

std::vector<std::string> golden_files(const Manifest& manifest) {
  std::vector<std::string> out;
  for (const auto& [path, hash] : manifest.files) {
    if (path.starts_with("cases/") && path.ends_with(".json") && path != kEquivalentMutants)
      out.push_back(path);
  }
  return out;
}

form::Form play_case(const Bundle& bundle, const fhir::Json& one_case, Errors& errors) {
  form::Form form(bundle.definition(), launch_of(one_case));
  static const fhir::Json nothing = fhir::Json::object();
  const fhir::Json* answers = one_case.find("answers");
  errors = play_answers(form, answers != nullptr ? *answers : nothing);
  return form;
}

Result<form::ChangeSet> play_answer(form::Form& form, std::string_view path,
                                    const fhir::Json& value) {
  const ItemDefinition* item = item_of(form.definition(), path);
  if (item == nullptr)
    return Error{"AR-P019", "No form has the item \"" + std::string(path) + "\".",
                 std::string(path), "Correct the linkId."};
  if (const auto reason = unknown_word(value)) return form.answer_unknown(path, *reason);
  std::vector<AnswerValue> values;
  const fhir::JsonArray single{value};
  const fhir::JsonArray& list = value.is_array() ? value.as_array() : single;
  if (list.size() == 1) {
    if (const auto reason = unknown_word(list.front())) return form.answer_unknown(path, *reason);
  }
  for (const fhir::Json& element : list) {
    std::optional<AnswerValue> one = one_value(*item, element);
    if (!one) return does_not_fit(path);
    values.push_back(std::move(*one));
  }
  return form.answer(path, std::move(values));
}

Errors play_answers(form::Form& form, const fhir::Json& answers) {
  Errors errors;
  if (!answers.is_object()) return {{"AR-P021", "`answers` must be an object.", "/answers", ""}};
  const form::Definition& definition = form.definition();
  for (const auto& [link_id, value] : answers.as_object()) {
    if (definition.find(link_id) == nullptr)
      errors.push_back({"AR-P019", "No form has the item \"" + link_id + "\".",
                        "/answers/" + link_id, "Correct the linkId."});
  }
  for (const std::string& link_id : definition.link_ids()) {
    const fhir::Json* value = answers.find(link_id);
    if (value == nullptr) continue;
    const Result<form::ChangeSet> change = play_answer(form, link_id, *value);
    if (!change) errors.push_back(change.error());
  }
  return errors;
}

Result<std::vector<CaseResult>> run_cases(const Bundle& bundle, const fhir::Json& cases) {
  if (Errors problems = case_problems(cases); !problems.empty()) return problems.front();
  if (cases.string_or_empty("plugin") != bundle.manifest().id)
    return Error{"AR-P021", "These golden patients belong to another plugin.", "/plugin", ""};
  std::vector<CaseResult> results;
  for (const fhir::Json& one_case : cases.array_or_empty("cases"))
    results.push_back(run_case(bundle, one_case));
  return results;
}

}  // namespace anteroom::plugin
