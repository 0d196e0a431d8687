// Reads the extensions of an item in one pass: flags, how it is drawn, units, limits. A load meets
// thousands of items, so each extension is looked up once by its url instead of each url being
// searched in every item.
#include <algorithm>
#include <unordered_map>

#include "core/form/compiled_form.h"
#include "core/form/extensions.h"
#include "core/form/value_sets.h"

namespace anteroom::form {

namespace {

class DetailsReader {
 public:
  DetailsReader(CompiledForm& form, ItemRecord& item, Findings& findings)
      : form_(form), item_(item), out_(item.definition), findings_(findings) {}

  void read() {
    const fhir::JsonArray& extensions = out_.source->array_or_empty("extension");
    for (std::size_t i = 0; i < extensions.size(); ++i) {
      const auto found = handlers().find(extensions[i].string_or_empty("url"));
      if (found == handlers().end()) continue;
      index_ = i;
      const fhir::JsonMember* member = value_member(extensions[i]);
      static const fhir::Json kNone;
      (this->*found->second)(member == nullptr ? kNone : member->second);
    }
    if (details_) out_.details = std::move(details_);
  }

 private:
  using Handler = void (DetailsReader::*)(const fhir::Json& value);
  using Handlers = std::unordered_map<std::string_view, Handler>;

  static const Handlers& handlers() {
    using R = DetailsReader;
    static const Handlers kHandlers = {
        {ext::kHidden, &R::hidden},
        {ext::kSafetyItem, &R::safety},
        {ext::kPrivateItem, &R::private_item},
        {ext::kStep, &R::step},
        {ext::kSharedQuestion, &R::shared_question},
        {ext::kBodyMap, &R::body_map},
        {ext::kItemControl, &R::item_control},
        {ext::kChoiceOrientation, &R::orientation},
        {ext::kCollapsible, &R::collapsible},
        {ext::kUsageMode, &R::usage},
        {ext::kSliderStep, &R::slider_step},
        {ext::kItemMedia, &R::media},
        {ext::kShortText, &R::short_text},
        {ext::kEntryFormat, &R::entry_format},
        {ext::kOpenLabel, &R::open_label},
        {ext::kSupportLink, &R::support_link},
        {ext::kSignatureRequired, &R::signature},
        {ext::kUnit, &R::unit},
        {ext::kUnitOption, &R::unit_option},
        {ext::kUnitValueSet, &R::unit_value_set},
        {ext::kUnitOpen, &R::unit_open},
        {ext::kUnitSystem, &R::unit_system},
        {ext::kMinLength, &R::min_length},
        {ext::kMaxDecimalPlaces, &R::max_decimal_places},
        {ext::kMinOccurs, &R::min_occurs},
        {ext::kMaxOccurs, &R::max_occurs},
        {ext::kMaxSize, &R::max_size},
        {ext::kMimeType, &R::mime_type},
        {ext::kMinValue, &R::min_value},
        {ext::kMinQuantity, &R::min_value},
        {ext::kMaxValue, &R::max_value},
        {ext::kMaxQuantity, &R::max_value},
        {ext::kRegex, &R::regex},
        {ext::kSubQuestionnaire, &R::sub_questionnaire},
    };
    return kHandlers;
  }

  ItemDetails& details() {
    if (!details_) details_ = std::make_shared<ItemDetails>();
    return *details_;
  }

  [[nodiscard]] std::string place() const {
    return item_.pointer + "/extension/" + std::to_string(index_);
  }

  static bool truth(const fhir::Json& value) { return value.is_bool() && value.as_bool(); }
  static std::string_view text(const fhir::Json& value) {
    return value.is_string() ? std::string_view(value.as_string()) : std::string_view();
  }

  // Flags and our own extensions
  void hidden(const fhir::Json& value) { out_.hidden = truth(value); }
  void safety(const fhir::Json& value) { out_.safety = truth(value); }
  void private_item(const fhir::Json& value) { out_.private_item = truth(value); }
  void step(const fhir::Json& value) {
    if (!text(value).empty()) out_.step = text(value);
  }
  void shared_question(const fhir::Json& value) { out_.shared_question = text(value); }
  void body_map(const fhir::Json& value) { out_.body_map = text(value); }

  // How it is drawn
  void item_control(const fhir::Json& value) {
    for (const fhir::Json& coding : value.array_or_empty("coding")) {
      const std::string_view code = coding.string_or_empty("code");
      // A control may have codes of several systems: the first that is known here counts.
      if (out_.item_control.empty()) out_.item_control = code;
      const ItemControl control = item_control_from_code(code);
      if (control == ItemControl::unset) continue;
      details().control = control;
      if (control == ItemControl::other) continue;
      out_.item_control = code;
      return;
    }
    if (details().control != ItemControl::other) return;
    findings_.warning(
        "AR-F035", place(),
        "The control '" + out_.item_control + "' is not known here: shown as the default control",
        "Use a code of questionnaire-item-control");
  }

  void orientation(const fhir::Json& value) {
    if (text(value) == "horizontal") details().orientation = Orientation::horizontal;
    if (text(value) == "vertical") details().orientation = Orientation::vertical;
  }

  void collapsible(const fhir::Json& value) {
    if (text(value) == "default-open") details().collapsible = Collapsible::default_open;
    if (text(value) == "default-closed") details().collapsible = Collapsible::default_closed;
  }

  void usage(const fhir::Json& value) {
    static const std::unordered_map<std::string_view, UsageMode> kModes = {
        {"capture-display", UsageMode::capture_display},
        {"capture", UsageMode::capture},
        {"display", UsageMode::display},
        {"display-non-empty", UsageMode::display_non_empty},
        {"capture-display-non-empty", UsageMode::capture_display_non_empty}};
    if (const auto found = kModes.find(text(value)); found != kModes.end())
      details().usage = found->second;
  }

  void slider_step(const fhir::Json& value) {
    if (value.is_number() && value.as_decimal() > fhir::Decimal(0)) {
      details().slider_step = value.as_decimal();
    } else {
      unusable("the step of a slider", "Give a number above 0");
    }
  }

  void media(const fhir::Json& value) { details().media = attachment_of(value); }

  // What is said beside it
  void short_text(const fhir::Json& value) { details().short_text = text(value); }
  void entry_format(const fhir::Json& value) { details().entry_format = text(value); }
  void open_label(const fhir::Json& value) { details().open_label = text(value); }
  void support_link(const fhir::Json& value) {
    if (!text(value).empty()) details().support_links.emplace_back(text(value));
  }
  void signature(const fhir::Json& value) { details().signature_required = value.is_object(); }

  // Units
  static Unit unit_of(const fhir::Json& coding) {
    Unit unit{std::string(coding.string_or_empty("code")),
              std::string(coding.string_or_empty("system")),
              std::string(coding.string_or_empty("display"))};
    if (unit.display.empty()) unit.display = unit.code;
    return unit;
  }

  void unit(const fhir::Json& value) {
    if (!value.is_object()) return unusable("the unit", "Give a valueCoding");
    details().unit = unit_of(value);
    out_.unit = details().unit->display;
  }
  void unit_option(const fhir::Json& value) {
    if (!value.is_object()) return unusable("the unit option", "Give a valueCoding");
    details().units.push_back(unit_of(value));
  }
  void unit_value_set(const fhir::Json& value) {
    details().unit_value_set = text(value);
    for (const Concept& each : contained_concepts(form_, text(value), place(), findings_)) {
      Unit unit = unit_of(*each.entry);
      unit.system = each.system;
      details().units.push_back(std::move(unit));
    }
  }
  void unit_open(const fhir::Json& value) {
    if (text(value) == "optionsOnly") details().unit_open = UnitOpen::options_only;
    if (text(value) == "optionsOrType") details().unit_open = UnitOpen::options_or_type;
    if (text(value) == "optionsOrString") details().unit_open = UnitOpen::options_or_string;
  }
  void unit_system(const fhir::Json& value) { details().unit_supplemental_system = text(value); }

  // Limits
  void unusable(const std::string& what, std::string mend) {
    findings_.warning("AR-F014", place(), "This is not usable as " + what + ": it is ignored",
                      std::move(mend));
  }

  void count(const fhir::Json& value, std::optional<int> ItemDetails::*slot) {
    // A limit that is only calculated has no value beside its expression.
    if (value.is_null()) return;
    if (!value.is_integer() || value.as_integer() < 0)
      return unusable("a limit", "Give a whole number from 0");
    details().*slot = static_cast<int>(std::min<std::int64_t>(value.as_integer(), INT32_MAX));
  }
  void min_length(const fhir::Json& value) { count(value, &ItemDetails::min_length); }
  void max_decimal_places(const fhir::Json& value) {
    count(value, &ItemDetails::max_decimal_places);
  }
  void min_occurs(const fhir::Json& value) { count(value, &ItemDetails::min_occurs); }
  void max_occurs(const fhir::Json& value) { count(value, &ItemDetails::max_occurs); }

  void max_size(const fhir::Json& value) {
    if (value.is_number()) details().max_size = value.as_decimal();
  }
  void mime_type(const fhir::Json& value) {
    if (!text(value).empty()) details().mime_types.emplace_back(text(value));
  }
  void min_value(const fhir::Json& value) {
    details().min_value = value;
    out_.min_value = number_of_bound(value);
  }
  void max_value(const fhir::Json& value) {
    details().max_value = value;
    out_.max_value = number_of_bound(value);
  }
  static std::optional<fhir::Decimal> number_of_bound(const fhir::Json& bound) {
    const fhir::Json* amount = bound.find("value");
    const fhir::Json& number = amount == nullptr ? bound : *amount;
    return number.is_number() ? std::optional(number.as_decimal()) : std::nullopt;
  }

  void sub_questionnaire(const fhir::Json& value) {
    findings_.warning("AR-F036", place(),
                      "The questionnaire '" + std::string(text(value)) +
                          "' belongs here and is not there: the item stands for it",
                      "Assemble the form first: anteroom form assemble");
  }

  void regex(const fhir::Json& value) {
    if (text(value).empty()) return;
    // RE2: linear time, so no pattern of a form author can hang a visit. It has no look-around.
    auto regex = std::make_unique<re2::RE2>(text(value), re2::RE2::Quiet);
    if (regex->ok()) {
      item_.regex = std::move(regex);
    } else {
      findings_.warning("AR-F032", item_.pointer,
                        "The regex cannot be used (" + regex->error() + "): not checked",
                        "Write it without look-around and back references");
    }
  }

  CompiledForm& form_;
  ItemRecord& item_;
  ItemDefinition& out_;
  Findings& findings_;
  std::size_t index_ = 0;
  std::shared_ptr<ItemDetails> details_;
};

}  // namespace

Attachment attachment_of(const fhir::Json& value) {
  return {value.string_or_empty("contentType"), value.string_or_empty("data"),
          value.string_or_empty("url"), value.string_or_empty("title")};
}

void read_details(CompiledForm& form, ItemRecord& item, Findings& findings) {
  DetailsReader(form, item, findings).read();
}

}  // namespace anteroom::form
