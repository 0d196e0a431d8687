// core/form: a QuestionnaireResponse from a stranger into forms that we know.
#include "core/form/form.h"
#include "tests/fuzz/entries/entries.h"
#include "tests/fuzz/entries/forms.h"

namespace anteroom::fuzz {

void response(const std::string_view bytes) {
  const auto json = fhir::parse_json(bytes);
  if (!json) return;
  const bool upper_back =
      json->string_or_empty("questionnaire").find("upper-back") != std::string_view::npos;
  const auto definition = upper_back ? upper_back_form() : every_type_form();
  const fhir::Json outcome = form::validate_response(definition, *json);
  promise(outcome.string_or_empty("resourceType") == "OperationOutcome",
          "validation answers with an OperationOutcome");
  auto form = new_form(definition);
  (void)form.load_response(*json);
  read_all(form);
  // What the form took it can give and take again, without loss.
  const fhir::Json first = form.response("completed");
  auto copy = new_form(definition);
  const Errors lost = copy.load_response(first);
  promise(lost.empty(), "a form reads its own response without a complaint");
  promise(copy.response("completed") == first, "a response read again is the same response");
}

}  // namespace anteroom::fuzz
