#include "kiosk/flow/item_details.h"

#include <sodium.h>

#include <algorithm>

#include "kiosk/flow/words.h"

namespace anteroom::flow {
namespace {

using form::ItemControl;
using form::ItemDefinition;
using form::ItemType;

/// More is refused unread: a picture of a kiosk form is a drawing, not a poster.
constexpr std::size_t kMostPictureBytes = std::size_t{4} * 1024 * 1024;

std::shared_ptr<const Picture> picture_of(const form::Attachment& attachment, Text words) {
  const std::string_view type = attachment.content_type, data = attachment.data;
  if (type != "image/png" && type != "image/jpeg") return nullptr;
  if (data.empty() || data.size() / 4 * 3 > kMostPictureBytes) return nullptr;
  std::string bytes(data.size() / 4 * 3 + 3, '\0');
  std::size_t length = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), data.data(),
                        data.size(), " \r\n\t", &length, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0)
    return nullptr;
  bytes.resize(length);
  if (!attachment.title.empty()) words = Text(std::string(attachment.title));
  return std::make_shared<const Picture>(Picture{std::move(bytes), std::move(words)});
}

}  // namespace

std::vector<form::Unit> unit_options(const ItemDefinition& item) {
  const form::ItemDetails& details = item.more();
  if (!details.units.empty() || !details.unit) return details.units;
  return {*details.unit};
}

bool has_entries(const ItemDefinition& item) {
  return item.type == ItemType::group && item.repeats;
}

fhir::Decimal step_size(const ItemDefinition& item) {
  const std::optional<fhir::Decimal>& step = item.more().slider_step;
  return step && *step > fhir::Decimal(0) ? *step : fhir::Decimal(1);
}

std::string open_label(const form::Definition& definition, const ItemDefinition& item,
                       std::string_view language) {
  if (item.more().open_label.empty()) return {};
  const auto label = definition.part_text(item.link_id, form::ItemPart::open_label, language);
  // In another language the kiosk's own words are better than ones nobody can read.
  const bool readable =
      label.translated || !definition.item_text(item.link_id, language).translated;
  return readable ? label.text : std::string();
}

bool is_attached(const form::Definition& definition, const ItemDefinition& display) {
  if (display.type != ItemType::display) return false;
  const ItemDefinition* parent = definition.find(display.parent);
  if (parent == nullptr) return false;
  const ItemControl control = display.more().control;
  const bool sign = control == ItemControl::unit || control == ItemControl::lower ||
                    control == ItemControl::upper;
  // Whatever stands below a question explains it; help below a group has a page, or it is not seen.
  return parent->type != ItemType::group || sign;
}

std::string attached_words(const form::Form& form, const ItemDefinition& item,
                           std::initializer_list<ItemControl> controls, std::string_view language) {
  std::string all;
  for (const std::string& link_id : item.children) {
    const ItemDefinition* child = form.definition().find(link_id);
    if (child == nullptr || child->hidden || !is_attached(form.definition(), *child)) continue;
    const ItemControl control =
        form::belongs_above(*child) ? child->more().control : ItemControl::help;
    if (std::find(controls.begin(), controls.end(), control) == controls.end()) continue;
    const std::string words = form.definition().item_text(link_id, language).text;
    if (!words.empty()) all += (all.empty() ? "" : " ") + words;
  }
  return all;
}

std::shared_ptr<const Picture> item_picture(const ItemDefinition& item, std::string_view language) {
  const std::optional<form::Attachment>& media = item.more().media;
  return media ? picture_of(*media, say(Word::picture_words, language)) : nullptr;
}

std::shared_ptr<const Picture> option_picture(const form::Option& option) {
  return option.media ? picture_of(*option.media, Text::none()) : nullptr;
}

}  // namespace anteroom::flow
