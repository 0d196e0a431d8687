#include "core/summary/names.h"

#include <algorithm>

#include "core/summary/clean_text.h"
#include "core/summary/model_parts.h"

namespace anteroom::summary {

bool has_several_reasons(const intake::Record& record) {
  return std::count_if(record.plugins.begin(), record.plugins.end(),
                       [](const intake::PluginUse& use) {
                         return use.role != intake::PluginRole::common_history;
                       }) > 1;
}

std::string question_name(const PluginView& view, std::string_view link_id) {
  const intake::AnswerLine* line = view.find(link_id);
  return line == nullptr || line->shared.empty() ? view.id() + "/" + std::string(link_id)
                                                 : line->shared;
}

std::string condition_of(const intake::Record& record, std::string_view plugin) {
  if (!has_several_reasons(record)) return "";
  for (const intake::PluginUse& use : record.plugins)
    if (use.id == plugin && use.role != intake::PluginRole::common_history)
      return clean_text(use.title);
  return "";
}

std::string rule_name(const intake::Record& record, std::string_view plugin,
                      const std::string& rule) {
  const std::string condition = condition_of(record, plugin);
  return condition.empty() ? rule : condition + " " + rule;
}

std::string label_of(const intake::Record& record, const std::vector<PluginView>& views,
                     const PluginView& view, std::string_view link_id) {
  const std::string label = view.label(link_id), condition = condition_of(record, view.id());
  if (condition.empty()) return label;
  const bool taken =
      std::any_of(record.answers.begin(), record.answers.end(), [&](const auto& line) {
        const PluginView* other = line.plugin == view.id() ? nullptr : view_of(views, line.plugin);
        return other != nullptr && other->label(line.link_id) == label &&
               question_name(*other, line.link_id) != question_name(view, link_id);
      });
  return taken ? label + " (" + condition + ")" : label;
}

bool denied_elsewhere(const std::vector<PluginView>& views, const PluginView& view,
                      std::string_view link_id, const std::string& label) {
  return std::any_of(views.begin(), views.end(), [&](const PluginView& other) {
    if (other.id() == view.id()) return false;
    const auto& entries = other.summary().array_or_empty("denied");
    return std::any_of(entries.begin(), entries.end(), [&](const fhir::Json& entry) {
      return entry.string_or_empty("label") == label &&
             question_name(other, entry.string_or_empty("item")) != question_name(view, link_id);
    });
  });
}

}  // namespace anteroom::summary
