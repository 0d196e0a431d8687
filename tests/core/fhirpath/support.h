// Evaluates an expression over a JSON text and prints the collection as a JSON array, or the
// error's code.
#pragma once

#include <string>
#include <string_view>

#include "core/fhirpath/fhirpath.h"

namespace anteroom::fhirpath {

inline std::string print(const Collection& collection) {
  fhir::Json array = fhir::Json::array();
  for (const Value& value : collection) array.push(to_json(value));
  return fhir::write_json(array);
}

inline std::string evaluated(std::string_view expression, const fhir::Json& resource,
                             EvalContext context = {}) {
  const auto compiled = compile(expression);
  if (!compiled) return compiled.error().code;
  const JsonModel model(resource);
  if (!context.resource) context.resource = model.root();
  const auto result = compiled->evaluate(context, {Value{model.root()}});
  return result ? print(*result) : result.error().code;
}

inline std::string evaluated(std::string_view expression, std::string_view resource = "{}") {
  return evaluated(expression, *fhir::parse_json(resource));
}

// Json is made from a literal too; this overload says that a literal is a resource's text.
inline std::string evaluated(std::string_view expression, const char* resource) {
  return evaluated(expression, std::string_view(resource));
}

}  // namespace anteroom::fhirpath
