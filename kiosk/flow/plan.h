// Which pages a form needs, in which order: recomputed after each answer, so that enablement
// changes re-plan at once.
//
//   std::vector<PagePlan> pages = plan_pages(form, "upper-back-pain", 4);
//
// Pages are found again by key, or by an item they hold when the text size regrouped the rows.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/form/form.h"
#include "kiosk/flow/page.h"

namespace anteroom::flow {

inline constexpr int kSteps = 8;

struct PagePlan {
  PageKind kind = PageKind::unset;
  std::string key;  ///< "item:<plugin>/<path>", "rows:<plugin>/<path of the first row>",
                    ///< "entries:<plugin>/<group path>" or "reading:<plugin>/<path>"
  std::string plugin;
  std::vector<std::string> paths;  ///< one, or the rows
  std::string group;               ///< linkId of the group above, "" at the top
  std::string entry;               ///< path of the entry that holds it ("g[1]"), "" outside
  int step = 0;  ///< 1..8 as the item says; in a visit with several reasons its step there
  /// Whether the page must say which condition it asks about.
  enum class Names : std::uint8_t { nothing = 0, condition } names = Names::nothing;
  bool private_page = false;
  /// Answers nothing: a list of entries or words to read.
  [[nodiscard]] bool asks_nothing() const {
    return kind == PageKind::entries || kind == PageKind::reading;
  }
  [[nodiscard]] bool holds(std::string_view plugin_id, std::string_view path) const;
};

using form::link_id_of;
/// Step 1..8 of an item's step extension ("health-checks", "Health checks", "3"); 7 (Your health)
/// when it has none.
[[nodiscard]] int step_of(const form::ItemDefinition& item);
/// The same within its form: what lies in a repeating group stays with it, so that an entry's pages
/// stand together.
[[nodiscard]] int step_of(const form::Definition& definition, const form::ItemDefinition& item);
/// The kind of a single page for an item; unset when no page can ask it (groups, display, hidden,
/// read-only, ...).
[[nodiscard]] PageKind kind_of(const form::ItemDefinition& item);
/// Real answers without the unknown codes; "yes" and "no" alone make a yes/no item.
[[nodiscard]] bool is_yes_no(const form::ItemDefinition& item);
/// Asked already: answered, or the patient said why not.
[[nodiscard]] bool asked(const form::Form& form, std::string_view path);
[[nodiscard]] bool answered(const form::Form& form, std::string_view path);

/// The pages of one form: enabled items that the visit did not fill itself, sorted by step (form
/// order within a step), safety yes/no items of a health-check group in rows, private items at the
/// end of their step, tables as rows, a list page after the entries of a repeating group.
/// `asks` leaves out what another condition of the visit asks for this one.
[[nodiscard]] std::vector<PagePlan> plan_pages(
    const form::Form& form, std::string_view plugin, int rows_per_page,
    const std::function<bool(const std::string& path)>& asks = {});

}  // namespace anteroom::flow
