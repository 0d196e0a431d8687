#include "core/extract/populate.h"

#include <algorithm>
#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "core/extract/fhir_query.h"
#include "core/extract/r4_shape.h"
#include "core/extract/scope.h"
#include "core/extract/urls.h"

namespace anteroom::extract {

namespace {

using fhir::Json;
using fhirpath::Collection;
using fhirpath::Value;

/// The answer types an item takes, as value[x] types.
std::vector<std::string_view> answer_types(std::string_view item_type) {
  if (item_type == "choice") return {"Coding"};
  if (item_type == "open-choice") return {"Coding", "string"};
  if (item_type == "text") return {"string"};
  if (item_type == "url") return {"uri"};
  if (item_type == "quantity") return {"Quantity"};
  if (item_type == "attachment") return {"Attachment"};
  if (item_type == "reference") return {"Reference"};
  constexpr std::array<std::string_view, 7> kSame = {"boolean",  "decimal", "integer", "date",
                                                     "dateTime", "time",    "string"};
  const auto* same = std::ranges::find(kSame, item_type);
  return same == kSame.end() ? std::vector<std::string_view>{}
                             : std::vector<std::string_view>{*same};
}

bool has_parts(const Json& element) {
  return std::ranges::any_of(element.array_or_empty("item"), [](const Json& item) {
    return extension(item, url::kSubQuestionnaire) != nullptr || has_parts(item);
  });
}

bool flag(const Json& item, std::string_view name) {
  const Json* found = item.find(name);
  return found != nullptr && found->is_bool() && found->as_bool();
}

class Populator {
 public:
  explicit Populator(const Population& request)
      : request_(request),
        evaluator_(request.questionnaire, request.now, request.utc_offset_minutes) {
    evaluator_.query = [this](const std::string& query, const Scope& scope) {
      return ask(query, scope);
    };
    root_.definition = &request.questionnaire;
  }

  Populated run() {
    response_ = Json::object().set("resourceType", "QuestionnaireResponse");
    const std::string url(request_.questionnaire.string_or_empty("url"));
    const std::string version(request_.questionnaire.string_or_empty("version"));
    if (!url.empty()) response_.set("questionnaire", version.empty() ? url : url + "|" + version);
    response_.set("status", "in-progress");
    const auto patient = request_.context.find("patient");
    if (patient != request_.context.end() && !patient->second->string_or_empty("id").empty()) {
      const std::string id(patient->second->string_or_empty("id"));
      response_.set("subject", Json::object().set("reference", "Patient/" + id));
    }
    response_.set("authored", to_iso(request_.now));
    take_context();
    root_.focus = {keep(response_)};
    evaluator_.set_resource(std::get<fhirpath::Node>(root_.focus.front()));
    run_source_queries();
    const Json items = fill_items(request_.questionnaire, root_, "");
    if (!items.as_array().empty()) response_.set("item", items);
    return {std::move(response_), std::move(notes_)};
  }

 private:
  void note(const char* code, std::string message, const std::string& pointer, const char* mend) {
    notes_.push_back(Error{code, std::move(message), pointer, mend, 0, 0});
  }

  /// A copy that lives as long as the populator, as a value of expressions.
  Value keep(Json json) {
    Kept& kept = kept_.emplace_back();
    kept.json = std::move(json);
    kept.model = std::make_unique<fhirpath::JsonModel>(kept.json);
    return Value{kept.model->root()};
  }

  // ---- what expressions may name ----

  void take_context() {
    for (const Json* context : extensions(request_.questionnaire, url::kLaunchContext)) {
      const Json* name_part = extension(*context, "name");
      const ExtensionValue name = name_part == nullptr ? ExtensionValue{} : value_of(*name_part);
      if (name.value == nullptr) continue;
      const std::string code(name.value->is_object() ? name.value->string_or_empty("code")
                                                     : text_of(name_part));
      const auto given = request_.context.find(code);
      if (given == request_.context.end()) {
        note("AR-D040", "The form wants to know what was not given: " + code, "/extension",
             "Give the resource, or let people answer");
        root_.names[code] = {};
        continue;
      }
      check_type(*context, code, *given->second);
    }
    for (const auto& [name, resource] : request_.context) root_.names[name] = {keep(*resource)};
  }

  void check_type(const Json& context, const std::string& name, const Json& resource) {
    const auto types = extensions(context, "type");
    const std::string_view given = resource.string_or_empty("resourceType");
    if (types.empty() ||
        std::ranges::any_of(types, [&](const Json* type) { return text_of(type) == given; }))
      return;
    note("AR-D040", "The resource given as " + name + " has another type than the form wants",
         "/extension", "Give the type that launchContext names");
  }

  /// Each contained batch of queries becomes a variable: a Bundle of the answers.
  void run_source_queries() {
    for (const Json* source : extensions(request_.questionnaire, url::kSourceQueries)) {
      const ExtensionValue value = value_of(*source);
      const std::string reference(
          value.value == nullptr ? "" : value.value->string_or_empty("reference"));
      const Json* batch = nullptr;
      for (const Json& one : request_.questionnaire.array_or_empty("contained"))
        if (!reference.empty() && "#" + std::string(one.string_or_empty("id")) == reference)
          batch = &one;
      if (batch == nullptr || batch->string_or_empty("resourceType") != "Bundle") {
        note("AR-D044", "sourceQueries names no Bundle that the questionnaire contains",
             "/extension", "Contain the batch and refer to it as #id");
        continue;
      }
      root_.names[std::string(batch->string_or_empty("id"))] = {keep(run_batch(*batch))};
    }
  }

  Json run_batch(const Json& batch) {
    Json out = Json::object().set("resourceType", "Bundle").set("type", "batch-response");
    Json entries = Json::array();
    for (const Json& entry : batch.array_or_empty("entry")) {
      Json answer = Json::object();
      const Json* call = entry.find("request");
      if (call == nullptr || call->string_or_empty("method") != "GET") {
        note("AR-D041", "Only GET queries are answered", "/contained", "Remove the entry");
      } else {
        Result<Json> found = ask_json(std::string(call->string_or_empty("url")), root_);
        if (found)
          answer.set("resource", std::move(found).value());
        else
          notes_.push_back(found.error());
      }
      entries.push(std::move(answer));  // kept even when empty: expressions count entries
    }
    return out.set("entry", std::move(entries));
  }

  /// Replaces {{ FHIRPath }} in a query. nullopt: a part is not known, so nothing can be asked.
  Result<std::optional<std::string>> filled_in(const std::string& query, const Scope& scope) {
    std::string out;
    std::size_t at = 0;
    for (std::size_t open = query.find("{{"); open != std::string::npos;
         open = query.find("{{", at)) {
      const std::size_t close = query.find("}}", open);
      if (close == std::string::npos) break;
      out += query.substr(at, open - at);
      const auto text = evaluator_.text(query.substr(open + 2, close - open - 2), scope, "");
      if (!text) return text.error();
      if (!*text || (*text)->empty()) return std::optional<std::string>{};
      out += **text;
      at = close + 2;
    }
    return std::optional<std::string>(out + query.substr(at));
  }

  Result<Json> ask_json(const std::string& query, const Scope& scope) {
    static const Json kNothing = Json::object();
    const auto whole = filled_in(query, scope);
    if (!whole) return whole.error();
    if (!*whole)  // unknown what to ask for: an answer without entries, not everything there is
      return Json::object().set("resourceType", "Bundle").set("type", "searchset").set("total", 0);
    return answer_query(**whole, request_.bundle == nullptr ? kNothing : *request_.bundle);
  }

  Result<Collection> ask(const std::string& query, const Scope& scope) {
    Result<Json> found = ask_json(query, scope);
    if (!found) return found.error();
    return Collection{keep(std::move(found).value())};
  }

  // ---- the items ----

  Json fill_items(const Json& parent, const Scope& scope, const std::string& pointer) {
    Json out = Json::array();
    const auto& items = parent.array_or_empty("item");
    for (std::size_t i = 0; i < items.size(); ++i)
      fill_item(items[i], scope, pointer + "/item/" + std::to_string(i), out);
    return out;
  }

  void fill_item(const Json& item, const Scope& outer, const std::string& pointer, Json& out) {
    if (item.string_or_empty("type") == "display") return;
    for (Scope& scope : scopes_of(item, outer, pointer)) {
      Json made = Json::object().set("linkId", item.string_or_empty("linkId"));
      if (const Json* text = item.find("text")) made.set("text", *text);
      const bool group = item.string_or_empty("type") == "group";
      Json below = fill_items(item, scope, pointer);
      if (group) {
        if (below.as_array().empty()) continue;
        out.push(made.set("item", std::move(below)));
        continue;
      }
      Json answers = answers_of(item, scope, pointer);
      if (answers.as_array().empty()) continue;
      if (!below.as_array().empty()) answers.as_array().front().set("item", std::move(below));
      out.push(made.set("answer", std::move(answers)));
    }
  }

  /// One scope; for a repeating item with itemPopulationContext one for each thing found.
  std::vector<Scope> scopes_of(const Json& item, const Scope& outer, const std::string& pointer) {
    const Json* context = extension(item, url::kPopulationContext);
    const Json* expression = context == nullptr ? nullptr : context->find("valueExpression");
    const Scope plain{&outer, &item, outer.focus, {}};
    if (expression == nullptr) return {plain};
    const auto found = evaluator_.evaluate_expression(*expression, plain, plain.focus, pointer);
    if (!found) {
      notes_.push_back(found.error());
      return {plain};
    }
    const std::string name(expression->string_or_empty("name"));
    const Collection all = without_bundles(*found);
    std::vector<Scope> out;
    if (!flag(item, "repeats") || all.empty()) {
      Scope scope = plain;
      if (!name.empty()) scope.names[name] = all;
      if (!all.empty()) scope.focus.assign(1, all.front());
      return {scope};
    }
    for (const Value& one : all) {
      Scope scope = plain;
      if (!name.empty()) scope.names[name].assign(1, one);
      scope.focus.assign(1, one);
      out.push_back(std::move(scope));
    }
    return out;
  }

  /// The resources of a searchset, instead of the Bundle around them.
  static Collection without_bundles(const Collection& found) {
    Collection out;
    for (const Value& value : found) {
      const auto* node = std::get_if<fhirpath::Node>(&value);
      if (node == nullptr || node->model->type_name(*node) != "Bundle") {
        out.push_back(value);
        continue;
      }
      std::vector<fhirpath::Node> entries;
      node->model->children(*node, "entry", entries);
      for (const fhirpath::Node& entry : entries) {
        std::vector<fhirpath::Node> resources;
        entry.model->children(entry, "resource", resources);
        for (const fhirpath::Node& resource : resources) out.push_back(Value{resource});
      }
    }
    return out;
  }

  Json answers_of(const Json& item, const Scope& scope, const std::string& pointer) {
    Json out = Json::array();
    const Json* initial = extension(item, url::kInitialExpression);
    const Json* expression = initial == nullptr ? nullptr : initial->find("valueExpression");
    if (expression != nullptr) {
      const auto found = evaluator_.evaluate_expression(*expression, scope, scope.focus, pointer);
      if (!found) notes_.push_back(found.error());
      if (found) add_answers(item, *found, pointer, out);
      if (!out.as_array().empty()) return out;
    }
    add_observation(item, pointer, out);
    if (out.as_array().empty()) add_plain_initial(item, out);
    return out;
  }

  void add_answers(const Json& item, const Collection& values, const std::string& pointer,
                   Json& out) {
    const auto types = answer_types(item.string_or_empty("type"));
    for (const Value& value : values) {
      if (!out.as_array().empty() && !flag(item, "repeats")) {
        note("AR-D022",
             "Several values were found for a question that takes one; the first is used", pointer,
             "Add first(), or let the question repeat");
        return;
      }
      add_answer(item, fhir_json(value), fhir_type(value), types, pointer, out);
    }
  }

  void add_answer(const Json& item, const Json& value, const std::string& type,
                  const std::vector<std::string_view>& types, const std::string& pointer,
                  Json& out) {
    if (const Json* option = option_of(item, value)) {
      Json answer = Json::object();
      for (const auto& [name, member] : option->as_object())
        if (name.starts_with("value")) answer.set(name, member);
      out.push(std::move(answer));
      return;
    }
    const Result<Typed> typed = as_one_of(value, type, types);
    if (!typed) {
      Error error = typed.error();
      error.pointer = pointer;
      notes_.push_back(std::move(error));
      return;
    }
    out.push(Json::object().set(choice_name("value", typed->type), typed->value));
  }

  /// The answerOption that a code or Coding means: so "female" becomes the form's own Coding.
  static const Json* option_of(const Json& item, const Json& value) {
    std::string_view code =
        value.is_string() ? std::string_view(value.as_string()) : value.string_or_empty("code");
    const auto& codings = value.array_or_empty("coding");
    if (!codings.empty()) code = codings.front().string_or_empty("code");
    if (code.empty()) return nullptr;
    for (const Json& option : item.array_or_empty("answerOption")) {
      const Json* coding = option.find("valueCoding");
      if (coding == nullptr || coding->string_or_empty("code") != code) continue;
      const std::string_view system = value.string_or_empty("system");
      if (system.empty() || system == coding->string_or_empty("system")) return &option;
    }
    return nullptr;
  }

  static void add_plain_initial(const Json& item, Json& out) {
    for (const Json& initial : item.array_or_empty("initial"))
      if (initial.is_object()) out.push(initial);
    for (const Json& option : item.array_or_empty("answerOption")) {
      if (!flag(option, "initialSelected")) continue;
      Json answer = Json::object();
      for (const auto& [name, member] : option.as_object())
        if (name.starts_with("value")) answer.set(name, member);
      out.push(std::move(answer));
    }
  }

  // ---- by Observation ----

  /// The newest finished Observation with the item's code within observationLinkPeriod.
  void add_observation(const Json& item, const std::string& pointer, Json& out) {
    const Json* link = extension(item, url::kObservationLinkPeriod);
    const ExtensionValue period = link == nullptr ? ExtensionValue{} : value_of(*link);
    if (period.value == nullptr || request_.bundle == nullptr) return;
    const std::string since = to_iso(request_.now - length_of(*period.value));
    const Json* best = nullptr;
    std::string best_date;
    for (const Json& entry : request_.bundle->array_or_empty("entry")) {
      const Json* resource = entry.find("resource");
      if (resource == nullptr || !observation_fits(*resource, item)) continue;
      const std::string date(resource->string_or_empty("effectiveDateTime"));
      if (date.empty() || date < since.substr(0, std::min(date.size(), since.size())) ||
          date < best_date)
        continue;
      best = resource;
      best_date = date;
    }
    if (best == nullptr) return;
    for (const auto& [name, value] : best->as_object()) {
      if (!name.starts_with("value")) continue;
      std::string type = name.substr(5);
      if (!value.is_object()) type.front() = static_cast<char>(type.front() - 'A' + 'a');
      add_answer(item, value, type, answer_types(item.string_or_empty("type")), pointer, out);
    }
  }

  static std::chrono::milliseconds length_of(const Json& duration) {
    const Json* value = duration.find("value");
    if (value == nullptr || !value->is_number()) return {};
    const std::string_view code = duration.string_or_empty("code");
    const double days = code == "a"    ? 365.25
                        : code == "mo" ? 30.4375
                        : code == "wk" ? 7
                        : code == "h"  ? 1.0 / 24
                                       : 1;
    constexpr double kDay = 86'400'000;
    return std::chrono::milliseconds(
        static_cast<std::int64_t>(value->as_decimal().to_double() * days * kDay));
  }

  bool observation_fits(const Json& resource, const Json& item) const {
    if (resource.string_or_empty("resourceType") != "Observation") return false;
    const std::string_view status = resource.string_or_empty("status");
    if (status != "final" && status != "amended" && status != "corrected") return false;
    const auto patient = request_.context.find("patient");
    const Json* subject = resource.find("subject");
    if (patient != request_.context.end() && subject != nullptr &&
        subject->string_or_empty("reference") !=
            "Patient/" + std::string(patient->second->string_or_empty("id")))
      return false;
    const Json* code = resource.find("code");
    if (code == nullptr) return false;
    for (const Json& wanted : item.array_or_empty("code"))
      for (const Json& coding : code->array_or_empty("coding"))
        if (coding.string_or_empty("code") == wanted.string_or_empty("code") &&
            coding.string_or_empty("system") == wanted.string_or_empty("system"))
          return true;
    return false;
  }

  struct Kept {
    Json json;
    std::unique_ptr<fhirpath::JsonModel> model;
  };
  const Population& request_;
  Evaluator evaluator_;
  Scope root_;
  std::deque<Kept> kept_;  // stable addresses
  Json response_;
  Errors notes_;
};

}  // namespace

Result<Populated> populate(const Population& request) {
  if (request.questionnaire.string_or_empty("resourceType") != "Questionnaire")
    return Error{"AR-D001", "The form is no FHIR Questionnaire", "", "Give a Questionnaire", 0, 0};
  if (has_parts(request.questionnaire))
    return Error{"AR-D043", "The questionnaire has parts that are not assembled",
                 "",        "Assemble it first",
                 0,         0};
  return Populator(request).run();
}

}  // namespace anteroom::extract
