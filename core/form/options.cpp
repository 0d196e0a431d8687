// The options of a choice: answerOption, or a value set contained in the questionnaire.
#include <algorithm>
#include <set>
#include <utility>

#include "core/form/compiled_form.h"
#include "core/form/extensions.h"
#include "core/form/place.h"
#include "core/form/value_sets.h"
#include "core/form/values.h"

namespace anteroom::form {

namespace {

bool extension_is_true(const fhir::Json& element, std::string_view url) {
  const fhir::Json* value = extension_value(element, url);
  return value != nullptr && value->is_bool() && value->as_bool();
}

const fhir::Json* weight_of(const fhir::Json& element) {
  const fhir::Json* weight = extension_value(element, ext::kOrdinalValue);
  return weight != nullptr ? weight : extension_value(element, ext::kItemWeight);
}

class OptionReader {
 public:
  OptionReader(CompiledForm& form, ItemRecord& item, Findings& findings)
      : form_(form), item_(item), findings_(findings) {}

  void read() {
    const fhir::Json& source = *item_.definition.source;
    if (item_.elements.has(ItemElement::answer_option))
      read_answer_options(source.array_or_empty("answerOption"));
    if (item_.elements.has(ItemElement::answer_value_set) && can_be_answer("valueCoding"))
      read_value_set(source.string_or_empty("answerValueSet"));
    item_.options_known = !item_.definition.options.empty();
    if (item_.definition.type == ItemType::choice && !item_.options_known && !computed(source) &&
        source.string_or_empty("answerValueSet").empty()) {
      findings_.warning("AR-F009", item_.pointer, "The choice has no options: any coding is taken",
                        "Give answerOption or a contained answerValueSet");
    }
  }

 private:
  static bool computed(const fhir::Json& source) {
    return find_extension(source, ext::kAnswerExpression) != nullptr ||
           find_extension(source, ext::kCandidate) != nullptr;
  }

  /// que-5 tells of options beside another type than choice. Those that can never be its answer are
  /// left out: with them the question could not be answered at all.
  [[nodiscard]] bool can_be_answer(std::string_view name) const {
    const std::string_view only = value_name_for(item_.definition.type);
    return only.empty() || only == name;
  }

  void read_answer_options(const fhir::JsonArray& options) {
    item_.definition.options.reserve(std::min(options.size(), form_.limits.max_options));
    for (std::size_t i = 0; i < options.size(); ++i) {
      const Place place(item_.pointer, "answerOption", i);
      const fhir::JsonMember* member = value_member(options[i]);
      if (member == nullptr) {
        findings_.error("AR-F011", place.pointer(), "The option has no value",
                        "Give valueCoding, valueString or another value[x]");
        continue;
      }
      if (!can_be_answer(member->first)) continue;
      Option option = make(member->first, member->second);
      // The translations of a string option stand beside it.
      if (const fhir::Json* beside = options[i].find("_" + member->first))
        option.value.set("_" + member->first, *beside);
      const fhir::Json* selected = options[i].find("initialSelected");
      option.initial_selected = selected != nullptr && selected->is_bool() && selected->as_bool();
      const fhir::Json* weight = read_extensions(options[i], member->second, option);
      add(std::move(option), weight, place);
    }
  }

  /// What the extensions of an option or of its value say; the weight is returned as it stands.
  static const fhir::Json* read_extensions(const fhir::Json& source, const fhir::Json& value,
                                           Option& option) {
    if (source.find("extension") == nullptr && value.find("extension") == nullptr) return nullptr;
    option.exclusive = extension_is_true(source, ext::kOptionExclusive);
    const auto either = [&](std::string_view url) {
      const fhir::Json* found = extension_value(source, url);
      return found != nullptr ? found : extension_value(value, url);
    };
    const fhir::Json* prefix = either(ext::kOptionPrefix);
    if (prefix != nullptr && prefix->is_string()) option.prefix = prefix->as_string();
    if (const fhir::Json* media = either(ext::kItemAnswerMedia))
      option.media = std::make_shared<Attachment>(attachment_of(*media));
    const fhir::Json* weight = weight_of(source);
    return weight != nullptr ? weight : weight_of(value);
  }

  void read_value_set(std::string_view reference) {
    if (reference.empty()) return;
    const std::string place = item_.pointer + "/answerValueSet";
    for (const Concept& each : contained_concepts(form_, reference, place, findings_))
      add_concept(each.system, *each.entry, place);
  }

  void add_concept(std::string_view system, const fhir::Json& concept_entry,
                   const std::string& place) {
    fhir::Json coding = fhir::Json::object();
    if (!system.empty()) coding.set("system", system);
    coding.set("code", concept_entry.string_or_empty("code"));
    if (const std::string_view display = concept_entry.string_or_empty("display");
        !display.empty()) {
      coding.set("display", display);
    }
    fhir::Json beside = fhir::Json::object();
    if (const fhir::Json* shown = concept_entry.find("_display");
        shown != nullptr && shown->is_object())
      beside = *shown;
    add_designations(concept_entry.array_or_empty("designation"), beside);
    if (!beside.as_object().empty()) coding.set("_display", std::move(beside));
    add(make("valueCoding", coding), weight_of(concept_entry), Place(place));
  }

  /// The designations of a value set or code system are its translations.
  static void add_designations(const fhir::JsonArray& designations, fhir::Json& beside) {
    fhir::Json extensions = fhir::Json::array();
    for (const fhir::Json& each : beside.array_or_empty("extension")) extensions.push(each);
    for (const fhir::Json& each : designations) {
      const std::string_view language = each.string_or_empty("language");
      const std::string_view words = each.string_or_empty("value");
      if (language.empty() || words.empty()) continue;
      fhir::Json parts = fhir::Json::array();
      parts.push(fhir::Json::object().set("url", "lang").set("valueCode", language));
      parts.push(fhir::Json::object().set("url", "content").set("valueString", words));
      extensions.push(
          fhir::Json::object().set("url", ext::kTranslation).set("extension", std::move(parts)));
    }
    if (!extensions.as_array().empty()) beside.set("extension", std::move(extensions));
  }

  static Option make(std::string_view name, const fhir::Json& value) {
    Option option;
    option.value.set(name, value);
    option.code = text_of(value);
    option.system = value.string_or_empty("system");
    option.display = value.string_or_empty("display");
    if (option.display.empty()) option.display = option.code;
    if (option.code.empty()) option.code = option.display;
    if (name == "valueCoding") option.unknown = unknown_coding(value);
    return option;
  }

  void add(Option option, const fhir::Json* weight, const Place& place) {
    std::vector<Option>& options = item_.definition.options;
    if (options.size() >= form_.limits.max_options) {
      if (!std::exchange(full_, true)) {
        findings_.error(
            "AR-F072", place.pointer(),
            "The item has more than " + std::to_string(form_.limits.max_options) + " options",
            "Offer fewer");
      }
      return;
    }
    if (listed(option)) {
      return findings_.warning("AR-F014", place.pointer(),
                               "The option '" + option.code + "' is listed twice");
    }
    if (weight != nullptr && weight->is_number()) {
      option.weight = weight->as_decimal();
      form_.weights.emplace(std::pair(option.system, option.code), *option.weight);
    }
    options.push_back(std::move(option));
  }

  /// Whether an option of that code stands there already; if not, it is noted. A few options are
  /// compared with each other: most questions have no more, and a form has hundreds of questions.
  bool listed(const Option& option) {
    constexpr std::size_t kFew = 16;
    const std::vector<Option>& options = item_.definition.options;
    if (options.size() < kFew) {
      return std::any_of(options.begin(), options.end(), [&](const Option& each) {
        return each.code == option.code && each.system == option.system;
      });
    }
    if (codes_.empty())
      for (const Option& each : options) codes_.emplace(each.system, each.code);
    return !codes_.emplace(option.system, option.code).second;
  }

  CompiledForm& form_;
  ItemRecord& item_;
  Findings& findings_;
  std::set<std::pair<std::string, std::string>> codes_;  ///< (system, code), once there are many
  bool full_ = false;
};

}  // namespace

void read_options(CompiledForm& form, ItemRecord& item, Findings& findings) {
  if (item.is_question()) OptionReader(form, item, findings).read();
}

}  // namespace anteroom::form
