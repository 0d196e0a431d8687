#include "kiosk/flow/plan.h"

#include <algorithm>
#include <cctype>

namespace anteroom::flow {
namespace {

using form::ItemDefinition;
using form::ItemType;

constexpr int kHealthChecks = 3;

/// "Health checks", "health_checks" and "health-checks" are one word.
std::string normalised(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += c == ' ' || c == '_' ? '-' : static_cast<char>(std::tolower(byte));
  }
  return out;
}

PageKind kind_of_choice(const ItemDefinition& item) {
  if (!item.body_map.empty()) return PageKind::body_map;
  if (item.repeats) return PageKind::many_of;
  return is_yes_no(item) ? PageKind::yes_no : PageKind::one_of;
}

PageKind kind_of_number(const ItemDefinition& item) {
  const bool zero_to_ten = item.min_value && item.max_value &&
                           *item.min_value == fhir::Decimal(0) &&
                           *item.max_value == fhir::Decimal(10);
  return item.type == ItemType::integer && zero_to_ten ? PageKind::scale : PageKind::number;
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

bool is_row_item(const ItemDefinition& item, int step) {
  return step == kHealthChecks && item.safety && is_yes_no(item) && !item.private_item &&
         !item.parent.empty();
}

/// Walks the form once and keeps the open run of rows.
class Planner {
 public:
  Planner(const form::Form& form, std::string_view plugin, int rows_per_page)
      : form_(form), plugin_(plugin), rows_per_page_(rows_per_page) {}

  std::vector<PagePlan> pages() {
    for (const std::string& path : form_.enabled_paths()) visit(path);
    close_run();
    std::stable_sort(pages_.begin(), pages_.end(), [](const PagePlan& left, const PagePlan& right) {
      return left.step != right.step ? left.step < right.step
                                     : left.private_page < right.private_page;
    });
    return std::move(pages_);
  }

 private:
  void visit(const std::string& path) {
    const ItemDefinition* item = form_.definition().find(link_id_of(path));
    if (item == nullptr || kind_of(*item) == PageKind::unset || form_.prefilled(path)) return;
    PagePlan page;
    page.kind = kind_of(*item);
    page.plugin = plugin_;
    page.paths = {path};
    page.group = item->parent;
    page.step = step_of(*item);
    page.private_page = item->private_item;
    page.key = "item:" + plugin_ + "/" + path;
    if (is_row_item(*item, page.step)) {
      if (!run_.empty() && like_.group != page.group) close_run();
      if (run_.empty()) like_ = page;
      run_.push_back(path);
      return;
    }
    close_run();
    pages_.push_back(std::move(page));
  }

  void close_run() {
    add_rows(pages_, like_, run_, rows_per_page_);
    run_.clear();
  }

  const form::Form& form_;
  std::string plugin_;
  int rows_per_page_;
  std::vector<PagePlan> pages_;
  PagePlan like_;
  std::vector<std::string> run_;
};

}  // namespace

bool PagePlan::holds(std::string_view plugin_id, std::string_view path) const {
  return plugin == plugin_id && std::find(paths.begin(), paths.end(), path) != paths.end();
}

int step_of(const ItemDefinition& item) {
  static const std::vector<std::string_view> names = {
      "about-you", "your-visit", "health-checks", "your-words",
      "your-pain", "daily-life", "your-health",   "check-answers"};
  const std::string step = normalised(item.step);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (step == names[i] || step == std::to_string(i + 1)) return static_cast<int>(i) + 1;
  }
  return 7;
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

std::vector<PagePlan> plan_pages(const form::Form& form, std::string_view plugin,
                                 int rows_per_page) {
  return Planner(form, plugin, rows_per_page).pages();
}

}  // namespace anteroom::flow
