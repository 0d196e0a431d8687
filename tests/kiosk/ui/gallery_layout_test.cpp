// Layout invariants of every control: the pages of the control gallery in both orientations and
// three text sizes. Nothing cut, nothing over another thing, every control there and large enough.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/kiosk/ui/gallery_pages.h"

namespace anteroom::ui {
namespace {

struct Shape {
  Canvas canvas;
  int text_scale;
};

class GalleryLayout : public testing::TestWithParam<Shape> {
 protected:
  /// Walked once a shape: the store makes it slow.
  static const std::vector<GalleryPage>& pages() {
    static std::map<std::pair<double, int>, std::vector<GalleryPage>> all;
    auto& mine = all[{GetParam().canvas.width, GetParam().text_scale}];
    if (mine.empty())
      mine = gallery_pages(std::string(ANTEROOM_BINARY_DIR) + "/gallery/control-gallery",
                           GetParam().canvas, GetParam().text_scale);
    return mine;
  }
  template <class Check>
  void on_each(Check check) {
    ASSERT_GT(pages().size(), 60u);
    for (const GalleryPage& one : pages()) {
      SCOPED_TRACE(one.name);
      check(one.page, lay_out(one.page, GetParam().canvas, {}));
    }
  }
  static std::vector<const Element*> controls_of(const PageLayout& layout) {
    std::vector<const Element*> out;
    for (const Element& element : layout.elements) {
      if (element.is_pressable() || element.role == Role::field) out.push_back(&element);
    }
    return out;
  }
};

TEST_P(GalleryLayout, TargetsAreLargeEnough) {
  on_each([](const flow::Page&, const PageLayout& layout) {
    for (const Element* control : controls_of(layout)) {
      EXPECT_GE(control->box.w / reference_px_per_mm, 16) << control->id;
      EXPECT_GE(control->box.h / reference_px_per_mm, 16) << control->id;
    }
  });
}

TEST_P(GalleryLayout, NothingIsOverAnotherThing) {
  on_each([](const flow::Page&, const PageLayout& layout) {
    const auto controls = controls_of(layout);
    for (std::size_t i = 0; i < controls.size(); ++i) {
      for (std::size_t j = i + 1; j < controls.size(); ++j) {
        EXPECT_FALSE(controls[i]->box.inset(-10.8).overlaps(controls[j]->box))
            << controls[i]->id << " and " << controls[j]->id;
      }
      for (const Element& words : layout.elements) {
        if (words.role != Role::text && words.role != Role::heading) continue;
        EXPECT_FALSE(words.box.inset(1).overlaps(controls[i]->box))
            << words.name << " / " << controls[i]->id;
      }
    }
  });
}

TEST_P(GalleryLayout, NothingLeavesTheScreen) {
  on_each([](const flow::Page&, const PageLayout& layout) {
    for (const Element& element : layout.elements) {
      EXPECT_GE(element.box.x, 0) << element.id << element.name;
      EXPECT_GE(element.box.y, 0) << element.id << element.name;
      EXPECT_LE(element.box.right(), GetParam().canvas.width + 0.5) << element.id << element.name;
      EXPECT_LE(element.box.bottom(), GetParam().canvas.height + 0.5) << element.id << element.name;
    }
  });
}

/// Every answer's button is wide enough for its longest word beside its marker.
TEST_P(GalleryLayout, NoWordLeavesItsButton) {
  on_each([](const flow::Page& page, const PageLayout& layout) {
    const double letters = layout.theme.pick(28, 34, 40);
    const auto fits = [&](const flow::Choice& choice) {
      const Element* element = layout.find(choice.id);
      ASSERT_NE(element, nullptr) << choice.id;
      const TextStyle style{.size = letters, .weight = 600, .line = 1.25};
      EXPECT_FALSE(measure(choice.label.shown(), style, element->box.w - 94).clipped) << choice.id;
    };
    for (const flow::Row& row : page.rows) {
      for (const flow::Choice& choice : row.choices) fits(choice);
    }
    for (const flow::Choice& unit : page.units) fits(unit);
  });
}

TEST_P(GalleryLayout, EveryControlOfThePageIsThere) {
  on_each([](const flow::Page& page, const PageLayout& layout) {
    std::multiset<std::string> ids;
    for (const Element& element : layout.elements) {
      if (element.is_control()) ids.insert(element.id);
    }
    const auto once = [&ids](const std::string& id) { EXPECT_EQ(ids.count(id), 1U) << id; };
    for (const flow::Choice& choice : page.choices) once(choice.id);
    for (const flow::Choice& unit : page.units) once(unit.id);
    for (const flow::Field& field : page.fields) once(field.id);
    for (const flow::Row& row : page.rows) {
      for (const flow::Choice& choice : row.choices) once(choice.id);
    }
    for (const flow::Entry& entry : page.entries) {
      once(entry.change.id);
      once(entry.remove.id);
    }
    for (const flow::Button& button : page.extra) once(button.action.id);
    for (const auto* button : {&page.back, &page.next, &page.stop}) {
      if (button->has_value()) once((*button)->action.id);
    }
    for (const auto* skip : {&page.not_sure, &page.declined}) {
      if (skip->has_value()) once((*skip)->id);
    }
  });
}

INSTANTIATE_TEST_SUITE_P(Shapes, GalleryLayout,
                         testing::Values(Shape{{1080, 1920}, 100}, Shape{{1080, 1920}, 125},
                                         Shape{{1080, 1920}, 150}, Shape{{1920, 1080}, 100},
                                         Shape{{1920, 1080}, 125}, Shape{{1920, 1080}, 150}),
                         [](const auto& shape) {
                           return std::string(shape.param.canvas.portrait() ? "portrait"
                                                                            : "landscape") +
                                  std::to_string(shape.param.text_scale);
                         });

}  // namespace
}  // namespace anteroom::ui
