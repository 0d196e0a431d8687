#include "core/extract/extract.h"

#include "core/extract/job.h"
#include "core/extract/urls.h"

namespace anteroom::extract {

namespace {

using fhir::Json;

std::string without_version(std::string_view canonical) {
  return std::string(canonical.substr(0, canonical.find('|')));
}

std::optional<Error> refuse(const Extraction& request) {
  if (request.questionnaire.string_or_empty("resourceType") != "Questionnaire")
    return Error{"AR-D001", "The form is no FHIR Questionnaire", "", "Give a Questionnaire", 0, 0};
  if (request.response.string_or_empty("resourceType") != "QuestionnaireResponse")
    return Error{"AR-D002", "The answers are no FHIR QuestionnaireResponse",
                 "",        "Give a QuestionnaireResponse",
                 0,         0};
  const std::string answered = without_version(request.response.string_or_empty("questionnaire"));
  const std::string_view url = request.questionnaire.string_or_empty("url");
  if (!answered.empty() && !url.empty() && answered != url)
    return Error{"AR-D003",
                 "The response answers another questionnaire",
                 "/questionnaire",
                 "Give the questionnaire that was answered",
                 0,
                 0};
  return std::nullopt;
}

void note_status(Job& job) {
  const std::string_view status = job.response().string_or_empty("status");
  if (status == "completed" || status == "amended") return;
  job.note({"AR-D011", "The response is not finished, so resources may lack parts", "/status",
            "Extract when the form is completed", 0, 0});
}

void note_structure_map(Job& job) {
  if (extension(job.request.questionnaire, url::kStructureMap) == nullptr) return;
  job.note({"AR-D012", "Extraction by StructureMap is not made here", "/extension",
            "Use definitions or templates", 0, 0});
}

}  // namespace

Result<Extracted> extract(const Extraction& request) {
  if (auto error = refuse(request)) return std::move(*error);
  Job job(request);
  note_status(job);
  note_structure_map(job);
  extract_templates(job);
  extract_definitions(job);
  extract_observations(job);
  Json bundle = Json::object().set("resourceType", "Bundle").set("type", "transaction");
  if (!job.entries.as_array().empty()) bundle.set("entry", std::move(job.entries));
  return Extracted{std::move(bundle), std::move(job.notes)};
}

}  // namespace anteroom::extract
