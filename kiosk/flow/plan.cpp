#include "kiosk/flow/plan.h"

#include <algorithm>
#include <optional>

#include "core/intake/visit_part.h"
#include "kiosk/flow/choices.h"
#include "kiosk/flow/entries.h"
#include "kiosk/flow/item_details.h"

namespace anteroom::flow {
namespace {

using form::ItemDefinition;
using form::ItemType;

constexpr int kHealthChecks = 3;

PageKind kind_of_choice(const ItemDefinition& item) {
  if (!item.body_map.empty()) return PageKind::body_map;
  if (is_searched(item)) return PageKind::search;
  if (item.repeats) return PageKind::many_of;
  return is_yes_no(item) ? PageKind::yes_no : PageKind::one_of;
}

PageKind kind_of_number(const ItemDefinition& item) {
  const bool zero_to_ten = item.min_value && item.max_value &&
                           *item.min_value == fhir::Decimal(0) &&
                           *item.max_value == fhir::Decimal(10);
  if (item.type == ItemType::integer && zero_to_ten) return PageKind::scale;
  return item.more().control == form::ItemControl::slider && item.min_value && item.max_value &&
                 unit_options(item).size() < 2
             ? PageKind::slider
             : PageKind::number;
}

bool is_table(const ItemDefinition* group) {
  if (group == nullptr) return false;
  const form::ItemControl control = group->more().control;
  return control >= form::ItemControl::table && control <= form::ItemControl::grid;
}

/// Short answers that stand in one row beside "Not sure": fewer letters in larger type.
bool fits_a_row(const ItemDefinition& item, int rows_per_page) {
  if (item.type == ItemType::boolean) return true;
  if (item.type != ItemType::choice || item.repeats) return false;
  const std::size_t most = rows_per_page >= 4 ? 30 : rows_per_page == 3 ? 24 : 19;
  std::size_t letters = 0, count = 0;
  for (const form::Option& option : item.options) {
    if (option.unknown != form::UnknownReason::none) continue;
    letters += option.display.size();
    if (option.code.find(':') != std::string::npos) return false;  // see Visit::choose_row
    ++count;
  }
  return count > 0 && count <= 3 && letters <= most;
}

/// Row items of one group in a run: cut into pages of nearly equal length, 5 rows at 4 a page are 3
/// and 2.
void add_rows(std::vector<PagePlan>& pages, const PagePlan& like,
              const std::vector<std::string>& run, int rows_per_page) {
  if (run.empty()) return;
  const std::size_t most = static_cast<std::size_t>(std::max(1, rows_per_page));
  const std::size_t count = (run.size() + most - 1) / most;
  std::size_t begin = 0;
  for (std::size_t page = 0; page < count; ++page) {
    const std::size_t end = begin + (run.size() - begin + (count - page) - 1) / (count - page);
    PagePlan rows = like;
    rows.kind = PageKind::rows;
    rows.paths.assign(run.begin() + static_cast<std::ptrdiff_t>(begin),
                      run.begin() + static_cast<std::ptrdiff_t>(end));
    rows.key = "rows:" + rows.plugin + "/" + rows.paths.front();
    pages.push_back(std::move(rows));
    begin = end;
  }
}

/// The linkId of the group whose rows the item belongs to; "" when it has a page of its own.
std::string row_group(const form::Definition& definition, const ItemDefinition& item, int step,
                      int rows_per_page) {
  if (item.private_item || item.parent.empty()) return {};
  const ItemDefinition* parent = definition.find(item.parent);
  if (parent == nullptr || parent->type != ItemType::group) return {};
  if (step == kHealthChecks && item.safety && is_yes_no(item)) return item.parent;
  if (!fits_a_row(item, rows_per_page) || !item.body_map.empty()) return {};
  if (is_table(parent)) return item.parent;
  // A grid's rows are groups: one question in it makes a row, several are asked one by one.
  const ItemDefinition* grid = definition.find(parent->parent);
  return is_table(grid) && parent->children.size() == 1 ? parent->parent : std::string();
}

/// Walks the form once and keeps the open run of rows.
class Planner {
 public:
  Planner(const form::Form& form, std::string_view plugin, int rows_per_page,
          const std::function<bool(const std::string&)>& asks)
      : form_(form), plugin_(plugin), rows_per_page_(rows_per_page), asks_(asks) {}

  std::vector<PagePlan> pages() {
    for (const std::string& path : form_.enabled_paths()) {
      close_entries(path);
      visit(path);
    }
    close_entries({});
    close_run();
    std::stable_sort(pages_.begin(), pages_.end(), [](const PagePlan& left, const PagePlan& right) {
      if (left.step != right.step) return left.step < right.step;
      return last_in_step(left) < last_in_step(right);
    });
    return std::move(pages_);
  }

 private:
  void visit(const std::string& path) {
    const ItemDefinition* item = form_.definition().find(link_id_of(path));
    if (item == nullptr) return;
    if (has_entries(*item)) open_entries(*item, path);
    if (item->type == ItemType::display) return reading(*item, path);
    if (kind_of(*item) == PageKind::unset || form_.prefilled(path)) return;
    if (asks_ && !asks_(path)) return;
    PagePlan page = planned(*item, path);
    page.group = row_group(form_.definition(), *item, page.step, rows_per_page_);
    if (!page.group.empty()) {
      if (!run_.empty() && (like_.group != page.group || like_.entry != page.entry)) close_run();
      if (run_.empty()) like_ = page;
      run_.push_back(path);
      return;
    }
    page.group = item->parent;
    close_run();
    pages_.push_back(std::move(page));
  }

  [[nodiscard]] PagePlan planned(const ItemDefinition& item, const std::string& path) const {
    PagePlan page;
    page.kind = kind_of(item);
    page.plugin = plugin_;
    page.paths = {path};
    page.entry = entry_of(path);
    page.step = step_of(form_.definition(), item);
    // Inside an entry a private question keeps its place: the entry's pages stand together.
    page.private_page = item.private_item;
    page.key = "item:" + plugin_ + "/" + path;
    return page;
  }

  void reading(const ItemDefinition& item, const std::string& path) {
    if (is_attached(form_.definition(), item) || item.text.empty()) return;
    close_run();
    PagePlan page = planned(item, path);
    page.kind = PageKind::reading;
    page.key = "reading:" + plugin_ + "/" + path;
    pages_.push_back(std::move(page));
  }

  void open_entries(const ItemDefinition& item, const std::string& path) {
    const std::string group = group_of_entry(path);
    if (!open_.empty() && open_.back().group == group) return;
    close_run();
    open_.push_back({group, &item, pages_.size()});
  }

  /// The list page comes after the last entry, before what follows the group.
  void close_entries(const std::string& next) {
    while (!open_.empty() && !is_in(next, open_.back().group)) {
      const OpenGroup closed = open_.back();
      open_.pop_back();
      const bool asks = pages_.size() + run_.size() > closed.pages_before;
      const std::optional<int> most = closed.item->more().max_occurs;
      if (!asks || closed.item->read_only || (most && *most < 2)) continue;
      close_run();
      PagePlan page = planned(*closed.item, closed.group);
      page.kind = PageKind::entries;
      page.key = "entries:" + plugin_ + "/" + closed.group;
      pages_.push_back(std::move(page));
    }
  }

  void close_run() {
    add_rows(pages_, like_, run_, rows_per_page_);
    run_.clear();
  }

  [[nodiscard]] static bool last_in_step(const PagePlan& page) {
    return page.private_page && page.entry.empty();
  }

  struct OpenGroup {
    std::string group;
    const ItemDefinition* item = nullptr;
    std::size_t pages_before = 0;
  };

  const form::Form& form_;
  std::string plugin_;
  int rows_per_page_;
  const std::function<bool(const std::string&)>& asks_;
  std::vector<OpenGroup> open_;
  std::vector<PagePlan> pages_;
  PagePlan like_;
  std::vector<std::string> run_;
};

}  // namespace

bool PagePlan::holds(std::string_view plugin_id, std::string_view path) const {
  return plugin == plugin_id && std::find(paths.begin(), paths.end(), path) != paths.end();
}

int step_of(const ItemDefinition& item) {
  const int step = intake::step_number(item.step);
  return step == 0 ? 7 : step;
}

int step_of(const form::Definition& definition, const ItemDefinition& item) {
  const ItemDefinition* outermost = &item;
  for (const ItemDefinition* above = &item; above != nullptr;
       above = above->parent.empty() ? nullptr : definition.find(above->parent)) {
    if (has_entries(*above)) outermost = above;
  }
  return step_of(*outermost);
}

bool is_yes_no(const ItemDefinition& item) {
  if (item.type == ItemType::boolean) return true;
  if (item.type != ItemType::choice || item.repeats) return false;
  std::vector<std::string> codes;
  for (const form::Option& option : item.options) {
    if (option.unknown == form::UnknownReason::none) codes.push_back(option.code);
  }
  std::sort(codes.begin(), codes.end());
  return codes == std::vector<std::string>{"no", "yes"};
}

PageKind kind_of(const ItemDefinition& item) {
  if (item.hidden || item.read_only) return PageKind::unset;
  switch (item.type) {
    case ItemType::boolean:
      return PageKind::yes_no;
    case ItemType::choice:
    case ItemType::open_choice:
      return kind_of_choice(item);
    case ItemType::integer:
    case ItemType::decimal:
    case ItemType::quantity:
      return kind_of_number(item);
    case ItemType::time:
      return PageKind::number;
    case ItemType::date:
    case ItemType::date_time:
      return PageKind::date;
    case ItemType::attachment:
    case ItemType::reference:
      return PageKind::one_of;  // nothing to choose at a kiosk: the page offers staff help
    case ItemType::string:
    case ItemType::text:
    case ItemType::url:
      return PageKind::text;
    default:
      return PageKind::unset;  // groups and display: nothing to answer
  }
}

bool answered(const form::Form& form, std::string_view path) {
  return form.unknown_reason(path) == form::UnknownReason::none && !form.answers(path).empty();
}

bool asked(const form::Form& form, std::string_view path) {
  return form.unknown_reason(path) != form::UnknownReason::none || !form.answers(path).empty();
}

std::vector<PagePlan> plan_pages(const form::Form& form, std::string_view plugin, int rows_per_page,
                                 const std::function<bool(const std::string& path)>& asks) {
  return Planner(form, plugin, rows_per_page, asks).pages();
}

}  // namespace anteroom::flow
