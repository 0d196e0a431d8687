#include "core/extract/scope.h"

#include <algorithm>
#include <array>

#include "core/extract/urls.h"

namespace anteroom::extract {

namespace {

using fhir::Json;
using fhirpath::Collection;

/// Marks a variable as under way while it is computed.
class UnderWay {
 public:
  UnderWay(std::vector<const Json*>& list, const Json* variable) : list_(list) {
    list_.push_back(variable);
  }
  UnderWay(const UnderWay&) = delete;
  UnderWay& operator=(const UnderWay&) = delete;
  ~UnderWay() { list_.pop_back(); }

 private:
  std::vector<const Json*>& list_;
};

Error failed(const std::string& pointer, const Error& cause) {
  return Error{
      "AR-D020",
      "An expression of the questionnaire fails (" + cause.code + ": " + cause.message + ")",
      pointer,
      cause.mend.empty() ? "Correct the expression" : cause.mend,
      cause.line,
      cause.column};
}

}  // namespace

Evaluator::Evaluator(const Json& questionnaire, Instant now, int utc_offset_minutes)
    : questionnaire_(questionnaire), now_(now), utc_offset_minutes_(utc_offset_minutes) {}

Result<const fhirpath::Compiled*> Evaluator::compiled(const std::string& expression) {
  const auto known = expressions_.find(expression);
  if (known != expressions_.end()) return &known->second;
  Result<fhirpath::Compiled> made = fhirpath::compile(expression);
  if (!made) return made.error();
  return &expressions_.emplace(expression, std::move(made).value()).first->second;
}

Result<Collection> Evaluator::evaluate(const std::string& expression, const Scope& scope,
                                       const Collection& focus, const std::string& pointer) {
  const Result<const fhirpath::Compiled*> made = compiled(expression);
  if (!made) return failed(pointer, made.error());
  fhirpath::EvalContext context;
  context.resource = resource_;
  context.questionnaire = questionnaire_.root();
  if (scope.definition != nullptr && scope.definition->find("linkId") != nullptr) {
    auto& model = items_[scope.definition];
    if (!model) model = std::make_unique<fhirpath::JsonModel>(*scope.definition);
    context.qitem = model->root();
  }
  context.variable = [this, &scope](std::string_view name) { return variable(name, scope); };
  context.now = now_;
  context.utc_offset_minutes = utc_offset_minutes_;
  Result<Collection> out = (*made)->evaluate(context, focus);
  if (!out) return failed(pointer, out.error());
  return out;
}

Result<Collection> Evaluator::evaluate_expression(const Json& expression, const Scope& scope,
                                                  const Collection& focus,
                                                  const std::string& pointer) {
  const std::string_view language = expression.string_or_empty("language");
  const std::string text(expression.string_or_empty("expression"));
  if (language == "text/fhirpath") return evaluate(text, scope, focus, pointer);
  if (language == "application/x-fhir-query" && query) {
    Result<Collection> out = query(text, scope);
    if (out) return out;
    Error error = out.error();
    if (error.pointer.empty()) error.pointer = pointer;
    return error;
  }
  return Error{"AR-D021", "The language " + std::string(language) + " is not evaluated here",
               pointer,   "Use text/fhirpath",
               0,         0};
}

Result<std::optional<std::string>> Evaluator::text(const std::string& expression,
                                                   const Scope& scope, const std::string& pointer) {
  const Result<Collection> values = evaluate(expression, scope, scope.focus, pointer);
  if (!values) return values.error();
  if (values->empty()) return std::optional<std::string>{};
  if (values->size() > 1)
    return Error{"AR-D022", "An expression gives several values where one text is needed",
                 pointer,   "Add first()",
                 0,         0};
  const Json json = fhir_json(values->front());
  if (json.is_string()) return std::optional<std::string>(json.as_string());
  return std::optional<std::string>(fhir::write_json(json));
}

std::optional<Collection> Evaluator::variable(std::string_view name, const Scope& scope) {
  if (name == "context") return scope.focus;
  for (const Scope* at = &scope; at != nullptr; at = at->outer) {
    const auto given = at->names.find(name);
    if (given != at->names.end()) return given->second;
    if (at->definition == nullptr) continue;
    for (const Json* extension : extensions(*at->definition, url::kVariable)) {
      const Json* expression = extension->find("valueExpression");
      if (expression == nullptr || expression->string_or_empty("name") != name) continue;
      if (std::ranges::find(under_way_, expression) != under_way_.end()) return std::nullopt;
      const UnderWay mark(under_way_, expression);
      const Result<Collection> value = evaluate_expression(*expression, *at, at->focus, "");
      return value ? std::optional<Collection>(*value) : std::nullopt;
    }
  }
  return std::nullopt;
}

std::string fhir_type(const fhirpath::Value& value) {
  std::string type = fhirpath::type_of(value);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kSystem = {
      {{"Boolean", "boolean"},
       {"Integer", "integer"},
       {"Decimal", "decimal"},
       {"String", "string"},
       {"Date", "date"},
       {"DateTime", "dateTime"},
       {"Time", "time"}}};
  for (const auto& [system, fhir] : kSystem)
    if (type == system) return std::string(fhir);
  if (!type.empty()) return type;
  const Json json = fhirpath::to_json(value);
  if (json.is_bool()) return "boolean";
  if (json.is_integer()) return "integer";
  if (json.is_number()) return "decimal";
  return json.is_string() ? "string" : "";
}

Json fhir_json(const fhirpath::Value& value) {
  const auto* quantity = std::get_if<fhirpath::Quantity>(&value);
  if (quantity == nullptr) return fhirpath::to_json(value);
  Json out = Json::object().set("value", quantity->value);
  if (quantity->unit.empty()) return out;
  return out.set("unit", quantity->unit)
      .set("system", "http://unitsofmeasure.org")
      .set("code", quantity->unit);
}

std::vector<const Json*> extensions(const Json& element, std::string_view url) {
  std::vector<const Json*> out;
  for (const Json& extension : element.array_or_empty("extension"))
    if (extension.string_or_empty("url") == url) out.push_back(&extension);
  return out;
}

const Json* extension(const Json& element, std::string_view url) {
  const auto all = extensions(element, url);
  return all.empty() ? nullptr : all.front();
}

ExtensionValue value_of(const Json& extension) {
  if (!extension.is_object()) return {};
  for (const auto& [name, value] : extension.as_object()) {
    if (!name.starts_with("value") || name.size() == 5) continue;
    std::string type = name.substr(5);
    std::string primitive = type;
    primitive.front() = static_cast<char>(primitive.front() - 'A' + 'a');
    return {value.is_object() ? type : primitive, &value};
  }
  return {};
}

std::string text_of(const Json* extension) {
  if (extension == nullptr) return {};
  const ExtensionValue found = value_of(*extension);
  if (found.value == nullptr) return {};
  if (found.value->is_string()) return found.value->as_string();
  return std::string(found.value->string_or_empty("expression"));
}

}  // namespace anteroom::extract
