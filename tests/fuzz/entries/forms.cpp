// Forms that the targets share.
#include "tests/fuzz/entries/forms.h"

#include <utility>
#include <vector>

#include "tests/fuzz/entries/entries.h"

namespace anteroom::fuzz {

namespace {

constexpr std::size_t kMostItems = 48;  // a form of thousands of items must not end as a time-out

std::shared_ptr<const form::Definition> load_file(const std::string& path) {
  auto json = fhir::read_json_file(std::string(ANTEROOM_SOURCE_DIR) + path);
  promise(json.ok(), "the target's own form can be read");
  auto definition = form::Definition::load(std::move(json).value());
  promise(definition.ok(), "the target's own form loads");
  return std::move(definition).value();
}

form::AnswerValue of(const std::string_view member, fhir::Json value) {
  form::AnswerValue answer;
  answer.json.set(member, std::move(value));
  return answer;
}

/// Values to try on one item: its options under every name, then one of each type.
std::vector<form::AnswerValue> candidates(const form::Form& form, const std::string& path) {
  std::vector<form::AnswerValue> out;
  const auto options = form.offered_options(path);
  for (std::size_t i = 0; i < options.size() && i < 3; ++i)
    for (const auto* member :
         {"valueCoding", "valueString", "valueInteger", "valueDate", "valueTime", "valueReference"})
      out.push_back(of(member, options[i].value));
  const auto quantity = fhir::parse_json(R"({"value":70.5,"unit":"kg","code":"kg"})");
  const auto attachment = fhir::parse_json(R"({"contentType":"text/plain","data":"QQ=="})");
  const auto reference = fhir::parse_json(R"({"reference":"Patient/1"})");
  out.push_back(form::AnswerValue::boolean(true));
  out.push_back(form::AnswerValue::integer(3));
  out.push_back(of("valueDecimal", *fhir::parse_json("1.50")));
  out.push_back(form::AnswerValue::string("word"));
  out.push_back(form::AnswerValue::date("2026-11-24"));
  out.push_back(of("valueDateTime", "2026-11-24T09:00:00Z"));
  out.push_back(of("valueTime", "09:00:00"));
  out.push_back(of("valueUri", "http://example.org"));
  out.push_back(of("valueQuantity", *quantity));
  out.push_back(of("valueAttachment", *attachment));
  out.push_back(of("valueReference", *reference));
  out.push_back(form::AnswerValue::coding("s", "yes"));
  return out;
}

}  // namespace

std::shared_ptr<const form::Definition> every_type_form() {
  static const auto definition = load_file("/tests/fuzz/every_type.json");
  return definition;
}

std::shared_ptr<const form::Definition> upper_back_form() {
  static const auto definition = load_file("/plugins/upper_back_pain/forms/intake.json");
  return definition;
}

form::Form new_form(std::shared_ptr<const form::Definition> definition) {
  form::LaunchContext launch;
  launch.now = parse_instant("2026-11-24T09:00:00Z").value();
  launch.patient =
      *fhir::parse_json(R"({"resourceType":"Patient","gender":"female","birthDate":"1980-02-03"})");
  return form::Form(std::move(definition), std::move(launch));
}

void answer_all(form::Form& form) {
  std::size_t asked = 0;
  for (const auto& path : form.enabled_paths()) {
    if (++asked > kMostItems) return;
    (void)form.add_instance(path);
    bool accepted = false;
    for (auto& value : candidates(form, path)) {
      if (form.answer(path, {std::move(value)})) {
        accepted = true;
        break;
      }
    }
    // Every fifth item ends as unknown, every seventh cleared: hidden gates must follow.
    if (accepted && asked % 5 == 0) (void)form.answer_unknown(path, form::UnknownReason::skipped);
    if (accepted && asked % 7 == 0) (void)form.answer(path, {});
  }
}

void read_all(const form::Form& form) {
  std::size_t seen = 0;
  for (const auto& link_id : form.definition().link_ids()) {
    if (++seen > kMostItems) break;
    for (const auto& state : form.states(link_id))
      promise(state.kind != form::ItemState::Kind::answered || state.shown,
              "an item that is not shown does not count as answered");
    (void)form.definition().item_text(link_id, "es");
  }
  (void)form.validate();
  const fhir::Json written = form.response("completed");
  promise(fhir::parse_json(fhir::write_json(written)).ok(), "a response is JSON");
}

}  // namespace anteroom::fuzz
