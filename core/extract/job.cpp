#include "core/extract/job.h"

#include <algorithm>
#include <array>

#include "core/extract/unknown_answers.h"
#include "core/extract/urls.h"

namespace anteroom::extract {

namespace {

using fhir::Json;
using fhirpath::Node;

const Json* definition_of(const Json& parent, std::string_view link_id, std::string& pointer) {
  const auto& items = parent.array_or_empty("item");
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items[i].string_or_empty("linkId") != link_id) continue;
    pointer += "/item/" + std::to_string(i);
    return &items[i];
  }
  return nullptr;
}

std::vector<Node> children(const Node& node, std::string_view name) {
  std::vector<Node> out;
  node.model->children(node, name, out);
  return out;
}

std::vector<ResponseItem> pair_items(const Json& element, const Node& node, const Json& definition,
                                     const std::string& pointer, Errors& notes);

ResponseItem pair_item(const Json& json, const Node& node, const Json& definition,
                       const std::string& pointer, Errors& notes) {
  ResponseItem item{&definition, pointer, &json, node, {}, {}, unknown_reason(json)};
  const std::vector<Node> answer_nodes = children(node, "answer");
  const auto& answers = json.array_or_empty("answer");
  for (std::size_t i = 0; i < answers.size() && i < answer_nodes.size(); ++i) {
    const ExtensionValue value = value_of(answers[i]);
    if (value.value == nullptr) continue;
    item.answers.push_back({&answers[i], value.type, value.value,
                            pair_items(answers[i], answer_nodes[i], definition, pointer, notes)});
  }
  item.items = pair_items(json, node, definition, pointer, notes);
  return item;
}

std::vector<ResponseItem> pair_items(const Json& element, const Node& node, const Json& definition,
                                     const std::string& pointer, Errors& notes) {
  std::vector<ResponseItem> out;
  const std::vector<Node> nodes = children(node, "item");
  const auto& items = element.array_or_empty("item");
  for (std::size_t i = 0; i < items.size() && i < nodes.size(); ++i) {
    std::string place = pointer;
    const std::string link_id(items[i].string_or_empty("linkId"));
    const Json* found = definition_of(definition, link_id, place);
    if (found == nullptr) {
      notes.push_back({"AR-D010",
                       "The response has an item that stands nowhere in the form here: " + link_id,
                       pointer, "Extract with the questionnaire that was answered", 0, 0});
      continue;
    }
    out.push_back(pair_item(items[i], nodes[i], *found, place, notes));
  }
  return out;
}

}  // namespace

Job::Job(const Extraction& given)
    : request(given),
      evaluator(given.questionnaire, given.now, given.utc_offset_minutes),
      response_(without_unknown_answers(given.response)) {
  model_ = std::make_unique<fhirpath::JsonModel>(response_);
  evaluator.set_resource(model_->root());
  root.definition = &request.questionnaire;
  root.focus = {fhirpath::Value{model_->root()}};
  items = pair_items(response_, model_->root(), request.questionnaire, "", notes);
  root.names = allocated(request.questionnaire, response_);
}

std::string Job::response_reference() const {
  const std::string_view id = response_.string_or_empty("id");
  return id.empty() ? "" : "QuestionnaireResponse/" + std::string(id);
}

const Job::Names& Job::allocated(const Json& definition, const Json& place) {
  const auto [at, fresh] = allocated_.try_emplace(&place);
  if (!fresh) return at->second;
  for (const Json* extension : extensions(definition, url::kAllocateId))
    at->second[text_of(extension)] = {fhirpath::Value{"urn:uuid:" + request.uuid()}};
  return at->second;
}

std::vector<ResponseItem> Job::by_answer(const ResponseItem& item) {
  if (item.answers.size() < 2) return {item};
  std::vector<ResponseItem> out;
  for (const ResponseAnswer& answer : item.answers) {
    Json one = *item.json;
    one.set("answer", Json::array().push(*answer.json));
    // A whole response around it, so that its elements keep their types.
    Copy& copy = copies_.emplace_back();
    copy.json = Json::object().set("resourceType", "QuestionnaireResponse");
    copy.json.set("item", Json::array().push(std::move(one)));
    copy.model = std::make_unique<fhirpath::JsonModel>(copy.json);
    Errors known;  // noted already when the whole response was paired
    out.push_back(pair_item(copy.json.array_or_empty("item").front(),
                            children(copy.model->root(), "item").front(), *item.definition,
                            item.pointer, known));
  }
  return out;
}

Scope Job::enter(const Scope& outer, const ResponseItem& item) {
  return {&outer,
          item.definition,
          {fhirpath::Value{item.node}},
          allocated(*item.definition, *item.json)};
}

Result<std::string> Job::add_entry(Json resource, const Json* extract, const Scope& scope,
                                   const std::string& pointer) {
  const std::string type(resource.string_or_empty("resourceType"));
  const std::string id(resource.string_or_empty("id"));
  Json call = Json::object().set("method", id.empty() ? "POST" : "PUT");
  call.set("url", id.empty() ? type : type + "/" + id);
  std::string full_url;
  if (extract != nullptr) {
    constexpr std::array<std::string_view, 4> kConditions = {"ifNoneMatch", "ifModifiedSince",
                                                             "ifMatch", "ifNoneExist"};
    for (const std::string_view name : kConditions) {
      const std::string expression = text_of(extension(*extract, name));
      if (expression.empty()) continue;
      const auto text = evaluator.text(expression, scope, pointer);
      if (!text) return text.error();
      if (*text) call.set(name, **text);
    }
    const std::string expression = text_of(extension(*extract, "fullUrl"));
    if (!expression.empty()) {
      const auto text = evaluator.text(expression, scope, pointer);
      if (!text) return text.error();
      full_url = text->value_or("");
    }
  }
  if (full_url.empty()) full_url = "urn:uuid:" + request.uuid();
  const bool taken = std::ranges::any_of(entries.as_array(), [&](const Json& entry) {
    return entry.string_or_empty("fullUrl") == full_url;
  });
  if (taken)
    return Error{"AR-D023", "Two resources of the bundle would have the same fullUrl",
                 pointer,   "Allocate the id where the resource is made",
                 0,         0};
  Json entry = Json::object().set("fullUrl", full_url).set("resource", std::move(resource));
  entries.push(entry.set("request", std::move(call)));
  return full_url;
}

}  // namespace anteroom::extract
