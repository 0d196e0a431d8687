// A visit with the real upper-back-pain bundle, a store in a folder of its own and a clock to move.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/random.h"
#include "core/intake/intake.h"

namespace anteroom::intake {

inline constexpr const char* kId = "upper-back-pain";
inline const std::string kBundleDirectory =
    std::string(ANTEROOM_BINARY_DIR) + "/plugins/upper-back-pain";

/// Loaded once: reading a bundle is the slow part of these tests.
inline std::shared_ptr<const plugin::Bundle> real_bundle() {
  static const plugin::Bundle::Loaded loaded = plugin::Bundle::load(kBundleDirectory);
  for (const Error& error : loaded.errors) ADD_FAILURE() << error.to_string();
  return loaded.bundle;
}

struct VisitTest : testing::Test {
  std::string directory =
      std::filesystem::temp_directory_path() / ("anteroom-intake-" + new_uuid());
  FakeClock clock{*parse_instant("2026-11-24T09:12:00Z")};
  std::unique_ptr<store::Store> store = open_store();
  Services services = make_services();

  ~VisitTest() override { std::filesystem::remove_all(directory); }

  std::unique_ptr<store::Store> open_store() {
    store::StoreOptions options;
    options.directory = directory;
    options.key_file = directory + "/keys/device.key";
    auto opened = store::Store::open(options, clock);
    EXPECT_TRUE(opened.ok());
    return std::move(*opened);
  }
  Services make_services() {
    Services made;
    made.store = store.get();
    made.clock = &clock;
    made.catalogue = {real_bundle()};
    made.host.host_path = std::string(ANTEROOM_BIN_DIR) + "/anteroom-plugin-host";
    return made;
  }
  /// A synthetic person, checked in, with consent, who has chosen the condition.
  std::unique_ptr<Intake> begin() {
    auto visit = Intake::begin(services);
    EXPECT_TRUE(visit.ok());
    EXPECT_TRUE((*visit)->check_in({"Sample", "Sam", "1992-03-17", "male"}).ok());
    Consent consent;
    consent.given = true;
    consent.document = "privacy";
    consent.version = "1";
    consent.language = "en";
    EXPECT_TRUE((*visit)->give_consent(consent).ok());
    EXPECT_TRUE((*visit)->choose({kId}).ok());
    return std::move(*visit);
  }
  static Result<Change> say(Intake& visit, const std::string& item,
                            const std::vector<std::string>& codes) {
    std::vector<form::AnswerValue> values;
    for (const std::string& code : codes)
      values.push_back(form::AnswerValue::coding(
          "https://anteroom.example/fhir/CodeSystem/upper-back-pain", code));
    return visit.answer({kId, item}, std::move(values));
  }
  static Result<Change> number(Intake& visit, const std::string& item, int value) {
    return visit.answer({kId, item}, {form::AnswerValue::integer(value)});
  }
  /// Every write of the store fails from now on, until allow().
  void refuse_writes() {
    behind("CREATE TRIGGER refuse BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, ''); END");
  }
  void allow_writes() { behind("DROP TRIGGER refuse"); }
  void behind(const std::string& sql) {
    SQLite::Database(directory + "/anteroom.db", SQLite::OPEN_READWRITE, 1000).exec(sql);
  }
};

/// How often the chest pain emergency stands at the desk. (Chest pain alone raises an urgent rule
/// of its own.)
inline std::size_t emergencies(const std::vector<store::StoredAlert>& alerts) {
  return static_cast<std::size_t>(std::count_if(alerts.begin(), alerts.end(), [](const auto& each) {
    return each.alert.rule_id == "RF-E04";
  }));
}
inline const RecordFinding* finding(const Record& record, const std::string& rule) {
  for (const RecordFinding& each : record.findings)
    if (each.finding.rule_id == rule) return &each;
  return nullptr;
}
inline const AnswerLine* line(const Record& record, const std::string& link_id) {
  for (const AnswerLine& each : record.answers)
    if (each.link_id == link_id) return &each;
  return nullptr;
}
/// The record as text, without what a second look may change (instants of looking, audit).
inline std::string comparable(Record record) {
  record.finished = {};
  record.audit_head.clear();
  return fhir::write_json(to_json(record), fhir::JsonLayout::pretty);
}

}  // namespace anteroom::intake
