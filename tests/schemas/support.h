// Reads JSON files of the tree and validates them with valijson over Boost.JSON.
#pragma once

#include <boost/json.hpp>
#include <fstream>
#include <sstream>
#include <string>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace anteroom::schemas {

namespace json = boost::json;

inline std::string read_text(const std::string& path) {
  std::ifstream file(std::string(ANTEROOM_SOURCE_DIR) + "/" + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline json::value read_json(const std::string& path) {
  return json::parse(read_text(path));
}

/// One schema, read once for many documents.
class Checker {
 public:
  explicit Checker(const json::value& schema_json) {
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::BoostJsonAdapter(schema_json), schema_);
  }
  /// "" when valid, else the first problem.
  std::string problem(const json::value& document) {
    valijson::ValidationResults results;
    if (validator_.validate(schema_, valijson::adapters::BoostJsonAdapter(document), &results))
      return {};
    valijson::ValidationResults::Error error;
    if (!results.popError(error)) return "invalid";
    std::string place;
    for (const std::string& part : error.context) place += part;
    return place + ": " + error.description;
  }

 private:
  valijson::Schema schema_;
  valijson::Validator validator_;
};

/// "" when valid, else the first problem.
inline std::string problem(const json::value& schema_json, const json::value& document) {
  return Checker(schema_json).problem(document);
}

/// By the name of the schema: "red-flags".
inline std::string problem_by(const std::string& schema, const json::value& document) {
  return problem(read_json("schemas/" + schema + ".schema.json"), document);
}

}  // namespace anteroom::schemas
