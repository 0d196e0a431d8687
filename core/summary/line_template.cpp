#include "core/summary/line_template.h"

#include "core/summary/clean_text.h"
#include "core/summary/words.h"

namespace anteroom::summary {
namespace {

const fhir::Json& no_summary() {
  static const fhir::Json empty = fhir::Json::object();
  return empty;
}

std::string lookup(const fhir::Json* table, std::string_view key) {
  return table == nullptr ? std::string() : std::string(table->string_or_empty(key));
}

// Runs of spaces become one, ends are trimmed, sentences begin with a capital (ASCII: plugin words
// are the clinic's).
std::string tidy_sentences(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
    const bool first =
        out.empty() || (out.size() >= 2 && out.back() == ' ' && out[out.size() - 2] == '.');
    out += first && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace

PluginView::PluginView(const intake::Record& record, std::size_t plugin_index)
    : id_(record.plugins[plugin_index].id),
      summary_(plugin_index < record.summaries.size() ? &record.summaries[plugin_index]
                                                      : &no_summary()) {
  for (const intake::AnswerLine& line : record.answers) {
    if (line.plugin == id_) lines_.emplace(line.link_id, &line);
  }
}

const intake::AnswerLine* PluginView::find(std::string_view link_id) const {
  const auto found = lines_.find(link_id);
  return found == lines_.end() ? nullptr : found->second;
}

std::string PluginView::label(std::string_view link_id) const {
  std::string label = lookup(summary_->find("labels"), link_id);
  if (!label.empty()) return label;
  const intake::AnswerLine* line = find(link_id);
  return line != nullptr && !line->question.empty() ? clean_text(line->question)
                                                    : std::string(link_id);
}

std::string PluginView::code_words(std::string_view link_id, std::string_view code) const {
  const fhir::Json* words = summary_->find("words");
  if (words == nullptr) return "";
  const std::string own = lookup(words->find(link_id), code);
  return own.empty() ? lookup(words->find("*"), code) : own;
}

std::string PluginView::words(std::string_view link_id) const {
  const intake::AnswerLine* line = find(link_id);
  if (line == nullptr) return "not asked";
  if (line->kind == form::ItemState::Kind::not_present) return "does not apply";
  if (line->kind == form::ItemState::Kind::unknown) return unknown_words(*line);
  std::string text;
  for (const std::string& code : line->codes) {
    const std::string word = code_words(link_id, code);
    if (word.empty()) {
      // A code without a clinic word: the answer as the form words it is complete, a part of it
      // would not be.
      text = clean_text(line->answer);
      break;
    }
    text += (text.empty() ? "" : ", ") + word;
  }
  if (line->codes.empty() && line->free_text.empty()) text = clean_text(line->answer);
  const std::string typed = clean_text(line->free_text);
  if (!typed.empty() && text.find(typed) == std::string::npos)
    text += (text.empty() ? "" : ", ") + typed;
  if (line->partial) {
    const std::string rest =
        line->reason == form::UnknownReason::none ? "not sure" : unknown_words(*line);
    text += " (rest " + rest + ")";
  }
  return text.empty() ? "answered" : text;
}

bool PluginView::keeps_segment(std::string_view link_id) const {
  const intake::AnswerLine* line = find(link_id);
  if (line == nullptr) return false;
  return line->kind == form::ItemState::Kind::answered ||
         (line->safety && line->kind == form::ItemState::Kind::unknown);
}

std::string PluginView::fill(std::string_view text, std::string_view age_sex) const {
  std::string out, segment;
  bool inside = false, kept = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string& target = inside ? segment : out;
    const char c = text[i];
    if (c == '\\' && i + 1 < text.size()) {
      target += text[++i];
    } else if (c == '[' && !inside) {
      inside = true;
      kept = false;
      segment.clear();
    } else if (c == ']' && inside) {
      inside = false;
      if (kept) out += segment;
    } else if (const std::size_t close = c == '{' ? text.find('}', i) : std::string_view::npos;
               close != std::string_view::npos) {
      const std::string_view item = text.substr(i + 1, close - i - 1);
      target += item == "@age-sex" ? std::string(age_sex) : words(item);
      kept = kept || keeps_segment(item);
      i = close;
    } else {
      target += c;
    }
  }
  if (inside && kept) out += segment;
  return tidy_sentences(out);
}

}  // namespace anteroom::summary
