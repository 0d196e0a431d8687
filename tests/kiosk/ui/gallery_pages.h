// Every page of a walk through the control gallery, at one canvas and text size, without a display.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kiosk/ui/layout.h"
#include "tests/support/gallery_walk.h"

namespace anteroom::ui {

struct GalleryPage {
  flow::Page page;
  std::string name;
};

inline std::vector<GalleryPage> gallery_pages(const std::string& bundle, Canvas canvas,
                                              int text_scale, const std::string& language = "en") {
  const plugin::Bundle::Loaded loaded = plugin::Bundle::load(bundle);
  if (!loaded.bundle) return {};
  flow::support::TemporaryFolder folder;
  FakeClock clock{*parse_instant("2026-11-24T15:12:00Z")};
  store::StoreOptions where;
  where.directory = folder.path();
  where.key_file = folder.path() + "/device.key";
  auto store = store::Store::open(where, clock);
  if (!store) return {};
  intake::Services services;
  services.store = store->get();
  services.clock = &clock;
  services.catalogue = {loaded.bundle};
  flow::Config config;
  config.text_scale = text_scale;
  config.languages = {language};
  flow::Visit visit(config, services);
  flow::support::Driver(visit).start("1984", loaded.bundle->manifest().id);
  std::vector<GalleryPage> pages;
  flow::support::GalleryWalk walk(visit, [&](const flow::Page&, const std::string& what) {
    // As the program does before each drawing.
    visit.set_options_per_page(options_that_fit(visit.page(), canvas));
    visit.set_search_places(search_places_that_fit(visit.page(), canvas));
    const flow::Page& page = visit.page();
    std::string name = page.key.substr(page.key.find('/') + 1) + (what.empty() ? "" : "-" + what);
    for (char& c : name) c = std::string("/:[].").find(c) != std::string::npos ? '-' : c;
    pages.push_back({page, name});
  });
  walk.walk();
  return pages;
}

}  // namespace anteroom::ui
