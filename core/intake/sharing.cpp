#include "core/intake/sharing.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

namespace anteroom::intake {
namespace {

using form::ItemDefinition;
using form::ItemType;

bool is_question(const ItemDefinition& item) {
  return item.type != ItemType::group && item.type != ItemType::display && !item.hidden &&
         !item.read_only;
}

/// An item that stands once in its form: below no repeating group and no question. Entries of a
/// list are not one question.
bool stands_once(const form::Definition& definition, const ItemDefinition& item) {
  for (const ItemDefinition* above = definition.find(item.parent); above != nullptr;
       above = definition.find(above->parent)) {
    if (above->type != ItemType::group || above->repeats) return false;
    if (above->parent.empty()) break;
  }
  return true;
}

std::vector<std::string> real_codes(const ItemDefinition& item) {
  std::vector<std::string> codes;
  for (const form::Option& option : item.options)
    if (option.unknown == form::UnknownReason::none) codes.push_back(option.code);
  std::sort(codes.begin(), codes.end());
  return codes;
}

std::vector<std::string> unit_codes(const ItemDefinition& item) {
  std::vector<std::string> codes;
  for (const form::Unit& unit : item.more().units) codes.push_back(unit.code);
  if (item.more().unit) codes.push_back(item.more().unit->code);
  codes.push_back(item.unit);
  return codes;
}

/// An answer given to one is an answer of the other.
bool takes_the_same(const ItemDefinition& left, const ItemDefinition& right) {
  return left.type == right.type && left.repeats == right.repeats &&
         real_codes(left) == real_codes(right) && unit_codes(left) == unit_codes(right);
}

/// "system|code" of every coding of the item.
std::vector<std::string> codes_of(const ItemDefinition& item) {
  std::vector<std::string> keys;
  if (item.source == nullptr) return keys;
  for (const fhir::Json& coding : item.source->array_or_empty("code")) {
    const std::string_view system = coding.string_or_empty("system");
    const std::string_view code = coding.string_or_empty("code");
    if (!system.empty() && !code.empty())
      keys.push_back(std::string(system) + "|" + std::string(code));
  }
  return keys;
}

/// A code says what kind of question it is, not whose pain it is about ("pain severity"). So a code
/// alone joins questions about the person only, and only in the same words; a form that does not
/// say where its question belongs is asked by itself.
bool may_join_by_code(const PluginVisit& visit, const ItemDefinition& item) {
  const form::Definition& definition = visit.form().definition();
  return step_number(item.step) != 0 &&
         part_of(visit.bundle().manifest(), definition, item) != VisitPart::story;
}

/// Type and code or value of an answer, without the words beside it.
std::tuple<std::string, std::string> plain(const form::AnswerValue& value) {
  if (const fhir::Json* coding = value.json.find("valueCoding"))
    return {"coding", std::string(coding->string_or_empty("code"))};
  return {"value", fhir::write_json(value.json)};
}

/// Goes through the conditions one by one; an item joins the question that an earlier condition
/// brought, or brings one.
class Joiner {
 public:
  std::vector<Sharing::Question> questions;

  void add(const PluginVisit& visit) {
    const form::Definition& definition = visit.form().definition();
    for (const std::string& link_id : definition.link_ids()) {
      const ItemDefinition* item = definition.find(link_id);
      if (item != nullptr && is_question(*item) && stands_once(definition, *item))
        add(visit, *item);
    }
  }

 private:
  void add(const PluginVisit& visit, const ItemDefinition& item) {
    std::vector<std::string> keys;
    if (!item.shared_question.empty()) keys.push_back(item.shared_question);
    if (may_join_by_code(visit, item))
      for (std::string& code : codes_of(item)) keys.push_back(std::move(code));
    if (keys.empty()) return;
    std::optional<std::size_t> own;
    for (const std::string& key : keys)
      if (!own) own = join(visit, item, key);
    if (!own) {
      own = questions.size();
      questions.push_back({keys.front(), {{visit.id(), item.link_id}}});
      first_.push_back(&item);
    }
    for (const std::string& key : keys) by_key_.emplace(key, *own);
  }

  std::optional<std::size_t> join(const PluginVisit& visit, const ItemDefinition& item,
                                  const std::string& key) {
    const auto known = by_key_.find(key);
    if (known == by_key_.end()) return std::nullopt;
    Sharing::Question& question = questions[known->second];
    const ItemDefinition& first = *first_[known->second];
    if (question.members.back().plugin == visit.id() || !takes_the_same(first, item))
      return std::nullopt;
    const bool by_catalogue = key == item.shared_question && key == first.shared_question;
    if (!by_catalogue && first.text != item.text) return std::nullopt;
    if (question.members.size() == 1) question.key = key;
    question.members.push_back({visit.id(), item.link_id});
    return known->second;
  }

  std::vector<const ItemDefinition*> first_;  ///< of each question
  std::map<std::string, std::size_t> by_key_;
};

}  // namespace

Sharing::Sharing(const std::vector<const PluginVisit*>& chosen) {
  if (chosen.size() < 2) return;
  Joiner joiner;
  for (const PluginVisit* visit : chosen) joiner.add(*visit);
  questions_ = std::move(joiner.questions);
  std::erase_if(questions_, [](const Question& question) { return question.members.size() < 2; });
  for (std::size_t i = 0; i < questions_.size(); ++i)
    for (const ItemRef& member : questions_[i].members) by_item_.emplace(member, i);
}

const Sharing::Question* Sharing::find(const ItemRef& item) const {
  const auto found = by_item_.find(item);
  return found == by_item_.end() ? nullptr : &questions_[found->second];
}

std::vector<form::AnswerValue> translated(const std::vector<form::AnswerValue>& values,
                                          const ItemDefinition& to) {
  std::vector<form::AnswerValue> out;
  for (const form::AnswerValue& value : values) {
    const fhir::Json* coding = value.json.find("valueCoding");
    const auto option =
        coding == nullptr
            ? to.options.end()
            : std::find_if(to.options.begin(), to.options.end(), [&](const form::Option& each) {
                return each.code == coding->string_or_empty("code");
              });
    out.push_back(option == to.options.end() ? value : form::AnswerValue{option->value});
  }
  return out;
}

bool nothing_said(const form::Form& form, const std::string& path) {
  if (form.prefilled(path)) return true;
  return form.answers(path).empty() && form.unknown_reason(path) == form::UnknownReason::none;
}

bool same_answer(const form::Form& left, const std::string& left_path, const form::Form& right,
                 const std::string& right_path) {
  if (left.unknown_reason(left_path) != right.unknown_reason(right_path)) return false;
  std::multiset<std::tuple<std::string, std::string>> said, heard;
  for (const form::AnswerValue& value : left.answers(left_path)) said.insert(plain(value));
  for (const form::AnswerValue& value : right.answers(right_path)) heard.insert(plain(value));
  return said == heard;
}

}  // namespace anteroom::intake
