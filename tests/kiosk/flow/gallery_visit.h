// A visit through the control gallery: one question of each kind, on a fake clock.
#pragma once

#include <gmock/gmock.h>

#include <memory>
#include <optional>
#include <string>

#include "tests/support/visit_driver.h"

namespace anteroom::flow {

inline std::shared_ptr<const plugin::Bundle> control_gallery() {
  static const plugin::Bundle::Loaded loaded =
      plugin::Bundle::load(std::string(ANTEROOM_BINARY_DIR) + "/gallery/control-gallery");
  for (const Error& error : loaded.errors) ADD_FAILURE() << error.to_string();
  return loaded.bundle;
}

class GalleryVisit : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(control_gallery());
    store::StoreOptions options;
    options.directory = folder.path();
    options.key_file = folder.path() + "/device.key";
    auto opened = store::Store::open(options, clock);
    ASSERT_TRUE(opened.ok());
    store = std::move(*opened);
    begin();
    driver->start("1984", "control-gallery");
  }
  void begin() {
    intake::Services services;
    services.store = store.get();
    services.clock = &clock;
    services.catalogue = {control_gallery()};
    services.utc_offset_minutes = -300;
    visit = std::make_unique<Visit>(config, services);
    visit->on_finished = [this](const intake::Record& finished) { record = finished; };
    driver.emplace(*visit);
  }
  const Page& page() const { return visit->page(); }
  static std::string item(const std::string& path) { return "item:control-gallery/" + path; }
  static std::string list(const std::string& group) { return "entries:control-gallery/" + group; }
  void walk_to(const std::string& path) { driver->walk_to(item(path)); }
  const form::Form& form() const { return *visit->intake()->form("control-gallery"); }
  std::string stored(const std::string& path) const {
    std::string all;
    for (const form::AnswerValue& value : form().answers(path)) all += fhir::write_json(value.json);
    return all;
  }

  support::TemporaryFolder folder;
  FakeClock clock{*parse_instant("2026-11-24T15:12:00Z")};
  Config config;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<Visit> visit;
  std::optional<support::Driver> driver;
  std::optional<intake::Record> record;
};

}  // namespace anteroom::flow
