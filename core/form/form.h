// A FHIR R4 Questionnaire as a live form: answers in, enablement, calculated values and validation
// out. Compiled once into a dependency graph; one answer recomputes only what depends on it, in
// topological order.
//
//   auto definition = Definition::load(json);            // Result<shared_ptr<const Definition>>;
//   all problems by check() Form form(*definition, launch); ChangeSet change =
//   *form.answer("g[1].q", {AnswerValue::coding(system, "yes")}); fhir::Json response =
//   form.response();
//
// One Form belongs to one thread. A Definition is immutable and may be shared (that is why it is a
// shared_ptr). Source: hl7.org/fhir/R4/questionnaire.html, SDC 3.0. Unknown is never no: see
// ItemState.
#pragma once

#include <cstdint>
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
#include "core/form/item_definition.h"

namespace anteroom::form {

struct StyledText;  // core/form/styled_text.h

/// The limits of an item as they hold now: calculated ones (cqf-expression) with their value.
struct Limits {
  fhir::Json min_value, max_value;  ///< bare: number, date string, Quantity; null when none
  std::optional<int> min_length, max_length, max_decimal_places, min_occurs, max_occurs;
  std::optional<fhir::Decimal> max_size;  ///< MB, 10^6 bytes
};

/// What a form may ask of the kiosk. Beyond it loading or the answer is refused, with the limit in
/// the message; a file is bounded before by fhir::JsonLimits (16 MiB, 64 levels of JSON).
struct FormLimits {
  std::size_t max_items = 20'000;              ///< AR-F070
  std::size_t max_depth = 30;                  ///< items inside items, AR-F071
  std::size_t max_options = 5'000;             ///< of one item, AR-F072
  std::size_t max_expression_length = 20'000;  ///< bytes, AR-F073
  std::size_t max_reads = 1'000'000;           ///< items that expressions read in sum, AR-F075
  std::size_t max_repeats = 1'000;      ///< instances of a group, answers of an item, AR-F074
  std::size_t max_instances = 100'000;  ///< of all items together, AR-F074: some 100 MB
};

/// A definition that loaded. Loading refuses what would give wrong results (cycles, unknown
/// enableWhen questions, duplicate linkIds, expressions that do not compile); check() lists
/// everything, warnings too.
class Definition {
 public:
  ~Definition();
  /// Owned by many forms at once (template of a day's visits), hence shared.
  [[nodiscard]] static Result<std::shared_ptr<const Definition>> load(
      fhir::Json questionnaire, const FormLimits& limits = {});
  /// Every problem with its JSON pointer; `warnings` are those that still let it load.
  struct Problems {
    Errors errors;
    Errors warnings;
  };
  [[nodiscard]] static Problems check(const fhir::Json& questionnaire,
                                      const FormLimits& limits = {});
  [[nodiscard]] const FormLimits& limits() const;

  [[nodiscard]] const std::string& url() const;
  [[nodiscard]] const std::string& version() const;
  [[nodiscard]] const fhir::Json& questionnaire() const;
  [[nodiscard]] const ItemDefinition* find(std::string_view link_id) const;
  [[nodiscard]] const std::vector<std::string>& link_ids()
      const;  ///< document order, groups and hidden too
  /// Text of an item / option in a BCP 47 language through the translation extensions; falls back
  /// to the source language, and says so.
  struct Text {
    std::string text;
    std::string language;  ///< the language it really is in
    bool translated = false;
  };
  [[nodiscard]] Text item_text(std::string_view link_id, std::string_view language) const;
  /// A text that goes with the item: help, flyover, entry format... Empty when it has none.
  [[nodiscard]] Text part_text(std::string_view link_id, ItemPart part,
                               std::string_view language) const;
  /// The text in the styles of the kiosk: rendering-xhtml, else rendering-markdown, else plain.
  /// A translation of the plain text wins over a styling that is not in the language.
  [[nodiscard]] StyledText styled_text(std::string_view link_id, std::string_view language) const;
  [[nodiscard]] StyledText styled_option(std::string_view link_id, std::string_view code,
                                         std::string_view language) const;
  /// The questionnaire itself as an item: its children, usage mode, signature; text is its title.
  [[nodiscard]] const ItemDefinition& root() const;
  [[nodiscard]] Text option_text(std::string_view link_id, std::string_view code,
                                 std::string_view language) const;

 private:
  friend class Form;
  struct State;
  explicit Definition(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// One answer value, as FHIR JSON {"valueInteger": 3} / {"valueCoding": {...}}.
struct AnswerValue {
  fhir::Json json;  ///< object with exactly one value[x]
  [[nodiscard]] static AnswerValue coding(std::string_view system, std::string_view code,
                                          std::string_view display = {});
  [[nodiscard]] static AnswerValue integer(std::int64_t value);
  [[nodiscard]] static AnswerValue decimal(fhir::Decimal value);
  [[nodiscard]] static AnswerValue boolean(bool value);
  [[nodiscard]] static AnswerValue string(std::string_view value);
  [[nodiscard]] static AnswerValue date(std::string_view iso);
  friend bool operator==(const AnswerValue&, const AnswerValue&) = default;
};

enum class Severity : std::uint8_t { unset = 0, warning, error };
/// A validation finding. `path` is an instance path ("g[1].q"); `message` is for people, without
/// the answer's text.
struct Issue {
  std::string code;  ///< "AR-F1xx"
  std::string path;
  std::string link_id;
  Severity severity = Severity::unset;
  std::string message;
};

/// linkId of an instance path: "g[1].q" -> "q", "g[1]" -> "g". A linkId may hold dots of its own.
[[nodiscard]] std::string link_id_of(std::string_view path);

/// FHIR's two-valued enablement beside our three-valued one.
struct Enablement {
  bool enabled = false;                              ///< FHIR: shown
  fhirpath::Truth known = fhirpath::Truth::unknown;  ///< yes = shown; no = not_present; unknown =
                                                     ///< hidden by an unknown gate
};

/// What a red-flag rule sees of one item instance (red-flag language): `codes` are real codes,
/// unknown ones removed.
struct ItemState {
  enum class Kind : std::uint8_t { unknown = 0, not_present, answered };
  Kind kind = Kind::unknown;
  bool partial = false;  ///< answered, and an unknown code stands in the same list
  UnknownReason reason = UnknownReason::none;  ///< when unknown by the patient's own answer
  bool shown = false;                          ///< enabled in FHIR's sense
  std::vector<std::string> codes;              ///< real codes; "true"/"false" for boolean
  std::optional<fhir::Decimal> number;         ///< integer / decimal / quantity value
};

/// What one answer changed. Paths are instance paths.
struct ChangeSet {
  std::vector<std::string> shown, hidden;  ///< enablement that flipped
  std::vector<std::string>
      values;  ///< items whose answers changed (the answered one, calculated ones)
  std::vector<std::string> states;   ///< linkIds whose ItemState may differ: what triage re-reads
  std::vector<std::string> options;  ///< items whose offered options changed
};

/// The resources of launchContext, and the clock of today()/now().
struct LaunchContext {
  std::optional<fhir::Json> patient;
  std::optional<fhir::Json> encounter;
  Instant now{};
  int utc_offset_minutes = 0;
  std::map<std::string, fhir::Json> resources;  ///< others by their name: "user", "practitioner",
                                                ///< or a Bundle of what is known beforehand
};

class Form {
 public:
  Form(std::shared_ptr<const Definition> definition, LaunchContext launch);
  Form(Form&&) noexcept;
  Form& operator=(Form&&) noexcept;
  ~Form();

  /// Sets the answers of one item; {} clears. Refused (AR-F0xx), nothing changed: unknown path,
  /// wrong value type, readOnly/calculated, a code not offered, several for a non-repeating item,
  /// exclusive with others. An item that is not enabled keeps the answer for later and contributes
  /// nothing.
  Result<ChangeSet> answer(std::string_view path, std::vector<AnswerValue> values);
  /// The patient says not sure / prefers not / skips. On items that offer the code as an option it
  /// is stored as a Coding, else as no answer with the data-absent-reason / unknown-reason
  /// extension.
  Result<ChangeSet> answer_unknown(std::string_view path, UnknownReason reason);
  /// Repeating groups: instance count changes; the new / removed index is 0-based.
  Result<ChangeSet> add_instance(std::string_view group_path);
  Result<ChangeSet> remove_instance(std::string_view group_path, std::size_t index);
  /// Replays a QuestionnaireResponse into an empty form; what does not fit is listed and lost
  /// nowhere else.
  Errors load_response(const fhir::Json& response);

  [[nodiscard]] const Definition& definition() const;
  [[nodiscard]] std::shared_ptr<const Definition> shared_definition() const;
  [[nodiscard]] Enablement enablement(std::string_view path) const;
  [[nodiscard]] std::vector<AnswerValue> answers(
      std::string_view path) const;  ///< kept ones too when hidden
  [[nodiscard]] UnknownReason unknown_reason(std::string_view path) const;
  /// All instances of a linkId, form order: what triage reads.
  [[nodiscard]] std::vector<ItemState> states(std::string_view link_id) const;
  [[nodiscard]] std::vector<Option> offered_options(
      std::string_view path) const;  ///< after toggles, or what answerExpression
                                     ///< or candidateExpression give now
  [[nodiscard]] std::vector<std::string> enabled_paths()
      const;  ///< document order, groups too, hidden ones not
  [[nodiscard]] std::size_t instances(std::string_view group_path) const;
  [[nodiscard]] bool prefilled(
      std::string_view path) const;  ///< value came from initialExpression, untouched
  [[nodiscard]] Limits limits(std::string_view path) const;
  [[nodiscard]] std::vector<Issue> validate() const;  ///< required, limits, regex, constraints
  [[nodiscard]] std::vector<Issue> validate(std::string_view path) const;
  /// The item's text in a language, with what its cqf-expression makes of it
  /// here and now; the plain text where that is empty or fails.
  [[nodiscard]] Definition::Text text(std::string_view path, std::string_view language) const;
  /// The same in the styles of the kiosk: a calculated text is plain, any other styled by its
  /// author.
  [[nodiscard]] StyledText styled_text(std::string_view path, std::string_view language) const;
  /// QuestionnaireResponse R4: enabled items only. `authored` from the launch
  /// clock.
  [[nodiscard]] fhir::Json response(std::string_view status = "in-progress") const;
  /// The same, with an item for each instance of a repeating group that holds
  /// nothing yet: reading it back gives every instance its index.
  [[nodiscard]] fhir::Json draft() const;
  /// How many units (gates, values, option lists) were computed since the form
  /// was made: what tests and the bench watch to see that an answer costs its
  /// dependents and nothing else.
  [[nodiscard]] std::size_t recomputed() const;

 private:
  friend fhir::Json validate_response(const std::shared_ptr<const Definition>& definition,
                                      const fhir::Json& response);
  [[nodiscard]] static fhir::Json validate_response(
      const std::shared_ptr<const Definition>& definition, const fhir::Json& response);
  struct State;
  std::unique_ptr<State> state_;
};

/// OperationOutcome of a response against its questionnaire (form validate).
[[nodiscard]] fhir::Json validate_response(const std::shared_ptr<const Definition>& definition,
                                           const fhir::Json& response);

}  // namespace anteroom::form
