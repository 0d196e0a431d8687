#include "core/intake/record.h"

namespace anteroom::intake {

fhir::Json Patient::to_fhir() const {
  fhir::Json patient = fhir::Json::object().set("resourceType", "Patient");
  if (!family.empty() || !given.empty()) {
    fhir::Json name = fhir::Json::object();
    if (!family.empty()) name.set("family", family);
    if (!given.empty()) name.set("given", fhir::Json::array().push(given));
    patient.set("name", fhir::Json::array().push(std::move(name)));
  }
  if (!gender.empty()) patient.set("gender", gender);
  if (!birth_date.empty()) patient.set("birthDate", birth_date);
  return patient;
}

}  // namespace anteroom::intake
