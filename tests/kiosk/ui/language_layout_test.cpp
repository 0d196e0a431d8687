// Layout invariants over every page of two shipped bundles, which hold every kind of page, in every
// language on offer, and in the two made-up ones that are longer and from the right than any
// translation.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "kiosk/flow/page_language.h"
#include "kiosk/flow/words.h"
#include "kiosk/ui/layout.h"
#include "tests/support/pseudo_bundle.h"
#include "tests/support/visit_driver.h"

namespace anteroom::ui {
namespace {

struct Case {
  std::string bundle, language;
};

std::vector<Case> all_cases() {
  std::vector<Case> all;
  for (const char* bundle : {"upper-back-pain", "headache"}) {
    for (const char* language : {"en", "es", "ar", "zh-Hans", "vi", "fr", "qps-ploc", "qps-plocm"})
      all.push_back({bundle, language});
  }
  return all;
}

struct Shape {
  Canvas canvas;
  int text_scale;
};
const std::vector<Shape> kShapes = {
    {{1080, 1920}, 100}, {{1080, 1920}, 150}, {{1920, 1080}, 100}, {{1920, 1080}, 150}};

std::string name_of(const testing::TestParamInfo<Case>& info) {
  std::string name = info.param.bundle + "_" + info.param.language;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

/// Read once: the copies with made-up languages lie in one folder of this process.
std::shared_ptr<const plugin::Bundle> bundle_of(const std::string& id) {
  static const flow::support::TemporaryFolder folder;
  static std::map<std::string, std::shared_ptr<const plugin::Bundle>> made;
  std::shared_ptr<const plugin::Bundle>& bundle = made[id];
  if (!bundle) {
    const std::string copy = flow::support::with_pseudo_languages(
        std::string(ANTEROOM_BINARY_DIR) + "/plugins/" + id, folder.path());
    bundle = plugin::Bundle::load(copy).bundle;
  }
  return bundle;
}

class LanguageLayout : public testing::TestWithParam<Case> {
 protected:
  void check(const flow::Page& page, const Shape& shape) {
    const PageLayout layout = lay_out(page, shape.canvas, {});
    SCOPED_TRACE(page.key + (shape.canvas.portrait() ? " portrait " : " landscape ") +
                 std::to_string(shape.text_scale));
    EXPECT_EQ(page.language, GetParam().language);
    std::vector<const Element*> controls, words;
    for (const Element& element : layout.elements) {
      if (element.is_pressable() || element.role == Role::field) controls.push_back(&element);
      if (element.role == Role::text || element.role == Role::heading) words.push_back(&element);
      const std::string what = element.id + element.name;
      EXPECT_GE(element.box.x, 0) << what;
      EXPECT_GE(element.box.y, 0) << what;
      EXPECT_LE(element.box.right(), shape.canvas.width + 0.5) << what;
      EXPECT_LE(element.box.bottom(), shape.canvas.height + 0.5) << what;
    }
    for (std::size_t i = 0; i < controls.size(); ++i) {
      EXPECT_GE(controls[i]->box.w / reference_px_per_mm, 16) << controls[i]->id;
      EXPECT_GE(controls[i]->box.h / reference_px_per_mm, 16) << controls[i]->id;
      for (std::size_t j = i + 1; j < controls.size(); ++j) {
        EXPECT_FALSE(controls[i]->box.inset(-10.8).overlaps(controls[j]->box))
            << controls[i]->id << " and " << controls[j]->id;
      }
      for (const Element* one : words) {
        EXPECT_FALSE(one->box.inset(1).overlaps(controls[i]->box))
            << one->name << " / " << controls[i]->id;
      }
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
      for (std::size_t j = i + 1; j < words.size(); ++j) {
        EXPECT_FALSE(words[i]->box.inset(1).overlaps(words[j]->box.inset(1)))
            << words[i]->name << " / " << words[j]->name;
      }
    }
    ++pages_;
  }

  void walk(const Shape& shape) {
    flow::support::TemporaryFolder folder;
    FakeClock clock{*parse_instant("2026-11-24T15:12:00Z")};
    store::StoreOptions where;
    where.directory = folder.path();
    where.key_file = folder.path() + "/device.key";
    auto store = store::Store::open(where, clock);
    ASSERT_TRUE(store.ok());
    intake::Services services;
    services.store = store->get();
    services.clock = &clock;
    services.catalogue = {bundle_of(GetParam().bundle)};
    flow::Config config;
    config.text_scale = shape.text_scale;
    config.languages = {GetParam().language};
    flow::Visit visit(config, services);
    flow::support::Driver driver(visit);
    check(driver.page(), shape);
    driver.start("1984", GetParam().bundle);
    for (int steps = 0; steps < 300 && driver.page().kind != flow::PageKind::done; ++steps) {
      visit.set_options_per_page(options_that_fit(visit.page(), shape.canvas));
      visit.set_search_places(search_places_that_fit(visit.page(), shape.canvas));
      check(driver.page(), shape);
      driver.go_on();
    }
    EXPECT_EQ(driver.page().kind, flow::PageKind::done);
    check(driver.page(), shape);
  }

  int pages_ = 0;
};

TEST_P(LanguageLayout, EveryPageStandsWhole) {
  ASSERT_TRUE(bundle_of(GetParam().bundle)) << GetParam().bundle;
  for (const Shape& shape : kShapes) {
    // Nearly twice as long as English and half as large again is more than any patient meets.
    if (flow::is_pseudo(GetParam().language) && shape.text_scale > 100) continue;
    walk(shape);
  }
  EXPECT_GT(pages_, 20);
}

INSTANTIATE_TEST_SUITE_P(Bundles, LanguageLayout, testing::ValuesIn(all_cases()), name_of);

}  // namespace
}  // namespace anteroom::ui
