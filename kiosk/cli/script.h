// A made-up visit as data ("anteroom-script/1", schemas/script.schema.json): who, which reasons,
// which answers.
//
//   Result<Script> script = read_script(json, "");       // a script
//   Result<Script> script = read_script(json, "C03");    // one case of a case file; a case is a
//   valid script body
//
// Reading is strict: an unknown member is an error, because a misspelt linkId list would silently
// play another visit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/fhir/json.h"
#include "core/form/form.h"
#include "core/intake/intake.h"

namespace anteroom::cli {

/// Something that happens before the first question, or right after the item `after` was played.
struct ScriptStep {
  enum class Kind : std::uint8_t {
    unset = 0,
    answer,
    back,
    language,
    stop,
    wait_s,
    kill_host,
    add_entry,
    remove_entry
  };
  Kind kind = Kind::unset;
  std::string after;        ///< linkId, "" = before the first question
  fhir::Json answers;       ///< answer: {key: value}
  std::int64_t number = 0;  ///< back: how many questions; wait_s: seconds
  /// language; kill_host: bundle id; add_entry: a repeating group ("meds", "outer[0].meds");
  /// remove_entry: one of its entries ("meds[1]"); with several reasons "<bundle id>/" may precede.
  std::string text;
};

struct Script {
  std::string language = "en";
  std::string clock;  ///< ISO instant, "" = the system's
  intake::Patient patient;
  bool consent = true;
  std::vector<std::string> reasons;  ///< bundle ids; none = the only one there is
  /// By linkId for every condition and entry that has it; by "<bundle id>/<linkId>", or by the path
  /// of an entry's item ("meds[1].name"), for that one alone.
  fhir::Json answers = fhir::Json::object();
  std::vector<ScriptStep> steps;
};

/// `case_id` names a case when the document is a case file; AR-C030..C033 with the place otherwise.
[[nodiscard]] Result<Script> read_script(const fhir::Json& document, std::string_view case_id);

/// One value of the notation for one item: code | [codes] | number | text | "not-sure" |
/// "prefer-not" | "skipped".
struct PlayedValue {
  std::vector<form::AnswerValue> values;
  form::UnknownReason unknown = form::UnknownReason::none;
};
/// AR-C034 names the linkId, never the value.
[[nodiscard]] Result<PlayedValue> played_value(const form::Form& form, const std::string& path,
                                               const fhir::Json& value);

}  // namespace anteroom::cli
