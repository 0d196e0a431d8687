// Reads enableWhen and checks that each line can be decided: a known question, an operator, an
// answer of its type.
#include <array>

#include "core/form/compiled_form.h"
#include "core/form/place.h"
#include "core/form/values.h"

namespace anteroom::form {

namespace {

constexpr std::array<std::pair<std::string_view, EnableOperator>, 7> kOperators = {{
    {"exists", EnableOperator::exists},
    {"=", EnableOperator::equal},
    {"!=", EnableOperator::not_equal},
    {">", EnableOperator::greater},
    {"<", EnableOperator::less},
    {">=", EnableOperator::greater_equal},
    {"<=", EnableOperator::less_equal},
}};

bool numeric(std::string_view name) {
  return name == "valueInteger" || name == "valueDecimal" || name == "valueQuantity";
}

/// Whether an answer of that name can ever equal or be ordered against an answer of the question.
bool comparable(const ItemRecord& question, std::string_view name) {
  const std::string_view expected = value_name_for(question.definition.type);
  if (expected.empty()) {
    return name != "valueBoolean" && name != "valueQuantity" && name != "valueDecimal";
  }
  if (numeric(expected)) return numeric(name);
  if (expected == "valueUri") return name == "valueUri" || name == "valueString";
  if (expected == "valueDateTime") return name == "valueDateTime" || name == "valueDate";
  return name == expected;
}

bool ordered(EnableOperator op) {
  return op != EnableOperator::exists && op != EnableOperator::equal &&
         op != EnableOperator::not_equal;
}

class EnableWhenReader {
 public:
  EnableWhenReader(CompiledForm& form, Findings& findings) : form_(form), findings_(findings) {}

  void read(ItemRecord& item) {
    if (!item.elements.has(ItemElement::enable_when) &&
        !item.elements.has(ItemElement::enable_behavior))
      return;
    const fhir::Json& source = *item.definition.source;
    const fhir::JsonArray& lines = source.array_or_empty("enableWhen");
    for (std::size_t i = 0; i < lines.size(); ++i) {
      read_line(lines[i], item, Place(item.pointer, "enableWhen", i));
    }
    const std::string_view behavior = source.string_or_empty("enableBehavior");
    item.enable_any = behavior == "any";
    if (!behavior.empty() && behavior != "any" && behavior != "all") {
      findings_.error("AR-F006", item.pointer + "/enableBehavior",
                      "enableBehavior must be 'all' or 'any'");
    } else if (behavior.empty() && lines.size() > 1) {
      findings_.warning("AR-F062", item.pointer,
                        "Several enableWhen without enableBehavior (que-12): read as 'all'",
                        "Give enableBehavior");
    }
  }

 private:
  void read_line(const fhir::Json& line, ItemRecord& item, const Place& place) {
    EnableWhen out;
    const std::string_view question = line.string_or_empty("question");
    const ItemRecord* asked = form_.find(question);
    if (asked == nullptr) {
      return findings_.error(
          "AR-F005", place.pointer("question"),
          "enableWhen asks for '" + std::string(question) + "', which is no item of the form");
    }
    out.question = asked->index;
    const std::string_view wanted = line.string_or_empty("operator");
    for (const auto& [word, op] : kOperators) {
      if (wanted == word) out.op = op;
    }
    const fhir::JsonMember* answer = value_member(line, "answer");
    if (out.op == EnableOperator::unset || answer == nullptr) {
      return findings_.error("AR-F006", place.pointer(),
                             "enableWhen needs an operator of R4 and an answer[x]");
    }
    const std::string name = "value" + answer->first.substr(6);
    out.answer.json.set(name, answer->second);
    out.unknown = unknown_code(out.answer);
    if (!check(*asked, out, name, place)) return;
    item.enable_when.push_back(std::move(out));
  }

  bool check(const ItemRecord& asked, const EnableWhen& line, std::string_view name,
             const Place& place) {
    if (line.op == EnableOperator::exists) {
      if (name == "valueBoolean" && value_of(line.answer)->is_bool()) return true;
      findings_.error("AR-F057", place.pointer(),
                      "The operator 'exists' needs answerBoolean (que-7)");
      return false;
    }
    if (!asked.is_question()) {
      findings_.error("AR-F006", place.pointer("question"),
                      "A group or display has no answer to compare");
      return false;
    }
    if (!comparable(asked, name) ||
        (ordered(line.op) && (name == "valueCoding" || name == "valueBoolean"))) {
      findings_.error("AR-F006", place.pointer(),
                      "The answer of this enableWhen cannot be compared with '" +
                          asked.definition.link_id + "'",
                      "Give the answer[x] of the question's type");
      return false;
    }
    return true;
  }

  CompiledForm& form_;
  Findings& findings_;
};

}  // namespace

void read_enable_when(CompiledForm& form, Findings& findings) {
  EnableWhenReader reader(form, findings);
  for (auto& item : form.items) reader.read(*item);
}

}  // namespace anteroom::form
