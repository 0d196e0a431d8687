// One pass of the courier: what is due is rendered, delivered and marked; a failure waits longer
// each time and is kept.
#include <algorithm>
#include <map>

#include "core/exchange/exchange.h"

namespace anteroom::exchange {
namespace {

using std::chrono::milliseconds;

struct Rendered {
  intake::Record record;
  std::vector<ExportFile> files;
};

Result<StoppedVisit> stopped_visit(store::Store& store, const store::OutboxRow& row) {
  auto alerts = store.alerts(row.visit);
  if (!alerts) return alerts.error();
  return StoppedVisit{row.visit.uuid, row.intake_number, row.created, std::move(*alerts)};
}

// Marks of a record that no retry can read; the row stays and is counted as dead.
bool is_hopeless(const Error& error) {
  return error.code.starts_with("AR-J") || error.code.starts_with("AR-I");
}

Result<Rendered> render_visit(store::Store& store, const store::VisitId& visit) {
  const auto text = store.record(visit);
  if (!text) return text.error();
  const auto json = fhir::parse_json(*text);
  if (!json) return json.error();
  auto record = intake::record_from_json(*json);
  if (!record) return record.error();
  auto files = render(*record);
  if (!files) return files.error();
  return Rendered{std::move(*record), std::move(*files)};
}

// Code and place only: a message could one day quote an answer.
std::string short_error(const Error& error) {
  return error.pointer.empty() ? error.code : error.code + " " + error.pointer;
}

class Pass {
 public:
  Pass(store::Store& store, const Clock& clock, const std::vector<Destination*>& destinations)
      : store_(store), clock_(clock), destinations_(destinations) {}

  Result<void> row(const store::OutboxRow& row, CourierReport& report) {
    const auto delivered = deliver(row);
    if (delivered) {
      ++report.delivered;
      return store_.mark_delivered(row.id);
    }
    const Error& error = delivered.error();
    if (is_hopeless(error)) {
      ++report.dead;
      return store_.mark_dead(row.id, short_error(error));
    }
    ++report.failed;
    return store_.mark_failed(row.id, short_error(error), clock_.now() + retry_delay(row.attempts));
  }

 private:
  Result<void> deliver(const store::OutboxRow& row) {
    const auto destination =
        std::find_if(destinations_.begin(), destinations_.end(),
                     [&](const Destination* each) { return each->id() == row.destination; });
    if (destination == destinations_.end()) {
      return Error{"AR-E010", "No destination of this name is set up.", row.destination,
                   "Add it to the settings."};
    }
    if (row.visit_state == store::VisitState::stopped) {
      const auto stopped = stopped_visit(store_, row);
      if (!stopped) return stopped.error();
      return (*destination)->deliver_stopped(*stopped);
    }
    // Two destinations of one visit share a rendering; a visit that failed is tried again with its
    // next row.
    if (last_visit_ != row.visit.uuid || !last_) {
      auto rendered = render_visit(store_, row.visit);
      if (!rendered) return rendered.error();
      last_ = std::move(*rendered);
      last_visit_ = row.visit.uuid;
    }
    return (*destination)->deliver(last_->record, last_->files);
  }

  store::Store& store_;
  const Clock& clock_;
  const std::vector<Destination*>& destinations_;
  std::string last_visit_;
  std::optional<Rendered> last_;
};

}  // namespace

fhir::Json stopped_json(const StoppedVisit& visit) {
  using fhir::Json;
  Json alerts = Json::array();
  for (const store::StoredAlert& each : visit.alerts) {
    alerts.push(Json::object()
                    .set("plugin", each.alert.plugin_id)
                    .set("rule", each.alert.rule_id)
                    .set("raised_at", to_iso(each.raised_at)));
  }
  return Json::object()
      .set("schema", "anteroom-stopped/1")
      .set("id", visit.id)
      .set("intake_number", visit.intake_number)
      .set("end", "stopped")
      .set("stopped", to_iso(visit.stopped))
      .set("alerts", std::move(alerts));
}

milliseconds retry_delay(int attempts) {
  constexpr milliseconds kFirst{5000}, kMost{600000};
  constexpr int kMostDoublings = 7;  // 5 s * 2^7 = 640 s
  return std::min(kMost, kFirst * (1 << std::clamp(attempts, 0, kMostDoublings)));
}

Result<CourierReport> deliver_due(store::Store& store, const Clock& clock,
                                  const std::vector<Destination*>& destinations) {
  CourierReport report;
  const auto rows = store.due(clock.now());
  if (!rows) return rows.error();
  Pass pass(store, clock, destinations);
  for (const store::OutboxRow& row : *rows) {
    const auto marked = pass.row(row, report);
    if (!marked) return marked.error();
  }
  return report;
}

std::vector<std::unique_ptr<Destination>> make_destinations(const intake::Settings& settings) {
  std::vector<std::unique_ptr<Destination>> destinations;
  for (const intake::DestinationSettings& each : settings.destinations) {
    if (each.type == intake::DestinationSettings::Type::folder) {
      destinations.push_back(std::make_unique<FolderDestination>(each.id, each.path));
    }
  }
  return destinations;
}

}  // namespace anteroom::exchange
