// The frozen result of a visit: what the summary, the exports and the desk are made of
// (schemas/intake.schema.json). Three-valued throughout: a rule or check that is missing here is a
// defect, not a negative.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/fhir/json.h"
#include "core/plugin/host_client.h"
#include "core/triage/triage.h"

namespace anteroom::intake {

struct Patient {
  std::string family, given;
  std::string birth_date;                    ///< ISO, "" unknown
  std::string gender;                        ///< FHIR administrative gender, "" not recorded
  [[nodiscard]] fhir::Json to_fhir() const;  ///< minimal Patient resource
};

struct Consent {
  bool given = false;
  std::string document, version, sha256, language;
  Instant given_at{};
};

/// What a plugin is in a visit with several reasons; unset in a visit with one.
enum class PluginRole : std::uint8_t { unset = 0, reason, common_history };

struct PluginUse {
  std::string id, version, manifest_sha256, title;
  PluginRole role = PluginRole::unset;
};

/// One asked (or not asked) item, in form order, in the clinic's language: what a page of answers
/// prints.
struct AnswerLine {
  std::string plugin, link_id, step, question, answer;  ///< answer in words; "" when unknown
  std::vector<std::string> codes;
  form::ItemState::Kind kind = form::ItemState::Kind::unknown;
  form::UnknownReason reason = form::UnknownReason::none;
  bool partial = false, shown = false, safety = false, private_item = false, prefilled = false,
       changed = false;
  std::string free_text;  ///< as typed, quoted by the summary
  /// Which question the item shares with items of other plugins that have the same answer: asked
  /// once, so counted and listed once. "" = its own.
  std::string shared;
};

struct RecordFinding {
  std::string plugin;
  triage::Finding finding;
  std::string name, summary_label, clinician_message, suspected, evidence;
  std::vector<std::string> answer_words;  ///< "Fever, chills or shakes: Yes"
  Instant at{};                           ///< when it first fired
  bool changed_answer = false;            ///< fired once, no longer true: alert stays
};

struct Alert {
  std::string plugin, rule;
  Instant raised_at{};
  std::vector<std::pair<Instant, std::string>> acks;  ///< when, by whom
};

enum class End : std::uint8_t { unset = 0, finished, stopped, timed_out };

struct Record {
  std::string id;  ///< uuid
  std::string intake_number, kiosk, clinic;
  Instant started{}, finished{};
  End end = End::unset;
  std::string language;    ///< of the visit
  std::string respondent;  ///< self | helper | staff | unknown
  Patient patient;
  bool identity_verified = false;
  Consent consent;
  std::vector<PluginUse> plugins;
  std::vector<fhir::Json> responses;    ///< QuestionnaireResponse, one a plugin
  std::vector<RecordFinding> findings;  ///< every rule of every plugin
  std::vector<std::pair<std::string, plugin::CheckOutcome>>
      coded_checks;  ///< plugin id, one entry an expected check
  triage::Tier tier = triage::Tier::none;
  std::vector<std::pair<std::string, std::string>> unknown_safety_items;  ///< plugin id, linkId
  struct Line {
    std::string plugin, id, label, text;
    std::string source;  ///< "core" | "plugin"
  };
  std::vector<Line> summary_lines;
  bool plugin_lines_evaluated = true;  ///< false: a library's lines were expected and failed
  std::vector<AnswerLine> answers;
  std::vector<Alert> alerts;
  std::vector<std::pair<std::string, std::string>> changed_answers;  ///< plugin, linkId
  std::vector<fhir::Json> summaries;   ///< summary.json of each plugin, parallel to `plugins`
  std::vector<std::string> body_maps;  ///< body-map.svg of each plugin, parallel to `plugins`
  std::string audit_head;
};

[[nodiscard]] fhir::Json to_json(const Record& record);                 ///< "anteroom-intake/1"
[[nodiscard]] Result<Record> record_from_json(const fhir::Json& json);  ///< AR-I0xx

}  // namespace anteroom::intake
