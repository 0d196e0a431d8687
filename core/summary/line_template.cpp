#include "core/summary/line_template.h"

#include "core/summary/clean_text.h"

namespace anteroom::summary {
namespace {

const fhir::Json& no_summary() {
  static const fhir::Json empty = fhir::Json::object();
  return empty;
}

}  // namespace

PluginView::PluginView(const intake::Record& record, std::size_t plugin_index)
    : id_(record.plugins[plugin_index].id),
      summary_(plugin_index < record.summaries.size() ? &record.summaries[plugin_index]
                                                      : &no_summary()),
      answers_(record.answers, id_, *summary_) {}

const intake::AnswerLine* PluginView::find(std::string_view link_id) const {
  return answers_.find(link_id);
}

std::string PluginView::label(std::string_view link_id) const {
  const fhir::Json* labels = summary_->find("labels");
  if (labels != nullptr && !labels->string_or_empty(link_id).empty())
    return std::string(labels->string_or_empty(link_id));
  const intake::AnswerLine* line = find(link_id);
  return line != nullptr && !line->question.empty() ? clean_text(line->question)
                                                    : std::string(link_id);
}

std::string PluginView::code_words(std::string_view link_id, std::string_view code) const {
  return answers_.code_words(link_id, code);
}

std::string PluginView::words(std::string_view link_id) const {
  return clean_text(answers_.words(link_id));
}

std::string PluginView::fill(std::string_view text, std::string_view age_sex) const {
  return clean_text(answers_.fill(text, age_sex));
}

}  // namespace anteroom::summary
