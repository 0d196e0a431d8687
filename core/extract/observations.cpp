// Observation-based extraction: items with a code and the observationExtract extension.
#include <algorithm>
#include <array>

#include "core/extract/job.h"
#include "core/extract/r4_shape.h"
#include "core/extract/urls.h"
#include "core/form/form.h"

namespace anteroom::extract {

namespace {

using fhir::Json;

/// What the extension says of an item, inherited from above.
enum class Relation : std::uint8_t { none = 0, independent, component, member };

/// What an item inherits while the tree is walked.
struct Inherited {
  Relation relation = Relation::none;
  Json categories = Json::array();
};

/// An Observation being made, and the entry it will become.
struct Draft {
  Json observation;
  Json members = Json::array();
  bool holds_something = false;  ///< a value, a reason, a component or a member
};

std::optional<Relation> relation_of(const Json& element) {
  const Json* found = extension(element, url::kObservationExtract);
  if (found == nullptr) return std::nullopt;
  const ExtensionValue value = value_of(*found);
  if (value.value == nullptr) return Relation::none;
  if (value.value->is_bool())
    return value.value->as_bool() ? Relation::independent : Relation::none;
  const std::string code = text_of(found);
  if (code == "component") return Relation::component;
  if (code == "member") return Relation::member;
  return code == "independent" ? Relation::independent : Relation::none;
}

class Observations {
 public:
  explicit Observations(Job& job) : job_(job) {}

  void run() {
    const Json& questionnaire = job_.request.questionnaire;
    Inherited top;
    top.relation = relation_of(questionnaire).value_or(Relation::none);
    add_categories(questionnaire, top);
    for (const ResponseItem& item : job_.items) visit(item, top, nullptr);
  }

 private:
  static void add_categories(const Json& element, Inherited& inherited) {
    const auto found = extensions(element, url::kObservationCategory);
    if (found.empty()) return;
    inherited.categories = Json::array();  // lower levels override higher ones
    for (const Json* category : found) {
      const ExtensionValue value = value_of(*category);
      if (value.value != nullptr) inherited.categories.push(*value.value);
    }
  }

  void check_relation(const ResponseItem& item) {
    const Json* found = extension(*item.definition, url::kObservationExtract);
    if (found == nullptr || found->find("valueBoolean") != nullptr) return;
    constexpr std::array<std::string_view, 3> kKnown = {"component", "member", "independent"};
    const std::string code = text_of(found);
    if (std::ranges::find(kKnown, code) != kKnown.end()) return;
    job_.note({"AR-D031",
               "This way of relating an Observation to its parent is not made here: " + code,
               item.pointer, "Use true, component or member", 0, 0});
  }

  void visit(const ResponseItem& item, Inherited inherited, Draft* parent) {
    check_relation(item);
    if (const auto own = relation_of(*item.definition)) inherited.relation = *own;
    add_categories(*item.definition, inherited);
    const Json codes = codes_of(*item.definition, inherited.relation);
    if (codes.array_or_empty("coding").empty()) return visit_below(item, inherited, parent);
    if (item.definition->string_or_empty("type") == "group")
      return extract_group(item, inherited, codes, parent);
    extract_question(item, inherited, codes, parent);
  }

  void visit_below(const ResponseItem& item, const Inherited& inherited, Draft* parent) {
    for (const ResponseItem& child : item.items) visit(child, inherited, parent);
    for (const ResponseAnswer& answer : item.answers)
      for (const ResponseItem& child : answer.items) visit(child, inherited, parent);
  }

  /// The codes that go into Observation.code: those marked themselves, or else all.
  static Json codes_of(const Json& definition, Relation relation) {
    Json marked = Json::array();
    Json all = Json::array();
    for (const Json& code : definition.array_or_empty("code")) {
      if (!code.is_object()) continue;
      Json plain = Json::object();
      for (const auto& [name, value] : code.as_object())
        if (name != "extension") plain.set(name, value);
      const auto own = relation_of(code);
      if (own.value_or(Relation::none) != Relation::none) marked.push(plain);
      all.push(std::move(plain));
    }
    Json concept_of = Json::object();
    if (!marked.as_array().empty()) return concept_of.set("coding", std::move(marked));
    if (relation != Relation::none && !all.as_array().empty())
      concept_of.set("coding", std::move(all));
    return concept_of;
  }

  void extract_group(const ResponseItem& item, const Inherited& inherited, const Json& codes,
                     Draft* parent) {
    Draft draft{start(codes, inherited), Json::array(), false};
    visit_below(item, inherited, &draft);
    // A group without a value of its own is an Observation only by what it holds together.
    if (draft.holds_something) finish(std::move(draft), inherited.relation, item, parent);
  }

  void extract_question(const ResponseItem& item, const Inherited& inherited, const Json& codes,
                        Draft* parent) {
    for (const ResponseAnswer& answer : item.answers) {
      Draft draft{start(codes, inherited), Json::array(), false};
      const Result<Typed> value = observation_value(item, answer);
      if (!value) {
        job_.note({"AR-D032",
                   "An answer of this type cannot be the value of an Observation: " + answer.type,
                   item.pointer, "Extract it by definition or template", 0, 0});
        continue;
      }
      draft.observation.set(choice_name("value", value->type), value->value);
      draft.holds_something = true;
      for (const ResponseItem& child : answer.items) visit(child, inherited, &draft);
      finish(std::move(draft), inherited.relation, item, parent);
    }
    for (const ResponseItem& child : item.items) visit(child, inherited, parent);
    if (!item.unknown.empty()) unknown_answer(item, inherited, codes, parent);
  }

  void unknown_answer(const ResponseItem& item, const Inherited& inherited, const Json& codes,
                      Draft* parent) {
    if (job_.request.unknown != UnknownAnswers::data_absent_reason) {
      job_.note({"AR-D030", "The answer is unknown, so no Observation is made", item.pointer,
                 "Ask for data-absent-reason to have it said in an Observation", 0, 0});
      return;
    }
    Draft draft{start(codes, inherited), Json::array(), true};
    Json reason =
        Json::object().set("system", form::kDataAbsentReasonSystem).set("code", item.unknown);
    draft.observation.set("dataAbsentReason",
                          Json::object().set("coding", Json::array().push(reason)));
    finish(std::move(draft), inherited.relation, item, parent);
  }

  Result<Typed> observation_value(const ResponseItem& item, const ResponseAnswer& answer) const {
    static const std::optional<Element> kElement = element_of("Observation", "value[x]");
    const Json* unit = extension(*item.definition, url::kUnit);
    const bool number = answer.type == "integer" || answer.type == "decimal";
    if (!number || (unit == nullptr && answer.type == "integer"))
      return as_one_of(*answer.value, answer.type, kElement->types);
    Json quantity = Json::object().set("value", *answer.value);
    const ExtensionValue coding = unit == nullptr ? ExtensionValue{} : value_of(*unit);
    if (coding.value != nullptr) {
      const std::string_view display = coding.value->string_or_empty("display");
      const std::string_view code = coding.value->string_or_empty("code");
      quantity.set("unit", display.empty() ? code : display);
      if (const Json* system = coding.value->find("system")) quantity.set("system", *system);
      quantity.set("code", code);
    }
    return Typed{"Quantity", std::move(quantity)};
  }

  Json start(const Json& codes, const Inherited& inherited) const {
    const Json& response = job_.response();
    Json out = Json::object().set("resourceType", "Observation");
    copy_references(response, "basedOn", "", out);
    copy_references(response, "partOf", "Observation/", out);  // no part of an Observation in R4
    out.set("status", "final");
    if (!inherited.categories.as_array().empty()) out.set("category", inherited.categories);
    out.set("code", codes);
    for (const std::string_view name : {"subject", "encounter"})
      if (const Json* value = response.find(name)) out.set(name, *value);
    if (const Json* authored = response.find("authored")) out.set("effectiveDateTime", *authored);
    if (const Json* authored = response.find("authored")) {
      // issued is an instant: a date alone is not made longer than it was written.
      if (const auto instant = as_type(*authored, "dateTime", "instant"))
        out.set("issued", *instant);
    }
    const Json* author = response.find("author");  // a Device performs nothing in R4
    if (author != nullptr && !author->string_or_empty("reference").starts_with("Device/"))
      out.set("performer", Json::array().push(*author));
    const std::string reference = job_.response_reference();
    if (!reference.empty())
      out.set("derivedFrom", Json::array().push(Json::object().set("reference", reference)));
    return out;
  }

  /// The references of a list, without those to a type that Observation does not take.
  static void copy_references(const Json& response, std::string_view name, std::string_view refused,
                              Json& out) {
    Json kept = Json::array();
    for (const Json& reference : response.array_or_empty(name)) {
      if (refused.empty() || !reference.string_or_empty("reference").starts_with(refused))
        kept.push(reference);
    }
    if (!kept.as_array().empty()) out.set(name, std::move(kept));
  }

  void finish(Draft draft, Relation relation, const ResponseItem& item, Draft* parent) {
    if (relation == Relation::component && parent != nullptr) {
      Json component = Json::object().set("code", *draft.observation.find("code"));
      for (const auto& [name, value] : draft.observation.as_object())
        if (name.starts_with("value") || name == "dataAbsentReason") component.set(name, value);
      Json list = Json::array();
      for (const Json& earlier : parent->observation.array_or_empty("component"))
        list.push(earlier);
      parent->observation.set("component", list.push(std::move(component)));
      parent->holds_something = true;
      return;
    }
    if (!draft.members.as_array().empty()) draft.observation.set("hasMember", draft.members);
    const auto added =
        job_.add_entry(std::move(draft.observation), nullptr, job_.root, item.pointer);
    if (!added) return job_.note(added.error());
    if (relation != Relation::member || parent == nullptr) return;
    parent->members.push(Json::object().set("reference", *added));
    parent->holds_something = true;
  }

  Job& job_;
};

}  // namespace

void extract_observations(Job& job) {
  Observations(job).run();
}

}  // namespace anteroom::extract
