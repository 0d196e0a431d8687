// core/plugin and core/triage: the JSON files of a bundle.
#include <algorithm>
#include <utility>
#include <vector>

#include "core/plugin/form_merge.h"
#include "core/plugin/manifest.h"
#include "core/plugin/summary_reader.h"
#include "core/plugin/translations.h"
#include "core/triage/triage.h"
#include "tests/fuzz/entries/entries.h"
#include "tests/fuzz/entries/forms.h"

namespace anteroom::fuzz {

void manifest(const std::string_view bytes) {
  const auto read = plugin::read_manifest(bytes, "upper-back-pain");
  for (const auto& error : read.errors)
    promise(error.code.starts_with("AR-"), "an error has a code");
  if (!read.errors.empty()) return;
  promise(read.manifest.id == "upper-back-pain", "the id is the directory's name");
  for (const auto& [path, hash] : read.manifest.files)
    promise(plugin::valid_bundle_path(path) && hash.size() == 64, "files stay in the bundle");
  promise(read.manifest.redflag_deadline_ms <= plugin::kRedflagDeadlineMs &&
              read.manifest.summary_deadline_ms <= plugin::kSummaryDeadlineMs,
          "a manifest may only lower a deadline");
  (void)read.manifest.title_in("es");
  (void)read.manifest.description_in("es");
}

void red_flags(const std::string_view bytes) {
  const auto json = fhir::parse_json(bytes);
  if (!json) return;
  const auto definition = upper_back_form();
  auto loaded = triage::RuleSet::load(*json, *definition);
  promise((loaded.rules == nullptr) == !loaded.errors.empty(), "rules load or say why not");
  if (!loaded.rules) return;

  auto form = new_form(definition);
  const triage::FormSource source(form);
  triage::Triage stepwise(loaded.rules);
  stepwise.evaluate(source);
  // Some answers, told one by one; a fresh evaluation must agree.
  std::size_t told = 0;
  for (const auto& path : form.enabled_paths()) {
    const auto options = form.offered_options(path);
    if (options.empty() || ++told > 12) continue;
    form::AnswerValue value;
    value.json.set("valueCoding", options[told % options.size()].value);
    if (auto change = form.answer(path, {std::move(value)}))
      (void)stepwise.update(source, change->states);
  }
  triage::Triage fresh(loaded.rules);
  fresh.evaluate(source);
  promise(fresh.findings().size() == loaded.rules->rules().size(), "one finding a rule");
  promise(std::ranges::equal(fresh.findings(), stepwise.findings(),
                             [](const triage::Finding& a, const triage::Finding& b) {
                               return a.rule_id == b.rule_id && a.state == b.state &&
                                      a.answers == b.answers;
                             }),
          "updates and a fresh evaluation agree");
  (void)fresh.result(source);
}

void summary(const std::string_view bytes) {
  (void)plugin::template_items(bytes);
  const auto json = fhir::parse_json(bytes);
  if (!json) return;
  Errors alone, with_form;
  (void)plugin::read_summary(*json, nullptr, alone);
  (void)plugin::read_summary(*json, upper_back_form().get(), with_form);
  promise(with_form.size() >= alone.size(), "a form only adds complaints");
}

/// {"form": Questionnaire, "i18n": the file}: a bundle gives both. Without a form, ours.
void translations(const std::string_view bytes) {
  const auto json = fhir::parse_json(bytes);
  if (!json) return;
  const fhir::Json* form = json->find("form");
  const fhir::Json* file = json->find("i18n");
  if (!json->is_object() || (form != nullptr && !form->is_object())) return;
  plugin::MergedForm merged({{"forms/a.json", form ? *form : every_type_form()->questionnaire()},
                             {"forms/b.json", *json}});
  (void)merged.origin("/item/1/text");
  Errors errors, warnings;
  const auto read = plugin::read_translations(file ? *file : *json, "es", errors);
  if (!errors.empty()) return;
  const bool loads = form::Definition::load(merged.json()).ok();
  plugin::merge_translations(merged.json(), "es", read, warnings);
  promise(form::Definition::load(merged.json()).ok() == loads,
          "translations change nothing about whether a form loads");
}

}  // namespace anteroom::fuzz
