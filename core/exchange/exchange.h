// From a record to what leaves the kiosk: FHIR Bundle, the export files, and the folder
// destination.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/intake/record.h"
#include "core/intake/settings.h"
#include "core/store/store.h"

namespace anteroom::exchange {

/// FHIR R4 transaction Bundle: Patient, QuestionnaireResponse(s), Observations, Flag per red flag,
/// Provenance, DocumentReference with the PDF. Deterministic for a record; ifNoneExist on our
/// identifiers.
[[nodiscard]] fhir::Json to_bundle(const intake::Record& record, std::string_view summary_pdf);

/// findings.json ("anteroom-findings/1"): every rule and check with its state, the unknown safety
/// items, the tier.
[[nodiscard]] fhir::Json findings_json(const intake::Record& record);

struct ExportFile {
  std::string name;  ///< "summary.pdf", no personal data
  std::string bytes;
};
/// summary.pdf/.html/.txt, answers.pdf/.html, bundle.json, intake.json, findings.json
[[nodiscard]] Result<std::vector<ExportFile>> render(const intake::Record& record);
/// Writes every file under `directory` atomically: temporary name, fsync, rename, fsync of the
/// folder. AR-E0xx.
Result<void> write_files(const std::string& directory, const std::vector<ExportFile>& files);

/// A visit that the patient stopped and cleared: that it was, and which alerts it had raised.
/// Nothing else of it is left.
struct StoppedVisit {
  std::string id;             ///< uuid of the visit
  std::string intake_number;  ///< "K1-0001"
  Instant stopped;
  std::vector<store::StoredAlert> alerts;
};
/// stopped.json ("anteroom-stopped/1").
[[nodiscard]] fhir::Json stopped_json(const StoppedVisit& visit);

/// Somewhere that takes a finished intake. Thread: the courier's one.
class Destination {
 public:
  virtual ~Destination() = default;
  [[nodiscard]] virtual const std::string& id() const = 0;
  /// ok = acknowledged. Delivering the same record twice leaves one document.
  virtual Result<void> deliver(const intake::Record& record,
                               const std::vector<ExportFile>& files) = 0;
  /// Tells that a visit was stopped. Telling it twice leaves one note.
  virtual Result<void> deliver_stopped(const StoppedVisit& visit) = 0;
};
/// Each intake in its own subfolder <intake id>, appearing whole or not at all.
class FolderDestination final : public Destination {
 public:
  FolderDestination(std::string id, std::string directory)
      : id_(std::move(id)), directory_(std::move(directory)) {}
  [[nodiscard]] const std::string& id() const override { return id_; }
  Result<void> deliver(const intake::Record& record, const std::vector<ExportFile>& files) override;
  Result<void> deliver_stopped(const StoppedVisit& visit) override;

 private:
  Result<void> put(const std::string& id, const std::vector<ExportFile>& files);
  std::string id_, directory_;
};

/// The destinations of a settings file.
[[nodiscard]] std::vector<std::unique_ptr<Destination>> make_destinations(
    const intake::Settings& settings);

/// 5 s * 2^attempts, at most 10 min.
[[nodiscard]] std::chrono::milliseconds retry_delay(int attempts);

struct CourierReport {
  int delivered = 0, failed = 0, dead = 0;
};
/// One pass over what is due: render, deliver, mark. Backoff 5 s * 2^attempts up to 10 min; never
/// lost.
Result<CourierReport> deliver_due(store::Store& store, const Clock& clock,
                                  const std::vector<Destination*>& destinations);

}  // namespace anteroom::exchange
