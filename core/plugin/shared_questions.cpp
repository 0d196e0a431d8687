#include "core/plugin/shared_questions.h"

#include <algorithm>
#include <set>

#include "core/plugin/strict_reader.h"
#include "shared_questions_table.h"

namespace anteroom::plugin {
namespace {

constexpr std::string_view kCode = "AR-P027";

std::vector<SharedQuestion> read_catalogue() {
  std::vector<SharedQuestion> out;
  // The file is compiled in; tests/core/plugin hold it against its schema and this reader.
  const Result<fhir::Json> json = fhir::parse_json(kSharedQuestions);
  if (!json) return out;
  for (const fhir::Json& entry : json->array_or_empty("questions")) {
    SharedQuestion question;
    question.id = entry.string_or_empty("id");
    question.text = entry.string_or_empty("text");
    question.type = entry.string_or_empty("type");
    const fhir::Json* repeats = entry.find("repeats");
    question.repeats = repeats != nullptr && repeats->is_bool() && repeats->as_bool();
    for (const fhir::Json& option : entry.array_or_empty("options"))
      question.codes.emplace_back(option.string_or_empty("code"));
    std::sort(question.codes.begin(), question.codes.end());
    out.push_back(std::move(question));
  }
  return out;
}

std::vector<std::string> real_codes(const form::ItemDefinition& item) {
  std::vector<std::string> out;
  for (const form::Option& option : item.options) {
    if (option.unknown == form::UnknownReason::none) out.push_back(option.code);
  }
  std::sort(out.begin(), out.end());
  return out;
}

/// "missing: a, b; not shared: c", both lists sorted.
std::string difference(const std::vector<std::string>& wanted,
                       const std::vector<std::string>& real) {
  const auto joined = [](const std::vector<std::string>& left,
                         const std::vector<std::string>& right) {
    std::vector<std::string> only;
    std::set_difference(left.begin(), left.end(), right.begin(), right.end(),
                        std::back_inserter(only));
    std::string out;
    for (const std::string& code : only) out += (out.empty() ? "" : ", ") + code;
    return out;
  };
  const std::string missing = joined(wanted, real), added = joined(real, wanted);
  std::string out;
  if (!missing.empty()) out = "missing: " + missing;
  if (!added.empty()) out += (out.empty() ? "" : "; ") + ("not shared: " + added);
  return out;
}

class Checker {
 public:
  Checker(const form::Definition& definition, Errors& errors, Errors& warnings)
      : definition_(definition), errors_(errors), warnings_(warnings) {}

  void items(const fhir::Json& parent, const std::string& pointer) {
    const fhir::JsonArray& list = parent.array_or_empty("item");
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string place = pointer_to(pointer + "/item", i);
      const form::ItemDefinition* item = definition_.find(list[i].string_or_empty("linkId"));
      if (item != nullptr && !item->shared_question.empty())
        one(*item, list[i].string_or_empty("type"), place);
      items(list[i], place);
    }
  }

 private:
  void one(const form::ItemDefinition& item, std::string_view type, const std::string& place) {
    const SharedQuestion* question = shared_question(item.shared_question);
    if (question == nullptr)
      return complain(place, "There is no shared question \"" + item.shared_question + "\".",
                      "Take an id of schemas/shared-questions.json, or leave the extension out.");
    if (!claimed_.insert(question->id).second)
      complain(place, "Two items of this plugin claim the shared question " + question->id + ".",
               "Ask it once.");
    if (type != question->type || item.repeats != question->repeats)
      complain(place,
               "The shared question " + question->id + " is " + question->type +
                   (question->repeats ? ", repeating." : ", not repeating."),
               "Make the item the same.");
    const std::string differs = difference(question->codes, real_codes(item));
    if (!differs.empty())
      complain(place,
               "The item does not offer the answers of the shared question " + question->id + " (" +
                   differs + ").",
               "Offer the same codes, or ask a question of your own.");
    if (item.text != question->text)
      warnings_.push_back(
          {std::string(kCode),
           "The shared question " + question->id + " is worded \"" + question->text + "\".", place,
           "Patients are asked once: use the same words."});
  }

  void complain(const std::string& place, std::string message, std::string mend) {
    errors_.push_back({std::string(kCode), std::move(message), place, std::move(mend)});
  }

  const form::Definition& definition_;
  Errors& errors_;
  Errors& warnings_;
  std::set<std::string> claimed_;
};

}  // namespace

const std::vector<SharedQuestion>& shared_questions() {
  static const std::vector<SharedQuestion> catalogue = read_catalogue();
  return catalogue;
}

const SharedQuestion* shared_question(std::string_view id) {
  const std::vector<SharedQuestion>& all = shared_questions();
  const auto place =
      std::find_if(all.begin(), all.end(), [&](const SharedQuestion& q) { return q.id == id; });
  return place == all.end() ? nullptr : &*place;
}

void check_shared_questions(const fhir::Json& questionnaire, const form::Definition& definition,
                            Errors& errors, Errors& warnings) {
  Checker(definition, errors, warnings).items(questionnaire, "");
}

}  // namespace anteroom::plugin
