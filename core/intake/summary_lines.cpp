#include "core/intake/summary_lines.h"

#include <algorithm>

namespace anteroom::intake {
namespace {

using Kind = form::ItemState::Kind;

std::string lookup(const fhir::Json* table, std::string_view key) {
  return table == nullptr ? std::string() : std::string(table->string_or_empty(key));
}

/// Runs of spaces become one, ends are trimmed, sentences begin with a capital (ASCII letters:
/// these are the bundle's own words in the clinic's language; another script has no capitals or
/// brings them).
std::string tidy(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
    const bool starts = out.empty() || out.ends_with(". ");
    out += starts && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

}  // namespace

std::string unknown_words(form::UnknownReason reason) {
  switch (reason) {
    case form::UnknownReason::asked_unknown:
      return "not sure";
    case form::UnknownReason::asked_declined:
      return "declined";
    case form::UnknownReason::skipped:
      return "skipped";
    case form::UnknownReason::none:
      break;
  }
  return "not asked";
}

AnswerWords::AnswerWords(const std::vector<AnswerLine>& answers, std::string_view plugin,
                         const fhir::Json& summary)
    : summary_(summary) {
  for (const AnswerLine& line : answers)
    if (line.plugin == plugin) lines_.emplace(line.link_id, &line);
}

const AnswerLine* AnswerWords::find(std::string_view link_id) const {
  const auto found = lines_.find(link_id);
  return found == lines_.end() ? nullptr : found->second;
}

std::string AnswerWords::code_words(std::string_view link_id, std::string_view code) const {
  const fhir::Json* words = summary_.find("words");
  if (words == nullptr) return "";
  const std::string own = lookup(words->find(link_id), code);
  return own.empty() ? lookup(words->find("*"), code) : own;
}

std::string AnswerWords::words(std::string_view link_id) const {
  const AnswerLine* line = find(link_id);
  if (line == nullptr) return "not asked";
  if (line->kind == Kind::not_present) return "does not apply";
  if (line->kind == Kind::unknown) return unknown_words(line->reason);
  std::string text;
  for (const std::string& code : line->codes) {
    const std::string word = code_words(link_id, code);
    if (word.empty()) {
      // A code without a clinic word: the answer as the form words it is whole; a list with one
      // left out would not be.
      text = line->answer;
      break;
    }
    text += (text.empty() ? "" : ", ") + word;
  }
  if (line->codes.empty() && line->free_text.empty()) text = line->answer;
  if (text.find(line->free_text) == std::string::npos)
    text += (text.empty() ? "" : ", ") + line->free_text;
  if (line->partial) {
    const bool said = line->reason != form::UnknownReason::none;
    text += " (rest " + (said ? unknown_words(line->reason) : std::string("not sure")) + ")";
  }
  return text.empty() ? "answered" : text;
}

bool AnswerWords::keeps_segment(std::string_view link_id) const {
  const AnswerLine* line = find(link_id);
  return line != nullptr &&
         (line->kind == Kind::answered || (line->safety && line->kind == Kind::unknown));
}

std::string AnswerWords::fill(std::string_view text, std::string_view age_sex) const {
  std::string out, segment;
  bool inside = false, kept = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string& target = inside ? segment : out;
    const char c = text[i];
    const std::size_t close = c == '{' ? text.find('}', i) : std::string_view::npos;
    if (c == '\\' && i + 1 < text.size()) {
      target += text[++i];
    } else if (c == '[' && !inside) {
      inside = true;
      kept = false;
      segment.clear();
    } else if (c == ']' && inside) {
      inside = false;
      if (kept) out += segment;
    } else if (close != std::string_view::npos) {
      const std::string_view link_id = text.substr(i + 1, close - i - 1);
      target += link_id == "@age-sex" ? std::string(age_sex) : words(link_id);
      kept = kept || keeps_segment(link_id);
      i = close;
    } else {
      target += c;
    }
  }
  if (inside && kept) out += segment;
  return tidy(out);
}

std::vector<Record::Line> render_lines(const plugin::Bundle& bundle, const AnswerWords& words) {
  std::vector<plugin::SummaryLine> templates = bundle.summary_lines();
  std::stable_sort(templates.begin(), templates.end(),
                   [](const auto& a, const auto& b) { return a.order < b.order; });
  std::vector<Record::Line> lines;
  for (const plugin::SummaryLine& line : templates)
    lines.push_back({bundle.manifest().id, line.id, line.label, words.fill(line.text), "core"});
  return lines;
}

}  // namespace anteroom::intake
