// The codes of item_definition.h.
#include "core/form/item_definition.h"

#include <algorithm>
#include <array>
#include <utility>

namespace anteroom::form {

namespace {

constexpr std::array<std::pair<std::string_view, ItemControl>, 26> kControls = {{
    {"list", ItemControl::list},
    {"table", ItemControl::table},
    {"htable", ItemControl::htable},
    {"gtable", ItemControl::gtable},
    {"atable", ItemControl::atable},
    {"grid", ItemControl::grid},
    {"header", ItemControl::header},
    {"footer", ItemControl::footer},
    {"page", ItemControl::page},
    {"tab-container", ItemControl::tab_container},
    {"inline", ItemControl::inline_text},
    {"prompt", ItemControl::prompt},
    {"unit", ItemControl::unit},
    {"lower", ItemControl::lower},
    {"upper", ItemControl::upper},
    {"flyover", ItemControl::flyover},
    {"help", ItemControl::help},
    {"legal", ItemControl::legal},
    {"autocomplete", ItemControl::autocomplete},
    {"drop-down", ItemControl::drop_down},
    {"check-box", ItemControl::check_box},
    {"lookup", ItemControl::lookup},
    {"radio-button", ItemControl::radio_button},
    {"slider", ItemControl::slider},
    {"spinner", ItemControl::spinner},
    {"text-box", ItemControl::text_box},
}};

}  // namespace

std::string_view to_code(ItemControl control) {
  for (const auto& [code, value] : kControls) {
    if (value == control) return code;
  }
  return "";
}

ItemControl item_control_from_code(std::string_view code) {
  const auto found = std::find_if(kControls.begin(), kControls.end(),
                                  [&](const auto& entry) { return entry.first == code; });
  if (found != kControls.end()) return found->second;
  return code.empty() ? ItemControl::unset : ItemControl::other;
}

const ItemDetails& ItemDefinition::more() const {
  static const ItemDetails none;
  return details == nullptr ? none : *details;
}

bool belongs_above(const ItemDefinition& item) {
  if (item.type != ItemType::display || item.parent.empty()) return false;
  const ItemControl control = item.more().control;
  return control >= ItemControl::inline_text && control <= ItemControl::legal;
}

}  // namespace anteroom::form
