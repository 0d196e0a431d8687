// A plugin bundle: a directory read without running anything of it. Manifest, hashes, forms, rules,
// summary lines.
//
//   auto loaded = Bundle::load("/usr/lib/anteroom/plugins/upper-back-pain");   // Loaded{bundle,
//   errors, warnings}
//
// Thread-safe once loaded (immutable; shared by the visits of a day).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/fhir/json.h"
#include "core/form/form.h"
#include "core/plugin/signature.h"
#include "core/plugin/translation_state.h"
#include "core/triage/triage.h"

namespace anteroom::plugin {

struct CheckDeclaration {  ///< a coded check the manifest promises
  std::string id;
  triage::Tier tier = triage::Tier::none;
  std::string title;
};

struct Manifest {
  std::string id, version, license, contact, author, intended_use, reviewed_by, review_due;
  std::vector<std::pair<std::string, std::string>> title,
      description;  ///< language -> text, `en` always there
  std::vector<std::string> languages;
  std::vector<std::string> forms, history;  ///< paths inside the bundle
  /// History questions and no intake form: no reason for a visit, but asked once, at the end of a
  /// visit with several reasons.
  [[nodiscard]] bool common_history() const { return forms.empty(); }
  std::vector<CheckDeclaration> checks;
  std::vector<std::string> reads;          ///< linkIds that the library gets
  std::vector<std::string> fixed_wording;  ///< linkIds in an instrument's published words
  std::vector<std::string> summary_lines;  ///< ids of summary.json lines a library may replace
  std::string body_map;                    ///< path, "" none
  std::string library;                     ///< path, "" = data only
  std::string library_sha256;
  std::vector<std::pair<std::string, std::string>> files;  ///< path -> sha256
  int abi_major = 0, abi_minor = 0;
  int redflag_deadline_ms = 250, summary_deadline_ms = 500;
  std::string sha256;  ///< of the manifest's own bytes
  [[nodiscard]] std::string title_in(std::string_view language) const;
  [[nodiscard]] std::string description_in(std::string_view language) const;
};

/// One HPI line of summary.json: template over linkIds, e.g.
/// {"id":"onset","label":"Onset","order":1,"template":"{onset-when}. {onset-cause}."}
struct SummaryLine {
  std::string id, label, text;  ///< text = the template, see schemas/summary.schema.json
  int order = 0;
};

/// Who must have signed a bundle; without keys whatever loads is used (developers).
struct Trust {
  std::shared_ptr<const TrustedKeys> keys;
  const Clock* clock = nullptr;  ///< with keys; outlives what was listed with it
};

class Bundle {
 public:
  struct Loaded {
    std::shared_ptr<const Bundle> bundle;  ///< null when errors is not empty
    Errors errors;
    Errors warnings;
  };
  [[nodiscard]] static Loaded load(const std::string& directory);
  /// The manifest alone: for a list of reasons. Everything else of it is empty until open().
  [[nodiscard]] static std::shared_ptr<const Bundle> listed(std::string directory,
                                                            Manifest manifest, Trust trust);
  /// A listed bundle read and verified in full, now: every hash, every file, the signature. It must
  /// still be the one that was listed (AR-P009). One that was loaded in full is itself.
  [[nodiscard]] static Result<std::shared_ptr<const Bundle>> open(
      const std::shared_ptr<const Bundle>& bundle);
  [[nodiscard]] bool opened() const;  ///< false: only listed
  ~Bundle();
  [[nodiscard]] const std::string& directory() const;
  [[nodiscard]] const Manifest& manifest() const;
  /// The intake form with history items and translations merged in: one Questionnaire a bundle.
  [[nodiscard]] std::shared_ptr<const form::Definition> definition() const;
  [[nodiscard]] std::shared_ptr<const triage::RuleSet> rules() const;
  [[nodiscard]] const std::vector<SummaryLine>& summary_lines() const;
  [[nodiscard]] const std::string& body_map_svg() const;
  /// Other groups of summary.json (pertinent negatives, history, medicines...): passed through to
  /// core/summary.
  [[nodiscard]] const fhir::Json& summary() const;
  /// How far the forms are translated, a language an entry; the source language is none of them.
  [[nodiscard]] const std::vector<TranslationState>& translation_states() const;
  /// Patient-facing rule text etc. `key` as in i18n files ("linkId#text", "linkId#code"); "" when
  /// missing.
  [[nodiscard]] std::string translation(std::string_view language, std::string_view key) const;

 private:
  struct State;
  explicit Bundle(std::unique_ptr<State> state);
  [[nodiscard]] const Trust& trust() const;
  std::unique_ptr<State> state_;
};

/// The bundles found in the search path, best first; a duplicate id is AR-P011 and both are off.
struct Catalogue {
  std::vector<std::shared_ptr<const Bundle>> bundles;
  std::vector<std::pair<std::string, Errors>> refused;  ///< directory -> why
};
[[nodiscard]] Catalogue load_catalogue(const std::vector<std::string>& plugin_dirs);
/// The same for a clinic: what no key vouches for at `now` is refused (AR-P010).
[[nodiscard]] Catalogue load_catalogue(const std::vector<std::string>& plugin_dirs,
                                       const TrustedKeys& keys, Instant now);

/// What a kiosk does at its start: the same answers as load_catalogue, but bundles that the cache
/// knows are listed by their manifest (and signature) alone, and the rest is verified once and let
/// go again. Open a bundle when it is chosen.
[[nodiscard]] Catalogue list_catalogue(const std::vector<std::string>& plugin_dirs,
                                       const Trust& trust, const std::string& cache_file);

/// Runs the golden cases of a file ("anteroom-clinical-case/1") through form + triage. See
/// `anteroom plugin test`.
struct CaseResult {
  std::string id;
  std::vector<std::string> fired, unresolved, unknown_safety_items;
  triage::Tier tier = triage::Tier::none;
  bool pass = false;
  std::vector<std::string> differences;  ///< human words, one a difference
};
[[nodiscard]] Result<std::vector<CaseResult>> run_cases(const Bundle& bundle,
                                                        const fhir::Json& cases);
/// Plays a case's `answers` object ({linkId: code | [codes] | number | text | "not-sure" |
/// "prefer-not" | "skipped"}) into a form, in document order; unlisted items stay unanswered.
/// Errors name linkIds, never answers.
Errors play_answers(form::Form& form, const fhir::Json& answers);
/// One value of that notation for one item. "not-sure" etc. become answer_unknown; a list with one
/// becomes partial.
Result<form::ChangeSet> play_answer(form::Form& form, std::string_view path,
                                    const fhir::Json& value);

}  // namespace anteroom::plugin
