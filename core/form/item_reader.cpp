// Reads the items of a questionnaire in document order: linkIds, types, flags, initial values.
#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/form/compiled_form.h"
#include "core/form/values.h"
#include "core/form/well_formed.h"

namespace anteroom::form {

namespace {

constexpr std::array<std::pair<std::string_view, ItemType>, 16> kTypes = {{
    {"group", ItemType::group},
    {"display", ItemType::display},
    {"boolean", ItemType::boolean},
    {"decimal", ItemType::decimal},
    {"integer", ItemType::integer},
    {"date", ItemType::date},
    {"dateTime", ItemType::date_time},
    {"time", ItemType::time},
    {"string", ItemType::string},
    {"text", ItemType::text},
    {"url", ItemType::url},
    {"choice", ItemType::choice},
    {"open-choice", ItemType::open_choice},
    {"attachment", ItemType::attachment},
    {"reference", ItemType::reference},
    {"quantity", ItemType::quantity},
}};

bool flag(const fhir::Json& element, std::string_view name) {
  const fhir::Json* value = element.find(name);
  return value != nullptr && value->is_bool() && value->as_bool();
}

class ItemReader {
 public:
  ItemReader(CompiledForm& form, Findings& findings) : form_(form), findings_(findings) {}

  void read_children(const fhir::Json& element, int parent, const std::string& pointer) {
    const fhir::JsonArray& items = element.array_or_empty("item");
    for (std::size_t i = 0; i < items.size(); ++i) {
      read_item(items[i], parent, pointer + "/item/" + std::to_string(i));
    }
  }

 private:
  void read_item(const fhir::Json& source, int parent, const std::string& pointer) {
    if (!source.is_object())
      return findings_.error("AR-F002", pointer, "An item must be an object");
    const std::string_view link_id = source.string_or_empty("linkId");
    if (link_id.empty()) {
      return findings_.error("AR-F002", pointer, "The item has no linkId",
                             "Give every item a unique linkId");
    }
    if (over_limits(parent, pointer)) return;
    const int index = static_cast<int>(form_.items.size());
    if (!form_.by_link_id.emplace(link_id, index).second) {
      return findings_.error("AR-F003", pointer + "/linkId",
                             "linkId '" + std::string(link_id) + "' is used twice",
                             "Give every item a unique linkId");
    }
    form_.items.push_back(std::make_unique<ItemRecord>());
    form_.link_ids.emplace_back(link_id);
    ItemRecord& item = *form_.items.back();
    item.index = index;
    item.parent = parent;
    item.pointer = pointer;
    ItemRecord& above = form_.record(parent);
    item.depth = above.depth + 1;
    item.position = above.children.size();
    above.children.push_back(index);
    above.definition.children.emplace_back(link_id);
    item.elements = check_item_elements(source, Place(pointer), findings_);
    read_definition(source, above, item);
    read_options(form_, item, findings_);
    if (item.elements.has(ItemElement::initial)) read_initial(source, item);
    if (item.initial.empty()) read_selected(item);
    check_parts(source, pointer);
    check_item_invariants(item, findings_);
    if (item.elements.has(ItemElement::item)) read_children(source, index, pointer);
  }

  /// Told once: what lies beyond a limit is not looked at any more.
  bool over_limits(int parent, const std::string& pointer) {
    const FormLimits& limits = form_.limits;
    if (form_.items.size() >= limits.max_items) {
      if (!std::exchange(full_, true)) {
        findings_.error("AR-F070", pointer,
                        "The form has more than " + std::to_string(limits.max_items) + " items",
                        "Split the form");
      }
      return true;
    }
    if (form_.record(parent).depth < static_cast<int>(limits.max_depth)) return false;
    findings_.error("AR-F071", pointer,
                    "Items are nested more than " + std::to_string(limits.max_depth) + " deep",
                    "Nest less");
    return true;
  }

  void read_definition(const fhir::Json& source, const ItemRecord& above, ItemRecord& item) {
    ItemDefinition& out = item.definition;
    const auto has = [&](ItemElement element) { return item.elements.has(element); };
    out.link_id = source.string_or_empty("linkId");
    out.text = source.string_or_empty("text");
    if (has(ItemElement::prefix)) out.prefix = source.string_or_empty("prefix");
    out.parent = above.definition.link_id;
    out.required = has(ItemElement::required) && flag(source, "required");
    out.repeats = has(ItemElement::repeats) && flag(source, "repeats");
    out.read_only = has(ItemElement::read_only) && flag(source, "readOnly");
    out.step = above.definition.step;
    out.source = &source;
    read_type(source, item);
    if (has(ItemElement::max_length)) {
      const fhir::Json& length = *source.find("maxLength");
      if (length.is_integer())
        out.max_length =
            static_cast<int>(std::clamp<std::int64_t>(length.as_integer(), 0, INT32_MAX));
    }
    if (has(ItemElement::extension)) read_details(form_, item, findings_);
  }

  void read_type(const fhir::Json& source, ItemRecord& item) {
    const std::string_view type = source.string_or_empty("type");
    const auto found = std::find_if(kTypes.begin(), kTypes.end(),
                                    [&](const auto& entry) { return entry.first == type; });
    if (found != kTypes.end()) {
      item.definition.type = found->second;
    } else if (type == "coding") {
      findings_.error("AR-F004", item.pointer + "/type",
                      "The type 'coding' is FHIR R5; this reads R4",
                      "Use 'choice' or 'open-choice'");
    } else {
      findings_.error("AR-F004", item.pointer + "/type",
                      type.empty() ? std::string("The item has no type")
                                   : "Unknown item type '" + std::string(type) + "'",
                      "Use one of the item types of FHIR R4");
    }
  }

  void read_initial(const fhir::Json& source, ItemRecord& item) {
    if (!item.is_question()) return;  // que-8; check_item_invariants tells
    const fhir::JsonArray& initial = source.array_or_empty("initial");
    for (std::size_t i = 0; i < initial.size(); ++i) {
      const std::string place = item.pointer + "/initial/" + std::to_string(i);
      const fhir::JsonMember* member = value_member(initial[i]);
      AnswerValue given;
      if (member != nullptr) given.json.set(member->first, member->second);
      const Result<AnswerValue> value = typed_value(item, given);
      if (value) {
        item.initial.push_back(value.value());
      } else {
        findings_.error("AR-F013", place, "The initial value is not of the item's type",
                        value.error().mend);
      }
    }
    if (item.initial.size() > 1 && !item.definition.repeats) {
      findings_.error("AR-F063", item.pointer + "/initial",
                      "Several initial values on an item that does not repeat (que-13)",
                      "Keep one, or set repeats");
    }
  }

  /// initialSelected of the options stands where the item has no initial value.
  static void read_selected(ItemRecord& item) {
    for (const Option& option : item.definition.options) {
      if (option.initial_selected) {
        const fhir::JsonMember* member = value_member(option.value);
        item.initial.emplace_back().json.set(member->first, member->second);
        if (!item.definition.repeats) break;
      }
    }
  }

  /// The elements of the parts of an item; those of `item` are looked at as items.
  void check_parts(const fhir::Json& source, const std::string& pointer) {
    for (const auto& [name, value] : source.as_object()) {
      const ElementPart part = part_in(name);
      if (part == ElementPart::unset || !value.is_array()) continue;
      for (std::size_t i = 0; i < value.as_array().size(); ++i) {
        check_elements(value.as_array()[i], part, Place(pointer, name, i), findings_);
      }
    }
  }

  static ElementPart part_in(std::string_view name) {
    if (name == "enableWhen") return ElementPart::enable_when;
    if (name == "answerOption") return ElementPart::answer_option;
    return name == "initial" ? ElementPart::initial : ElementPart::unset;
  }

  CompiledForm& form_;
  Findings& findings_;
  bool full_ = false;
};

/// Calls `visit` for every item, with its place.
template <class Visit>
void for_each_item(fhir::Json& element, const std::string& pointer, const Visit& visit) {
  fhir::Json* items = element.find("item");
  if (items == nullptr || !items->is_array()) return;
  for (std::size_t i = 0; i < items->as_array().size(); ++i) {
    fhir::Json& item = items->as_array()[i];
    const std::string place = pointer + "/item/" + std::to_string(i);
    visit(item, place);
    for_each_item(item, place, visit);
  }
}

bool is_display(const fhir::Json& item) {
  return item.string_or_empty("type") == "display";
}

bool has_display(const fhir::Json& element) {
  const fhir::JsonArray& items = element.array_or_empty("item");
  return std::any_of(items.begin(), items.end(),
                     [](const fhir::Json& item) { return is_display(item) || has_display(item); });
}

/// que-2 asks for unique linkIds "for groups and questions". A display item that bears one a second
/// time holds no answer and nobody can refer to it, so the form loads: the display gets a linkId of
/// its own ("10.1#2").
void rename_doubled_displays(CompiledForm& form, Findings& findings) {
  std::unordered_set<std::string_view> taken;  // borrowed from the questionnaire
  std::vector<std::pair<fhir::Json*, std::string>> displays;
  for_each_item(form.questionnaire, "", [&](fhir::Json& item, const std::string& place) {
    if (is_display(item))
      displays.emplace_back(&item, place);
    else
      taken.insert(item.string_or_empty("linkId"));
  });
  for (auto& [item, pointer] : displays) {
    const std::string link_id(item->string_or_empty("linkId"));
    if (link_id.empty() || taken.insert(item->string_or_empty("linkId")).second) continue;
    std::string own;
    for (int number = 2; own.empty() || taken.contains(own); ++number)
      own = link_id + "#" + std::to_string(number);
    findings.warning("AR-F034", pointer + "/linkId",
                     "The linkId '" + link_id + "' of a display item is used elsewhere",
                     "Give every item a unique linkId");
    item->set("linkId", own);
    taken.insert(item->string_or_empty("linkId"));
  }
}

}  // namespace

void read_items(CompiledForm& form, Findings& findings) {
  form.root.definition.type = ItemType::group;
  form.root.definition.source = &form.questionnaire;
  form.root.definition.text = form.questionnaire.string_or_empty("title");
  if (form.questionnaire.string_or_empty("resourceType") != "Questionnaire") {
    findings.error("AR-F001", "/resourceType", "This is not a Questionnaire");
    return;
  }
  form.url = form.questionnaire.string_or_empty("url");
  form.version = form.questionnaire.string_or_empty("version");
  const std::string top;
  check_elements(form.questionnaire, ElementPart::questionnaire, Place(top), findings);
  check_questionnaire_invariants(form.questionnaire, findings);
  if (has_display(form.questionnaire)) rename_doubled_displays(form, findings);
  read_details(form, form.root, findings);
  ItemReader(form, findings).read_children(form.questionnaire, -1, "");
}

}  // namespace anteroom::form
