#include "kiosk/flow/page_language.h"

#include <algorithm>

#include "core/form/language_cover.h"
#include "kiosk/flow/entries.h"

namespace anteroom::flow {
namespace {

using form::Definition;
using form::ItemDefinition;

/// The item, and whatever a list of its entries says about them.
bool covered_below(const Definition& definition, const std::string& link_id,
                   std::string_view language) {
  if (!form::is_in_language(definition, link_id, language)) return false;
  const ItemDefinition* item = definition.find(link_id);
  return item == nullptr ||
         std::all_of(item->children.begin(), item->children.end(), [&](const std::string& child) {
           return covered_below(definition, child, language);
         });
}

/// The item and the one over it: a row of a grid bears its parent's name.
bool covered(const Definition& definition, const std::string& link_id, std::string_view language) {
  if (!form::is_in_language(definition, link_id, language)) return false;
  const ItemDefinition* item = definition.find(link_id);
  return item == nullptr || item->parent.empty() ||
         form::is_in_language(definition, item->parent, language);
}

bool manifest_has(const plugin::Manifest& manifest, std::string_view language) {
  const auto has = [language](const auto& texts) {
    return std::any_of(texts.begin(), texts.end(), [language](const auto& one) {
      return language == one.first || language.starts_with(one.first + "-");
    });
  };
  return has(manifest.title) && has(manifest.description);
}

}  // namespace

std::string language_of_plan(const form::Form& form, const PagePlan& plan,
                             std::string_view wanted) {
  const Definition& definition = form.definition();
  bool there = plan.group.empty() || form::is_in_language(definition, plan.group, wanted);
  if (!plan.entry.empty())
    there = there && form::is_in_language(definition, link_id_of(plan.entry), wanted);
  for (const std::string& path : plan.paths) {
    const std::string link_id = link_id_of(path);
    there = there && (plan.kind == PageKind::entries ? covered_below(definition, link_id, wanted)
                                                     : covered(definition, link_id, wanted));
  }
  return there ? std::string(wanted) : form::source_language(definition);
}

std::string language_of_paths(const form::Form& form, const std::vector<std::string>& paths,
                              std::string_view wanted) {
  const Definition& definition = form.definition();
  const bool there = std::all_of(paths.begin(), paths.end(), [&](const std::string& path) {
    return covered(definition, link_id_of(path), wanted);
  });
  return there ? std::string(wanted) : form::source_language(definition);
}

std::string language_of_reasons(const std::vector<std::shared_ptr<const plugin::Bundle>>& bundles,
                                std::string_view wanted) {
  const bool there = std::all_of(bundles.begin(), bundles.end(), [wanted](const auto& bundle) {
    return manifest_has(bundle->manifest(), wanted);
  });
  return there ? std::string(wanted) : std::string("en");
}

}  // namespace anteroom::flow
