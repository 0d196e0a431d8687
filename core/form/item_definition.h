// What a form knows of an item before anybody answers: its type, texts, options, and how its author
// wants it drawn and limited (FHIR R4 Questionnaire.item with the extensions of R4 and SDC).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fhir/json.h"

namespace anteroom::form {

/// Why an item has no answer. `none` = not asked yet, or answered.
enum class UnknownReason : std::uint8_t { none = 0, asked_unknown, asked_declined, skipped };
[[nodiscard]] std::string_view to_code(
    UnknownReason reason);  ///< "asked-unknown", "asked-declined", "skipped", ""
[[nodiscard]] std::optional<UnknownReason> unknown_reason_from_code(std::string_view code);

inline constexpr std::string_view kDataAbsentReasonSystem =
    "http://terminology.hl7.org/CodeSystem/data-absent-reason";
inline constexpr std::string_view kDataAbsentReasonExtension =
    "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
inline constexpr std::string_view kCanonicalBase = "https://anteroom.example/fhir";
inline constexpr std::string_view kUnknownReasonSystem =
    "https://anteroom.example/fhir/CodeSystem/unknown-reason";
inline constexpr std::string_view kUnknownReasonExtension =
    "https://anteroom.example/fhir/StructureDefinition/unknown-reason";

enum class ItemType : std::uint8_t {
  unset = 0,
  group,
  display,
  boolean,
  decimal,
  integer,
  date,
  date_time,
  time,
  string,
  text,
  url,
  choice,
  open_choice,
  attachment,
  reference,
  quantity
};

/// How the author wants an item drawn: questionnaire-itemControl. `other` is a code that is not
/// known here: the item is drawn as its type is drawn by default.
enum class ItemControl : std::uint8_t {
  unset = 0,
  other,
  // groups
  list,
  table,
  htable,
  gtable,
  atable,
  grid,
  header,
  footer,
  page,
  tab_container,
  // displays that belong to the item above them
  inline_text,
  prompt,
  unit,
  lower,
  upper,
  flyover,
  help,
  legal,
  // questions
  autocomplete,
  drop_down,
  check_box,
  lookup,
  radio_button,
  slider,
  spinner,
  text_box
};
[[nodiscard]] std::string_view to_code(
    ItemControl control);  ///< "radio-button"; "" for unset, other
[[nodiscard]] ItemControl item_control_from_code(std::string_view code);

enum class Orientation : std::uint8_t { unset = 0, horizontal, vertical };
enum class Collapsible : std::uint8_t { unset = 0, default_open, default_closed };
/// Whether a quantity takes other units than those listed.
enum class UnitOpen : std::uint8_t { unset = 0, options_only, options_or_type, options_or_string };
/// When an item is drawn: while capturing answers, while showing them, or both.
enum class UsageMode : std::uint8_t {
  unset = 0,
  capture_display,
  capture,
  display,
  display_non_empty,
  capture_display_non_empty
};

/// A picture, sound or film of itemMedia / itemAnswerMedia. Borrowed from the questionnaire.
struct Attachment {
  std::string_view content_type;
  std::string_view data;  ///< base64, "" when only a url is given
  std::string_view url;
  std::string_view title;
};

struct Unit {
  std::string code;  ///< UCUM as a rule
  std::string system;
  std::string display;  ///< the code when none is given
};

/// One option of a choice, in definition order. `unknown` is set for the three unknown codes of our
/// own bundles.
struct Option {
  fhir::Json value;  ///< {"valueCoding": {...}} member value: the Coding, string, integer, date...
  std::string code;  ///< the Coding's code, else the value as text
  std::string system;
  std::string display;     ///< source language
  bool exclusive = false;  ///< optionExclusive
  bool initial_selected = false;
  UnknownReason unknown = UnknownReason::none;
  std::string prefix;
  std::optional<fhir::Decimal> weight;      ///< ordinalValue / itemWeight
  std::shared_ptr<const Attachment> media;  ///< itemAnswerMedia, null when none
};

/// What few items have. Kept apart so that a thousand plain items cost nothing for it.
struct ItemDetails {
  // How it is drawn
  ItemControl control = ItemControl::unset;
  Orientation orientation = Orientation::unset;
  Collapsible collapsible = Collapsible::unset;
  UsageMode usage = UsageMode::unset;
  std::optional<fhir::Decimal> slider_step;
  std::optional<Attachment> media;
  // What is said beside it (source language; Definition::part_text gives another)
  std::string short_text;
  std::string entry_format;                ///< "DD/MM/YYYY": how the answer is to be written
  std::string open_label;                  ///< the option that takes the patient's own words
  std::vector<std::string> support_links;  ///< urls
  bool signature_required = false;
  // Units of a quantity
  std::optional<Unit> unit;    ///< questionnaire-unit: the preferred one
  std::vector<Unit> units;     ///< unitOption, or the expanded unitValueSet; in order
  std::string unit_value_set;  ///< as written; units is empty where it is not contained
  std::string unit_supplemental_system;
  UnitOpen unit_open = UnitOpen::unset;
  // Limits as written; Form::limits gives those that hold now
  std::optional<int> min_length, max_decimal_places, min_occurs, max_occurs;
  std::optional<fhir::Decimal> max_size;  ///< MB, 10^6 bytes
  std::vector<std::string> mime_types;    ///< "image/png", "image/*"
  fhir::Json min_value, max_value;        ///< bare: number, date string, Quantity; null when none
};

/// What a page, a rule or a summary needs to know of an item's definition. Borrowed from the
/// Definition.
struct ItemDefinition {
  std::string link_id;
  ItemType type = ItemType::unset;
  std::string text;  ///< source language
  std::string prefix;
  std::string parent;                 ///< linkId of the group above, "" at the top
  std::vector<std::string> children;  ///< linkIds, in order
  std::vector<Option> options;
  bool required = false, repeats = false, read_only = false, hidden = false;
  bool safety = false;        ///< extension safety-item
  bool private_item = false;  ///< extension private-item
  std::string step;           ///< extension step (inherited from the group above)
  std::string shared_question;
  std::string body_map;  ///< svg file
  std::string
      item_control;  ///< code of questionnaire-itemControl; more().control for the known ones
  std::string unit;  ///< display of questionnaire-unit
  std::optional<int> max_length;
  std::optional<fhir::Decimal> min_value, max_value;
  const fhir::Json* source = nullptr;  ///< the item as read (extensions, codes, translations)
  std::shared_ptr<const ItemDetails> details;  ///< null where the item has nothing of it

  [[nodiscard]] const ItemDetails& more() const;  ///< the details, or empty ones
};

/// A text of an item other than its own: an extension, or the display child with that control.
enum class ItemPart : std::uint8_t {
  unset = 0,
  short_text,
  entry_format,
  open_label,
  prompt,
  unit,
  lower,
  upper,
  flyover,
  help,
  legal,
  inline_text
};

/// Whether the display belongs to the item above it (help, flyover, unit...) and is drawn with it,
/// not by itself.
[[nodiscard]] bool belongs_above(const ItemDefinition& item);

}  // namespace anteroom::form
