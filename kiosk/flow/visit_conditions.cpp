// A visit with several reasons as pages: what of each condition is asked, its steps, and where a
// page must say which condition it is about.
#include <algorithm>

#include "kiosk/flow/visit_state.h"

namespace anteroom::flow {
namespace {

using intake::VisitPart;

constexpr int kHealthChecks = 3, kYourHealth = 7;

}  // namespace

std::string Visit::State::title_of(const std::string& plugin) const {
  const plugin::Bundle* bundle = intake->bundle(plugin);
  return bundle == nullptr ? plugin : bundle->manifest().title_in(shown_language);
}

/// About you, Your visit, Health checks, each reason by its name, Your health, Check answers.
std::vector<std::string> Visit::State::step_names() const {
  std::vector<std::string> names;
  if (stories.empty() || !intake) return names;
  const auto add = [&](int step) { names.emplace_back(words(step_word(step), shown_language)); };
  for (int step = 1; step <= kHealthChecks; ++step) add(step);
  for (const std::string& story : stories) names.push_back(title_of(story));
  for (int step = kYourHealth; step <= kSteps; ++step) add(step);
  return names;
}

int Visit::State::step_in_visit(const intake::ItemRef& item, int step_in_form) const {
  if (stories.empty()) return step_in_form;
  const auto own = std::find(stories.begin(), stories.end(), item.plugin);
  switch (intake->part(item)) {
    case VisitPart::person:
      return step_in_form;
    case VisitPart::checks:
      return kHealthChecks;
    case VisitPart::story:
      return kHealthChecks + 1 + static_cast<int>(own - stories.begin());
    case VisitPart::history:
    case VisitPart::unset:
      break;
  }
  return kHealthChecks + 1 + static_cast<int>(stories.size());
}

/// One condition's own question, among others of the same kind: it must say whose it is.
bool Visit::State::own_question(const intake::ItemRef& item) const {
  const bool reason = std::find(stories.begin(), stories.end(), item.plugin) != stories.end();
  return reason && intake->part(item) != VisitPart::person && intake->shared_with(item).empty();
}

std::vector<PagePlan> Visit::State::pages_of(const std::string& plugin) const {
  const form::Form* form = intake->form(plugin);
  if (form == nullptr) return {};
  if (stories.empty()) return plan_pages(*form, plugin, rows());
  std::vector<PagePlan> pages = plan_pages(*form, plugin, rows(), [&](const std::string& path) {
    return intake->asks({plugin, path});
  });
  for (PagePlan& page : pages) {
    if (page.paths.empty()) continue;
    const auto own = [&](const std::string& path) { return own_question({plugin, path}); };
    page.step = step_in_visit({plugin, page.paths.front()}, page.step);
    if (std::any_of(page.paths.begin(), page.paths.end(), own))
      page.names = PagePlan::Names::condition;
  }
  return pages;
}

ReviewScope Visit::State::review_scope(const std::string& plugin) const {
  if (stories.empty()) return {};
  ReviewScope scope;
  scope.asks = [this, plugin](const std::string& path) { return intake->asks({plugin, path}); };
  scope.step = [this, plugin](const std::string& path) {
    const form::Definition& definition = intake->form(plugin)->definition();
    const form::ItemDefinition* item = definition.find(link_id_of(path));
    return step_in_visit({plugin, path},
                         item == nullptr ? kYourHealth : step_of(definition, *item));
  };
  scope.step_name = [names = shell()](int step) { return names.step_name(step); };
  scope.condition = [this, plugin](const std::string& path) {
    const intake::ItemRef item{plugin, path};
    // A story's lines stand under its name already.
    return own_question(item) && intake->part(item) != VisitPart::story ? title_of(plugin)
                                                                        : std::string();
  };
  return scope;
}

/// Names an open question among those of all conditions: two may have items of one linkId.
std::string Visit::State::row_name(const intake::ItemRef& item) const {
  return stories.empty() ? item.path : item.plugin + "/" + item.path;
}

}  // namespace anteroom::flow
