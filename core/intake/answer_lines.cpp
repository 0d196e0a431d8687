#include "core/intake/answer_lines.h"

#include <algorithm>
#include <charconv>

#include "core/intake/summary_lines.h"

namespace anteroom::intake {
namespace {

using fhir::Json;
using form::ItemType;
using Kind = form::ItemState::Kind;

bool is_question(const form::ItemDefinition& item) {
  return item.type != ItemType::unset && item.type != ItemType::group &&
         item.type != ItemType::display;
}

/// Codes that are the patient's "I do not know" stand in the form as Codings; they are no answer.
std::optional<form::UnknownReason> unknown_of(const Json& coding) {
  const std::string_view system = coding.string_or_empty("system");
  if (system != form::kDataAbsentReasonSystem && system != form::kUnknownReasonSystem)
    return std::nullopt;
  return form::unknown_reason_from_code(coding.string_or_empty("code"));
}

/// "valueCoding" -> its value; nullptr for an empty object.
const Json* value_of(const form::AnswerValue& answer, std::string& type) {
  if (!answer.json.is_object()) return nullptr;
  for (const auto& [name, value] : answer.json.as_object()) {
    if (!name.starts_with("value")) continue;
    type = name.substr(5);
    return &value;
  }
  return nullptr;
}

std::string number_words(const Json& value, const form::ItemDefinition& item) {
  const std::string digits = value.is_number() ? value.as_decimal().to_string() : std::string();
  return item.unit.empty() || digits.empty() ? digits : digits + " " + item.unit;
}

std::string coding_words(const form::Definition& definition, const form::ItemDefinition& item,
                         const Json& coding, std::string_view language) {
  const std::string_view code = coding.string_or_empty("code");
  std::string words = definition.option_text(item.link_id, code, language).text;
  if (words.empty()) words = coding.string_or_empty("display");
  return words.empty() ? std::string(code) : words;
}

/// What one value adds to its line.
void add_value(AnswerLine& line, const form::Definition& definition,
               const form::ItemDefinition& item, const form::AnswerValue& answer,
               std::string_view language) {
  std::string type, words;
  const Json* value = value_of(answer, type);
  if (value == nullptr) return;
  if (type == "Coding") {
    if (const auto reason = unknown_of(*value)) {
      line.reason = *reason;
      return;
    }
    words = coding_words(definition, item, *value, language);
  } else if (type == "Boolean") {
    words = value->is_bool() && value->as_bool() ? "Yes" : "No";
  } else if (type == "Quantity") {
    const Json* number = value->find("value");
    words = number == nullptr ? "" : number_words(*number, item);
    if (item.unit.empty()) words += " " + std::string(value->string_or_empty("unit"));
  } else if (value->is_number()) {
    words = number_words(*value, item);
  } else if (value->is_string()) {
    words = value->as_string();
    const bool typed = item.type == ItemType::text || item.type == ItemType::string ||
                       item.type == ItemType::open_choice;
    if (typed) line.free_text += (line.free_text.empty() ? "" : "; ") + words;
  } else {
    words = fhir::write_json(*value);
  }
  line.answer += (line.answer.empty() ? "" : ", ") + words;
}

/// The state of all instances together: answered when one is (partial when another one is unknown),
/// else unknown when one is, else not present.
form::ItemState state_of(const form::Form& form, std::string_view link_id) {
  form::ItemState whole;
  bool first = true, any_unknown = false;
  form::UnknownReason why = form::UnknownReason::none;
  for (const form::ItemState& state : form.states(link_id)) {
    if (state.kind == Kind::unknown) {
      any_unknown = true;
      if (why == form::UnknownReason::none) why = state.reason;
    }
    const bool shown = whole.shown || state.shown;
    if (first || state.kind == Kind::answered ||
        (state.kind == Kind::unknown && whole.kind == Kind::not_present)) {
      std::vector<std::string> codes = std::move(whole.codes);
      const bool partial = whole.partial;
      whole = state;
      whole.codes.insert(whole.codes.begin(), codes.begin(), codes.end());
      whole.partial = whole.partial || partial;
    }
    whole.shown = shown || state.shown;
    first = false;
  }
  if (whole.kind == Kind::answered && any_unknown && !whole.partial) {
    whole.partial = true;
    whole.reason = why;
  }
  return whole;
}

/// Every instance of an item that is enabled: "q", or "g[0].q", "g[1].q" in a repeating group.
/// Hidden calculated items are not among the enabled paths of the pages; they stand once.
std::vector<std::string> instance_paths(const form::Form& form, std::string_view link_id) {
  std::vector<std::string> paths;
  for (const std::string& path : form.enabled_paths())
    if (form::link_id_of(path) == link_id) paths.push_back(path);
  if (paths.empty()) paths.emplace_back(link_id);
  return paths;
}

/// "g[1].q" -> "2: ", "g[1].h[0].q" -> "2.1: ": entries are numbered, so that the lines of a
/// group's questions can be read together.
std::string entry_number(const std::string& path) {
  std::string number;
  for (std::size_t at = path.find('['); at != std::string::npos; at = path.find('[', at + 1)) {
    std::size_t index = 0;
    const auto read = std::from_chars(path.data() + at + 1, path.data() + path.size(), index);
    if (read.ec != std::errc{} || read.ptr == path.data() + path.size() || *read.ptr != ']')
      continue;
    number += (number.empty() ? "" : ".") + std::to_string(index + 1);
  }
  return number.empty() ? number : number + ": ";
}

AnswerLine line_of(const plugin::Bundle& bundle, const form::Form& form,
                   const form::ItemDefinition& item, std::string_view language) {
  const form::Definition& definition = form.definition();
  const form::ItemState state = state_of(form, item.link_id);
  AnswerLine line;
  line.plugin = bundle.manifest().id;
  line.link_id = item.link_id;
  line.step = item.step;
  line.question = definition.item_text(item.link_id, language).text;
  line.codes = state.codes;
  line.kind = state.kind;
  line.partial = state.partial;
  line.shown = state.shown && !item.hidden;
  line.safety = item.safety;
  line.private_item = item.private_item;
  line.prefilled = form.prefilled(item.link_id);
  line.reason = state.reason;
  // A stored answer of an item that is not shown does not count, so it has no words either.
  if (state.kind != Kind::answered) return line;
  const bool numbered = form.states(item.link_id).size() > 1;
  for (const std::string& path : instance_paths(form, item.link_id)) {
    AnswerLine one;
    for (const form::AnswerValue& answer : form.answers(path))
      add_value(one, definition, item, answer, language);
    if (line.reason == form::UnknownReason::none) line.reason = one.reason;
    const std::string number = numbered ? entry_number(path) : std::string();
    const auto add = [&](std::string& all, const std::string& words) {
      if (!words.empty()) all += (all.empty() ? "" : "; ") + number + words;
    };
    add(line.answer, one.answer);
    add(line.free_text, one.free_text);
  }
  return line;
}

}  // namespace

std::vector<AnswerLine> answer_lines(const plugin::Bundle& bundle, const form::Form& form,
                                     std::string_view language) {
  std::vector<AnswerLine> lines;
  for (const std::string& link_id : form.definition().link_ids()) {
    const form::ItemDefinition* item = form.definition().find(link_id);
    if (item != nullptr && is_question(*item))
      lines.push_back(line_of(bundle, form, *item, language));
  }
  return lines;
}

std::optional<AnswerLine> answer_line(const plugin::Bundle& bundle, const form::Form& form,
                                      std::string_view link_id, std::string_view language) {
  const form::ItemDefinition* item = form.definition().find(link_id);
  if (item == nullptr || !is_question(*item)) return std::nullopt;
  return line_of(bundle, form, *item, language);
}

std::string in_words(const AnswerLine& line) {
  std::string answer = line.answer;
  if (line.kind == Kind::unknown) answer = unknown_words(line.reason);
  if (line.kind == Kind::not_present) answer = "does not apply";
  if (line.partial) answer += " (rest " + unknown_words(line.reason) + ")";
  return line.question + ": " + answer;
}

std::vector<std::string> decisive_words(const plugin::Bundle& bundle, const form::Form& form,
                                        const triage::Finding& finding, std::string_view language) {
  std::vector<std::string> words;
  for (const triage::DecisiveAnswer& answer : finding.answers)
    if (const auto line = answer_line(bundle, form, answer.link_id, language))
      words.push_back(in_words(*line));
  return words;
}

}  // namespace anteroom::intake
