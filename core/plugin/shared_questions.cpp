#include "core/plugin/shared_questions.h"

#include <algorithm>
#include <set>

#include "core/plugin/strict_reader.h"
#include "shared_questions_table.h"

namespace anteroom::plugin {
namespace {

constexpr std::string_view kCode = "AR-P027";

/// "hx-cancer", "le-24h".
bool valid_word(std::string_view word) {
  return !word.empty() && word.front() != '-' && word.back() != '-' &&
         word.find("--") == std::string_view::npos &&
         std::all_of(word.begin(), word.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

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

constexpr std::size_t kMaxText = 1000;

void check_coding(const StrictReader& reader, const fhir::Json& coding, const std::string& place) {
  if (!reader.object(coding, place, {"system", "code"}, {"display"})) return;
  for (const char* key : {"system", "code", "display"})
    static_cast<void>(reader.string(coding, place, key, kMaxText));
}

void check_question(const StrictReader& reader, const fhir::Json& entry, const std::string& place) {
  static const std::set<std::string, std::less<>> types{
      "boolean", "integer", "decimal", "date", "string", "text", "choice", "open-choice"};
  if (!reader.object(entry, place, {"id", "code", "text", "type", "repeats", "options"}, {}))
    return;
  if (!valid_word(reader.string(entry, place, "id", 64)))
    reader.complain(place + "/id", "An id is lower-case words joined by '-'.");
  static_cast<void>(reader.string(entry, place, "text", kMaxText));
  if (!types.contains(entry.string_or_empty("type")))
    reader.complain(place + "/type", "No question has this type.");
  if (!entry.find("repeats")->is_bool())
    reader.complain(place + "/repeats", "This must be true or false.");
  const fhir::JsonArray& codes = reader.array(entry, place, "code", 16);
  if (codes.empty()) reader.complain(place + "/code", "A question has a code.");
  for (std::size_t i = 0; i < codes.size(); ++i)
    check_coding(reader, codes[i], pointer_to(place + "/code", i));
  const fhir::JsonArray& options = reader.array(entry, place, "options", 64);
  for (std::size_t i = 0; i < options.size(); ++i) {
    const std::string at = pointer_to(place + "/options", i);
    if (!reader.object(options[i], at, {"code", "display"}, {})) continue;
    if (!valid_word(reader.string(options[i], at, "code", 64)))
      reader.complain(at + "/code", "A code is lower-case words joined by '-'.");
    static_cast<void>(reader.string(options[i], at, "display", kMaxText));
  }
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

Errors shared_question_problems(const fhir::Json& file) {
  Errors errors;
  const StrictReader reader(std::string(kCode), errors);
  if (!reader.object(file, "", {"schema", "questions"}, {})) return errors;
  if (file.string_or_empty("schema") != "anteroom-shared-questions/1")
    reader.complain("/schema", "This is no catalogue of shared questions.");
  const fhir::JsonArray& questions = reader.array(file, "", "questions", 1000);
  if (questions.empty()) reader.complain("/questions", "A catalogue has questions.");
  for (std::size_t i = 0; i < questions.size(); ++i)
    check_question(reader, questions[i], pointer_to("/questions", i));
  return errors;
}

void check_shared_questions(const fhir::Json& questionnaire, const form::Definition& definition,
                            Errors& errors, Errors& warnings) {
  Checker(definition, errors, warnings).items(questionnaire, "");
}

}  // namespace anteroom::plugin
