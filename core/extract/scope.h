// What an expression of a questionnaire sees while a response is extracted or populated: %resource,
// %questionnaire, %qitem, %context, variables and allocated ids, from the inside out.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/fhir/json.h"
#include "core/fhirpath/fhirpath.h"

namespace anteroom::extract {

/// One level: the questionnaire or item whose `variable` extensions count, and names given here.
/// Lives on the stack of the walk; `outer` outlives it.
struct Scope {
  const Scope* outer = nullptr;
  const fhir::Json* definition = nullptr;  ///< Questionnaire or item
  fhirpath::Collection focus;              ///< %context: the response item this level belongs to
  std::map<std::string, fhirpath::Collection, std::less<>> names;
};

/// Compiles each expression once and evaluates it in a scope.
class Evaluator {
 public:
  Evaluator(const fhir::Json& questionnaire, Instant now, int utc_offset_minutes);
  /// The response, once it is there; until then %resource is unknown.
  void set_resource(fhirpath::Node root) { resource_ = root; }
  /// Answers `variable` extensions in application/x-fhir-query; absent: they are refused.
  std::function<Result<fhirpath::Collection>(const std::string& query, const Scope&)> query;

  /// AR-D020 with the pointer given when the text is no FHIRPath or cannot be evaluated.
  [[nodiscard]] Result<fhirpath::Collection> evaluate(const std::string& expression,
                                                      const Scope& scope,
                                                      const fhirpath::Collection& focus,
                                                      const std::string& pointer);
  /// valueExpression: FHIRPath or a query; AR-D021 for another language.
  [[nodiscard]] Result<fhirpath::Collection> evaluate_expression(const fhir::Json& expression,
                                                                 const Scope& scope,
                                                                 const fhirpath::Collection& focus,
                                                                 const std::string& pointer);
  /// The single string of an expression, nullopt when it gives nothing. AR-D022 for several values.
  [[nodiscard]] Result<std::optional<std::string>> text(const std::string& expression,
                                                        const Scope& scope,
                                                        const std::string& pointer);

 private:
  [[nodiscard]] Result<const fhirpath::Compiled*> compiled(const std::string& expression);
  [[nodiscard]] std::optional<fhirpath::Collection> variable(std::string_view name,
                                                             const Scope& scope);

  fhirpath::JsonModel questionnaire_;
  std::optional<fhirpath::Node> resource_;
  Instant now_;
  int utc_offset_minutes_;
  std::map<std::string, fhirpath::Compiled, std::less<>> expressions_;
  std::map<const fhir::Json*, std::unique_ptr<fhirpath::JsonModel>> items_;
  std::vector<const fhir::Json*> under_way_;  ///< variables being computed: one may not need itself
};

/// The FHIR type of a value as extraction knows it: "Coding", "date", "decimal"...
[[nodiscard]] std::string fhir_type(const fhirpath::Value& value);
/// The value as FHIR JSON; a FHIRPath quantity with its UCUM unit.
[[nodiscard]] fhir::Json fhir_json(const fhirpath::Value& value);
/// The extensions of an element with that url, and the first one.
[[nodiscard]] std::vector<const fhir::Json*> extensions(const fhir::Json& element,
                                                        std::string_view url);
[[nodiscard]] const fhir::Json* extension(const fhir::Json& element, std::string_view url);
/// The value[x] of an extension and its type ("valueCanonical" gives "canonical").
struct ExtensionValue {
  std::string type;
  const fhir::Json* value = nullptr;
};
[[nodiscard]] ExtensionValue value_of(const fhir::Json& extension);
[[nodiscard]] std::string text_of(const fhir::Json* extension);  ///< "" when absent or no string

}  // namespace anteroom::extract
