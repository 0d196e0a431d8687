// The elements that R4 gives a Questionnaire and its parts, with the JSON type of each. What is not
// among them is reported instead of silently dropped; what has the wrong type would be read as not
// there (a gate lost, a question gone), hence is an error.
#include <algorithm>
#include <array>
#include <span>

#include "core/fhir/json_name.h"
#include "core/form/well_formed.h"

namespace anteroom::form {

namespace {

using Kind = fhir::Json::Kind;

struct Element {
  std::string_view name;
  Kind kind;
};

// In the order of ItemElement. The usual ones first: each member of each item is looked up here.
constexpr std::array<Element, 19> kItem = {{
    {"linkId", Kind::string},
    {"text", Kind::string},
    {"type", Kind::string},
    {"item", Kind::array},
    {"extension", Kind::array},
    {"required", Kind::boolean},
    {"repeats", Kind::boolean},
    {"enableWhen", Kind::array},
    {"enableBehavior", Kind::string},
    {"answerOption", Kind::array},
    {"answerValueSet", Kind::string},
    {"initial", Kind::array},
    {"code", Kind::array},
    {"prefix", Kind::string},
    {"readOnly", Kind::boolean},
    {"maxLength", Kind::integer},
    {"definition", Kind::string},
    {"id", Kind::string},
    {"modifierExtension", Kind::array},
}};

constexpr std::array<Element, 36> kQuestionnaire = {{
    {"resourceType", Kind::string},
    {"id", Kind::string},
    {"meta", Kind::object},
    {"implicitRules", Kind::string},
    {"language", Kind::string},
    {"text", Kind::object},
    {"contained", Kind::array},
    {"extension", Kind::array},
    {"modifierExtension", Kind::array},
    {"url", Kind::string},
    {"identifier", Kind::array},
    {"version", Kind::string},
    {"name", Kind::string},
    {"title", Kind::string},
    {"derivedFrom", Kind::array},
    {"status", Kind::string},
    {"experimental", Kind::boolean},
    {"subjectType", Kind::array},
    {"date", Kind::string},
    {"publisher", Kind::string},
    {"contact", Kind::array},
    {"description", Kind::string},
    {"useContext", Kind::array},
    {"jurisdiction", Kind::array},
    {"purpose", Kind::string},
    {"copyright", Kind::string},
    {"approvalDate", Kind::string},
    {"lastReviewDate", Kind::string},
    {"effectivePeriod", Kind::object},
    {"code", Kind::array},
    {"item", Kind::array},
    // "_subjectType" and "_derivedFrom" are arrays too: they stand here under their own names.
    {"_subjectType", Kind::array},
    {"_derivedFrom", Kind::array},
    {"_title", Kind::object},
    {"_description", Kind::object},
    {"_copyright", Kind::object},
}};

constexpr std::array<Element, 15> kEnableWhen = {{
    {"question", Kind::string},
    {"operator", Kind::string},
    {"answerBoolean", Kind::boolean},
    {"answerDecimal", Kind::decimal},
    {"answerInteger", Kind::integer},
    {"answerDate", Kind::string},
    {"answerDateTime", Kind::string},
    {"answerTime", Kind::string},
    {"answerString", Kind::string},
    {"answerCoding", Kind::object},
    {"answerQuantity", Kind::object},
    {"answerReference", Kind::object},
    {"id", Kind::string},
    {"extension", Kind::array},
    {"modifierExtension", Kind::array},
}};

constexpr std::array<Element, 10> kAnswerOption = {{
    {"valueCoding", Kind::object},
    {"valueString", Kind::string},
    {"valueInteger", Kind::integer},
    {"valueDate", Kind::string},
    {"valueTime", Kind::string},
    {"valueReference", Kind::object},
    {"initialSelected", Kind::boolean},
    {"id", Kind::string},
    {"extension", Kind::array},
    {"modifierExtension", Kind::array},
}};

constexpr std::array<Element, 15> kInitial = {{
    {"valueBoolean", Kind::boolean},
    {"valueDecimal", Kind::decimal},
    {"valueInteger", Kind::integer},
    {"valueDate", Kind::string},
    {"valueDateTime", Kind::string},
    {"valueTime", Kind::string},
    {"valueString", Kind::string},
    {"valueUri", Kind::string},
    {"valueAttachment", Kind::object},
    {"valueCoding", Kind::object},
    {"valueQuantity", Kind::object},
    {"valueReference", Kind::object},
    {"id", Kind::string},
    {"extension", Kind::array},
    {"modifierExtension", Kind::array},
}};

struct Part {
  std::string_view name;  ///< as R4 calls it
  std::span<const Element> elements;
};

Part part_of(ElementPart part) {
  switch (part) {
    case ElementPart::questionnaire:
      return {"Questionnaire", kQuestionnaire};
    case ElementPart::item:
      return {"Questionnaire.item", kItem};
    case ElementPart::enable_when:
      return {"Questionnaire.item.enableWhen", kEnableWhen};
    case ElementPart::answer_option:
      return {"Questionnaire.item.answerOption", kAnswerOption};
    case ElementPart::initial:
      return {"Questionnaire.item.initial", kInitial};
    case ElementPart::unset:
      break;
  }
  return {};
}

const Element* find_element(const Part& part, std::string_view name) {
  const auto found =
      std::find_if(part.elements.begin(), part.elements.end(),
                   [&](const Element& each) { return fhir::same_name(each.name, name); });
  return found == part.elements.end() ? nullptr : &*found;
}

bool fits(const fhir::Json& value, Kind kind) {
  if (kind == Kind::decimal) return value.is_number();
  return value.kind() == kind;
}

/// The extensions of a primitive stand in "_name".
bool beside_known(const Part& part, std::string_view name) {
  if (!name.starts_with('_')) return false;
  const Element* primitive = find_element(part, name.substr(1));
  return primitive != nullptr && primitive->kind != Kind::array && primitive->kind != Kind::object;
}

class ElementCheck {
 public:
  ElementCheck(Part part, const Place& place, Findings& findings)
      : part_(part), place_(place), findings_(findings) {}

  /// The element of that name, nullptr when R4 has none.
  const Element* member(const std::string& name, const fhir::Json& value) const {
    const Element* known = find_element(part_, name);
    if (known == nullptr) {
      if (findings_.thorough() && !beside_known(part_, name)) unknown(name);
      return nullptr;
    }
    if (!fits(value, known->kind)) {
      findings_.error("AR-F065", place_.pointer(name),
                      "'" + name + "' of " + std::string(part_.name) + " has the wrong JSON type");
    } else if (name == "modifierExtension" && !value.as_array().empty()) {
      findings_.error("AR-F064", place_.pointer(name),
                      "A modifierExtension changes the meaning and is not understood here",
                      "Say it with an element or extension of SDC");
    }
    return known;
  }

 private:
  void unknown(const std::string& name) const {
    findings_.warning("AR-F018", place_.pointer(name),
                      "'" + name + "' is no element of " + std::string(part_.name) +
                          " in FHIR R4: it is ignored");
  }

  Part part_;
  const Place& place_;
  Findings& findings_;
};

}  // namespace

void check_elements(const fhir::Json& element, ElementPart which, const Place& place,
                    Findings& findings) {
  if (!element.is_object()) return;
  const ElementCheck check(part_of(which), place, findings);
  for (const auto& [name, value] : element.as_object()) check.member(name, value);
}

ItemElements check_item_elements(const fhir::Json& item, const Place& place, Findings& findings) {
  static_assert(kItem.size() == static_cast<std::size_t>(ItemElement::beside));
  ItemElements out;
  const ElementCheck check(part_of(ElementPart::item), place, findings);
  for (const auto& [name, value] : item.as_object()) {
    const Element* known = check.member(name, value);
    if (known != nullptr)
      out.add(static_cast<ItemElement>(known - kItem.data()));
    else if (name.starts_with('_'))
      out.add(ItemElement::beside);
  }
  return out;
}

}  // namespace anteroom::form
