#include "kiosk/flow/item_details.h"

#include <sodium.h>

#include <algorithm>

#include "kiosk/flow/words.h"

namespace anteroom::flow {
namespace {

using form::ItemDefinition;
using form::ItemType;

/// More is refused unread: a picture of a kiosk form is a drawing, not a poster.
constexpr std::size_t kMostPictureBytes = std::size_t{4} * 1024 * 1024;

std::string hl7(std::string_view name) {
  return "http://hl7.org/fhir/StructureDefinition/" + std::string(name);
}
std::string sdc(std::string_view name) {
  return "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-" + std::string(name);
}

const fhir::Json* find_in_item(const ItemDefinition& item, std::string_view url) {
  return item.source == nullptr ? nullptr : find_extension(*item.source, url);
}

UnitOption unit_of(const fhir::Json& coding) {
  UnitOption unit{std::string(coding.string_or_empty("system")),
                  std::string(coding.string_or_empty("code")),
                  std::string(coding.string_or_empty("display"))};
  if (unit.display.empty()) unit.display = unit.code;
  return unit;
}

std::optional<int> whole_extension(const ItemDefinition& item, std::string_view url) {
  const fhir::Json* extension = find_in_item(item, url);
  const fhir::Json* value = extension != nullptr ? extension->find("valueInteger") : nullptr;
  if (value == nullptr || !value->is_integer()) return std::nullopt;
  return static_cast<int>(value->as_integer());
}

bool is_help(std::string_view control) {
  return control == "help" || control == "flyover" || control == "prompt" || control == "unit" ||
         control == "lower" || control == "upper";
}

std::shared_ptr<const Picture> picture_of(const fhir::Json* extension, Text words) {
  const fhir::Json* attachment =
      extension != nullptr ? extension->find("valueAttachment") : nullptr;
  if (attachment == nullptr) return nullptr;
  const std::string_view type = attachment->string_or_empty("contentType");
  const std::string_view data = attachment->string_or_empty("data");
  if (type != "image/png" && type != "image/jpeg") return nullptr;
  if (data.empty() || data.size() / 4 * 3 > kMostPictureBytes) return nullptr;
  std::string bytes(data.size() / 4 * 3 + 3, '\0');
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), data.data(),
                        data.size(), " \r\n\t", &length, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0)
    return nullptr;
  bytes.resize(length);
  const std::string_view title = attachment->string_or_empty("title");
  return std::make_shared<const Picture>(
      Picture{std::move(bytes), title.empty() ? std::move(words) : Text(std::string(title))});
}

}  // namespace

const fhir::Json* find_extension(const fhir::Json& element, std::string_view url) {
  for (const fhir::Json& extension : element.array_or_empty("extension")) {
    if (extension.string_or_empty("url") == url) return &extension;
  }
  return nullptr;
}

std::vector<UnitOption> unit_options(const ItemDefinition& item) {
  std::vector<UnitOption> units;
  if (item.source == nullptr) return units;
  for (const fhir::Json& extension : item.source->array_or_empty("extension")) {
    if (extension.string_or_empty("url") != hl7("questionnaire-unitOption")) continue;
    if (const fhir::Json* coding = extension.find("valueCoding")) units.push_back(unit_of(*coding));
  }
  const fhir::Json* one = find_extension(*item.source, hl7("questionnaire-unit"));
  const fhir::Json* coding = one != nullptr ? one->find("valueCoding") : nullptr;
  if (units.empty() && coding != nullptr) units.push_back(unit_of(*coding));
  return units;
}

bool has_entries(const ItemDefinition& item) {
  return item.type == ItemType::group && item.repeats;
}

Occurs occurs_of(const ItemDefinition& item) {
  return {whole_extension(item, hl7("questionnaire-minOccurs")).value_or(0),
          whole_extension(item, hl7("questionnaire-maxOccurs"))};
}

fhir::Decimal step_size(const ItemDefinition& item) {
  const fhir::Json* extension = find_in_item(item, hl7("questionnaire-sliderStepValue"));
  for (const char* name : {"valueInteger", "valueDecimal"}) {
    const fhir::Json* value = extension != nullptr ? extension->find(name) : nullptr;
    if (value == nullptr || !value->is_number()) continue;
    const fhir::Decimal step = value->as_decimal();
    if (step > fhir::Decimal(0)) return step;
  }
  return fhir::Decimal(1);
}

std::string open_label(const form::Definition& definition, const ItemDefinition& item,
                       std::string_view language) {
  for (const std::string& url : {sdc("openLabel"), hl7("questionnaire-openLabel")}) {
    const fhir::Json* extension = find_in_item(item, url);
    if (extension == nullptr) continue;
    if (definition.item_text(item.link_id, language).translated) return {};
    return std::string(extension->string_or_empty("valueString"));
  }
  return {};
}

bool is_side_by_side(const ItemDefinition& item) {
  const fhir::Json* extension = find_in_item(item, hl7("questionnaire-choiceOrientation"));
  return extension != nullptr && extension->string_or_empty("valueCode") == "horizontal";
}

bool needs_signature(const ItemDefinition& item) {
  return find_in_item(item, hl7("questionnaire-signatureRequired")) != nullptr ||
         find_in_item(item, sdc("signatureRequired")) != nullptr;
}

bool is_attached(const form::Definition& definition, const ItemDefinition& display) {
  if (display.type != ItemType::display) return false;
  const ItemDefinition* parent = definition.find(display.parent);
  if (parent == nullptr) return false;
  // Whatever stands below a question explains it; below a group only what says so.
  return parent->type != ItemType::group;
}

std::string attached_words(const form::Form& form, const ItemDefinition& item,
                           const std::vector<std::string_view>& controls,
                           std::string_view language) {
  std::string all;
  for (const std::string& link_id : item.children) {
    const ItemDefinition* child = form.definition().find(link_id);
    if (child == nullptr || child->hidden || !is_attached(form.definition(), *child)) continue;
    // A display without a control, or with one that we do not know, is help.
    const std::string_view control = is_help(child->item_control)
                                         ? std::string_view(child->item_control)
                                         : std::string_view("help");
    if (std::find(controls.begin(), controls.end(), control) == controls.end()) continue;
    const std::string words = form.definition().item_text(link_id, language).text;
    if (!words.empty()) all += (all.empty() ? "" : " ") + words;
  }
  return all;
}

std::shared_ptr<const Picture> item_picture(const ItemDefinition& item, std::string_view language) {
  return picture_of(find_in_item(item, sdc("itemMedia")), say(Word::picture_words, language));
}

std::shared_ptr<const Picture> option_picture(const ItemDefinition& item, const std::string& code) {
  if (item.source == nullptr) return nullptr;
  for (const fhir::Json& option : item.source->array_or_empty("answerOption")) {
    const fhir::Json* coding = option.find("valueCoding");
    const std::string_view own =
        coding != nullptr ? coding->string_or_empty("code") : option.string_or_empty("valueString");
    if (own != code) continue;
    const fhir::Json* extension = find_extension(option, sdc("itemAnswerMedia"));
    if (extension == nullptr && coding != nullptr)
      extension = find_extension(*coding, sdc("itemAnswerMedia"));
    return picture_of(extension, Text::none());
  }
  return nullptr;
}

}  // namespace anteroom::flow
