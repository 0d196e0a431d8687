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
    return std::move(errors_);
  }

 private:
  void error(std::string code, std::string pointer, std::string message) {
    errors_.push_back({std::move(code), std::move(message), std::move(pointer), "", 0, 0});
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
    if (instance.has_own_content() && !instance.item->calculated) {
      form_.store(instance, {}, UnknownReason::none);
    }
    for (auto& position : instance.children) {
      for (auto& child : position) clear(*child);
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
      Instance& added = form_.add_instance(above, item);
      clear(added);
      return &added;
    }
    error("AR-F042", place,
          "The item '" + item.definition.link_id + "' is there twice but does not repeat");
    return nullptr;
  }

  void read_item(const fhir::Json& source, Instance& instance, const std::string& place) {
    const ItemRecord& item = *instance.item;
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

  void read_answers(const fhir::Json& source, Instance& instance, const std::string& place) {
    const ItemRecord& item = *instance.item;
    std::vector<AnswerValue> values;
    const fhir::JsonArray& answers = source.array_or_empty("answer");
    for (std::size_t i = 0; i < answers.size(); ++i) {
      const fhir::JsonMember* member = value_member(answers[i]);
      if (member == nullptr) continue;
      AnswerValue given;
      given.json.set(member->first, member->second);
      Result<AnswerValue> typed = typed_value(item, given);
      if (typed) {
        values.push_back(std::move(typed).value());
      } else {
        error(typed.error().code, place + "/answer/" + std::to_string(i), typed.error().message);
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

  LiveForm& form_;
  Errors errors_;
};

}  // namespace

Errors LiveForm::load(const fhir::Json& response) {
  return ResponseReader(*this).read(response);
}

}  // namespace anteroom::form
