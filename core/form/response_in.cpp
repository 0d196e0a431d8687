// Reads a QuestionnaireResponse into the live form. What does not fit is listed with its place; the
// rest is taken.
#include "core/form/live_form.h"
#include "core/form/values.h"

namespace anteroom::form {

namespace {

class ResponseReader {
 public:
  explicit ResponseReader(LiveForm& form) : form_(form) {}

  Errors read(const fhir::Json& response) {
    if (response.string_or_empty("resourceType") != "QuestionnaireResponse") {
      error("AR-F040", "/resourceType", "This is not a QuestionnaireResponse");
      return std::move(errors_);
    }
    check_questionnaire(response);
    Instance& root = const_cast<Instance&>(form_.root());
    // The response says what is answered: an initial value that is not in it was cleared.
    clear(root);
    read_items(response, root, "");
    form_.run();
    read_below_calculated();
    return std::move(errors_);
  }

 private:
  void error(std::string code, std::string pointer, std::string message) {
    if (errors_.size() < kMostErrors) {
      errors_.push_back({std::move(code), std::move(message), std::move(pointer), "", 0, 0});
    } else if (++more_ == 1) {
      errors_.push_back({"AR-F045",
                         "More than " + std::to_string(kMostErrors) +
                             " parts of the response do not fit: the others are not listed",
                         std::move(pointer), "", 0, 0});
    }
  }

  /// Told once for an item: a response may bring a million of it.
  void full(const ItemRecord& item, const Error& why, const std::string& place) {
    if (full_.insert(item.index).second) error(why.code, place, why.message);
  }

  void check_questionnaire(const fhir::Json& response) {
    std::string_view named = response.string_or_empty("questionnaire");
    named = named.substr(0, named.find('|'));
    const std::string& url = form_.definition().url;
    if (!named.empty() && !url.empty() && named != url) {
      error("AR-F044", "/questionnaire", "The response answers another questionnaire");
    }
  }

  void clear(Instance& instance) {
    const bool answered = instance.has_own_content() && !instance.is_holder();
    if (answered && !instance.item->calculated) form_.store(instance, {}, UnknownReason::none);
    clear_below(instance);
  }

  // By index: what is stored on the way may bring and take instances.
  void clear_below(Instance& instance) {
    for (auto& position : instance.children) {
      for (std::size_t i = 0; i < position.size(); ++i) clear(*position[i]);
    }
  }

  void read_items(const fhir::Json& element, Instance& above, const std::string& pointer) {
    const fhir::JsonArray& items = element.array_or_empty("item");
    std::map<int, std::size_t> seen;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::string place = pointer + "/item/" + std::to_string(i);
      const ItemRecord* item = form_.definition().find(items[i].string_or_empty("linkId"));
      if (item == nullptr) {
        error("AR-F041", place + "/linkId", "The questionnaire has no item with this linkId");
        continue;
      }
      if (item->parent != above.item->index) {
        error("AR-F042", place,
              "The item '" + item->definition.link_id + "' stands in another group");
        continue;
      }
      const std::size_t index = seen[item->index]++;
      if (Instance* instance = instance_for(above, *item, index, place))
        read_item(items[i], *instance, place);
    }
  }

  Instance* instance_for(Instance& above, const ItemRecord& item, std::size_t index,
                         const std::string& place) {
    auto& siblings = above.children[item.position];
    if (index < siblings.size()) return siblings[index].get();
    if (item.repeating_group()) {
      const auto why = form_.no_room(item, siblings.size(), siblings.size() + 1);
      if (!why) return &form_.append(above, item);
      full(item, *why, place);
      return nullptr;
    }
    error("AR-F042", place,
          "The item '" + item.definition.link_id + "' is there twice but does not repeat");
    return nullptr;
  }

  void read_item(const fhir::Json& source, Instance& instance, const std::string& place) {
    const ItemRecord& item = *instance.item;
    if (instance.has_holders()) return read_holders(source, instance, place);
    if (item.is_question()) read_answers(source, instance, place);
    if (item.is_group() && !source.array_or_empty("answer").empty()) {
      error("AR-F026", place + "/answer", "A group takes no answer");
    }
    read_items(source, instance, place);
    const fhir::JsonArray& answers = source.array_or_empty("answer");
    for (std::size_t i = 0; i < answers.size(); ++i) {
      read_items(answers[i], instance, place + "/answer/" + std::to_string(i));
    }
  }

  /// A repeating question: what hangs below an answer goes to that answer, found by its value.
  void read_holders(const fhir::Json& source, Instance& question, const std::string& place) {
    read_answers(source, question, place);
    clear_below(question);
    if (question.item->calculated) {
      calculated_.push_back({&source, &question, place});
    } else {
      read_below_answers(source, question, place);
    }
  }

  /// Calculated answers are there once everything else is read.
  void read_below_calculated() {
    for (const auto& [source, question, place] : calculated_) {
      read_below_answers(*source, *question, place);
      form_.run();
    }
  }

  void read_below_answers(const fhir::Json& source, Instance& question, const std::string& place) {
    read_items(source, *question.children[0].front(), place);
    std::set<std::size_t> used;
    const fhir::JsonArray& answers = source.array_or_empty("answer");
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const std::string at = place + "/answer/" + std::to_string(i);
      const auto holder = holder_for(answers[i], question, used);
      if (holder) {
        used.insert(*holder);
        read_items(answers[i], *question.children[0][*holder], at);
      } else if (!answers[i].array_or_empty("item").empty()) {
        error("AR-F042", at + "/item", "These items stand below an answer that is not there");
      }
    }
  }

  static std::optional<std::size_t> holder_for(const fhir::Json& answer, const Instance& question,
                                               const std::set<std::size_t>& used) {
    const auto given = given_answer(*question.item, answer);
    for (std::size_t i = 0; i < question.children[0].size(); ++i) {
      if (used.contains(i)) continue;
      const Instance& holder = *question.children[0][i];
      if (holder.answers.empty()
              ? value_member(answer) == nullptr
              : given && given->ok() && same_value(holder.answers.front(), given->value()))
        return i;
    }
    return std::nullopt;
  }

  /// Nothing when the answer has no value: then only items hang there.
  static std::optional<Result<AnswerValue>> given_answer(const ItemRecord& item,
                                                         const fhir::Json& answer) {
    const fhir::JsonMember* member = value_member(answer);
    if (member == nullptr) return std::nullopt;
    AnswerValue given;
    given.json.set(member->first, member->second);
    return typed_value(item, given);
  }

  void read_answers(const fhir::Json& source, Instance& instance, const std::string& place) {
    const ItemRecord& item = *instance.item;
    std::vector<AnswerValue> values;
    const fhir::JsonArray& answers = source.array_or_empty("answer");
    const std::size_t there = instance.has_holders() ? instance.children[0].size() : 0;
    if (const auto why = form_.no_room(item, there, answers.size())) {
      return full(item, *why, place + "/answer");
    }
    for (std::size_t i = 0; i < answers.size(); ++i) {
      auto typed = given_answer(item, answers[i]);
      if (!typed) continue;
      if (typed->ok()) {
        values.push_back(std::move(*typed).value());
      } else {
        error(typed->error().code, place + "/answer/" + std::to_string(i), typed->error().message);
      }
    }
    if (values.size() > 1 && !item.definition.repeats) {
      error("AR-F024", place + "/answer", "'" + item.definition.link_id + "' takes one answer");
      values.resize(1);
    }
    // A calculated value is calculated again: what the response says of it is not an answer.
    if (item.calculated) return;
    const UnknownReason reason = reason_of(source);
    if (values.empty() && reason == UnknownReason::none) return;
    form_.store(instance, std::move(values), reason);
  }

  static UnknownReason reason_of(const fhir::Json& source) {
    for (std::string_view url : {kDataAbsentReasonExtension, kUnknownReasonExtension}) {
      const fhir::Json* value = extension_value(source, url);
      if (value == nullptr || !value->is_string()) continue;
      // A reason that we do not know ("masked", "error") is still no answer, and not a no.
      return unknown_reason_from_code(value->as_string()).value_or(UnknownReason::asked_unknown);
    }
    return UnknownReason::none;
  }

  struct Below {
    const fhir::Json* source;
    Instance* question;
    std::string place;
  };

  static constexpr std::size_t kMostErrors = 100;

  LiveForm& form_;
  Errors errors_;
  std::size_t more_ = 0;
  std::set<int> full_;
  std::vector<Below> calculated_;
};

}  // namespace

Errors LiveForm::load(const fhir::Json& response) {
  loading_ = true;
  Errors errors = ResponseReader(*this).read(response);
  loading_ = false;
  changes = {};
  bury();
  return errors;
}

}  // namespace anteroom::form
