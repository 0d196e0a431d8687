// JSON in tests: read or die, with ' for ".
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "core/fhir/json.h"

namespace anteroom::extract {

inline fhir::Json json(std::string text) {
  std::ranges::replace(text, '\'', '"');
  auto read = fhir::parse_json(text);
  EXPECT_TRUE(read) << (read ? "" : read.error().to_string()) << text;
  return read ? *read : fhir::Json();
}

inline std::string text(const fhir::Json& value) {
  std::string out = fhir::write_json(value);
  std::ranges::replace(out, '"', '\'');
  return out;
}

/// The member's text; "absent" when there is none.
inline std::string member(const fhir::Json& object, std::string_view name) {
  const fhir::Json* found = object.find(name);
  return found == nullptr ? "absent" : text(*found);
}

/// The url of an SDC extension.
inline std::string sdc(const std::string& name) {
  return "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-" + name;
}

/// {'url':..., member} of an SDC extension.
inline std::string ext(const std::string& name, const std::string& member) {
  return "{'url':'" + sdc(name) + "'," + member + "}";
}

}  // namespace anteroom::extract
