// What the tests of extraction share: one call with repeatable ids.
#pragma once

#include "core/extract/extract.h"
#include "tests/core/extract/json_text.h"

namespace anteroom::extract {

struct Outcome {
  fhir::Json bundle;
  Errors notes;
  [[nodiscard]] std::size_t count() const { return bundle.array_or_empty("entry").size(); }
  [[nodiscard]] const fhir::Json& entry(std::size_t i) const {
    return bundle.array_or_empty("entry").at(i);
  }
  [[nodiscard]] const fhir::Json& resource(std::size_t i) const {
    return *entry(i).find("resource");
  }
  [[nodiscard]] std::string codes() const {
    std::string out;
    for (const Error& note : notes) out += (out.empty() ? "" : " ") + note.code;
    return out;
  }
};

inline Outcome extracted(const std::string& questionnaire, const std::string& items,
                         UnknownAnswers unknown = UnknownAnswers::leave_out,
                         const fhir::Json* resources = nullptr) {
  const fhir::Json form =
      json("{'resourceType':'Questionnaire','url':'http://example.org/q'," + questionnaire + "}");
  const fhir::Json response = json(
      "{'resourceType':'QuestionnaireResponse','id':'r1','status':'completed',"
      "'questionnaire':'http://example.org/q|1','authored':'2026-01-02T03:04:05Z',"
      "'subject':{'reference':'Patient/p'},'encounter':{'reference':'Encounter/e'},"
      "'author':{'reference':'Patient/p'},'item':[" +
      items + "]}");
  Extraction request{form, response};
  request.unknown = unknown;
  request.resources = resources;
  std::uint64_t number = 0;
  request.uuid = [&number] { return seeded_uuid(1, ++number); };
  const auto out = extract(request);
  EXPECT_TRUE(out) << (out ? "" : out.error().to_string());
  return out ? Outcome{out->bundle, out->notes} : Outcome{};
}

}  // namespace anteroom::extract
