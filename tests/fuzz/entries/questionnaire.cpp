// core/form: a Questionnaire from a stranger; when it loads it is filled in.
#include <utility>

#include "core/form/form.h"
#include "tests/fuzz/entries/entries.h"
#include "tests/fuzz/entries/forms.h"

namespace anteroom::fuzz {

void questionnaire(const std::string_view bytes) {
  auto json = fhir::parse_json(bytes);
  if (!json) return;
  const auto problems = form::Definition::check(*json);
  for (const auto& error : problems.errors)
    promise(error.code.starts_with("AR-"), "an error has a code");
  auto definition = form::Definition::load(std::move(json).value());
  promise(definition.ok() == problems.errors.empty(), "check() and load() agree");
  if (!definition) return;

  auto form = new_form(*definition);
  read_all(form);
  answer_all(form);
  read_all(form);
  const fhir::Json written = form.response("completed");
  (void)form::validate_response(*definition, written);
  auto again = new_form(*definition);
  (void)again.load_response(written);
  read_all(again);
}

}  // namespace anteroom::fuzz
