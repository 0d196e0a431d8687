// FHIR R4 transaction Bundle of one record (hl7.org/fhir/R4/bundle.html).
#include "core/exchange/bundle_parts.h"
#include "core/exchange/exchange.h"
#include "core/exchange/ids.h"

namespace anteroom::exchange {

using fhir::Json;

namespace {

constexpr std::string_view kBase = form::kCanonicalBase;

std::string url(std::string_view path) {
  return std::string(kBase) + "/" + std::string(path);
}

Json unverified_tag() {
  return Json::object().set(
      "tag", Json::array().push(Json::object()
                                    .set("system", url("CodeSystem/identity"))
                                    .set("code", "identity-unverified")
                                    .set("display", "Identity not verified by staff")));
}

Json source_of(BundleDraft& draft) {
  if (draft.record.respondent == "helper") {
    draft.add("helper", Json::object()
                            .set("resourceType", "RelatedPerson")
                            .set("identifier", Json::array().push(draft.identifier("helper")))
                            .set("active", true)
                            .set("patient", draft.reference("patient")));
    return draft.reference("helper");
  }
  if (draft.record.respondent == "staff")
    return Json::object().set("type", "Practitioner").set("display", "Clinic staff");
  if (draft.record.respondent == "self") return draft.reference("patient");
  return Json::object().set("display", "Not known who answered");
}

}  // namespace

std::string BundleDraft::urn(std::string_view part) const {
  return "urn:uuid:" + part_uuid(record.id, part);
}

Json BundleDraft::reference(std::string_view part) const {
  return Json::object().set("reference", urn(part));
}

Json BundleDraft::identifier(std::string_view part) const {
  return Json::object()
      .set("system", kIdentifierSystem)
      .set("value", record.id + "/" + std::string(part));
}

void BundleDraft::add(std::string_view part, Json resource) {
  const std::string type(resource.string_or_empty("resourceType"));
  Json request = Json::object().set("method", "POST").set("url", type);
  request.set("ifNoneExist", "identifier=" + std::string(kIdentifierSystem) + "|" + record.id +
                                 "/" + std::string(part));
  entries.push(Json::object()
                   .set("fullUrl", urn(part))
                   .set("resource", std::move(resource))
                   .set("request", std::move(request)));
  targets.push_back(urn(part));
}

Json codeable(std::string_view system, std::string_view code, std::string_view display,
              std::string_view text) {
  Json coding = Json::object().set("system", system).set("code", code);
  if (!display.empty()) coding.set("display", display);
  Json concept_json = Json::object().set("coding", Json::array().push(std::move(coding)));
  if (!text.empty()) concept_json.set("text", text);
  return concept_json;
}

std::string local_system(std::string_view plugin_id) {
  return url("CodeSystem/" + std::string(plugin_id));
}

void add_patient(BundleDraft& draft) {
  Json patient = draft.record.patient.to_fhir();
  patient.set("resourceType", "Patient");
  patient.set("meta", unverified_tag());
  patient.set("extension",
              Json::array().push(Json::object()
                                     .set("url", url("StructureDefinition/identity-verified"))
                                     .set("valueBoolean", draft.record.identity_verified)));
  patient.set("identifier", Json::array().push(draft.identifier("patient")));
  draft.add("patient", std::move(patient));
}

void add_responses(BundleDraft& draft) {
  const Json source = source_of(draft);
  for (std::size_t i = 0; i < draft.record.responses.size(); ++i) {
    const std::string plugin =
        i < draft.record.plugins.size() ? draft.record.plugins[i].id : std::to_string(i);
    const std::string part = "response/" + plugin;
    Json response = draft.record.responses[i];
    response.set("meta", unverified_tag());
    response.set("identifier", draft.identifier(part));
    response.set("subject", draft.reference("patient"));
    response.set("source", source);
    if (draft.record.end != intake::End::finished) response.set("status", "stopped");
    draft.add(part, std::move(response));
  }
}

void add_document(BundleDraft& draft, std::string_view pdf) {
  const Json attachment = Json::object()
                              .set("contentType", "application/pdf")
                              .set("data", base64(pdf))
                              .set("size", static_cast<std::int64_t>(pdf.size()))
                              .set("hash", attachment_hash(pdf))
                              .set("title", "Intake summary " + draft.record.intake_number)
                              .set("creation", to_iso(draft.record.finished));
  draft.add(
      "document",
      Json::object()
          .set("resourceType", "DocumentReference")
          .set("meta", unverified_tag())
          .set("masterIdentifier", draft.identifier("document"))
          .set("identifier", Json::array().push(draft.identifier("document")))
          .set("status", "current")
          .set("docStatus", "preliminary")
          .set("type", codeable("http://loinc.org", "51855-5", "Patient Note",
                                "Patient-reported intake summary"))
          .set("category",
               Json::array().push(codeable(
                   "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category",
                   "clinical-note", "Clinical Note", "")))
          .set("subject", draft.reference("patient"))
          .set("date", to_iso(draft.record.finished))
          .set("author", Json::array().push(draft.reference("patient")))
          .set("description", "Patient-reported, not verified. Not a diagnosis.")
          .set("content", Json::array().push(Json::object().set("attachment", attachment))));
}

void add_provenance(BundleDraft& draft) {
  Json targets = Json::array();
  for (const std::string& target : draft.targets)
    targets.push(Json::object().set("reference", target));
  constexpr std::string_view kAgentType =
      "http://terminology.hl7.org/CodeSystem/provenance-participant-type";
  std::string plugins;
  for (const intake::PluginUse& plugin : draft.record.plugins) {
    plugins += (plugins.empty() ? "" : "; ") + plugin.id + " " + plugin.version + " sha256 " +
               plugin.manifest_sha256;
  }
  Json agents = Json::array();
  agents.push(Json::object()
                  .set("type", codeable(kAgentType, "author", "Author", ""))
                  .set("who", draft.reference("patient")));
  agents.push(Json::object()
                  .set("type", codeable(kAgentType, "assembler", "Assembler", ""))
                  .set("who", Json::object()
                                  .set("type", "Device")
                                  .set("display", "Anteroom " ANTEROOM_VERSION " kiosk " +
                                                      draft.record.kiosk)));
  Json entities = Json::array();
  entities.push(
      Json::object().set("role", "source").set("what", Json::object().set("display", plugins)));
  const std::string id = part_uuid(draft.record.id, "provenance");
  // Provenance has no identifier to search by; a PUT on a name-based id is as repeatable.
  draft.entries.push(
      Json::object()
          .set("fullUrl", "urn:uuid:" + id)
          .set("resource", Json::object()
                               .set("resourceType", "Provenance")
                               .set("id", id)
                               .set("target", std::move(targets))
                               .set("recorded", to_iso(draft.record.finished))
                               .set("agent", std::move(agents))
                               .set("entity", std::move(entities)))
          .set("request", Json::object().set("method", "PUT").set("url", "Provenance/" + id)));
}

Json to_bundle(const intake::Record& record, std::string_view summary_pdf) {
  BundleDraft draft{record};
  add_patient(draft);
  add_responses(draft);
  add_observations(draft);
  add_findings(draft);
  add_document(draft, summary_pdf);
  add_provenance(draft);
  return Json::object()
      .set("resourceType", "Bundle")
      .set("id", part_uuid(record.id, "bundle"))
      .set("identifier", draft.identifier("bundle"))
      .set("type", "transaction")
      .set("timestamp", to_iso(record.finished))
      .set("entry", std::move(draft.entries));
}

}  // namespace anteroom::exchange
