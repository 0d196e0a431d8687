#include "core/plugin/summary_reader.h"

#include <algorithm>

#include "core/plugin/strict_reader.h"

namespace anteroom::plugin {
namespace {

class SummaryReader {
 public:
  SummaryReader(const form::Definition* definition, Errors& errors)
      : definition_(definition), errors_(errors), reader_("AR-P002", errors) {}

  std::vector<SummaryLine> read(const fhir::Json& json) {
    std::vector<SummaryLine> lines;
    if (!reader_.object(
            json, "", {"schema", "lines"},
            {"labels", "words", "headline", "own_words", "denied", "history", "medicines", "tried",
             "work", "impact", "pain", "body_map", "exam_prompts"}))
      return lines;
    const fhir::JsonArray& list = reader_.array(json, "", "lines", 64);
    for (std::size_t i = 0; i < list.size(); ++i) line(list[i], pointer_to("/lines", i), lines);
    std::stable_sort(lines.begin(), lines.end(),
                     [](const auto& a, const auto& b) { return a.order < b.order; });
    if (json.find("headline") != nullptr) mark_check(json.string_or_empty("headline"), "/headline");
    for (const std::string_view group : {"history", "medicines", "tried", "work"})
      templates(json, group);
    for (const std::string_view group : {"labels", "words"}) members(json, group);
    items(json, "denied", "item");
    items(json, "pain", "item");
    return lines;
  }

 private:
  void line(const fhir::Json& json, const std::string& pointer, std::vector<SummaryLine>& lines) {
    if (!reader_.object(json, pointer, {"id", "label", "order", "template"}, {})) return;
    SummaryLine line{reader_.string(json, pointer, "id", 64),
                     reader_.string(json, pointer, "label", 64),
                     reader_.string(json, pointer, "template", 2000), 0};
    const fhir::Json& order = *json.find("order");
    if (!order.is_integer())
      return reader_.complain(pointer + "/order", "A whole number must stand here.");
    line.order = static_cast<int>(order.as_integer());
    const bool twice = std::any_of(lines.begin(), lines.end(),
                                   [&](const auto& other) { return other.id == line.id; });
    if (twice) reader_.complain(pointer + "/id", "Two lines have this id.");
    mark_check(line.text, pointer + "/template");
    lines.push_back(std::move(line));
  }

  void mark_check(std::string_view text, const std::string& pointer) {
    const auto marks = template_items(text);
    if (!marks) return reader_.complain(pointer, "A '{' or '[' of this template is not closed.");
    for (const std::string& mark : *marks) {
      if (mark != "@age-sex") item(mark, pointer);
    }
  }

  void item(std::string_view link_id, const std::string& pointer) {
    if (definition_ != nullptr && definition_->find(link_id) == nullptr)
      errors_.push_back({"AR-P019", "No form has the item \"" + std::string(link_id) + "\".",
                         pointer, "Correct the linkId."});
  }

  void templates(const fhir::Json& json, std::string_view group) {
    const fhir::JsonArray& list = reader_.array(json, "", group, 64);
    for (std::size_t i = 0; i < list.size(); ++i)
      mark_check(list[i].string_or_empty("template"),
                 pointer_to(pointer_to(pointer_to("", group), i), "template"));
  }

  void members(const fhir::Json& json, std::string_view group) {
    const fhir::Json* object = json.find(group);
    if (object == nullptr || !object->is_object()) return;
    for (const auto& [link_id, value] : object->as_object()) {
      if (link_id != "*") item(link_id, pointer_to(pointer_to("", group), link_id));
    }
  }

  void items(const fhir::Json& json, std::string_view group, std::string_view key) {
    const fhir::JsonArray& list = reader_.array(json, "", group, 200);
    for (std::size_t i = 0; i < list.size(); ++i)
      item(list[i].string_or_empty(key), pointer_to(pointer_to(pointer_to("", group), i), key));
  }

  const form::Definition* definition_;
  Errors& errors_;
  StrictReader reader_;
};

}  // namespace

std::optional<std::vector<std::string>> template_items(std::string_view text) {
  std::vector<std::string> items;
  bool in_segment = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '[' || text[i] == ']') {
      if (in_segment == (text[i] == '[')) return std::nullopt;  // segments do not nest
      in_segment = text[i] == '[';
    } else if (text[i] == '{') {
      const std::size_t end = text.find('}', i);
      if (end == std::string_view::npos) return std::nullopt;
      items.emplace_back(text.substr(i + 1, end - i - 1));
      i = end;
    } else if (text[i] == '}') {
      return std::nullopt;
    }
  }
  if (in_segment) return std::nullopt;
  return items;
}

std::vector<SummaryLine> read_summary(const fhir::Json& summary, const form::Definition* definition,
                                      Errors& errors) {
  return SummaryReader(definition, errors).read(summary);
}

}  // namespace anteroom::plugin
