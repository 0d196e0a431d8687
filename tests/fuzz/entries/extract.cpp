// core/extract: $extract of a form and a response that both come from strangers.
#include "core/extract/extract.h"

#include <cstdint>
#include <string>

#include "tests/fuzz/entries/entries.h"
#include "tests/fuzz/entries/forms.h"

namespace anteroom::fuzz {

namespace {

void run(const fhir::Json& questionnaire, const fhir::Json& response, const fhir::Json* resources) {
  for (const auto unknown :
       {extract::UnknownAnswers::leave_out, extract::UnknownAnswers::data_absent_reason}) {
    std::string written[2];
    for (auto& text : written) {
      std::uint64_t number = 0;
      extract::Extraction request{questionnaire, response};
      request.resources = resources;
      request.unknown = unknown;
      request.now = parse_instant("2026-11-24T09:00:00Z").value();
      request.uuid = [&number] { return seeded_uuid(1, ++number); };
      const auto out = extract::extract(request);
      if (!out) {
        promise(out.error().code.starts_with("AR-D"), "a refusal has a code of its room");
        return;
      }
      promise(out->bundle.string_or_empty("type") == "transaction", "the bundle is a transaction");
      for (const auto& entry : out->bundle.array_or_empty("entry"))
        promise(entry.find("resource") != nullptr && entry.find("request") != nullptr,
                "an entry has a resource and a request");
      text = fhir::write_json(out->bundle);
      promise(fhir::parse_json(text).ok(), "the bundle is JSON");
    }
    promise(written[0] == written[1], "the same response gives the same bundle");
  }
}

}  // namespace

/// {"questionnaire", "response", "resources"}, or a Questionnaire alone, which is filled in first.
void extract(const std::string_view bytes) {
  const auto json = fhir::parse_json(bytes);
  if (!json) return;
  const fhir::Json* questionnaire = json->find("questionnaire");
  const fhir::Json* response = json->find("response");
  if (questionnaire != nullptr && response != nullptr)
    return run(*questionnaire, *response, json->find("resources"));
  const auto definition = form::Definition::load(*json);
  if (!definition) return;
  auto form = new_form(*definition);
  answer_all(form);
  run(*json, form.response("completed"), nullptr);
}

}  // namespace anteroom::fuzz
