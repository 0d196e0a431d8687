// A table of item states as an AnswerSource, short words for the states, and small items for rules
// to read.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/fhir/json.h"
#include "core/form/form.h"
#include "core/triage/program.h"
#include "core/triage/triage.h"

namespace anteroom::triage::testing {

using form::ItemState;

inline ItemState answered(std::vector<std::string> codes) {
  ItemState state;
  state.kind = ItemState::Kind::answered;
  state.shown = true;
  state.codes = std::move(codes);
  return state;
}
inline ItemState partial(std::vector<std::string> codes,
                         form::UnknownReason reason = form::UnknownReason::asked_unknown) {
  ItemState state = answered(std::move(codes));
  state.partial = true;
  state.reason = reason;
  return state;
}
inline ItemState number(std::int64_t value) {
  ItemState state = answered({});
  state.number = fhir::Decimal(value);
  return state;
}
inline ItemState unknown(form::UnknownReason reason = form::UnknownReason::none) {
  ItemState state;
  state.shown = true;
  state.reason = reason;
  return state;
}
inline ItemState not_present() {
  ItemState state;
  state.kind = ItemState::Kind::not_present;
  return state;
}

/// Items that are not in the table are unknown: one instance without an answer.
class TableSource final : public AnswerSource {
 public:
  std::map<std::string, std::vector<ItemState>> table;

  [[nodiscard]] std::vector<ItemState> states(std::string_view link_id) const override {
    ++reads;
    const auto place = table.find(std::string(link_id));
    return place == table.end() ? std::vector<ItemState>{unknown()} : place->second;
  }
  void set(const std::string& link_id, ItemState state) { table[link_id] = {std::move(state)}; }

  mutable int reads = 0;  ///< how often an item was asked for
};

inline form::ItemDefinition choice(std::string link_id, const std::vector<std::string>& codes) {
  form::ItemDefinition item;
  item.link_id = std::move(link_id);
  item.type = form::ItemType::choice;
  for (const std::string& code : codes) {
    form::Option option;
    option.code = code;
    if (const auto reason = form::unknown_reason_from_code(code)) option.unknown = *reason;
    item.options.push_back(std::move(option));
  }
  return item;
}
inline form::ItemDefinition typed(std::string link_id, form::ItemType type) {
  form::ItemDefinition item;
  item.link_id = std::move(link_id);
  item.type = type;
  return item;
}
inline form::ItemDefinition bounded(std::string link_id, std::int64_t least,
                                    std::int64_t greatest) {
  form::ItemDefinition item = typed(std::move(link_id), form::ItemType::integer);
  item.min_value = fhir::Decimal(least);
  item.max_value = fhir::Decimal(greatest);
  return item;
}

/// a, b, c: yes/no; m: many codes; flag: boolean; n, k: 0-10; free: integer without bounds; words:
/// text; many: a repeating integer; group g repeats and holds in-group (integer) and in-group-code
/// (choice).
inline const std::vector<form::ItemDefinition>& small_items() {
  static const std::vector<form::ItemDefinition> items = [] {
    std::vector<form::ItemDefinition> out;
    for (const char* link_id : {"a", "b", "c"})
      out.push_back(choice(link_id, {"yes", "no", "asked-unknown"}));
    out.push_back(
        choice("m", {"x", "y", "z", "none", "asked-unknown", "asked-declined", "skipped"}));
    out.push_back(typed("flag", form::ItemType::boolean));
    out.push_back(bounded("n", 0, 10));
    out.push_back(bounded("k", 0, 10));
    out.push_back(typed("free", form::ItemType::integer));
    out.push_back(typed("words", form::ItemType::text));
    out.push_back(typed("many", form::ItemType::integer));
    out.back().repeats = true;
    out.push_back(typed("g", form::ItemType::group));
    out.back().repeats = true;
    out.push_back(typed("in-group", form::ItemType::integer));
    out.back().parent = "g";
    out.push_back(choice("in-group-code", {"yes", "no"}));
    out.back().parent = "g";
    return out;
  }();
  return items;
}

inline const form::ItemDefinition* find_small_item(std::string_view link_id) {
  for (const form::ItemDefinition& item : small_items()) {
    if (item.link_id == link_id) return &item;
  }
  return nullptr;
}

/// The bundle's two forms as one questionnaire, as the kiosk merges them.
inline fhir::Json upper_back_pain_form() {
  const std::string folder = std::string(ANTEROOM_SOURCE_DIR) + "/plugins/upper_back_pain/forms/";
  fhir::Json intake = fhir::read_json_file(folder + "intake.json").value();
  const fhir::Json history = fhir::read_json_file(folder + "history.json").value();
  for (const fhir::Json& group : history.array_or_empty("item")) intake.find("item")->push(group);
  return intake;
}

inline fhir::Json read_source_file(const std::string& path) {
  return fhir::read_json_file(std::string(ANTEROOM_SOURCE_DIR) + "/" + path).value();
}

}  // namespace anteroom::triage::testing
