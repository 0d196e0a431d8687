// schemas/examples/*.json: documents that fit a schema, and what may not be done to them. Read here
// and, independently, by validate_examples.py.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/schemas/support.h"

namespace anteroom::schemas {

struct Example {
  std::string why;
  json::value value;
};
struct Examples {
  std::string name, schema_file, definition;
  std::vector<Example> valid, invalid;

  /// The schema alone, or one of its definitions with the others beside it.
  [[nodiscard]] json::value schema() const {
    json::value whole = read_json("schemas/" + schema_file);
    if (definition.empty()) return whole;
    json::object out = whole.at("definitions").at(definition).as_object();
    out["definitions"] = whole.at("definitions");
    return out;
  }
};

/// The last part of a JSON pointer as a key.
inline std::string last_key(const std::string& pointer) {
  std::string key;
  for (std::size_t i = pointer.rfind('/') + 1; i < pointer.size(); ++i) {
    if (pointer[i] == '~') {
      key += pointer[++i] == '1' ? '/' : '~';
    } else {
      key += pointer[i];
    }
  }
  return key;
}

inline json::value& parent_of(json::value& document, const std::string& pointer) {
  return document.at_pointer(pointer.substr(0, pointer.rfind('/')));
}

/// Replaces the element that `pointer` names, or sets that member. (Boost.JSON 1.81 has no
/// set_at_pointer.)
inline void put_at(json::value& document, const std::string& pointer, const json::value& value) {
  json::value& parent = parent_of(document, pointer);
  if (parent.is_object()) {
    parent.as_object()[last_key(pointer)] = value;
  } else {
    parent.as_array().at(std::stoul(last_key(pointer))) = value;
  }
}

/// Takes the member or element away that `pointer` names.
inline void remove_at(json::value& document, const std::string& pointer) {
  json::value& parent = parent_of(document, pointer);
  if (parent.is_object()) {
    parent.as_object().erase(last_key(pointer));
  } else {
    json::array& list = parent.as_array();
    list.erase(list.begin() + std::stoi(last_key(pointer)));
  }
}

inline Examples read_examples(const std::string& path) {
  const json::value file = json::parse(path.empty() ? "{}" : read_text(path));
  Examples out;
  out.name = std::filesystem::path(path).stem();
  out.schema_file = file.at("schema").as_string().c_str();
  if (const json::value* part = file.as_object().if_contains("definition"))
    out.definition = part->as_string().c_str();
  for (const json::value& entry : file.at("valid").as_array())
    out.valid.push_back({entry.at("why").as_string().c_str(), entry.at("value")});
  for (const json::value& entry : file.at("invalid").as_array()) {
    Example example{entry.at("why").as_string().c_str(),
                    out.valid.at(static_cast<std::size_t>(entry.at("of").as_int64())).value};
    if (const json::value* set = entry.as_object().if_contains("set")) {
      for (const auto& [pointer, value] : set->as_object())
        put_at(example.value, std::string(pointer), value);
    }
    if (const json::value* gone = entry.as_object().if_contains("remove")) {
      for (const json::value& pointer : gone->as_array())
        remove_at(example.value, pointer.as_string().c_str());
    }
    out.invalid.push_back(std::move(example));
  }
  return out;
}

inline std::vector<std::string> example_files() {
  std::vector<std::string> out;
  for (const auto& entry :
       std::filesystem::directory_iterator(ANTEROOM_SOURCE_DIR "/schemas/examples"))
    out.push_back("schemas/examples/" + entry.path().filename().string());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace anteroom::schemas
