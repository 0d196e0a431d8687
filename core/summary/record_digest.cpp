#include "core/base/hash.h"
#include "core/summary/model_parts.h"

namespace anteroom::summary {

std::string record_sha256(const intake::Record& record) {
  std::string all = record.id;
  for (const fhir::Json& response : record.responses) all += fhir::write_json(response);
  return sha256_hex(all);
}

}  // namespace anteroom::summary
